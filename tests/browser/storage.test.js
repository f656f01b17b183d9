// What a reader keeps: in IndexedDB, across visits and tabs, and what happens where there is none.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { becomes, bundledExport, launch, settled } from "./browser.js";

/** @typedef {import("playwright-core").Page} Page @typedef {import("playwright-core").BrowserContext} Context */

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => { site = await launch(); });
after(async () => { await site.close(); });

const [review, other] = bundledExport().reviews;
const STAR = "סימון בכוכב", UNSTAR = "הסרת הכוכב";

/** @param {Context} context @param {string} [hash] */
async function open(context, hash = `#/r/${review.id}`) {
  const page = await context.newPage();
  await page.goto(site.url + hash);
  await settled(page);
  return page;
}

/** @param {Page} page @param {string} name */
const button = (page, name) => page.getByRole("button", { name, exact: true });

/** A record of the page's database, waited for. @param {Page} page @param {string} key @returns {Promise<string>} */
const record = (page, key) => page.evaluate(async (wanted) => {
  for (let i = 0; i < 40; ++i) {
    /** @type {IDBDatabase} */
    const database = await new Promise((resolve, reject) => {
      const request = indexedDB.open("skira /some/where/");
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const found = await new Promise((resolve) => {
      const request = database.transaction("records").objectStore("records").get(wanted);
      request.onsuccess = () => resolve(request.result);
    });
    database.close();
    if (found) return found;
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  throw new Error(`no record ${wanted}`);
}, key);

test("a star is there again on the next visit, from the first frame", async () => {
  const context = await site.browser.newContext();
  const page = await open(context);
  await button(page, STAR).click();
  await becomes(async () => JSON.parse(await record(page, `review/${review.id}`)).starred, true);
  await page.close();
  const again = await open(context);
  await becomes(() => button(again, UNSTAR).count(), 1);
  await context.close();
});

test("a tab that is killed right after a change has kept it or has not begun", async () => {
  const context = await site.browser.newContext();
  const page = await open(context);
  await button(page, STAR).click();
  await record(page, `review/${review.id}`);
  await button(page, UNSTAR).click();
  const session = await context.newCDPSession(page);
  session.send("Page.crash").catch(() => {});
  await page.waitForEvent("crash");
  const again = await open(context);
  const starred = await button(again, UNSTAR).count();
  assert.equal(starred + await button(again, STAR).count(), 1);
  await context.close();
});

test("two tabs follow each other", async () => {
  const context = await site.browser.newContext();
  const first = await open(context), second = await open(context);
  await button(first, STAR).click();
  await button(second, UNSTAR).waitFor();
  await button(first, "סימון כנקראה").click();
  await button(second, "סימון כטרם נקראה").waitFor();
  await context.close();
});

test("a record that another tab changed unheard is joined, not written over", async () => {
  const context = await site.browser.newContext();
  const page = await open(context);
  // As another tab without a channel would.
  await page.evaluate((key) => new Promise((resolve) => {
    const request = indexedDB.open("skira /some/where/");
    request.onsuccess = () => {
      const transaction = request.result.transaction("records", "readwrite");
      transaction.objectStore("records").put('{"v":1,"read":true,"tags":["rl"]}', key);
      transaction.oncomplete = () => { request.result.close(); resolve(null); };
    };
  }), `review/${review.id}`);
  await button(page, STAR).click();
  await button(page, "סימון כטרם נקראה").waitFor();
  await page.waitForFunction(async (key) => {
    /** @type {IDBDatabase} */
    const database = await new Promise((resolve) => {
      const request = indexedDB.open("skira /some/where/");
      request.onsuccess = () => resolve(request.result);
    });
    const json = await new Promise((resolve) => {
      const request = database.transaction("records").objectStore("records").get(key);
      request.onsuccess = () => resolve(request.result);
    });
    database.close();
    const { starred, read, tags } = JSON.parse(json);
    return starred && read && tags[0] === "rl";
  }, `review/${review.id}`);
  await context.close();
});

test("without IndexedDB everything works until the tab is closed, and a notice says so", async () => {
  const context = await site.browser.newContext();
  await context.addInitScript(() => {
    Object.defineProperty(globalThis, "indexedDB", {
      get() { throw new DOMException("The operation is insecure.", "SecurityError"); },
    });
  });
  const page = await open(context);
  const notice = page.getByRole("region", { name: "הודעות" });
  await button(page, STAR).click();
  await notice.getByText("הדפדפן אינו מאפשר שמירה").waitFor();
  await becomes(() => button(page, UNSTAR).count(), 1);
  const [download] = await Promise.all([
    page.waitForEvent("download"), notice.getByRole("button", { name: "יצירת גיבוי" }).click()]);
  assert.match(download.suggestedFilename(), /^skira-backup-\d{4}-\d\d-\d\d\.json$/);
  await context.close();
});

test("with no room left the reader is told and may take a backup, and what fits later is kept", async () => {
  const context = await site.browser.newContext();
  await context.addInitScript(() => {
    const put = IDBObjectStore.prototype.put;
    Object.assign(globalThis, { full: true });
    IDBObjectStore.prototype.put = function (...values) {
      if (/** @type {any} */ (globalThis).full) {
        this.transaction.abort();
        throw new DOMException("no room", "QuotaExceededError");
      }
      return put.apply(this, /** @type {any} */ (values));
    };
  });
  const page = await open(context);
  await button(page, STAR).click();
  await page.getByRole("region", { name: "הודעות" }).getByText("נגמר המקום במכשיר").waitFor();
  await becomes(() => button(page, UNSTAR).count(), 1);
  await page.evaluate(() => { /** @type {any} */ (globalThis).full = false; });
  await button(page, "סימון כנקראה").click();
  await becomes(async () => {
    const kept = JSON.parse(await record(page, `review/${review.id}`));
    return [kept.starred, kept.read];
  }, [true, true]);
  await context.close();
});

test("a database of the first version is brought up to date with all that it has", async () => {
  const context = await site.browser.newContext();
  const page = await context.newPage();
  await page.goto(site.put("empty.html", "<!doctype html><title>empty</title>"));
  await page.evaluate((key) => new Promise((resolve) => {
    const request = indexedDB.open("skira /some/where/", 1);
    request.onupgradeneeded = () => { request.result.createObjectStore("records"); };
    request.onsuccess = () => {
      const transaction = request.result.transaction("records", "readwrite");
      transaction.objectStore("records").put('{"v":1,"starred":true}', key);
      transaction.objectStore("records").put("{broken", "review/broken");
      transaction.objectStore("records").put('{"v":9,"starred":true}', "review/newer");
      transaction.oncomplete = () => { request.result.close(); resolve(null); };
    };
  }), `review/${review.id}`);
  await page.close();
  const again = await open(context);
  await becomes(() => button(again, UNSTAR).count(), 1);
  // What this version cannot read stays as it is.
  await becomes(() => record(again, "review/newer"), '{"v":9,"starred":true}');
  await context.close();
});

test("a backup restored on another device joins what is there", async () => {
  const context = await site.browser.newContext();
  const page = await open(context, `#/r/${other.id}`);
  await button(page, STAR).click();
  await record(page, `review/${other.id}`);
  const backup = JSON.stringify({ format: "skira-backup", version: 1,
    records: { [`review/${review.id}`]: { v: 1, starred: true }, [`review/${other.id}`]: { v: 1, read: true } } });
  await page.evaluate(() => { location.hash = "#/highlights"; });
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"), button(page, "שחזור מגיבוי").click()]);
  await chooser.setFiles({ name: "mine.json", mimeType: "application/json", buffer: Buffer.from(backup) });
  await page.getByRole("region", { name: "הודעות" }).getByText("שוחזרו 2 פריטים").waitFor();
  const kept = JSON.parse(await record(page, `review/${other.id}`));
  assert.deepEqual([kept.starred, kept.read], [true, true]);
  await becomes(async () => JSON.parse(await record(page, `review/${review.id}`)).starred, true);
  await context.close();
});
