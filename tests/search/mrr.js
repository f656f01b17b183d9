// How well `skira search` finds known items: the mean reciprocal rank among the first ten (MRR@10),
// in total and by kind of query, and how long a query takes.
//
//   node tests/search/mrr.js EXPORT.json QUERIES.jsonl... [--skira PATH] [--misses]
//
// A line of QUERIES.jsonl: {"document": "dailies.txt", "start": 16, "kind": "he", "query": "…"}, the
// review that must come first by its document and its first line, or {"id": …} in their place. A line
// that names a review which the export does not have is an error. It may have besides
//
//   "class"  what is hard about it: "layout", "question", …; counted as the kinds are
//   "half"   "tuned" (weights were set by it) or "held" (none were); counted alone and with the class
//   "also"   reviews that answer as well, named as the one above; `equal` counts the first of all these
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename } from "node:path";

import { pathToFileURL } from "node:url";

/**
 * The figures of each kind of query and of "all".
 * @param {string} skira the command @param {string} exported the export's file @param {string} list the queries' file
 */
export function measure(skira, exported, list) {
  const catalog = JSON.parse(readFileSync(exported, "utf8"));
  /** @type {(hit: {document: string, first_line: number}) => string} */
  const place = ({ document, first_line }) => `${basename(document)}:${first_line}`;
  const ids = new Map(catalog.reviews.map((/** @type {any} */ review) => [place({
    document: catalog.sources[review.source.document].name, first_line: review.source.first_line }), review.id]));
  const known = new Set(ids.values());
  /** @param {any} named @param {number} line */
  const idOf = (named, line) => {
    const id = typeof named === "string" ? named : named.id ?? ids.get(`${named.document}:${named.start}`);
    if (!known.has(id)) throw new Error(`${list}:${line}: no such review`);
    return id;
  };
  const labels = readFileSync(list, "utf8").trim().split("\n").map((line) => JSON.parse(line));
  const output = execFileSync(skira, ["search", exported, "--queries", list, "--json"],
    { encoding: "utf8", maxBuffer: 1 << 28 });
  /** @type {{microseconds: number, hits: {id: string}[]}[]} */
  const answers = output.trim().split("\n").map((line) => JSON.parse(line));
  /** @type {Record<string, {sum: number, equalSum: number, count: number, mrr: number, equal: number}>} */
  const kinds = {};
  /** @type {{rank: number, query: string}[]} */
  const misses = [];
  labels.forEach((label, i) => {
    const id = idOf(label, i + 1);
    const equals = [id, ...(label.also ?? []).map((/** @type {any} */ one) => idOf(one, i + 1))];
    const found = answers[i].hits.slice(0, 10);
    const rank = 1 + found.findIndex((hit) => hit.id === id);
    const equalRank = 1 + found.findIndex((hit) => equals.includes(hit.id));
    const groups = ["all", label.kind];
    if (label.class) groups.push(label.class);
    if (label.half) groups.push(label.half, `${label.half} ${label.class}`);
    for (const kind of groups) {
      const sum = kinds[kind] ??= { sum: 0, equalSum: 0, count: 0, mrr: 0, equal: 0 };
      sum.sum += rank > 0 ? 1 / rank : 0;
      sum.equalSum += equalRank > 0 ? 1 / equalRank : 0;
      sum.mrr = sum.sum / ++sum.count;
      sum.equal = sum.equalSum / sum.count;
    }
    if (rank !== 1) misses.push({ rank, query: label.query });
  });
  const times = answers.map((answer) => answer.microseconds).sort((a, b) => a - b);
  const at = (/** @type {number} */ share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  return { kinds, misses, median: at(0.5), p99: at(0.99) };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
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
  for (const list of lists) {
    const { kinds, misses, median, p99 } = measure(skira, exported, list);
    if (showMisses) for (const { rank, query } of misses) console.log(`  ${rank || "-"}\t${query}`);
    const rows = Object.entries(kinds).map(([kind, { mrr, equal, count }]) =>
      `${kind} ${mrr.toFixed(3)}${equal > mrr ? ` (equal ${equal.toFixed(3)})` : ""} (${count})`);
    console.log(`${basename(list)}: MRR@10 ${rows.join(", ")}; median ${median} µs, p99 ${p99} µs`);
  }
}
