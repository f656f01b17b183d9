// Where the canvas is no help: no WebGL 2, the system's own colours, no room for the program. The DOM
// layer is then the page itself, plain and complete, or the static pages are offered.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import {
  DESKTOP, PHONE, becomes, bundledExport, launch, makeExport, screenshotPath, settled, squeezed, stillness,
} from "./browser.js";
import { specimenExport } from "./specimen.js";

/** @typedef {import("playwright-core").Page} Page */
/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
/** Chromium as it is where nothing can draw in 3D. @type {Awaited<ReturnType<typeof launch>>["browser"]} */
let flat;
before(async () => {
  site = await launch();
  flat = await site.another(["--disable-gpu", "--disable-3d-apis", "--disable-software-rasterizer"]);
});
after(async () => {
  await flat.close();
  await site.close();
});

const REVIEWS = bundledExport().reviews;
const catalog = (/** @type {Page} */ page) => page.getByRole("list", { name: "קטלוג הסקירות" });

/** Runs in the page: what of its text cannot be seen, or stands over other text. @returns {string[]} */
function unreadable() {
  /** @type {string[]} */
  const found = [];
  /** @type {{box: DOMRect, element: Element}[]} */
  const boxes = [];
  const walker = document.createTreeWalker(document.getElementById("layer") ?? document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = /** @type {HTMLElement} */ (node.parentElement);
    if (!node.textContent?.trim() || !element.checkVisibility() || element.closest("math, option")) continue;
    const { color } = getComputedStyle(element);
    if (/^rgba\(.*, 0\)$|transparent/.test(color)) found.push(`transparent: ${node.textContent}`);
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.right > innerWidth + 1 && !element.closest(".sideways, pre, table")) found.push(`beside the page: ${node.textContent}`);
      if (box.width > 2) boxes.push({ box, element });
    }
  }
  boxes.sort((a, b) => a.box.top - b.box.top);
  boxes.forEach(({ box, element }, i) => {
    for (const other of boxes.slice(i + 1)) {
      if (other.box.top > box.bottom - 6) break;
      if (element.closest(".fragment sup, sub") || other.element.closest("sup, sub")) continue;
      const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
      const fixed = (/** @type {Element} */ e) => e.closest("[role=dialog], [data-id=notice], [role=listbox]");
      if (across > 3 && fixed(element) === fixed(other.element)) found.push(`one over the other: ${element.textContent} / ${other.element.textContent}`);
    }
  });
  return found;
}

/** A walk through the whole reader by roles. @param {Page} page @param {string} name of the screenshots */
async function walk(page, name) {
  await becomes(() => catalog(page).getByRole("link").count(), REVIEWS.length);
  await becomes(() => page.evaluate(unreadable), []);
  await page.screenshot({ path: screenshotPath(`${name}-catalog`) });

  await page.getByRole("combobox").or(page.getByRole("searchbox")).first().fill("attention");
  await page.waitForFunction((all) => document.querySelectorAll("[data-id=catalog-list] a").length < all, REVIEWS.length);
  assert.ok(await catalog(page).getByRole("link").count() > 0);
  await page.keyboard.press("Escape");

  const review = REVIEWS.find((/** @type {any} */ r) => r.kind === "full");
  await page.evaluate((id) => { location.hash = `#/r/${id}`; }, review.id);
  await page.waitForFunction((id) => document.querySelector("article")?.dataset.id === id, review.id);
  await stillness(page);
  const article = page.getByRole("article");
  assert.equal(squeezed(await article.getByRole("heading", { level: 1 }).innerText()), squeezed(review.title));
  const text = squeezed(await article.innerText()).replaceAll(" ", "");
  for (const block of review.blocks) {
    if (block.spans.some((/** @type {any} */ s) => s.math !== undefined)) continue;  // shown as MathML
    const wanted = squeezed(block.spans.map((/** @type {any} */ s) => s.text).join("")).replaceAll(" ", "");
    assert.ok(text.includes(wanted), wanted);
  }
  await becomes(() => page.evaluate(unreadable), []);
  await page.screenshot({ path: screenshotPath(`${name}-review`) });
  const star = page.getByRole("button", { name: "סימון בכוכב", exact: true });
  await star.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "הסרת הכוכב", exact: true }).waitFor();

  await page.evaluate(() => { location.hash = "#/settings"; });
  await page.getByRole("heading", { level: 1, name: "הגדרות" }).waitFor();
  await becomes(() => page.evaluate(unreadable), []);
  await page.screenshot({ path: screenshotPath(`${name}-settings`) });
  await page.getByRole("slider", { name: "גודל הטקסט" }).fill("24");
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor();
  await page.screenshot({ path: screenshotPath(`${name}-dialog`) });
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

describe("without WebGL 2 the layer is the reader", () => {
  for (const [screen, options] of /** @type {const} */ ([["desktop", { viewport: DESKTOP }], ["phone", { viewport: PHONE }]])) {
    test(`catalog, search, review, marks, settings and dialogs, on a ${screen}`, async () => {
      const page = await flat.newPage(options);
      /** @type {string[]} */
      const problems = [];
      page.on("pageerror", (error) => problems.push(error.message));
      await page.goto(site.url);
      await settled(page);
      await becomes(() => page.evaluate(() => document.createElement("canvas").getContext("webgl2")), null);
      await walk(page, `plain-${screen}`);
      assert.deepEqual(problems, []);
      await page.close();
    });
  }

  test("every kind of block is there and readable, formulas as MathML, the rest of the review below", async () => {
    const page = await flat.newPage({ viewport: { width: 800, height: 900 } });
    const source = encodeURIComponent(site.putExport("specimen.json.gz", specimenExport()));
    await page.goto(`${site.url}?src=${source}#/r/specimen`);
    await settled(page);
    await becomes(() => page.evaluate(unreadable), []);
    const article = page.getByRole("article");
    assert.ok(await article.locator("math").first().isVisible());
    await becomes(() => article.getByRole("table").count(), 2);
    await page.screenshot({ path: screenshotPath("plain-specimen"), fullPage: true });
    // The document itself scrolls, and the reading place is kept in step.
    await page.keyboard.press("End");
    await page.waitForFunction(() => scrollY > 500);
    await page.close();
  });

  test("a library of thousands is listed whole", async () => {
    const page = await flat.newPage({ viewport: DESKTOP });
    const [review] = REVIEWS;
    const many = makeExport(Array.from({ length: 2000 }, (_, i) => ({ ...review, id: `r-${i}`, blocks: review.blocks.slice(0, 1) })));
    await page.goto(`${site.url}?src=${encodeURIComponent(site.putExport("many.json.gz", many))}`);
    await settled(page);
    await becomes(() => catalog(page).getByRole("link").count(), 2000);
    await page.close();
  });
});

describe("in the system's own colours", () => {
  test("the layer is the reader, in them, as soon as they are forced, and the canvas again after", async () => {
    const page = await site.browser.newPage({ viewport: DESKTOP });
    await page.goto(site.url);
    await settled(page);
    await becomes(() => page.locator("canvas").isVisible(), true);
    await page.emulateMedia({ forcedColors: "active" });
    await page.locator("canvas").waitFor({ state: "hidden" });
    await stillness(page);
    await walk(page, "forced-colours");
    await page.emulateMedia({ forcedColors: "none" });
    await page.locator("canvas").waitFor({ state: "visible" });
    await page.evaluate(() => { location.hash = "#/"; });
    await stillness(page);
    assert.ok((await page.getByRole("main").first().boundingBox())?.x !== undefined);
    await page.close();
  });
});

describe("at 400 % zoom", () => {
  // 1280 by 1024 pixels are 320 by 256 of CSS.
  test("the layer is the reader: everything is reached by scrolling down alone, nothing stands over another", async () => {
    const page = await site.browser.newPage({ viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 });
    await page.goto(site.url);
    await settled(page);
    await walk(page, "zoom");
    await becomes(() => page.evaluate(() => document.documentElement.scrollWidth), 320);
    await page.setViewportSize({ width: 640, height: 512 });
    await page.locator("canvas").waitFor({ state: "visible" });
    await page.close();
  });

  test("at 200 % the canvas has room: its controls are within the page and none stands over another", async () => {
    const page = await site.browser.newPage({ viewport: { width: 640, height: 512 }, deviceScaleFactor: 2 });
    for (const hash of ["#/", `#/r/${REVIEWS[0].id}`, "#/settings"]) {
      await page.goto(site.url + hash);
      await settled(page);
      const found = await page.evaluate(() => {
        const boxes = [...document.querySelectorAll("#layer :is(button, a.node, select)")]
          .filter((e) => !e.closest("[data-id=skip], [data-id=notice], [inert]")).map((e) => {
            const own = e.getBoundingClientRect(), scroll = e.closest(".scroll"), pane = scroll?.getBoundingClientRect();
            // A pane runs below the bar at the bottom.
            const bar = scroll ? document.querySelector("[data-id=bottom]")?.getBoundingClientRect() : undefined;
            return { e, left: own.left, right: own.right, top: Math.max(own.top, pane?.top ?? 0), bottom: Math.min(own.bottom, pane?.bottom ?? innerHeight, bar?.top ?? innerHeight) };
          }).filter(({ top, bottom }) => bottom > top);
        return boxes.flatMap((a, i) => [
          ...(a.left < -1 || a.right > innerWidth + 1 ? [`beside the page: ${a.e.ariaLabel}`] : []),
          ...boxes.slice(i + 1).filter((b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 &&
            Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2).map((b) => `${a.e.ariaLabel} over ${b.e.ariaLabel}`)]);
      });
      assert.deepEqual(found, [], hash);
    }
    await page.close();
  });
});

describe("where the program cannot run", () => {
  /** @param {() => void} script */
  async function openWith(script) {
    const page = await site.browser.newPage();
    await page.addInitScript(script);
    await page.goto(site.url);
    await page.getByRole("alert").waitFor();
    return page;
  }
  /** The notice leads to the list of plain pages, and from there to a review. @param {Page} page */
  async function followLinks(page) {
    await page.getByRole("link", { name: "לקריאת הסקירות כדפים פשוטים" }).click();
    await page.getByRole("heading", { level: 1, name: "כל הסקירות" }).waitFor();
    await becomes(() => page.getByRole("main").getByRole("link").count(), REVIEWS.length);
    await page.getByRole("link", { name: REVIEWS[0].title }).click();
    await becomes(() => page.getByRole("heading", { level: 1 }).textContent(), REVIEWS[0].title);
    await page.close();
  }

  test("a browser that refuses WebAssembly leads to the plain pages", async () => {
    const page = await openWith(() => {
      WebAssembly.instantiate = /** @type {any} */ (() => Promise.reject(new WebAssembly.CompileError("blocked by the administrator")));
    });
    assert.match(await page.getByRole("alert").innerText(), /אינו מריץ WebAssembly[\s\S]*does not run WebAssembly/);
    await page.screenshot({ path: screenshotPath("notice-webassembly") });
    await followLinks(page);
  });

  test("a device that is short of memory is told so, and leads to the plain pages", async () => {
    const page = await openWith(() => {
      WebAssembly.instantiate = /** @type {any} */ (() => Promise.reject(new RangeError("WebAssembly.Memory(): could not allocate memory")));
    });
    assert.match(await page.getByRole("alert").innerText(), /מעט|זיכרון[\s\S]*too little free memory/);
    await followLinks(page);
  });

  test("memory that runs out later, when the reviews come, is told too", async () => {
    const page = await openWith(() => {
      WebAssembly.Memory.prototype.grow = () => { throw new RangeError("could not grow"); };
      const instantiate = WebAssembly.instantiate;
      WebAssembly.instantiate = /** @type {any} */ (async (/** @type {any[]} */ ...args) => {
        const result = /** @type {any} */ (await instantiate.apply(WebAssembly, /** @type {any} */ (args)));
        const own = Object.values((result.instance ?? result).exports).find((e) => e instanceof WebAssembly.Memory);
        if (own) /** @type {any} */ (own).grow = () => { throw new RangeError("could not grow"); };
        return result;
      });
      const fetched = window.fetch;
      window.fetch = async (...args) => {
        const response = await fetched(...args);
        // An export far beyond what the program has.
        return String(args[0]).includes("reviews.json") ? new Response(new Uint8Array(64 << 20)) : response;
      };
    });
    assert.match(await page.getByRole("alert").innerText(), /זיכרון[\s\S]*too little free memory/);
    await followLinks(page);
  });
});
