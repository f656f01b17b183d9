// Without a network, and across an update: the service worker's promises.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { PNG } from "pngjs";
import { DESKTOP, DIST, becomes, bundledExport, launch, settled, visited } from "./browser.js";

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => { site = await launch(); });
after(async () => { await site.close(); });

const firstTitle = (/** @type {import("playwright-core").Page} */ page) =>
  page.getByRole("list", { name: "קטלוג הסקירות" }).getByRole("link").first().getAttribute("aria-label");

/**
 * Puts another version on the site: the newest review has another title. Returns it.
 * @param {{damaged?: boolean}} [options]
 */
function publish({ damaged = false } = {}) {
  const data = bundledExport();
  const day = (/** @type {any} */ review) => review.date ?? review.date_inferred ?? "";
  const newest = data.reviews.reduce((/** @type {any} */ a, /** @type {any} */ b) => day(b) > day(a) ? b : a);
  newest.title = `גרסה ${Math.random().toString(36).slice(2)}`;
  const bytes = gzipSync(JSON.stringify(data));
  const hash = createHash("sha256").update(damaged ? Buffer.concat([bytes, bytes]) : bytes).digest("hex");
  const worker = readFileSync(join(DIST, "sw.js"), "utf8")
    .replace(/("reviews\.json\.gz":")[0-9a-f]+/, `$1${hash}`)
    .replace(/VERSION = "[0-9a-f]+"/, `VERSION = "${hash.slice(0, 16)}"`);
  site.put("some/where/reviews.json.gz", bytes);
  site.put("some/where/sw.js", worker);
  return newest.title;
}

function publishOriginal() {
  for (const name of ["reviews.json.gz", "sw.js"]) site.put(`some/where/${name}`, readFileSync(join(DIST, name)));
}

test("after one visit every route opens with the network off", async () => {
  const context = await site.browser.newContext({ viewport: DESKTOP });
  const page = await visited(site.url, context);
  await context.setOffline(true);
  for (const review of bundledExport().reviews.slice(0, 3)) {
    await page.goto(`${site.url}#/r/${review.id}`);
    await page.reload();
    await settled(page);
    await becomes(() => page.getByRole("article").getByRole("heading", { level: 1 }).textContent(), review.title);
  }
  for (const route of ["#/", "#/numbers", "#/settings", "#/lists", "#/highlights", "#/about"]) {
    await page.goto(site.url + route);
    await page.reload();
    await settled(page);
    assert.ok(await firstTitle(page), route);
  }
  await context.close();
});

test("an update is taken up at the next start, with a notice, and the old version's cache goes", async () => {
  publishOriginal();
  const context = await site.browser.newContext({ viewport: DESKTOP });
  const page = await visited(site.url, context);
  const old = await firstTitle(page);
  const title = publish();
  await page.evaluate(async () => { await (await navigator.serviceWorker.ready).update(); });
  await page.getByText("גרסה חדשה מוכנה").first().waitFor();
  await page.reload();
  await settled(page);
  await becomes(() => firstTitle(page), old, "the open page keeps its version");
  await page.close();
  await new Promise((resolve) => setTimeout(resolve, 300));
  const next = await context.newPage();
  await next.goto(site.url);
  await settled(next);
  assert.ok((await firstTitle(next))?.startsWith(title), "the next start has the new one");
  assert.equal((await next.evaluate(() => caches.keys())).length, 1);
  await context.close();
  publishOriginal();
});

test("an update whose bytes are not what its worker promises is refused whole", async () => {
  publishOriginal();
  const context = await site.browser.newContext({ viewport: DESKTOP });
  const page = await visited(site.url, context);
  const old = await firstTitle(page);
  publish({ damaged: true });
  await page.evaluate(async () => { await (await navigator.serviceWorker.ready).update().catch(() => {}); });
  await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistration())?.installing == null);
  await page.close();
  await context.setOffline(true);
  const next = await context.newPage();
  await next.goto(site.url);
  await settled(next);
  await becomes(() => firstTitle(next), old);
  assert.equal((await next.evaluate(() => caches.keys())).length, 1);
  await context.close();
  publishOriginal();
});

test("the worker's list names every file that the page needs, with its digest", () => {
  const text = readFileSync(join(DIST, "sw.js"), "utf8");
  const files = JSON.parse(/const FILES = (\{.*?\}),/.exec(text)?.[1] ?? "null");
  for (const name of ["index.html", "skira.css", "skira.js", "skira.wasm", "fonts.bin.gz", "reviews.json.gz",
    "licenses.txt", "manifest.webmanifest", "icons/skira.svg"]) {
    assert.equal(files[name], createHash("sha256").update(readFileSync(join(DIST, name))).digest("hex"), name);
  }
});

test("the page can be installed: its manifest names what systems ask for", () => {
  const manifest = JSON.parse(readFileSync(join(DIST, "manifest.webmanifest"), "utf8"));
  assert.equal(manifest.display, "standalone");
  assert.equal(manifest.start_url, "./");
  assert.equal(manifest.dir, "rtl");
  assert.deepEqual(Object.values(manifest.file_handlers[0].accept).flat().sort(), [".json", ".md", ".txt"]);
  const sizes = [];
  for (const { src, type, sizes: side, purpose } of manifest.icons) {
    const bytes = readFileSync(join(DIST, src));
    if (type !== "image/png") continue;
    const { width, height, data } = PNG.sync.read(bytes);
    assert.equal(side, `${width}x${height}`, src);
    // A maskable icon fills its square, so that any mask cuts through its ground alone.
    assert.equal(data[3] === 255, purpose === "maskable", src);
    assert.deepEqual([...data.subarray(4 * (width * 8 + width / 2)).subarray(0, 4)], [0x1f, 0x6f, 0xb5, 255], src);
    sizes.push(`${purpose} ${width}`);
  }
  assert.deepEqual(sizes.sort(), ["any 192", "any 512", "maskable 192", "maskable 512"]);
  const touch = PNG.sync.read(readFileSync(join(DIST, "icons/apple-touch-icon.png")));
  assert.deepEqual([touch.width, touch.data[3]], [180, 255]);
});

test("Chromium finds nothing that stands in the way of installing", async () => {
  const context = await site.browser.newContext({ viewport: DESKTOP });
  const page = await visited(site.url, context);
  const session = await context.newCDPSession(page);
  const { errors, url } = await session.send("Page.getAppManifest");
  assert.deepEqual([errors, url], [[], `${site.url}manifest.webmanifest`]);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  // A window of this kind (private) installs nothing; what the page itself lacks would stand here too.
  assert.deepEqual(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito"), []);
  await context.close();
});
