// Two reviews side by side, and the list as a sheet over a review that has a low screen.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { becomes, launch, makeExport, makeReview, paragraph, screenshotPath, settled, stillness } from "./browser.js";

/** @typedef {import("playwright-core").Page} Page */
/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
/** @type {string} */
let source;
before(async () => {
  site = await launch();
  const text = "פסקה שיש בה די מילים כדי למלא כמה שורות בטור, ולכן אפשר לגלול בה ולהשוות אותה לאחרת.";
  const long = (/** @type {string} */ id, /** @type {string} */ title) => makeReview({ id, title,
    blocks: [paragraph(`הסקירה ${title} נפתחת כאן.`), ...Array.from({ length: 40 }, (_, i) => paragraph(`${i + 1}. ${text}`))] });
  const table = { type: "table", spans: [{ text: [Array.from({ length: 14 }, (_, i) => `Column ${i}`), Array.from({ length: 14 }, (_, i) => `${i}.123456`)].map((row) => row.join("\t")).join("\n") }] };
  const wide = long("tables", "Tables of Tables");
  source = site.putExport("beside.json.gz", makeExport([long("owls", "Owls at Noon"), long("newts", "Newts in Winter"),
    { ...wide, blocks: [...wide.blocks.slice(0, 2), { ...paragraph(""), ...table }, ...wide.blocks.slice(2)] },
    ...Array.from({ length: 150 }, (_, i) => makeReview({ id: `short-${i}`, title: `Short review ${i}`, blocks: [paragraph(text)] }))]));
});
after(async () => { await site.close(); });

const WORDS = /** @type {const} */ ({
  he: { open: "קריאה לצד סקירה אחרת", close: "סגירת הסקירה שבצד", swap: "החלפה בין שתי הסקירות", pane: "הסקירה שבצד", list: "קטלוג", whole: "חזרה לקטלוג" },
  en: { open: "Read beside another review", close: "Close the review beside", swap: "Swap the two reviews", pane: "The review beside", list: "Catalog", whole: "Back to the catalog" },
});

/** @param {[number, number]} size @param {keyof typeof WORDS} lang @param {string} hash @param {(page: Page) => Promise<void>} body @param {object} [options] */
async function withPage([width, height], lang, hash, body, options = {}) {
  const page = await site.browser.newPage({ viewport: { width, height }, ...options });
  await page.goto(`${site.url}?lang=${lang}&src=${encodeURIComponent(source)}${hash}`);
  await settled(page);
  await body(page);
  await page.close();
}
/** @param {Page} page @param {"review" | "second"} pane */
const article = (page, pane) => page.locator(`[data-id="${pane}"] > article`);
/** @param {Page} page @param {"review" | "second"} pane */
const title = (page, pane) => article(page, pane).getByRole("heading", { level: 1 }).innerText();
/** @param {Page} page @param {string} id */
const go = (page, id) => page.evaluate((hash) => { location.hash = hash; }, `#/r/${id}`);

describe("two reviews side by side", () => {
  for (const [size, lang] of /** @type {[[number, number], keyof typeof WORDS][]} */ ([[[1200, 720], "he"], [[1440, 900], "en"], [[1920, 1080], "he"]])) {
    test(`each scrolls by itself, both are told, and they change places (${size.join("x")}, ${lang})`, async () => {
      const words = WORDS[lang];
      await withPage(size, lang, "#/r/owls", async (page) => {
        await page.getByRole("button", { name: words.open, exact: true }).click();
        await article(page, "second").waitFor();
        await go(page, "newts");
        await becomes(() => title(page, "review"), "Newts in Winter");
        assert.equal(await title(page, "second"), "Owls at Noon");
        const [open, beside] = await Promise.all([article(page, "review").boundingBox(), article(page, "second").boundingBox()]);
        assert.ok(open && beside && open.width >= 400 && beside.width >= 400, "each has 400 px");
        assert.ok(lang === "he" ? beside.x + beside.width <= open.x + 1 : open.x + open.width <= beside.x + 1, "one stands beside the other, where reading ends");
        for (const [pane, top] of /** @type {const} */ ([["review", 500], ["second", 900]])) {
          await article(page, pane).evaluate((element, to) => { element.scrollTop = to; }, top);
        }
        await stillness(page);
        await page.screenshot({ path: screenshotPath(`beside-${size[0]}-${lang}`) });
        await page.getByRole("button", { name: words.swap, exact: true }).click();
        await becomes(() => title(page, "review"), "Owls at Noon");
        await becomes(() => title(page, "second"), "Newts in Winter");
        await becomes(() => article(page, "review").evaluate((element) => element.scrollTop), 900);
        await becomes(() => article(page, "second").evaluate((element) => element.scrollTop), 500);
        await page.getByRole("button", { name: words.close, exact: true }).click();
        await article(page, "second").waitFor({ state: "detached" });
        assert.equal(await title(page, "review"), "Owls at Noon");
      });
    });
  }

  test("there is no second place below 1,200 px, and it comes back with the room", async () => {
    await withPage([1280, 720], "he", "#/r/owls", async (page) => {
      await page.keyboard.press("w");
      await article(page, "second").waitFor();
      await page.setViewportSize({ width: 1100, height: 720 });
      await article(page, "second").waitFor({ state: "detached" });
      assert.equal(await page.getByRole("button", { name: WORDS.he.open, exact: true }).count(), 0);
      await page.setViewportSize({ width: 1280, height: 720 });
      await article(page, "second").waitFor();
    });
  });

  test("text of the one beside is copied as it stands and marks nothing in the open one", async () => {
    await withPage([1440, 900], "he", "#/r/owls", async (page) => {
      await page.keyboard.press("w");
      await article(page, "second").waitFor();
      await go(page, "newts");
      await becomes(() => title(page, "review"), "Newts in Winter");
      const copied = await page.evaluate(() => {
        const text = document.querySelector('[data-id="second"] > article p [data-at]')?.firstChild;
        const range = document.createRange();
        range.selectNodeContents(/** @type {Node} */ (text));
        getSelection()?.removeAllRanges();
        getSelection()?.addRange(range);
        const data = new DataTransfer();
        document.dispatchEvent(new ClipboardEvent("copy", { clipboardData: data, cancelable: true }));
        return data.getData("text/plain");
      });
      assert.match(copied, /^הסקירה/u);
      await page.waitForTimeout(400);
      assert.equal(await page.getByRole("button", { name: "הדגשה", exact: true }).count(), 0, "no menu of a selection");
    });
  });

  test("a table of the one beside is scrolled sideways by itself", async () => {
    await withPage([1280, 720], "he", "#/r/tables", async (page) => {
      await page.keyboard.press("w");
      await article(page, "second").waitFor();
      const offsets = await page.evaluate(async () => {
        const of = (/** @type {string} */ pane) => /** @type {HTMLElement} */ (document.querySelector(`[data-id="${pane}"] .sideways`));
        of("second").scrollLeft = of("second").scrollLeft < 0 ? 0 : 60;
        await new Promise((resolve) => setTimeout(resolve, 200));
        return [of("review").scrollLeft, of("second").scrollLeft];
      });
      assert.notEqual(offsets[0], offsets[1]);
    });
  });
});

describe("the list on a low screen", () => {
  for (const [size, lang] of /** @type {[[number, number], keyof typeof WORDS][]} */ ([[[844, 390], "he"], [[640, 360], "en"]])) {
    test(`is a sheet over the review, with the open one in sight (${size.join("x")}, ${lang})`, async () => {
      const words = WORDS[lang];
      await withPage(size, lang, "#/r/short-100", async (page) => {
        await page.getByRole("button", { name: words.list, exact: true }).click();
        const sheet = page.getByRole("dialog", { name: words.list });
        await sheet.waitFor();
        await stillness(page);
        await page.screenshot({ path: screenshotPath(`list-sheet-${size[0]}-${lang}`) });
        const here = sheet.locator('a[aria-current="page"]');
        const [box, around] = await Promise.all([here.boundingBox(), sheet.boundingBox()]);
        assert.ok(box && around && box.y >= around.y && box.y + box.height <= around.y + around.height, "the open review's row is in sight");
        assert.equal(await sheet.getByRole("link", { name: words.whole }).count(), 1);
        await sheet.getByRole("link", { name: /^Short review 101,/ }).click();
        await becomes(() => title(page, "review"), "Short review 101");
        assert.equal(await page.getByRole("dialog").count(), 0);
        await page.goBack();
        await becomes(() => title(page, "review"), "Short review 100");
      }, { hasTouch: true, isMobile: true });
    });
  }
});
