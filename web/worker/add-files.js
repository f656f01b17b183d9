// Files of any type that is read, to the library maker: the same in the page's worker and in Node.
//
//   files ─▶ web/import ─▶ documents with pictures ─▶ maker.add ─▶ a report for each
//   an export ─────────────────────────────────────▶ maker.add
import { importFiles } from "../import/import.js";
import { sourceText } from "../import/source-text.js";

/**
 * @typedef {import("../import/model.js").InputFile} InputFile
 * @typedef {import("../import/model.js").Picture} Picture
 * @typedef {import("./maker.js").Report} Report
 * @typedef {Awaited<ReturnType<typeof import("./maker.js").startMaker>>} Maker
 */

const BEGINNING = 200;  // bytes

/** Whether a file is an export of Skira and no document. @param {InputFile} file */
function isExport({ name, bytes }) {
  if (/\.(docx|zip|epub|pdf|md|txt|html?)$/i.test(name)) return false;
  return /^\ufeff?\s*\{[^]*"skira-reviews"/.test(new TextDecoder().decode(bytes.subarray(0, BEGINNING)));
}

/**
 * Gives the maker what files hold that were opened together.
 * @param {Maker} maker @param {InputFile[]} files
 * @param {(picture: Picture) => void} takePicture is given each picture once, before the export names it
 * @returns {Promise<Report[]>} one for each document, export and file that gives none
 */
export async function addFiles(maker, files, takePicture) {
  /** @type {Report[]} */
  const reports = [];
  /** @type {InputFile[]} */
  const foreign = [];
  for (const file of files) {
    // A file's bytes are read when they are asked for: pictures' may never be.
    if (/\.json$/i.test(file.name) && isExport(file)) reports.push(maker.add(file.name, file.bytes));
    else foreign.push(file);
  }
  const { documents, refused } = await importFiles(foreign);
  const taken = new Set();
  for (const document of documents) {
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
