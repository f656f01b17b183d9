// How long it takes from the navigation to the first text, beside a plain page of elements with the
// same reviews and beside this build's program without any text; and what goes over the wire:
//
//   npm run bench:start [-- --rounds 7] [--readme]
//
// Writes build/bench/start.md and start.json; --readme puts the tables into the README of tests/bench/.
import { cpSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { DESKTOP, DIST, launchChromium } from "../../browser/browser.js";
import { OUT, ROOT, report, table } from "../report.js";
import { serveCompressed } from "./serve.js";

const HERE = dirname(fileURLToPath(import.meta.url));
const SITE = join(OUT, "start-site");
const NETWORK = { offline: false, latency: 40, downloadThroughput: 10e6 / 8, uploadThroughput: 10e6 / 8 };


/** @typedef {{name: string, path: string, mark: string}} Subject */

/** @type {Subject[]} */
const SUBJECTS = [
  { name: "Skira", path: "skira/", mark: "skira-first-text" },
  { name: "plain DOM page", path: "dom.html", mark: "first-text" },
  { name: "Dear ImGui alone, of this build", path: "imgui.html", mark: "first-text" },
];

function buildSite() {
  rmSync(SITE, { recursive: true, force: true });
  mkdirSync(SITE, { recursive: true });
  cpSync(DIST, join(SITE, "skira"), { recursive: true });
  for (const name of ["dom.html", "dom.js", "imgui.html", "imgui.js"]) cpSync(join(HERE, name), join(SITE, name));
  cpSync(join(ROOT, "build/wasm/skira-core.mjs"), join(SITE, "skira-core.mjs"));
}

/**
 * Milliseconds from the navigation to the mark, and to the first text or picture that the browser painted.
 * @param {import("playwright-core").BrowserContext} context @param {string} url @param {string} mark
 */
async function visit(context, url, mark) {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", NETWORK);
  await page.goto(url, { waitUntil: "commit" });
  await page.waitForFunction((name) => performance.getEntriesByName(name).length > 0, mark, { timeout: 60000 });
  // The worker fetches everything once more for itself; a visitor comes back later.
  await page.evaluate(() => navigator.serviceWorker?.getRegistration().then((one) => one && navigator.serviceWorker.ready));
  await page.waitForTimeout(300);
  const [text, paint] = await page.evaluate((name) => [name, "first-contentful-paint"].map((one) =>
    performance.getEntriesByName(one)[0]?.startTime), mark);
  await page.close();
  return { text, paint };
}

/** @param {number[]} numbers */
const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

/** @param {number} rounds */
async function measureStart(rounds) {
  const { server, port } = await serveCompressed(SITE);
  const browser = await launchChromium();
  const times = SUBJECTS.map(() => ({ paint: /** @type {number[]} */ ([]), cold: /** @type {number[]} */ ([]), warm: /** @type {number[]} */ ([]) }));
  try {
    for (let round = 0; round < rounds; ++round) {
      for (let turn = 0; turn < SUBJECTS.length; ++turn) {
        const at = (turn + round) % SUBJECTS.length;
        const context = await browser.newContext({ viewport: DESKTOP });
        const url = `http://127.0.0.1:${port}/${SUBJECTS[at].path}`;
        const cold = await visit(context, url, SUBJECTS[at].mark);
        times[at].cold.push(cold.text);
        if (cold.paint !== undefined) times[at].paint.push(cold.paint);
        await visit(context, url, SUBJECTS[at].mark);
        times[at].warm.push((await visit(context, url, SUBJECTS[at].mark)).text);
        await context.close();
      }
    }
  } finally {
    await browser.close();
    server.close();
  }
  return SUBJECTS.map(({ name }, at) => ({ name, paint: median(times[at].paint), cold: median(times[at].cold), warm: median(times[at].warm) }));
}

/** The parts of a first visit. */
function weigh() {
  const parts = { "skira.js": "code", "skira.wasm": "code", "fonts.bin.gz": "fonts", "reviews.json.gz": "reviews",
    "index.html": "page", "skira.css": "page", "first-visit.css": "page", "first-visit.js": "page" };
  return Object.entries(parts).map(([name, part]) => {
    const bytes = readFileSync(join(DIST, name));
    const packed = name.endsWith(".gz");
    return { name, part, raw: bytes.length, gzip: packed ? bytes.length : gzipSync(bytes, { level: 9 }).length,
      brotli: packed ? bytes.length : brotliCompressSync(bytes).length };
  });
}

const { values } = parseArgs({ options: { rounds: { type: "string", default: "7" }, readme: { type: "boolean", default: false } } });
buildSite();
const starts = await measureStart(Number(values.rounds));
const weights = weigh();
const kilobytes = (/** @type {number} */ bytes) => (bytes / 1024).toFixed(0);
const sum = (/** @type {string[]} */ parts, /** @type {"raw" | "gzip" | "brotli"} */ how) =>
  weights.filter(({ part }) => parts.includes(part)).reduce((total, one) => total + one[how], 0);
const all = ["code", "fonts", "reviews", "page"];
const [own, dom] = starts;
const single = statSync(join(DIST, "skira.html")).size;
report("start", `${table(["", "cold: first paint ms", "to the DOM page", "first text ms", "to the DOM page", "warm: first text ms", "to the DOM page"],
  starts.map((one) => [one.name, ...one.paint === undefined ? ["", ""] : [one.paint.toFixed(0), (one.paint / dom.paint).toFixed(2)],
    one.cold.toFixed(0), (one.cold / dom.cold).toFixed(2), one.warm.toFixed(0), (one.warm / dom.warm).toFixed(2)]))}

Goals of the first text: at most ${(1.25).toFixed(2)} times the DOM page's cold, 1.00 times warm.

${table(["KB over the wire", "as it is", "gzip", "brotli", "goal (gzip)"], [
    ...weights.map(({ name, raw, gzip, brotli }) => [`\`${name}\``, kilobytes(raw), kilobytes(gzip), kilobytes(brotli), ""]),
    ["code", ...(/** @type {const} */ (["raw", "gzip", "brotli"])).map((how) => kilobytes(sum(["code"], how))), "≤ 640"],
    ["fonts", ...(/** @type {const} */ (["raw", "gzip", "brotli"])).map((how) => kilobytes(sum(["fonts"], how))), "≤ 120"],
    ["all for a first text", ...(/** @type {const} */ (["raw", "gzip", "brotli"])).map((how) => kilobytes(sum(all, how))), "≤ 850"],
    ["`skira.html`", kilobytes(single), "", "", ""],
  ])}`, { starts, weights, single, ratios: { cold: own.cold / dom.cold, warm: own.warm / dom.warm } }, values.readme);
