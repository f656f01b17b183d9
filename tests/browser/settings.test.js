// Settings, the sheet of shortcuts and the about page, by role, on every size of screen.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import {
  DESKTOP, PHONE, SINGLE_FILE, becomes, bundledExport, launch, screenshotPath, settled, stillness,
} from "./browser.js";

/** @typedef {import("playwright-core").Page} Page */
/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => { site = await launch(); });
after(async () => { await site.close(); });

const TABLET = { width: 820, height: 1180 };
const SCREENS = /** @type {const} */ ([
  ["1440x900", { viewport: DESKTOP }],
  ["820x1180", { viewport: TABLET, hasTouch: true }],
  ["390x844", { viewport: PHONE, hasTouch: true, isMobile: true }],
]);

/** @param {string} hash @param {(page: Page) => Promise<void>} body @param {object} [context] */
async function withPage(hash, body, context = {}) {
  const page = await site.browser.newPage({ viewport: DESKTOP, ...context });
  /** @type {string[]} */
  const problems = [];
  page.on("pageerror", (error) => problems.push(error.message));
  await page.goto(site.url + hash);
  await settled(page);
  await body(page);
  assert.deepEqual(problems, []);
  await page.close();
}

/** The size of the letters of an element's first fragment. @param {import("playwright-core").Locator} element */
const fontSize = (element) => element.evaluate((e) =>
  parseFloat(/** @type {HTMLElement} */ (e.querySelector(".line > *")).style.fontSize));

for (const [name, context] of SCREENS) {
  describe(name, () => {
    test("a theme that is chosen is worn at once, and the system's follows when asked", async () => {
      await withPage("#/settings", async (page) => {
        const themes = page.getByRole("radiogroup", { name: "ערכת צבעים" });
        for (const [label, worn] of [["כהה", "dark"], ["ספיה", "sepia"], ["ניגודיות גבוהה", "contrast"], ["בהירה", "light"]]) {
          const radio = themes.getByRole("radio", { name: label, exact: true });
          await ("hasTouch" in context ? radio.tap() : radio.click());
          await page.waitForFunction((t) => document.documentElement.dataset.theme === t, worn);
          await becomes(() => radio.getAttribute("aria-checked"), "true");
          await page.screenshot({ path: screenshotPath(`settings-${name}-${worn}`) });
        }
        await themes.getByRole("radio", { name: "לפי המערכת" }).click();
        await page.emulateMedia({ colorScheme: "dark" });
        await page.waitForFunction(() => document.documentElement.dataset.theme === "dark");
      }, context);
    });

    test("sliders change the preview at once, and every review after it; reset undoes it", async () => {
      await withPage("#/settings", async (page) => {
        const preview = page.getByRole("region", { name: "תצוגה מקדימה" }).getByRole("paragraph");
        await becomes(() => fontSize(preview), 19);
        await page.getByRole("slider", { name: "גודל הטקסט" }).fill("28");
        await stillness(page);
        await becomes(() => fontSize(preview), 28);
        const review = bundledExport().reviews[0];
        await page.evaluate((id) => { location.hash = `#/r/${id}`; }, review.id);
        await page.getByRole("article").waitFor();
        assert.equal(await fontSize(page.getByRole("article").locator("p").last()) >= 20, true);
        await page.goBack();
        await page.getByRole("button", { name: "איפוס ההגדרות" }).click();
        await stillness(page);
        await becomes(() => fontSize(preview), 19);
      }, context);
    });
  });
}

test("by keyboard alone: arrows choose a theme, a slider moves, a switch turns", async () => {
  await withPage("#/settings", async (page) => {
    await page.getByRole("radio", { name: "לפי המערכת" }).focus();
    await page.keyboard.press("ArrowLeft");
    await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "בהירה");
    await page.keyboard.press("ArrowDown");
    await page.waitForFunction(() => document.documentElement.dataset.theme === "dark");
    const width = page.getByRole("slider", { name: "רוחב הטור" });
    await width.focus();
    await page.keyboard.press("Home");
    await becomes(() => width.inputValue(), "420");
    const justify = page.getByRole("switch", { name: "יישור לשני הצדדים" });
    await justify.focus();
    await page.keyboard.press("Space");
    await page.waitForFunction(() =>
      document.querySelector("[role=switch]")?.getAttribute("aria-checked") === "true");
  });
});

test("the interface turns to English as a whole, its direction too", async () => {
  await withPage("#/settings", async (page) => {
    await page.getByRole("radio", { name: "English" }).click();
    await page.getByRole("heading", { level: 1, name: "Settings" }).waitFor();
    await becomes(() => page.evaluate(() => document.documentElement.dir), "ltr");
    await stillness(page);
    await page.screenshot({ path: screenshotPath("settings-1440x900-english") });
  });
});

test("the question mark opens the sheet of shortcuts and Escape closes it", async () => {
  await withPage("", async (page) => {
    await page.keyboard.press("?");
    const sheet = page.getByRole("dialog", { name: "קיצורי מקלדת" });
    await sheet.waitFor();
    await sheet.getByRole("listitem", { name: "לוח הפקודות: Ctrl+Shift+P" }).waitFor();
    await stillness(page);
    await page.screenshot({ path: screenshotPath("shortcuts-1440x900") });
    await page.keyboard.press("Escape");
    await sheet.waitFor({ state: "detached" });
    await page.keyboard.press("?");
    await sheet.getByRole("button", { name: "סגירה" }).click();
    await sheet.waitFor({ state: "detached" });
  });
});

for (const [delivery, url] of /** @type {const} */ ([["the folder", null], ["the single file", SINGLE_FILE]])) {
  test(`the about page counts the reviews and opens the licences: ${delivery}`, async () => {
    const context = await site.browser.newContext({ viewport: DESKTOP });
    const page = await context.newPage();
    await page.goto(`${url ?? site.url}#/about`);
    await settled(page);
    const main = page.getByRole("main");
    await main.getByText(`${bundledExport().reviews.length} סקירות`).waitFor();
    await page.screenshot({ path: screenshotPath("about-1440x900") });
    // The site and its people come first; the licences of what the program is made of are behind a button.
    await becomes(() => main.getByRole("button", { name: "כל הרישיונות" }).count(), 0);
    await main.getByRole("button", { name: "רישיונות של ספריות וגופנים" }).click();
    const [licences] = await Promise.all([
      context.waitForEvent("page"), main.getByRole("button", { name: "כל הרישיונות" }).click()]);
    await licences.waitForLoadState();
    assert.match(await licences.evaluate(() => document.body.textContent ?? ""), /FriBidi[\s\S]*HarfBuzz|HarfBuzz[\s\S]*FriBidi/i);
    await context.close();
  });
}
