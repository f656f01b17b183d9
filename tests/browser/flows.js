// The main ways through the page, for engines that playwright-core does not drive: each takes a page
// behind the few steps that WebDriver has everywhere (firefox.test.js, webkit.test.js).
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PNG } from "pngjs";
import { serve } from "../../web/serve.js";
import { DIST, becomes, bundledExport, makeReview, paragraph } from "./browser.js";
import { exportOf, figure, plate } from "./picture-files.js";
import { compareRuns } from "./runs.js";
import { SECOND, versionIn } from "./two-versions.js";

/**
 * @typedef {{
 *   open(url: string): Promise<void>,
 *   evaluate<T>(run: (...values: any[]) => T | Promise<T>, ...values: unknown[]): Promise<T>,
 *   move(x: number, y: number): Promise<void>,
 *   down(): Promise<void>,
 *   up(): Promise<void>,
 *   type(text: string): Promise<void>,
 *   press(...keys: string[]): Promise<void>,
 *   back(): Promise<void>,
 *   screenshot(name: string): Promise<Buffer>,
 *   problems(): Promise<string[]>,
 *   close(): Promise<void>,
 * }} Driver a browser's page. `press` holds all but the last key: "Control", "c"; `problems` are the
 *   console's errors since the page was opened
 */

export const { reviews } = bundledExport();
export const [first] = reviews;
const LIST = '[data-id="catalog-list"] a';

/** A display of its own for a browser that draws on none but a screen's. @returns {Promise<{env: NodeJS.ProcessEnv, close: () => void}>} */
export function openDisplay() {
  const server = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1440x1000x24", "-nolisten", "tcp"],
    { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.once("exit", () => reject(new Error("Xvfb ended")));
    server.stdio[3]?.once("data", (number) => resolve({
      // The graphics by software: the machines of tests have no card.
      env: { ...process.env, DISPLAY: `:${String(number).trim()}`, LIBGL_ALWAYS_SOFTWARE: "1" },
      close: () => { server.kill(); },
    }));
  });
}

// Where a protocol does not tell of the console, a script in front of the page's own keeps what goes wrong.
const LISTEN = `window.problems = [];
  const tell = (what) => problems.push(String(what));
  console.error = (...values) => tell(values.join(" "));
  addEventListener("error", (event) => tell(event.message || event.target.outerHTML), true);
  addEventListener("unhandledrejection", (event) => tell(event.reason));
  document.addEventListener("securitypolicyviolation", (event) => tell(event.violatedDirective + " " + event.blockedURI));`;

/**
 * A host with dist/, and beside it a page that embeds the reader and one that keeps its problems. `put` replaces a
 * file of it.
 * @returns {Promise<{url: string, put: (name: string, bytes: Uint8Array) => void, close: () => void}>}
 */
export async function openSite() {
  const folder = mkdtempSync(join(tmpdir(), "skira-site-"));
  cpSync(DIST, folder, { recursive: true });
  mkdirSync(join(folder, "pictures"), { recursive: true });
  writeFileSync(join(folder, "listen.js"), LISTEN);
  const listening = (/** @type {string} */ name, base = "") => readFileSync(join(DIST, name), "utf8")
    .replace('<script type="module"', `<script src="${base}listen.js"></script>$&`);
  writeFileSync(join(folder, "listened.html"), listening("index.html"));
  for (const name of readdirSync(join(DIST, "r"))) writeFileSync(join(folder, "r", name), listening(`r/${name}`, "../"));
  writeFileSync(join(folder, "blog.html"), `<!doctype html><script>window.events = []; for (const what of ["ready", "open", "error"])
    addEventListener("skira-" + what, (event) => events.push(what + " " + (event.detail.id ?? "")));</script>
    <script type="module" src="embed.js"></script><skira-reader review="${first.id}" lang="en"></skira-reader>`);
  const server = await serve(folder, 0);
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const close = () => {
    server.close();
    server.closeAllConnections();
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: `http://127.0.0.1:${port}/`, put: (name, bytes) => writeFileSync(join(folder, name), bytes), close };
}

/**
 * Waits until the function is true on the page; it returns a plain value, no element.
 * @param {Driver} page @param {(...values: any[]) => unknown} run @param {unknown[]} values
 */
export async function until(page, run, ...values) {
  let error = null;
  for (let i = 0; i < 200; ++i) {
    // While one document makes place for the next there is none to ask.
    if (await page.evaluate(run, ...values).catch((reason) => { error = reason; })) return;
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  assert.fail(`not within ten seconds: ${run} ${error ?? ""}`);
}

/** Waits for the first text and until nothing moves. @param {Driver} page */
export async function drawn(page) {
  await until(page, () => performance.getEntriesByName("skira-first-text").length > 0);
  let before = -1;
  for (let i = 0; i < 40; ++i) {
    const frames = await page.evaluate(() => skira.stats().frames);
    if (frames === before) return;
    before = frames;
    await new Promise((resolve) => { setTimeout(resolve, 250); });
  }
  assert.fail("the page does not come to rest");
}

/** Presses in the middle of an element. @param {Driver} page @param {string} selector of CSS, the first that fits */
export async function click(page, selector) {
  await until(page, (wanted) => document.querySelector(wanted) !== null, selector);
  const [x, y] = await page.evaluate((wanted) => {
    const { left, top, width, height } = /** @type {Element} */ (document.querySelector(wanted)).getBoundingClientRect();
    return [left + width / 2, top + height / 2];
  }, selector);
  await page.move(x, y);
  await page.down();
  await page.up();
}

const title = () => document.querySelector("article h1")?.textContent ?? null;

/**
 * Whether the canvas wears a theme: a screenshot's ground, and enough on it that is not the ground. The
 * layer's own text is transparent.
 * @param {Driver} page @param {string} name
 */
async function inkOn(page, name) {
  const { width, height, data } = PNG.sync.read(await page.screenshot(name));
  const at = (/** @type {number} */ x, /** @type {number} */ y) => data.readUIntBE(4 * (y * width + x), 3);
  const ground = at(3, height - 3);
  let ink = 0;
  for (let i = 0; i < width * height; ++i) if (data.readUIntBE(4 * i, 3) !== ground) ++ink;
  return { ground: `#${ground.toString(16).padStart(6, "0")}`, share: ink / (width * height) };
}

/** @type {[string, (page: Driver, url: string) => Promise<void>][]} */
export const FLOWS = [
  ["the page starts, lists every review, and no error is in the console", async (page, url) => {
    await page.open(url);
    await drawn(page);
    assert.equal(await page.evaluate(() => skira.stats().reviews), reviews.length);
    // Rows whose text is not laid out yet come in idle time.
    await becomes(() => page.evaluate((list) => document.querySelectorAll(list).length, LIST), reviews.length);
    await page.screenshot("catalog");
    assert.deepEqual(await page.problems(), []);
    // And an error would have been heard.
    await page.evaluate(() => { console.error("a probe"); });
    for (let i = 0; i < 100 && (await page.problems()).length === 0; ++i) await new Promise((resolve) => { setTimeout(resolve, 20); });
    assert.match((await page.problems()).join(), /a probe/);
  }],

  ["a search by typing finds", async (page, url) => {
    await page.open(url);
    await drawn(page);
    await click(page, "input[type=search], input[role=combobox]");
    await page.type("dropout");
    await until(page, (list) => document.querySelectorAll(list).length < 25 && /Dropout/.test(document.querySelector(list)?.getAttribute("aria-label") ?? ""), LIST);
    await until(page, () => location.hash.includes("q=dropout"));
    await page.screenshot("search");
    assert.deepEqual(await page.problems(), []);
  }],

  ["a press opens a review, back leads to the catalog, and a review's address to it", async (page, url) => {
    await page.open(url);
    await drawn(page);
    await click(page, LIST);
    await until(page, () => document.querySelector("article") !== null);
    const opened = await page.evaluate(title);
    assert.ok(reviews.some((/** @type {any} */ review) => review.title === opened));
    assert.match(await page.evaluate(() => location.href), /\/r\//);
    await drawn(page);
    await page.screenshot("review");
    await page.back();
    await until(page, () => !document.querySelector("article"));
    await page.open(`${url}#/r/${first.id}`);
    await until(page, title);
    assert.equal(await page.evaluate(title), first.title);
    assert.deepEqual(await page.problems(), []);
  }],

  ["text is selected with the mouse and copied", async (page, url) => {
    await page.open(`${url}#/r/${first.id}`);
    await drawn(page);
    // A full line of a paragraph, in sight.
    const line = await page.evaluate(() => {
      const lines = [...document.querySelectorAll("article p .line")].filter((line) =>
        line.getBoundingClientRect().bottom < innerHeight && !line.querySelector(".formula"));
      const line = lines.reduce((a, b) => (b.textContent ?? "").length > (a.textContent ?? "").length ? b : a);
      const { left, right, top, height } = line.getBoundingClientRect();
      return { left, right, middle: top + height / 2, text: line.textContent ?? "" };
    });
    await page.move(line.right - 2, line.middle);
    await page.down();
    await page.move((line.left + line.right) / 2, line.middle);
    await page.move(line.left + 2, line.middle);
    await page.up();
    const selected = await page.evaluate(() => String(getSelection()));
    assert.ok(selected.length > line.text.length * 0.8 && line.text.includes(selected.trim()), `${selected} of ${line.text}`);
    await page.screenshot("selection");
    await page.press("Control", "c");
    await click(page, "input[type=search], input[role=combobox]");
    await page.press("Control", "v");
    await until(page, (text) => /** @type {HTMLInputElement} */ (document.activeElement).value.trim() === text, selected.trim());
    assert.deepEqual(await page.problems(), []);
  }],

  ["what is kept is there after a reload", async (page, url) => {
    await page.open(`${url}#/r/${first.id}`);
    await drawn(page);
    await click(page, 'button[aria-label="סימון בכוכב"]');
    await until(page, () => document.querySelector('button[aria-label="הסרת הכוכב"]') !== null);
    // The record is on the device when its transaction is over.
    await until(page, (key) => new Promise((resolve) => {
      // Named as web/site-key.js does.
      const folder = location.protocol === "file:" ? "" : location.pathname.replace(/(?:r\/)?[^/]*$/, "").replace(/^\/$/, "");
      const request = indexedDB.open(["skira", folder].filter(Boolean).join(" "));
      request.onerror = () => resolve(false);
      request.onsuccess = () => {
        const found = request.result.transaction("records").objectStore("records").get(key);
        found.onsuccess = () => { request.result.close(); resolve(found.result !== undefined); };
      };
    }), `review/${first.id}`);
    await page.evaluate(() => { location.reload(); });
    await until(page, () => document.querySelector('button[aria-label="הסרת הכוכב"]') !== null);
    assert.deepEqual(await page.problems(), []);
  }],

  ["themes change, on the canvas and around it", async (page, url) => {
    await page.open(`${url}#/settings`);
    await drawn(page);
    for (const [label, worn] of [["כהה", "dark"], ["ספיה", "sepia"], ["בהירה", "light"]]) {
      await click(page, `[role=radio][aria-label="${label}"]`);
      await until(page, (theme) => document.documentElement.dataset.theme === theme, worn);
      await drawn(page);
      const { ground, share } = await inkOn(page, `theme-${worn}`);
      const page_ = await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--skira-page"));
      assert.equal(ground, page_.trim().toLowerCase());
      assert.ok(share > 0.01, `${worn}: ${share} of the picture is not ground`);
    }
    assert.deepEqual(await page.problems(), []);
  }],
];

/** Not in WebKitGTK yet, whose letters stand on whole pixels. @type {[string, (page: Driver, url: string) => Promise<void>]} */
export const LINES =
  ["every line stands where the canvas drew it, as wide", async (page, url) => {
    for (const { id } of reviews.slice(0, 4)) {
      await page.open(`${url}#/r/${id}`);
      await until(page, (wanted) => document.querySelector("article")?.dataset.id === wanted, id);
      await drawn(page);
      const { runs, problems } = await page.evaluate(compareRuns);
      assert.ok(runs > 10);
      assert.deepEqual(problems, [], id);
    }
  }];

/** Ways that need a host. @type {[string, (page: Driver, site: Awaited<ReturnType<typeof openSite>>) => Promise<void>][]} */
export const HOSTED = [
  ["the custom element runs, follows its attributes and goes", async (page, { url }) => {
    await page.open(`${url}blog.html`);
    await until(page, (events) => /** @type {any} */ (globalThis).events.join() === events, `ready ,open ${first.id}`);
    await page.evaluate(() => { document.querySelector("skira-reader")?.setAttribute("theme", "dark"); });
    await until(page, () => {
      const frame = document.querySelector("skira-reader")?.shadowRoot?.querySelector("iframe");
      const root = frame?.contentDocument?.documentElement;
      return root?.dataset.theme === "dark" && root.lang === "en";
    });
    await page.screenshot("embedded");
    assert.equal(await page.evaluate(() => {
      document.querySelector("skira-reader")?.remove();
      return window.length;
    }), 0);
  }],

  ["pictures are drawn on the canvas, and are elements over it", async (page, site) => {
    const picture = plate(300, 200, [40, 160, 90], "שדה ירוק");
    const review = makeReview({ id: "field", title: "סקירה עם תמונה", blocks: [paragraph("לפני התמונה."), figure(picture), paragraph("אחריה.")] });
    site.put("field.json", Buffer.from(JSON.stringify(exportOf([review], [picture]))));
    site.put(picture.picture.file, picture.content);
    await page.open(`${site.url}listened.html?theme=light&src=field.json#/r/field`);
    await until(page, () => skira.stats().pictures?.bytes > 0);
    await until(page, () => /** @type {HTMLImageElement | null} */ (document.querySelector("article figure img"))?.naturalWidth === 300);
    await drawn(page);
    const [x, y, ratio] = await page.evaluate(() => {
      const { left, top, width, height } = /** @type {Element} */ (document.querySelector("article figure img")).getBoundingClientRect();
      return [left + width / 2, top + height / 2, devicePixelRatio];
    });
    const shot = PNG.sync.read(await page.screenshot("picture"));
    const at = (Math.round(y * ratio) * shot.width + Math.round(x * ratio)) * 4;
    assert.ok([40, 160, 90].every((value, i) => Math.abs(shot.data[at + i] - value) < 8), `${[...shot.data.subarray(at, at + 3)]}`);
    assert.deepEqual(await page.problems(), []);
  }],

  ["with the host gone the page opens from what its worker keeps", async (page, site) => {
    await page.open(site.url);
    await until(page, () => navigator.serviceWorker.controller !== null);
    site.close();
    await page.open(`${site.url}#/r/${first.id}`);
    await page.evaluate(() => { location.reload(); });
    await until(page, (wanted) => document.querySelector("article h1")?.textContent === wanted, first.title);
  }],
];

/** The version of a page that has drawn its first text; 0 of one that has not. @param {Driver} page */
const startedVersion = async (page) => versionIn(await page.evaluate(() =>
  (performance.getEntriesByName("skira-first-text").length === 0 ? "" :
    document.querySelector("meta[name=skira-files]")?.getAttribute("content") ?? "")).catch(() => ""));

/** Waits for it; the page loads itself again meanwhile. @param {Driver} page @param {number} version */
async function starts(page, version) {
  for (let i = 0; i < 600 && await startedVersion(page) !== version; ++i) await new Promise((resolve) => { setTimeout(resolve, 100); });
  assert.equal(await startedVersion(page), version);
  assert.equal(await page.evaluate(() => document.getElementById("notice")?.hidden), true);
}

/** Ways through a change of versions; they need a host of their own. @type {typeof HOSTED} */
export const VERSIONS = [
  ["a page whose files are of another version loads itself again and starts whole", async (page, { url, put }) => {
    const second = [...SECOND];
    for (const [name, bytes] of second) if (name !== "index.html") put(name, bytes);
    await page.open(url);
    for (const [name, bytes] of second) if (name === "index.html") put(name, bytes);
    await starts(page, 2);
  }],

  ["a page whose worker lost a file starts: in its version, or where the host has another, in the host's", async (page, { url, put }) => {
    await page.open(url);
    await until(page, () => navigator.serviceWorker.controller !== null);
    const lose = () => page.evaluate(async () => {
      for (const name of await caches.keys()) await (await caches.open(name)).delete("skira.wasm");
    });
    await lose();
    await page.open(`${url}?again`);
    await starts(page, 1);
    await until(page, async () => await caches.match("skira.wasm") !== undefined);
    await lose();
    for (const [name, bytes] of SECOND) if (name !== "sw.js") put(name, bytes);
    await page.open(`${url}?once-more`);
    await starts(page, 2);
  }],
];
