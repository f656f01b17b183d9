// A library in shards: what the page fetches of it and when, without a network, and when a part of it
// does not come.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { recombine } from "../bench/recombine.js";
import { serve } from "../../web/serve.js";
import { DESKTOP, ROOT, becomes, bundledExport, controlled, launchChromium, screenshotPath,
  settled } from "./browser.js";
import { NATIVE_COMMAND } from "../command.js";

const COUNT = 2500;
const FOLDER = join(ROOT, "build/test-shards");
/** @type {import("playwright-core").Browser} */
let browser;
/** @type {import("node:http").Server} */
let server;
let url = "";
/** @type {any[]} the newest first */
let reviews = [];

before(async () => {
  rmSync(FOLDER, { recursive: true, force: true });
  const text = [...recombine(bundledExport(), COUNT)].join("");
  reviews = JSON.parse(text).reviews;
  reviews = reviews.map((review, at) => ({ review, at }))
    .sort((a, b) => (a.review.date < b.review.date ? 1 : a.review.date > b.review.date ? -1 : a.at - b.at)).map(({ review }) => review);
  const file = join(ROOT, "build/test-shards.json");
  writeFileSync(file, text);
  execFileSync(NATIVE_COMMAND, ["export", file, "--shard", "20", "-o", join(FOLDER, "shards")]);
  execFileSync(process.execPath, [join(ROOT, "web/bundle.js"), "--core", join(ROOT, "build/wasm"), "--fonts",
    join(ROOT, "build/fonts"), "--shards", join(FOLDER, "shards"), "--out", join(FOLDER, "site")]);
  server = await serve(join(FOLDER, "site"), 0);
  url = `http://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (server.address()).port}/`;
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  server?.close();
});

/** A page and what it fetches of the library, with the bytes. @param {import("playwright-core").BrowserContextOptions} [options] */
async function newPage(options) {
  const context = await browser.newContext({ viewport: DESKTOP, serviceWorkers: "block", ...options });
  const page = await context.newPage();
  /** @type {{name: string, bytes: number}[]} */
  const fetched = [];
  page.on("response", (response) => {
    const name = new URL(response.url()).pathname.slice(1);
    if (name.startsWith("library/")) fetched.push({ name: name.slice(8), bytes: Number(response.headers()["content-length"]) });
  });
  return { context, page, fetched, of: (/** @type {string} */ kind) => fetched.filter(({ name }) => name.startsWith(`${kind}/`)) };
}
const all = (/** @type {import("playwright-core").Page} */ page) =>
  page.waitForFunction((count) => document.querySelector('[data-id="catalog-list"] [aria-setsize]')?.getAttribute("aria-setsize") === String(count), COUNT);
const heading = (/** @type {import("playwright-core").Page} */ page) => page.getByRole("article").getByRole("heading", { level: 1 });
/** @param {import("playwright-core").Page} page @param {string} query */
async function search(page, query) {
  await page.getByRole("searchbox").first().fill(query);
  await page.getByText("החיפוש אוסף את מה שחסר לו").waitFor({ state: "detached" });
}

test("the newest reviews are shown first, then the catalog follows, and no text is fetched for it", async () => {
  const { context, page, of } = await newPage();
  await page.goto(url);
  await settled(page);
  await all(page);
  const first = page.getByRole("list", { name: "קטלוג הסקירות" }).getByRole("link").first();
  assert.ok((await first.getAttribute("aria-label"))?.startsWith(reviews[0].title));
  assert.equal(of("catalog").length, 3);
  assert.deepEqual([...of("text"), ...of("ids"), ...of("words"), ...of("postings")], []);
  await context.close();
});

test("a review is fetched when it is opened, with its neighbours, by a link from elsewhere too", async () => {
  const { context, page, of } = await newPage();
  await page.goto(`${url}#/r/${reviews[2310].id}`);
  await settled(page);
  await heading(page).waitFor();
  await becomes(() => heading(page).textContent(), reviews[2310].title);
  assert.equal(of("ids").length, 1);
  await all(page);
  assert.ok(of("text").length <= 3, String(of("text").length));
  await page.goto(`${url}#/r/no-such-review`);
  await page.getByText("אין כאן סקירה כזו").first().waitFor();
  await context.close();
});

test("a search fetches at most 300 KB and finds the review", async () => {
  const { context, page, fetched, of } = await newPage();
  await page.goto(url);
  await settled(page);
  await all(page);
  fetched.length = 0;
  await search(page, "diffusion");
  await page.waitForFunction(() => Number(document.querySelector('[data-id="catalog-list"] [aria-setsize]')?.getAttribute("aria-setsize")) < 2500);
  assert.ok(of("words").length > 0 && of("postings").length > 0);
  const bytes = fetched.reduce((sum, file) => sum + file.bytes, 0);
  assert.ok(bytes <= 300_000, String(bytes));
  await page.screenshot({ path: screenshotPath("shards-search") });
  await context.close();
});

test("what answers for a file of the library and is none is not kept; the file itself is", async () => {
  const context = await browser.newContext({ viewport: DESKTOP });
  const page = await context.newPage();
  await page.goto(url);
  await settled(page);
  await controlled(page);
  const folder = join(FOLDER, "site/library/text"), name = /** @type {string} */ (readdirSync(folder).sort().at(-1));
  const bytes = readFileSync(join(folder, name));
  /** Fetches the file; whether it is kept then. @returns {Promise<boolean>} */
  const kept = () => page.evaluate(async (file) => {
    await (await fetch(`library/text/${file}`, { cache: "reload" })).arrayBuffer();
    const names = (await caches.keys()).filter((cache) => cache.endsWith("shards"));
    const requests = (await Promise.all(names.map(async (cache) => (await caches.open(cache)).keys()))).flat();
    return requests.some((request) => request.url.endsWith(file));
  }, name);
  writeFileSync(join(folder, name), "<!doctype html><p>sign in to this network</p>");
  const before = await kept();
  writeFileSync(join(folder, name), bytes);
  assert.deepEqual([before, await kept()], [false, true]);
  await context.close();
});

test("without the network what was fetched once stays: the list, a review, a search", async () => {
  const { context, page } = await newPage({ serviceWorkers: "allow" });
  await page.goto(url);
  await settled(page);
  await controlled(page);
  await page.reload();
  await settled(page);
  await all(page);
  await page.goto(`${url}#/r/${reviews[40].id}`);
  await heading(page).waitFor();
  await page.goto(`${url}#/`);
  await search(page, "diffusion");
  // The whole list stands there until the first answer; what is still collected is said with that.
  await page.waitForFunction((whole) => document.querySelector('[data-id="catalog-list"] [aria-setsize]')?.getAttribute("aria-setsize") !== String(whole), COUNT);
  await page.getByText("החיפוש אוסף את מה שחסר לו").waitFor({ state: "detached" });
  const count = await page.locator('[data-id="catalog-list"] [aria-setsize]').first().getAttribute("aria-setsize");
  await context.setOffline(true);
  await page.goto(`${url}#/r/${reviews[40].id}`);
  await page.reload();
  await settled(page);
  await becomes(() => heading(page).textContent(), reviews[40].title);
  await all(page);
  await page.goto(`${url}#/`);
  await search(page, "diffusion");
  await page.waitForFunction((found) => document.querySelector('[data-id="catalog-list"] [aria-setsize]')?.getAttribute("aria-setsize") === found, count);
  await context.close();
});

test("a text that does not come is told of in its place, and comes when it is tried again", async () => {
  const { context, page } = await newPage();
  await page.goto(url);
  await settled(page);
  await all(page);
  await page.route("**/library/text/**", (route) => route.abort());
  await page.goto(`${url}#/r/${reviews[100].id}`);
  await page.getByText("הסקירה בדרך").first().waitFor();
  await page.getByText("הטקסט של הסקירה לא הגיע").first().waitFor({ timeout: 20000 });
  await page.screenshot({ path: screenshotPath("shards-lost") });
  assert.ok(await page.getByRole("list", { name: "קטלוג הסקירות" }).getByRole("link").first().isVisible());
  await page.unroute("**/library/text/**");
  await page.getByRole("button", { name: "לנסות שוב" }).first().click();
  await heading(page).waitFor();
  await becomes(() => heading(page).textContent(), reviews[100].title);
  await context.close();
});

test("a host that sends something else in a file's place harms nothing", async () => {
  const { context, page } = await newPage();
  await page.route("**/library/catalog/1-*", (route) => route.fulfill({ body: "<!doctype html>", contentType: "text/html" }));
  await page.goto(url);
  await settled(page);
  await page.getByText("חלק מהספרייה לא הגיע").first().waitFor();
  await page.waitForFunction((count) => document.querySelector('[data-id="catalog-list"] [aria-setsize]')?.getAttribute("aria-setsize") === String(count), COUNT - 1000);
  await context.close();
});
