// What is kept here may go: the page says so in time, once, and not to those who do not want to hear it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, becomes, bundledExport, launch, settled } from "./browser.js";

/** @typedef {import("playwright-core").Page} Page */
/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => { site = await launch(); });
after(async () => { await site.close(); });

const [first] = bundledExport().reviews;
const STAR = "סימון בכוכב", MONTH = 30 * 24 * 3600_000;
const notice = (/** @type {Page} */ page) => page.locator("[data-id=notice]");
const record = (/** @type {Page} */ page) => page.evaluate(() => JSON.parse(localStorage.getItem("skira-backup /some/where/") ?? "{}"));

/** @param {string} [script] runs before the page's own */
async function opened(script) {
  const context = await site.browser.newContext({ viewport: DESKTOP });
  if (script) await context.addInitScript(script);
  const page = await context.newPage();
  await page.goto(`${site.url}#/r/${first.id}`);
  await settled(page);
  return { page, context };
}

test("a browser that deletes after a week is told of once, when the first thing is kept, with a backup at hand", async () => {
  const { page, context } = await opened(`
    Object.defineProperty(navigator, "vendor", { get: () => "Apple Computer, Inc." });
    if (globalThis.StorageManager) StorageManager.prototype.persist = async () => false;`);
  const told = notice(page).getByText("אחרי שבוע בלי ביקור");
  assert.equal(await told.count(), 0);
  await page.getByRole("button", { name: STAR, exact: true }).click();
  await told.waitFor({ state: "attached" });
  await notice(page).getByRole("button", { name: "יצירת גיבוי" }).waitFor({ state: "attached" });
  await page.reload();
  await settled(page);
  await page.getByRole("button", { name: /כוכב/ }).first().click();
  await page.waitForTimeout(500);
  assert.equal(await told.count(), 0);
  await context.close();
});

test("a browser that promises to keep what is here, and any other engine, is not", async () => {
  for (const script of [`Object.defineProperty(navigator, "vendor", { get: () => "Apple Computer, Inc." }); if (globalThis.StorageManager) StorageManager.prototype.persist = async () => true;`, ""]) {
    const { page, context } = await opened(script);
    await page.getByRole("button", { name: STAR, exact: true }).click();
    await becomes(async () => (await record(page)).changes > 0, true);
    await page.waitForTimeout(300);
    assert.equal(await notice(page).getByText("אחרי שבוע בלי ביקור").count(), 0);
    await context.close();
  }
});

test("a month after the last backup, with many changes since, one is offered; making it, and a switch, end that", async () => {
  const { page, context } = await opened();
  /** @param {number} changes */
  const later = async (changes) => {
    await page.evaluate(([count, since]) => localStorage.setItem("skira-backup /some/where/", JSON.stringify({ changes: count, since })), [changes, Date.now() - MONTH - 1000]);
    await page.reload();
    await settled(page);
    await page.waitForTimeout(5500);
    return notice(page).getByText("עבר חודש מאז הגיבוי האחרון").count();
  };
  assert.equal(await later(5), 0);
  assert.equal(await later(40), 1);
  const [download] = await Promise.all([page.waitForEvent("download"), notice(page).getByRole("button", { name: "יצירת גיבוי" }).click()]);
  assert.match(download.suggestedFilename(), /^skira-backup-/);
  assert.equal((await record(page)).changes, 0);
  await page.evaluate(() => { location.hash = "#/settings"; });
  await page.getByRole("switch", { name: "תזכורת לגבות, פעם בחודש" }).click();
  await settled(page);
  assert.equal(await later(40), 0);
  await context.close();
});
