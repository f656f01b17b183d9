// What the browser tests share: Chromium, the built page served below a path, the exports.
import assert from "node:assert/strict";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { afterEach } from "node:test";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { gunzipSync, gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { serve } from "../../web/serve.js";
import { NATIVE_COMMAND } from "../command.js";

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
export const DIST = join(ROOT, "dist");
export const SINGLE_FILE = pathToFileURL(join(DIST, "skira.html")).href;
export const SCREENSHOTS = join(ROOT, "build/screenshots");
// What takes long runs with tests/run.sh --all alone.
export const ALL = Boolean(process.env.SKIRA_TESTS_ALL);
const HEADLESS = "/usr/bin/chromium-headless-shell";
/**
 * The browser: Chromium without windows, whose pages take two fifths of the processor's time to start (2.0 s beside 5.2
 * on a busy machine); with --all, and where there is no other, the one that people have.
 */
export const CHROMIUM = process.env.SKIRA_CHROMIUM ?? (ALL || !existsSync(HEADLESS) ? "/usr/bin/chromium" : HEADLESS);
// Device pixels in a CSS pixel that things are looked at in.
export const RATIOS = ALL ? [1, 2, 3] : [1, 2];
export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };
// Of this process alone: files of tests may run side by side.
const SITE = join(ROOT, "build/test-site", String(process.pid));
const REAL_DOCUMENTS = resolve(ROOT, "../shared/corpus");

mkdirSync(SCREENSHOTS, { recursive: true });

/** The export that dist/ bundles. */
export const bundledExport = () =>
  JSON.parse(gunzipSync(readFileSync(join(DIST, "reviews.json.gz"))).toString("utf8"));

/** The export of the real documents, which lie beside the repository on some machines; else null. */
export function realExport() {
  if (!existsSync(REAL_DOCUMENTS)) return null;
  const file = join(ROOT, "build/real-reviews.json");
  execFileSync(NATIVE_COMMAND, ["export", REAL_DOCUMENTS, "-o", file], { stdio: "pipe" });
  execFileSync(process.execPath, [join(ROOT, "web/typeset-math.js"), file], { stdio: "pipe" });
  return JSON.parse(readFileSync(file, "utf8"));
}

/**
 * The HTML of an export's reviews, as the plain pages take it.
 * @param {any} data the export @returns {import("../../web/static-pages.js").Html}
 */
export function writtenHtml(data) {
  mkdirSync(SITE, { recursive: true });
  const file = join(SITE, "to-write.json");
  writeFileSync(file, JSON.stringify(data));
  const json = execFileSync(NATIVE_COMMAND, ["show", file, "--all", "--format", "html"], { maxBuffer: 2 ** 28 });
  rmSync(file);
  return new Map(Object.entries(JSON.parse(json.toString("utf8"))));
}

/** A review with what a test says of it. @param {object} facts */
export const makeReview = (facts) => ({
  id: "test", source: { document: 0, first_line: 1, last_line: 3 }, kind: "daily", number: null,
  title: "Test", date: "2026-01-31", date_inferred: null, reviewers: [],
  paper: { urls: [], arxiv_id: null, code_urls: [], published: null, venue: null },
  fields: { recommendation: "", clarity: "", prior_knowledge: [], applications: "", domains: [], tools: [],
    clarity_level: null, recommendation_level: null },
  topics: [], links: [], blocks: [], warnings: [], ...facts,
});
/** @param {string} text @param {object} [facts] */
export const paragraph = (text, facts = {}) => ({
  type: "paragraph", first_line: 3, last_line: 3, level: 0, ordered: false, spans: [{ text }], ...facts });
/** @param {object[]} reviews */
export const makeExport = (reviews) => ({
  format: "skira-reviews", version: 1, sources: [{ name: "test.txt", sha256: "0".repeat(64), lines: 3 }],
  reviews, math: {},
});

/** Errors that no page of this process caught: exceptions and rejected promises. @type {string[]} */
const uncaught = [];
/** Those so far, which a test expects; else it fails for them. */
export const takeUncaught = () => uncaught.splice(0);
// Nothing that a person did fails in silence: every test fails that leaves one behind.
if (process.argv[1]?.endsWith(".test.js")) {
  afterEach(() => assert.deepEqual(takeUncaught(), [], "errors that no page caught"));
}

/** Hears of the errors of all pages. @param {import("playwright-core").Browser} browser */
function watched(browser) {
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await newContext(options);
    context.on("weberror", (error) => uncaught.push(`${error.page()?.url() ?? ""}: ${error.error().stack ?? error.error().message}`));
    return context;
  };
  return browser;
}

/** Chromium, headless, with its text as a canvas's is drawn: grey, unhinted. @param {string[]} [args] */
export const launchChromium = async (args = []) => watched(await chromium.launch({
  executablePath: CHROMIUM,
  args: ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--font-render-hinting=none", ...args],
  env: { ...process.env, FONTCONFIG_FILE: join(ROOT, "tests/browser/fonts.conf") },
}));

/**
 * Chromium and a static host whose site has a copy of dist/ below a path.
 * @param {{args?: string[]}} [options]
 */
export async function launch(options = {}) {
  rmSync(SITE, { recursive: true, force: true });
  cpSync(DIST, join(SITE, "some/where"), { recursive: true });
  const server = await serve(SITE, 0);
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const browser = await launchChromium(options.args);
  const origin = `http://127.0.0.1:${port}`;
  return {
    browser,
    origin,
    url: `${origin}/some/where/`,
    /** Another Chromium, which the caller closes. @param {string[]} args */
    another: (args) => launchChromium(args),
    /** Puts a file on the site; returns its URL. @param {string} name @param {string | Uint8Array} content */
    put(name, content) {
      mkdirSync(dirname(join(SITE, name)), { recursive: true });
      writeFileSync(join(SITE, name), content);
      return `${origin}/${name}`;
    },
    /** @param {string} name @param {object} data */
    putExport(name, data) {
      return this.put(name, gzipSync(JSON.stringify(data)));
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}

/** The service worker has the whole folder, and answers the page. @param {import("playwright-core").Page} page */
export async function controlled(page) {
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

/** A page whose worker has the whole folder. @param {string} url @param {import("playwright-core").BrowserContext} context */
export async function visited(url, context) {
  const page = await context.newPage();
  await page.goto(url);
  await settled(page);
  await controlled(page);
  return page;
}

/** Waits until the page has drawn its first text and stands still. @param {import("playwright-core").Page} page */
export async function settled(page) {
  await page.waitForFunction(() => performance.getEntriesByName("skira-first-text").length > 0, null, { timeout: 30000 });
  await stillness(page);
}

/**
 * Opens a page, with its fonts, whose program waits until it is let go.
 * @param {import("playwright-core").Page} page @param {string} address @returns {Promise<() => void>} lets it go
 */
export async function held(page, address) {
  /** @type {(value?: unknown) => void} */
  let go = () => {};
  const free = new Promise((resolve) => { go = resolve; });
  await page.route("**/skira.wasm*", async (route) => {
    await free;
    await route.continue();
  });
  await page.goto(address);
  await page.evaluate(() => document.fonts.ready.then(() => {}));
  return go;
}

/** The route of the page's address: of a review's page "#/r/ID", else the hash. @param {import("playwright-core").Page} page */
export const routeOf = (page) => page.evaluate(() => {
  const [, name] = /\/r\/([^/]+)\.html$/.exec(location.pathname) ?? [];
  return name && !location.hash ? `#/r/${name}${location.search}` : location.hash;
});

/**
 * Waits until no frame has been drawn for 250 ms; what was asked for before, which a busy machine may not have
 * drawn in that time, is drawn. @param {import("playwright-core").Page} page
 */
export async function stillness(page) {
  let before = -1;
  for (let i = 0; i < 60; ++i) {
    const frames = await page.evaluate(() => new Promise((resolve) => {
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(skira.stats().frames)));
    }));
    if (frames === before) return;
    before = frames;
    await page.waitForTimeout(250);
  }
  throw new Error("the page does not come to rest");
}

/**
 * Asserts that a page comes to tell what is expected: between a press and what it changes lies at least a frame, and on
 * a busy machine more. For what is to come, not for what must stay as it is. Asks for ten seconds.
 * @template T @param {() => Promise<T>} read @param {T} expected @param {string} [message]
 */
export async function becomes(read, expected, message) {
  const end = Date.now() + 10000;
  let actual = await read();
  while (!isDeepStrictEqual(actual, expected) && Date.now() < end) {
    await new Promise((resolve) => { setTimeout(resolve, 50); });
    actual = await read();
  }
  if (message) assert.deepEqual(actual, expected, message);
  else assert.deepEqual(actual, expected);
}

/**
 * The names of the documents that the device keeps, of the site that launch() serves.
 * @param {import("playwright-core").Page} page @returns {Promise<string[]>}
 */
export const keptDocuments = (page) => page.evaluate(async () => {
  const database = await new Promise((resolve) => { const opening = indexedDB.open("skira /some/where/"); opening.onsuccess = () => resolve(opening.result); });
  const names = await new Promise((resolve) => { const asked = database.transaction("documents").objectStore("documents").getAllKeys(); asked.onsuccess = () => resolve(asked.result); });
  database.close();
  return names;
});

/**
 * Drops files onto the page, as from a folder's window.
 * @param {import("playwright-core").Page} page @param {{name: string, bytes: Uint8Array | string}[]} files
 */
export async function drop(page, files) {
  await page.evaluate((all) => {
    const held = new DataTransfer();
    for (const { name, bytes } of all) held.items.add(new File([typeof bytes === "string" ? bytes : new Uint8Array(bytes)], name));
    for (const type of ["dragenter", "dragover", "drop"]) {
      document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: held }));
    }
  }, files.map(({ name, bytes }) => ({ name, bytes: typeof bytes === "string" ? bytes : [...bytes] })));
}

/** The form to publish with, opened from "My documents". @param {import("playwright-core").Page} page */
export async function publishForm(page) {
  await page.evaluate(() => { location.hash = "#/documents"; });
  await page.getByRole("link", { name: "פרסום: אתר, קובץ אחד או ספר" }).click();
  const dialog = page.getByRole("dialog", { name: "פרסום" });
  await dialog.waitFor();
  return dialog;
}

/** Keeps a screenshot for eyes. @param {string} name */
export const screenshotPath = (name) => join(SCREENSHOTS, `${name}.png`);

/** The visible text of an export's review in reading order, a string a block. @param {any} review */
export const blockTexts = (review) =>
  review.blocks.map((/** @type {any} */ block) =>
    block.spans.map((/** @type {any} */ span) => span.math ?? span.text).join(""));

/** For comparison: runs of white space are one space. @param {string} text */
export const squeezed = (text) => text.replace(/\s+/g, " ").trim();
