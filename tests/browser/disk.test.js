// The single file from disk in Chromium: every way through the page that needs no host.
import { after, before, test } from "node:test";
import { DESKTOP, SINGLE_FILE, becomes, bundledExport, drop, launchChromium, screenshotPath, settled } from "./browser.js";
import { FLOWS, LINES } from "./flows.js";

/** @type {import("playwright-core").Browser} */
let browser;
before(async () => { browser = await launchChromium(); });
after(async () => { await browser.close(); });

/** @returns {Promise<import("./flows.js").Driver>} */
async function openPage() {
  const context = await browser.newContext({ viewport: DESKTOP });
  const page = await context.newPage();
  /** @type {string[]} */
  let problems = [];
  page.on("console", (message) => { if (message.type() === "error") problems.push(message.text()); });
  page.on("pageerror", (error) => problems.push(error.message));
  return {
    open: async (address) => {
      problems = [];
      await page.goto(address);
    },
    // playwright hands a function one value; an expression in place of the function has as many as it names.
    evaluate: (run, ...values) => page.evaluate(`(${run})(${values.map((value) => JSON.stringify(value)).join()})`),
    move: (x, y) => page.mouse.move(x, y),
    down: () => page.mouse.down(),
    up: () => page.mouse.up(),
    type: (text) => page.keyboard.type(text),
    press: (...keys) => page.keyboard.press(keys.join("+")),
    back: () => page.evaluate(() => { history.back(); }),
    screenshot: (name) => page.screenshot({ path: screenshotPath(`chromium-disk-${name}`) }),
    problems: async () => problems,
    close: () => context.close(),
  };
}

for (const [name, flow] of [...FLOWS, LINES]) {
  test(name, async () => {
    const page = await openPage();
    await flow(page, SINGLE_FILE);
    await page.close();
  });
}

test("formulas of a document that is opened are set by what the file carries", async () => {
  const context = await browser.newContext({ viewport: DESKTOP });
  const page = await context.newPage();
  await page.goto(SINGLE_FILE);
  await settled(page);
  await drop(page, [{ name: "disk.md", bytes: "Review 31: Formulas from Disk\n\nלפי $x_7^{19}$ קל לראות שהסכום קטן.\n\n$$\\sum_{i=1}^{77} q_i \\leq 1$$\n" }]);
  await page.waitForFunction((before) => skira.stats().reviews > before, bundledExport().reviews.length);
  await page.locator("[data-id=catalog] a", { hasText: "Formulas from Disk" }).first().click();
  await page.getByRole("article").locator("math").nth(1).waitFor({ state: "attached" });
  await becomes(() => page.getByRole("article").locator("math").count(), 2);
  await context.close();
});
