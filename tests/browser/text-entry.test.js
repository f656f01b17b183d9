// Text entry: the fields are the browser's own inputs where the canvas leaves room for them, so that
// the caret, input methods, pasting, undoing and on-screen keyboards are the system's.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PNG } from "pngjs";
import { DESKTOP, PHONE, becomes, launch, settled, stillness } from "./browser.js";

/** @typedef {import("playwright-core").Page} Page */
/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => { site = await launch(); });
after(async () => { await site.close(); });

/** @param {(page: Page, field: import("playwright-core").Locator) => Promise<void>} body @param {import("playwright-core").BrowserContextOptions} [options] */
async function withSearch(body, options = {}) {
  const context = await site.browser.newContext({ viewport: DESKTOP, serviceWorkers: "block", permissions: ["clipboard-read", "clipboard-write"], colorScheme: "light", ...options });
  const page = await context.newPage();
  await page.goto(site.url);
  await settled(page);
  const field = page.locator("[data-id=search]");
  await field.focus();
  await body(page, field);
  await context.close();
}

const rows = (/** @type {Page} */ page) => page.locator("[data-id=catalog-list] a").count();
/** Where the caret stands, from the field's left edge, CSS px. @param {Page} page @param {import("playwright-core").Locator} field */
async function caretPlace(page, field) {
  const box = /** @type {{x: number, y: number, width: number, height: number}} */ (await field.boundingBox());
  const rgb = (await field.evaluate((e) => getComputedStyle(e).caretColor)).match(/\d+/g)?.map(Number) ?? [];
  // It blinks.
  for (let i = 0; i < 12; ++i) {
    const png = PNG.sync.read(await page.screenshot({ clip: { ...box, y: box.y + 8, height: box.height - 16 }, caret: "initial" }));
    for (let x = 4; x < png.width - 4; ++x) {
      let high = 0;
      for (let y = 0; y < png.height; ++y) {
        const at = (y * png.width + x) * 4;
        high += Number(rgb.every((value, k) => Math.abs(png.data[at + k] - value) < 24));
      }
      if (high >= 12) return x;
    }
    await page.waitForTimeout(130);
  }
  throw new Error("no caret is seen");
}
/** @param {import("playwright-core").Locator} field @param {string} text its width in the field's letters, CSS px */
const widthOf = (field, text) => field.evaluate((e, words) => {
  const context = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  context.font = getComputedStyle(e).font;
  return context.measureText(words).width;
}, text);

test("Hebrew begins at the right and the caret stands at its end; English begins at the left", async () => {
  await withSearch(async (page, field) => {
    const { width } = /** @type {{width: number}} */ (await field.boundingBox());
    const padding = await field.evaluate((e) => [parseFloat(getComputedStyle(e).paddingLeft), parseFloat(getComputedStyle(e).paddingRight)]);
    await page.keyboard.type("רשתות");
    await stillness(page);
    const hebrew = await caretPlace(page, field);
    const right = await field.evaluate((e) => parseFloat(getComputedStyle(e).paddingRight));
    const wanted = width - right - await widthOf(field, "רשתות");
    assert.ok(Math.abs(hebrew - wanted) <= 2, `${hebrew} and not ${wanted}`);
    await page.keyboard.press("Home");
    assert.ok(await caretPlace(page, field) > hebrew + 20, "Home goes to the right");
    await field.fill("");
    await page.keyboard.type("diffusion");
    await stillness(page);
    const english = await caretPlace(page, field);
    const left = await field.evaluate((e) => parseFloat(getComputedStyle(e).paddingLeft));
    assert.ok(Math.abs(english - left - await widthOf(field, "diffusion")) <= 2, `${english}, ${padding}`);
  });
});

test("an input method composes undisturbed, and what it commits is searched for", async () => {
  await withSearch(async (page, field) => {
    const client = await page.context().newCDPSession(page);
    const all = await rows(page);
    for (const text of ["d", "di", "dif", "diff"]) {
      await client.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
      await page.waitForTimeout(120);
      assert.equal(await field.inputValue(), text);
    }
    await client.send("Input.insertText", { text: "diffusion" });
    await page.waitForFunction((before) => document.querySelectorAll("[data-id=catalog-list] a").length < before, all);
    await becomes(() => field.inputValue(), "diffusion");
    assert.equal(await field.evaluate((e) => /** @type {HTMLInputElement} */ (e).selectionStart), "diffusion".length);
  });
});

test("text is pasted, undone and done again, and each time the results follow", async () => {
  await withSearch(async (page, field) => {
    const all = await rows(page);
    const fewer = () => page.waitForFunction((before) => document.querySelectorAll("[data-id=catalog-list] a").length < before, all);
    await page.evaluate(() => navigator.clipboard.writeText("diffusion"));
    await page.keyboard.press("Control+v");
    await fewer();
    await becomes(() => field.inputValue(), "diffusion");
    await stillness(page);
    await page.keyboard.press("Control+z");
    await becomes(() => field.inputValue(), "");
    await page.waitForFunction((before) => document.querySelectorAll("[data-id=catalog-list] a").length === before, all);
    await page.keyboard.press("Control+Shift+z");
    await becomes(() => field.inputValue(), "diffusion");
    await fewer();
  });
});

test("a field's text is drawn once: the canvas leaves its place empty", async () => {
  await withSearch(async (page, field) => {
    await page.keyboard.type("רשתות עמוקות diffusion");
    await stillness(page);
    const box = /** @type {{x: number, y: number, width: number, height: number}} */ (await field.boundingBox());
    const [left, right] = await field.evaluate((e) => [parseFloat(getComputedStyle(e).paddingLeft), parseFloat(getComputedStyle(e).paddingRight)]);
    await page.locator("#layer").evaluate((e) => { e.style.visibility = "hidden"; });
    const png = PNG.sync.read(await page.screenshot({
      clip: { x: box.x + left + 2, y: box.y + 4, width: box.width - left - right - 4, height: box.height - 8 } }));
    const [r, g, b] = png.data;
    for (let i = 0; i < png.data.length; i += 4) assert.deepEqual([...png.data.subarray(i, i + 3)], [r, g, b]);
  });
});

test("on-screen keyboards are told what a field is for", async () => {
  await withSearch(async (page, field) => {
    await becomes(() => field.evaluate((e) => [e.getAttribute("type"), e.getAttribute("inputmode"), e.getAttribute("enterkeyhint")]),
      ["search", "search", "search"]);
    // No system enlarges the page for it.
    assert.ok(parseFloat(await field.evaluate((e) => getComputedStyle(e).fontSize)) >= 16);
  }, { viewport: PHONE, hasTouch: true, isMobile: true });
});
