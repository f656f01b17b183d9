// A search from the field into the open review and back: why a result was found, its words one after
// the other, searching what one has kept.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, becomes, launch, makeExport, makeReview, paragraph, screenshotPath, settled, stillness } from "./browser.js";

/** @typedef {import("playwright-core").Page} Page */

const heading = (/** @type {string} */ text) => ({ ...paragraph(""), type: "heading", level: 1, spans: [{ text }] });
const filler = (/** @type {number} */ count) => Array.from({ length: count }, () =>
  paragraph("פסקה ארוכה שאין בה דבר ממה שמחפשים, ועוד כמה מילים אחריה, כדי שהטקסט ימשיך אל מתחת לקצה המסך."));
const LONG = makeReview({ id: "long", title: "Gardens of knowledge", links: [], blocks: [
  ...filler(14), heading("שתילה"), paragraph("ביער שתלו עצים גבוהים."), ...filler(6), heading("סוף"), paragraph("נשארו עץ אחד ועצים קטנים."),
] });
// A mark of direction stands between the words of the phrase.
const MARKS = makeReview({ id: "marks", title: "Second paper", links: [],
  blocks: [paragraph("שיטת \u200egradient\u200f \u200fdescent\u200e של המחברים.")] });
const APART = makeReview({ id: "apart", title: "Third paper", links: [], blocks: [paragraph("descent, ואחר כך gradient.")] });

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
/** @type {string} */
let source;
before(async () => {
  site = await launch();
  source = site.putExport("search.json.gz", makeExport([LONG, MARKS, APART]));
});
after(async () => { await site.close(); });

/** @param {string} hash @param {(page: Page) => Promise<void>} act */
async function withPage(hash, act) {
  const context = await site.browser.newContext({ viewport: DESKTOP });
  const page = await context.newPage();
  await page.goto(`${site.url}?src=${encodeURIComponent(source)}${hash}`);
  await settled(page);
  await act(page);
  await context.close();
}
const bar = (/** @type {Page} */ page) => page.getByRole("region", { name: "מילות החיפוש בסקירה" });
const results = (/** @type {Page} */ page) => page.getByRole("list", { name: "קטלוג הסקירות" }).getByRole("link")
  .evaluateAll((links) => links.map((link) => link.getAttribute("href")));

test("a result opens at its first word, next and previous go on, the contents count the words", async () => {
  await withPage("#/?q=עץ", async (page) => {
    await page.getByRole("list", { name: "קטלוג הסקירות" }).getByRole("link").first().click();
    await page.getByRole("heading", { name: "Gardens of knowledge", level: 1 }).waitFor();
    await stillness(page);
    const inSight = (/** @type {string} */ text) => page.getByRole("article").getByText(text).first().evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    });
    await becomes(() => bar(page).getByText("1 מתוך 3").count(), 1);
    await becomes(() => inSight("ביער שתלו"), true);
    await page.screenshot({ path: screenshotPath("search-first-hit") });
    await bar(page).getByRole("button", { name: "המופע הבא" }).click();
    await becomes(() => bar(page).getByText("2 מתוך 3").count(), 1);
    await becomes(() => inSight("נשארו עץ"), true);
    await bar(page).getByRole("button", { name: "המופע הקודם" }).click();
    await becomes(() => bar(page).getByText("1 מתוך 3").count(), 1);
    await page.keyboard.press("c");
    await page.getByRole("dialog").getByRole("link", { name: /מופע/ }).first().waitFor();
    const contents = await page.getByRole("link", { name: /מופע/ }).evaluateAll((links) => links.map((link) => link.getAttribute("aria-label")));
    assert.deepEqual(contents.map((name) => /\d+ מופעים|מופע אחד/.exec(name ?? "")?.[0]), ["מופע אחד", "2 מופעים"]);
    await page.keyboard.press("Escape");
    await bar(page).getByRole("button", { name: "בלי סימון המופעים" }).click();
    await becomes(() => bar(page).count(), 0);
  });
});

test("a phrase in quotes is found across marks of direction, and only where its words stand so", async () => {
  await withPage("#/?q=%22gradient descent%22", async (page) => {
    await becomes(async () => (await results(page)).map((href) => href?.split("/").at(-1)), ["marks"]);
  });
});

test("highlights and notes are searched", async () => {
  await withPage("#/r/marks", async (page) => {
    await page.keyboard.press("m");
    await page.waitForFunction(() => document.activeElement?.localName === "textarea");
    await page.keyboard.type("לבדוק מול התוצאות שלנו");
    await stillness(page);
    await page.evaluate(() => { location.hash = "#/highlights"; });
    const note = page.getByRole("main").getByText("לבדוק מול התוצאות שלנו");
    await note.first().waitFor();
    const field = page.getByRole("searchbox", { name: "חיפוש בהדגשות ובהערות" });
    await field.fill("תוצאות");
    await stillness(page);
    await becomes(() => note.count(), 1);
    await field.fill("דבר אחר");
    await stillness(page);
    await becomes(() => note.count(), 0);
  });
});
