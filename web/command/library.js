// Files of any type that Skira reads, to a library that can be published.
//
//   documents, former publications ─▶ maker ─▶ export ─▶ with the site's facts and the former ids ─▶ export, pictures
import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { ImportError } from "../import/model.js";
import { exportText } from "../publish/export-text.js";
import { keepIds } from "../publish/identity.js";
import { publicationIn, publicationInFiles } from "../publish/publication.js";
import { accentNoteText } from "../publish/accent.js";
import { KEYS, SITE_FILES, attachmentName, pictureType, readSite } from "../publish/site-facts.js";
import { addFiles } from "../worker/add-files.js";
import { startMaker } from "../worker/maker.js";
import { filesBelow, findFiles, inputFile } from "./files.js";
import { resizePicture } from "./resize-picture.js";

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */
/** @typedef {import("../worker/maker.js").Report} Report */
/** @typedef {import("../import/model.js").Picture} Picture */
/** @typedef {import("../publish/publication.js").Publication} Publication */
/**
 * @typedef {{site?: string, previous?: string}} Facts `site`: a file, or an address alone; `previous`: a former publication
 * @typedef {{json: Bytes, pictures: Map<string, Bytes>, extras: Map<string, Bytes>, reports: Report[], pathOf: (name: string) => string}} Made
 *   `extras`: files that the site's facts name
 * @typedef {object} ExportOptions
 * @property {import("../worker/add-files.js").ImportAll} [importOne] an importer that knows some files already
 * @property {import("../worker/add-files.js").FetchPictures} [fetchPictures] where those of other hosts are to be fetched
 * @property {boolean} [suspicions] the reports have them
 * @property {(line: string) => void} [remark] is told what is done otherwise than the site's file says and is no fault of it;
 *   without it `complain` is
 */

/** A file or folder that cannot be used, and why: a line for each reason. */
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

/** @param {string} file @returns {Bytes} */
function bytesOf(file) {
  try {
    return new Uint8Array(readFileSync(file));
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    throw new BadInput(`${file}: ${code === "ENOENT" ? "there is no such file" : code === "EISDIR" ? "this is a folder" : "it cannot be read"}`);
  }
}

// --- The site's facts ------------------------------------------------------------------------------------

/** The site's own file beside the documents. @param {string[]} paths */
function siteFileBeside(paths) {
  const folders = new Set(paths.map((path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ? path : dirname(path)));
  const found = [...folders].flatMap((folder) => SITE_FILES.map((name) => join(folder, name)).filter(existsSync));
  if (found.length > 1) throw new BadInput(`${found[1]}:1: there is ${found[0]} as well: say with --site which one counts`);
  return found.at(0);
}

/** A file that the facts name, as it is called in the site. @param {string} file @param {"picture" | "favicon"} key @param {string} named */
function attachment(file, key, named) {
  const path = resolve(dirname(file), named);
  const line = 1 + readFileSync(file, "utf8").split("\n").findIndex((text) => new RegExp(`^\\s*["']?${key}["']?\\s*:`).test(text));
  if (!existsSync(path)) throw new BadInput(`${file}:${Math.max(line, 1)}: "${key}" names a file that is not there: ${named}`);
  const bytes = bytesOf(path);
  const type = pictureType(bytes, key === "favicon");
  if (!type) throw new BadInput(`${file}:${Math.max(line, 1)}: "${key}" is no ${key === "favicon" ? "SVG, " : ""}PNG, JPEG or WebP: ${named}`);
  return { name: attachmentName(key, type), bytes };
}

/**
 * @param {string | undefined} given a file or an address @param {string[]} paths of the documents
 * @param {(line: string) => void} remark is told what is done otherwise
 * @returns {{site: import("../publish/site-facts.js").Site | null, extras: Map<string, Bytes>, own: Set<string>}} `own`: the paths of its files, which are no documents
 */
function siteOf(given, paths, remark) {
  if (given && /^https?:/i.test(given)) {
    const { site, problems } = readSite(`url: ${JSON.stringify(given)}`);
    if (problems.length) throw new BadInput(`--site ${given}: this is no address of a site (https://…)`);
    const beside = siteOf(undefined, paths, remark);
    return { ...beside, site: { ...beside.site, ...site } };
  }
  if (given === "") throw new BadInput("--site: no file and no address is named");
  const file = given ?? siteFileBeside(paths);
  if (!file) return { site: null, extras: new Map(), own: new Set() };
  const { site, notes, problems } = readSite(bytesOf(file));
  if (problems.length) throw new BadInput(problems.map(({ line, reason }) => `${file}:${line}: ${reason}`).join("\n"));
  for (const note of notes) remark(`${file}: ${accentNoteText(note)}`);
  /** @type {Map<string, Bytes>} */
  const extras = new Map();
  const own = new Set([resolve(file)]);
  for (const key of /** @type {const} */ (["picture", "favicon"])) {
    const named = site[key];
    if (!named) continue;
    const { name, bytes } = attachment(file, key, named);
    extras.set(name, bytes);
    own.add(resolve(dirname(file), named));
    site[key] = name;
  }
  return { site, extras, own };
}

/** In the order of the export. @param {Record<string, any>} site @returns {import("../publish/site-facts.js").Site} */
const inOrder = (site) => Object.fromEntries(Object.keys(KEYS).filter((key) => site[key] !== undefined).map((key) => [key, site[key]]));

// --- A former publication --------------------------------------------------------------------------------

/** @param {string} folder */
function filesOfFolder(folder) {
  const names = filesBelow(folder)
    .filter((name) => /^(?:reviews\.json\.gz$|library\/|pictures\/|site-files\/)/.test(name));
  return { names, read: (/** @type {string} */ name) => existsSync(join(folder, name)) ? bytesOf(join(folder, name)) : undefined };
}

/** What was published into a folder, null where nothing was. @param {string} folder */
export const publicationInFolder = (folder) => publicationInFiles(filesOfFolder(folder));

/** @param {string} path @returns {Publication} @throws {BadInput} */
function formerPublication(path) {
  const kind = statSync(path, { throwIfNoEntry: false });
  if (!kind) throw new BadInput(`${path}: there is no such file or folder`);
  try {
    const found = kind.isDirectory() ? publicationInFolder(path) : publicationIn(basename(path), bytesOf(path));
    if (found) return found;
  } catch (error) {
    if (!(error instanceof ImportError || error instanceof SyntaxError)) throw error;
    throw new BadInput(`${path}:1: this publication cannot be read: ${error.message}`);
  }
  throw new BadInput(`${path}:1: this is no publication of Skira (an export, skira.html, a site's folder or .zip)`);
}

// --- The library -----------------------------------------------------------------------------------------

/**
 * Takes the pictures that came with no document out of the folders beside the exports that show them.
 * @param {Uint8Array} json the whole export @param {string[]} paths of the given files
 * @param {Map<string, Bytes>} pictures what is known, added to @param {(line: string) => void} complain is told what is not there
 */
function takePicturesOfExports(json, paths, pictures, complain) {
  /** @type {{pictures?: {id: string, file: string, problem?: string}[]}} */
  const catalog = JSON.parse(new TextDecoder().decode(json));
  for (const { id, file, problem } of catalog.pictures ?? []) {
    const name = basename(file);
    if (problem || pictures.has(`pictures/${name}`) || !isPictureFile(name)) continue;
    const bytes = paths.filter((path) => /\.json(\.gz)?$/i.test(path)).map((path) => join(dirname(path), "pictures", name))
      .filter((path) => existsSync(path)).map((path) => new Uint8Array(readFileSync(path)))
      .find((found) => `sha256-${createHash("sha256").update(found).digest("hex")}` === id);
    if (bytes) pictures.set(`pictures/${name}`, bytes);
    else complain(`${file}: this picture is not beside the export that shows it`);
  }
}

/** Names that an import gives, which lead to no other folder. @param {string} name */
const isPictureFile = (name) => /^sha256-[0-9a-f]{64}\.\w{1,5}$/.test(name);

/**
 * @param {WebAssembly.Module} program the library maker
 * @param {string[]} paths files and folders of them
 * @param {(line: string) => void} complain is told what gave no document, and why, and which picture could not be fetched
 * @param {Facts & ExportOptions} [options]
 * @returns {Promise<Made>}
 * @throws {BadInput}
 */
export async function exportOf(program, paths, complain, { site: given, previous, importOne, fetchPictures, suspicions = false, remark = complain } = {}) {
  const maker = await startMaker(program);
  if (suspicions) maker.lookForSuspicions();
  const found = findFiles(paths);
  const { site, extras, own } = siteOf(given, paths, remark);
  const folders = new Set(paths.map((path) => resolve(path)));
  const isSiteFile = (/** @type {string} */ path) => own.has(path) || SITE_FILES.includes(basename(path)) && folders.has(dirname(path));
  const files = found.filter(({ path }) => !isSiteFile(resolve(path))).map(inputFile);
  const pathsByName = new Map(files.map(({ name, path }) => [name, path]));
  const pathOf = (/** @type {string} */ name) => pathsByName.get(name) ?? name;
  /** @type {Map<string, Bytes>} */
  const pictures = new Map();
  const reports = await addFiles(maker, files, ({ file: name, bytes }) => pictures.set(`pictures/${name}`, new Uint8Array(bytes)),
    resizePicture, { importOne, fetchPictures, takeExtra: (name, bytes) => { if (!extras.has(name)) extras.set(name, bytes); } });
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
  if (!site && !previous) return { json, pictures, extras, reports, pathOf };
  /** @type {import("../publish/export-text.js").Export} */
  const data = JSON.parse(new TextDecoder().decode(json));
  const named = site ? { ...data, site: inOrder({ ...data.site, ...site }) } : data;
  const former = previous ? JSON.parse(new TextDecoder().decode(formerPublication(previous).json)) : null;
  return { json: new TextEncoder().encode(exportText(former ? keepIds(named, former) : named)), pictures, extras, reports, pathOf };
}
