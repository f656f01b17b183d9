// What the page's memory does as it is used:
//
//   npm run bench:memory [-- --readme]
//
// Writes build/bench/memory.md and memory.json; --readme puts the table into the README of
// tests/bench/. The program's memory is what its allocator has given out (skira.stats().usedBytes) and
// what it took of the browser (heapBytes, which never shrinks); the page's is V8's heap after a collection.
import { DESKTOP, bundledExport, launch, makeExport, realExport, settled, stillness } from "../../browser/browser.js";
import { report, table } from "../report.js";

const READ = 50, SEARCHES = 100;
const WORDS = ["transformer", "דיפוזיה", "למידה", "attention", "רשת", "graph", "מודל שפה", "retrieval", "עמוקה", "image"];

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {{name: string, used: number, heap: number, page: number, elements: number}} Row */

/** @param {Page} page @param {string} name @returns {Promise<Row>} */
async function weigh(page, name) {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  const { usedBytes, heapBytes } = await page.evaluate(() => skira.stats());
  const elements = await page.evaluate(() => document.querySelectorAll("*").length);
  return { name, used: usedBytes, heap: heapBytes, page: usedSize, elements };
}

/** @param {Page} page @param {string} hash */
async function go(page, hash) {
  await page.evaluate((to) => { location.hash = to; }, hash);
  await page.waitForTimeout(60);
}

/** @param {Page} page @param {string[]} ids */
async function read(page, ids) {
  for (const id of ids) await go(page, `#/r/${id}`);
  await go(page, "#/");
  await stillness(page);
}

/** @param {Page} page */
async function search(page) {
  const field = page.getByRole("searchbox").first();
  for (let i = 0; i < SEARCHES; ++i) {
    await field.fill(`${WORDS[i % WORDS.length]} ${WORDS[(i * 7 + 3) % WORDS.length]}`);
    await page.waitForTimeout(30);
  }
  await field.fill("");
  await go(page, "#/");
  await stillness(page);
}

const site = await launch();
/** @param {string} source */
const open = async (source) => {
  const context = await site.browser.newContext({ viewport: DESKTOP, serviceWorkers: "block" });
  const page = await context.newPage();
  await page.goto(`${site.url}?src=${encodeURIComponent(source)}#/`);
  await settled(page);
  await page.evaluate(() => skira.search("x", 1));  // the whole index
  await stillness(page);
  return page;
};

const data = realExport() ?? bundledExport();
const ids = data.reviews.map((/** @type {any} */ review) => review.id);
const page = await open(site.putExport("reviews.json.gz", data));
/** @type {Row[]} */
const rows = [];
rows.push(await weigh(page, "after the start, with the index"));
const fifty = Array.from({ length: READ }, (_, i) => ids[i % ids.length]);
await read(page, fifty);
rows.push(await weigh(page, `after ${READ} reviews were read`));
await read(page, fifty);
rows.push(await weigh(page, `after the same ${READ} again`));
await search(page);
rows.push(await weigh(page, `after ${SEARCHES} searches`));
await search(page);
rows.push(await weigh(page, `after the same ${SEARCHES} again`));
await page.close();

// Copies under other names: what a thousand more reviews take.
const copies = Math.ceil(2000 / ids.length);
const grown = makeExport(Array.from({ length: copies }, (_, i) =>
  data.reviews.map((/** @type {any} */ review) => ({ ...review, id: `${review.id}-${i}` }))).flat());
const large = await open(site.putExport("large.json.gz", { ...grown, math: data.math, sources: data.sources }));
const last = await weigh(large, `${(copies * ids.length).toLocaleString("en")} reviews, with the index`);
rows.push(last);
await site.close();

const perThousand = (last.used - rows[0].used) / ((copies - 1) * ids.length) * 1000;
const megabytes = (/** @type {number} */ bytes) => (bytes / 2 ** 20).toFixed(1);
const share = (/** @type {Row} */ now, /** @type {Row} */ then) => `${(100 * (now.used / then.used - 1)).toFixed(1)} %`;
report("memory", `${table(["", "used MB", "taken MB", "page MB", "elements"], rows.map((row) =>
  [row.name, megabytes(row.used), megabytes(row.heap), megabytes(row.page), String(row.elements)]))}

Of ${ids.length} reviews. Reading the same again changed what is used by ${share(rows[2], rows[1])}, searching the same again by ${share(rows[4], rows[3])}
(goal: within 2 %). A thousand more reviews take ${megabytes(perThousand)} MB.`, { rows, perThousand }, process.argv.includes("--readme"));
