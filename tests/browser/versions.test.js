// Two versions of the page on one host: deploys in the middle of a load, half files, pages of HTML for files, lost
// entries of the worker's cache. worker-model.test.js walks through more of it without a browser.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, beforeEach, describe, test } from "node:test";
import { DESKTOP, ROOT, becomes, launch, settled, visited } from "./browser.js";
import { FIRST, SECOND, sha256, versionIn } from "./two-versions.js";

/** @typedef {import("playwright-core").Page} Page @typedef {import("playwright-core").BrowserContext} Context */

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => { site = await launch(); });
after(async () => { await site.close(); });

/** @param {Map<string, Uint8Array>} files */
const deploy = (files) => { for (const [name, bytes] of files) site.put(`some/where/${name}`, bytes); };
beforeEach(() => deploy(FIRST));

/** Which version a page is. @param {Page} page */
const versionOf = (page) => page.evaluate(() => document.querySelector("meta[name=skira-files]")?.getAttribute("content") ?? "")
  .then(versionIn);

/** Looks for an update, and waits until what it found is installed or given up. @param {Page} page */
async function update(page) {
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update().catch(() => {});
    const { installing } = registration;
    if (installing) await new Promise((done) => installing.addEventListener("statechange", done, { once: true }));
  });
}

/** @param {Page} page */
async function messageOf(page) {
  const alert = page.getByRole("alert");
  await alert.waitFor({ timeout: 60000 });
  return {
    he: (await alert.locator("p[lang=he]").first().textContent()) ?? "",
    en: (await alert.locator("p[lang=en]").first().textContent()) ?? "",
    detail: (await alert.locator("code").allTextContents()).join(),
  };
}

/** The digests of what the worker keeps, by name. @param {Page} page @returns {Promise<Record<string, string>>} */
const kept = (page) => page.evaluate(async () => {
  /** @type {Record<string, string>} */
  const digests = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const bytes = await (await cache.match(request))?.arrayBuffer() ?? new ArrayBuffer(0);
      digests[new URL(request.url).pathname.split("/where/")[1]] =
        [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    }
  }
  return digests;
});
/** @param {Page} page @param {string[]} names */
const lose = (page, ...names) => page.evaluate(async (lost) => {
  for (const cache of await caches.keys()) for (const name of lost) await (await caches.open(cache)).delete(name);
}, names);

/** A page, a context of its own that is closed with the test. @param {import("node:test").TestContext} t @param {"allow" | "block"} serviceWorkers */
async function context(t, serviceWorkers = "allow") {
  const made = await site.browser.newContext({ viewport: DESKTOP, serviceWorkers });
  t.after(() => made.close());
  return made;
}

// --- Which files belong together ------------------------------------------------------------------------

test("the version is the digest of the files and of the worker's own text", () => {
  const [, list, lazyList, version, text] = /const FILES = (\{.*?\}), LAZY = (\{.*?\}), INFLATED = (?:\{.*?\}), VERSION = "(\w+)";\n([^]*)/
    .exec(String(FIRST.get("sw.js"))) ?? [];
  assert.equal(text, readFileSync(join(ROOT, "web/sw.js"), "utf8"));
  const names = [...FIRST.keys()].filter((name) => !["sw.js", ".nojekyll"].includes(name)).sort();
  const digests = Object.fromEntries(names.map((name) => [name, sha256(/** @type {Buffer} */ (FIRST.get(name)))]));
  // What only those need who open documents or publish, come by a review's page, or see its pictures.
  const isLazy = (/** @type {string} */ name) => ["maker-worker.js", "math-worker.js", "skira-maker.wasm", "publish-worker.js", "app-shell.zip"].includes(name) || /^(?:import-|fonts\/|pictures\/)/.test(name);
  const of = (/** @type {boolean} */ lazy) => Object.fromEntries(Object.entries(digests).filter(([name]) => isLazy(name) === lazy));
  assert.deepEqual([JSON.parse(list), JSON.parse(lazyList)], [of(false), of(true)]);
  assert.equal(version, sha256(JSON.stringify(digests) + text).slice(0, 16));
});

test("the page names each of its scripts, styles and files by its digest", () => {
  const page = String(FIRST.get("index.html"));
  const asked = [...page.matchAll(/(?:src|stylesheet" href)="([^"]+)"( integrity="sha256-([^"]+)")?/g)].map(([, name, , digest]) => [name, digest]);
  assert.deepEqual(asked.map(([name]) => name).sort(),
    ["boot.js", "first-visit.css", "first-visit.js", "no-script.css", "skira.css", "skira.js"]);
  for (const [name, digest] of asked) assert.equal(digest, sha256(/** @type {Buffer} */ (FIRST.get(name)), "base64"), name);
  for (const name of ["skira.wasm", "fonts.bin.gz"]) {
    assert.ok(page.includes(`href="${name}?v=${sha256(/** @type {Buffer} */ (FIRST.get(name))).slice(0, 12)}"`), name);
  }
  const list = /name="skira-files" content="([^"]+)"/.exec(page)?.[1].split(" ").map((entry) => entry.split("="));
  assert.deepEqual(list?.map(([name]) => name), ["skira.wasm", "fonts.bin.gz", "reviews.json.gz", "math-worker.js", "maker-worker.js",
    "skira-maker.wasm", "publish-worker.js", "app-shell.zip", "licenses.txt"]);
});

test("the worker gives a page the version of a file that it asks for, or none", async (t) => {
  const page = await visited(site.url, await context(t));
  const ask = (/** @type {string} */ name) => page.evaluate(async (address) => {
    const response = await fetch(address);
    const bytes = await response.arrayBuffer();
    return [response.status, [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))].map((byte) => byte.toString(16).padStart(2, "0")).join("")];
  }, name);
  const [first, second] = [FIRST, SECOND].map((files) => sha256(/** @type {Buffer} */ (files.get("skira.wasm"))));
  assert.deepEqual(await ask(`skira.wasm?v=${first.slice(0, 12)}`), [200, first]);
  assert.deepEqual((await ask(`skira.wasm?v=${second.slice(0, 12)}`))[0], 404, "the host has it not yet");
  deploy(SECOND);
  assert.deepEqual(await ask(`skira.wasm?v=${second.slice(0, 12)}`), [200, second], "the host's");
  assert.deepEqual(await ask("skira.wasm"), [200, first], "the version's own");
});

// --- Deploys ----------------------------------------------------------------------------------------------

for (const held of ["skira.wasm", "fonts.bin.gz", "skira.js"]) {
  test(`a deploy between the page and its ${held}: the page starts, whole, in the new version`, async (t) => {
    const page = await (await context(t, "block")).newPage();
    let times = 0;
    await page.route(({ pathname }) => pathname.endsWith(`/${held}`), async (route) => {
      if (++times === 1) deploy(SECOND);
      await route.continue();
    });
    await page.goto(site.url, { waitUntil: "commit" });
    await becomes(() => versionOf(page).catch(() => 0), 2);
    await settled(page);
    assert.equal(await page.getByRole("alert").isVisible(), false);
  });
}

test("a deploy of which only some files have come leaves those who were here the old version, and others a file's name", async (t) => {
  const here = await context(t);
  const page = await visited(site.url, here);
  site.put("some/where/sw.js", /** @type {Buffer} */ (SECOND.get("sw.js")));
  site.put("some/where/index.html", /** @type {Buffer} */ (SECOND.get("index.html")));
  await update(page);
  await page.reload();
  await settled(page);
  assert.equal(await versionOf(page), 1);
  await here.setOffline(true);
  await page.reload();
  await settled(page);
  const stranger = await (await context(t, "block")).newPage();
  await stranger.goto(site.url);
  assert.match((await messageOf(stranger)).detail, /^(?:skira\.(?:css|js)): not the bytes of this version$/);
  // And it is over when the rest has come.
  deploy(SECOND);
  await stranger.reload();
  await settled(stranger);
  assert.equal(await versionOf(stranger), 2);
});

// --- Files that are none ------------------------------------------------------------------------------------

const HTML = "<!doctype html><title>Sign in</title>";
describe("a page of HTML instead of a file", () => {
  for (const name of ["skira.wasm", "fonts.bin.gz", "reviews.json.gz", "skira.js", "skira.css"]) {
    test(`${name}: its name is said, it was asked for again, and those who were here go on`, async (t) => {
      const here = await context(t);
      const old = await visited(site.url, here);
      const stranger = await (await context(t, "block")).newPage();
      let asked = 0;
      await stranger.route(({ pathname }) => pathname.endsWith(`/${name}`), async (route) => {
        ++asked;
        await route.fulfill({ status: 200, contentType: "text/html", body: HTML });
      });
      await stranger.goto(site.url);
      const message = await messageOf(stranger);
      assert.equal(message.detail, `${name}: a page of HTML came instead`);
      assert.match(message.he, name === "reviews.json.gz" ? /קובץ הסקירות אינו תקין/ : /פגום/);
      assert.doesNotMatch(message.en, /WebAssembly/);
      assert.ok(asked >= 3, `asked for ${asked} times`);
      site.put(`some/where/${name}`, HTML);
      site.put("some/where/sw.js", `${FIRST.get("sw.js")}\n// another worker\n`);
      await update(old);
      await old.reload();
      await settled(old);
      assert.equal(await old.getByRole("alert").isVisible(), false);
    });
  }

  test("of the worker's text: the old version goes on", async (t) => {
    const page = await visited(site.url, await context(t));
    site.put("some/where/sw.js", HTML);
    await update(page);
    await page.reload();
    await settled(page);
    assert.equal((await page.evaluate(() => caches.keys())).length, 1);
  });
});

for (const [name, part] of /** @type {[string, number][]} */ ([["skira.wasm", 0.5], ["fonts.bin.gz", 0.5], ["skira.wasm", 0]])) {
  test(`${part ? "half" : "an empty"} ${name} is named, and the browser is not blamed`, async (t) => {
    const whole = /** @type {Buffer} */ (FIRST.get(name));
    site.put(`some/where/${name}`, whole.subarray(0, whole.length * part));
    const page = await (await context(t, "block")).newPage();
    await page.goto(site.url);
    const message = await messageOf(page);
    assert.equal(message.detail, `${name}: not the bytes of this version`);
    assert.match(message.en, /came damaged, or is of another version/);
  });
}

test("a file that comes at the second time of asking is no fault", async (t) => {
  const page = await (await context(t, "block")).newPage();
  /** @type {Record<string, number>} */
  const times = {};
  await page.route(/(?:skira\.wasm|fonts\.bin\.gz|reviews\.json\.gz)/, async (route) => {
    const { pathname } = new URL(route.request().url());
    times[pathname] = (times[pathname] ?? 0) + 1;
    if (times[pathname] > 1) await route.continue();
    else await route.fulfill({ status: pathname.endsWith("wasm") ? 503 : 200, contentType: "text/html", body: HTML });
  });
  await page.goto(site.url);
  await settled(page);
  assert.equal(await page.getByRole("alert").isVisible(), false);
});

test("where the browser refuses to compile anything, WebAssembly is what is missing", async (t) => {
  const page = await (await context(t, "block")).newPage();
  await page.addInitScript(() => {
    const refuse = () => { throw new WebAssembly.CompileError("Wasm code generation disallowed by embedder"); };
    Object.assign(WebAssembly, { Module: refuse, compile: async () => refuse(), compileStreaming: async () => refuse() });
  });
  await page.goto(site.url);
  const message = await messageOf(page);
  assert.match(message.en, /does not run WebAssembly/);
  assert.equal(message.detail, "skira.wasm: Wasm code generation disallowed by embedder");
});

// --- The worker's cache -----------------------------------------------------------------------------------

const TAKE_OVER = "להפעיל עכשיו";

test("a version that waits is told at each visit, and begins in all tabs, each in its place, when one of them asks", async (t) => {
  const here = await context(t);
  const page = await visited(site.url, here);
  deploy(SECOND);
  await update(page);
  await page.getByRole("button", { name: TAKE_OVER }).waitFor();
  const other = await here.newPage();
  await other.goto(`${site.url}#/numbers`);
  await settled(other);
  assert.equal(await versionOf(other), 1);
  await other.getByRole("button", { name: TAKE_OVER }).click();
  for (const tab of [page, other]) {
    await becomes(() => versionOf(tab).catch(() => 0), 2);
    await settled(tab);
  }
  assert.match(other.url(), /#\/numbers$/);
  assert.equal((await kept(page))["skira.wasm"], sha256(/** @type {Buffer} */ (SECOND.get("skira.wasm"))));
});

test("it begins by itself when all tabs are at rest for a while, and in none while one is used", async (t) => {
  const here = await context(t);
  // The clock of each tab is put on; what looks every minute looks five times a second.
  await here.addInitScript(() => {
    const now = Date.now, interval = setInterval;
    Object.assign(globalThis, { later: 0 });
    Date.now = () => now() + /** @type {any} */ (globalThis).later;
    globalThis.setInterval = /** @type {any} */ ((/** @type {() => void} */ act, /** @type {number} */ ms) => interval(act, ms === 60_000 ? 200 : ms));
  });
  const rest = (/** @type {Page} */ tab) => tab.evaluate(() => { /** @type {any} */ (globalThis).later = 11 * 60_000; });
  const page = await visited(site.url, here), other = await visited(site.url, here);
  deploy(SECOND);
  await update(page);
  await page.getByRole("button", { name: TAKE_OVER }).waitFor();
  await rest(page);
  await page.waitForTimeout(3000);
  assert.equal(await versionOf(page), 1, "the other tab has been used");
  await rest(other);
  for (const tab of [page, other]) await becomes(() => versionOf(tab).catch(() => 0), 2);
});

test("files that the device lost are fetched, checked and put back", async (t) => {
  const here = await context(t);
  const page = await visited(site.url, here);
  const whole = await kept(page);
  await lose(page, "skira.wasm", "skira.js", "index.html", "fonts.bin.gz", "reviews.json.gz");
  assert.notDeepEqual(await kept(page), whole);
  await page.reload();
  await settled(page);
  await becomes(() => kept(page), whole);
  await here.setOffline(true);
  await page.reload();
  await settled(page);
});

test("a lost file of which the host has another version alone: the page starts in the host's, whole", async (t) => {
  const page = await visited(site.url, await context(t));
  await lose(page, "skira.wasm");
  deploy(SECOND);
  await page.reload();
  await becomes(() => versionOf(page).catch(() => 0), 2);
  await settled(page);
  assert.equal(await page.getByRole("alert").isVisible(), false);
  const cached = (await kept(page))["skira.wasm"];
  assert.ok(cached === undefined || cached === sha256(/** @type {Buffer} */ (SECOND.get("skira.wasm"))), "never under the old version's name");
});

test("an install that fails in the active version's own cache leaves it what it has", async (t) => {
  const here = await context(t);
  const page = await visited(site.url, here);
  await lose(page, "licenses.txt");
  const before = await kept(page);
  site.put("some/where/licenses.txt", "another text");
  site.put("some/where/sw.js", `${FIRST.get("sw.js")}\n// another worker of the same version\n`);
  await update(page);
  assert.deepEqual(await kept(page), before);
  await here.setOffline(true);
  await page.reload();
  await settled(page);
});
