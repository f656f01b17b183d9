// Phones, tablets and keyboards: bars and panes, back, fingers, what the screen's edges cover.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, PHONE, becomes, bundledExport, launch, routeOf, screenshotPath, settled, stillness } from "./browser.js";

/** @typedef {import("playwright-core").Page} Page */
/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => { site = await launch(); });
after(async () => { await site.close(); });

const TABLET = { width: 820, height: 1180 };
const TOUCH = { viewport: PHONE, hasTouch: true, isMobile: true };

/** @param {string} hash @param {(page: Page) => Promise<void>} body @param {object} [context] */
async function withPage(hash, body, context = TOUCH) {
  const page = await site.browser.newPage(context);
  /** @type {string[]} */
  const problems = [];
  page.on("pageerror", (error) => problems.push(error.message));
  await page.goto(site.url + hash);
  await settled(page);
  await body(page);
  assert.deepEqual(problems, []);
  await page.close();
}

const reviews = () => bundledExport().reviews;
const ROUTES = ["#/", "#/?table=1", "#/?q=attention", "#/overview", "#/highlights", "#/lists", "#/settings", "#/about",
  `#/r/${reviews()[0].id}`];
/** @param {Page} page */
const hash = (page) => routeOf(page);

test("going back closes a phone's dialog and stays on the page; so does its own button", async () => {
  await withPage("#/about", async (page) => {
    const more = page.getByRole("button", { name: "עוד", exact: true });
    const dialog = page.getByRole("dialog");
    for (let i = 0; i < 2; ++i) {
      await more.tap();
      await dialog.waitFor();
      await page.goBack();
      await dialog.waitFor({ state: "detached" });
      await becomes(() => hash(page), "#/about");
    }
    const length = await page.evaluate(() => history.length);
    for (let i = 0; i < 3; ++i) {
      await more.tap();
      await dialog.getByRole("button", { name: "סגירה" }).tap();
      await dialog.waitFor({ state: "detached" });
      await stillness(page);
    }
    assert.equal(await page.evaluate(() => history.length), length, "closing leaves no place behind");
    await becomes(() => hash(page), "#/about");
  });
});

test("a link in a phone's dialog takes the dialog's place: back leads to the page below", async () => {
  await withPage("#/about", async (page) => {
    await page.getByRole("button", { name: "עוד", exact: true }).tap();
    await page.getByRole("dialog").getByRole("link", { name: "הגדרות" }).tap();
    await page.getByRole("heading", { level: 1, name: "הגדרות" }).waitFor();
    await becomes(() => hash(page), "#/settings");
    await page.goBack();
    await page.getByRole("heading", { level: 1, name: "סקירה" }).waitFor();
    await becomes(() => hash(page), "#/about");
  });
});

for (const viewport of [PHONE, TABLET]) {
  test(`under fingers everything that is pressed is at least 44 px high and wide (${viewport.width})`, async () => {
    for (const route of ROUTES) await withPage(route, async (page) => {
      const small = await page.evaluate(() =>
        [...document.querySelectorAll(".layer :is(button, a.node, select, [role=option])")]
          .filter((e) => !e.closest("article") && !e.closest("[data-id=skip]"))
          .map((e) => ({ name: e.getAttribute("aria-label"), box: e.getBoundingClientRect() }))
          .filter(({ box }) => box.width < 44 || box.height < 44)
          .map(({ name, box }) => `${name} ${box.width}x${box.height}`));
      assert.deepEqual(small, [], route);
    }, { ...TOUCH, viewport });
  });
}

test("two fingers change the text's size and not the page's; one that sweeps turns the page", async () => {
  const all = reviews();
  await withPage(`#/r/${all[0].id}`, async (page) => {
    const client = await page.context().newCDPSession(page);
    /** @param {"touchStart" | "touchMove" | "touchEnd"} type @param {number[][]} points */
    const touch = (type, points) =>
      client.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
    const size = () => page.evaluate(() => Math.max(...[...document.querySelectorAll("article p .line > *")]
      .map((e) => parseFloat(getComputedStyle(e).fontSize))));
    const before = await size();
    await touch("touchStart", [[150, 400], [240, 400]]);
    for (let by = 5; by <= 25; by += 5) await touch("touchMove", [[150 - by, 400], [240 + by, 400]]);
    await touch("touchEnd", []);
    await stillness(page);
    assert.ok(await size() > before * 1.2, "the text has grown");
    await becomes(() => page.evaluate(() => window.visualViewport?.scale), 1);

    await touch("touchStart", [[120, 500]]);
    for (let x = 150; x <= 300; x += 30) await touch("touchMove", [[x, 502]]);
    await touch("touchEnd", []);
    await page.waitForFunction((id) => !location.href.includes(`r/${id}`), all[0].id);
    const next = await hash(page);
    assert.match(next, /^#\/r\//);
    await touch("touchStart", [[300, 500]]);
    for (let x = 270; x >= 120; x -= 30) await touch("touchMove", [[x, 502]]);
    await touch("touchEnd", []);
    await becomes(() => hash(page), `#/r/${all[0].id}`);
  });
});

test("on a page that is enlarged fingers move what is in sight, and turn no page", async () => {
  const { id } = reviews()[0];
  await withPage(`#/r/${id}`, async (page) => {
    const client = await page.context().newCDPSession(page);
    const scale = () => page.evaluate(() => window.visualViewport?.scale);
    await client.send("Emulation.setPageScaleFactor", { pageScaleFactor: 2 });
    await page.locator(".layer.enlarged").waitFor({ state: "attached" });
    const left = () => page.evaluate(() => window.visualViewport?.offsetLeft ?? -1);
    const before = await left();
    const step = before > 50 ? 8 : -8;  // away from the side where it is
    await client.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [{ x: 100, y: 200 }] });
    for (let i = 1; i <= 10; ++i) {
      await client.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: [{ x: 100 + i * step, y: 200 }] });
    }
    await client.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    await page.waitForFunction((from) => Math.abs((window.visualViewport?.offsetLeft ?? from) - from) > 30, before);
    await stillness(page);
    await becomes(() => hash(page), `#/r/${id}`);
    await becomes(() => scale(), 2);
    await client.send("Emulation.setPageScaleFactor", { pageScaleFactor: 1 });
    await page.locator(".layer:not(.enlarged)").waitFor({ state: "attached" });
  });
});

test("Tab reaches the skip link first, and it leads past the bars to what is read", async () => {
  await withPage(`#/r/${reviews()[0].id}`, async (page) => {
    await page.keyboard.press("Tab");
    await becomes(() => page.evaluate(() => document.activeElement?.getAttribute("aria-label")), "דילוג לתוכן");
    await page.screenshot({ path: screenshotPath("skip-link") });
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.localName === "article");
  }, { viewport: DESKTOP });
});

test("the first visit is welcomed above the catalog, which stays at hand, until one has read it", async () => {
  await withPage("", async (page) => {
    const welcome = page.getByRole("region", { name: "נעים להכיר: סקירה" });
    await welcome.waitFor();
    assert.ok(await page.getByRole("list", { name: "קטלוג הסקירות" }).getByRole("link").first().isVisible());
    await stillness(page);
    await page.screenshot({ path: screenshotPath("welcome-390x844") });
    await welcome.getByRole("button", { name: "הבנתי, תודה" }).tap();
    await welcome.waitFor({ state: "detached" });
  });
});
