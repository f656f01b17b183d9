// How well `skira search` finds known items: the mean reciprocal rank among the first ten (MRR@10),
// in total and by kind of query, and how long a query takes.
//
//   node tests/search/mrr.js EXPORT.json QUERIES.jsonl... [--skira PATH] [--misses]
//
// A line of QUERIES.jsonl: {"document": "dailies.txt", "start": 16, "kind": "he", "query": "…"}, the
// review that must come first by its document and its first line. A line that names a review which
// the export does not have is an error.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename } from "node:path";

const files = [];
let skira = "build/native/skira";
let showMisses = false;
for (let i = 2; i < process.argv.length; ++i) {
  const argument = process.argv[i];
  if (argument === "--skira") skira = process.argv[++i];
  else if (argument === "--misses") showMisses = true;
  else files.push(argument);
}
const [exported, ...lists] = files;
const catalog = JSON.parse(readFileSync(exported, "utf8"));
const known = new Set(catalog.reviews.map((review) =>
  `${basename(catalog.sources[review.source.document].name)}:${review.source.first_line}`));

for (const list of lists) {
  const labels = readFileSync(list, "utf8").trim().split("\n").map((line) => JSON.parse(line));
  const output = execFileSync(skira, ["search", exported, "--queries", list, "--json"],
    { encoding: "utf8", maxBuffer: 1 << 28 });
  const answers = output.trim().split("\n").map((line) => JSON.parse(line));
  const sums = new Map([["all", [0, 0]]]);
  labels.forEach((label, i) => {
    const item = `${label.document}:${label.start}`;
    if (!known.has(item)) throw new Error(`${list}:${i + 1}: no review at ${item}`);
    const rank = 1 + answers[i].hits.slice(0, 10)
      .findIndex((hit) => `${basename(hit.document)}:${hit.first_line}` === item);
    for (const kind of ["all", label.kind]) {
      const sum = sums.get(kind) ?? [0, 0];
      sums.set(kind, [sum[0] + (rank > 0 ? 1 / rank : 0), sum[1] + 1]);
    }
    if (showMisses && rank !== 1) console.log(`  ${rank || "-"}\t${label.query}`);
  });
  const times = answers.map((answer) => answer.microseconds).sort((a, b) => a - b);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  const rows = [...sums].map(([kind, [sum, count]]) => `${kind} ${(sum / count).toFixed(3)} (${count})`);
  console.log(`${basename(list)}: MRR@10 ${rows.join(", ")}; median ${at(0.5)} µs, p99 ${at(0.99)} µs`);
}
