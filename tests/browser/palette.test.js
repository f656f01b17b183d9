// The command palette by role: what it lists, how keys, pointer and fingers use it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, PHONE, becomes, bundledExport, launch, routeOf, screenshotPath, settled, stillness } from "./browser.js";

/** @typedef {import("playwright-core").Page} Page */
/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => { site = await launch(); });
after(async () => { await site.close(); });

/** @param {(page: Page) => Promise<void>} body @param {object} [context] */
async function withPage(body, context = {}) {
  const page = await site.browser.newPage({ viewport: DESKTOP, ...context });
  /** @type {string[]} */
  const problems = [];
  page.on("pageerror", (error) => problems.push(error.message));
  await page.goto(site.url);
  await settled(page);
  await body(page);
  assert.deepEqual(problems, []);
  await page.close();
}

/** @param {Page} page */
const field = (page) => page.getByRole("combobox", { name: "לוח הפקודות" });
/** @param {Page} page */
const options = (page) => page.getByRole("listbox", { name: "לוח הפקודות" }).getByRole("option");

test("Ctrl+Shift+P opens the palette with its field focused, and Escape closes it", async () => {
  await withPage(async (page) => {
    await page.keyboard.press("Control+Shift+P");
    await field(page).waitFor();
    await page.waitForFunction(() => document.activeElement?.getAttribute("role") === "combobox");
    assert.ok(await options(page).count() > 20);
    await stillness(page);
    await page.screenshot({ path: screenshotPath("palette-1440x900") });
    await page.keyboard.press("Escape");
    await field(page).waitFor({ state: "detached" });
  });
});

test("what is typed, in either language, leaves the commands that match; Enter runs the chosen one", async () => {
  await withPage(async (page) => {
    for (const [text, worn] of [["sepia", "sepia"], ["כהה", "dark"]]) {
      await page.keyboard.press("Control+Shift+P");
      await field(page).fill(text);
      await stillness(page);
      await becomes(() => options(page).count(), 1);
      await becomes(() => options(page).first().getAttribute("aria-selected"), "true");
      await page.keyboard.press("Enter");
      await page.waitForFunction((theme) => document.documentElement.dataset.theme === theme, worn);
      await field(page).waitFor({ state: "detached" });
    }
  });
});

test("arrows move the chosen option, which the field points to", async () => {
  await withPage(async (page) => {
    await page.keyboard.press("Control+Shift+P");
    await field(page).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await stillness(page);
    const active = await field(page).getAttribute("aria-activedescendant");
    assert.equal(active, "skira-palette-2");
    await becomes(() => page.locator(`#${active}`).getAttribute("aria-selected"), "true");
    for (let i = 0; i < 20; ++i) await page.keyboard.press("ArrowDown");
    await stillness(page);
    const chosen = await page.locator("[role=option][aria-selected=true]").boundingBox();
    const list = await page.getByRole("listbox").boundingBox();
    assert.ok(chosen && list && chosen.y >= list.y && chosen.y + chosen.height <= list.y + list.height + 1,
      "what is chosen is in sight");
  });
});

for (const [name, context] of /** @type {const} */ ([
  ["by mouse, 1440x900", { viewport: DESKTOP }],
  ["by touch, 820x1180", { viewport: { width: 820, height: 1180 }, hasTouch: true }],
  ["by touch, 390x844", { viewport: PHONE, hasTouch: true, isMobile: true }],
])) {
  test(`a review is found by its title and opened ${name}`, async () => {
    await withPage(async (page) => {
      const review = bundledExport().reviews.find((/** @type {any} */ r) => /^[A-Za-z]{4,} /.test(r.title));
      if (context.viewport === PHONE) {
        await page.getByRole("button", { name: "עוד", exact: true }).tap();
        await page.getByRole("dialog").getByRole("button", { name: "לוח הפקודות" }).tap();
      } else {
        await page.keyboard.press("Control+Shift+P");
      }
      await field(page).fill(review.title.slice(0, 20));
      const option = page.getByRole("group", { name: "סקירות" }).getByRole("option", { name: review.title });
      await option.waitFor();
      await page.screenshot({ path: screenshotPath(`palette-review-${context.viewport.width}`) });
      await ("hasTouch" in context ? option.tap() : option.click());
      await becomes(() => routeOf(page), `#/r/${review.id}`);
      await becomes(() => page.getByRole("article").getByRole("heading", { level: 1 }).first().textContent(), review.title);
    }, context);
  });
}

test("where nothing matches it says so", async () => {
  await withPage(async (page) => {
    await page.keyboard.press("Control+Shift+P");
    await field(page).fill("qqqqq");
    await page.getByRole("status").filter({ hasText: "אין פקודה כזאת" }).waitFor();
  });
});
