// What browsers and their users do to a page's text: the layer is the page then, and comes back behind the canvas.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, becomes, bundledExport, launch, launchChromium, screenshotPath, settled } from "./browser.js";

/** @typedef {import("playwright-core").Page} Page */
/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => { site = await launch(); });
after(async () => { await site.close(); });

const [first] = bundledExport().reviews;
const SPACING = "* { letter-spacing: .12em !important; word-spacing: .16em !important; line-height: 1.5 !important; } p { margin-bottom: 2em !important; }";
const isPlain = (/** @type {Page} */ page) => page.evaluate(() => document.documentElement.classList.contains("plain"));

/** @param {import("playwright-core").Browser} browser */
async function opened(browser) {
  const page = await browser.newPage({ viewport: DESKTOP });
  await page.goto(`${site.url}#/r/${first.id}`);
  await settled(page);
  return page;
}

for (const size of [18, 24]) {
  test(`with a least size of ${size} px in the browser's settings every line of text is one that the browser sets`, async () => {
    const browser = await launchChromium([`--blink-settings=minimumFontSize=${size}`]);
    const page = await opened(browser);
    await becomes(() => isPlain(page), true);
    await page.screenshot({ path: screenshotPath(`least-size-${size}`) });
    assert.deepEqual(await page.evaluate((least) => [...document.querySelectorAll(".fragment, .name")].filter((piece) =>
      piece.textContent?.trim() && !piece.closest(".formula, math") && parseFloat(getComputedStyle(piece).fontSize) < least).length, size), 0);
    await browser.close();
  });
}

test("text spacing of the reader's own is seen while it lasts (WCAG 2.2, 1.4.12)", async () => {
  const page = await opened(site.browser);
  await page.waitForTimeout(300);
  assert.equal(await isPlain(page), false);
  // As a browser's extension adds it: the page's policy lets in no style element.
  await page.evaluate((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
  }, SPACING);
  await becomes(() => isPlain(page), true);
  const title = page.getByRole("article").getByRole("heading", { level: 1 });
  assert.equal(await title.textContent(), first.title);
  assert.notEqual(await title.evaluate((element) => getComputedStyle(element).color), "rgba(0, 0, 0, 0)");
  await page.evaluate(() => { document.adoptedStyleSheets = []; });
  await becomes(() => isPlain(page), false);
  await page.close();
});

test("a translated page shows the translation", async () => {
  const page = await opened(site.browser);
  // As Chromium's translation does: the words go into an element of its own.
  await page.evaluate(() => {
    const piece = /** @type {HTMLElement} */ (document.querySelector("article p .fragment"));
    const font = document.createElement("font");
    font.style.verticalAlign = "inherit";
    font.textContent = "Translated words";
    piece.replaceChildren(font);
  });
  await becomes(() => isPlain(page), true);
  await page.close();
});

test("what the program itself changes is no translation", async () => {
  const page = await opened(site.browser);
  await page.getByRole("searchbox", { name: "חיפוש", exact: true }).fill("attention");
  await settled(page);
  await page.evaluate(() => { location.hash = "#/settings"; });
  await settled(page);
  await page.setViewportSize({ width: 700, height: 900 });
  await settled(page);
  await page.waitForTimeout(300);
  assert.equal(await isPlain(page), false);
  await page.close();
});
