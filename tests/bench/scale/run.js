// A library in shards as reviews grow: what making it costs, what a visitor fetches of it, what a
// search over it finds beside the whole index.
//
//   npm run bench:scale [-- --counts 366,3660,36600,100000] [--queries N] [--readme]
//
// Exports are made of the real documents' sentences where ../shared has them, else of corpus/'s.
// Sizes are of gzip, as a host sends them. Writes build/bench/scale.md and scale.json.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { ROOT, OUT, report, table } from "../report.js";
import { pageFigures } from "./page.js";

const SKIRA = join(ROOT, "build/native/skira");
const RECOMBINE = join(ROOT, "tests/bench/recombine.js");
const PER_TEXT = 50;
const MOST_WHOLE = 5000;  // reviews that the page has as one export; more are in shards
const SEARCHES = 12;      // in the page
const MOST_COMPARED = 40000;  // reviews: the whole index of more takes a machine's memory

/** @param {number[]} values @param {number} share */
const percentile = (values, share) => [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(share * values.length) - 1)];
/** @param {number} bytes */
const kilobytes = (bytes) => (bytes / 1000).toFixed(bytes < 100_000 ? 1 : 0);
/** @param {number} bytes */
const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
/** @param {string} file */
const zipped = (file) => gzipSync(readFileSync(file), { level: 9 }).length;

/** The time a command takes, and the most memory that is its own: files that it only looks at do not count. @param {string[]} words */
async function measured(...words) {
  const begin = performance.now();
  const run = spawn(SKIRA, words, { stdio: "inherit" });
  let most = 0;
  const watch = setInterval(() => {
    try {
      const own = /RssAnon:\s+(\d+)/.exec(readFileSync(`/proc/${run.pid}/status`, "utf8"));
      most = Math.max(most, Number(own?.[1] ?? 0) * 1024);
    } catch {
      // It has just ended.
    }
  }, 20);
  const status = await new Promise((done) => { run.on("exit", done); });
  clearInterval(watch);
  if (status !== 0) throw new Error(`skira ${words.join(" ")} ended with ${status}`);
  return { seconds: (performance.now() - begin) / 1000, memory: most };
}

/** @param {string} path @param {string} queries @returns {{query: string, microseconds: number, hits: {id: string}[], fetched: string[]}[]} */
const search = (path, queries) => execFileSync(SKIRA, ["search", path, "--queries", queries, "--json"],
  { encoding: "utf8", maxBuffer: 1 << 30 }).trim().split("\n").map((line) => JSON.parse(line));

/** The sizes of a folder's files. @param {string} folder */
const sizes = (folder) => readdirSync(folder).map((name) => zipped(join(folder, name)));
const sum = (/** @type {number[]} */ values) => values.reduce((a, b) => a + b, 0);

/** @param {number} count @param {string} original @param {string} queries */
async function figuresOf(count, original, queries) {
  const exported = join(OUT, `${count}.json`), folder = join(OUT, `shards-${count}`);
  execFileSync(process.execPath, [RECOMBINE, original, "--count", String(count), "-o", exported]);
  rmSync(folder, { recursive: true, force: true });
  const made = await measured("export", exported, "--shard", String(PER_TEXT), "-o", folder);
  const answers = search(folder, queries);
  const fetched = answers.map((answer) => sum(answer.fetched.map((name) => zipped(join(folder, name)))));
  const text = sizes(join(folder, "text")), ids = sizes(join(folder, "ids"));
  /** @type {Record<string, number>} */
  const figures = {
    reviews: count, exportBytes: statSync(exported).size, seconds: made.seconds, memory: made.memory,
    files: readdirSync(folder, { recursive: true }).length - 5, manifest: zipped(join(folder, "shards.txt")),
    catalog: sum(sizes(join(folder, "catalog"))), review: percentile(text, 0.5) + percentile(ids, 0.5),
    reviewMost: Math.max(...text) + Math.max(...ids),
    search: percentile(fetched, 0.5), searchMost: Math.max(...fetched), microseconds: percentile(answers.map((a) => a.microseconds), 0.5),
  };
  if (count <= MOST_COMPARED) {
    const whole = search(exported, queries);
    figures.first = whole.filter((answer, i) => answer.hits[0]?.id === answers[i].hits[0]?.id).length / whole.length;
    figures.ten = whole.filter((answer, i) => !answer.hits[0] || answers[i].hits.some(({ id }) => id === answer.hits[0].id)).length / whole.length;
  }
  const words = asked.slice(0, SEARCHES).map((line) => JSON.parse(line).query);
  const page = await pageFigures(count > MOST_WHOLE ? { shards: folder } : { export: exported }, join(OUT, "scale-site"), count, words);
  rmSync(exported);
  return { figures, page: { reviews: count, ...page } };
}

/** @param {Record<string, number>} f @param {Record<string, number>} least of the fewest reviews */
const pageRowOf = (f, least) => [f.reviews.toLocaleString("en"), f.reviews > MOST_WHOLE ? "shards" : "export",
  (f.firstText / least.firstText).toFixed(2), f.firstText.toFixed(0), f.firstSearch.toFixed(0), kilobytes(f.fetchedSearch),
  kilobytes(f.fetchedSearchMost), kilobytes(f.fetchedReview), (f.heap / 2 ** 20).toFixed(1)];

/** @param {Record<string, number>} f */
const rowOf = (f) => [f.reviews.toLocaleString("en"), megabytes(f.exportBytes), f.seconds.toFixed(1), megabytes(f.memory),
  f.files.toLocaleString("en"), kilobytes(f.manifest), megabytes(f.catalog), kilobytes(f.review), kilobytes(f.search), kilobytes(f.searchMost),
  String(f.microseconds), ...[f.first, f.ten].map((share) => (share === undefined ? "" : `${Math.round(share * 100)} %`))];

const { values } = parseArgs({ options: {
  counts: { type: "string", default: "366,3660,36600,100000" }, queries: { type: "string" }, readme: { type: "boolean", default: false },
} });
mkdirSync(OUT, { recursive: true });
const shared = resolve(ROOT, "../shared"), real = existsSync(join(shared, "corpus"));
const original = join(OUT, "scale-original.json");
execFileSync(SKIRA, ["export", real ? join(shared, "corpus") : join(ROOT, "corpus"), "-o", original], { stdio: "pipe" });
const labels = join(shared, "labels/queries.jsonl");
const asked = readFileSync(real && existsSync(labels) ? labels : join(ROOT, "tests/bench/search/queries.jsonl"), "utf8").trim().split("\n")
  .slice(0, values.queries ? Number(values.queries) : undefined);
const queries = join(OUT, "scale-queries.jsonl");
writeFileSync(queries, `${asked.join("\n")}\n`);
const rows = [];
/** @type {Record<string, number>[]} */
const pages = [];
for (const count of values.counts.split(",")) {
  const { figures, page } = await figuresOf(Number(count), original, queries);
  rows.push(figures);
  pages.push(page);
}
report("scale", `Recombined from ${real ? "the real documents" : "corpus/"}, ${PER_TEXT} reviews in a file of text, ${asked.length} queries. Sizes compressed.\n\n${
  table(["reviews", "export MB", "made in s", "memory MB", "files", "manifest KB", "catalog MB", "a review KB", "a search KB", "at most",
    "its µs", "same first", "that among ten"], rows.map(rowOf))}

In the page, ${Math.min(SEARCHES, asked.length)} searches, 10 Mbit/s and 40 ms to the host (goals: first text at most 1.5 times that of the fewest, a search
at most 300 KB, the program's memory at most 96 MB):

${table(["reviews", "as", "first text, times", "ms", "first search ms", "a search KB", "at most", "a review KB", "memory MiB"],
    pages.map((f) => pageRowOf(f, pages[0])))}`, { perText: PER_TEXT, rows, pages }, values.readme);
