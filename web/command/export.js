// Files of any type that Skira reads, to an export and its pictures.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { addFiles } from "../worker/add-files.js";
import { startMaker } from "../worker/maker.js";
import { findFiles, inputFile } from "./files.js";
import { pictureWeights } from "./picture-weights.js";
import { resizePicture } from "./resize-picture.js";

/** @typedef {import("../worker/maker.js").Report} Report */
/** @typedef {import("../import/model.js").Picture} Picture */

/** A file or folder that cannot be used, and why. */
export class BadInput extends Error {}

/** What is said of the problems that the parser has names for (src/review/report.h). @type {Record<string, string>} */
const PROBLEMS = {
  "no-review": "no review was found in this document",
  "not-text": "this is no text: it has NUL bytes",
  "not-utf8": "this is no UTF-8",
};

/** Such a file ends the export: what its author meant to be in it would be missing without a word. */
const FATAL = new Set(["not-text", "not-utf8", "bad-export"]);

/** What is wrong with a file, in one line. @param {Report} report @param {(name: string) => string} pathOf */
const problemOf = ({ name, line, problem, detail }, pathOf) =>
  `${pathOf(name)}:${Math.max(line, 1)}: ${PROBLEMS[problem] ?? detail}`;

/**
 * @param {WebAssembly.Module} program the library maker
 * @param {string[]} paths files and folders of them
 * @param {(line: string) => void} complain is told what gave no document, and why, and which picture could not be fetched
 * @param {{suspicions?: boolean, fetchPictures?: import("../worker/add-files.js").FetchPictures}} [options]
 *   suspicions: the reports have them; fetchPictures: where those of other hosts are to be fetched
 * @returns {Promise<{json: Uint8Array, pictures: Picture[], reports: Report[], pathOf: (name: string) => string}>}
 * @throws {BadInput}
 */
export async function exportOf(program, paths, complain, { suspicions = false, fetchPictures } = {}) {
  const maker = await startMaker(program);
  if (suspicions) maker.lookForSuspicions();
  const files = findFiles(paths).map(inputFile);
  const given = new Map(files.map(({ name, path }) => [name, path]));
  const pathOf = (/** @type {string} */ name) => given.get(name) ?? name;
  /** @type {Picture[]} */
  const pictures = [];
  const reports = await addFiles(maker, files, (picture) => pictures.push(picture), resizePicture, fetchPictures);
  for (const report of reports) {
    for (const { line, message } of report.warnings.filter(({ code }) => code === "picture-not-fetched")) {
      complain(`${pathOf(report.name)}:${Math.max(line, 1)}: ${message}`);
    }
    if (!report.problem) continue;
    if (FATAL.has(report.problem)) throw new BadInput(problemOf(report, pathOf));
    complain(problemOf(report, pathOf));
  }
  if (reports.every(({ problem }) => problem)) throw new BadInput("no review was found in these documents");
  maker.finish();
  const json = maker.export();
  takePicturesOfExports(json, files.map(({ path }) => path), pictures, complain);
  return { json, pictures, reports, pathOf };
}

/**
 * Writes pictures where an export names them.
 * @param {Picture[]} pictures @param {string} folder that of the export
 */
export function writePictures(pictures, folder) {
  if (pictures.length > 0) mkdirSync(join(folder, "pictures"), { recursive: true });
  for (const { file, bytes } of pictures) writeFileSync(join(folder, "pictures", file), bytes);
}

/**
 * Takes the pictures that came with no document out of the folders beside the exports that show them.
 * @param {Uint8Array} json the whole export @param {string[]} paths of the given files
 * @param {Picture[]} pictures what is known, added to @param {(line: string) => void} complain is told what is not there
 */
function takePicturesOfExports(json, paths, pictures, complain) {
  const known = new Set(pictures.map(({ file }) => file));
  /** @type {{pictures?: {id: string, file: string, width: number, height: number, alt: string, problem?: string}[]}} */
  const catalog = JSON.parse(new TextDecoder().decode(json));
  for (const { id, file, width, height, alt, problem } of catalog.pictures ?? []) {
    const name = basename(file);
    if (problem || known.has(name) || !isPictureFile(name)) continue;
    const bytes = paths.filter((path) => /\.json(\.gz)?$/i.test(path)).map((path) => join(dirname(path), "pictures", name))
      .filter((path) => existsSync(path)).map((path) => new Uint8Array(readFileSync(path)))
      .find((found) => `sha256-${createHash("sha256").update(found).digest("hex")}` === id);
    if (bytes) pictures.push({ id, file: name, type: "", width, height, alt, bytes });
    else complain(`${file}: this picture is not beside the export that shows it`);
  }
}

/** Names that an import gives, which lead to no other folder. @param {string} name */
const isPictureFile = (name) => /^sha256-[0-9a-f]{64}\.\w{1,5}$/.test(name);

/** @param {{json: Uint8Array}} made @param {(line: string) => void} tell is told what each review's pictures weigh */
export function tellWeights({ json }, tell) {
  for (const line of pictureWeights(JSON.parse(new TextDecoder().decode(json)))) tell(line);
}

/** @param {{json: Uint8Array, pictures: Picture[]}} made @param {string} file */
export function writeExport({ json, pictures }, file) {
  writeFileSync(file, json);
  writePictures(pictures, dirname(file));
}
