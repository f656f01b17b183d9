// What the commands' arguments have in common.
import { parseArgs } from "node:util";

/** @typedef {import("../worker/maker.js").Report} Report */

/** Wrong usage. */
export class Usage extends Error {}

/** @type {import("node:util").ParseArgsConfig["options"]} */
const OPTIONS = {
  output: { type: "string", short: "o" },
  maker: { type: "string" },
};

/** The option of commands that may download pictures. @type {import("node:util").ParseArgsConfig["options"]} */
export const FETCH = { "fetch-pictures": { type: "boolean", default: false } };

/** @param {Record<string, unknown>} values @returns {Promise<import("../worker/add-files.js").FetchPictures | undefined>} */
export const fetcher = async (values) => (values["fetch-pictures"] ? (await import("./fetch-pictures.js")).fetchPictures : undefined);

/** @param {string[]} args @param {import("node:util").ParseArgsConfig["options"]} options @throws {Usage} */
export function parsed(args, options) {
  try {
    return parseArgs({ args, options: { ...OPTIONS, ...options }, allowPositionals: true });
  } catch (error) {
    throw new Usage(/** @type {Error} */ (error).message);
  }
}

/** @param {string[]} paths @throws {Usage} */
export function atLeastOne(paths) {
  if (paths.length === 0) throw new Usage("no file was given");
  return paths;
}

/** @param {Report[]} reports */
export function summaryOf(reports) {
  const read = reports.filter(({ problem }) => !problem);
  const sum = (/** @type {(report: Report) => number} */ of) => read.reduce((all, report) => all + of(report), 0);
  return `${read.length} documents, ${sum(({ reviews }) => reviews)} reviews, ${sum(({ warnings }) => warnings.length)} warnings`;
}
