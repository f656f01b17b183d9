/**
 * Files of an author, in whatever type, to Markdown with pictures and facts. The page's worker and the command
 * use this one header; it fetches nothing and touches no page.
 *
 * - `importFiles(files)` takes what was opened together: documents, their pictures, archives. Files find one
 *   another by relative path.
 * - `importFile(file, siblings)` takes one.
 * Neither throws for a file's content: what gives no document is in `refused` with the reason. A file gives all
 * of its documents or none.
 *
 * What pages and PDF need (a document object model, PDF.js) is loaded with the first of them.
 * To add a format: README.md.
 */
import { isPictureName } from "../document-names.js";
import { readDocx, isDocx } from "./docx.js";
import { isNotebook, readIpynb } from "./ipynb.js";
import { Budget, LIMITS } from "./limits.js";
import { readMd } from "./md.js";
import { ImportError, LimitError } from "./model.js";
import { isPicture } from "./pictures.js";
import { Siblings } from "./siblings.js";
import { isTelegram, isTelegramPage, readTelegramJson } from "./telegram.js";
import { decodeText, latin, startsWith } from "./text.js";
import { readTxt } from "./txt.js";
import { isEpub, READ_TYPES, UNKNOWN, unreadArchive, unreadReason } from "./unread.js";
import { isWhatsApp, readWhatsApp } from "./whatsapp.js";
import { Archive } from "./zip.js";

/** @typedef {import("./model.js").InputFile} InputFile */
/** @typedef {import("./model.js").ImportResult} ImportResult */
/** @typedef {import("./model.js").ImportedDocument} ImportedDocument */
/** @typedef {{siblings: Siblings, budget: Budget, depth: number}} Context depth: of archives around the file */

export { READ_TYPES };

/** What systems and saved pages leave beside documents, which nobody wants to hear of. */
const LITTER = /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._)|(^|\/)\.(git|obsidian|trash)\//i;
/** Parts of saved pages and of exported chats. */
const PAGE_PARTS = /\.(css|js|mjs|map|woff2?|ttf|otf|eot|ico)(\.(download|下載))?$/i;

/** @param {ImportedDocument[]} documents @returns {ImportResult} */
const whole = (documents) => ({ documents, refused: [] });

/** @param {string} text @returns {unknown} undefined where it is no JSON */
function parseJson(text) {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    return undefined;
  }
}

/** Whether text is a page. Markdown may begin with an element, so only a page's own elements count. @param {string} head @param {string} name */
const isPage = (head, name) =>
  /^\ufeff?\s*(<\?xml[^>]*>\s*)?(<!--(?:(?!-->)[^])*-->\s*)*<(!doctype\s+html|html|head|body)[\s>]/i.test(head) || (/\.x?html?$/i.test(name) && /<\w+[\s>]/.test(head));

/** @param {string} head @param {string} name */
const isMarkdown = (head, name) =>
  /\.(md|mdx|markdown|qmd|rmd|mkd)$/i.test(name) || /^\ufeff?(---|\+\+\+)\s*\n\s*[\w-]+\s*[:=]/.test(head) || /!\[[^\]\n]*\]\(|!\[\[/.test(head);

/** Whether bytes are no text: text has no zero bytes, unless it is UTF-16. @param {Uint8Array} bytes @param {string} encoding */
const isBinary = (bytes, encoding) => !encoding.startsWith("utf-16") && bytes.subarray(0, 8192).includes(0);

/**
 * Text types, the most certain first.
 * @param {InputFile} file @param {Context} context @returns {Promise<ImportResult>}
 */
async function readText(file, { siblings, budget }) {
  const { text, encoding } = decodeText(file.bytes);
  if (isBinary(file.bytes, encoding)) throw new ImportError(UNKNOWN.code, UNKNOWN.message);
  const head = text.slice(0, 2 ** 16).replace(/\r\n?/g, "\n");
  if (/^\ufeff?\s*[[{]/.test(head)) {
    const json = parseJson(text);
    if (isNotebook(json)) return whole(readIpynb(file, json, siblings, budget));
    if (isTelegram(json)) return readTelegramJson(file, json, siblings, budget);
    if (typeof json === "object" && json !== null) {
      const isExport = /** @type {{format?: unknown}} */ (json).format === "skira-reviews";
      throw new ImportError(isExport ? "type-export" : "type-json", isExport ? "this is an export of Skira and no document" : `this JSON is of no type that is read. Skira reads ${READ_TYPES}`);
    }
    if (/\.(json|ipynb)$/i.test(file.name)) throw new ImportError("damaged", "the JSON is damaged or was cut off");
  }
  if (isPage(head, file.name)) {
    if (isTelegramPage(head)) return (await import("./telegram-page.js")).readTelegramHtml(file, siblings, budget);
    return whole((await import("./html.js")).readHtml(file, siblings, budget));
  }
  if (isWhatsApp(head)) return readWhatsApp(file, siblings, budget);
  return whole(isMarkdown(head, file.name) ? readMd(file, siblings, budget) : readTxt(file));
}

/** @param {InputFile} file @param {Context} context @returns {Promise<ImportResult>} */
async function readArchive(file, { budget, depth }) {
  if (depth >= LIMITS.nesting) throw new LimitError("too-deep", `archives inside archives are read to a depth of ${LIMITS.nesting}`);
  const archive = new Archive(file.bytes, budget);
  if (isDocx(archive)) return whole(readDocx(file.name, archive));
  if (isEpub(archive)) return whole((await import("./epub.js")).readEpub(file.name, archive));
  const reason = unreadArchive(archive);
  if (reason) throw new ImportError(reason.code, reason.message);
  // Pictures are unpacked when a document asks for them.
  const files = [...archive.entries.keys()].map((name) => {
    /** @type {Uint8Array | undefined} */
    let bytes;
    return { name, get bytes() { return (bytes ??= archive.read(name) ?? new Uint8Array()); } };
  });
  const result = await readAll(files, { budget, depth: depth + 1 });
  const inside = (/** @type {string} */ name) => `${file.name}/${name}`;
  if (result.documents.length + result.refused.length === 0) throw new ImportError("empty", "the archive is empty");
  return {
    documents: result.documents.map((one) => ({ ...one, name: inside(one.name) })),
    refused: result.refused.map((one) => ({ ...one, name: inside(one.name) })),
  };
}

/** @param {InputFile} file @param {Context} context @returns {Promise<ImportResult>} @throws {ImportError} */
async function read(file, context) {
  const { bytes } = file;
  if (bytes.length > LIMITS.fileBytes) throw new ImportError("too-large", `the file has more than ${LIMITS.fileBytes / 2 ** 20} MB`);
  if (bytes.length === 0) throw new ImportError("empty", "the file is empty");
  if (startsWith(bytes, "PK\x03\x04") || startsWith(bytes, "PK\x05\x06")) return readArchive(file, context);
  if (latin(bytes, 0, 1024).includes("%PDF-")) {
    const { readPdf } = await import("./pdf.js");
    return whole(await readPdf(file, context.budget));
  }
  if (isPicture(bytes)) throw new ImportError("picture-unused", "a picture is read with the document that shows it: give both together");
  const reason = unreadReason(bytes);
  if (reason) throw new ImportError(reason.code, reason.message);
  return readText(file, context);
}

/** @param {InputFile} file @param {Context} context @returns {Promise<ImportResult>} */
async function attempt(file, context) {
  try {
    return await read(file, context);
  } catch (error) {
    if (error instanceof ImportError) {
      if (context.depth > 0 && error instanceof LimitError) throw error;
      return { documents: [], refused: [{ name: file.name, code: error.code, message: error.message, ...(error.line === undefined ? {} : { line: error.line }) }] };
    }
    // A library stumbled over the file: no other file may suffer from it.
    const message = `the file cannot be read: ${error instanceof Error ? error.message : String(error)}`;
    return { documents: [], refused: [{ name: file.name, code: "damaged", message }] };
  }
}

/**
 * Pictures and parts of pages are no documents; which pictures no document showed is said at the end.
 * @param {InputFile[]} files @param {{budget: Budget, depth: number}} context @returns {Promise<ImportResult>}
 */
async function readAll(files, context) {
  const siblings = new Siblings(files);
  /** @type {ImportResult} */
  const out = { documents: [], refused: [] };
  /** @type {InputFile[]} */
  const later = [];
  const hasPage = files.some(({ name }) => /\.x?html?$/i.test(name));
  for (const file of files) {
    if (LITTER.test(file.name) || (hasPage && PAGE_PARTS.test(file.name))) continue;
    if (isPictureName(file.name)) {
      later.push(file);
      continue;
    }
    const { documents, refused } = await attempt(file, { ...context, siblings });
    for (const one of documents) out.documents.push(one);
    for (const one of refused) out.refused.push(one);
  }
  for (const { name } of later) {
    if (!siblings.used.has(name)) out.refused.push({ name, code: "picture-unused", message: "no document shows this picture" });
  }
  return out;
}

/**
 * Imports what was opened together: the files of a folder, of one choice or of one drop.
 * @param {InputFile[]} files
 * @param {import("./remote-pictures.js").RemotePictures} [remote] is given the addresses of pictures elsewhere, and has
 *   those that were fetched
 * @returns {Promise<ImportResult>}
 */
export const importFiles = (files, remote) => readAll(files, { budget: new Budget(remote), depth: 0 });

/**
 * Imports one file.
 * @param {InputFile} file
 * @param {InputFile[]} [siblings] files that it may name, by path relative to its own name
 * @returns {Promise<ImportResult>}
 */
export const importFile = (file, siblings = []) =>
  attempt(file, { siblings: new Siblings(siblings), budget: new Budget(), depth: 0 });
