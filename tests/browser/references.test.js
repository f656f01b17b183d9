// Twelve states of the page beside the pictures of them that were looked at, in both languages. Where a
// change is meant, look at build/screenshots/reference-*.png and run this file with
// SKIRA_UPDATE_REFERENCES=1: the pictures in references/ and the README's are replaced.
import assert from "node:assert/strict";
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { PNG } from "pngjs";
import { PHONE, ROOT, bundledExport, launch, screenshotPath, settled, stillness } from "./browser.js";

/** @typedef {import("playwright-core").Page} Page */

const REFERENCES = join(dirname(fileURLToPath(import.meta.url)), "references");
const UPDATE = Boolean(process.env.SKIRA_UPDATE_REFERENCES);
const WIDE = { width: 1200, height: 750 };
const SHRINK = 3;       // a reference's pixel is the mean of so many squared: small files, the same look
const MEAN = 1;         // most that all pixels may differ by on the average, of 255
const APART = 32;       // a pixel that differs by more is another one,
const MOST_APART = 0.004;  // and of these there may be so many

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => {
  site = await launch();
  mkdirSync(REFERENCES, { recursive: true });
});
after(async () => { await site.close(); });

const [review] = bundledExport().reviews.filter((/** @type {any} */ { title }) => /Adam/.test(title));

/** @param {Page} page */
const dismissWelcome = async (page) => { await page.locator("[data-id=welcome-done]").click(); };

/** @type {{name: string, hash: string, phone?: boolean, act?: (page: Page) => Promise<void>}[]} */
const STATES = [
  { name: "first-visit", hash: "#/" },
  { name: "review", hash: `#/r/${review.id}` },
  { name: "review-midway", hash: `#/r/${review.id}`, act: async (page) => {
    await page.evaluate(() => { /** @type {Element} */ (document.querySelector("[data-id=review] > .scroll")).scrollTop = 700; });
  } },
  { name: "table", hash: "#/", act: async (page) => { await page.locator("[data-id=view]").click(); } },
  { name: "search", hash: "#/?q=%D7%93%D7%99%D7%A4%D7%95%D7%96%D7%99%D7%94" },
  { name: "nothing-found", hash: "#/?q=qqqzzzq" },
  { name: "numbers", hash: "#/numbers" },
  { name: "settings", hash: "#/settings" },
  { name: "palette", hash: "#/", act: async (page) => { await page.keyboard.press("Control+Shift+P"); } },
  { name: "phone-catalog", hash: "#/", phone: true, act: dismissWelcome },
  { name: "phone-review", hash: `#/r/${review.id}`, phone: true },
  { name: "phone-filters", hash: "#/", phone: true, act: async (page) => { await dismissWelcome(page); await page.locator("[data-id=filters-open]").click(); } },
];

/** The picture, each SHRINK by SHRINK pixels as one. @param {Buffer} bytes */
function shrunk(bytes) {
  const from = PNG.sync.read(bytes);
  const to = new PNG({ width: Math.floor(from.width / SHRINK), height: Math.floor(from.height / SHRINK) });
  for (let y = 0; y < to.height; ++y) {
    for (let x = 0; x < to.width; ++x) {
      for (let channel = 0; channel < 4; ++channel) {
        let sum = 0;
        for (let v = 0; v < SHRINK; ++v) {
          for (let u = 0; u < SHRINK; ++u) sum += from.data[((y * SHRINK + v) * from.width + x * SHRINK + u) * 4 + channel];
        }
        to.data[(y * to.width + x) * 4 + channel] = Math.round(sum / SHRINK ** 2);
      }
    }
  }
  return to;
}

/** How far two pictures of one size are from each other. @param {PNG} a @param {PNG} b */
function difference(a, b) {
  let sum = 0, apart = 0;
  for (let i = 0; i < a.data.length; i += 4) {
    const by = [0, 1, 2].map((channel) => Math.abs(a.data[i + channel] - b.data[i + channel]));
    sum += by[0] + by[1] + by[2];
    if (Math.max(...by) > APART) ++apart;
  }
  return { mean: sum / (a.data.length / 4) / 3, apart: apart / (a.data.length / 4) };
}

/** @param {PNG} shown @param {PNG} known */
function assertAlike(shown, known) {
  assert.deepEqual([shown.width, shown.height], [known.width, known.height]);
  const { mean, apart } = difference(shown, known);
  assert.ok(mean <= MEAN && apart <= MOST_APART, `mean ${mean.toFixed(2)} of 255, ${(apart * 100).toFixed(2)} % of the pixels are others`);
}

for (const language of ["he", "en"]) {
  for (const { name, hash, phone, act } of STATES) {
    test(`${name}, ${language === "he" ? "in Hebrew" : "in English"}, looks as it was approved`, async () => {
      const context = await site.browser.newContext({ serviceWorkers: "block", ...(phone
        ? { viewport: PHONE, hasTouch: true, isMobile: true, deviceScaleFactor: 1 } : { viewport: WIDE }) });
      const page = await context.newPage();
      await page.addInitScript(() => { Date.now = () => Date.UTC(2026, 10, 1, 9); });
      await page.goto(`${site.url}?lang=${language}&theme=light${hash}`);
      await settled(page);
      await page.evaluate(() => skira.search("x", 1));  // the whole index: counts and suggestions stand
      await stillness(page);
      await act?.(page);
      await page.mouse.move(0, 0);
      await stillness(page);
      const file = `${name}-${language}`;
      const bytes = await page.screenshot({ path: screenshotPath(`reference-${file}`), caret: "hide" });
      await context.close();
      const shown = shrunk(bytes), path = join(REFERENCES, `${file}.png`);
      if (UPDATE) return writeFileSync(path, PNG.sync.write(shown, { deflateLevel: 9 }));
      assert.ok(existsSync(path), `${path} is not there: see the head of this file`);
      assertAlike(shown, PNG.sync.read(readFileSync(path)));
    });
  }
}

test("the README's picture is the open review as it looks today", () => {
  const today = screenshotPath("reference-review-he"), shown = join(ROOT, "assets/screenshot.png");
  if (UPDATE) return copyFileSync(today, shown);
  assertAlike(shrunk(readFileSync(shown)), shrunk(readFileSync(today)));
});
