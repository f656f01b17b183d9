// The soak: random actions over the whole page while the network, the graphics and the storage fail, and
// at every rest the questions whether all is well, nothing leaks and what is kept is kept.
import assert from "node:assert/strict";
import { PNG } from "pngjs";
import { DESKTOP, bundledExport, launch, settled, stillness } from "../browser/browser.js";
import { randomNumbers } from "../bench/recombine.js";
import { act, giveFiles, graphics, network } from "./actions.js";
import { putInside } from "./inside.js";

/**
 * @typedef {import("./actions.js").World} World
 * @typedef {{actions: number, jsHeap: number, wasmHeap: number, nodes: number, listeners: number, glObjects: number}} Rest
 *   the figures of a rest: bytes, counts
 * @typedef {{seed: number, actions: number, rests: number, tell?: (line: string) => void, log?: (line: string) => void}} Options
 *   rests: how many times all is asked; tell: hears the figures of each, log what is done
 */

/** The routes of all places, and some that lead nowhere. */
function routesOf() {
  const { reviews } = bundledExport();
  return ["#/", "#/?q=attention", "#/?q=%D7%9C%D7%9E%D7%99%D7%93%D7%94&sort=title", "#/?topic=llm&group=month", "#/?table=1",
    "#/?starred=1", "#/numbers", "#/highlights", "#/lists", "#/list/none", "#/documents", "#/settings", "#/about",
    "#/r/none", "#/nowhere", "#/?year=2024&year=2025&math=1",
    ...reviews.flatMap((/** @type {{id: string}} */ { id }) => [`#/r/${id}`, `#/r/${id}?b=5`])];
}

/** Two frames later. @param {World["page"]} page */
const frames = (page) => page.evaluate(() => new Promise((resolve) => {
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(null)));
}));

/** Everything works again, no dialog is open and the page stands still. @param {World} world */
async function rest(world) {
  const { page } = world;
  await network(world, false);
  await page.evaluate(() => { inside.failing = ""; });
  await graphics(world, false);
  await page.emulateMedia({ media: "screen", colorScheme: "light", reducedMotion: "no-preference", forcedColors: "none",
    contrast: "no-preference" });
  await page.setViewportSize(DESKTOP);
  for (let i = 0; i < 4; ++i) {
    await page.evaluate(() => /** @type {HTMLElement | null} */ (document.activeElement)?.blur());
    await page.keyboard.press("Escape");
    await frames(page);
  }
  await page.mouse.move(0, 0);
  await page.keyboard.press("q");  // nothing is read aloud
  await stillness(page);
}

/** @param {World["page"]} page @param {string} hash */
async function visit(page, hash) {
  await page.evaluate((to) => { location.hash = to; }, hash);
  await frames(page);
  await stillness(page);
}

/** What the program keeps, by its own backup. @param {World["page"]} page */
async function backup(page) {
  await visit(page, "#/settings");
  await page.evaluate(() => { inside.saved = Promise.resolve(""); });
  await page.getByRole("button", { name: /^(יצירת גיבוי|Make a backup)$/ }).last().click();
  const text = await page.evaluate(() => inside.saved);
  return JSON.parse(text).records;
}

/**
 * The records on the device become those that the program has. Asks until they do.
 * @param {World["page"]} page @param {Record<string, unknown>} wanted
 */
async function kept(page, wanted) {
  /** @type {Record<string, unknown>} */
  let records = {};
  for (let i = 0; i < 100; ++i) {
    records = await page.evaluate(() => inside.records());
    try {
      assert.deepEqual(records, wanted);
      return;
    } catch {
      await page.waitForTimeout(100);
    }
  }
  assert.deepEqual(records, wanted, "the device keeps what the program has");
}

/**
 * What is kept is on the device, and a tab that is opened then has it.
 * @param {World} world @param {string} url @param {string} first a review's id
 */
async function checkKept(world, url, first) {
  const { page } = world;
  // What could not be written is written with the next change.
  await visit(page, `#/r/${first}`);
  await page.keyboard.press("s");
  const records = await backup(page);
  await kept(page, records);
  const tab = await page.context().newPage();
  await tab.setViewportSize(DESKTOP);
  await tab.goto(`${url}#/settings`);
  await settled(tab);
  assert.deepEqual(await backup(tab), records, "another tab has what this one has");
  await tab.close();
  await page.bringToFront();
}

/** The canvas shows something. @param {World["page"]} page */
async function checkPicture(page) {
  const { data } = PNG.sync.read(await page.screenshot());
  const colours = new Set();
  for (let i = 0; i < data.length; i += 4 * 97) colours.add(data.readUInt32BE(i));
  assert.ok(colours.size > 12, `the picture has ${colours.size} colours`);
}

/** @param {World["page"]} page @param {import("playwright-core").CDPSession} session @param {number} actions @returns {Promise<Rest>} */
async function measure(page, session, actions) {
  await visit(page, "#/");
  for (let i = 0; i < 2; ++i) await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  const { nodes, jsEventListeners } = await session.send("Memory.getDOMCounters");
  const [wasmHeap, objects] = await page.evaluate(() =>
    /** @type {[number, Record<string, number>]} */ ([skira.stats().heapBytes, inside.objects()]));
  return { actions, jsHeap: usedSize, wasmHeap, nodes, listeners: jsEventListeners,
    glObjects: Object.values(objects).reduce((sum, count) => sum + count, 0) };
}

/** How much more a figure may be at the end: a share, and what chance adds. @type {[Exclude<keyof Rest, "actions">, number, number][]} */
const BOUNDS = [["jsHeap", 1.1, 1 << 20], ["wasmHeap", 1, 0], ["nodes", 1.1, 200], ["listeners", 1.05, 20], ["glObjects", 1, 0]];

/** The figures of the last quarter are those of the second. @param {Rest[]} rests */
function checkLevel(rests) {
  const quarter = Math.floor(rests.length / 4);
  const mean = (/** @type {Rest[]} */ some, /** @type {keyof Rest} */ of) => some.reduce((sum, one) => sum + one[of], 0) / some.length;
  for (const [figure, share, more] of BOUNDS) {
    const before = mean(rests.slice(quarter, 2 * quarter), figure), after = mean(rests.slice(-quarter), figure);
    assert.ok(after <= before * share + more, `${figure} grows from ${before} to ${after}`);
  }
}

/**
 * Throws at the first thing that is wrong, with what was done before it.
 * @param {Options} options
 * @returns {Promise<Rest[]>}
 */
export async function soak({ seed, actions, rests, tell = () => {}, log = () => {} }) {
  const site = await launch();
  /** @type {string[]} */
  const done = [];
  /** @type {string[]} */
  const problems = [];
  try {
    const context = await site.browser.newContext({ viewport: DESKTOP, permissions: ["clipboard-read", "clipboard-write"] });
    await context.addInitScript(putInside);
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    /** @type {World} */
    const world = { page, random: randomNumbers(seed), routes: routesOf(), lost: false, offline: false, turns: 0 };
    page.on("pageerror", (error) => problems.push(`exception: ${error.stack ?? error.message}`));
    page.on("crash", () => problems.push("the page crashed"));
    /** The turns of the network there had been when an address was last asked for. @type {Map<string, number>} */
    const asked = new Map();
    page.on("request", (request) => asked.set(request.url(), world.turns));
    page.on("console", (message) => {
      if (message.type() !== "error") return;
      // The browser itself tells of a request that the cut network ended, at times after it is back.
      const { url } = message.location();
      const cut = world.offline || (asked.get(url) ?? world.turns) < world.turns;
      if (cut && message.text().startsWith("Failed to load resource")) return;
      problems.push(`console: ${message.text()} (${url})`);
    });
    page.on("dialog", (dialog) => { dialog.dismiss().catch(() => {}); });
    page.on("filechooser", (chooser) => { giveFiles(chooser, world).catch(() => {}); });
    await page.goto(site.url);
    await settled(page);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));

    const first = bundledExport().reviews[0].id;
    /** @type {Rest[]} */
    const figures = [];
    for (let i = 1; i <= actions; ++i) {
      done.push(await act(world));
      log(done[done.length - 1]);
      await frames(page);
      assert.deepEqual(problems, []);
      if (Math.floor(i * rests / actions) === Math.floor((i - 1) * rests / actions)) continue;
      done.push("rest");
      await rest(world);
      await checkPicture(page);
      await checkKept(world, site.url, first);
      figures.push(await measure(page, session, i));
      tell(JSON.stringify(figures.at(-1)));
      assert.deepEqual(problems, []);
    }
    const records = await backup(page);
    await page.reload();
    await settled(page);
    assert.deepEqual(await backup(page), records, "the page has after a reload what it had before");
    assert.deepEqual(problems, []);
    if (figures.length >= 8) checkLevel(figures);
    return figures;
  } catch (error) {
    const last = done.slice(-30).map((line, i, all) => `  ${done.length - all.length + i + 1}. ${line}`).join("\n");
    throw new Error(`seed ${seed}, after ${done.length} actions: ${error instanceof Error ? error.message : error}\n` +
      `${problems.join("\n")}\nthe last of them:\n${last}`, { cause: error });
  } finally {
    await site.close();
  }
}
