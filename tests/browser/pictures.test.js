// A page with each kind of block: pictures for eyes, and what can be said of them without eyes.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import {
  ALL, DESKTOP, PHONE, RATIOS, ROOT, becomes, bundledExport, launch, realExport, screenshotPath, settled, stillness,
} from "./browser.js";
import { LONG_FORMULA, specimenExport } from "./specimen.js";

const THEMES = ["light", "dark", "sepia", "contrast"];
const VIEWPORTS = /** @type {const} */ ([["1440", DESKTOP], ["390", PHONE]]);
const TALL = 2400;  // of a picture: at ratio 3 still less than a canvas may be high

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
let source = "";
before(async () => {
  site = await launch();
  source = encodeURIComponent(site.putExport("specimen.json.gz", specimenExport()));
});
after(async () => { await site.close(); });

/**
 * @param {object} context @param {(page: import("playwright-core").Page) => Promise<void>} body
 * @param {string} [theme]
 */
async function withSpecimen(context, body, theme = "light") {
  const page = await site.browser.newPage({ serviceWorkers: "block", ...context });
  /** @type {string[]} */
  const problems = [];
  page.on("pageerror", (error) => problems.push(error.message));
  await page.goto(`${site.url}?theme=${theme}&src=${source}#/r/specimen`);
  await settled(page);
  await page.getByRole("article").waitFor();
  await body(page);
  assert.deepEqual(problems, []);
  await page.close();
}

const article = (/** @type {import("playwright-core").Page} */ page) => page.getByRole("article");
const digest = (/** @type {Buffer} */ bytes) => createHash("sha256").update(bytes).digest("hex");
/** @param {import("playwright-core").Page} page @param {string} selector */
const inArticle = (page, selector) => article(page).locator(selector);

// They assert nothing: who changes how blocks look runs them.
for (const [width, { width: pixels }] of ALL ? VIEWPORTS : []) {
  for (const ratio of RATIOS) {
    test(`pictures for eyes: ${width} px at ratio ${ratio} in each theme`, async () => {
      for (const theme of THEMES) {
        await withSpecimen({ viewport: { width: pixels, height: TALL }, deviceScaleFactor: ratio }, async (page) => {
          const height = await article(page).evaluate((a) => a.scrollHeight);
          // The column with its margins: the catalog beside it has pictures of its own.
          const column = await inArticle(page, "hr").first().boundingBox();
          const clip = { x: (column?.x ?? 0) - 20, y: 0, width: (column?.width ?? 0) + 40, height: TALL };
          for (let top = 0, part = 1; top < height; top += TALL - 100, ++part) {
            await article(page).evaluate((a, to) => a.scrollTo({ top: to, behavior: "instant" }), top);
            await stillness(page);
            await page.screenshot({ path: screenshotPath(`blocks-${width}-${ratio}x-${theme}-${part}`), clip });
          }
        }, theme);
      }
    });
  }
}

for (const [width, viewport] of VIEWPORTS) {
  describe(`at ${width} px`, () => {
    test("no text stands outside of its block, and none outside of the column but in a pane that scrolls", async () => {
      await withSpecimen({ viewport }, async (page) => {
        const outside = await article(page).evaluate((a) => {
          const column = /** @type {HTMLElement} */ (a.querySelector("hr")).getBoundingClientRect();
          /** A line's box without the space that its end swallows. @param {Element} line */
          const boxOf = (line) => {
            const { top, height } = line.getBoundingClientRect();
            const fragments = [...line.querySelectorAll(".fragment")];
            const parts = fragments.flatMap((fragment, i) => {
              // A formula's source is wider than the box that it is cut to.
              if (fragment.classList.contains("formula")) return [fragment.getBoundingClientRect()];
              const range = document.createRange();
              range.selectNodeContents(fragment);
              const last = fragment.lastChild;
              if (i === fragments.length - 1 && last instanceof Text) range.setEnd(last, last.data.trimEnd().length);
              return [...range.getClientRects()];
            }).filter(({ width }) => width > 0);
            const left = Math.min(...parts.map((box) => box.left)), right = Math.max(...parts.map((box) => box.right));
            return new DOMRect(left, top, right - left, height);
          };
          /** @type {string[]} */
          const found = [];
          for (const line of a.querySelectorAll(".line")) {
            if (!line.textContent?.trim()) continue;
            const place = boxOf(line);
            const holder = /** @type {HTMLElement} */ (line.closest(".node")).getBoundingClientRect();
            const inPane = line.closest(".sideways") !== null;
            const inColumn = place.left >= column.left - 1 && place.right <= column.right + 1;
            const inBlock = place.left >= holder.left - 1 && place.right <= holder.right + 1 &&
              place.top >= holder.top - 1 && place.bottom <= holder.bottom + 1;
            if (!(inPane || inColumn) || !inBlock) found.push(`${line.textContent}: ${JSON.stringify([place, holder])}`);
          }
          for (const pane of a.querySelectorAll(".sideways")) {
            const place = pane.getBoundingClientRect();
            if (place.left < column.left - 1 || place.right > column.right + 1) found.push("a pane");
          }
          return found;
        });
        assert.deepEqual(outside, []);
      });
    });

    test("the browser's text stands where its ink is", async () => {
      // All of it at once.
      await withSpecimen({ viewport: { width: viewport.width, height: 4600 } }, async (page) => {
        await stillness(page);
        const shot = (await page.screenshot()).toString("base64");
        // Ink is what differs from the paper at a line's own corner; a line's box may be empty at its
        // sides (italics and formulas hang over) by two pixels.
        const off = await page.evaluate(async (png) => {
          const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
          const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
          const canvas = new OffscreenCanvas(image.width, image.height);
          const c = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d"));
          c.drawImage(image, 0, 0);
          /** A line's box without the space that its end swallows. @param {Element} line */
          const boxOf = (line) => {
            const range = document.createRange(), { top, height } = line.getBoundingClientRect();
            range.selectNodeContents(line);
            const last = /** @type {Text | null} */ (line.querySelector(".fragment:last-child:not(.formula)")?.lastChild ?? null);
            if (last) range.setEnd(last, last.data.trimEnd().length);
            const parts = [...range.getClientRects()].filter(({ width }) => width > 0);
            const left = Math.min(...parts.map((box) => box.left)), right = Math.max(...parts.map((box) => box.right));
            return new DOMRect(left, top, right - left, height);
          };
          /** @type {string[]} */
          const found = [];
          for (const line of document.querySelectorAll("article .line")) {
            if (line.closest(".sideways") || line.querySelector(".formula, mark, code") || !line.textContent?.trim()) continue;
            const box = boxOf(line);
            if (box.top < 60 || box.bottom > innerHeight - 10 || box.width < 2) continue;
            const emoji = /[^\u0000-\u05FF\u2000-\u206F]/.test(line.textContent ?? "");
            const from = Math.floor(box.left) - 8, across = Math.ceil(box.width) + 16;
            const rows = c.getImageData(from, Math.round(box.top), across, Math.round(box.height)).data;
            let left = across, right = 0;
            for (let i = 0; i < rows.length; i += 4) {
              if (Math.abs(rows[i] - rows[0]) + Math.abs(rows[i + 1] - rows[1]) + Math.abs(rows[i + 2] - rows[2]) < 60) continue;
              left = Math.min(left, (i / 4) % across);
              right = Math.max(right, (i / 4) % across + 1);
            }
            const slack = 3;
            if (from + left < box.left - slack || from + right > box.right + slack ||
                (!emoji && (from + left > box.left + slack + 2 || from + right < box.right - slack - 2))) {
              found.push(`${line.textContent}: ink ${from + left} to ${from + right} in ${box.left} to ${box.right}`);
            }
          }
          return found;
        }, shot);
        assert.deepEqual(off, []);
      });
    });

    test("code, a wide formula and a wide table scroll by wheel, keys and touch, and the canvas follows", async () => {
      await withSpecimen({ viewport, hasTouch: true }, async (page) => {
        const client = await page.context().newCDPSession(page);
        /** @type {[string, string][]} */
        const panes = [["code", "pre.sideways"], ["formula", ".sideways:has(math)"]];
        if (viewport === PHONE) panes.push(["table", ".sideways:has(table)"]);
        for (const [name, selector] of panes) {
          const pane = inArticle(page, selector).first();
          await pane.scrollIntoViewIfNeeded();
          await pane.evaluate((e) => e.scrollIntoView({ block: "center" }));
          await stillness(page);
          const box = /** @type {{x: number, y: number, width: number, height: number}} */ (await pane.boundingBox());
          const left = () => pane.evaluate((e) => e.scrollLeft);
          const picture = async () => { await stillness(page); return digest(await page.screenshot({ clip: box })); };
          const vertical = await article(page).evaluate((a) => a.scrollTop);
          assert.ok(await pane.getAttribute("aria-label"), `${name} has a name`);
          await becomes(() => left(), 0);
          const start = await picture();
          await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
          await page.mouse.wheel(60, 0);
          await page.waitForFunction((s) => document.querySelector(`article ${s}`)?.scrollLeft === 60, selector);
          const wheeled = await picture();
          assert.notEqual(wheeled, start, `${name}: the canvas follows the wheel`);
          await pane.focus();
          await page.keyboard.press("ArrowRight");
          await page.waitForFunction((s) => (document.querySelector(`article ${s}`)?.scrollLeft ?? 0) > 60, selector);
          await page.waitForTimeout(400);  // a key scrolls smoothly
          await pane.evaluate((e) => e.scrollTo({ left: 0, behavior: "instant" }));
          await pane.evaluate((e) => /** @type {HTMLElement} */ (e).blur());
          await page.mouse.move(2, 2);
          assert.equal(await picture(), start, `${name}: back at the start it looks as before`);
          /** @param {"touchStart" | "touchMove" | "touchEnd"} type @param {number[]} xs */
          const touch = (type, xs) => client.send("Input.dispatchTouchEvent",
            { type, touchPoints: xs.map((x) => ({ x, y: box.y + box.height / 2 })) });
          const from = box.x + box.width - 40;
          await touch("touchStart", [from]);
          for (let x = from - 10; x > from - 160; x -= 10) await touch("touchMove", [x]);
          await touch("touchEnd", []);
          await page.waitForFunction((s) => (document.querySelector(`article ${s}`)?.scrollLeft ?? 0) > 20, selector);
          assert.equal(await article(page).evaluate((a) => a.scrollTop), vertical, `${name}: the article stays`);
          await pane.evaluate((e) => e.scrollTo({ left: 0, behavior: "instant" }));
        }
      });
    });
  });
}

test("no word of a table's cells is broken on a phone, and its numbers stand below each other", async () => {
  await withSpecimen({ viewport: PHONE }, async (page) => {
    const cells = await inArticle(page, "td, th").evaluateAll((all) => all.map((cell) => ({
      lines: [...cell.querySelectorAll(".line")].map((line) => line.textContent ?? ""), text: cell.textContent ?? "" })));
    for (const { lines } of cells) {
      for (const line of lines.slice(0, -1)) assert.match(line, /\s$/, `"${line}" ends within a word`);
    }
    // The point of 81.25 and 9.5, and the end of 100.
    const [points] = await inArticle(page, "table").evaluateAll((tables) => tables.slice(0, 1).map((table) =>
      [...table.querySelectorAll("tr > :nth-child(3)")].slice(1).map((cell) => {
        const text = /** @type {Text} */ (document.createTreeWalker(cell, NodeFilter.SHOW_TEXT).nextNode());
        const point = text.data.indexOf(".") < 0 ? text.data.length : text.data.indexOf(".");
        const range = document.createRange();
        range.setStart(text, 0);
        range.setEnd(text, point);
        return range.getBoundingClientRect().right;
      })));
    assert.equal(points.length, 3);
    for (const point of points) assert.ok(Math.abs(point - points[0]) < 1, `${points}`);
  });
});

test("each block is the element that says what it is", async () => {
  await withSpecimen({ viewport: DESKTOP }, async (page) => {
    for (let level = 1; level <= 6; ++level) {
      assert.ok(await article(page).getByRole("heading", { level }).count() > 0, `a heading of level ${level}`);
    }
    const lists = await article(page).evaluate((a) => [...a.querySelectorAll(":scope > ul, :scope > ol")].map((list) =>
      (/** @type {(e: Element) => any} */ (function tree(/** @type {Element} */ e) {
        /** @type {any} */
        const found = { [e.localName]: [...e.children].filter((li) => li.localName === "li").map((li) =>
          [...li.children].filter((child) => ["ul", "ol"].includes(child.localName)).map(tree)) };
        return found;
      }))(list)));
    assert.deepEqual(lists, [{ ul: [[], [{ ul: [[], [{ ul: [[]] }]] }], []] }, { ol: [[], [{ ol: [[], []] }], []] }]);
    await becomes(() => inArticle(page, ":scope > ol").getAttribute("start"), "8");
    await becomes(() => inArticle(page, ":scope > ol > li").evaluateAll((all) => all.map((li) => /** @type {HTMLLIElement} */ (li).value)), [8, 9, 10]);
    const table = article(page).getByRole("table").first();
    await becomes(() => table.getByRole("row").count(), 4);
    await becomes(() => table.getByRole("columnheader").count(), 4);
    await becomes(() => table.getByRole("cell").count(), 12);
    assert.match(await inArticle(page, "figure:has(table) > figcaption").innerText(), /^טבלה 1:/);
    await becomes(() => inArticle(page, "pre > code").count(), 2);
    await becomes(() => inArticle(page, "blockquote").count(), 2);
    await becomes(() => inArticle(page, "figure:not(:has(table)) > figcaption").count(), 2);
    await becomes(() => inArticle(page, "hr").count(), 1);
    await becomes(() => inArticle(page, `math[aria-label="${LONG_FORMULA.replaceAll("\\", "\\\\")}"]`).count(), 1);
    for (const [selector, text] of [["strong", "attention"], ["em", "fine-tuning"], ["p code", "train.py --lr 1e-4"], ["mark", "המשפט הזה מסומן"],
      ["sup", "2"], ["sub", "2"], ["[title]", "\\frac{a}{b"]]) {
      await becomes(() => inArticle(page, `p ${selector.replace("p ", "")}`).first().textContent(), text, selector);
    }
    assert.match(await inArticle(page, "[role=math][title]").first().getAttribute("aria-label") ?? "", /^נוסחה שגויה.*: \\frac\{a\}\{b$/);
  });
});

test("a pane that scrolls is announced by its name and takes the focus; one that does not, does not", async () => {
  await withSpecimen({ viewport: DESKTOP }, async (page) => {
    await becomes(() => inArticle(page, "pre").evaluateAll((all) => all.map((pre) =>
      [pre.tabIndex, pre.getAttribute("role"), pre.getAttribute("aria-label")])), [[0, "group", "קטע קוד"], [-1, null, null]]);
  });
});

test("no character of the documents is an empty box", async () => {
  const exports = [bundledExport(), realExport(), specimenExport()].filter((data) => data);
  const clusters = new Set();
  const segmenter = new Intl.Segmenter("he", { granularity: "grapheme" });
  /** @param {unknown} value every string in it */
  const collect = (value) => {
    if (typeof value === "string") for (const { segment } of segmenter.segment(value)) clusters.add(segment);
    else if (value && typeof value === "object") Object.values(value).forEach(collect);
  };
  for (const data of exports) collect(data.reviews);
  const module = site.put("clusters.js", readFileSync(join(ROOT, "web/clusters.js")));
  const page = await site.browser.newPage();
  await page.goto(site.url);
  await settled(page);
  const empty = await page.evaluate(async ([url, all]) => {
    const { drawCluster, drawnPixels } = await import(/** @type {string} */ (url));
    const box = new Int32Array(5);
    const draw = (/** @type {string} */ text) => {
      drawCluster(text, 32, 400, box, 0);
      return drawnPixels();
    };
    // What a browser draws for want of a font, drawn without our help.
    const c = /** @type {OffscreenCanvasRenderingContext2D} */ (new OffscreenCanvas(64, 64).getContext("2d"));
    const plain = (/** @type {string} */ text) => {
      c.clearRect(0, 0, 64, 64);
      c.font = "400 32px system-ui, sans-serif";
      c.fillText(text, 8, 48);
      return c.getImageData(0, 0, 64, 64).data;
    };
    const nobodys = plain("\u{10FFFD}").join();
    // The substitute leaves no trace in what is drawn after it.
    const word = draw("السلام").join();
    draw("\u{10FFFD}");
    if (draw("السلام").join() !== word) return ["a word looks otherwise behind a missing character"];
    /** @type {Map<string, string>} */
    const numbers = new Map();
    /** @type {string[]} */
    const found = [];
    for (const cluster of /** @type {string[]} */ (all)) {
      if (/^[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Mn}]*$/u.test(cluster)) continue;
      const pixels = draw(cluster);
      let ink = 0;
      for (let i = 3; i < pixels.length; i += 4) ink += pixels[i] > 64 ? 1 : 0;
      if (ink === 0) found.push(`${cluster} leaves no ink`);
      // One that no font here has must be told from every other.
      const letter = String.fromCodePoint(cluster.codePointAt(0) ?? 0);
      if (plain(letter).join() !== nobodys) continue;
      const image = pixels.join();
      const other = numbers.get(image);
      if (other !== undefined && other !== letter) found.push(`${letter} looks like ${other}`);
      numbers.set(image, letter);
    }
    return found;
  }, [module, [...clusters]]);
  assert.deepEqual(empty, []);
  assert.ok(clusters.size > 100);
  await page.close();
});
