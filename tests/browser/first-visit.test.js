// What a first visit sees before the program has come: the newest reviews as elements, where the canvas will list
// them. Whoever has been here before, comes by a review's address or asks for something else sees none of it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, PHONE, becomes, bundledExport, held, launch, screenshotPath, settled } from "./browser.js";

/** @typedef {import("playwright-core").Page} Page */

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => { site = await launch(); });
after(async () => { await site.close(); });

/** @param {Page} page @param {string} selector */
const places = (page, selector) => page.locator(selector).evaluateAll((all) => all.slice(0, 4).map((element) => {
  const { x, y, width, height } = element.getBoundingClientRect();
  return [x, y, width, height];
}));

const first = (/** @type {Page} */ page) => page.locator("#first-view");

for (const [name, viewport, colorScheme] of /** @type {const} */ ([["a desktop", DESKTOP, "light"], ["a phone", PHONE, "light"],
  ["a tablet, dark", { width: 800, height: 1000 }, "dark"], ["a small phone", { width: 320, height: 640 }, "light"],
  ["a phone on its side", { width: 667, height: 375 }, "light"]])) {
  test(`before the program comes the newest reviews stand where it will list them, on ${name}`, async () => {
    const context = await site.browser.newContext({ viewport, colorScheme, serviceWorkers: "block" });
    const page = await context.newPage();
    const go = await held(page, site.url);
    const ground = await first(page).evaluate((element) => getComputedStyle(element).backgroundColor);
    const links = await first(page).locator("li a").evaluateAll((all) => all.map((a) => ({
      title: a.querySelector("b")?.textContent, href: a.getAttribute("href") })));
    const drawnLater = await places(page, "#first-view li:has(a)");
    await page.screenshot({ path: screenshotPath(`first-view-${viewport.width}`) });
    go();
    await settled(page);
    assert.equal(await first(page).count(), 0);
    const rows = await page.locator("[data-id=catalog-list] a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    assert.equal(links.length, 12);
    assert.deepEqual(links.map(({ href }) => href), rows.slice(0, 12).map((href) => `r/${href?.replace("#/r/", "")}.html`));
    const titles = new Map(bundledExport().reviews.map((/** @type {any} */ review) => [`r/${review.id}.html`, review.title]));
    assert.deepEqual(links.map(({ title }) => title), links.map(({ href }) => titles.get(href ?? "")));
    assert.deepEqual(drawnLater, await places(page, "[data-id=catalog-list] a"));
    await becomes(() => page.evaluate(() => {
      const probe = document.body.appendChild(document.createElement("p"));
      probe.style.background = "var(--skira-panel)";
      const colour = getComputedStyle(probe).backgroundColor;
      probe.remove();
      return colour;
    }), ground);
    await context.close();
  });
}

test("pressed before the program comes, a review opens as its plain page", async () => {
  const context = await site.browser.newContext({ serviceWorkers: "block" });
  const page = await context.newPage();
  const go = await held(page, site.url);
  const title = await first(page).locator("li b").nth(1).textContent();
  await first(page).locator("li a").nth(1).click();
  await becomes(() => page.getByRole("heading", { level: 1 }).textContent(), title);
  assert.match(page.url(), /\/r\/[^/]+\.html$/);
  go();
  await context.close();
});

test("whoever follows a campaign's link to the catalog is a first visitor too", async () => {
  const context = await site.browser.newContext({ serviceWorkers: "block" });
  const page = await context.newPage();
  const go = await held(page, `${site.url}?utm_source=feed`);
  assert.equal(await first(page).isVisible(), true);
  go();
  await settled(page);
  await context.close();
});

for (const [who, address] of [["by a review's address", `#/r/${bundledExport().reviews[0].id}`], ["asking for another theme", "?theme=dark"]]) {
  test(`whoever comes ${who} does not begin with the catalog`, async () => {
    const context = await site.browser.newContext({ serviceWorkers: "block" });
    const page = await context.newPage();
    const go = await held(page, site.url + address);
    assert.equal(await first(page).isVisible(), false);
    go();
    await settled(page);
    await context.close();
  });
}

test("on the next visit, and inside another page, it is not seen", async () => {
  const context = await site.browser.newContext({ serviceWorkers: "block" });
  const page = await context.newPage();
  await page.goto(site.url);
  await settled(page);
  await held(page, site.url);
  assert.equal(await first(page).isVisible(), false);
  await context.close();

  const host = await site.browser.newContext({ serviceWorkers: "block" });
  const page2 = await host.newPage();
  await page2.route("**/skira.wasm*", () => {});
  await page2.goto(site.put("frame.html", `<!doctype html><iframe src="some/where/" width="800" height="600"></iframe>`));
  const frame = page2.frameLocator("iframe");
  await frame.locator("#layer").waitFor({ state: "attached" });
  assert.equal(await frame.locator("#first-view").isVisible(), false);
  await host.close();
});

test("who went along the rows with the keyboard is at the same row when the program has come", async () => {
  const context = await site.browser.newContext({ serviceWorkers: "block" });
  const page = await context.newPage();
  const go = await held(page, site.url);
  await first(page).locator("li a").nth(2).focus();
  const href = await first(page).locator("li a").nth(2).getAttribute("href");
  go();
  await settled(page);
  await becomes(() => page.evaluate(() => document.activeElement?.getAttribute("href")), href?.replace("r/", "#/r/").replace(".html", ""));
  await context.close();
});

test("a page whose script does not come is a document: the newest reviews, and the list of all", async () => {
  const context = await site.browser.newContext({ viewport: PHONE, serviceWorkers: "block" });
  const page = await context.newPage();
  await page.route("**/skira.js", (route) => route.abort());
  await page.goto(`${site.url}#/about`);
  await page.getByRole("link", { name: "כל הסקירות" }).click();
  await becomes(() => page.getByRole("main").getByRole("link").count(), bundledExport().reviews.length);
  await context.close();
});

test("a page whose program cannot come says so, and nothing else", async () => {
  const context = await site.browser.newContext({ serviceWorkers: "block" });
  const page = await context.newPage();
  await page.route("**/skira.wasm*", (route) => route.abort());
  await page.goto(site.url);
  await page.getByRole("alert").waitFor();
  await becomes(() => first(page).count(), 0);
  await context.close();
});

test("without scripts it stays: the newest reviews, each a page of its own, and the list of all", async () => {
  const context = await site.browser.newContext({ viewport: PHONE, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(site.url);
  await page.locator("noscript p[lang=he]").waitFor();
  assert.equal(await page.getByRole("main").getByRole("listitem").count(), 12);
  await page.screenshot({ path: screenshotPath("first-view-without-scripts"), fullPage: true });
  await page.getByRole("link", { name: "כל הסקירות" }).click();
  await becomes(() => page.getByRole("main").getByRole("link").count(), bundledExport().reviews.length);
  await context.close();
});
