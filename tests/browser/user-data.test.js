// User data on a device that fails: what was announced is there after a restart, and what could not be read is
// never written over. The model with thousands of steps is native (user_data_model_test.cpp); here a shorter one
// runs over the real IndexedDB.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { randomNumbers } from "../bench/recombine.js";
import { ALL, DESKTOP, SCREENSHOTS, becomes, bundledExport, launch, screenshotPath, settled, stillness } from "./browser.js";

/** @typedef {import("playwright-core").Page} Page @typedef {import("playwright-core").BrowserContext} Context */

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => { site = await launch(); });
after(async () => { await site.close(); });

const { reviews } = bundledExport();
const KEY = `review/${reviews[0].id}`;
const STAR = "סימון בכוכב", UNSTAR = "הסרת הכוכב", NOTE = "הערה על הסקירה";
const NEWER = '{"v":9,"starred":{"by":"someone"}}';

/** @param {Context} context @param {string} [hash] */
async function open(context, hash = `#/r/${reviews[0].id}`) {
  const page = await context.newPage();
  await page.setViewportSize(DESKTOP);
  await page.goto(site.url + hash);
  await settled(page);
  return page;
}

/** @param {Page} page @param {string} name */
const button = (page, name) => page.getByRole("button", { name, exact: true });
/** @param {Page} page */
const notice = (page) => page.getByRole("region", { name: "הודעות" });

/**
 * Has every page of the context write down what it announces, notices and what only screen readers hear: `said` at
 * `globalThis`. @param {Context} context
 */
const hearAnnouncements = (context) => context.addInitScript(() => {
  /** @type {string[]} */
  const said = [];
  Object.assign(globalThis, { said });
  addEventListener("DOMContentLoaded", () => new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const { textContent } of addedNodes) said.push(textContent ?? "");
  }).observe(/** @type {HTMLElement} */ (document.getElementById("live")), { childList: true }));
});

/** What was announced since the last call. @param {Page} page @returns {Promise<string[]>} */
const heard = (page) => page.evaluate(() => /** @type {any} */ (globalThis).said.splice(0));

const NOT_STORED = "(לא נשמר במכשיר)", STORED_AGAIN = "השמירה חזרה לפעול, והכול שמור במכשיר";

/**
 * What is announced of a change: its text, or that it is not stored. Fails where nothing is. All that was heard on the
 * way goes to `others`. @param {Page} page @param {RegExp} text @param {string[]} [others] @returns {Promise<boolean>} stored
 */
async function announcedAsStored(page, text, others = []) {
  for (const end = Date.now() + 15000; Date.now() < end;) {
    const news = await heard(page);
    others.push(...news);
    const mine = news.find((one) => text.test(one.replace(` ${NOT_STORED}`, "")));
    if (mine) return !mine.endsWith(NOT_STORED);
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
  assert.fail(`nothing was announced of ${text}, but ${JSON.stringify(others)}`);
}

const STAR_TURNED = /^(הסקירה סומנה בכוכב|הכוכב הוסר)$/;

/** The records of the device. @param {Page} page @returns {Promise<Record<string, string>>} */
const records = (page) => page.evaluate(() => new Promise((resolve, reject) => {
  const request = indexedDB.open("skira /some/where/");
  request.onerror = () => reject(request.error);
  request.onsuccess = () => {
    const store = request.result.transaction("records").objectStore("records");
    const keys = store.getAllKeys(), values = store.getAll();
    values.onsuccess = () => {
      request.result.close();
      resolve(Object.fromEntries(keys.result.map((key, i) => [key, values.result[i]])));
    };
  };
}));

/** Puts records on the device before the page is opened. @param {Context} context @param {Record<string, string>} put @param {number} [version] */
async function plant(context, put, version = 2) {
  const page = await context.newPage();
  await page.goto(site.put("empty.html", "<!doctype html><title>empty</title>"));
  await page.evaluate(([entries, wanted]) => new Promise((resolve) => {
    const request = indexedDB.open("skira /some/where/", wanted);
    request.onupgradeneeded = () => {
      for (const name of ["records", "documents"]) request.result.createObjectStore(name);
    };
    request.onsuccess = () => {
      const transaction = request.result.transaction("records", "readwrite");
      for (const [key, json] of entries) transaction.objectStore("records").put(json, key);
      transaction.oncomplete = () => { request.result.close(); resolve(null); };
    };
  }), /** @type {const} */ ([Object.entries(put), version]));
  await page.close();
}

/** The text of a backup. @param {Page} page @returns {Promise<string>} */
async function backup(page) {
  await page.evaluate(() => { location.hash = "#/settings"; });
  const [download] = await Promise.all([page.waitForEvent("download"),
    page.getByRole("main").getByRole("button", { name: "יצירת גיבוי" }).click()]);
  return readFileSync(await download.path(), "utf8");
}

/** Lets go of a file over the page. @param {Page} page @param {string} file */
async function drop(page, file) {
  const session = await page.context().newCDPSession(page);
  for (const type of /** @type {const} */ (["dragEnter", "dragOver", "drop"])) {
    await session.send("Input.dispatchDragEvent", { type, x: 400, y: 300,
      data: { items: [], files: [file], dragOperationsMask: 1 } });
  }
}

test("a record of a later version is not written over by opening its review and starring it", async () => {
  const context = await site.browser.newContext();
  await plant(context, { [KEY]: NEWER, "review/broken": "{broken", "chart/one": '{"x":1}' });
  const page = await open(context);
  await button(page, STAR).click();
  await becomes(async () => JSON.parse((await records(page))[`~ours/${KEY}`] ?? "{}").starred, true);
  const kept = await records(page);
  assert.deepEqual([kept[KEY], kept["review/broken"], kept["chart/one"]], [NEWER, "{broken", '{"x":1}']);

  const text = await backup(page);
  const main = page.getByRole("main");
  await main.getByRole("heading", { name: "רשומות שלא נקראו" }).waitFor();
  await becomes(() => main.getByText("chart/one").count(), 1);
  await main.getByText("chart/one").scrollIntoViewIfNeeded();
  await stillness(page);
  await page.screenshot({ path: screenshotPath("user-data-unread") });
  const exported = Object.values(JSON.parse(text).records);
  for (const raw of [NEWER, "{broken", '{"x":1}']) assert.ok(exported.includes(raw), raw);

  const again = await open(context);
  await becomes(() => button(again, UNSTAR).count(), 1);
  await context.close();
});

test("a note of more than a megabyte is cut with a message, and is there on the next start with all else", async () => {
  const context = await site.browser.newContext();
  const page = await open(context);
  await button(page, STAR).click();
  await page.getByRole("textbox", { name: NOTE }).fill("מילה ".repeat(140000));
  await notice(page).getByText("ההערה ארוכה מדי").waitFor();
  await becomes(async () => JSON.parse((await records(page))[KEY] ?? "{}").note?.length > 500000, true);
  const { note } = JSON.parse((await records(page))[KEY]);
  assert.ok(Buffer.byteLength(note) <= 1 << 20);
  await page.close();
  const again = await open(context);
  await becomes(() => button(again, UNSTAR).count(), 1);
  await becomes(() => again.getByRole("textbox", { name: NOTE }).inputValue(), note);
  await context.close();
});

test("a dropped backup says what it brings, asks before it joins, and can be undone", async () => {
  const context = await site.browser.newContext();
  const page = await open(context);
  const file = join(SCREENSHOTS, "mine.json");
  writeFileSync(file, JSON.stringify({ format: "skira-backup", version: 1,
    records: { [KEY]: { v: 1, starred: true, tags: ["a"] }, "list/x": { v: 1, name: "x", place: 0, reviews: [] } } }));
  await drop(page, file);
  await notice(page).getByText("סימונים בסקירה אחת, רשימה אחת").waitFor();
  await stillness(page);
  await page.screenshot({ path: screenshotPath("user-data-backup") });
  assert.equal((await records(page))["list/x"], undefined);
  await notice(page).getByRole("button", { name: "צירוף הגיבוי" }).click();
  await notice(page).getByText("שוחזרו 2 פריטים").waitFor();
  assert.equal(JSON.parse((await records(page))[KEY]).starred, true);
  await notice(page).getByRole("button", { name: "ביטול הפעולה האחרונה" }).click();
  await notice(page).getByText("הפעולה בוטלה", { exact: true }).waitFor();
  const kept = await records(page);
  assert.equal(kept["list/x"], undefined);
  assert.equal(JSON.parse(kept[KEY] ?? "{}").starred, undefined);
  await context.close();
});

for (const format of ["JSON (.json)", "Markdown (.md)"]) {
  test(`highlights that were taken away as ${format} join again as highlights`, async () => {
    const context = await site.browser.newContext({ acceptDownloads: true });
    const page = await open(context);
    const record = { v: 1, note: "הערה -- על הסקירה", highlights: [{ id: "h1", block: 0, start: 0, last: 0, end: 4, quote: "", colour: 1, note: "א", made: 1700000000000 }] };
    const [{ spans }] = /** @type {any} */ (reviews[0]).blocks;
    record.highlights[0].quote = new TextDecoder().decode(new TextEncoder().encode(spans.map((/** @type {any} */ span) => span.text).join("")).subarray(0, 4));
    const backup = join(SCREENSHOTS, "marks.json");
    writeFileSync(backup, JSON.stringify({ format: "skira-backup", version: 1, records: { [KEY]: record } }));
    await drop(page, backup);
    await notice(page).getByRole("button", { name: "צירוף הגיבוי" }).click();
    await becomes(async () => JSON.parse((await records(page))[KEY] ?? "{}").note, record.note);
    const before_ = JSON.parse((await records(page))[KEY]);
    await page.evaluate(() => { location.hash = "#/highlights"; });
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: format, exact: true }).first().click()]);
    const file = join(SCREENSHOTS, download.suggestedFilename());
    await download.saveAs(file);
    await context.close();

    const other = await site.browser.newContext();
    const fresh = await open(other);
    await drop(fresh, file);
    await notice(fresh).getByRole("button", { name: "צירוף הגיבוי" }).click();
    await becomes(async () => JSON.parse((await records(fresh))[KEY] ?? "{}").note, record.note);
    assert.deepEqual(JSON.parse((await records(fresh))[KEY]).highlights, before_.highlights);
    await other.close();
  });
}

test("where IndexedDB does not answer, nothing is announced, a notice says so, and all is stored once it does", async () => {
  const context = await site.browser.newContext();
  await context.addInitScript(() => {
    const original = indexedDB.open.bind(indexedDB);
    /** @type {(() => void)[]} */
    const held = [];
    Object.assign(globalThis, { release: () => { for (const go of held.splice(0)) go(); } });
    IDBFactory.prototype.open = function (...values) {
      const shell = /** @type {any} */ ({});
      held.push(() => {
        const request = original(...values);
        for (const event of ["onsuccess", "onerror", "onupgradeneeded"]) {
          /** @type {any} */ (request)[event] = (/** @type {Event} */ it) => {
            Object.assign(shell, { error: request.error });
            Object.defineProperty(shell, "result", { get: () => request.result, configurable: true });
            shell[event]?.(it);
          };
        }
        IDBFactory.prototype.open = function (...others) { return original(...others); };
      });
      return shell;
    };
  });
  const page = await open(context);
  await button(page, STAR).click();
  await becomes(() => button(page, UNSTAR).count(), 1);
  await notice(page).getByText("השינויים האחרונים עדיין לא נשמרו").waitFor();
  assert.equal(await notice(page).getByText("הסקירה סומנה בכוכב").count(), 0);
  await page.evaluate(() => /** @type {any} */ (globalThis).release());
  await notice(page).getByText("השמירה חזרה לפעול").waitFor();
  await becomes(async () => JSON.parse((await records(page))[KEY] ?? "{}").starred, true);
  await context.close();
});

/** Clears what the browser keeps of the page's database, as a browser does on its own. @param {Page} page */
async function clear(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Storage.clearDataForOrigin", { origin: site.origin, storageTypes: "indexeddb" });
}

/** @param {Page} page */
async function storeAgain(page) {
  await notice(page).getByRole("button", { name: "שמירה מחדש" }).click();
  await notice(page).getByText("הכול שמור שוב במכשיר").waitFor();
}

test("what the browser clears is told of, and stored again when the reader says so", async () => {
  const context = await site.browser.newContext();
  const page = await open(context);
  await button(page, STAR).click();
  await notice(page).getByText("הסקירה סומנה בכוכב").waitFor();
  await clear(page);
  await notice(page).getByText("הדפדפן מחק").waitFor();
  await storeAgain(page);
  assert.equal(JSON.parse((await records(page))[KEY]).starred, true);
  await context.close();
});

test("a document of the user's own that the browser clears is stored again with the rest", async () => {
  const context = await site.browser.newContext();
  const page = await open(context, "#/documents");
  const file = join(SCREENSHOTS, "cleared.md");
  writeFileSync(file, "Review 9: A Short Paper About Otters\n\nפסקה קצרה שנכתבה לבדיקה בלבד, ויש בה די מילים כדי להיות גוף של סקירה.\n");
  await drop(page, file);
  const name = page.getByRole("main").getByRole("link", { name: "cleared.md", exact: true });
  await name.waitFor();
  await page.evaluate(() => { location.hash = "#/r/review-9"; });
  await button(page, STAR).click();
  await notice(page).getByText("הסקירה סומנה בכוכב").waitFor();
  await clear(page);
  await notice(page).getByText("הדפדפן מחק").waitFor();
  await storeAgain(page);
  await becomes(() => page.evaluate(() => new Promise((resolve, reject) => {
    const opening = indexedDB.open("skira /some/where/");
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const keys = opening.result.transaction("documents").objectStore("documents").getAllKeys();
      keys.onsuccess = () => { opening.result.close(); resolve(keys.result); };
    };
  })), ["cleared.md"]);
  await context.close();
});

test("what the browser clears stays in every tab, and each one tells of it", async () => {
  const context = await site.browser.newContext();
  const tabs = [await open(context), await open(context)];
  await button(tabs[0], STAR).click();
  await notice(tabs[0]).getByText("הסקירה סומנה בכוכב").waitFor();
  await button(tabs[1], UNSTAR).waitFor();
  await clear(tabs[0]);
  for (const tab of tabs) await notice(tab).getByText("הדפדפן מחק").waitFor();
  for (const tab of tabs) assert.equal(await button(tab, UNSTAR).count(), 1);
  await tabs[0].close();
  await storeAgain(tabs[1]);
  assert.equal(JSON.parse((await records(tabs[1]))[KEY]).starred, true);
  await context.close();
});

test("a database that is closed in the middle is opened again with the next change", async () => {
  const context = await site.browser.newContext();
  await context.addInitScript(() => {
    const original = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (...values) {
      const request = original.apply(this, values);
      request.addEventListener("success", () => Object.assign(globalThis, { last: request.result }));
      return request;
    };
  });
  const page = await open(context);
  await button(page, STAR).click();
  await notice(page).getByText("הסקירה סומנה בכוכב").waitFor();
  await page.evaluate(() => /** @type {any} */ (globalThis).last.close());
  await button(page, "סימון כנקראה").click();
  await becomes(async () => {
    const { starred, read } = JSON.parse((await records(page))[KEY]);
    return [starred, read];
  }, [true, true]);
  await context.close();
});

test("a database of a later version is used as it is", async () => {
  const context = await site.browser.newContext();
  await plant(context, { [KEY]: '{"v":1,"tags":["a"]}' }, 7);
  const page = await open(context);
  await button(page, STAR).click();
  await becomes(async () => {
    const { starred, tags } = JSON.parse((await records(page))[KEY]);
    return [starred, tags];
  }, [true, ["a"]]);
  await context.close();
});

test("with no room at any single one of the writes, what is announced is there after a restart", async () => {
  let refused = 0;
  for (let nth = 0; nth < 5; ++nth) {
    const context = await site.browser.newContext();
    await hearAnnouncements(context);
    await context.addInitScript((fails) => {
      const put = IDBObjectStore.prototype.put;
      let count = 0;
      IDBObjectStore.prototype.put = function (...values) {
        if (count++ === fails) throw new DOMException("no room", "QuotaExceededError");
        return put.apply(this, /** @type {any} */ (values));
      };
    }, nth);
    const page = await open(context);
    // The end of a review, where the note is, makes it read by itself.
    await button(page, "סימון כנקראה").click();
    /** @type {string[]} */
    const all = [];
    await announcedAsStored(page, /^הסקירה סומנה כנקראה$/, all);
    await page.getByRole("textbox", { name: NOTE }).fill(`הערה ${nth}`);
    await button(page, STAR).click();
    let starred = true, stored = await announcedAsStored(page, STAR_TURNED, all);
    // Each change tries again: one write alone is refused.
    for (let i = 0; !stored && i < 2; ++i) {
      starred = !starred;
      await page.locator("button[data-id=star]").first().click();
      stored = await announcedAsStored(page, STAR_TURNED, all);
    }
    assert.ok(stored, `write ${nth}: ${JSON.stringify(all)}`);
    if (all.some((text) => text.startsWith("נגמר המקום במכשיר"))) ++refused;
    await page.close();

    const again = await open(context);
    await becomes(() => button(again, starred ? UNSTAR : STAR).count(), 1, `write ${nth}`);
    await becomes(() => button(again, "סימון כטרם נקראה").count(), 1, `write ${nth}`);
    await becomes(() => again.getByRole("textbox", { name: NOTE }).inputValue(), `הערה ${nth}`, `write ${nth}`);
    await context.close();
  }
  assert.ok(refused >= 3, `${refused} of the writes were refused`);
});

test("of records that are written together none is where one is refused", async () => {
  const context = await site.browser.newContext();
  await hearAnnouncements(context);
  await context.addInitScript(() => {
    Object.assign(globalThis, { room: 0 });  // for so many records
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...values) {
      if (/** @type {any} */ (globalThis).room-- <= 0) throw new DOMException("no room", "QuotaExceededError");
      return put.apply(this, /** @type {any} */ (values));
    };
  });
  const page = await open(context);
  await button(page, STAR).click();
  assert.equal(await announcedAsStored(page, STAR_TURNED), false);
  await page.evaluate(([hash]) => { location.hash = hash; }, [`#/r/${reviews[1].id}`]);
  await button(page, STAR).waitFor();
  await stillness(page);
  await page.evaluate(() => { Object.assign(globalThis, { room: 1 }); });
  await button(page, STAR).click();
  assert.equal(await announcedAsStored(page, STAR_TURNED), false);
  await becomes(() => page.evaluate(() => /** @type {any} */ (globalThis).room < 0), true);
  assert.deepEqual(await records(page), {});
  await page.evaluate(() => { Object.assign(globalThis, { room: 1000 }); });
  await button(page, UNSTAR).click();
  await becomes(async () => {
    const kept = await records(page);
    return reviews.slice(0, 2).map((/** @type {{id: string}} */ { id }) => JSON.parse(kept[`review/${id}`] ?? "{}").starred ?? false);
  }, [true, false]);
  await context.close();
});

test("a document that the device does not take or does not erase is told of", async () => {
  const context = await site.browser.newContext();
  await context.addInitScript(() => {
    for (const name of /** @type {const} */ (["put", "delete"])) {
      const original = IDBObjectStore.prototype[name];
      IDBObjectStore.prototype[name] = /** @type {any} */ (function (/** @type {any[]} */ ...values) {
        // @ts-ignore
        if (this.name === "documents") throw new DOMException("no room", "QuotaExceededError");
        // @ts-ignore
        return original.apply(this, values);
      });
    }
  });
  const page = await open(context, "#/documents");
  const file = join(SCREENSHOTS, "short.md");
  writeFileSync(file, "Review 9: A Short Paper About Foxes\n\nפסקה קצרה שנכתבה לבדיקה בלבד, ויש בה די מילים כדי להיות גוף של סקירה.\n");
  await drop(page, file);
  await notice(page).getByText("המסמך נקרא אך לא נשמר במכשיר").waitFor();
  // The document's own button, then the answer to its question.
  await page.getByRole("main").getByRole("button", { name: "הסרת המסמך" }).click();
  await page.locator("[data-id=sure-yes]").click();
  await notice(page).getByText("המסמך הוסר מהקטלוג, אך המכשיר לא מחק אותו").waitFor();
  await context.close();
});

test("files that the browser does not hand over are told of, however they came", async () => {
  const context = await site.browser.newContext();
  await context.addInitScript(() => {
    const refuse = () => Promise.reject(new DOMException("no", "NotAllowedError"));
    Object.assign(window, { showOpenFilePicker: refuse, showDirectoryPicker: refuse });
    Object.defineProperty(window, "launchQueue", { value: {
      setConsumer: (/** @type {unknown} */ take) => { Object.assign(window, { handOver: take }); } } });
    DataTransferItem.prototype.webkitGetAsEntry = () => { throw new DOMException("no", "InvalidStateError"); };
  });
  const file = join(SCREENSHOTS, "short.md");
  writeFileSync(file, "Review 9: A Short Paper About Foxes\n\nפסקה קצרה שנכתבה לבדיקה בלבד.\n");
  const page = await open(context, "#/documents");
  const dismissed = async () => {
    await notice(page).getByRole("button", { name: "סגירה" }).click();
    await notice(page).waitFor({ state: "detached" });
  };
  await drop(page, file);
  await notice(page).getByText("אי אפשר לקרוא את הקובץ").waitFor();
  await dismissed();
  for (const name of ["פתיחת קבצים", "פתיחת תיקייה"]) {
    await page.getByRole("main").getByRole("button", { name }).first().click();
    await notice(page).getByText("הדפדפן לא אפשר את הפעולה").waitFor();
    await dismissed();
  }
  // One that was handed over and is gone meanwhile is named.
  await page.evaluate(() => /** @type {any} */ (globalThis).handOver({ files: [
    { kind: "file", name: "gone.md", getFile: () => Promise.reject(new DOMException("gone", "NotFoundError")) }] }));
  await page.getByRole("main").getByText("gone.md").first().waitFor();
  await context.close();
});

const STEPS = ALL ? 150 : 50;

test(`${STEPS} seeded steps in two tabs over a failing device: what was announced is there after a restart`, async () => {
  const random = randomNumbers(11);
  const below = (/** @type {number} */ bound) => Math.floor(random() * bound);
  const context = await site.browser.newContext();
  await hearAnnouncements(context);
  await context.addInitScript(() => {
    Object.assign(globalThis, { failing: "" });
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...values) {
      const name = /** @type {any} */ (globalThis).failing;
      if (name) throw new DOMException("the test's", name);
      return put.apply(this, /** @type {any} */ (values));
    };
  });
  const two = reviews.slice(0, 2);
  /** Tabs, with the words of notes in each that nothing was announced of. @type {{page: Page, words: string[]}[]} */
  const tabs = [];
  for (let at = 0; at < 2; ++at) tabs.push({ page: await open(context), words: [] });
  /** What was announced: words of notes. @type {Set<string>} */
  const announced = new Set();
  let refused = 0;
  for (let step = 0; step < STEPS; ++step) {
    const at = below(2), tab = tabs[at], { page, words } = tab;
    const dice = random();
    await page.bringToFront();
    // That all is stored again is an announcement, too, of what was typed before it.
    if ((await heard(page)).includes(STORED_AGAIN)) for (const word of words.splice(0)) announced.add(word);
    if (dice < 0.6) {
      const { id } = two[below(2)];
      await page.evaluate((hash) => { location.hash = hash; }, `#/r/${id}`);
      const word = `word${step}.`;
      await page.locator(`article[data-id="${id}"]`).waitFor();
      await page.getByRole("textbox", { name: NOTE }).waitFor();
      await addToNote(page, word);
      words.push(word);
      // The star is announced once it and all before it are on the device.
      await page.locator("button[data-id=star]").first().click();
      if (await announcedAsStored(page, STAR_TURNED)) for (const one of words.splice(0)) announced.add(one);
      else ++refused;
    } else if (dice < 0.75) {
      await page.evaluate((name) => { Object.assign(globalThis, { failing: name }); },
        ["QuotaExceededError", "UnknownError", "", ""][below(4)]);
    } else if (dice < 0.85) {
      await page.close();
      tabs[at] = { page: await open(context), words: [] };
    } else if (dice < 0.92) {
      await plantNewer(page, `review/${two[below(2)].id}`, `word${step}.`);
      announced.add(`word${step}.`);
    } else {
      const fresh = await open(context, "#/settings");
      const text = await backup(fresh);
      for (const word of announced) assert.ok(text.includes(word), `${word} after step ${step}`);
      await fresh.close();
    }
  }
  const last = await open(context, "#/settings"), text = await backup(last);
  for (const word of announced) assert.ok(text.includes(word), `${word} at the end`);
  assert.ok(announced.size > STEPS / 8 && refused > STEPS / 30, `${announced.size} announced, ${refused} refused`);
  await context.close();
});

/**
 * Adds a paragraph to the note of the open review, to what the page shows after a frame: no change of another tab comes
 * between reading the field and writing it. @param {Page} page @param {string} word
 */
const addToNote = (page, word) => page.getByRole("textbox", { name: NOTE }).evaluate((field, text) => new Promise((resolve) => {
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => {
    const area = /** @type {HTMLTextAreaElement} */ (field);
    area.value = `${area.value}\n\n${text}`;
    area.dispatchEvent(new Event("input", { bubbles: true }));
    resolve(null);
  })));
}), word);

/** A later minor version adds a member to a record, unheard. @param {Page} page @param {string} key @param {string} word */
const plantNewer = (page, key, word) => page.evaluate(([to, text]) => new Promise((resolve, reject) => {
  const request = indexedDB.open("skira /some/where/");
  request.onerror = () => reject(request.error);
  request.onsuccess = () => {
    const transaction = request.result.transaction("records", "readwrite");
    const store = transaction.objectStore("records"), there = store.get(to);
    there.onsuccess = () => {
      const record = JSON.parse(there.result ?? '{"v":1}');
      // Not through the put that the test lets fail.
      const put = /** @type {any} */ (globalThis).failing;
      Object.assign(globalThis, { failing: "" });
      store.put(JSON.stringify({ ...record, [text]: text }), to);
      Object.assign(globalThis, { failing: put });
    };
    transaction.oncomplete = () => { request.result.close(); resolve(null); };
    transaction.onabort = () => { request.result.close(); reject(transaction.error); };
  };
}), [key, word]);
