// What a visitor sees when something is missing or broken: a message in Hebrew and English, as real
// text, that says what is wrong and what to do; never a blank canvas.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PNG } from "pngjs";
import { becomes, bundledExport, launch, makeExport, makeReview, settled, stillness } from "./browser.js";

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => { site = await launch(); });
after(async () => { await site.close(); });

/**
 * @param {string} url @param {string | (() => void)} [script] runs before the page's own
 * @returns {Promise<{he: string, en: string, detail: string}>}
 */
async function messageOf(url, script) {
  const page = await site.browser.newPage();
  if (script) await page.addInitScript(script);
  await page.goto(url);
  const alert = page.getByRole("alert");
  await alert.waitFor();
  const message = {
    he: (await alert.locator("p[lang=he][dir=rtl]").first().textContent()) ?? "",
    en: (await alert.locator("p[lang=en][dir=ltr]").first().textContent()) ?? "",
    detail: (await alert.locator("code").allTextContents()).join(),
  };
  await page.close();
  return message;
}

/** @param {string} source */
const withSource = (source) => `${site.url}?src=${encodeURIComponent(source)}`;

test("a browser without WebAssembly is told so", async () => {
  const message = await messageOf(site.url, () => { delete (/** @type {any} */ (globalThis)).WebAssembly; });
  assert.match(message.he, /אינו מריץ WebAssembly/);
  assert.match(message.en, /does not run WebAssembly/);
});

test("a browser without WebGL 2 shows the plain reader, and no notice", async () => {
  const page = await site.browser.newPage();
  await page.addInitScript(() => {
    const original = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = /** @type {any} */ (function (/** @type {any[]} */ ...args) {
      // @ts-ignore
      return args[0] === "webgl2" ? null : original.apply(this, args);
    });
  });
  await page.goto(site.url);
  await settled(page);
  await becomes(() => page.locator("canvas").isVisible(), false);
  assert.equal(await page.getByRole("alert").isVisible(), false);
  await page.getByRole("list", { name: "קטלוג הסקירות" }).getByRole("link").first().waitFor();
  await page.close();
});

test("while the program is on its way the page has its own ground, not the empty canvas's black", async () => {
  const page = await site.browser.newPage({ colorScheme: "light", serviceWorkers: "block" });
  /** @type {() => void} */
  let release = () => {};
  const released = new Promise((resolve) => { release = () => resolve(undefined); });
  const asked = page.waitForRequest(/skira\.wasm/);
  await page.route(/skira\.wasm/, async (route) => { await released; await route.continue(); });
  await page.goto(`${site.url}#/about`, { waitUntil: "commit" });  // no first view (first-visit.js)
  await asked;
  await page.waitForFunction(() => /** @type {HTMLCanvasElement} */ (document.getElementById("canvas")).width === innerWidth);
  const { data } = PNG.sync.read(await page.screenshot());
  assert.ok(data.every((value) => value === 255), "all is white");
  release();
  await settled(page);
  await becomes(() => page.locator("canvas").isVisible(), true);
  await page.close();
});

test("a context that refuses the program's shaders is told of", async () => {
  const message = await messageOf(site.url, () => {
    const original = WebGL2RenderingContext.prototype.getProgramParameter;
    WebGL2RenderingContext.prototype.getProgramParameter = function (program, name) {
      return name === this.LINK_STATUS ? false : original.call(this, program, name);
    };
  });
  assert.match(message.en, /WebGL 2/);
  assert.match(message.detail, /refuses the program's shaders/);
});

test("broken JSON is refused with its place", async () => {
  const message = await messageOf(withSource(site.put("broken.json", '{"format": "skira-reviews",\n "version": 1,\n "sources": [')));
  assert.match(message.he, /קובץ הסקירות אינו תקין/);
  assert.match(message.en, /is not valid/);
  assert.match(message.detail, /broken\.json: line 3: /);
});

test("JSON that is no export is refused with the reason", async () => {
  const message = await messageOf(withSource(site.put("other.json", '{"format": "something", "version": 1}')));
  assert.match(message.detail, /other\.json: line 1: .*format/);
});

test("an export of a later version is refused with the reason", async () => {
  const later = { ...makeExport([]), version: 3 };
  const message = await messageOf(withSource(site.putExport("later.json.gz", later)));
  assert.match(message.detail, /version/);
});

test("damaged gzip data is refused", async () => {
  const message = await messageOf(withSource(site.put("damaged.json.gz", new Uint8Array([0x1f, 0x8b, 8, 0, 1, 2, 3]))));
  assert.match(message.detail, /damaged\.json\.gz: the gzip data is damaged/);
});

test("a file that does not arrive is named", async () => {
  const message = await messageOf(withSource(`${site.origin}/nowhere.json`));
  assert.match(message.he, /לא הגיע/);
  assert.match(message.en, /did not arrive/);
  assert.match(message.detail, /nowhere\.json: HTTP 404/);
});

test("a link to a review that is not there says so beside the catalog", async () => {
  const page = await site.browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${site.url}#/r/no-such-review`);
  await settled(page);
  assert.match((await page.getByRole("main").textContent()) ?? "", /אין כאן סקירה כזו/);
  await page.close();
});

test("an export without reviews shows an empty catalog", async () => {
  const page = await site.browser.newPage();
  await page.goto(withSource(site.putExport("empty.json.gz", makeExport([]))));
  await settled(page);
  assert.match((await page.getByRole("main").textContent()) ?? "", /אין כאן עדיין סקירות/);
  await page.close();
});

test("a graphics context that is lost mid-work comes back with all that was open, typed and done", async () => {
  // Without the worker, whose notice of the first visit would come into the picture.
  const page = await site.browser.newPage({ viewport: { width: 1440, height: 900 }, serviceWorkers: "block" });
  /** Nothing under the pointer, nothing with the focus, nothing that moves. */
  const atRest = async () => {
    await page.mouse.move(0, 0);
    await page.evaluate(() => /** @type {HTMLElement | null} */ (document.activeElement)?.blur());
    await stillness(page);
  };
  const state = () => page.evaluate(() => [location.hash, document.querySelector("article")?.scrollTop,
    /** @type {HTMLInputElement} */ (document.querySelector("input[type=search]")).value, document.querySelectorAll("li").length]);
  const [review] = bundledExport().reviews;
  await page.goto(`${site.url}#/r/${review.id}`);
  await settled(page);
  await page.getByRole("searchbox", { name: "חיפוש", exact: true }).fill("attention");
  await stillness(page);
  await page.evaluate((id) => { location.hash = `#/r/${id}?q=attention`; }, review.id);
  await page.getByRole("article").evaluate((article) => { article.scrollTop = 300; });
  await atRest();
  const picture = await page.screenshot(), was = await state();
  await page.evaluate(() => {
    const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById("canvas"));
    const lose = canvas.getContext("webgl2")?.getExtension("WEBGL_lose_context");
    Object.assign(globalThis, { lose });
    lose?.loseContext();
  });
  // Work goes on meanwhile, on the real elements.
  await page.getByRole("button", { name: "סימון בכוכב", exact: true }).click();
  await page.getByRole("button", { name: "הסרת הכוכב", exact: true }).click();
  await page.getByRole("button", { name: "סימון בכוכב", exact: true }).waitFor();
  await page.evaluate(() => { /** @type {any} */ (globalThis).lose.restoreContext(); });
  const notice = page.getByRole("region", { name: "הודעות" });
  await notice.getByRole("button", { name: "סגירה" }).click();
  await notice.waitFor({ state: "detached" });
  await atRest();
  await becomes(() => state(), was);
  assert.ok((await page.screenshot()).equals(picture), "the picture is the same again");
  await page.close();
});

test("text of any length and script is shown without an error", async () => {
  const odd = makeReview({
    title: "漢字 и кириллица 🚀 ".repeat(40), blocks: [
      { type: "paragraph", first_line: 1, last_line: 1, level: 0, ordered: false, spans: [{ text: "א".repeat(5000) }] },
      { type: "table", first_line: 1, last_line: 1, level: 0, ordered: false, spans: [{ text: "a\tb\n\t\nג" }] },
      { type: "list_item", first_line: 1, last_line: 1, level: 9, ordered: true, marker: "12", spans: [{ text: "x" }] },
      { type: "rule", first_line: 1, last_line: 1, level: 0, ordered: false, spans: [] },
      { type: "math", first_line: 1, last_line: 1, level: 0, ordered: false, spans: [{ math: "\\frac{1" }] },
    ],
  });
  const page = await site.browser.newPage({ viewport: { width: 320, height: 480 } });
  /** @type {string[]} */
  const problems = [];
  page.on("pageerror", (error) => problems.push(error.message));
  await page.goto(`${withSource(site.putExport("odd.json.gz", makeExport([odd])))}#/r/test`);
  await settled(page);
  assert.deepEqual(problems, []);
  await page.close();
});
