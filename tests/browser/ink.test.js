// Skira's ink beside Chromium's: the same line in the same font at the same size must put its ink in
// the same places, or some letter is missing, backwards or misplaced.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ROOT, becomes, launch, makeExport, makeReview, paragraph, screenshotPath, settled } from "./browser.js";
import { inkMask, overlap } from "./ink.js";

const LEAST_OVERLAP = 0.85;
const SIZE = 19;       // px, the reading text

/** Lines that hold what goes wrong: numbers, brackets, slashes, hyphens, percent, English inside. */
const LINES = {
  mixed: 'המודל GPT-4 (2023) משיג 86.4% ב-MMLU, לעומת 70% קודם.',
  numbers: "קצב למידה 0.001, אצווה 32/64 וטווח 10-20 שכבות.",
  brackets: "מנגנון הקשב (self-attention) שקול [בערך] ל\"חיפוש\".",
  niqqud: "שָׁלוֹם לַקּוֹרְאִים שֶׁל Skira!",
};

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => { site = await launch(); });
after(async () => { await site.close(); });

/** @param {string} text */
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

for (const ratio of [1, 2]) {
  for (const [name, text] of Object.entries(LINES)) {
    test(`a line with ${name} has Chromium's ink at ratio ${ratio}`, async (t) => {
      const context = await site.browser.newContext({ viewport: { width: 1100, height: 600 }, deviceScaleFactor: ratio, colorScheme: "light", serviceWorkers: "block" });
      const page = await context.newPage();
      const source = site.putExport("line.json.gz", makeExport([makeReview({ blocks: [paragraph(text)] })]));
      await page.goto(`${site.url}?src=${encodeURIComponent(source)}#/r/test`);
      await settled(page);
      const line = page.getByRole("article").locator("p", { hasText: text.slice(0, 12) }).locator(".line");
      await becomes(() => line.count(), 1, "the text stands on one line");
      const box = await line.boundingBox();
      assert.ok(box);
      const clip = { x: Math.floor(box.x) - 12, y: Math.floor(box.y), width: Math.ceil(box.width) + 24, height: Math.ceil(box.height) };
      const ours = await page.screenshot({ clip, path: screenshotPath(`ink-${name}-${ratio}-skira`) });

      const font = readFileSync(join(ROOT, "build/fonts/serif-400.ttf")).toString("base64");
      // A page of its own: the application's Content-Security-Policy would forbid the style.
      const plain = await context.newPage();
      await plain.setContent(`<!doctype html><style>
        @font-face { font-family: F; src: url(data:font/ttf;base64,${font}) }
        body { margin: 0; background: #fff }
        p { position: absolute; left: ${box.x}px; top: ${box.y}px; margin: 0; font: ${SIZE}px/${box.height}px F;
          color: #1f2328; direction: rtl; white-space: pre }
        </style><p lang="he">${escaped(text)}</p>`);
      await plain.evaluate(() => document.fonts.load("19px F").then(() => document.fonts.ready));
      const theirs = await plain.screenshot({ clip, path: screenshotPath(`ink-${name}-${ratio}-chromium`) });
      const iou = overlap(inkMask(ours), inkMask(theirs));
      t.diagnostic(`overlap ${iou.toFixed(3)}`);
      assert.ok(iou >= LEAST_OVERLAP, `overlap ${iou.toFixed(3)}`);
      await context.close();
    });
  }
}
