// Text contrast: Skira's text on the canvas beside Chromium's own text in the same font, size and
// colours. The mean ink (coverage) of both must agree, or text looks thinner or fatter than the
// browser's. The DOM layer has the same lines at the same places, so the same page is taken twice:
// as it is, and with the canvas hidden and the layer's text in the theme's colours.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { PNG } from "pngjs";
import {
  ALL, ROOT, becomes, launch, makeExport, makeReview, paragraph, screenshotPath, settled, stillness,
} from "./browser.js";

/** Of the mean ink of all text of a colour in one picture: up to 24 device px per em and above. */
const MOST_OFF = { small: 0.025, large: 0.01 };
const READING = 19;     // px, the size of running text, which the ratios below bring to SIZES
const SIZES = [12, 18, 40];  // none makes a scale of 1: back to its own, the page does not learn of it
const RATIOS = ALL ? [1, 1.5, 2, 3] : [1, 2];
const VIEWPORT = { width: 24 * READING, height: 32 * READING };  // whole device pixels at each scale
const TEXT = 'המודל GPT-4 (2023) משיג 86.4% ב-MMLU, לעומת 70% קודם: שיפור של ממש בלי שינוי בנתונים.';
/** The elements whose text is compared, with the theme's name of their colour. */
const COLOURS = { p: "text", blockquote: "muted", h2: "strong" };
const BARS = 130;        // px above and below the text that the page's own bars may take
const THEMES = ALL ? ["light", "dark", "sepia", "contrast"] : ["light", "dark"];  // dark on light, and light on dark

/** @typedef {[number, number, number]} Rgb */

/** The colours of a theme as src/app/resources/theme.cpp has them. @param {string} theme @returns {Record<string, Rgb>} */
function coloursOf(theme) {
  const source = readFileSync(join(ROOT, "src/app/resources/theme.cpp"), "utf8");
  const from = source.indexOf(`{.name = "${theme}"`);
  const body = source.slice(from, source.indexOf("{.name", from + 1));
  return Object.fromEntries([...body.matchAll(/\.(\w+) = Rgb\(0x([0-9A-F]{6})\)/g)].map(([, name, hex]) => {
    const value = parseInt(hex, 16);
    return [name, [value >> 16, (value >> 8) & 255, value & 255]];
  }));
}

/** Coverage summed over a picture of text. @param {PNG} png @param {{x: number, y: number, width: number, height: number}} box @param {Rgb} ground @param {Rgb} text */
function inkOf(png, box, ground, text) {
  const along = text.map((value, i) => value - ground[i]);
  const length = along.reduce((sum, value) => sum + value * value, 0);
  let ink = 0;
  for (let y = box.y; y < box.y + box.height; ++y) {
    for (let x = box.x; x < box.x + box.width; ++x) {
      const at = 4 * (y * png.width + x);
      for (let i = 0; i < 3; ++i) ink += ((png.data[at + i] - ground[i]) * along[i]) / length;
    }
  }
  return ink;
}

/** Runs in the page: shows the layer's text instead of the canvas. @param {{ground: Rgb, colours: Record<string, Rgb>, shown: boolean}} how */
function showLayer({ ground, colours, shown }) {
  const canvas = /** @type {HTMLElement} */ (document.getElementById("canvas"));
  canvas.style.visibility = shown ? "hidden" : "";
  for (const element of [document.documentElement, document.body]) element.style.background = `rgb(${ground})`;
  for (const [tag, colour] of Object.entries(colours)) {
    for (const line of document.querySelectorAll(`article ${tag} .line`)) {
      /** @type {HTMLElement} */ (line).style.color = shown ? `rgb(${colour})` : "";
    }
  }
}

/** Runs in the page: the whole lines of each colour's block that are in view. @param {{tags: string[], bars: number}} what */
function linesInView({ tags, bars }) {
  return Object.fromEntries(tags.map((tag) => [tag,
    [...document.querySelectorAll(`article ${tag}`)].filter((block) => block.textContent?.includes("GPT-4"))
      .flatMap((block) => [...block.querySelectorAll(".line")]).map((line) => line.getBoundingClientRect())
      .filter(({ top, bottom }) => top > bars && bottom < innerHeight - bars)
      .map(({ left, top, width, height }) => [left - 3, top, width + 6, height])]));
}

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
/** @type {string} */
let source;
before(async () => {
  site = await launch({ args: ["--disable-lcd-text"] });
  const review = makeReview({ title: "א", blocks: [
    paragraph(TEXT), paragraph(TEXT, { type: "quote" }), paragraph(TEXT, { type: "heading", level: 1 }),
  ] });
  source = site.putExport("contrast.json.gz", makeExport([review]));
});
after(() => site.close());

for (const theme of THEMES) {
  test(`text of the ${theme} theme has Chromium's mean ink at ${SIZES} px and ratios ${RATIOS}`, async (t) => {
    const all = coloursOf(theme);
    const colours = Object.fromEntries(Object.entries(COLOURS).map(([tag, name]) => [tag, all[name]]));
    const page = await site.browser.newPage({ viewport: VIEWPORT, serviceWorkers: "block" });
    await page.goto(`${site.url}?theme=${theme}&src=${encodeURIComponent(source)}#/r/test`);
    await settled(page);
    await page.locator("article p", { hasText: "GPT-4" }).first().evaluate((block, bars) =>
      block.closest(".scroll")?.scrollBy({ top: block.getBoundingClientRect().top - bars - 10, behavior: "instant" }), BARS);
    const devtools = await page.context().newCDPSession(page);
    const picture = async () => {
      const { data } = await devtools.send("Page.captureScreenshot", { format: "png" });
      return PNG.sync.read(Buffer.from(data, "base64"));
    };
    /** @type {string[]} */
    const wrong = [];
    for (const size of SIZES) {
      for (const ratio of RATIOS) {
        const scale = size * ratio / READING;
        await devtools.send("Emulation.setDeviceMetricsOverride", { ...VIEWPORT, deviceScaleFactor: scale, mobile: false });
        await picture();  // makes the page see its new ratio
        await stillness(page);
        await becomes(() => page.evaluate(() => document.querySelector("canvas")?.width), Math.round(VIEWPORT.width * scale));
        const ours = await picture();
        await page.evaluate(showLayer, { ground: all.page, colours, shown: true });
        const theirs = await picture();
        await page.evaluate(showLayer, { ground: all.page, colours, shown: false });
        const lines = await page.evaluate(linesInView, { tags: Object.keys(colours), bars: BARS });
        for (const [tag, boxes] of Object.entries(lines)) {
          assert.ok(boxes.length > 0, `no line of <${tag}> is in view`);
          let our_ink = 0, their_ink = 0;
          for (const [x, y, width, height] of boxes) {
            const box = { x: Math.floor(x * scale), y: Math.floor(y * scale), width: Math.ceil(width * scale), height: Math.ceil(height * scale) };
            our_ink += inkOf(ours, box, all.page, colours[tag]);
            their_ink += inkOf(theirs, box, all.page, colours[tag]);
          }
          const off = our_ink / their_ink - 1;
          const what = `${COLOURS[/** @type {keyof typeof COLOURS} */ (tag)]} at ${size} px, ratio ${ratio}: ${(100 * off).toFixed(2)} %`;
          t.diagnostic(what);
          const most = size * ratio <= 24 ? MOST_OFF.small : MOST_OFF.large;
          if (!(Math.abs(off) <= most)) wrong.push(what);
        }
      }
    }
    await page.screenshot({ path: screenshotPath(`contrast-${theme}`) });
    await page.close();
    assert.deepEqual(wrong, []);
  });
}
