// User data on a device that fails: what was announced is there after a restart, and what could not be read is
// never written over. The model with thousands of steps is native (user_data_model_test.cpp); here a shorter one
// runs over the real IndexedDB.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { randomNumbers } from "../bench/recombine.js";
import { DESKTOP, SCREENSHOTS, becomes, bundledExport, launch, screenshotPath, settled, stillness } from "./browser.js";

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

/** The records of the device. @param {Page} page @returns {Promise<Record<string, string>>} */
const records = (page) => page.evaluate(() => new Promise((resolve, reject) => {
  const request = indexedDB.open("skira");
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
    const request = indexedDB.open("skira", wanted);
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
  await notice(page).getByRole("button", { name: "ביטול השחזור" }).click();
  await notice(page).getByText("השחזור בוטל").waitFor();
  const kept = await records(page);
  assert.equal(kept["list/x"], undefined);
  assert.equal(JSON.parse(kept[KEY] ?? "{}").starred, undefined);
  await context.close();
});

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

test("what the browser clears is told of, and stored again when the reader says so", async () => {
  const context = await site.browser.newContext();
  const page = await open(context);
  await button(page, STAR).click();
  await notice(page).getByText("הסקירה סומנה בכוכב").waitFor();
  const session = await context.newCDPSession(page);
  await session.send("Storage.clearDataForOrigin", { origin: site.origin, storageTypes: "indexeddb" });
  await notice(page).getByText("הדפדפן מחק").waitFor();
  await notice(page).getByRole("button", { name: "שמירה מחדש" }).click();
  await notice(page).getByText("הכול שמור שוב במכשיר").waitFor();
  assert.equal(JSON.parse((await records(page))[KEY]).starred, true);
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
  for (let nth = 0; nth < 4; ++nth) {
    const context = await site.browser.newContext();
    await context.addInitScript((fails) => {
      const put = IDBObjectStore.prototype.put;
      let count = 0;
      IDBObjectStore.prototype.put = function (...values) {
        if (count++ === fails) throw new DOMException("no room", "QuotaExceededError");
        return put.apply(this, /** @type {any} */ (values));
      };
    }, nth);
    const page = await open(context);
    await page.getByRole("textbox", { name: NOTE }).fill(`הערה ${nth}`);
    await button(page, STAR).click();
    // Each change tries again.
    await button(page, "סימון כנקראה").click();
    await notice(page).getByText("הסקירה סומנה כנקראה", { exact: true }).waitFor({ state: "attached" }).catch(() => {});
    await becomes(async () => {
      const { starred, read, note } = JSON.parse((await records(page))[KEY] ?? "{}");
      return [starred, read, note];
    }, [true, true, `הערה ${nth}`], `write ${nth}`);
    await context.close();
  }
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
  const main = page.getByRole("main");
  await main.getByRole("button", { name: "הסרה", exact: true }).first().click();
  await page.locator("[data-id=sure-yes]").click();
  await notice(page).getByText("המסמך הוסר מהקטלוג, אך המכשיר לא מחק אותו").waitFor();
  await context.close();
});

test("150 seeded steps in two tabs over a failing device: what was announced is there after a restart", async () => {
  const random = randomNumbers(11);
  const below = (/** @type {number} */ bound) => Math.floor(random() * bound);
  const context = await site.browser.newContext();
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
  /** @type {Page[]} */
  const tabs = [await open(context), await open(context)];
  /** What was announced: words of notes. @type {Set<string>} */
  const announced = new Set();
  for (let step = 0; step < 150; ++step) {
    const at = below(2), page = tabs[at];
    const dice = random();
    await page.bringToFront();
    if (dice < 0.6) {
      const { id } = two[below(2)];
      await page.evaluate((hash) => { location.hash = hash; }, `#/r/${id}`);
      const field = page.getByRole("textbox", { name: NOTE });
      await field.waitFor();
      const word = `word${step}.`;
      await field.fill(`${await field.inputValue()}\n\n${word}`);
      await page.evaluate(() => new Promise((resolve) => { setTimeout(resolve, 50); }));
      const failing = await page.evaluate(() => /** @type {any} */ (globalThis).failing);
      if (!failing) {
        // The star is announced once it and all before it are on the device.
        await page.keyboard.press("Escape");
        await page.evaluate(() => /** @type {HTMLElement | null} */ (document.activeElement)?.blur());
        await button(page, await button(page, STAR).count() ? STAR : UNSTAR).click();
        const said = page.getByText(/^(הסקירה סומנה בכוכב|הכוכב הוסר)$/).first();
        if (await said.waitFor({ state: "attached", timeout: 3000 }).then(() => true, () => false)) announced.add(word);
      }
    } else if (dice < 0.75) {
      await page.evaluate((name) => { Object.assign(globalThis, { failing: name }); },
        ["QuotaExceededError", "UnknownError", "", ""][below(4)]);
    } else if (dice < 0.85) {
      await page.close();
      tabs[at] = await open(context);
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
  assert.ok(announced.size > 20, String(announced.size));
  await context.close();
});

/** A later minor version adds a member to a record, unheard. @param {Page} page @param {string} key @param {string} word */
const plantNewer = (page, key, word) => page.evaluate(([to, text]) => new Promise((resolve, reject) => {
  const request = indexedDB.open("skira");
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
