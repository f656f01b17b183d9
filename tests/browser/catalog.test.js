// The catalog: rows, filters, sorting, searching, by role, with mouse, touch and keys.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  DESKTOP, PHONE, becomes, launch, makeExport, makeReview, paragraph, screenshotPath, settled, stillness,
} from "./browser.js";

const TABLET = { width: 820, height: 1180 };
const TITLES = ["Attention for Small Models", "Denoising in Latent Space", "Graphs that Learn to Prune",
  "Rewards without Labels", "A Sparse Mixture of Experts"];
const TOPICS = [["llm", "attention"], ["diffusion"], ["graphs"], ["reinforcement-learning", "llm"], ["llm"]];
const WORDS = "המודל לומד ייצוג של הקלט ומשתמש בו כדי לנבא את הצעד הבא בלי תיוג נוסף";

/** Sixty reviews over two years, every third with code. */
const REVIEWS = Array.from({ length: 60 }, (_, i) => makeReview({
  id: `r${i}`, title: `${TITLES[i % 5]} ${i}`, topics: TOPICS[i % 5], kind: i % 4 ? "daily" : "full",
  date: `${2023 + (i >= 30 ? 1 : 0)}-${String(1 + (i % 12)).padStart(2, "0")}-${String(1 + (i % 27)).padStart(2, "0")}`,
  reviewers: [i % 2 ? "Dana Levi" : "Noam Peled"],
  paper: { urls: [], arxiv_id: null, code_urls: i % 3 ? [] : ["https://example.org/code"], published: null, venue: null },
  blocks: [paragraph(Array.from({ length: 1 + i % 7 }, () => WORDS).join(". ") + (i === 7 ? ". טרנספורמר מיוחד" : ""))],
}));

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
/** @type {string} */
let source;
before(async () => {
  site = await launch();
  source = site.putExport("catalog.json.gz", makeExport(REVIEWS));
});
after(async () => { await site.close(); });

/** @typedef {import("playwright-core").Page} Page */

/**
 * @param {string} hash @param {(page: Page) => Promise<void>} body @param {object} [context] @param {string} [extra]
 */
async function withPage(hash, body, context = {}, extra = "") {
  const page = await site.browser.newPage({ viewport: DESKTOP, ...context });
  /** @type {string[]} */
  const problems = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => { if (message.type() === "error") problems.push(message.text()); });
  await page.goto(`${site.url}?src=${encodeURIComponent(source)}${extra}${hash}`);
  await settled(page);
  await body(page);
  assert.deepEqual(problems, []);
  await page.close();
}

const list = (/** @type {Page} */ page) => page.getByRole("list", { name: "קטלוג הסקירות" });
const rows = (/** @type {Page} */ page) => list(page).getByRole("link");
const count = (/** @type {Page} */ page) => page.getByRole("region", { name: "תוצאות" }).getByRole("status").first();
const box = (/** @type {Page} */ page) => page.getByRole("searchbox", { name: "חיפוש", exact: true });
const hash = (/** @type {Page} */ page) => page.evaluate(() => decodeURIComponent(location.hash));
const names = async (/** @type {Page} */ page) =>
  rows(page).evaluateAll((all) => all.map((a) => a.getAttribute("aria-label") ?? ""));
/** @param {Page} page @param {string} wanted */
const shows = (page, wanted) => page.waitForFunction((text) =>
  document.querySelector("[data-id=catalog-bar] [role=status]")?.textContent === text, wanted);

test("every row tells its title, day, kind, length and topics, and how many there are", async () => {
  await withPage("", async (page) => {
    await becomes(() => count(page).textContent(), "60 סקירות");
    await becomes(() => rows(page).count(), 60);
    const newest = [...REVIEWS].sort((a, b) => b.date.localeCompare(a.date));
    assert.deepEqual((await names(page)).map((name) => name.split(",")[0]), newest.map(({ title }) => title));
    const of7 = (await names(page)).find((name) => name.startsWith("Graphs that Learn to Prune 7,"));
    assert.equal(of7, "Graphs that Learn to Prune 7, 08.08.2023 · המאמר היומי · דקת קריאה, למידה על גרפים");
    await page.screenshot({ path: screenshotPath("catalog-cards") });
  });
});

test("filters beside the list restrict it, count what is left, stand in the address and come off as chips", async () => {
  await withPage("", async (page) => {
    const filters = page.getByRole("complementary", { name: "סינון" });
    const code = filters.getByRole("checkbox", { name: "עם קוד" });
    await becomes(() => code.getAttribute("aria-description"), "20");
    await code.click();
    await shows(page, "20 תוצאות");
    await becomes(() => hash(page), "#/?code=1");
    const year = filters.getByRole("checkbox", { name: "2024" });
    await becomes(() => year.getAttribute("aria-description"), "10");
    await year.click();
    await shows(page, "10 תוצאות");
    await becomes(() => hash(page), "#/?year=2024&code=1");
    await page.screenshot({ path: screenshotPath("catalog-filtered") });
    await page.getByRole("button", { name: "הסרת התנאי: עם קוד" }).click();
    await shows(page, "30 תוצאות");
    await page.getByRole("region", { name: "תוצאות" }).getByRole("button", { name: "ניקוי הסינון" }).click();
    await shows(page, "60 סקירות");
    await becomes(() => hash(page), "#/");
    await page.goBack();
    await shows(page, "30 תוצאות");
  });
});

test("a year opens to its months, and a month takes the whole year's place", async () => {
  await withPage("#/?year=2024", async (page) => {
    const filters = page.getByRole("complementary", { name: "סינון" });
    await filters.getByRole("button", { name: "חודש, 2024" }).click();
    const month = filters.getByRole("checkbox", { name: "ינואר 2024" });
    await month.click();
    await page.waitForFunction(() => location.hash === "#/?month=2024-01");
    const counted = await month.getAttribute("aria-description");
    await shows(page, `${counted} תוצאות`);
  });
});

test("sorting, grouping and the kind of rows are chosen in one dialog and stand in the address", async () => {
  await withPage("", async (page) => {
    await page.getByRole("button", { name: "מיון לפי" }).click();
    const dialog = page.getByRole("dialog", { name: "מיון לפי" });
    await dialog.getByRole("radio", { name: "שם המאמר" }).click();
    await dialog.getByRole("radio", { name: "חודש", exact: true }).click();
    await page.waitForFunction(() => location.hash === "#/?sort=title&group=month");
    await page.screenshot({ path: screenshotPath("catalog-sort") });
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    const headings = await list(page).getByRole("heading").evaluateAll((all) => all.map((h) => h.getAttribute("aria-label")));
    assert.equal(headings[0], "דצמבר 2024");
    assert.equal(headings.length, 24);
    await page.screenshot({ path: screenshotPath("catalog-groups") });
    await page.keyboard.press("v");
    await page.waitForFunction(() => location.hash.includes("table=1"));
    await stillness(page);
    await page.screenshot({ path: screenshotPath("catalog-table") });
    await page.getByRole("button", { name: "תאריך" }).click();
    await page.waitForFunction(() => location.hash.includes("sort=newest"));
  });
});

test("results come with every key, hits are marked, and Enter opens the first", async () => {
  await withPage("", async (page) => {
    await page.keyboard.press("/");
    await page.waitForFunction(() => document.activeElement?.getAttribute("data-id") === "search");
    await page.keyboard.type("טרנס");
    await shows(page, "תוצאה אחת");
    await stillness(page);
    await page.screenshot({ path: screenshotPath("catalog-search") });
    assert.match((await names(page))[0], / 7,/);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => location.hash === "#/r/r7");
    await box(page).click();
    await box(page).fill("");
    const offers = page.getByRole("listbox");
    await offers.waitFor();
    await becomes(() => offers.getByRole("option").first().getAttribute("aria-label"), "טרנס");
    await stillness(page);
    await page.screenshot({ path: screenshotPath("catalog-offers") });
    await page.keyboard.press("ArrowDown");
    await page.waitForFunction(() => document.activeElement?.getAttribute("aria-activedescendant") === "skira-search-offer-0");
    await page.keyboard.press("Enter");
    await offers.waitFor({ state: "detached" });
    await becomes(() => box(page).inputValue(), "טרנס");
  });
});

test("an operator is offered, chosen with the pointer, and then its values", async () => {
  await withPage("", async (page) => {
    await box(page).click();
    await page.keyboard.type("נוש");
    await page.getByRole("option", { name: "נושא:" }).click();
    // The field takes what was chosen with the next frame.
    await page.waitForFunction(() =>
      /** @type {HTMLInputElement | null} */ (document.querySelector('[data-id="search"]'))?.value === "נושא:");
    await page.getByRole("option", { name: "מודלי דיפוזיה" }).click();
    await shows(page, "12 תוצאות");
    await becomes(() => hash(page), "#/?q=נושא:diffusion%20".replace("%20", " "));
    await becomes(() => page.evaluate(() => document.activeElement?.getAttribute("data-id")), "search");
  });
});

test("the down arrow goes from the field to the results and along them; up comes back", async () => {
  await withPage("", async (page) => {
    await page.keyboard.press("Control+k");
    await page.waitForFunction(() => document.activeElement?.getAttribute("data-id") === "search");
    await page.keyboard.type("graphs");
    await shows(page, "12 תוצאות");
    await page.keyboard.press("ArrowDown");
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
    await page.waitForFunction(() => document.activeElement?.localName === "a");
    await becomes(() => focused(), (await names(page))[0]);
    await page.keyboard.press("ArrowDown");
    await becomes(() => focused(), (await names(page))[1]);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await becomes(() => page.evaluate(() => document.activeElement?.getAttribute("data-id")), "search");
  });
});

test("a misspelt word offers the spelling that finds something; nothing found says what to do", async () => {
  await withPage("#/?q=" + encodeURIComponent("denoisng"), async (page) => {
    await page.screenshot({ path: screenshotPath("catalog-mean") });
    await page.getByRole("button", { name: /^אולי הכוונה: denoising/ }).click();
    await shows(page, "12 תוצאות");
  });
  await withPage("#/?q=zzqqxx", async (page) => {
    await page.screenshot({ path: screenshotPath("catalog-nothing") });
    await becomes(() => rows(page).count(), 0);
    await page.getByRole("button", { name: "הצגת הכול" }).click();
    await shows(page, "60 סקירות");
  });
});

test("opening a review by its link brings its row into sight, once", async () => {
  await withPage("#/r/r0", async (page) => {
    const row = rows(page).and(page.locator("[aria-current]"));
    const box = await row.boundingBox();
    assert.ok(box && box.y > 100 && box.y + box.height <= DESKTOP.height, JSON.stringify(box));
    await list(page).evaluate((element) => { element.scrollTop = 0; });
    await stillness(page);
    await becomes(() => list(page).evaluate((element) => element.scrollTop), 0);
    await page.screenshot({ path: screenshotPath("catalog-open") });
  });
});

test("the list is where it was scrolled to when the page is loaded again or returned to", async () => {
  await withPage("#/", async (page) => {
    const list = page.locator('[data-id="catalog"] > .scroll');
    const top = () => list.evaluate((element) => element.scrollTop);
    await list.evaluate((element) => { element.scrollTop = 1500; });
    await becomes(top, 1500);
    await page.reload();
    await settled(page);
    await becomes(top, 1500);
    await page.goto("about:blank");
    await page.goBack();
    await settled(page);
    await becomes(top, 1500);
    await page.goto("about:blank");
    await page.goto(`${site.url}?src=${encodeURIComponent(source)}#/`);
    await settled(page);
    assert.equal(await top(), 0, "a new visit begins at the top");
  });
});

test("on a phone the filters open over the list, and the list keeps its place behind a review", async () => {
  await withPage("", async (page) => {
    await page.screenshot({ path: screenshotPath("catalog-phone") });
    await page.getByRole("button", { name: /^פתיחת הסינון/ }).tap();
    const dialog = page.getByRole("dialog", { name: "סינון" });
    await dialog.getByRole("checkbox", { name: "עם קוד" }).tap();
    await page.waitForFunction(() => location.hash === "#/?code=1");
    await stillness(page);
    await page.screenshot({ path: screenshotPath("catalog-phone-filters") });
    for (const target of await dialog.getByRole("checkbox").all()) {
      const size = await target.boundingBox();
      assert.ok(size && size.height >= 44, `${size?.height}`);
    }
    await dialog.getByRole("button", { name: "הצגת 20 סקירות" }).tap();
    await dialog.waitFor({ state: "detached" });
    await list(page).evaluate((element) => { element.scrollTop = 900; });
    await stillness(page);
    await rows(page).nth(8).tap();
    await page.getByRole("article").waitFor();
    await page.goBack();
    await list(page).waitFor();
    await stillness(page);
    await becomes(() => list(page).evaluate((element) => element.scrollTop), 900);
  }, { viewport: PHONE, hasTouch: true });
});

test("the catalog in English, dark, on a tablet", async () => {
  await withPage("#/?q=attention", async (page) => {
    await stillness(page);
    await page.screenshot({ path: screenshotPath("catalog-tablet-en") });
    await becomes(() => page.locator("[data-id=catalog-bar] [role=status]").first().textContent(), "12 results");
  }, { viewport: TABLET }, "&lang=en&theme=dark");
});

test("while the index of many reviews is built a bar tells how far it is, and then it is gone", async () => {
  const many = Array.from({ length: 4000 }, (_, i) => makeReview({ id: `m${i}`, title: `Paper ${i}`,
    blocks: [paragraph(`${WORDS} ${i}. ${WORDS}.`)] }));
  const url = site.putExport("many.json.gz", makeExport(many));
  const page = await site.browser.newPage({ viewport: DESKTOP });
  await page.addInitScript(() => {
    /** @type {any} */ (window).told = [];
    new MutationObserver(() => {
      const bar = document.querySelector("[role=progressbar][aria-label='בניית אינדקס החיפוש']");
      if (bar) /** @type {any} */ (window).told.push(Number(bar.getAttribute("aria-valuenow")));
    }).observe(document, { subtree: true, childList: true, attributes: true });
  });
  await page.goto(`${site.url}?src=${encodeURIComponent(url)}`);
  await settled(page);
  await page.getByRole("progressbar", { name: "בניית אינדקס החיפוש" }).waitFor({ state: "detached", timeout: 60000 });
  const told = await page.evaluate(() => /** @type {number[]} */ (/** @type {any} */ (window).told));
  assert.ok(told.length > 1, "the bar was there");
  assert.deepEqual(told, told.toSorted((a, b) => a - b));
  assert.ok(told[told.length - 1] > told[0], `${told} grows`);
  await page.close();
});
