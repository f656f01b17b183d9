// Numbered formulas, figures and tables, and what refers to them: on the canvas, in the layer, in plain pages.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { DESKTOP, PHONE, becomes, launch, makeExport, makeReview, paragraph, screenshotPath, settled, stillness } from "./browser.js";
import { typesetExport } from "../../web/typeset-math.js";

const block = (/** @type {string} */ type, /** @type {object[]} */ spans, facts = {}) => ({ ...paragraph(""), type, spans, ...facts });
const FILLER = Array.from({ length: 25 }, (_, i) => paragraph(`פסקה מספר ${i + 1} ממלאת את העמוד בין הנוסחאות ומה שמפנה אליהן.`));
const LONG = "f(x_1,\\dots,x_n)=\\sum_{i=1}^{n}\\sum_{j=1}^{n}\\sum_{k=1}^{n}w_{ijk}\\,x_i x_j x_k+\\sum_{i=1}^{n}\\sum_{j=1}^{n}v_{ij}x_i x_j+\\sum_{i=1}^{n}u_i x_i+b";
const REVIEW = makeReview({ id: "numbered", title: "סקירה עם מספרים", blocks: [
  paragraph("הנוסחה הראשונה פשוטה:"),
  block("math", [{ math: "x = y + 1" }], { marker: "3" }),
  paragraph("השנייה ארוכה מן הטור של טלפון:"),
  block("math", [{ math: LONG }], { marker: "4" }),
  block("table", [{ text: "שיטה\tציון\tזמן\nשלנו\t" }, { text: "91", style: ["strikethrough"] }, { text: "\tיום" }], { align: ["start", "center", "end"] }),
  block("figure", [{ text: "טבלה 1: ציונים של שיטות." }], { marker: "1" }),
  block("list_item", [{ text: "בוצע" }], { checked: true }),
  block("list_item", [{ text: "עוד לא" }], { checked: false }),
  ...FILLER,
  block("paragraph", [{ text: "לפי " }, { text: "משוואה (3)", reference: "equation 3" }, { text: " וכמו " }, { text: "בטבלה 1", reference: "table 1" }, { text: ", הכול ברור." }]),
] });

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
let url = "";
before(async () => {
  site = await launch();
  const data = { ...makeExport([REVIEW]), version: 2 };
  url = `${site.url}?theme=light&lang=he&src=${encodeURIComponent(site.putExport("numbered.json.gz", { ...data, math: typesetExport(data) }))}#/r/numbered`;
});
after(async () => { await site.close(); });

for (const [size, viewport] of /** @type {const} */ ([["1440", DESKTOP], ["390", PHONE]])) {
  describe(`at ${size} px`, () => {
    test("a formula's number is in the text behind it, and what refers to it leads there", async () => {
      const context = await site.browser.newContext({ viewport, reducedMotion: "reduce" });
      const page = await context.newPage();
      await page.goto(url);
      await settled(page);
      await stillness(page);
      await page.screenshot({ path: screenshotPath(`numbered-${size}`) });
      const number = page.locator("article").getByText("(3)", { exact: true });
      const column = await page.locator("article p").first().boundingBox();
      const box = await number.first().boundingBox();
      assert.ok(column && box && Math.abs(box.x - column.x) < 2, `the number is at the left of the column: ${box?.x} of ${column?.x}`);
      const links = page.locator("article a", { hasText: /^(משוואה \(3\)|בטבלה 1)$/ });
      assert.deepEqual(await links.allTextContents(), ["משוואה (3)", "בטבלה 1"]);
      await links.first().scrollIntoViewIfNeeded();
      await stillness(page);
      await links.first().click();
      await becomes(() => number.first().evaluate((one) => {
        const { top, bottom } = one.getBoundingClientRect();
        return top > 0 && bottom < innerHeight;
      }), true, "the formula is in sight");
      await context.close();
    });

    test("a formula too wide for the column scrolls, its number below it does not", async () => {
      const context = await site.browser.newContext({ viewport, reducedMotion: "reduce" });
      const page = await context.newPage();
      await page.goto(url);
      await settled(page);
      const number = await page.locator("article").getByText("(4)", { exact: true }).first().boundingBox();
      assert.ok(number && number.x >= 0 && number.x + number.width <= viewport.width);
      await context.close();
    });

    test("tasks, deleted words and aligned columns are in the layer as they are drawn", async () => {
      const context = await site.browser.newContext({ viewport, reducedMotion: "reduce" });
      const page = await context.newPage();
      await page.goto(url);
      await settled(page);
      assert.deepEqual((await page.locator("article li").allTextContents()).map((text) => text.replace(/\s+/g, " ").trim()), ["☑ בוצע", "☐ עוד לא"]);
      assert.equal(await page.locator("article td", { hasText: "91" }).locator("s, del, .struck").count(), 1);
      assert.equal(await page.locator("article figure table").count(), 1);
      assert.match(await page.locator("article figcaption").textContent() ?? "", /טבלה 1: ציונים/);
      await context.close();
    });
  });
}
