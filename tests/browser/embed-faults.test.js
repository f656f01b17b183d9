// An embedded reader that cannot come, is asked for what is not there, has too much company, or is scrolled to its end;
// and what a host learns of it.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { randomNumbers } from "../bench/recombine.js";
import { DESKTOP, becomes, bundledExport, launch } from "./browser.js";

/** @typedef {import("playwright-core").Page} Page */

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => { site = await launch(); });
after(async () => { await site.close(); });

const [first] = bundledExport().reviews;
const LISTEN = `<script>window.events = []; for (const t of ["ready", "open", "error"])
  addEventListener("skira-" + t, e => events.push([t, e.detail.id ?? e.detail.message ?? null]));</script>`;
/** Another name of the same machine is another site. */
const reader = () => site.url.replace("127.0.0.1", "localhost");

/** @param {string} body @param {{head?: string, script?: string}} [options] */
async function openHost(body, { head = "", script = `${reader()}embed.js` } = {}) {
  const url = site.put("blog.html", `<!doctype html><meta charset="utf-8"><title>blog</title>${head}${LISTEN}
    <script type="module" src="${script}"></script>${body}`);
  const page = await site.browser.newPage({ viewport: DESKTOP });
  await page.goto(url);
  return page;
}
/** @param {Page} page */
const events = (page) => page.evaluate(() => /** @type {any} */ (globalThis).events);
/** @param {Page} page @param {string} what */
const heard = (page, what) => page.waitForFunction((wanted) => /** @type {any} */ (globalThis).events.some((/** @type {string[]} */ [name]) => name === wanted), what, { timeout: 30000 });
/** @param {Page} page @param {string} [id] */
async function inside(page, id = "one") {
  const handle = await page.evaluateHandle((wanted) => /** @type {any} */ (document.getElementById(wanted)?.shadowRoot?.querySelector("iframe")), id);
  return /** @type {import("playwright-core").Frame} */ (await /** @type {any} */ (handle).contentFrame());
}
/** The link in the reader's place. @param {Page} page */
const link = (page) => page.evaluate(() => document.getElementById("one")?.shadowRoot?.querySelector("p a")?.getAttribute("href") ?? null);

test("a source that is no address is said at once, with a link", async () => {
  const page = await openHost('<skira-reader id="one" src="http://["></skira-reader>');
  await heard(page, "error");
  assert.deepEqual(await events(page), [["error", "src: this is no address: http://["]]);
  assert.equal(await link(page), `${reader()}index.html`);
  assert.equal(await page.evaluate(() => document.getElementById("one")?.shadowRoot?.querySelector("iframe")), null);
  await page.close();
});

test("a reader that its host's policy forbids, or whose site does not answer, is said within ten seconds, with a link", async () => {
  const silent = createServer(() => {});  // takes the request and never answers
  await new Promise((done) => { silent.listen(0, "127.0.0.1", () => done(undefined)); });
  const { port } = /** @type {import("node:net").AddressInfo} */ (silent.address());
  const forbidden = await openHost(`<skira-reader id="one" review="${first.id}"></skira-reader>`, { head: '<meta http-equiv="Content-Security-Policy" content="frame-src \'none\'">' });
  const waiting = await openHost('<skira-reader id="one"></skira-reader>');
  await waiting.route("**/index.html*", (route) => route.continue({ url: `http://127.0.0.1:${port}/` }).catch(() => {}));
  await waiting.reload();
  const begun = Date.now();
  await Promise.all([heard(forbidden, "error"), heard(waiting, "error")]);
  assert.ok(Date.now() - begun < 12_000, `${Date.now() - begun} ms`);
  for (const page of [forbidden, waiting]) {
    assert.deepEqual((await events(page)).at(-1), ["error", "the reader did not come"]);
    assert.match(await link(page) ?? "", /index\.html\?host=/);
    await page.close();
  }
  silent.closeAllConnections();
  silent.close();
});

test("a review that is not there and values that cannot be are told of", async () => {
  const page = await openHost('<skira-reader id="one" review="no such / review"></skira-reader>');
  await heard(page, "error");
  assert.deepEqual((await events(page)).filter((/** @type {string[]} */ [what]) => what === "error"), [["error", 'there is no review "no such / review"']]);
  for (const [name, value] of [["theme", "pink"], ["lang", "xx"], ["review", "x".repeat(5000)], ["review", "a\u0001b"]]) {
    const before = (await events(page)).length;
    await page.evaluate(([attribute, given]) => document.getElementById("one")?.setAttribute(attribute, given), [name, value]);
    await page.waitForFunction((count) => /** @type {any} */ (globalThis).events.length > count, before);
    assert.deepEqual((await events(page)).at(-1), ["error", `${name}: it cannot be "${value.slice(0, 60)}"`]);
    await page.evaluate((attribute) => document.getElementById("one")?.removeAttribute(attribute), name);
  }
  await page.close();
});

test("a source with a query string is taken as it is", async () => {
  const url = site.put("with-query.json", JSON.stringify(bundledExport()));
  /** @type {string[]} */
  const asked = [];
  const page = await site.browser.newPage({ viewport: DESKTOP });
  page.on("request", (request) => asked.push(request.url()));
  const host = site.put("blog.html", `<!doctype html>${LISTEN}<script type="module" src="${reader()}embed.js"></script><skira-reader id="one" src="with-query.json?token=a%26b&amp;c=d#e"></skira-reader>`);
  await page.goto(host);
  await heard(page, "ready");
  assert.deepEqual(asked.filter((one) => one.includes("with-query")).map((one) => one.replace(/#.*/, "")).filter((one) => one.startsWith(site.origin)), [`${url}?token=a%26b&c=d`]);
  await page.close();
});

test("a file that unpacks to a gigabyte, or is one, is refused while it comes", async () => {
  const bomb = gzipSync(Buffer.alloc(2 ** 30), { level: 1 });
  const page = await site.browser.newPage({ viewport: DESKTOP });
  for (const [name, content] of /** @type {[string, Uint8Array][]} */ ([["bomb.json.gz", bomb], ["large.json", Buffer.alloc(220 * 2 ** 20, " ")]])) {
    const url = site.put(name, content);
    await page.goto("about:blank");
    await page.goto(`${site.url}?src=${encodeURIComponent(url)}`);
    await page.locator("#notice").filter({ hasText: "more than 200 MB" }).waitFor({ timeout: 15000 });
  }
  await page.close();
});

test("the host hears nothing of a document of the user's own", async () => {
  const page = await openHost('<skira-reader id="one"></skira-reader>');
  await heard(page, "ready");
  const frame = await inside(page);
  const text = "Review 951: Owls That Nobody May Know Of, 05.02.2025\n\nהמאמר מציע דרך חדשה לאמן רשתות עמוקות, והתוצאות בו משכנעות יותר ממה שנהוג בתחום.\n";
  await frame.evaluate(() => { location.hash = "#/documents"; delete (/** @type {any} */ (window)).showOpenFilePicker; });
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), frame.getByRole("button", { name: "פתיחת קבצים", exact: true }).click()]);
  await chooser.setFiles([{ name: "own.md", mimeType: "text/markdown", buffer: Buffer.from(text) }]);
  await becomes(() => frame.evaluate(() => skira.stats().reviews), bundledExport().reviews.length + 1);
  await frame.evaluate(() => { location.hash = "#/r/review-951"; });
  await frame.getByRole("article").getByRole("heading", { level: 1, name: "Owls That Nobody May Know Of" }).waitFor();
  await frame.evaluate((id) => { location.hash = `#/r/${id}`; }, first.id);
  await heard(page, "open");
  assert.deepEqual((await events(page)).filter((/** @type {string[]} */ [what]) => what === "open"), [["open", first.id]]);
  await page.close();
});

test("random messages in both directions change nothing but what they may ask for", async () => {
  const page = await openHost(`<skira-reader id="one" review="${first.id}" theme="sepia"></skira-reader>`);
  await heard(page, "open");
  const frame = await inside(page);
  const seed = Number(process.env.SKIRA_FUZZ_SEED ?? 25), runs = Number(process.env.SKIRA_FUZZ_RUNS ?? 500);
  const random = randomNumbers(seed);
  const one = (/** @type {any[]} */ from) => from[Math.floor(random() * from.length)];
  /** @returns {any} */
  const value = (depth = 0) => one([null, true, 0, -1, NaN, 1e308, "", "x".repeat(1e5), "<img src=x onerror=top.pwned=1>", "javascript:top.pwned=1", "\u0000", "\ud800", "__proto__", "dark", "en", first.id,
    ...depth < 3 ? [[value(depth + 1)], made(depth + 1), new Map([["skira", "set"]])] : []]);
  /** @returns {any} */
  const made = (depth = 0) => Object.fromEntries(Array.from({ length: Math.floor(random() * 4) }, () =>
    [one(["skira", "detail", "theme", "lang", "review", "height", "id", "title", "message", "constructor", "x"]), one([value(depth), one(["set", "ready", "open", "error", "height", "evil"])])]));
  const messages = Array.from({ length: runs }, () => one([value(), made(), { skira: one(["set", "ready", "open", "error", "height", "x"]), detail: one([value(), made()]) }]));
  await page.evaluate((all) => {
    const target = document.getElementById("one")?.shadowRoot?.querySelector("iframe")?.contentWindow;
    for (const message of all) target?.postMessage(message, "*");
    for (const message of all) window.postMessage(message, "*");
  }, messages);
  await frame.evaluate((all) => { for (const message of all) parent.postMessage(message, "*"); }, messages);
  // Both are what they were, and take what is right.
  await page.evaluate(() => document.getElementById("one")?.setAttribute("theme", "contrast"));
  await frame.waitForFunction(() => document.documentElement.dataset.theme === "contrast");
  assert.deepEqual(await Promise.all([page, frame].map((side) => side.evaluate(() => ["pwned" in globalThis, "pwned" in Object.prototype]))), [[false, false], [false, false]]);
  assert.ok((await events(page)).every((/** @type {string[]} */ [what]) => ["ready", "open", "error"].includes(what)));
  await page.close();
});

test("scrolled to its end, the reader gives the scroll on to its host", async () => {
  const page = await openHost(`<div style="height: 500px"><skira-reader id="one" review="${first.id}"></skira-reader></div><div style="height: 3000px"></div>`);
  await heard(page, "open");
  const frame = await inside(page);
  await frame.evaluate(() => {
    const article = /** @type {HTMLElement} */ (document.querySelector("article.scroll"));
    article.scrollTop = article.scrollHeight;
  });
  await page.waitForTimeout(500);
  const box = await page.locator("#one").boundingBox();
  await page.mouse.move((box?.x ?? 0) + 300, (box?.y ?? 0) + 300);
  for (let i = 0; i < 5; ++i) {
    await page.mouse.wheel(0, 200);
    await page.waitForTimeout(100);
  }
  await page.waitForFunction(() => scrollY > 100);
  await page.close();
});

test("height=\"auto\" makes the element as high as the review, within bounds, and lets it shrink again", async () => {
  const page = await openHost(`<skira-reader id="one" review="${first.id}" height="auto"></skira-reader>`);
  await heard(page, "open");
  const height = () => page.evaluate(() => document.getElementById("one")?.getBoundingClientRect().height ?? 0);
  const frame = await inside(page);
  const wanted = () => frame.evaluate(() => {
    const pane = /** @type {HTMLElement} */ (document.querySelector("article.scroll"));
    const spacer = /** @type {HTMLElement} */ (pane.querySelector(":scope > .spacer"));
    return Math.min(4000, Math.ceil(pane.getBoundingClientRect().top + parseFloat(spacer.style.height)));
  });
  await page.waitForFunction(() => (document.getElementById("one")?.getBoundingClientRect().height ?? 0) > 700);
  await page.waitForTimeout(500);
  assert.equal(await height(), Math.max(320, await wanted()));
  await page.evaluate(() => document.getElementById("one")?.removeAttribute("height"));
  await becomes(height, 640);
  await page.close();
});

test("of eighteen readers on a page each that is in sight is drawn, or is the plain reader", { timeout: 300_000 }, async () => {
  const readers = Array.from({ length: 18 }, (_, at) => `<div style="height: 400px"><skira-reader id="r${at}" review="${first.id}"></skira-reader></div>`);
  const page = await openHost(readers.join(""));
  for (const at of [...Array.from({ length: 18 }, (_, number) => number), 9, 0, 17]) {
    await page.evaluate((id) => document.getElementById(id)?.scrollIntoView(), `r${at}`);
    await page.waitForFunction((id) => document.getElementById(id)?.shadowRoot?.querySelector("iframe"), `r${at}`);
    const frame = await inside(page, `r${at}`);
    await frame.getByRole("article").waitFor({ timeout: 60000 });
    await becomes(() => frame.evaluate(() => {
      const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById("canvas"));
      return document.documentElement.classList.contains("plain") || canvas.getContext("webgl2")?.isContextLost() === false;
    }), true, `reader ${at}`);
  }
  const far = await inside(page, "r0");
  await becomes(() => far.evaluate(() => /** @type {HTMLCanvasElement} */ (document.getElementById("canvas")).getContext("webgl2")?.isContextLost()), true, "out of sight it has no context");
  await page.close();
});
