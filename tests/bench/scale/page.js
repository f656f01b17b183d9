// What a library costs in the page: until its first text, until a search is answered, the memory, and
// what is fetched for a search and for a review.
import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { DESKTOP, launchChromium } from "../../browser/browser.js";
import { serve } from "../../../web/serve.js";
import { ROOT } from "../report.js";

const NETWORK = { offline: false, latency: 40, downloadThroughput: 10e6 / 8, uploadThroughput: 10e6 / 8 };  // ms, bytes a second
const STARTS = 3;
const SEARCHING = "החיפוש אוסף את מה שחסר לו";

/** @param {number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

/**
 * @param {{export: string} | {shards: string}} library
 * @param {string} site where it is built
 * @param {number} count of its reviews
 * @param {string[]} queries
 */
export async function pageFigures(library, site, count, queries) {
  const source = "export" in library ? ["--export", library.export] : ["--shards", library.shards];
  execFileSync(process.execPath, [join(ROOT, "web/bundle.js"), "--core", join(ROOT, "build/wasm"),
    "--fonts", join(ROOT, "build/fonts"), ...source, "--out", site]);
  const server = await serve(site, 0);
  const url = `http://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (server.address()).port}/`;
  const browser = await launchChromium();
  try {
    const starts = [];
    for (let i = 0; i < STARTS; ++i) {
      const { page, context } = await started(browser, url);
      starts.push(await page.evaluate(() => performance.getEntriesByName("skira-first-text")[0].startTime));
      await context.close();
    }
    return { firstText: median(starts), ...await visit(browser, url, count, queries) };
  } finally {
    await browser.close();
    server.close();
    rmSync(site, { recursive: true, force: true });
  }
}

/** @param {import("playwright-core").Browser} browser @param {string} url */
async function started(browser, url) {
  const context = await browser.newContext({ viewport: DESKTOP, serviceWorkers: "block" });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", NETWORK);
  let bytes = 0;
  page.on("response", (response) => { bytes += Number(response.headers()["content-length"] ?? 0); });
  await page.goto(url);
  await page.waitForFunction(() => performance.getEntriesByName("skira-first-text").length > 0, null, { timeout: 60000 });
  return { page, context, fetched: () => bytes };
}

/** One visitor's searches and a review. @param {import("playwright-core").Browser} browser @param {string} url @param {number} count @param {string[]} queries */
async function visit(browser, url, count, queries) {
  const { page, context, fetched } = await started(browser, url);
  await page.waitForFunction((all) => document.querySelector('[data-id="catalog-list"] [aria-setsize]')?.getAttribute("aria-setsize") === String(all),
    count, { timeout: 300000 });
  await page.waitForFunction(() => skira.stats().indexed === skira.stats().reviews || skira.stats().indexed === 0, null, { timeout: 300000 });
  const field = page.getByRole("searchbox").first();
  const times = [], sizes = [];
  for (const query of queries) {
    const before = fetched(), begin = performance.now();
    await field.fill(query);
    await page.waitForFunction((all) => {
      const first = document.querySelector('[data-id="catalog-list"] [aria-setsize]');
      return first?.getAttribute("aria-setsize") !== String(all);
    }, count, { timeout: 60000 }).catch(() => {});  // there is one that all reviews answer
    await page.getByText(SEARCHING).waitFor({ state: "detached" });
    times.push(performance.now() - begin);
    await page.waitForTimeout(500);  // texts for the snippets
    sizes.push(fetched() - before);
    await field.fill("");
    await page.waitForTimeout(100);
  }
  const before = fetched();
  const link = page.locator('[data-id="catalog-list"] a').nth(7);
  await link.click();
  await page.getByRole("article").getByRole("heading", { level: 1 }).waitFor();
  await page.waitForTimeout(1000);
  const figures = { firstSearch: times[0], fetchedSearch: median(sizes), fetchedSearchMost: Math.max(...sizes), fetchedReview: fetched() - before,
    heap: await page.evaluate(() => skira.stats().heapBytes) };
  await context.close();
  return figures;
}
