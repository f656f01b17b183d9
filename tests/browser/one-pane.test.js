// Screens with one pane: a phone's bars go while one reads and come back, a screen on its side is for reading,
// and what the on-screen keyboard leaves.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { becomes, launch, makeExport, makeReview, paragraph, screenshotPath, settled, stillness } from "./browser.js";

/** @typedef {import("playwright-core").Page} Page */
/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
/** @type {string} */
let source;
before(async () => {
  site = await launch();
  const text = "פסקה שיש בה די מילים כדי למלא כמה שורות בטלפון, ולכן אפשר לגלול בה ולראות מה עושים הסרגלים שסביבה.";
  const blocks = Array.from({ length: 60 }, (_, i) => paragraph(`${i + 1}. ${text}`));
  const many = Array.from({ length: 40 }, (_, i) => makeReview({ id: `short-${i}`, title: `Short review ${i}`, blocks: [paragraph(text)] }));
  source = site.putExport("one-pane.json.gz", makeExport([makeReview({ id: "long", title: "A long review", blocks }), ...many]));
});
after(async () => { await site.close(); });

const PHONES = /** @type {[number, number][]} */ ([[390, 844], [360, 640]]);
const SIDES = /** @type {[number, number][]} */ ([[844, 390], [640, 360]]);
const WORDS = /** @type {const} */ ({
  he: { back: "חזרה לקטלוג", nav: "ניווט ראשי", home: "סקירה", search: "חיפוש", bar: "סרגל הכלים" },
  en: { back: "Back to the catalog", nav: "Main navigation", home: "Skira", search: "Search", bar: "Toolbar" },
});
/** @typedef {keyof typeof WORDS} Lang */

/**
 * @param {[number, number]} size @param {string} hash @param {(page: Page) => Promise<void>} body
 * @param {Lang} [lang] @param {object} [options]
 */
async function withPage([width, height], hash, body, lang = "he", options = {}) {
  const page = await site.browser.newPage({ viewport: { width, height }, hasTouch: true, isMobile: true, ...options });
  await page.goto(`${site.url}?lang=${lang}&src=${encodeURIComponent(source)}${hash}`);
  await settled(page);
  await body(page);
  await page.close();
}

/** Scrolls a pane in steps, as a finger does. @param {Page} page @param {string} pane @param {number} by */
async function swipe(page, pane, by) {
  for (let i = 0; i < 6; ++i) {
    await page.evaluate(([id, step]) => {
      const scroller = document.querySelector(`[data-id="${id}"] > .scroll`);
      if (scroller) scroller.scrollTop += Number(step);
    }, [pane, by / 6]);
    await page.waitForTimeout(30);
  }
  await stillness(page);
}

/** Which of the bars are in sight. @param {Page} page @param {Lang} lang */
const bars = (page, lang) => page.evaluate(({ back, nav, bar }) => {
  const inSight = (/** @type {Element | null | undefined} */ e) => {
    const box = e?.getBoundingClientRect();
    return box !== undefined && box.bottom > 1 && box.top < innerHeight - 1;
  };
  return {
    top: inSight(document.querySelector(`[role=toolbar][aria-label="${bar}"]`) ?? document.querySelector("header")),
    bottom: inSight([...document.querySelectorAll(`nav[aria-label="${nav}"]`)].find((e) => e.querySelector("button"))),
    back: inSight(document.querySelector(`a[aria-label="${back}"]`)),
  };
}, WORDS[lang]);

for (const lang of /** @type {Lang[]} */ (["he", "en"])) for (const size of PHONES) {
  test(`in a review a phone's bars go on the way down, and come back on the way up, at the end and for the focus (${size.join("x")}, ${lang})`, async () => {
    await withPage(size, "#/r/long", async (page) => {
      const here = { top: true, bottom: true, back: true }, away = { top: false, bottom: false, back: false };
      await becomes(() => bars(page, lang), here);
      assert.equal(await page.getByRole("banner").count(), 0, "no bar of the site is above a review");
      await page.screenshot({ path: screenshotPath(`one-pane-${size[0]}-${lang}`) });
      await swipe(page, "review", 600);
      await becomes(() => bars(page, lang), away, "down");
      await page.screenshot({ path: screenshotPath(`one-pane-${size[0]}-${lang}-away`) });
      await swipe(page, "review", -60);
      await becomes(() => bars(page, lang), here, "up");
      await swipe(page, "review", 600);
      await becomes(() => bars(page, lang), away, "down again");
      await page.getByRole("link", { name: WORDS[lang].back }).focus();
      await becomes(() => bars(page, lang), here, "the focus is in one");
      await swipe(page, "review", 600);
      await becomes(() => bars(page, lang), away, "on");
      await swipe(page, "review", 100_000);
      await becomes(() => bars(page, lang), here, "at the end");
      await swipe(page, "review", -100_000);
      await becomes(() => bars(page, lang), here, "at the beginning");
    }, lang);
  });
}

test("the text stands still while bars come and go", async () => {
  await withPage([390, 844], "#/r/long", async (page) => {
    await swipe(page, "review", 600);
    const place = () => page.evaluate(() => document.querySelectorAll("article p")[8].getBoundingClientRect().top);
    const before = await place();
    await page.getByRole("link", { name: WORDS.he.back }).focus();
    await stillness(page);
    assert.equal(await place(), before);
  });
});

test("over the list a phone's bars go and come back, and take what is pressed on them", async () => {
  await withPage([390, 844], "#/", async (page) => {
    const banner = page.getByRole("banner");
    const top = async () => (await banner.boundingBox())?.y ?? NaN;
    assert.equal(await top(), 0);
    const list = page.getByRole("list", { name: "קטלוג הסקירות" });
    const first = await list.getByRole("link").first().boundingBox();
    const results = await page.getByRole("region", { name: "תוצאות" }).boundingBox();
    assert.ok(first && results && first.y >= results.y + results.height - 1, "no row is below the bars");
    await swipe(page, "catalog", 700);
    assert.ok(await top() <= -60, `${await top()}`);
    await page.screenshot({ path: screenshotPath("one-pane-list-away") });
    await swipe(page, "catalog", -80);
    await becomes(top, 0);
    await page.mouse.click(200, 90);  // on the results' bar, over a row
    await stillness(page);
    await becomes(() => page.evaluate(() => location.hash.startsWith("#/r/")), false);
    await swipe(page, "catalog", 100_000);
    const last = await list.getByRole("link").last().boundingBox();
    const bottom = await page.getByRole("navigation", { name: WORDS.he.nav }).last().boundingBox();
    assert.ok(last && bottom && last.y + last.height <= bottom.y + 1, "the last row ends above the bar at the bottom");
  });
});

for (const size of SIDES) {
  test(`on its side a screen has one pane, and four fifths of its height are for reading (${size.join("x")})`, async () => {
    await withPage(size, "#/r/long", async (page) => {
      assert.equal(await page.getByRole("list", { name: "קטלוג הסקירות" }).count(), 0, "no list is beside the review");
      const [width, height] = size;
      const bar = await page.getByRole("toolbar", { name: WORDS.he.bar }).boundingBox();
      const article = await page.getByRole("article").boundingBox();
      assert.ok(bar && article && article.width === width);
      assert.ok(height - bar.height >= 0.8 * height, `${bar.height} of ${height}`);
      assert.equal(await page.getByRole("navigation", { name: WORDS.he.nav }).count(), 0);
      await page.screenshot({ path: screenshotPath(`one-pane-side-${width}`) });
      await page.getByRole("link", { name: WORDS.he.back }).tap();
      await page.getByRole("list", { name: "קטלוג הסקירות" }).waitFor();
      await stillness(page);
      await page.getByRole("navigation", { name: WORDS.he.nav }).getByRole("link", { name: "הגדרות" }).waitFor();
      await page.screenshot({ path: screenshotPath(`one-pane-side-${width}-list`) });
    });
  });
}

/** The keyboard of the screen comes, so high, or goes. @param {Page} page @param {number} height */
async function keyboard(page, height) {
  await page.evaluate((covered) => {
    const view = /** @type {VisualViewport} */ (window.visualViewport);
    Object.defineProperty(view, "height", { value: innerHeight - covered, configurable: true });
    view.dispatchEvent(new Event("resize"));
  }, height);
  await stillness(page);
}

test("the keyboard of the screen leaves the field and what it belongs to: the search and its results", async () => {
  await withPage([390, 844], "#/", async (page) => {
    const field = page.getByRole("combobox", { name: WORDS.he.search }).or(page.getByRole("searchbox", { name: WORDS.he.search }));
    await field.first().tap();
    await keyboard(page, 336);
    await field.first().pressSequentially("פסקה");
    await stillness(page);
    await page.screenshot({ path: screenshotPath("one-pane-keyboard-search") });
    const banner = await page.getByRole("banner").boundingBox();
    assert.equal(banner?.y, 0);
    await becomes(async () => ((await page.getByRole("region", { name: "תוצאות" }).boundingBox())?.y ?? 0) < -40, true, "the results' bar is away");
  });
});

test("the passage whose note is written stays in sight above the keyboard of the screen", async () => {
  await withPage([390, 844], "#/r/long", async (page) => {
    // A passage low on the screen.
    await page.evaluate(() => {
      const lines = [...document.querySelectorAll("article p .line")];
      const low = lines.filter((line) => line.getBoundingClientRect().top < 700).pop();
      const text = low?.querySelector(".fragment")?.firstChild;
      if (!text) return;
      const range = document.createRange();
      range.setStart(text, 2);
      range.setEnd(text, 12);
      const selection = /** @type {Selection} */ (getSelection());
      selection.removeAllRanges();
      selection.addRange(range);
    });
    await page.getByRole("button", { name: "הוספת הערה" }).tap();
    await page.getByRole("textbox", { name: "הערה", exact: true }).waitFor();
    await keyboard(page, 336);
    await page.screenshot({ path: screenshotPath("one-pane-keyboard-note") });
    const mark = await page.locator("article mark").first().boundingBox();
    const card = await page.getByRole("region", { name: "הדגשה", exact: true }).boundingBox();
    assert.ok(mark && card);
    assert.ok(mark.y >= 0 && mark.y + mark.height <= card.y + 10, `${mark.y} above ${card.y}`);
    assert.ok(card.y + card.height <= 844 - 336, "the card is above the keyboard");
    await becomes(async () => (await bars(page, "he")).top, false, "no bar stays");
  });
});
