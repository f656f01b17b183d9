// A review's page is its text first; the app comes behind it and takes over in place. Addresses inside the app are those
// of the pages.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, PHONE, becomes, bundledExport, held, launch, screenshotPath, settled, visited } from "./browser.js";

/** @typedef {import("playwright-core").Page} Page */

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => { site = await launch(); });
after(async () => { await site.close(); });

/** @type {{reviews: {id: string, title: string}[], site: {title: string}}} */
const { reviews, site: named } = bundledExport();
const [one, other, third] = reviews;
const pageOf = (/** @type {string} */ id) => `${site.url}r/${encodeURIComponent(id)}.html`;

/**
 * Where a review's blocks begin and end by their first letters: px from the window's top.
 * @param {Page} page @param {string} selector @returns {Promise<Record<string, number[]>>}
 */
const places = (page, selector) => page.locator(selector).evaluateAll((all) => Object.fromEntries(all.map((element) => {
  const { top, bottom } = element.getBoundingClientRect();
  return /** @type {[string, number[]]} */ ([(element.textContent ?? "").replace(/[^\p{L}\p{N}]+/gu, "").slice(0, 24), [top, bottom]]);
}).filter(([text, [top, bottom]]) => text && bottom > top)));

const LAYER = "#layer article :is(h1, h2, h3, h4, h5, h6, p, .node)";
/** The blocks before the first formula, table or picture, which a browser sets a little higher or lower than the canvas. */
const PLAIN = "#page article > :is(p, h2, h3, h4):not(:has(math), :is(:has(math, table, img), .card) ~ *), #page h1, #page .facts";

for (const [name, viewport, colorScheme] of /** @type {const} */ ([["a desktop", DESKTOP, "light"], ["a phone", PHONE, "dark"],
  ["a tablet", { width: 820, height: 1180 }, "light"], ["a laptop", { width: 1280, height: 720 }, "light"]])) {
  test(`the app's lines stand where the page's stood, on ${name}`, async () => {
    const context = await site.browser.newContext({ viewport, colorScheme, serviceWorkers: "block" });
    let compared = 0;
    for (const { id } of reviews.filter((_, i) => i % 5 === 0)) {
      const page = await context.newPage();
      const go = await held(page, pageOf(id));
      const text = await places(page, PLAIN);
      await page.screenshot({ path: screenshotPath(`text-first-${viewport.width}`) });
      go();
      await settled(page);
      await page.screenshot({ path: screenshotPath(`taken-over-${viewport.width}`) });
      const layer = await places(page, LAYER);
      const known = Object.entries(text).filter(([key]) => layer[key]);
      assert.deepEqual(known.filter(([key, place]) => layer[key].some((value, i) => Math.abs(value - place[i]) > 1)).map(([key, place]) => [key, place, layer[key]]), [], id);
      compared += known.length;
      assert.equal(await page.locator("#page").count(), 0);
      await page.close();
    }
    assert.ok(compared > 15, `${compared} blocks`);
    await context.close();
  });
}

/** What stands at the window's middle. @param {Page} page @param {string} selector @param {string} words */
const topOf = (page, selector, words) => page.evaluate(([all, start]) =>
  [...document.querySelectorAll(all)].find((element) => element.textContent?.startsWith(start))?.getBoundingClientRect().top ?? NaN, [selector, words]);

test("scrolled into its text the page is taken over where it is, and nothing shifts", async () => {
  const context = await site.browser.newContext({ viewport: PHONE, serviceWorkers: "block" });
  const page = await context.newPage();
  const go = await held(page, pageOf(one.id));
  const words = await page.evaluate(() => {
    // The layer's own elements are not seen.
    const isSeen = (/** @type {{node: Element | null}} */ { node }) => !node?.closest?.("#layer");
    new PerformanceObserver((list) => {
      const seen = /** @type {any[]} */ (list.getEntries()).filter(({ sources }) => sources.some(isSeen));
      for (const { value } of seen) document.documentElement.dataset.shift = `${Number(document.documentElement.dataset.shift ?? 0) + value}`;
    }).observe({ type: "layout-shift" });
    const paragraphs = [...document.querySelectorAll("#page article > p")];
    const last = paragraphs[paragraphs.length - 2];
    window.scrollTo(0, last.getBoundingClientRect().top + window.scrollY - 200);
    return last.textContent?.slice(0, 30) ?? "";
  });
  const before = await topOf(page, "#page article > p", words);
  go();
  await settled(page);
  assert.ok(Math.abs(before - await topOf(page, "#layer article p, #layer article .node", words)) <= 1);
  assert.equal(await page.evaluate(() => Number(document.documentElement.dataset.shift ?? 0)), 0);
  await context.close();
});

test("a passage that is marked is kept until it is given up; then the app has the page", async () => {
  const context = await site.browser.newContext({ viewport: DESKTOP, serviceWorkers: "block" });
  const page = await context.newPage();
  const go = await held(page, pageOf(one.id));
  await page.evaluate(() => getSelection()?.selectAllChildren(/** @type {Element} */ (document.querySelector("#page article > p"))));
  const marked = await page.evaluate(() => String(getSelection()));
  go();
  await page.waitForFunction(() => document.querySelector("#layer article") !== null);
  await page.waitForTimeout(300);
  assert.equal(await page.evaluate(() => String(getSelection())), marked);
  assert.equal(await page.locator("#page").count(), 1);
  await page.evaluate(() => getSelection()?.removeAllRanges());
  await settled(page);
  assert.equal(await page.locator("#page").count(), 0);
  await context.close();
});

test("addresses inside the app are those of the pages, back and forth, and an address of version 1 leads there", async () => {
  const context = await site.browser.newContext({ viewport: DESKTOP });
  const page = await visited(site.url, context);
  const shown = () => page.evaluate(() => [location.pathname.split("/").slice(-2).join("/"), document.querySelector("#layer article h1")?.textContent ?? ""]);
  const at = (/** @type {{id: string, title: string}} */ { id, title }) => [`r/${encodeURIComponent(id)}.html`, title];
  await page.locator(`#layer a[href="#/r/${encodeURIComponent(one.id)}"]`).first().click();
  await becomes(shown, at(one));
  await page.evaluate((id) => { location.hash = `#/r/${id}`; }, other.id);
  await becomes(shown, at(other));
  await page.goBack();
  await becomes(shown, at(one));
  await page.goBack();
  await becomes(async () => [page.url(), (await shown())[1]], [site.url, ""]);
  await page.goForward();
  await becomes(shown, at(one));
  await page.reload();
  await settled(page);
  await becomes(shown, at(one));
  await page.goto(`${site.url}#/r/${other.id}`);
  await settled(page);
  await becomes(shown, at(other));
  assert.equal(await page.title(), `${other.title} · ${named.title}`);
  // What an address asks for besides a review stays with it.
  await page.goto(`${site.url}?theme=dark#/r/${other.id}`);
  await settled(page);
  await becomes(() => page.evaluate(() => location.href), `${site.url}?theme=dark#/r/${other.id}`);
  await context.close();
});

test("without the network a page that was visited is there at once, and one that was not is in the app", async () => {
  const context = await site.browser.newContext({ viewport: DESKTOP });
  const page = await visited(pageOf(one.id), context);
  await page.goto(pageOf(one.id));
  await settled(page);
  await context.setOffline(true);
  await page.addInitScript(() => addEventListener("DOMContentLoaded", () => {
    sessionStorage.setItem("began", document.getElementById("page")?.querySelector("h1")?.textContent ?? "");
  }));
  await page.goto(pageOf(one.id));
  await settled(page);
  assert.equal(await page.evaluate(() => sessionStorage.getItem("began")), one.title);
  assert.equal(await page.locator("#layer article h1").textContent(), one.title);
  await page.goto(pageOf(third.id));
  await settled(page);
  await becomes(() => page.locator("#layer article h1").textContent(), third.title);
  await context.close();
});

test("the page has the reader's own look before it is painted", async () => {
  const context = await site.browser.newContext({ viewport: DESKTOP, serviceWorkers: "block" });
  const page = await context.newPage();
  await page.goto(`${site.url}#/settings`);
  await settled(page);
  await page.getByRole("radio", { name: "ספיה" }).or(page.getByRole("button", { name: "ספיה" })).first().click();
  await becomes(() => page.evaluate(() => document.documentElement.dataset.theme), "sepia");
  const next = await context.newPage();
  await held(next, pageOf(one.id));
  const ground = () => next.evaluate(() => getComputedStyle(document.body).backgroundColor);
  assert.equal(await ground(), "rgb(248, 240, 223)");
  // Who follows the system has what it is now.
  await page.evaluate(() => localStorage.setItem("skira-look /some/where/", JSON.stringify({
    ...JSON.parse(localStorage.getItem("skira-look /some/where/") ?? ""), system: true, dark: false })));
  await next.emulateMedia({ colorScheme: "dark" });
  await next.reload({ waitUntil: "domcontentloaded" });
  assert.equal(await ground(), "rgb(22, 24, 28)");
  await context.close();
});

for (const [name, spoil] of /** @type {[string, (page: Page) => Promise<unknown>][]} */ ([
  ["the program does not come", (page) => page.route("**/skira.wasm*", (route) => route.abort())],
  ["the script does not come", (page) => page.route("**/skira.js*", (route) => route.abort())],
  ["WebAssembly is refused", (page) => page.addInitScript(() => { Reflect.deleteProperty(globalThis, "WebAssembly"); })],
  ["the fonts are half there", (page) => page.route("**/fonts.bin.gz*", (route) => route.fulfill({ body: "half" }))],
])) {
  test(`where ${name} the page stays the document that it is`, async () => {
    const context = await site.browser.newContext({ viewport: DESKTOP, serviceWorkers: "block" });
    const page = await context.newPage();
    await spoil(page);
    await page.goto(pageOf(one.id));
    await page.waitForFunction(() => !document.documentElement.classList.contains("starting"), null, { timeout: 20000 });
    assert.equal(await page.locator("#page h1").textContent(), one.title);
    assert.equal(await page.locator("#notice").isVisible(), false);
    assert.equal(await page.getByRole("navigation").getByRole("link").count() > 0, true);
    await context.close();
  });
}

test("in a frame, and without scripts, it is a document and no app", async () => {
  const context = await site.browser.newContext({ viewport: DESKTOP, serviceWorkers: "block" });
  const page = await context.newPage();
  await page.goto(site.put("host.html", `<!doctype html><iframe width="600" height="600" src="${pageOf(one.id)}"></iframe>`));
  const frame = page.frameLocator("iframe");
  assert.equal(await frame.locator("#page h1").textContent(), one.title);
  await page.waitForTimeout(500);
  assert.equal(await frame.locator("html.starting").count(), 0);
  assert.equal(await frame.locator("#layer *").count(), 0);
  const plain = await (await site.browser.newContext({ javaScriptEnabled: false })).newPage();
  await plain.goto(pageOf(one.id));
  assert.equal(await plain.locator("#page h1").textContent(), one.title);
  assert.equal(await plain.locator(".skira").isVisible(), false);
  await context.close();
});

test("who asks for few bytes has the text alone until the first press", async () => {
  const context = await site.browser.newContext({ viewport: PHONE, serviceWorkers: "block" });
  const page = await context.newPage();
  await page.addInitScript(() => { Object.defineProperty(navigator, "connection", { value: { saveData: true } }); });
  /** @type {string[]} */
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname.split("/").pop() ?? ""));
  await page.goto(pageOf(one.id));
  await page.waitForTimeout(500);
  assert.equal(asked.includes("skira.wasm"), false);
  await page.locator("#page article > p").first().click();
  await settled(page);
  assert.equal(await page.locator("#layer article h1").textContent(), one.title);
  await context.close();
});
