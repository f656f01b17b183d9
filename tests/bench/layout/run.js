// How fast the longest review is laid out anew at another width: Skira's page, Chromium's own reflow of
// the same text in its DOM and dropflow, in one run of one Chromium:
//
//   npm run bench:layout [-- --rounds 31] [--readme]
//
// Writes build/bench/layout.md and layout.json; --readme puts the table into the README of tests/bench/.
// The reviews are those of corpus/ and, where they lie beside the repository, the real documents.
import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { build as bundle } from "esbuild";
import { chromium } from "playwright-core";
import { typesetExport, withMath } from "../../../web/typeset-math.js";
import { serve } from "../../../web/serve.js";
import { OUT, ROOT, report, table } from "../report.js";

const HERE = dirname(fileURLToPath(import.meta.url));
const SITE = join(OUT, "layout-site");
const FONTS = join(ROOT, "build/fonts");
const SHARED = resolve(ROOT, "../shared/corpus");
const CHROMIUM = process.env.SKIRA_CHROMIUM ?? "/usr/bin/chromium";
const WIDTHS = [680, 520, 610, 560, 640];  // px
const SIZE = 19, MATH_SIZE = 1.04;         // px of the text, ems of a formula
const HEADINGS = [26, 22, 20];             // px by level
const LIST_INDENT = 30;                    // px a level
/** What all three can lay out: dropflow has no tables, and Skira's code lines never break. */
const PROSE = ["paragraph", "heading", "list_item", "quote", "credit", "link"];

/** @typedef {import("./page.js").Block} Block */
/** @typedef {import("./page.js").Figures} Figures */

/** @param {any} block */
const textOf = (block) => block.spans.map((/** @type {any} */ span) => span.math ?? span.text).join("");

/** The longest review of the documents, of its prose alone. @param {string} folder @param {string} name */
function longestReview(folder, name) {
  const file = join(OUT, `layout-${name}.json`);
  execFileSync(join(ROOT, "build/native/skira"), ["export", folder, "-o", file], { stdio: "pipe" });
  const data = JSON.parse(readFileSync(file, "utf8"));
  for (const review of data.reviews) review.blocks = review.blocks.filter((/** @type {any} */ block) => PROSE.includes(block.type));
  const length = (/** @type {any} */ review) => Buffer.byteLength(review.blocks.map(textOf).join(""));
  data.reviews.sort((/** @type {any} */ a, /** @type {any} */ b) => length(b) - length(a));
  data.reviews.length = 1;
  return { data: JSON.parse(withMath(JSON.stringify(data), typesetExport(data))), bytes: length(data.reviews[0]) };
}

/** @param {any} data @returns {Block[]} */
function blocksOf(data) {
  const formulas = new Map((data.math.formulas ?? []).map((/** @type {any} */ formula) => [formula.tex, formula]));
  return data.reviews[0].blocks.map((/** @type {any} */ block) => {
    const size = block.type === "heading" ? HEADINGS[Math.min(Math.max(block.level, 1), 3) - 1] : SIZE;
    return {
      tag: block.type === "heading" ? "h2" : block.type === "list_item" ? "div" : "p",
      rtl: /[\u05d0-\u05ea]{2}/.test(textOf(block)), size, bold: block.type === "heading",
      indent: block.type === "list_item" ? LIST_INDENT * (block.level + 1) : 0,
      pieces: block.spans.map((/** @type {any} */ { text = "", math, style = [] }) => {
        const formula = formulas.get(math);
        const unit = size * MATH_SIZE / 1000;
        if (formula?.width) return { text: "", box: [formula.width * unit, (formula.height + formula.depth) * unit] };
        return { text: math ?? text, bold: style.includes("bold"), italic: style.includes("italic"),
          mono: math !== undefined || style.includes("code") };
      }),
    };
  });
}

function fontsOf() {
  return readdirSync(FONTS).filter((file) => file.endsWith(".ttf")).map((file) => {
    const [family, weight] = file.replace(".ttf", "").split("-");
    return { family: `${family}-face`, weight: Number(weight), file: `fonts/${file}` };
  });
}

async function buildSite() {
  rmSync(SITE, { recursive: true, force: true });
  cpSync(join(ROOT, "dist"), join(SITE, "skira"), { recursive: true });
  cpSync(FONTS, join(SITE, "fonts"), { recursive: true });
  copyFileSync(join(ROOT, "tests/bench/node_modules/dropflow/dist/dropflow.wasm"), join(SITE, "dropflow.wasm"));
  await bundle({ entryPoints: [join(HERE, "page.js")], bundle: true, format: "esm", platform: "browser", minify: true,
    target: "es2022", outfile: join(SITE, "page.js"), logLevel: "error" });
  writeFileSync(join(SITE, "index.html"), '<!doctype html><meta charset="utf-8"><body lang="he"><script type="module" src="page.js"></script>');
}

/** @param {number[]} numbers */
function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/**
 * @param {{rounds?: number, sets?: string[]}} [options]
 * @returns {Promise<{markdown: string, sets: {name: string, bytes: number, blocks: number, engines: {engine: string, median_ms: number,
 *   least_ms: number, ratio: number, least_ratio: number}[]}[]}>} `ratio`: Skira's median to the engine's
 */
export async function run({ rounds = 31, sets = ["corpus", "real"] } = {}) {
  mkdirSync(OUT, { recursive: true });
  await buildSite();
  const server = await serve(SITE, 0);
  // Cross-origin isolation gives performance.now() its finest step.
  server.prependListener("request", (_request, response) => {
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
  });
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const browser = await chromium.launch({ executablePath: CHROMIUM,
    args: ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-background-networking"] });
  const results = [];
  try {
    for (const [name, folder] of [["corpus", join(ROOT, "corpus")], ["real", SHARED]]) {
      if (!sets.includes(name)) continue;
      if (!existsSync(folder)) {
        console.log("../shared is not here: only corpus/ is laid out");
        continue;
      }
      const { data, bytes } = longestReview(folder, name);
      writeFileSync(join(SITE, `${name}.json.gz`), gzipSync(JSON.stringify(data)));
      const blocks = blocksOf(data);
      const page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
      page.on("pageerror", (error) => console.error(`${name}: ${error.message}`));
      await page.goto(`http://127.0.0.1:${port}/index.html`);
      await page.waitForFunction(() => "compare" in globalThis);
      const route = `skira/index.html?src=${encodeURIComponent(`../${name}.json.gz`)}#/r/${data.reviews[0].id}`;
      /** @type {Figures[]} */
      const figures = await page.evaluate((job) => /** @type {any} */ (globalThis).compare(job),
        { blocks, fonts: fontsOf(), route, widths: WIDTHS, rounds });
      await page.close();
      const ours = figures[0].times;
      results.push({ name, bytes, blocks: blocks.length, engines: figures.map(({ name: engine, times }) => ({
        engine, median_ms: median(times), least_ms: Math.min(...times), ratio: median(ours) / median(times),
        least_ratio: Math.min(...ours) / Math.min(...times) })) });
    }
  } finally {
    await browser.close();
    server.close();
  }
  const titles = /** @type {Record<string, string>} */ ({ corpus: "`corpus/`", real: "Real documents" });
  const markdown = results.map(({ name, bytes, blocks, engines }) =>
    `**${titles[name]}**: the longest review, ${blocks} blocks of prose, ${Math.round(bytes / 1000)} KB of text\n\n` +
    `${table(["", "median ms", "least ms", "Skira's median to it", "Skira's least to it"], engines.map((row) =>
      [row.engine, row.median_ms.toFixed(3), row.least_ms.toFixed(3), row.ratio.toFixed(2), row.least_ratio.toFixed(2)]))}\n`).join("\n");
  return { markdown, sets: results };
}

async function main() {
  const { values } = parseArgs({ options: { rounds: { type: "string", default: "31" }, readme: { type: "boolean", default: false } } });
  const { markdown, sets } = await run({ rounds: Number(values.rounds) });
  report("layout", markdown, sets, values.readme);
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
