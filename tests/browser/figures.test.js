// Pictures in reviews: on the canvas, as elements over it, large, printed, copied, and what cannot be shown.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { PNG } from "pngjs";
import { serve } from "../../web/serve.js";
import {
  DESKTOP, PHONE, ROOT, becomes, bundledExport, launch, makeReview, paragraph, screenshotPath, settled, stillness, visited,
} from "./browser.js";
import { disc, exportOf, figure, gif, headOfPng, hundredPictures, named, plate, stripes, svg } from "./picture-files.js";

/** @typedef {import("playwright-core").Page} Page */

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const SHARP = stripes(200, 60, "פסים דקים");
const CLEAR = disc(240, "עיגול כהה");
const WIDE = plate(1500, 900, [60, 140, 200], "תרשים רחב של המודל");
const TALL = plate(300, 2400, [200, 160, 60], "עמודה גבוהה");
const SMALL = plate(20, 20, [200, 40, 60], "סמל");
const DRAWN = svg('<rect width="300" height="120" fill="#7a3"/><script>document.title="ran"</script>', 300, 120, "מלבן ירוק");
const MOVING = gif(90, 60, [[220, 30, 40], [30, 60, 220]], "ציור נע");
const AVIF = named(await avif(120, 80), "avif", { width: 120, height: 80, alt: "תמונת AVIF" });
const BROKEN = named(new TextEncoder().encode("no picture at all"), "png", { width: 320, height: 100, alt: "ציור פגום" });
const HUGE = named(headOfPng(20000, 20000), "png", { width: 640, height: 100, alt: "ציור ענק" });
const LYING = { ...plate(50, 50, [9, 9, 9], "ציור שקרן") };
LYING.picture = { ...LYING.picture, width: 500, height: 120 };
const AWAY = named(new TextEncoder().encode("never served"), "png", { width: 400, height: 90, alt: "ציור רחוק" });
const PROBLEM = named(new TextEncoder().encode("II*"), "bin", { width: 0, height: 0, alt: "צילום ישן" });
PROBLEM.picture.problem = "TIFF is no type that browsers draw: save it as PNG";
const ALL = [SHARP, CLEAR, WIDE, TALL, SMALL, DRAWN, BROKEN, HUGE, LYING, AWAY, PROBLEM];

/** A field of one colour. @param {number} width @param {number} height @returns {Promise<Uint8Array>} */
async function avif(width, height) {
  const { init, default: encode } = await import("@jsquash/avif/encode.js");
  await init(await WebAssembly.compile(readFileSync(new URL(import.meta.resolve("@jsquash/avif/codec/enc/avif_enc.wasm")))));
  const data = new Uint8ClampedArray(width * height * 4).map((_, at) => [40, 160, 90, 255][at % 4]);
  return new Uint8Array(await encode(/** @type {any} */ ({ data, width, height }), { speed: 10 }));
}

const item = (/** @type {string} */ text, facts = {}) => ({ ...paragraph(text), type: "list_item", ...facts });
const inline = { text: SMALL.picture.alt, picture: SMALL.picture.id };
const REVIEW = makeReview({ id: "figures", title: "סקירה עם איורים", blocks: [
  paragraph("פסקה לפני האיור הראשון."),
  figure(SHARP, "איור 1: פסים של פיקסל אחד."),
  { ...paragraph(""), spans: [{ text: "כאן עומד סמל " }, inline, { text: " בתוך השורה, ואחריו עוד מילים." }] },
  figure(CLEAR),
  figure(WIDE, "איור 2: המודל כולו."),
  item("סעיף ראשון"), figure(DRAWN, "", { level: 1 }), item("סעיף שני"),
  { ...paragraph(""), type: "quote", spans: [{ text: "ציטוט עם " }, inline, { text: " בתוכו." }] },
  { ...paragraph(""), type: "table", spans: [{ text: "סמל\tפירוש\n" }, inline, { text: "\tאדום" }] },
  figure(TALL),
  paragraph("פסקה אחרי כל האיורים."),
] });
const FAULTS = makeReview({ id: "faults", title: "איורים פגומים", date: "2026-01-30", blocks: [
  figure(BROKEN), figure(HUGE), figure(LYING), figure(AWAY), figure(PROBLEM), paragraph("סוף.")] });
const TYPES = makeReview({ id: "types", title: "סוגי תמונות", date: "2026-01-28", blocks: [
  paragraph("לפני."), figure(MOVING), figure(AVIF), paragraph("אחרי.")] });
const { made: HUNDRED, review: MANY } = hundredPictures();

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
let source = "";
before(async () => {
  site = await launch();
  source = site.putExport("figures.json.gz", exportOf([REVIEW, FAULTS, TYPES, MANY], [...ALL, MOVING, AVIF, ...HUNDRED]));
  for (const { picture, content } of [...ALL, MOVING, AVIF, ...HUNDRED]) if (content !== AWAY.content) site.put(picture.file, content);
});
after(async () => { await site.close(); });

/** @param {object} context @param {string} hash @param {(page: Page) => Promise<void>} body */
async function opened(context, hash, body, query = "theme=light&lang=he") {
  const browser = await site.browser.newContext({ reducedMotion: "reduce", serviceWorkers: "block", ...context });
  const page = await browser.newPage();
  await page.goto(`${site.url}?${query}&src=${encodeURIComponent(source)}#/r/${hash}`);
  await settled(page);
  await body(page);
  await browser.close();
}

/** No picture is on its way. @param {Page} page */
async function pictured(page) {
  await becomes(async () => {
    const one = JSON.stringify(await page.evaluate(() => skira.stats().pictures));
    await page.waitForTimeout(300);
    return JSON.stringify(await page.evaluate(() => skira.stats().pictures)) === one;
  }, true, "pictures are still coming");
  await stillness(page);
}

/** @param {Page} page @param {string} alt */
const pictureOf = (page, alt) => page.locator(`article img[alt="${alt}"]`).first();

/** Brings the picture into the middle of the pane. @param {Page} page @param {string} alt */
async function reach(page, alt) {
  await pictureOf(page, alt).evaluate((image) => image.scrollIntoView({ block: "center", behavior: "instant" }));
  await pictured(page);
}

/** The device pixels of the canvas below an element. @param {Page} page @param {import("playwright-core").Locator} element */
async function pixelsOf(page, element) {
  const { x, y, width, height } = /** @type {{x: number, y: number, width: number, height: number}} */ (await element.boundingBox());
  const png = PNG.sync.read(await page.screenshot({ clip: { x: Math.round(x), y: Math.round(y), width, height }, scale: "device" }));
  return { png, at: (/** @type {number} */ i, /** @type {number} */ j) => [...png.data.subarray((j * png.width + i) * 4, (j * png.width + i) * 4 + 3)] };
}

for (const [size, viewport] of /** @type {const} */ ([["390", PHONE], ["1440", DESKTOP]])) {
  describe(`at ${size} px`, () => {
    for (const theme of ["light", "dark"]) {
      test(`pictures stand in their places, ${theme}`, () => opened({ viewport, deviceScaleFactor: 2 }, "figures", async (page) => {
        await pictured(page);
        await page.screenshot({ path: screenshotPath(`figures-${size}-${theme}`) });
        await reach(page, WIDE.picture.alt);
        await page.screenshot({ path: screenshotPath(`figures-${size}-${theme}-wide`) });
        await reach(page, DRAWN.picture.alt);
        await page.screenshot({ path: screenshotPath(`figures-${size}-${theme}-list`) });
        const box = await pictureOf(page, WIDE.picture.alt).boundingBox();
        const column = await page.locator("article p").first().evaluate((p) => p.getBoundingClientRect().width);
        assert.ok(box && Math.abs(box.width - column) < 1, `as wide as the column: ${box?.width} of ${column}`);
        assert.ok(Math.abs(box.height / box.width - 900 / 1500) < 0.01);
        const tall = await pictureOf(page, TALL.picture.alt).boundingBox();
        assert.ok(tall && tall.height <= viewport.height * 0.8 + 1, `${tall?.height} high`);
        assert.equal(await page.evaluate(() => document.title), `סקירה עם איורים · ${bundledExport().site.title}`);
      }, `theme=${theme}&lang=he`));
    }
  });
}

for (const ratio of [1, 2, 3]) {
  test(`a picture as wide as its pixels is drawn pixel by pixel at ratio ${ratio}`, () =>
    opened({ viewport: DESKTOP, deviceScaleFactor: ratio }, "figures", async (page) => {
      await reach(page, SHARP.picture.alt);
      const { png, at } = await pixelsOf(page, pictureOf(page, SHARP.picture.alt));
      const middle = Math.floor(png.height / 2);
      let edges = 0;
      for (let x = 4; x < png.width - 4; ++x) if (Math.abs(at(x, middle)[0] - at(x + 1, middle)[0]) > 60) ++edges;
      // Each stripe has its edge; enlarged, the edge is a slope over more pixels.
      assert.ok(ratio > 1 || edges > 180, `${edges} edges`);
      assert.ok(ratio === 1 || at(ratio, middle)[0] !== at(2 * ratio + 1, middle)[0]);
    }));
}

test("a transparent picture has a light ground in a dark theme", () =>
  opened({ viewport: DESKTOP }, "figures", async (page) => {
    await reach(page, CLEAR.picture.alt);
    const { png, at } = await pixelsOf(page, pictureOf(page, CLEAR.picture.alt));
    assert.ok(at(3, 3)[0] > 230, `the corner is ${at(3, 3)}`);
    assert.deepEqual(at(png.width / 2, png.height / 2), [20, 40, 90]);
  }, "theme=dark&lang=he"));

/** @param {number[]} seen @param {number[]} wanted */
const near = (seen, wanted) => wanted.every((value, i) => Math.abs(value - seen[i]) <= 12);

test("AVIF is drawn, and of a moving GIF the first frame, which stays", () =>
  opened({ viewport: DESKTOP }, "types", async (page) => {
    await reach(page, AVIF.picture.alt);
    const drawn = await pixelsOf(page, pictureOf(page, AVIF.picture.alt));
    assert.ok(near(drawn.at(60, 40), [40, 160, 90]), `${drawn.at(60, 40)}`);
    for (let i = 0; i < 4; ++i) {
      const { at } = await pixelsOf(page, pictureOf(page, MOVING.picture.alt));
      assert.ok(near(at(45, 30), [220, 30, 40]), `${at(45, 30)}`);
      await page.waitForTimeout(70);
    }
  }));

for (const [motion, moves] of /** @type {const} */ ([["reduce", false], ["no-preference", true]])) {
  test(`in the plain reader a GIF ${moves ? "moves" : "stands still for whoever wants less motion"}`, async () => {
    const context = await site.browser.newContext({ viewport: DESKTOP, forcedColors: "active", reducedMotion: motion });
    const page = await context.newPage();
    await page.goto(`${site.url}?src=${encodeURIComponent(source)}#/r/types`);
    await settled(page);
    const image = pictureOf(page, MOVING.picture.alt);
    await image.scrollIntoViewIfNeeded();
    await becomes(() => image.evaluate((img) => /** @type {HTMLImageElement} */ (img).naturalWidth), 90, "it has come");
    let blue = 0;
    for (let i = 0; i < 12; ++i) {
      const png = PNG.sync.read(await image.screenshot({ animations: "allow" }));
      if (png.data[(10 * png.width + 10) * 4 + 2] > 150) ++blue;
      await page.waitForTimeout(45);
    }
    assert.equal(blue > 0, moves);
    await context.close();
  });
}

test("what follows a picture stays where it is when the picture comes", async () => {
  const context = await site.browser.newContext({ viewport: DESKTOP });
  const page = await context.newPage();
  /** @type {(() => void)[]} */
  const held = [];
  await page.route("**/pictures/**", (route) => new Promise((resolve) => { held.push(() => { route.continue(); resolve(undefined); }); }));
  await page.goto(`${site.url}?src=${encodeURIComponent(source)}#/r/figures`);
  await settled(page);
  const boxes = () => page.evaluate(() => [...document.querySelectorAll("article .node")].map((node) => {
    const { x, y, width, height } = node.getBoundingClientRect();
    return [x, y, width, height];
  }));
  const first = await boxes();
  assert.ok(held.length > 0, "pictures are asked for");
  const release = setInterval(() => { for (const go of held.splice(0)) go(); }, 20);
  await pictured(page);
  clearInterval(release);
  assert.deepEqual(await boxes(), first);
  await context.close();
});

test("what cannot be shown says what it is and why, and is asked for once", async () => {
  const asked = new Map();
  const context = await site.browser.newContext({ viewport: DESKTOP });
  const page = await context.newPage();
  page.on("request", (request) => { if (request.url().includes("/pictures/")) asked.set(request.url(), (asked.get(request.url()) ?? 0) + 1); });
  await page.goto(`${site.url}?theme=light&lang=he&src=${encodeURIComponent(source)}#/r/faults`);
  await settled(page);
  await becomes(() => page.locator("article figure p").count(), 5, "five reasons");
  await pictured(page);
  await page.screenshot({ path: screenshotPath("figures-faults") });
  const said = await page.locator("article figure").allTextContents();
  assert.deepEqual(said.map((text) => text.replace(/\s+/g, " ").trim()), [
    "ציור פגום (התמונה פגומה)", "ציור ענק (התמונה גדולה מדי: יותר מ-100 מיליון פיקסלים)",
    "ציור שקרן (גודל התמונה שונה ממה שרשום)", "ציור רחוק (התמונה לא הגיעה. אולי אין כרגע רשת.)",
    "צילום ישן (TIFF is no type that browsers draw: save it as PNG)"]);
  await page.waitForTimeout(1000);
  assert.ok([...asked.values()].every((times) => times <= 2), JSON.stringify([...asked.values()]));
  await context.close();
});

test("an element over each picture has its alt, can be dragged and is saved by the browser's menu", () =>
  opened({ viewport: DESKTOP }, "figures", async (page) => {
    await reach(page, WIDE.picture.alt);
    const image = pictureOf(page, WIDE.picture.alt);
    await becomes(() => image.evaluate((img) => /** @type {HTMLImageElement} */ (img).naturalWidth), 1500, "it has its picture");
    const { x, y, width, height } = /** @type {any} */ (await image.boundingBox());
    const hit = await page.evaluate(([px, py]) => document.elementFromPoint(px, py)?.tagName, [x + width / 2, y + height / 2]);
    assert.equal(hit, "IMG");
    assert.equal(await image.evaluate((img) => /** @type {HTMLImageElement} */ (img).draggable), true);
    assert.match(await image.evaluate((img) => /** @type {HTMLImageElement} */ (img).src), /^(blob:|http:\/\/127)/);
  }));

test("a hundred pictures scrolled: their memory levels off", async () => {
  const context = await site.browser.newContext({ viewport: DESKTOP, reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(`${site.url}?theme=light&lang=he&src=${encodeURIComponent(source)}#/r/many`);
  await settled(page);
  const length = await page.evaluate(() => document.querySelector("article.scroll")?.scrollHeight ?? 0);
  const bytes = [];
  for (let top = 0; top < length; top += 400) {
    await page.evaluate((to) => { /** @type {Element} */ (document.querySelector("article.scroll")).scrollTop = to; }, top);
    await page.waitForTimeout(60);
    bytes.push(await page.evaluate(() => skira.stats().pictures.bytes));
  }
  const largest = Math.max(...bytes);
  assert.ok(largest <= 64 * 2 ** 20, `${largest} bytes`);
  assert.ok(largest > 16 * 2 ** 20, "pictures were drawn");
  await context.close();
});

test("after a lost graphics context pictures come back", () =>
  opened({ viewport: DESKTOP }, "figures", async (page) => {
    await reach(page, CLEAR.picture.alt);
    await page.evaluate(async () => {
      const gl = /** @type {HTMLCanvasElement} */ (document.getElementById("canvas")).getContext("webgl2");
      const lose = gl?.getExtension("WEBGL_lose_context");
      lose?.loseContext();
      await new Promise((resolve) => { setTimeout(resolve, 300); });
      lose?.restoreContext();
      await new Promise((resolve) => { setTimeout(resolve, 300); });
    });
    await pictured(page);
    const { png, at } = await pixelsOf(page, pictureOf(page, CLEAR.picture.alt));
    assert.deepEqual(at(png.width / 2, png.height / 2), [20, 40, 90]);
  }));

/** @param {Page} page */
const viewer = (page) => page.locator("[data-id=picture-viewer]");

test("the keyboard opens a picture, enlarges, moves and closes it, and is back where it was", () =>
  opened({ viewport: DESKTOP }, "figures", async (page) => {
    const open = page.locator("article figure > button").nth(2);
    await open.focus();
    await page.keyboard.press("Enter");
    await viewer(page).waitFor();
    await pictured(page);
    await page.screenshot({ path: screenshotPath("figures-viewer-1440") });
    assert.equal(await viewer(page).locator("p").first().textContent(), "איור 2: המודל כולו.");
    const stage = viewer(page).locator("img");
    const colours = async () => (await pixelsOf(page, stage)).at(5, 5).join();
    const whole = await colours();
    for (const key of ["+", "+", "+", "+", "+", "+", "ArrowLeft", "ArrowUp"]) await page.keyboard.press(key);
    await pictured(page);
    await page.screenshot({ path: screenshotPath("figures-viewer-zoomed") });
    assert.notEqual(await colours(), whole, "it is enlarged");
    await page.keyboard.press("0");
    await pictured(page);
    assert.equal(await colours(), whole);
    await page.keyboard.press("Escape");
    await becomes(() => viewer(page).count(), 0, "it is closed");
    assert.equal(await open.evaluate((button) => document.activeElement === button), true);
  }));

test("the mouse opens a picture, the wheel and a double click enlarge it, its button saves it", () =>
  opened({ viewport: DESKTOP, acceptDownloads: true }, "figures", async (page) => {
    await reach(page, WIDE.picture.alt);
    await pictureOf(page, WIDE.picture.alt).click();
    await viewer(page).waitFor();
    await pictured(page);
    const stage = viewer(page).locator("img");
    const colours = async () => (await pixelsOf(page, stage)).at(5, 5).join();
    const whole = await colours();
    const { x, y, width, height } = /** @type {any} */ (await stage.boundingBox());
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.wheel(0, -900);
    await pictured(page);
    assert.notEqual(await colours(), whole, "the wheel enlarges");
    await page.mouse.dblclick(x + width / 2, y + height / 2);
    await pictured(page);
    assert.equal(await colours(), whole, "a double click shows all of it again");
    const [download] = await Promise.all([page.waitForEvent("download"), viewer(page).locator("[data-id=save]").click()]);
    assert.deepEqual(readFileSync(/** @type {string} */ (await download.path())), Buffer.from(WIDE.content));
    await viewer(page).locator("[data-id=close]").click();
    await becomes(() => viewer(page).count(), 0, "it is closed");
  }));

test("two fingers enlarge an open picture on a phone, and back closes it", () =>
  opened({ viewport: PHONE, deviceScaleFactor: 3, hasTouch: true, isMobile: true }, "figures", async (page) => {
    await reach(page, WIDE.picture.alt);
    await pictureOf(page, WIDE.picture.alt).tap();
    await viewer(page).waitFor();
    await pictured(page);
    await page.screenshot({ path: screenshotPath("figures-viewer-390") });
    const stage = viewer(page).locator("img");
    const { x, y, width, height } = /** @type {any} */ (await stage.boundingBox());
    const colours = async () => (await pixelsOf(page, stage)).at(30, Math.round((height / 2 - 150) * 3)).join();
    const whole = await colours();
    const touch = await page.context().newCDPSession(page);
    const at = (/** @type {number} */ apart) => [-apart, apart].map((dx, id) => ({ x: x + width / 2 + dx, y: y + height / 2, id }));
    await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: at(30) });
    for (const apart of [50, 80, 110, 140]) await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at(apart) });
    await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    await pictured(page);
    await page.screenshot({ path: screenshotPath("figures-viewer-390-pinched") });
    assert.notEqual(await colours(), whole, "it is enlarged");
    await page.goBack();
    await becomes(() => viewer(page).count(), 0, "back closes it");
    assert.match(page.url(), /#\/r\/figures$/);
  }));

test("two taps enlarge an open picture, two more show all of it again", () =>
  opened({ viewport: PHONE, deviceScaleFactor: 2, hasTouch: true, isMobile: true }, "figures", async (page) => {
    await reach(page, WIDE.picture.alt);
    await pictureOf(page, WIDE.picture.alt).tap();
    await viewer(page).waitFor();
    await pictured(page);
    const stage = viewer(page).locator("img");
    const { x, y, width, height } = /** @type {any} */ (await stage.boundingBox());
    const colours = async () => (await pixelsOf(page, stage)).at(30, Math.round((height / 2 - 150) * 2)).join();
    const whole = await colours();
    const touch = await page.context().newCDPSession(page);
    const twice = async () => {
      for (const [type, touchPoints] of /** @type {const} */ ([["touchStart", [{ x: x + width / 2, y: y + height / 2 }]], ["touchEnd", []], ["touchStart", [{ x: x + width / 2, y: y + height / 2 }]], ["touchEnd", []]])) {
        await touch.send("Input.dispatchTouchEvent", { type, touchPoints: [...touchPoints] });
      }
      await pictured(page);
    };
    await twice();
    assert.notEqual(await colours(), whole, "it is enlarged");
    await twice();
    assert.equal(await colours(), whole, "all of it is shown");
  }));

test("a small picture in a line opens as well", () =>
  opened({ viewport: DESKTOP }, "figures", async (page) => {
    await page.locator("article .picture").first().click();
    await viewer(page).waitFor();
    assert.equal(await viewer(page).locator("p").first().textContent(), SMALL.picture.alt);
  }));

test("a copy across a picture has its alt as text and the picture itself as HTML", () =>
  opened({ viewport: DESKTOP }, "figures", async (page) => {
    await page.evaluate(() => {
      const texts = document.querySelectorAll("article .text");
      getSelection()?.setBaseAndExtent(texts[1], 0, texts[texts.length - 1], 1);
      const range = /** @type {Selection} */ (getSelection()).getRangeAt(0);
      range.selectNodeContents(/** @type {Node} */ (document.querySelector("article")));
    });
    await page.waitForTimeout(1500);
    const copied = await page.evaluate(() => {
      const event = new ClipboardEvent("copy", { clipboardData: new DataTransfer(), bubbles: true, cancelable: true });
      document.body.dispatchEvent(event);
      return { text: event.clipboardData?.getData("text/plain") ?? "", html: event.clipboardData?.getData("text/html") ?? "" };
    });
    assert.match(copied.text, /פסים דקים\s+איור 1: פסים/);
    assert.match(copied.text, /כאן עומד סמל סמל בתוך השורה/);
    assert.match(copied.html, /<img src="data:image\/png;base64,[^"]+" alt="פסים דקים" width="200" height="60"/);
  }));

test("a printed page has the pictures", () =>
  opened({ viewport: DESKTOP }, "figures", async (page) => {
    await pictured(page);
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    await becomes(() => page.evaluate(() => [...document.querySelectorAll("article img")].every((image) =>
      /** @type {HTMLImageElement} */ (image).naturalWidth > 0)), true, "all have come");
    await page.screenshot({ path: screenshotPath("figures-print"), fullPage: true });
    const seen = await pictureOf(page, WIDE.picture.alt).evaluate((image) => {
      const { opacity } = getComputedStyle(image);
      return { opacity, wide: image.getBoundingClientRect().width > 300 };
    });
    assert.deepEqual(seen, { opacity: "1", wide: true });
  }));

test("the plain reader shows the pictures", async () => {
  const context = await site.browser.newContext({ viewport: DESKTOP, forcedColors: "active" });
  const page = await context.newPage();
  await page.goto(`${site.url}?src=${encodeURIComponent(source)}#/r/figures`);
  await settled(page);
  await pictureOf(page, WIDE.picture.alt).scrollIntoViewIfNeeded();
  await becomes(() => pictureOf(page, WIDE.picture.alt).evaluate((image) => /** @type {HTMLImageElement} */ (image).naturalWidth), 1500, "it has come");
  await page.screenshot({ path: screenshotPath("figures-plain") });
  assert.equal(await pictureOf(page, WIDE.picture.alt).evaluate((image) => getComputedStyle(image).opacity), "1");
  await context.close();
});

test("axe finds nothing in a review with pictures, nor in one that is open by itself", () =>
  opened({ viewport: DESKTOP }, "figures", async (page) => {
    // Past the page's policy, as an extension would.
    const session = await page.context().newCDPSession(page);
    await session.send("Runtime.evaluate", { expression: AXE });
    const faults = async () => (await session.send("Runtime.evaluate", { awaitPromise: true, returnByValue: true,
      expression: `axe.run(document, { rules: { "color-contrast": { enabled: false } } }).then(({ violations }) =>
        violations.map(({ id, nodes }) => id + ": " + nodes[0].html))` })).result.value;
    assert.deepEqual(await faults(), []);
    await page.locator("article figure > button").first().click({ force: true });
    await viewer(page).waitFor();
    assert.deepEqual(await faults(), []);
  }));

// --- The other deliveries -----------------------------------------------------------------------

/** A build of its own with the pictures beside and inside it. */
function builtWithPictures() {
  const folder = mkdtempSync(join(tmpdir(), "skira-figures-"));
  mkdirSync(join(folder, "pictures"));
  const shown = [SHARP, CLEAR, WIDE, TALL, SMALL, DRAWN];
  for (const { picture, content } of shown) writeFileSync(join(folder, picture.file), content);
  writeFileSync(join(folder, "export.json"), JSON.stringify(exportOf([REVIEW], shown)));
  execFileSync(process.execPath, [join(ROOT, "web/bundle.js"), "--core", join(ROOT, "build/wasm"), "--fonts", join(ROOT, "build/fonts"),
    "--export", join(folder, "export.json"), "--pictures", join(folder, "pictures"), "--out", join(folder, "dist")], { stdio: "pipe" });
  return folder;
}

describe("a build with pictures", () => {
  let folder = "";
  /** @type {Awaited<ReturnType<typeof serve>>} */
  let server;
  let url = "";
  before(async () => {
    folder = builtWithPictures();
    server = await serve(join(folder, "dist"), 0);
    url = `http://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (server.address()).port}/`;
  });
  after(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  /** @param {Page} page */
  async function showsDisc(page) {
    await settled(page);
    await reach(page, CLEAR.picture.alt);
    const { png, at } = await pixelsOf(page, pictureOf(page, CLEAR.picture.alt));
    assert.deepEqual(at(png.width / 2, png.height / 2), [20, 40, 90]);
  }

  test("shows without a network those that were seen", async () => {
    const context = await site.browser.newContext({ viewport: DESKTOP });
    const page = await visited(`${url}?theme=light#/`, context);
    await page.goto(`${url}?theme=light#/r/figures`);
    await showsDisc(page);
    await context.setOffline(true);
    await page.reload();
    await showsDisc(page);
    await context.close();
  });

  test("shows them in the plain pages, no wider than a phone", async () => {
    // Without scripts: else the app takes the page's place.
    const context = await site.browser.newContext({ viewport: PHONE, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${url}r/figures.html`);
    await page.locator("img").first().waitFor();
    const widest = await page.locator("img").evaluateAll((images) => Math.max(...images.map((image) => image.getBoundingClientRect().width)));
    assert.ok(widest > 100 && widest <= PHONE.width, `${widest} px`);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), PHONE.width);
    await page.screenshot({ path: screenshotPath("figures-plain-page"), fullPage: true });
    await context.close();
  });

  test("shows them in the single file", async () => {
    const context = await site.browser.newContext({ viewport: DESKTOP });
    const page = await context.newPage();
    await page.goto(`${pathToFileURL(join(folder, "dist/skira.html")).href}?theme=light#/r/figures`);
    await showsDisc(page);
    await context.close();
  });

  test("shows them inside another page", async () => {
    const context = await site.browser.newContext({ viewport: DESKTOP });
    const page = await context.newPage();
    const host = site.put("host.html", `<!doctype html><script type="module" src="${url}embed.js"></script>` +
      `<skira-reader review="figures" theme="light" style="display:block;width:900px;height:800px"></skira-reader>`);
    await page.goto(host);
    await becomes(async () => page.frames().length, 2, "the frame is there");
    const frame = page.frames()[1];
    await becomes(() => frame.locator(`article img[alt="${CLEAR.picture.alt}"]`).count(), 1, "the picture is there");
    await becomes(() => frame.evaluate(() => skira.stats().pictures.bytes > 0), true, "and drawn");
    await context.close();
  });
});
