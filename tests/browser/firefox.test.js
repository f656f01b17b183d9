// The main ways through the page in Firefox ESR, from a host and from disk, by puppeteer-core (WebDriver
// BiDi). Not headless: without a screen this Firefox has no WebGL 2.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import puppeteer from "puppeteer-core";
import { ALL, SINGLE_FILE, screenshotPath } from "./browser.js";
import { FLOWS, HOSTED, LINES, VERSIONS, openDisplay, openSite } from "./flows.js";

/** @typedef {import("./flows.js").Driver} Driver */

const SIZE = { width: 1280, height: 800 };
/** @type {Awaited<ReturnType<typeof openDisplay>>} */
let display;
/** @type {import("puppeteer-core").Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
const home = mkdtempSync(join(tmpdir(), "skira-firefox-"));

before(async () => {
  display = await openDisplay();
  site = await openSite();
  browser = await puppeteer.launch({
    browser: "firefox", executablePath: process.env.SKIRA_FIREFOX ?? "/usr/bin/firefox-esr", headless: false,
    env: { ...display.env, HOME: home }, extraPrefsFirefox: { "webgl.force-enabled": true },
  });
});
after(async () => {
  await browser?.close();
  site?.close();
  display?.close();
  rmSync(home, { recursive: true, force: true });
});

/** @param {string} delivery @returns {Promise<Driver>} */
async function openPage(delivery) {
  // A context of its own: nothing is kept from another test.
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport(SIZE);
  /** @type {string[]} */
  let problems = [];
  page.on("console", (message) => { if (message.type() === "error") problems.push(message.text()); });
  page.on("pageerror", (error) => problems.push(String(error)));
  return {
    open: async (address) => {
      problems = [];
      await page.goto(address);
    },
    evaluate: (run, ...values) => page.evaluate(run, ...values),
    move: (x, y) => page.mouse.move(x, y),
    down: () => page.mouse.down(),
    up: () => page.mouse.up(),
    type: (text) => page.keyboard.type(text),
    press: async (...keys) => {
      for (const key of keys) await page.keyboard.down(/** @type {any} */ (key));
      for (const key of keys.reverse()) await page.keyboard.up(/** @type {any} */ (key));
    },
    // puppeteer's goBack() waits for a load, which a move within a page has not.
    back: () => page.evaluate(() => { history.back(); }),
    screenshot: async (name) => Buffer.from(await page.screenshot({
      path: /** @type {`${string}.png`} */ (screenshotPath(`firefox-${delivery}-${name}`)) })),
    problems: async () => problems,
    close: () => context.close(),
  };
}

for (const [delivery, address] of /** @type {const} */ ([["host", () => site.url], ["disk", () => SINGLE_FILE]])) {
  describe(delivery === "host" ? "the folder on a host" : "the single file from disk", () => {
    // The whole of both deliveries and what needs a host of its own: with tests/run.sh --all.
    for (const [name, flow] of ALL ? [...FLOWS, LINES] : delivery === "host" ? FLOWS : FLOWS.slice(0, 1)) {
      test(name, async () => {
        const page = await openPage(delivery);
        await flow(page, address());
        await page.close();
      });
    }
  });
}

describe("with a host", () => {
  for (const [name, flow] of ALL ? [...HOSTED, ...VERSIONS] : []) {
    test(name, async (t) => {
      const own = await openSite();
      t.after(own.close);
      const page = await openPage("host");
      await flow(page, own);
      await page.close();
    });
  }
});
