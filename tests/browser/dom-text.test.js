// The text layer over the reading pane: every span stands where the canvas drew its run, in the order
// in which it is read; it is selected, copied and found as a page's own text is.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { typesetExport, withMath } from "../../web/typeset-math.js";
import {
  DESKTOP, RATIOS, bundledExport, launch, makeExport, makeReview, paragraph, settled, stillness,
} from "./browser.js";
import { compareRuns } from "./runs.js";
import { specimenExport } from "./specimen.js";

/** @typedef {import("playwright-core").Page} Page */
/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
let specimen = "";
before(async () => {
  site = await launch();
  specimen = `${site.url}?src=${encodeURIComponent(site.putExport("specimen.json.gz", specimenExport()))}`;
});
after(async () => { await site.close(); });

/** @param {Page} page @param {number} size CSS px */
async function setTextSize(page, size) {
  await page.evaluate(() => { location.hash = "#/settings"; });
  await page.getByRole("slider", { name: "גודל הטקסט" }).fill(String(size));
  await stillness(page);
}

/** @param {Page} page @param {string} id */
async function open(page, id) {
  await page.evaluate((to) => { location.hash = `#/r/${to}`; }, id);
  await page.waitForFunction((to) => document.querySelector("article")?.dataset.id === to, id);
  await page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)); }));
}

const WIDTHS = [390, 820, 1440], SIZES = [14, 24];

describe("every span's box is within a pixel of its run as drawn", () => {
  for (const [i, width] of WIDTHS.entries()) {
    for (const [k, ratio] of RATIOS.entries()) {
      test(`at ${width} px and ratio ${ratio}, at text sizes 14 and 24`, async (t) => {
        const viewport = { width, height: 900 };
        let worst = 0, runs = 0;
        // Each kind of block at every width, ratio and size, the bundled reviews at every width, by turns at one size.
        for (const address of i === k ? [specimen, site.url] : [specimen]) {
          const page = await site.browser.newPage({ viewport, deviceScaleFactor: ratio });
          await page.goto(address);
          await settled(page);
          const bundled = bundledExport().reviews.map((/** @type {any} */ r) => r.id);
          for (const [turn, size] of SIZES.entries()) {
            await setTextSize(page, size);
            const reviews = address === specimen ? ["specimen"] : bundled.filter((/** @type {string} */ _, /** @type {number} */ at) => at % 2 === turn);
            for (const id of reviews) {
              await open(page, id);
              const found = await page.evaluate(compareRuns);
              assert.deepEqual(found.problems, [], `${id} at ${size} px`);
              assert.ok(found.runs > 0, id);
              worst = Math.max(worst, found.worst);
              runs += found.runs;
            }
          }
          await page.close();
        }
        t.diagnostic(`${runs} runs, the farthest side ${worst.toFixed(2)} px off`);
      });
    }
  }

  for (const theme of ["light", "dark", "sepia", "contrast"]) {
    test(`in the theme ${theme}, justified`, async () => {
      const page = await site.browser.newPage({ viewport: { width: 820, height: 900 } });
      await page.goto(`${specimen}&theme=${theme}#/settings`);
      await settled(page);
      await page.getByRole("switch", { name: "יישור לשני הצדדים" }).click();
      await open(page, "specimen");
      assert.deepEqual((await page.evaluate(compareRuns)).problems, []);
      await page.close();
    });
  }
});

// --- Selecting, copying, finding ----------------------------------------------------------------------

const FIRST = "המחברים מציעים שיטה לאימון של מודלי שפה קטנים, שבה כל שכבה לומדת מן השכבות שמעליה, והם מראים שהשיטה ";
const STRONG = "חוסכת זיכרון", AFTER = " גם כשהקלט ארוך מאוד ומכיל אלפי מילים, בלי לאבד דבר מן הדיוק שהושג קודם לכן.";
const LINK = "https://example.org/method";
const PASSAGE = makeReview({
  id: "passage", title: "On Copying",
  blocks: [
    paragraph("", { spans: [{ text: FIRST }, { text: STRONG, style: ["bold"] }, { text: AFTER }] }),
    paragraph("מה נמדד?", { type: "heading", level: 1 }),
    paragraph("", { spans: [{ text: "ההפסד הוא " }, { math: "x^2" }, { text: ", והקוד נמצא " }, { text: "באתר", href: LINK }, { text: "." }] }),
    paragraph("מדד ראשון", { type: "list_item" }),
    paragraph("מדד שני, ובו English באמצע", { type: "list_item" }),
    ...Array.from({ length: 30 }, (_, i) => paragraph(`פסקה ${i + 1} ממלאת את העמוד בטקסט, כדי שיהיה לאן לגלול עד שמגיעים אל סופו. `.repeat(4))),
    paragraph(`${FIRST}והמילה האחרונה כאן היא ${"זברה"}.`),
  ],
});

/** @param {(page: Page) => Promise<void>} body @param {object} [options] */
async function withPassage(body, options = {}) {
  const data = makeExport([PASSAGE, ...Array.from({ length: 60 }, (_, i) =>
    makeReview({ id: `other-${i}`, title: `מאמר ${i + 1} על דברים אחרים`, date: `2025-01-${String(1 + (i % 28)).padStart(2, "0")}` }))]);
  const source = site.putExport("passage.json.gz", JSON.parse(withMath(JSON.stringify(data), typesetExport(data))));
  const context = await site.browser.newContext({ viewport: DESKTOP, permissions: ["clipboard-read", "clipboard-write"], ...options });
  const page = await context.newPage();
  await page.goto(`${site.url}?src=${encodeURIComponent(source)}#/r/passage`);
  await settled(page);
  await body(page);
  await context.close();
}

/** The box of a piece of the article's text. @param {Page} page @param {string} text @returns {Promise<{left: number, right: number, y: number}>} */
const placeOf = (page, text) => page.evaluate((wanted) => {
  const article = /** @type {Element} */ (document.querySelector("article"));
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = /** @type {Text} */ (node).data.indexOf(wanted);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + wanted.length);
    const { left, right, top, bottom } = range.getBoundingClientRect();
    return { left, right, y: (top + bottom) / 2 };
  }
  throw new Error(`no ${wanted}`);
}, text);

/** What is selected, as one reads it. @param {Page} page */
const selected = (page) => page.evaluate(() => getSelection()?.toString().replace(/\u200B/g, "") ?? "");

/** What is copied. @param {Page} page */
async function copied(page) {
  await page.keyboard.press("Control+c");
  return page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const text = async (/** @type {string} */ type) => (await item.getType(type)).text();
    return { text: await text("text/plain"), html: await text("text/html") };
  });
}

/** @param {Page} page @param {{x: number, y: number}} from @param {{x: number, y: number}} to */
async function drag(page, from, to) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 6 });
  await page.mouse.move(to.x, to.y, { steps: 6 });
  await page.mouse.up();
}

describe("selecting", () => {
  test("a drag over lines and blocks selects in the order of reading, and is copied as text and as HTML", async () => {
    await withPassage(async (page) => {
      const from = await placeOf(page, "המחברים"), to = await placeOf(page, "באמצע");
      await drag(page, { x: from.right - 1, y: from.y }, { x: to.left + 1, y: to.y });
      const { text, html } = await copied(page);
      assert.equal(text, [FIRST + STRONG + AFTER, "מה נמדד?", "ההפסד הוא $x^2$, והקוד נמצא באתר.", "מדד ראשון",
        "מדד שני, ובו English באמצע"].join("\n"));
      const pasted = await page.context().newPage();
      await pasted.setContent(html);
      const shape = await pasted.evaluate(() => [...document.querySelectorAll("h1, h2, h3, p, ul, li, strong, a")].map((e) =>
        `${e.localName}: ${e.localName === "a" ? e.getAttribute("href") : e.localName === "ul" ? "" : e.textContent}`));
      assert.deepEqual(shape, [`p: ${FIRST}${STRONG}${AFTER}`, `strong: ${STRONG}`, "h2: מה נמדד?",
        "p: ההפסד הוא $x^2$, והקוד נמצא באתר.", `a: ${LINK}`, "ul: ", "li: מדד ראשון", "li: מדד שני, ובו English באמצע"]);
    });
  });

  test("a drag that strays between blocks and beside the lines keeps to the text", async () => {
    await withPassage(async (page) => {
      const from = await placeOf(page, "מה נמדד"), next = await placeOf(page, "ההפסד");
      const between = (from.y + next.y) / 2;
      await page.mouse.move(from.right - 1, from.y);
      await page.mouse.down();
      await page.mouse.move(from.left, from.y, { steps: 4 });
      await page.mouse.move(from.left - 40, between, { steps: 4 });
      assert.match(await selected(page), /^מה נמדד\??\n*$/);
      await page.mouse.move(next.left, next.y, { steps: 4 });
      await page.mouse.up();
      assert.equal((await copied(page)).text, "מה נמדד?\nההפסד");
    });
  });

  test("a double click takes the word, also where it goes on in another style or line; Shift with arrows moves its end", async () => {
    await withPassage(async (page) => {
      const word = await placeOf(page, "שיטה");
      await page.mouse.dblclick((word.left + word.right) / 2, word.y);
      assert.equal((await selected(page)).trim(), "שיטה");
      await page.keyboard.press("Shift+ArrowLeft");
      await page.keyboard.press("Shift+ArrowLeft");
      assert.match(await selected(page), /^שיטה ?ל/);
      await page.keyboard.press("Shift+ArrowDown");
      const lines = await page.evaluate(() => {
        const range = getSelection()?.getRangeAt(0);
        return [...document.querySelectorAll("article p .line")].filter((line) => range?.intersectsNode(line)).length;
      });
      assert.equal(lines, 2);
      await page.keyboard.press("Control+a");
      assert.match(await selected(page), /On Copying[\s\S]*זברה/);
    });
  });
});

describe("find in page", () => {
  /**
   * Chromium's own search. Without a window it takes the hit and does not scroll there: what the finder
   * does then, bringing the hit's element into view, is done here.
   * @param {Page} page @param {string} text
   */
  const find = (page, text) => page.evaluate((wanted) => {
    const found = /** @type {any} */ (window).find(wanted);
    const node = found && getSelection()?.getRangeAt(0).startContainer;
    if (node) (node instanceof Element ? node : node.parentElement).scrollIntoView({ block: "center" });
    return found;
  }, text);

  test("scrolls the review to a hit far below, and the canvas with it", async () => {
    await withPassage(async (page) => {
      assert.equal(await find(page, "זברה"), true);
      await page.waitForFunction(() => (document.querySelector("article")?.scrollTop ?? 0) > 1000);
      await stillness(page);
      assert.deepEqual((await page.evaluate(compareRuns)).problems, []);
      const { y } = await placeOf(page, "זברה");
      assert.ok(y > 60 && y < 900, `${y}`);
    });
  });

  test("finds a phrase that goes on in the next line, through styles and through links", async () => {
    await withPassage(async (page) => {
      const broken = await page.evaluate(() => {
        const lines = [...document.querySelectorAll("article p")].find((p) => p.querySelectorAll(".line").length > 1)?.querySelectorAll(".line");
        const words = (/** @type {Element} */ line) => (line.textContent ?? "").trim().split(" ");
        return lines ? `${words(lines[0]).at(-1)} ${words(lines[1])[0]}` : "";
      });
      for (const phrase of [broken, `שהשיטה ${STRONG} גם`, "נמצא באתר."]) {
        await page.evaluate(() => getSelection()?.removeAllRanges());
        assert.equal(await find(page, phrase), true, phrase);
      }
    });
  });

  test("scrolls the catalog to a row out of sight, and the canvas with it", async () => {
    await withPassage(async (page) => {
      await page.evaluate(() => { location.hash = "#/"; });
      const list = page.getByRole("list", { name: "קטלוג הסקירות" });
      const frames = () => page.evaluate(() => skira.stats().frames);
      await stillness(page);
      const before = await frames();
      const last = (await list.getByRole("link").last().getAttribute("aria-label"))?.split(",")[0] ?? "";
      assert.equal(await find(page, last), true, last);
      await page.waitForFunction(() => (document.querySelector("[data-id=catalog-list]")?.scrollTop ?? 0) > 500);
      await stillness(page);
      assert.ok(await frames() > before, "a frame was drawn for where it stands now");
    });
  });
});

describe("languages and directions", () => {
  test("each piece says its own: the review Hebrew, an English block English, links and code from the left", async () => {
    const page = await site.browser.newPage({ viewport: DESKTOP });
    await page.goto(`${specimen}#/r/specimen`);
    await settled(page);
    const facts = await page.evaluate(() => {
      const article = /** @type {HTMLElement} */ (document.querySelector("article"));
      const block = (/** @type {string} */ words) => [...article.querySelectorAll("p, li, blockquote, figcaption")].filter((e) => e.textContent?.includes(words)).at(-1);
      const of = (/** @type {Element | null | undefined} */ e) => [e?.closest("[lang]")?.getAttribute("lang"),
        (e?.querySelector(":scope > .text") ?? e)?.getAttribute("dir")];
      return {
        article: of(article), hebrew: of(block("הסקירה הזו נכתבה")), english: of(block("An English paragraph")),
        item: of(block("A sub-item in English")), quote: of(block("A quotation in English")),
        code: article.querySelector("pre")?.getAttribute("dir"),
        url: [...article.querySelectorAll(".line a")].find((a) => a.textContent?.startsWith("https"))?.getAttribute("dir"),
        page: [document.documentElement.lang, document.documentElement.dir],
      };
    });
    assert.deepEqual(facts, { article: ["he", "rtl"], hebrew: ["he", "rtl"], english: ["en", "ltr"], item: ["en", "ltr"],
      quote: ["en", "ltr"], code: "ltr", url: "ltr", page: ["he", "rtl"] });
    await page.close();
  });
});

test("the author's isolates and marks are in the layer's text, its offsets count them, and its order is the canvas's", async () => {
  const text = "לפני \u2067RLI inside, 3 מילים\u2069 אחרי \u200e(x)\u200f ואז \u2066abc אבג\u2069, \u2068first strong\u2069 וסוף";
  const source = site.putExport("isolates.json.gz", makeExport([makeReview({ id: "a", blocks: [paragraph(`${text} ${text}`)] })]));
  const page = await site.browser.newPage({ viewport: { width: 390, height: 900 } });
  await page.goto(`${site.url}?src=${encodeURIComponent(source)}#/r/a`);
  await settled(page);
  const pieces = await page.locator("article [data-id=b0] .fragment").evaluateAll((all) => all.map((piece) =>
    /** @type {const} */ ([piece.textContent ?? "", (/** @type {HTMLElement} */ (piece).dataset.at ?? "").split(" ").map(Number)])));
  assert.equal(pieces.map(([words]) => words).join(""), `${text} ${text}`);
  let at = 0;
  for (const [words, place] of pieces) {
    const size = Buffer.byteLength(words);
    assert.deepEqual(place, [0, at, size], JSON.stringify(words));
    at += size;
  }
  assert.deepEqual((await page.evaluate(compareRuns)).problems, []);
  await page.close();
});
