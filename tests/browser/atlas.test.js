// The glyph atlas in the page: ten thousand distinct clusters in one visit, more than it can hold at
// once, never corrupt a frame.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PNG } from "pngjs";
import { launch, makeExport, makeReview, paragraph, screenshotPath, settled, stillness } from "./browser.js";

const RATIO = 3;       // large images: the atlas is full before the visit is over
const VIEWPORT = { width: 640, height: 720 };
const TEXT_ALONE = { x: 0, y: 140, width: 640, height: 440 };  // px, between the page's bars
const CLUSTERS = 10000;
const A_PARAGRAPH = 200;

/** Cyrillic letters with a mark above and one below: no bundled font has them, each is a cluster. */
function distinctClusters() {
  const above = [0x300, 0x301, 0x302, 0x303, 0x304, 0x306, 0x307, 0x308, 0x30a, 0x30b, 0x30c, 0x30f, 0x311];
  const below = [0x323, 0x324, 0x325, 0x326, 0x327, 0x328, 0x32d, 0x32e, 0x330, 0x331, 0x332, 0x339, 0x33a];
  const clusters = [];
  for (let letter = 0x410; letter < 0x450; ++letter) {
    for (const one of above) for (const other of below) clusters.push(String.fromCodePoint(letter, other, one));
  }
  return clusters.slice(0, CLUSTERS);
}

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => { site = await launch(); });
after(() => site.close());

/** @param {string} source */
async function open(source) {
  const page = await site.browser.newPage({ viewport: VIEWPORT, deviceScaleFactor: RATIO, colorScheme: "light", serviceWorkers: "block" });
  await page.goto(`${site.url}?theme=light&src=${encodeURIComponent(source)}#/r/test`);
  await settled(page);
  return page;
}

/** Scrolls the review and waits for its frame; returns where it came to rest. @param {import("playwright-core").Page} page @param {number} top */
async function scrollTo(page, top) {
  const at = await page.locator("article").evaluate(async (article, wanted) => {
    const pane = /** @type {HTMLElement} */ (article.closest(".scroll") ?? article);
    pane.scrollTo({ top: wanted, behavior: "instant" });
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    return { top: pane.scrollTop, end: pane.scrollHeight - pane.clientHeight };
  }, top);
  return at;
}

test("ten thousand distinct clusters in one visit never corrupt a frame", { timeout: 180000 }, async (t) => {
  const clusters = distinctClusters();
  assert.equal(new Set(clusters).size, CLUSTERS);
  const blocks = [];
  for (let i = 0; i < CLUSTERS; i += A_PARAGRAPH) blocks.push(paragraph(clusters.slice(i, i + A_PARAGRAPH).join(" ")));
  const source = site.putExport("clusters.json.gz", makeExport([makeReview({ blocks })]));

  const visited = await open(source);
  const { end } = await scrollTo(visited, 0);
  let most = 0;
  for (let top = 0; top < end; top += VIEWPORT.height * 0.8) {
    await scrollTo(visited, top);
    most = Math.max(most, await visited.evaluate(() => skira.stats().atlasGlyphs));
  }
  const { atlasGlyphs, atlasSide } = await visited.evaluate(() => skira.stats());
  t.diagnostic(`at most ${most} of ${CLUSTERS} in an atlas of ${atlasSide} px, ${atlasGlyphs} at the end`);
  assert.equal(atlasSide, 2048);  // 16 MB; no frame shows more than that holds
  assert.ok(most < CLUSTERS, "the atlas was full and let some go");

  const fresh = await open(source);
  for (const share of [0, 0.5, 1]) {
    for (const page of [visited, fresh]) {
      await scrollTo(page, Math.round(end * share));
      await stillness(page);
    }
    const [seen, wanted] = await Promise.all([visited, fresh].map((page) => page.screenshot({ clip: TEXT_ALONE })));
    const [a, b] = [PNG.sync.read(seen), PNG.sync.read(wanted)];
    let different = 0;
    for (let i = 0; i < a.data.length; ++i) different += a.data[i] === b.data[i] ? 0 : 1;
    assert.equal(different, 0, `at ${share} of the way`);
  }
  await visited.screenshot({ path: screenshotPath("atlas-clusters") });
  await Promise.all([visited.close(), fresh.close()]);
});

test("frames that change no text lay nothing out: scrolling, hovering, idleness", async () => {
  const text = "מאמר על מודלים גדולים (LLM) ועל למידה מחיזוקים, עם נוסחאות ועם טבלאות. ".repeat(8);
  const source = site.putExport("still.json.gz", makeExport([makeReview({ blocks: Array.from({ length: 30 }, () => paragraph(text)) })]));
  const page = await site.browser.newPage({ viewport: { width: 1200, height: 800 }, colorScheme: "light", serviceWorkers: "block" });
  await page.goto(`${site.url}?src=${encodeURIComponent(source)}#/r/test`);
  await settled(page);
  const { end } = await scrollTo(page, 300);
  assert.ok(end > 2000);
  const wander = async () => {
    for (let i = 0; i < 10; ++i) {
      await scrollTo(page, 400 + 150 * i);
      await page.mouse.move(200 + 10 * i, 200 + 30 * i);
    }
    await stillness(page);
  };
  await wander();  // what the bars say of each place is laid out once
  const before = await page.evaluate(() => skira.stats());
  await wander();
  await page.waitForTimeout(500);
  const after = await page.evaluate(() => skira.stats());
  assert.ok(after.frames >= before.frames + 10, `${after.frames - before.frames} frames`);
  assert.equal(after.layouts - before.layouts, 0);
  await page.close();
});
