// Compares Skira's search with its peers in one Chromium, and measures it natively as reviews grow:
//
//   npm run bench:search [-- --rounds 15] [--queries N] [--no-scale] [--readme]
//
// Writes build/bench/search.md and search.json; --readme puts the tables into the README of
// tests/bench/ too. The reviews are those of corpus/ and, where they lie beside the repository, the
// real documents of ../shared with their own queries.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { build as bundle } from "esbuild";
import * as pagefind from "pagefind";
import { chromium } from "playwright-core";
import { serve } from "../../../web/serve.js";
import { writeRecombined } from "../recombine.js";
import { OUT, ROOT, report, table } from "../report.js";

const HERE = dirname(fileURLToPath(import.meta.url));
const DIST = join(ROOT, "dist");
const SKIRA = join(ROOT, "build/native/skira");
const SITE = join(OUT, "search-site");
const SHARED = resolve(ROOT, "../shared");
const CHROMIUM = process.env.SKIRA_CHROMIUM ?? "/usr/bin/chromium";
const KINDS = ["he", "mixed", "en"];
const SCALES = [366, 3660, 36600];

/** @typedef {import("./page.js").Known} Known */
/** @typedef {import("./page.js").Figures} Figures */
/** @typedef {{name: string, title: string, data: any, known: Known[]}} ReviewSet */
/** @typedef {{reviews: number, textBytes: number, milliseconds: number, indexBytes: number, first: number, median: number, p99: number, key: number, keyP99: number}} ScaleRow */

/** @param {string} path @returns {any[]} */
const jsonLines = (path) => readFileSync(path, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));

/** @param {string} name @param {string[]} documents @param {(data: any) => Known[]} knownOf @param {string} title @returns {ReviewSet} */
function readSet(name, documents, knownOf, title) {
  const file = join(OUT, `${name}.json`);
  execFileSync(SKIRA, ["export", ...documents, "-o", file], { stdio: "pipe" });
  const data = JSON.parse(readFileSync(file, "utf8"));
  const known = knownOf(data);
  const ids = new Set(data.reviews.map((/** @type {any} */ review) => review.id));
  const lost = known.filter(({ id }) => !ids.has(id));
  if (lost.length > 0) throw new Error(`${name}: queries for reviews that are not there: ${JSON.stringify(lost)}`);
  return { name, title: `${title}: ${data.reviews.length} reviews, ${known.length} queries`, data, known };
}

/** The labels name a review by its document and first line. @param {any} data @returns {Known[]} */
const labelledQueries = (data) => jsonLines(join(SHARED, "labels/queries.jsonl")).map(({ document, start, kind, query }) => {
  const review = data.reviews.find((/** @type {any} */ { source }) => source.first_line <= start && start <= source.last_line &&
    basename(data.sources[source.document].name) === document);
  return { id: review?.id ?? `${document}:${start}`, kind, query };
});

/** Our own name it by its id or the start of it: the end may change with the text. @param {any} data @returns {Known[]} */
const ownQueries = (data) => jsonLines(join(HERE, "queries.jsonl")).map((known) => {
  const ids = data.reviews.map((/** @type {any} */ review) => review.id);
  const matching = ids.filter((/** @type {string} */ id) => id === known.id || id.startsWith(`${known.id}-`));
  return { ...known, id: matching.length === 1 ? matching[0] : known.id };
});

/** @returns {ReviewSet[]} */
function readSets() {
  const sets = [readSet("corpus", [join(ROOT, "corpus")], ownQueries, "`corpus/`")];
  if (existsSync(join(SHARED, "corpus")) && existsSync(join(SHARED, "labels/queries.jsonl"))) {
    sets.push(readSet("real", [join(SHARED, "corpus")], labelledQueries, "Real documents"));
  } else {
    console.log("../shared is not here: only corpus/ is searched");
  }
  return sets;
}

/** What every engine indexes. @param {any} review @returns {import("./engines.js").Doc} */
function docOf(review) {
  const { applications, prior_knowledge, domains, tools } = review.fields;
  const { arxiv_id, venue } = review.paper;
  return {
    id: review.id,
    title: review.title ?? "",
    people: review.reviewers.join(", "),
    fields: [applications, ...prior_knowledge, ...domains, ...tools, arxiv_id, venue].filter(Boolean).join("\n"),
    body: review.blocks.map((/** @type {any} */ block) =>
      block.spans.map((/** @type {any} */ span) => span.math ?? span.text).join("")).join("\n"),
  };
}

/** @param {string} text */
const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

/** @param {import("./engines.js").Doc} doc */
const htmlOf = (doc) => `<!doctype html><html lang="he" dir="rtl"><head><title>${escaped(doc.title || doc.id)}</title></head>
<body><main data-pagefind-body><h1>${escaped(doc.title || doc.id)}</h1><p>${escaped(doc.people)}</p>
${`${doc.fields}\n${doc.body}`.split("\n").filter(Boolean).map((line) => `<p>${escaped(line)}</p>`).join("\n")}
</main></body></html>`;

/** Bytes of index, fragments and their list; not of the program. @param {string} folder */
const pagefindBytes = (folder) => readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.pf_[a-z]+$/.test(name))
  .reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);

/** Pagefind's index is made of pages, by its own program. @param {import("./engines.js").Doc[]} docs @param {string} folder */
async function buildPagefind(docs, folder) {
  const pages = docs.map((doc) => ({ url: `/r/${encodeURIComponent(doc.id)}.html`, content: htmlOf(doc) }));
  const outputPath = join(folder, "pagefind");
  const begin = performance.now();
  const { index, errors } = await pagefind.createIndex();
  if (!index) throw new Error(`pagefind: ${errors.join("; ")}`);
  for (const page of pages) await index.addHTMLFile(page);
  await index.writeFiles({ outputPath });
  const milliseconds = performance.now() - begin;
  await index.deleteIndex();
  writeFileSync(join(folder, "pagefind.json"), JSON.stringify({ milliseconds, bytes: pagefindBytes(outputPath) }));
}

/** @param {ReviewSet[]} sets */
async function buildSite(sets) {
  rmSync(SITE, { recursive: true, force: true });
  cpSync(DIST, join(SITE, "skira"), { recursive: true });
  cpSync(join(ROOT, "tests/bench/node_modules/@sqlite.org/sqlite-wasm/sqlite-wasm/jswasm"), join(SITE, "sqlite"), { recursive: true });
  // A classic script: lunr's Hebrew plugin cannot run in strict mode.
  await bundle({ entryPoints: [join(HERE, "page.js")], bundle: true, format: "iife", minify: true, tsconfigRaw: "{}",
    outfile: join(SITE, "page.js"), logLevel: "error" });
  writeFileSync(join(SITE, "index.html"), '<!doctype html><meta charset="utf-8"><body><script src="page.js"></script>');
  for (const { name, data, known } of sets) {
    const folder = join(SITE, name);
    mkdirSync(folder);
    const docs = data.reviews.map(docOf);
    writeFileSync(join(folder, "docs.json"), JSON.stringify(docs));
    writeFileSync(join(folder, "queries.json"), JSON.stringify(known));
    writeFileSync(join(folder, "reviews.json.gz"), gzipSync(JSON.stringify(data)));
    await buildPagefind(docs, folder);
  }
  await pagefind.close();
}

/**
 * Cross-origin isolation gives performance.now() its finest step, 5 µs in place of 100.
 * @param {import("node:http").Server} server
 */
function isolate(server) {
  server.prependListener("request", (_request, response) => {
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
  });
}

/** @param {ReviewSet[]} sets @param {number} rounds @param {number} most @returns {Promise<Figures[][]>} */
async function compareInBrowser(sets, rounds, most) {
  await buildSite(sets);
  const server = await serve(SITE, 0);
  isolate(server);
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
      "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  const results = [];
  try {
    for (const { name } of sets) {
      const page = await browser.newPage();
      page.on("pageerror", (error) => console.error(`${name}: ${error.message}`));
      await page.goto(`http://127.0.0.1:${port}/index.html`);
      await page.waitForFunction(() => "compare" in globalThis && crossOriginIsolated);
      results.push(await page.evaluate(
        ([set, rounds, most]) => /** @type {any} */ (globalThis).compare(set, rounds, most),
        /** @type {[string, number, number]} */ ([name, rounds, most])));
      await page.close();
    }
  } finally {
    await browser.close();
    server.close();
  }
  return results;
}

/** Of a sorted or unsorted list, by nearest rank. @param {number[]} numbers @param {number} share */
export function percentile(numbers, share) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/** @param {number[]} ranks of the known reviews, 0: not found */
const meanReciprocalRank = (ranks) => ranks.reduce((sum, rank) => sum + (rank ? 1 / rank : 0), 0) / ranks.length;

/** @param {Figures} figures @param {Known[]} known */
function summary(figures, known) {
  const ofKind = (/** @type {string} */ kind) => figures.ranks.filter((_, at) => known[at].kind === kind);
  return {
    engine: figures.name,
    mrr: meanReciprocalRank(figures.ranks),
    ...Object.fromEntries(KINDS.map((kind) => [kind, meanReciprocalRank(ofKind(kind))])),
    first_ms: percentile(figures.first, 0.5),
    median_ms: percentile(figures.times, 0.5),
    p99_ms: percentile(figures.times, 0.99),
    alone_ms: percentile(figures.alone, 0.5),
    alone_p99_ms: percentile(figures.alone, 0.99),
    build_ms: figures.milliseconds,
    index_bytes: figures.bytes,
    counted: figures.counted,
  };
}

/** @param {number} bytes */
const kilobytes = (bytes) => `${Math.round(bytes / 1024).toLocaleString("en")}`;

/** @param {ReviewSet} set @param {ReturnType<typeof summary>[]} rows */
const comparisonTable = (set, rows) => `**${set.title}**\n\n${table(
  ["", "MRR@10", "Hebrew", "mixed", "English", "first ms", "median ms", "99 % ms", "alone: median ms", "99 % ms", "build ms", "index KB", "counted"],
  rows.map((/** @type {any} */ row) => [row.engine, ...[row.mrr, ...KINDS.map((kind) => row[kind])].map((one) => one.toFixed(3)),
    row.first_ms.toFixed(3), row.median_ms.toFixed(3), row.p99_ms.toFixed(3), row.alone_ms.toFixed(3), row.alone_p99_ms.toFixed(3), row.build_ms.toFixed(0), kilobytes(row.index_bytes), row.counted]))}`;

/** @param {ReviewSet} set @param {number} count @returns {Promise<ScaleRow>} */
async function measureScale(set, count) {
  const file = join(OUT, `recombined-${count}.json`);
  const queries = join(OUT, "scale-queries.jsonl");
  await writeRecombined(join(OUT, `${set.name}.json`), count, 1, file);
  writeFileSync(queries, set.known.map((known) => `${JSON.stringify(known)}\n`).join(""));
  const figures = JSON.parse(execFileSync(SKIRA, ["bench", file, "--queries", queries, "--json"],
    { encoding: "utf8", maxBuffer: 1 << 28 }));
  rmSync(file);
  return { reviews: count, textBytes: figures.text_bytes, milliseconds: figures.index_ms, indexBytes: figures.index_bytes,
    first: figures.query_first_us, median: figures.query_median_us, p99: figures.query_p99_us,
    key: figures.key_median_us, keyP99: figures.key_p99_us };
}

/** @param {ReviewSet} set @param {ScaleRow[]} rows */
const scaleTable = (set, rows) => `**Natively, as reviews grow** (recombined from ${set.name === "real" ? "the real documents" : "`corpus/`"})\n\n${table(
  ["reviews", "text MB", "build ms", "build µs a review", "index MB", "index of text", "first µs", "median µs", "99 % µs", "a key: median µs", "99 % µs"],
  rows.map((row) => [row.reviews.toLocaleString("en"), (row.textBytes / 2 ** 20).toFixed(1), row.milliseconds.toFixed(0),
    ((row.milliseconds * 1000) / row.reviews).toFixed(0), (row.indexBytes / 2 ** 20).toFixed(1),
    `${((100 * row.indexBytes) / row.textBytes).toFixed(0)} %`, row.first.toFixed(0), row.median.toFixed(0), row.p99.toFixed(0), row.key.toFixed(0), row.keyP99.toFixed(0)]))}`;

/**
 * @param {{rounds: number, most: number, scale: boolean, sets?: string[]}} options
 * @returns {Promise<{markdown: string, sets: any[], scale: ScaleRow[]}>}
 */
export async function run({ rounds, most, scale, sets: only }) {
  for (const [needed, remedy] of [[join(DIST, "skira.wasm"), "run ./build-wasm.sh"], [SKIRA, "run ./build-wasm.sh"],
    [CHROMIUM, "install chromium or name one in SKIRA_CHROMIUM"]]) {
    if (!existsSync(needed)) throw new Error(`${needed} is not there; ${remedy}`);
  }
  mkdirSync(OUT, { recursive: true });
  const sets = readSets().filter(({ name }) => !only || only.includes(name));
  const compared = await compareInBrowser(sets, rounds, most);
  const summaries = compared.map((figures, at) => figures.map((one) => summary(one, sets[at].known)));
  const largest = sets[sets.length - 1];
  const rows = [];
  for (const count of scale ? SCALES : []) rows.push(await measureScale(largest, count));
  const markdown = [...sets.map((set, at) => comparisonTable(set, summaries[at])), ...(scale ? [scaleTable(largest, rows)] : [])]
    .join("\n\n");
  return { markdown, sets: sets.map(({ name, title }, at) => ({ name, title, engines: summaries[at] })), scale: rows };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: {
    rounds: { type: "string", default: "15" }, queries: { type: "string", default: "100000" },
    "no-scale": { type: "boolean", default: false }, readme: { type: "boolean", default: false } } });
  try {
    const { markdown, ...figures } = await run({ rounds: Number(values.rounds), most: Number(values.queries), scale: !values["no-scale"] });
    report("search", markdown, figures, values.readme);
  } catch (error) {
    console.error(`bench:search: ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  }
}
