// Files of any type that is read, to the library maker: the same in the page's worker and in Node.
//
//   files ─▶ web/import ─▶ documents with pictures ─▶ maker.add ─▶ a report for each
//   an export, or a publication of Skira ──────────▶ maker.add
import { importFile, importFiles } from "../import/import.js";
import { ImportError } from "../import/model.js";
import { RemotePictures } from "../import/remote-pictures.js";
import { withSmallerPictures } from "../import/resize.js";
import { decodeText } from "../import/text.js";
import { sourceText } from "../import/source-text.js";
import { isPictureName } from "../document-names.js";
import { publicationIn } from "../publish/publication.js";

/**
 * @typedef {import("../import/model.js").InputFile} InputFile
 * @typedef {import("../import/model.js").ImportResult} ImportResult
 * @typedef {import("../import/model.js").Picture} Picture
 * @typedef {import("./maker.js").Report} Report
 * @typedef {Awaited<ReturnType<typeof import("./maker.js").startMaker>>} Maker
 * @typedef {(picture: Picture) => void} TakePicture is given each picture once
 * @typedef {import("../import/resize.js").Resize} Resize
 * @typedef {(remote: RemotePictures) => Promise<void>} FetchPictures fetches what is wanted
 */

/**
 * @typedef {(files: InputFile[]) => Promise<ImportResult>} ImportAll as importFiles
 * @typedef {(name: string, bytes: Uint8Array<ArrayBuffer>) => void} TakeExtra is given the files that a publication's site names
 */

/**
 * The publication that a file is, null where it is a document or something else; its report where it is damaged.
 * @param {InputFile} file @returns {ReturnType<typeof publicationIn> | Report}
 */
function publicationOf({ name, bytes }) {
  try {
    return publicationIn(name, bytes);
  } catch (error) {
    // An archive that is none is the importers' business.
    if (/\.zip$/i.test(name)) return null;
    if (!(error instanceof ImportError || error instanceof SyntaxError)) throw error;
    return { name, exported: true, reviews: 0, warnings: [], problem: "bad-export", line: 1, detail: error.message };
  }
}

/**
 * @param {Maker} maker @param {InputFile} file @param {NonNullable<ReturnType<typeof publicationOf>>} found
 * @param {TakePicture} takePicture @param {TakeExtra} takeExtra @returns {Report}
 */
function givePublication(maker, { name }, found, takePicture, takeExtra) {
  if ("problem" in found) return found;
  const report = maker.add(name, found.json);
  if (report.problem || found.pictures.size === 0) return report;
  for (const picture of JSON.parse(new TextDecoder().decode(found.json)).pictures) {
    const bytes = found.pictures.get(picture.file);
    if (bytes) takePicture({ ...picture, file: picture.file.replace(/^.*\//, ""), bytes });
  }
  for (const [extra, bytes] of found.extras) takeExtra(extra, bytes);
  return report;
}

/** @param {Maker} maker @param {ImportResult} result @param {TakePicture} takePicture @param {Resize} resize @returns {Promise<Report[]>} */
async function give(maker, { documents, refused }, takePicture, resize) {
  /** @type {Report[]} */
  const reports = [];
  const taken = new Set();
  for (const imported of documents) {
    const document = await withSmallerPictures(imported, resize);
    const { bytes, firstLine } = sourceText(document);
    const pictures = document.pictures.map((picture) => ({ ...picture, bytes: picture.bytes.length }));
    const report = maker.add(document.name, bytes, { pictures, firstLine });
    report.warnings.unshift(...document.warnings.map(({ line = 0, code, message }) => ({ line, code, message })));
    reports.push(report);
    if (report.problem) continue;
    for (const picture of document.pictures) {
      if (!picture.problem && !taken.has(picture.id)) takePicture(picture);
      taken.add(picture.id);
    }
  }
  for (const { name, code, message, line = 0 } of refused) {
    reports.push({ name, exported: false, reviews: 0, warnings: [], problem: code, line, detail: message });
  }
  return reports;
}

/**
 * Gives the maker what files hold that were opened together.
 * @param {Maker} maker @param {InputFile[]} files @param {TakePicture} takePicture
 * @param {Resize} resize makes pictures smaller that are too large
 * @param {{importOne?: ImportAll, takeExtra?: TakeExtra, fetchPictures?: FetchPictures}} [options] `importOne`: an importer
 *   that knows some files already; `fetchPictures`: where pictures of other hosts are to be fetched
 * @returns {Promise<Report[]>} one for each document, publication and file that gives none
 */
export async function addFiles(maker, files, takePicture, resize, { importOne = importFiles, takeExtra = () => {}, fetchPictures } = {}) {
  /** @type {Report[]} */
  const reports = [];
  /** @type {InputFile[]} */
  const others = [];
  for (const file of files) {
    // A file's bytes are read when they are asked for: those of pictures may never be.
    const found = isPictureName(file.name) ? null : publicationOf(file);
    if (found) reports.push(givePublication(maker, file, found, takePicture, takeExtra));
    else others.push(file);
  }
  if (!fetchPictures) return [...reports, ...await give(maker, await importOne(others), takePicture, resize)];
  const remote = new RemotePictures();
  let result = await importFiles(others, remote);
  if (remote.wanted.size > 0) {
    await fetchPictures(remote);
    result = await importFiles(others, remote);
  }
  return [...reports, ...await give(maker, result, takePicture, resize)];
}

/**
 * Gives the maker what one file holds.
 * @param {Maker} maker @param {InputFile} file @param {InputFile[]} siblings that it may name @param {TakePicture} takePicture
 * @param {Resize} resize
 * @returns {Promise<Report[]>}
 */
export async function addFile(maker, file, siblings, takePicture, resize) {
  const found = publicationOf(file);
  if (found) return [givePublication(maker, file, found, takePicture, () => {})];
  return give(maker, await importFile(file, siblings), takePicture, resize);
}

/**
 * The text of a document that can be corrected: a text file's own, of others the Markdown that is made of it, with what
 * the file says of itself at its head.
 * @param {InputFile} file @param {InputFile[]} siblings @param {Resize} resize
 * @returns {Promise<{text: string, firstLine: number, made: boolean, pictures: Picture[]} | null>} `firstLine`: the line, in
 *   warnings, of the text's first; `pictures`: those that the text names and nobody else has; null where the file has no
 *   one text: an archive, a publication, what cannot be read
 */
export async function correctableText(file, siblings, resize) {
  if (publicationOf(file)) return null;
  const { documents } = await importFile(file, siblings);
  if (documents.length !== 1) return null;
  if (documents[0].plain) return { text: decodeText(file.bytes).text, firstLine: 1, made: false, pictures: [] };
  const document = await withSmallerPictures(documents[0], resize);
  const { bytes, firstLine } = sourceText(document);
  return { text: new TextDecoder().decode(bytes), firstLine, made: true, pictures: document.pictures.filter(({ problem }) => !problem) };
}

/**
 * What became of a file, in one report: of its documents those that were read, with a warning for each that was not.
 * @param {string} name the file's @param {Report[]} reports of what it holds
 * @returns {Report}
 */
export function joinReports(name, reports) {
  const read = reports.filter(({ problem }) => !problem);
  if (read.length === 0 || reports.length === 1) return { ...reports[0], name };
  const inside = (/** @type {string} */ inner) => (inner === name ? "" : `${inner.startsWith(`${name}/`) ? inner.slice(name.length + 1) : inner}: `);
  return {
    name, exported: false, problem: "", line: 0, detail: "",
    reviews: read.reduce((sum, { reviews }) => sum + reviews, 0),
    warnings: [
      ...reports.filter(({ problem }) => problem).map((one) => ({ line: 0, code: one.problem, message: `${inside(one.name)}${one.detail}` })),
      ...read.flatMap((one) => one.warnings.map((warning) => ({ ...warning, message: `${inside(one.name)}${warning.message}` }))),
    ],
  };
}
