// What a frame costs the page's main thread, in processor time (not the wall's: other work on the
// machine does not count), and what an idle page costs:
//
//   npm run bench:frames [-- --minutes 2] [--idle 60] [--readme]
//
// Writes build/bench/frames.md and frames.json; --readme puts the table into the README of
// tests/bench/. A frame is the browser's FireAnimationFrame with all that it calls: our program, the
// DOM layer's update, the calls to WebGL; not the drawing itself, which another process does.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { DESKTOP, bundledExport, launch, makeExport, makeReview, paragraph, realExport, settled, stillness } from "../../browser/browser.js";
import { exportOf, hundredPictures } from "../../browser/picture-files.js";
import { ROOT, report, table } from "../report.js";

const LARGE = 50000;  // reviews
const REST = 30000;  // ms until V8's collector has gone through what the start left

/** @typedef {import("playwright-core").Page} Page @typedef {import("playwright-core").CDPSession} Session */
/** @typedef {{name: string, frames: number, median: number, p95: number, most: number, goal: string}} Row */

/** Synthetic reviews, short ones: what counts here is how many. @param {number} count */
const manyReviews = (count) => makeExport(Array.from({ length: count }, (_, i) => makeReview({
  id: `r${i}`, title: `A Synthetic Paper about Thing number ${i}`, kind: i % 3 ? "daily" : "full",
  topics: [["llm"], ["diffusion", "llm"], ["graphs"], ["reinforcement-learning"]][i % 4],
  date: `${2000 + (i % 26)}-${String(1 + (i % 12)).padStart(2, "0")}-${String(1 + (i % 28)).padStart(2, "0")}`,
  blocks: [paragraph("המודל לומד ייצוג של הקלט ומשתמש בו כדי לנבא את הצעד הבא בלי תיוג נוסף")],
})));

/** @param {any} review */
const lengthOf = (review) => review.blocks.reduce((/** @type {number} */ sum, /** @type {any} */ block) =>
  sum + block.spans.reduce((/** @type {number} */ all, /** @type {any} */ span) => all + (span.text ?? span.math).length, 0), 0);

/** The main thread's time of each frame while `act` runs, ms. @param {Session} session @param {() => Promise<void>} act */
async function framesWhile(session, act) {
  /** @type {any[]} */
  const events = [];
  /** @param {{value: any[]}} data */
  const collect = ({ value }) => {
    for (const event of value) if (event.name === "FireAnimationFrame" && event.ph === "X") events.push(event);
  };
  session.on("Tracing.dataCollected", collect);
  await session.send("Tracing.start", { categories: "devtools.timeline", transferMode: "ReportEvents" });
  await act();
  const ended = new Promise((resolve) => { session.once("Tracing.tracingComplete", resolve); });
  await session.send("Tracing.end");
  await ended;
  session.off("Tracing.dataCollected", collect);
  return events.map((event) => (event.tdur ?? event.dur) / 1000).sort((a, b) => a - b);
}

/** @param {string} name @param {number[]} times sorted @param {string} goal @returns {Row} */
const rowOf = (name, times, goal) => ({ name, frames: times.length, median: times[times.length >> 1] ?? 0,
  p95: times[Math.floor(times.length * 0.95)] ?? 0, most: times.at(-1) ?? 0, goal });

/** @param {Page} page @param {string} pane @param {number} by @param {number} count */
const scroll = (page, pane, by, count) => page.evaluate(async ([id, step, frames]) => {
  const element = /** @type {HTMLElement} */ (document.querySelector(`[data-id="${id}"] > .scroll`));
  for (let i = 0, sign = 1; i < Number(frames); ++i) {
    const before = element.scrollTop;
    element.scrollTop += sign * Number(step);
    if (element.scrollTop === before) sign = -sign;
    await new Promise((done) => { setTimeout(done, 17); });  // a frame of ours would be counted
  }
}, /** @type {const} */ ([pane, by, count]));

/** @param {Page} page @param {string} text */
async function type(page, text) {
  await page.getByRole("searchbox").first().click();
  for (const letter of text) {
    await page.keyboard.insertText(letter);
    await page.waitForTimeout(60);
  }
  await page.keyboard.press("Escape");
  await page.getByRole("searchbox").first().fill("");
}

/** @param {Page} page */
async function resize(page) {
  for (let i = 0; i <= 20; ++i) await page.setViewportSize({ width: 1440 - i * 30, height: 900 });
  await page.setViewportSize(DESKTOP);
}

/** Everything by turns, for some minutes. @param {Page} page @param {string[]} ids @param {number} minutes */
async function mixedRun(page, ids, minutes) {
  const end = Date.now() + minutes * 60000;
  for (let i = 0; Date.now() < end; ++i) {
    const id = ids[(i * 7) % ids.length];
    await page.evaluate((hash) => { location.hash = hash; }, `#/r/${id}`);
    await page.waitForTimeout(200);
    await scroll(page, "review", 120, 60);
    await scroll(page, "catalog", 300, 40);
    await type(page, ["transformer", "דיפוזיה", "למידה עמוקה", "attention has:code"][i % 4]);
    await page.keyboard.press("Escape");
    await page.evaluate((theme) => { location.hash = theme; }, ["#/numbers", "#/settings", "#/"][i % 3]);
    await page.waitForTimeout(200);
    if (i % 4 === 3) await resize(page);
  }
}

/** @param {import("playwright-core").Browser} browser */
async function processorSeconds(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  return processInfo.filter(({ type }) => type === "renderer").reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

async function main() {
  const { values } = parseArgs({ options: { minutes: { type: "string", default: "2" }, idle: { type: "string", default: "60" },
    readme: { type: "boolean", default: false } } });
  const site = await launch();
  /** @type {Row[]} */
  const rows = [];
  /** @param {string} source @param {string} hash */
  const open = async (source, hash) => {
    const page = await site.browser.newPage({ viewport: DESKTOP });
    await page.goto(`${site.url}?src=${encodeURIComponent(source)}${hash}`);
    await settled(page);
    return { page, session: await page.context().newCDPSession(page) };
  };

  const large = await open(site.putExport("many.json.gz", manyReviews(LARGE)), "#/");
  await large.page.evaluate(() => skira.search("synthetic", 1));  // which builds the index
  await stillness(large.page);
  rows.push(rowOf(`catalog of ${LARGE.toLocaleString("en")} reviews scrolls`,
    await framesWhile(large.session, () => scroll(large.page, "catalog", 240, 300)), "≤ 4 at 95 %"));
  await large.page.close();

  const { made, review } = hundredPictures();
  for (const { picture, content } of made) site.put(picture.file, content);
  const pictures = await open(site.putExport("pictures.json.gz", exportOf([review], made)), "#/r/many");
  await stillness(pictures.page);
  rows.push(rowOf("a hundred pictures scroll", await framesWhile(pictures.session, () => scroll(pictures.page, "review", 120, 300)), "≤ 8 at 95 %"));
  await pictures.page.close();

  const data = realExport() ?? bundledExport();
  const longest = data.reviews.reduce((/** @type {any} */ a, /** @type {any} */ b) => (lengthOf(b) > lengthOf(a) ? b : a));
  const source = site.putExport("reviews.json.gz", data);
  const reading = await open(source, `#/r/${longest.id}`);
  await reading.page.evaluate(() => skira.search("x", 1));
  await stillness(reading.page);
  rows.push(rowOf("longest review scrolls", await framesWhile(reading.session, () => scroll(reading.page, "review", 60, 300)), "≤ 3 at 95 %"));
  rows.push(rowOf("a search is typed", await framesWhile(reading.session, async () => {
    for (const text of ["transformer", "דיפוזיה"]) await type(reading.page, text);
  }), ""));
  rows.push(rowOf("the window changes its size", await framesWhile(reading.session, () => resize(reading.page)), ""));
  const ids = data.reviews.map((/** @type {any} */ review) => review.id);
  rows.push(rowOf(`${values.minutes} minutes of everything`,
    await framesWhile(reading.session, () => mixedRun(reading.page, ids, Number(values.minutes))), "≤ 50 at most"));

  await reading.page.close();
  const idler = await open(source, "#/");
  await stillness(idler.page);
  await idler.page.waitForTimeout(REST);
  const frames = await idler.page.evaluate(() => skira.stats().frames);
  const before = await processorSeconds(site.browser);
  await idler.page.waitForTimeout(Number(values.idle) * 1000);
  const share = (await processorSeconds(site.browser) - before) / Number(values.idle);
  const idle = { seconds: Number(values.idle), frames: await idler.page.evaluate(() => skira.stats().frames) - frames, share };
  await site.close();

  const of = existsSync(join(ROOT, "../shared/corpus")) ? "the real documents'" : "`corpus/`'s";
  report("frames", `${table(["", "frames", "median ms", "95 % ms", "most ms", "goal"], rows.map((row) =>
    [row.name, String(row.frames), row.median.toFixed(2), row.p95.toFixed(2), row.most.toFixed(1), row.goal]))}

The longest of ${of} reviews has ${lengthOf(longest).toLocaleString("en")} characters. Idle for ${idle.seconds} s, half a minute after the start: ${idle.frames} frames,
${(idle.share * 100).toFixed(3)} % of a processor (all renderers' processes; goal: none, < 0.2 %).`, { rows, idle }, values.readme);
}

await main();
