// Two libraries on one host: what is kept of the one is not the other's.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, cpSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { serve } from "../../web/serve.js";
import { DIST, becomes, bundledExport, controlled, drop, launchChromium, settled } from "./browser.js";

const [{ id }] = bundledExport().reviews;
const STAR = "סימון בכוכב", UNSTAR = "הסרת הכוכב";
const folder = mkdtempSync(join(tmpdir(), "skira-two-sites-"));
/** @type {import("playwright-core").Browser} */
let browser;
/** @type {import("node:http").Server} */
let server;
let host = "";
before(async () => {
  for (const name of ["a", "b"]) cpSync(DIST, join(folder, name), { recursive: true });
  server = await serve(folder, 0);
  host = `http://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (server.address()).port}/`;
  browser = await launchChromium();
});
after(async () => {
  await browser.close();
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true, force: true });
});

/** @param {import("playwright-core").BrowserContext} context @param {string} site @param {string} [hash] */
async function opened(context, site, hash = `#/r/${id}`) {
  const page = await context.newPage();
  await page.goto(`${host}${site}/${hash}`);
  await settled(page);
  return page;
}

/** @param {import("playwright-core").Page} page @param {string} name */
const button = (page, name) => page.getByRole("button", { name, exact: true });

test("two sites of one host share no user data, no documents and no files", { timeout: 240_000 }, async () => {
  const context = await browser.newContext();
  const a = await opened(context, "a");
  await button(a, STAR).click();
  await drop(a, [{ name: "herons.md", bytes: `Review 911: Herons that Wait, 09.02.2025\n\n${"אנפה אחת עומדת במים ומחכה לדג, וזה כל מה שקורה בפסקה הזאת. ".repeat(3)}\n` }]);
  const count = bundledExport().reviews.length;
  await a.waitForFunction((all) => skira.stats().reviews === all, count + 1);
  await controlled(a);
  await becomes(() => a.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name).sort()), ["skira /a/"]);

  const b = await opened(context, "b");
  await controlled(b);
  assert.equal(await button(b, STAR).count(), 1);
  assert.equal(await b.evaluate(() => skira.stats().reviews), count);
  // A star of the other's does not come over while both are open, either.
  await button(b, STAR).click();
  await button(b, UNSTAR).waitFor();
  await button(b, UNSTAR).click();
  assert.equal(await b.evaluate(() => localStorage.getItem("skira-here /a/") === "1" && localStorage.getItem("skira-here /b/") === "1" && localStorage.getItem("skira-here") === null), true);
  const caches = await b.evaluate(async () => (await globalThis.caches.keys()).map((name) => name.split(" ").slice(0, 2).join(" ")).sort());
  assert.deepEqual([...new Set(caches)], ["skira /a/", "skira /b/"]);
  const again = await opened(context, "a");
  await button(again, UNSTAR).waitFor();
  await again.waitForFunction((all) => skira.stats().reviews === all, count + 1);
  await context.close();
});

test("what all sites of a host shared before is there in a site that was visited, and not in a new one", { timeout: 240_000 }, async () => {
  const context = await browser.newContext();
  const first = await opened(context, "a");
  await controlled(first);
  await first.close();
  // As the version before left it: one database for the host, the site visited, its worker there.
  const page = await context.newPage();
  await page.goto(`${host}a/r/index.html`);
  await page.evaluate(async (review) => {
    const done = (/** @type {IDBRequest} */ request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = reject; });
    await done(indexedDB.deleteDatabase("skira /a/"));
    const request = indexedDB.open("skira", 2);
    request.onupgradeneeded = () => { for (const name of ["records", "documents"]) request.result.createObjectStore(name); };
    const database = await done(request);
    await done(database.transaction("records", "readwrite").objectStore("records").put('{"v":1,"starred":true}', `review/${review}`));
    database.close();
  }, id);
  await page.close();
  const a = await opened(context, "a"), b = await opened(context, "b");
  await button(a, UNSTAR).waitFor();
  assert.equal(await button(b, STAR).count(), 1);
  await context.close();
});
