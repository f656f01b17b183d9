// Reads documents with the library maker and writes their export, as `skira export` does: the same
// bytes. What was not understood goes to stderr.
//
// usage: node web/build/export.js --maker skira-maker.wasm -o FILE PATH...
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startMaker } from "../worker/maker.js";
import { findDocuments } from "./documents.js";

/** @typedef {import("../worker/maker.js").Report} Report */

/** A file or folder that cannot be used, and why. */
export class BadInput extends Error {}

/** The program beside the other built ones. */
export const MAKER = join(dirname(fileURLToPath(import.meta.url)), "../../build/wasm/skira-maker.wasm");

/** @param {string} path */
export const compileMaker = (path) => WebAssembly.compile(readFileSync(path));

/** What is wrong with a document, in one line. @param {string} path @param {Report} report */
function problemOf(path, report) {
  const place = `${path}:${Math.max(report.line, 1)}: `;
  if (report.problem === "no-review") return `${place}no review was found in this document`;
  if (report.problem === "not-text") return `${place}this is no text: it has NUL bytes`;
  if (report.problem === "not-utf8") return `${place}this is no UTF-8`;
  return place + report.detail;
}

/**
 * @param {WebAssembly.Module} program the library maker
 * @param {string[]} paths documents, exports and folders of them
 */
export async function exportOf(program, paths) {
  const maker = await startMaker(program);
  const reports = findDocuments(paths).map(({ path, name }) => ({ path, report: maker.add(name, readFileSync(path)) }));
  for (const { path, report } of reports) {
    if (!report.problem) continue;
    if (report.problem !== "no-review") throw new BadInput(problemOf(path, report));
    console.error(problemOf(path, report));
  }
  if (reports.every(({ report }) => report.problem)) throw new BadInput("no review was found in these documents");
  maker.finish();
  return { json: maker.export(), reports: reports.map(({ report }) => report) };
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true, options: { output: { type: "string", short: "o" }, maker: { type: "string", default: MAKER } },
  });
  if (positionals.length === 0 || !values.output) {
    console.error("usage: node web/build/export.js [--maker skira-maker.wasm] -o FILE PATH...");
    process.exit(2);
  }
  try {
    const { json, reports } = await exportOf(await compileMaker(values.maker), positionals);
    writeFileSync(values.output, json);
    const sum = (/** @type {(report: Report) => number} */ of) => reports.reduce((all, report) => all + of(report), 0);
    console.error(`${reports.length} documents, ${sum((report) => report.reviews)} reviews, ${sum((report) => report.warnings.length)} warnings`);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    console.error(`export.js: ${error.message}`);
    process.exit(1);
  }
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
