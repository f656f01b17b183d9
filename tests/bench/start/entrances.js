// How long it takes until a review can be read that is come to by its address, and until the app has its page: beside the
// same page without any script, and the app's hash (version 1), in one run.
//
//   npm run bench:entrances [-- --rounds 5] [--readme]
import { cpSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { DESKTOP, DIST, bundledExport, launchChromium } from "../../browser/browser.js";
import { writeStaticPages } from "../../../web/static-pages.js";
import { startMaker } from "../../../web/worker/maker.js";
import { OUT, ROOT, report, table } from "../report.js";
import { serveCompressed } from "./serve.js";

const SITE = join(OUT, "entrances-site");

const NETWORKS = [{ name: "10 Mbit/s, 40 ms", mbit: 10, latency: 40 }, { name: "1.6 Mbit/s, 150 ms", mbit: 1.6, latency: 150 }];
const SLOWED = [1, 4];

const { id } = bundledExport().reviews[0];
const SUBJECTS = [
  { name: "r/ID.html", path: `skira/r/${id}.html`, app: true },
  { name: "the same without script", path: `plain/r/${id}.html`, app: false },
  { name: "#/r/ID", path: `skira/#/r/${id}`, app: true },
];

async function buildSite() {
  rmSync(SITE, { recursive: true, force: true });
  mkdirSync(join(SITE, "plain"), { recursive: true });
  cpSync(DIST, join(SITE, "skira"), { recursive: true });
  for (const name of ["pages.css", "fonts", "icons"]) cpSync(join(DIST, name), join(SITE, "plain", name), { recursive: true });
  const json = new Uint8Array(readFileSync(join(ROOT, "build/reviews.json")));
  const maker = await startMaker(await WebAssembly.compile(readFileSync(join(ROOT, "build/wasm/skira-maker.wasm"))));
  writeStaticPages(JSON.parse(new TextDecoder().decode(json)), join(SITE, "plain"), "", new Map(Object.entries(maker.pages(json))));
}

/**
 * @param {import("playwright-core").BrowserContext} context @param {string} url @param {boolean} app
 * @param {(typeof NETWORKS)[number]} network @param {number} slowed
 */
async function visit(context, url, app, { mbit, latency }, slowed) {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", { offline: false, latency, downloadThroughput: mbit * 1e6 / 8, uploadThroughput: mbit * 1e6 / 8 });
  await session.send("Emulation.setCPUThrottlingRate", { rate: slowed });
  await page.goto(url, { waitUntil: "commit" });
  await page.waitForFunction((waits) => performance.getEntriesByName("first-contentful-paint").length > 0 && document.readyState === "complete" &&
    (!waits || performance.getEntriesByName("skira-interactive").length > 0), app, { timeout: 120000 });
  const figures = await page.evaluate(async () => {
    const paint = performance.getEntriesByName("first-contentful-paint")[0].startTime;
    const largest = await /** @type {Promise<number>} */ (new Promise((resolve) => {
      new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? NaN)).observe({ type: "largest-contentful-paint", buffered: true });
    }));
    const sized = /** @type {PerformanceResourceTiming[]} */ ([...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]);
    const bytes = sized.filter(({ responseEnd }) => responseEnd <= paint).reduce((sum, { transferSize }) => sum + transferSize, 0);
    return { paint, largest, taken: performance.getEntriesByName("skira-interactive")[0]?.startTime ?? NaN, bytes };
  });
  if (app) {
    await page.evaluate(() => navigator.serviceWorker?.ready.then(() => {}));
    await page.waitForTimeout(300);
  }
  await page.close();
  return figures;
}

/** @typedef {Awaited<ReturnType<typeof visit>>} Figures */

/** @param {Figures[]} all @returns {Figures} of each figure the median */
const middle = (all) => /** @type {Figures} */ (Object.fromEntries(Object.keys(all[0]).map((name) => {
  const sorted = all.map((one) => one[/** @type {keyof Figures} */ (name)]).sort((a, b) => a - b);
  return [name, sorted[sorted.length >> 1]];
})));

const { values } = parseArgs({ options: { rounds: { type: "string", default: "5" }, readme: { type: "boolean", default: false } } });
await buildSite();
const { server, port } = await serveCompressed(SITE);
const browser = await launchChromium();
/** @type {string[][]} */
const rows = [];
for (const network of NETWORKS) {
  for (const slowed of SLOWED) {
    const cold = SUBJECTS.map(() => /** @type {Figures[]} */ ([])), warm = SUBJECTS.map(() => /** @type {Figures[]} */ ([]));
    for (let round = 0; round < Number(values.rounds); ++round) {
      for (let turn = 0; turn < SUBJECTS.length; ++turn) {
        const at = (turn + round) % SUBJECTS.length;
        const context = await browser.newContext({ viewport: DESKTOP });
        const url = `http://127.0.0.1:${port}/${SUBJECTS[at].path}`;
        cold[at].push(await visit(context, url, SUBJECTS[at].app, network, slowed));
        await visit(context, url, SUBJECTS[at].app, network, slowed);
        warm[at].push(await visit(context, url, SUBJECTS[at].app, network, slowed));
        await context.close();
      }
    }
    const print = (/** @type {number} */ value) => Number.isNaN(value) ? "" : value.toFixed(0);
    SUBJECTS.forEach(({ name }, at) => {
      const first = middle(cold[at]), later = middle(warm[at]);
      rows.push([`${network.name}, processor ${slowed === 1 ? "as it is" : `slowed ${slowed} times`}`, name, print(first.paint), print(first.largest), print(first.taken),
        (first.bytes / 1024).toFixed(0), print(later.paint), print(later.taken)]);
    });
  }
}
await browser.close();
server.close();
report("entrances", `${table(["", "entrance", "cold: first paint ms", "largest text ms", "the app has it ms", "KB before the first paint", "warm: first paint ms", "the app has it ms"], rows)}
`, { rows }, values.readme);
