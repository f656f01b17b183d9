// The custom element in a page of another site, and a plain frame.
import assert from "node:assert/strict";
import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import { DESKTOP, DIST, becomes, bundledExport, launch } from "./browser.js";

/** @typedef {import("playwright-core").Page} Page */

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => { site = await launch(); });
after(async () => { await site.close(); });

const [first, second] = bundledExport().reviews;
const title = (/** @type {any} */ review) => review.title;

// The host's page keeps what it hears in `events`.
const LISTEN = `<script>window.events = []; for (const t of ["ready", "open", "error"])
  addEventListener("skira-" + t, e => events.push([t, e.target.id, e.detail.id ?? e.detail.message ?? null, e.detail.title ?? null]));</script>`;

/** The host's address of the reader: another name of the same machine is another site. */
const reader = () => site.url.replace("127.0.0.1", "localhost");

/**
 * Opens a page of another site than the reader's.
 * @param {string} body @param {{wait?: number, head?: string, script?: string}} [options] wait: for so many events
 * @returns {Promise<Page>}
 */
async function openHost(body, { wait = 0, head = "", script = `${reader()}embed.js` } = {}) {
  const url = site.put("blog.html", `<!doctype html><meta charset="utf-8"><title>blog</title>${head}${LISTEN}
    <script type="module" src="${script}"></script>${body}`);
  const page = await site.browser.newPage({ viewport: DESKTOP });
  await page.goto(url);
  await heard(page, wait);
  return page;
}

/** @param {Page} page @param {number} count */
const heard = (page, count) =>
  page.waitForFunction((n) => /** @type {any} */ (globalThis).events.length >= n, count, { timeout: 30000 });

/** @param {Page} page */
const events = (page) => page.evaluate(() => /** @type {any} */ (globalThis).events);

/** The document inside the element. @param {Page} page @param {string} [id] */
async function inside(page, id = "one") {
  const handle = await page.evaluateHandle((wanted) =>
    /** @type {any} */ (document.getElementById(wanted)?.shadowRoot?.querySelector("iframe")), id);
  const frame = await /** @type {any} */ (handle).contentFrame();
  assert.ok(frame);
  return /** @type {import("playwright-core").Frame} */ (frame);
}

test("two lines embed a review, two on one page, and events tell of them", async () => {
  const page = await openHost(`<skira-reader id="one" review="${first.id}"></skira-reader>
    <skira-reader id="two" review="${second.id}" theme="dark"></skira-reader>`, { wait: 2 });
  await page.evaluate(() => document.getElementById("two")?.scrollIntoView());
  await heard(page, 4);
  assert.deepEqual((await events(page)).sort(), [
    ["open", "one", first.id, title(first)], ["open", "two", second.id, title(second)],
    ["ready", "one", null, null], ["ready", "two", null, null]]);
  for (const [id, review] of /** @type {const} */ ([["one", first], ["two", second]])) {
    const frame = await inside(page, id);
    await becomes(() => frame.getByRole("article").getByRole("heading", { level: 1 }).textContent(), review.title);
  }
  const themes = [];
  for (const id of ["one", "two"]) {
    themes.push(await (await inside(page, id)).evaluate(() => document.documentElement.dataset.theme));
  }
  assert.deepEqual(themes, ["light", "dark"]);
  await page.close();
});

test("a review by itself is its title, its text and a line that leads to the library; with `library` all of it is there", async () => {
  const page = await openHost(`<skira-reader id="one" review="${first.id}"></skira-reader>
    <div style="width: 1000px; height: 640px"><skira-reader id="two" review="${first.id}" library></skira-reader></div>`, { wait: 4 });
  const frame = await inside(page);
  await frame.getByRole("article").getByRole("heading", { level: 1, name: first.title }).waitFor();
  for (const role of /** @type {const} */ (["banner", "navigation", "toolbar", "searchbox", "combobox", "textbox", "complementary"])) {
    assert.equal(await frame.getByRole(role).count(), 0, role);
  }
  const links = await frame.getByRole("article").getByRole("link", { name: /^עוד סקירות: / }).evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  assert.deepEqual(links, ["#/"]);
  const library = await inside(page, "two");
  await library.getByRole("article").getByRole("heading", { level: 1, name: first.title }).waitFor();
  assert.equal(await library.getByRole("banner").count(), 1);
  assert.equal(await library.getByRole("list", { name: "קטלוג הסקירות" }).count(), 1);
  await page.close();
});

test("a review that is opened inside the element is told of, by link and by command", async () => {
  const page = await openHost('<skira-reader id="one"></skira-reader>', { wait: 1 });
  const frame = await inside(page);
  const link = frame.getByRole("list", { name: "קטלוג הסקירות" }).getByRole("link").first();
  const id = (await link.getAttribute("href"))?.replace("#/r/", "");
  await link.click();
  await heard(page, 2);
  assert.deepEqual((await events(page))[1].slice(0, 3), ["open", "one", id]);
  await frame.getByRole("article").focus();
  await page.keyboard.press("j");
  await heard(page, 3);
  const [what, , next, nextTitle] = (await events(page))[2];
  assert.equal(what, "open");
  assert.notEqual(next, id);
  assert.equal(nextTitle, bundledExport().reviews.find((/** @type {any} */ review) => review.id === next).title);
  await page.close();
});

test("an element out of sight asks for nothing until it comes into sight", async () => {
  const page = await openHost(`<div style="height: 4000px"></div><skira-reader id="one"></skira-reader>
    <div hidden><skira-reader id="two"></skira-reader></div>`);
  /** @type {string[]} */
  const requests = [];
  page.on("request", (request) => requests.push(request.url()));
  await page.waitForFunction(() => customElements.get("skira-reader"));
  await page.evaluate(() => new Promise((done) => { setTimeout(done, 300); }));
  await becomes(() => page.evaluate(() => document.querySelectorAll("skira-reader").length), 2);
  assert.deepEqual([requests, page.frames().length], [[], 1]);
  await page.evaluate(() => document.getElementById("one")?.scrollIntoView());
  await heard(page, 1);
  assert.ok(requests.some((url) => new URL(url).pathname.endsWith("/skira.wasm")));
  await page.evaluate(() => document.querySelector("[hidden]")?.removeAttribute("hidden"));
  await page.evaluate(() => document.getElementById("two")?.scrollIntoView());
  await heard(page, 2);
  await page.close();
});

test("the element is as large as its container, and the host's own rules come first", async () => {
  const page = await openHost(`<style>#three { height: 222px }</style>
    <div id="box" style="width: 410px; height: 380px"><skira-reader id="one"></skira-reader></div>
    <div style="width: 500px"><skira-reader id="two"></skira-reader></div>
    <skira-reader id="three"></skira-reader>`);
  const size = (/** @type {string} */ id) => page.evaluate((wanted) => {
    const { width, height } = /** @type {HTMLElement} */ (document.getElementById(wanted)).getBoundingClientRect();
    return [width, height];
  }, id);
  await heard(page, 1);
  assert.deepEqual([await size("one"), await size("two")], [[410, 380], [500, 640]]);
  assert.equal((await size("three"))[1], 222);
  const frame = await inside(page);
  await becomes(() => frame.evaluate(() => [innerWidth, innerHeight]), [410, 380]);
  await page.evaluate(() => { /** @type {HTMLElement} */ (document.getElementById("box")).style.width = "700px"; });
  await frame.waitForFunction(() => {
    const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById("canvas"));
    return innerWidth === 700 && canvas.width === 700;
  });
  await page.close();
});

test("theme, language and review follow their attributes without a reload", async () => {
  const page = await openHost(`<div style="height: 400px"><skira-reader id="one" review="${first.id}" theme="light"></skira-reader></div>
    <div style="height: 400px"><skira-reader id="two"></skira-reader></div>`, { wait: 3 });
  const frame = await inside(page);
  await frame.evaluate(() => { Object.assign(globalThis, { sameDocument: true }); });
  const entries = await page.evaluate(() => history.length);
  const set = (/** @type {string} */ name, /** @type {string | null} */ value) => page.evaluate(([n, v]) => {
    const element = /** @type {Element} */ (document.getElementById("one"));
    if (v === null) element.removeAttribute(/** @type {string} */ (n));
    else element.setAttribute(/** @type {string} */ (n), v);
  }, [name, value]);
  const wears = (/** @type {string} */ theme) =>
    frame.waitForFunction((wanted) => document.documentElement.dataset.theme === wanted, theme);
  for (const theme of ["dark", "sepia", "contrast", "light"]) {
    await set("theme", theme);
    await wears(theme);
  }
  await page.emulateMedia({ colorScheme: "dark" });
  await set("theme", "auto");
  await wears("dark");
  await set("lang", "en");
  await frame.waitForFunction(() => document.documentElement.lang === "en" && document.documentElement.dir === "ltr");
  await set("lang", null);
  await frame.waitForFunction(() => document.documentElement.lang === "he");
  await set("review", second.id);
  await frame.getByRole("article").getByRole("heading", { level: 1, name: second.title }).waitFor();
  await set("review", null);
  await frame.getByRole("article").waitFor({ state: "detached" });
  await becomes(() => frame.evaluate(() => "sameDocument" in globalThis), true);
  // The host's back button leads where it led before, and the other reader keeps its own look.
  assert.equal(await page.evaluate(() => history.length), entries);
  await becomes(async () => (await inside(page, "two")).evaluate(() => document.documentElement.lang), "he");
  assert.ok((await events(page)).some((/** @type {any[]} */ [what, id, review]) =>
    what === "open" && id === "one" && review === second.id));
  await page.close();
});

test("an attribute that changes while the reader starts is followed too", async () => {
  const page = await openHost('<skira-reader id="one"></skira-reader>');
  await page.locator("skira-reader iframe").waitFor();
  await page.evaluate((id) => {
    const element = /** @type {Element} */ (document.getElementById("one"));
    element.setAttribute("theme", "sepia");
    element.setAttribute("review", id);
  }, first.id);
  await heard(page, 2);
  const frame = await inside(page);
  await frame.getByRole("article").getByRole("heading", { level: 1, name: first.title }).waitFor();
  await frame.waitForFunction(() => document.documentElement.dataset.theme === "sepia");
  await page.close();
});

test("another export is another reader; one that is none is told of", async () => {
  const page = await openHost('<skira-reader id="one"></skira-reader>', { wait: 1 });
  const source = site.put("broken.json", "{");
  await page.evaluate((url) => document.getElementById("one")?.setAttribute("src", url), source);
  await heard(page, 2);
  const [what, id, message] = (await events(page))[1];
  assert.deepEqual([what, id], ["error", "one"]);
  assert.match(message, /broken\.json: line 1/);
  assert.equal(page.frames().length, 2);
  await page.close();
});

test("the host's styles stop at the element, and none of the reader's get out", async () => {
  const hostile = `<style>button, a, h1, p, canvas, iframe, div { all: unset !important; display: none !important;
    color: red !important } skira-reader { display: block; height: 500px }</style>`;
  const page = await openHost(`<p id="own">text</p><skira-reader id="one" review="${first.id}"></skira-reader>`,
    { wait: 2, head: hostile });
  const frame = await inside(page);
  await becomes(() => frame.getByRole("article").isVisible(), true);
  await becomes(() => page.locator("skira-reader iframe").evaluate((element) => getComputedStyle(element).display), "block");
  await becomes(() => page.evaluate(() => ({
    sheets: document.styleSheets.length, adopted: document.adoptedStyleSheets.length,
    own: getComputedStyle(/** @type {Element} */ (document.getElementById("own"))).color,
    root: document.documentElement.getAttributeNames(), fonts: document.fonts.size,
    globals: ["skira", "Module", "SDL"].filter((name) => name in globalThis),
  })), { sheets: 1, adopted: 0, own: "rgb(255, 0, 0)", root: [], fonts: 0, globals: [] });
  await page.close();
});

test("keys stay where they are typed, and the reader takes neither the focus nor the place in the page", async () => {
  const page = await openHost(`<input id="field" autofocus><div style="height: 1200px"></div>
    <skira-reader id="one"></skira-reader><div style="height: 2000px"></div>
    <script>window.keys = []; addEventListener("keydown", e => { keys.push(e.key); if (e.key !== "Tab") e.preventDefault(); });</script>`);
  const keys = () => page.evaluate(() => /** @type {any} */ (globalThis).keys.splice(0));
  await page.locator("#field").focus();
  await page.evaluate(() => scrollTo(0, 700));
  await heard(page, 1);
  await page.evaluate((id) => document.getElementById("one")?.setAttribute("review", id), first.id);
  await heard(page, 2);
  const frame = await inside(page);
  assert.deepEqual(await page.evaluate(() => [document.activeElement?.id, scrollY]), ["field", 700]);
  await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement).blur());
  for (const key of ["?", "/", "j", "Escape", "Control+k", "Control+p"]) await page.keyboard.press(key);
  assert.deepEqual(await keys(), ["?", "/", "j", "Escape", "Control", "k", "Control", "p"]);
  assert.equal(await frame.getByRole("dialog").count(), 0);
  assert.equal(await frame.evaluate(() => document.hasFocus()), false);
  // And the other way: what is typed in the reader is the reader's.
  await frame.getByRole("article").click({ position: { x: 5, y: 5 } });
  await page.keyboard.press("?");
  await frame.getByRole("dialog").first().waitFor();
  assert.deepEqual(await keys(), []);
  await page.close();
});

/** The renderer's own counts, after its garbage went. @param {import("playwright-core").CDPSession} session */
async function counts(session) {
  await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  /** @param {string} name */
  const of = (name) => metrics.find((metric) => metric.name === name)?.value ?? NaN;
  return { heap: of("JSHeapUsedSize"), nodes: of("Nodes"), documents: of("Documents"), frames: of("Frames"),
    listeners: of("JSEventListeners") };
}

test("twenty readers put in and taken out leave nothing behind", async () => {
  // Of the host's own site, so that one process has them all and counts them.
  const page = await openHost("<canvas id=own></canvas>", { script: `${site.url}embed.js` });
  /** @type {string[]} */
  const warnings = [];
  page.on("console", (message) => { if (/context/i.test(message.text())) warnings.push(message.text()); });
  await page.evaluate(() => {
    const own = /** @type {HTMLCanvasElement} */ (document.getElementById("own"));
    Object.assign(globalThis, { gl: own.getContext("webgl2"), lost: false });
    own.addEventListener("webglcontextlost", () => { Object.assign(globalThis, { lost: true }); });
  });
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const listeners = async () => {
    const { result } = await session.send("Runtime.evaluate", { expression: "window", objectGroup: "w" });
    const found = await session.send("DOMDebugger.getEventListeners", { objectId: result.objectId ?? "" });
    await session.send("Runtime.releaseObjectGroup", { objectGroup: "w" });
    return found.listeners.map(({ type }) => type).sort();
  };
  const before = await listeners();
  const rounds = [];
  for (let round = 0; round < 20; ++round) {
    await page.evaluate((id) => {
      /** @type {any} */ (globalThis).events.length = 0;
      const element = document.createElement("skira-reader");
      element.setAttribute("review", id);
      document.body.append(element);
    }, first.id);
    await heard(page, 2);
    await page.evaluate(() => document.querySelector("skira-reader")?.remove());
    rounds.push(await counts(session));
  }
  const [settledAt, end] = [rounds[4], rounds[19]];
  console.log("# after 5 and 20 rounds:", JSON.stringify(settledAt), JSON.stringify(end));
  assert.deepEqual(await listeners(), before);
  assert.deepEqual([end.frames, end.documents, end.nodes, end.listeners],
    [settledAt.frames, settledAt.documents, settledAt.nodes, settledAt.listeners]);
  assert.ok(end.heap < settledAt.heap * 1.05 + 200e3, `${settledAt.heap} → ${end.heap} bytes`);
  await becomes(() => page.evaluate(() => [/** @type {any} */ (globalThis).lost, document.querySelectorAll("iframe").length]),
    [false, 0]);
  assert.deepEqual(warnings, []);
  await page.close();
});

test("an element that is moved with moveBefore() goes on as it is", async () => {
  const page = await openHost('<div id="a"><skira-reader id="one"></skira-reader></div><div id="b"></div>', { wait: 1 });
  await (await inside(page)).evaluate(() => { Object.assign(globalThis, { sameDocument: true }); });
  await page.evaluate(() => {
    /** @type {any} */ (document.getElementById("b")).moveBefore(document.getElementById("one"), null);
  });
  await becomes(async () => (await inside(page)).evaluate(() => "sameDocument" in globalThis), true);
  await page.evaluate(() => document.getElementById("one")?.setAttribute("theme", "dark"));
  await (await inside(page)).waitForFunction(() => document.documentElement.dataset.theme === "dark");
  await page.close();
});

test("messages of a wrong source, origin or shape move neither side", async () => {
  const page = await openHost(`<skira-reader id="one" review="${first.id}" theme="light"></skira-reader>
    <iframe id="stranger" src="${site.put("stranger.html", "<!doctype html><title>stranger</title>")}"></iframe>`, { wait: 2 });
  const frame = await inside(page);
  const before = await events(page);
  const state = () => frame.evaluate(() => [document.documentElement.dataset.theme, document.documentElement.lang, location.hash,
    document.querySelector("article")?.dataset.id]);
  const were = await state();
  await page.evaluate(() => {
    const target = /** @type {any} */ (document.querySelector("skira-reader")).shadowRoot.querySelector("iframe").contentWindow;
    // To the element: from its own page's window, which is not the frame's.
    for (const skira of ["open", "ready", "error", "evil", "__proto__"]) window.postMessage({ skira, detail: { id: "x", title: "x" } }, "*");
    // To the frame, from its host: shapes that it does not know.
    const dark = { theme: "dark" };
    for (const message of [null, 1, "dark", [], {}, dark, { skira: "set" }, { skira: "set", detail: null },
      { skira: "set", detail: ["dark"] }, { skira: "set", detail: "dark" }, { skira: "SET", detail: dark },
      { skira: ["set"], detail: dark }, { skira: "set", detail: { theme: ["dark"] } }, { skira: "set", detail: { theme: "Dark" } },
      { skira: "set", detail: { theme: "dark", extra: 1 } }, { skira: "set", detail: { theme: { toString: "dark" } } },
      { skira: "set", detail: { lang: "en\n" } }, { skira: "set", detail: { lang: "fr" } },
      { skira: "set", detail: { review: "a\u0000b" } }, { skira: "set", detail: { review: "a".repeat(300) } },
      { skira: "set", detail: { hash: "#/settings" } }, { skira: "set", detail: { src: "https://example.org/" } },
      JSON.parse('{"skira": "set", "detail": {"__proto__": {"theme": "dark"}, "theme": "dark"}}'),
      { skira: "open", detail: dark }, { type: "set", detail: dark }]) {
      target.postMessage(message, "*");
    }
  });
  // A request that is well-formed, from a frame that is not the host.
  const stranger = page.frame({ url: /stranger/ });
  await stranger?.evaluate(() => {
    for (let i = 0; i < parent.length; ++i) parent[i].postMessage({ skira: "set", detail: { theme: "dark" } }, "*");
    const shadowed = /** @type {any} */ (parent.document.querySelector("skira-reader"))?.shadowRoot.querySelector("iframe").contentWindow;
    shadowed.postMessage({ skira: "set", detail: { theme: "dark" } }, "*");
    parent.postMessage({ skira: "open", detail: { id: "x", title: "x" } }, "*");
  });
  // A review of any name goes nowhere but to a review's address.
  await page.evaluate(() => {
    const target = /** @type {any} */ (document.querySelector("skira-reader")).shadowRoot.querySelector("iframe").contentWindow;
    target.postMessage({ skira: "set", detail: { theme: "light" } }, "*");
  });
  await page.evaluate(() => new Promise((done) => { setTimeout(done, 300); }));
  assert.deepEqual([await state(), await events(page)], [were, before]);
  await page.evaluate(() => document.getElementById("one")?.setAttribute("review", "javascript:alert(1)//../../x?y#z"));
  await frame.waitForFunction(() => location.hash === "#/r/javascript:alert%281%29%2F%2F..%2F..%2Fx%3Fy%23z");
  await becomes(() => frame.evaluate(() => location.pathname), new URL(reader()).pathname + "index.html");
  await page.close();
});

test("who names another host than its own is told nothing and cannot ask", async () => {
  const named = (/** @type {string} */ host) => `${reader()}index.html?host=${encodeURIComponent(host)}#/r/${first.id}`;
  const url = site.put("liar.html", `<!doctype html><style>iframe { width: 600px; height: 400px }</style><script>window.heard = []; addEventListener("message", e => heard.push(e.data));</script>
    <iframe src="${named("https://example.org")}"></iframe><iframe src="${named("javascript:alert(1)")}"></iframe>
    <iframe src="${reader()}index.html#/r/${first.id}"></iframe>`);
  const page = await site.browser.newPage();
  await page.goto(url);
  const frames = page.frames().slice(1);
  assert.equal(frames.length, 3);
  for (const frame of frames) await frame.getByRole("article").waitFor();
  await page.evaluate(() => {
    for (let i = 0; i < window.length; ++i) /** @type {any} */ (window)[i].postMessage({ skira: "set", detail: { theme: "dark" } }, "*");
  });
  await page.evaluate(() => new Promise((done) => { setTimeout(done, 300); }));
  assert.deepEqual(await page.evaluate(() => /** @type {any} */ (globalThis).heard), []);
  for (const frame of frames) await becomes(() => frame.evaluate(() => document.documentElement.dataset.theme), "light");
  await page.close();
});

test("a plain frame is a whole reader", async () => {
  const url = site.put("plain.html", `<!doctype html><title>plain</title>
    <iframe src="${site.url}index.html?theme=sepia&lang=en#/r/${first.id}" width="900" height="600"></iframe>`);
  const page = await site.browser.newPage({ viewport: DESKTOP });
  await page.goto(url);
  const frame = page.frames()[1];
  await becomes(() => frame.getByRole("article").getByRole("heading", { level: 1 }).textContent(), first.title);
  await frame.waitForFunction(() => document.documentElement.dataset.theme === "sepia" && document.documentElement.lang === "en");
  await frame.getByRole("searchbox").first().fill("transformer");
  await frame.getByRole("status").filter({ hasText: /\d/ }).first().waitFor();
  // A visitor of the host has not asked for the reader to be kept on the device.
  assert.equal((await frame.evaluate(() => navigator.serviceWorker.getRegistrations())).length, 0);
  await page.close();
});

test("a page on disk embeds the reader of a site, with its events", async (t) => {
  const file = join(tmpdir(), `skira-host-${process.pid}.html`);
  t.after(() => rmSync(file));
  writeFileSync(file, `<!doctype html>${LISTEN}<script type="module" src="${reader()}embed.js"></script>
    <skira-reader id="one" review="${first.id}"></skira-reader>`);
  const page = await site.browser.newPage();
  await page.goto(pathToFileURL(file).href);
  await heard(page, 2);
  await page.evaluate(() => document.getElementById("one")?.setAttribute("theme", "dark"));
  await page.frames()[1].waitForFunction(() => document.documentElement.dataset.theme === "dark");
  await page.close();
});

test("embed.js is small, whole, and of its own", () => {
  const size = statSync(join(DIST, "embed.js")).size;
  assert.ok(size <= 6 * 1024, `${size} bytes`);
  assert.doesNotMatch(readFileSync(join(DIST, "embed.js"), "utf8"), /\bimport\s*[("']|\beval\b|innerHTML/);
});
