// How long an author's whole work takes, a .docx of 36 MB of XML, from the file to the catalog: in Node, and in the page,
// with the longest task that keeps the page from answering, and once more at the next start, when the device has it:
//
//   npm run bench:import [-- --rounds 3] [--readme]
//
// Writes build/bench/import.md and import.json; --readme puts the table into the README of tests/bench/. The medians;
// "processor" is what the process itself used, which other programs on the machine do not change.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { launch, settled } from "../../browser/browser.js";
import { longestTask } from "../../browser/trace.js";
import { ROOT, report, table } from "../report.js";
import { PICTURES, REVIEWS, largeDocx } from "./document.js";

const { values } = parseArgs({ options: { rounds: { type: "string", default: "3" }, readme: { type: "boolean", default: false } } });
const folder = mkdtempSync(join(tmpdir(), "skira-import-"));
const file = join(folder, "author.docx");
const { bytes, xmlBytes } = largeDocx();
writeFileSync(file, bytes);

/** @param {number[]} numbers */
const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

/** `skira export`, a process of its own: ms by the clock and of the processor. */
function inNode() {
  const begin = performance.now();
  const code = `process.on("exit", () => { const { user, system } = process.cpuUsage(); console.log(user + system); });
    process.argv = [process.argv[0], "skira", "export", ${JSON.stringify(file)}, "-o", ${JSON.stringify(join(folder, "out.json"))}];
    await import(${JSON.stringify(join(ROOT, "web/command/skira.js"))});`;
  const run = spawnSync(process.execPath, ["--input-type=module", "-e", code], { encoding: "utf8" });
  if (run.status !== 0 || !run.stderr.includes(`${REVIEWS} reviews`)) throw new Error(run.stderr);
  return { clock: performance.now() - begin, processor: Number(run.stdout) / 1000 };
}

/** Waits until the catalog has so many reviews. @param {import("playwright-core").Page} page @param {number} count */
const until = (page, count) => page.waitForFunction((all) => globalThis.skira?.stats?.().reviews === all, count, { timeout: 120000, polling: 50 });

/** @param {Awaited<ReturnType<typeof launch>>} site */
async function inPage(site) {
  const context = await site.browser.newContext();
  const page = await context.newPage();
  await page.goto(`${site.url}#/documents`);
  await settled(page);
  const library = await page.evaluate(() => skira.stats().reviews);
  await page.evaluate(() => { delete (/** @type {any} */ (window)).showOpenFilePicker; });
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "פתיחת קבצים", exact: true }).click()]);
  await site.browser.startTracing(page, { categories: ["toplevel", "disabled-by-default-devtools.timeline"] });
  const begin = performance.now();
  await chooser.setFiles([file]);
  await until(page, library + REVIEWS);
  const catalog = performance.now() - begin;
  await page.waitForFunction(() => skira.stats().indexed === skira.stats().reviews, null, { timeout: 120000, polling: 50 });
  const indexed = performance.now() - begin;
  const task = longestTask(await site.browser.stopTracing());
  await page.goto("about:blank");
  const again = performance.now();
  await page.goto(`${site.url}#/`);
  await until(page, library + REVIEWS);
  const next = performance.now() - again;
  await context.close();
  return { catalog, indexed, task, next };
}

const node = [], pages = [];
const site = await launch();
try {
  for (let round = 0; round < Number(values.rounds); ++round) {
    node.push(inNode());
    pages.push(await inPage(site));
  }
} finally {
  await site.close();
  rmSync(folder, { recursive: true });
}
const ms = (/** @type {number[]} */ numbers) => String(Math.round(median(numbers)));
report("import", `${(xmlBytes / 1e6).toFixed(0)} MB of XML in ${(bytes.length / 1e6).toFixed(1)} MB: ${REVIEWS} reviews, ${PICTURES} pictures

${table(["", "ms", "goal"], [
    ["`skira export` in Node", ms(node.map(({ clock }) => clock)), "≤ 4000"],
    ["of the processor", ms(node.map(({ processor }) => processor)), ""],
    ["the page, to the catalog", ms(pages.map(({ catalog }) => catalog)), "≤ 6000"],
    ["to the whole index", ms(pages.map(({ indexed }) => indexed)), ""],
    ["longest task of the page's thread, of the processor", ms(pages.map(({ task }) => task.processor)), "≤ 50"],
    ["by the clock", ms(pages.map(({ task }) => task.clock)), ""],
    ["the next start, from the address to the catalog with them", ms(pages.map(({ next }) => next)), ""],
  ])}`, { node, pages }, values.readme);
