/**
 * Files that are no document of a type that is read: what they are, by their first bytes, and how to save them.
 * Nothing is skipped in silence.
 */
import { latin, startsWith } from "./text.js";

export const READ_TYPES = ".docx, .md, .txt, .html, .pdf, .epub, .ipynb, Telegram's and WhatsApp's exports, and .zip files and folders of these";

/** @param {string} what @param {string} how */
const advice = (what, how) => `${what} is not read: ${how}`;
const SAVE_AS_DOCX = "open it in the program that made it, or in LibreOffice or Google Docs, and save it as .docx";

/** @typedef {{code: string, message: string}} Reason */

/** @type {{code: string, test: (bytes: Uint8Array, head: string) => boolean, message: string}[]} the first that fits counts */
const KINDS = [
  { code: "type-encrypted", test: (bytes) => isOle(bytes) && hasUtf16(bytes, "EncryptedPackage"), message: "the document has a password: save it without one" },
  { code: "type-doc", test: (bytes) => isOle(bytes), message: advice(".doc, Word's type before 2007,", "in Word, File, Save as, Word Document (.docx); or open it in LibreOffice or Google Docs and save it as .docx") },
  { code: "type-rtf", test: (_, head) => head.startsWith("{\\rtf"), message: advice(".rtf", `${SAVE_AS_DOCX}`) },
  { code: "type-odt", test: (_, head) => /<office:document[\s-]/.test(head), message: advice("OpenDocument's flat type (.fodt)", "in LibreOffice, File, Save As, Word 2007-365 (.docx)") },
  { code: "type-word-xml", test: (_, head) => /<(pkg:package|w:wordDocument)/.test(head), message: advice("Word's XML", "in Word, File, Save as, Word Document (.docx)") },
  { code: "type-mhtml", test: (_, head) => /^(From: <Saved by|MIME-Version:|Content-Type: multipart\/related)/im.test(head.slice(0, 2000)) && /multipart\/related/i.test(head), message: advice(".mhtml", "save the page as “Webpage, Complete” and give the .html with its folder") },
  { code: "type-tex", test: (_, head) => /^\s*(%[^\n]*\n\s*)*\\document(class|style)\b/.test(head), message: advice("LaTeX", "convert it with pandoc: pandoc FILE.tex -o FILE.docx") },
  { code: "type-archive", test: (bytes, head) => /^(Rar!|7z\xbc\xaf|\x1f\x8b|BZh|\xfd7zXZ)/.test(head) || startsWith(bytes, "ustar", 257), message: advice("this kind of archive", "unpack it and give the folder, or a .zip of it") },
  { code: "type-djvu", test: (_, head) => head.startsWith("AT&TFORM"), message: advice("DjVu", "convert it to a PDF with text") },
  { code: "type-mobi", test: (bytes) => startsWith(bytes, "BOOKMOBI", 60), message: advice(".mobi and .azw", "convert it to .epub with calibre") },
];

/** A compound file (MS-CFB): .doc, .xls, .ppt, and .docx with a password. @param {Uint8Array} bytes */
const isOle = (bytes) => startsWith(bytes, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");

/** @param {Uint8Array} bytes @param {string} word */
const hasUtf16 = (bytes, word) => new TextDecoder("utf-16le").decode(bytes.subarray(0, 2 ** 20 & ~1)).includes(word);

/** @param {Uint8Array} bytes @returns {Reason | undefined} undefined where it is none of these */
export function unreadReason(bytes) {
  const head = latin(bytes, 0, 4096);
  const kind = KINDS.find(({ test }) => test(bytes, head));
  return kind && { code: kind.code, message: kind.message };
}

/** Whether an archive is a book, which epub.js reads. @param {import("./zip.js").Archive} archive */
export const isEpub = (archive) => archive.has("META-INF/container.xml") && !archive.has("[Content_Types].xml");

/** What the archives of programs hold. @type {{code: string, test: (has: (name: string) => boolean, type: string) => boolean, message: string}[]} */
const ARCHIVES = [
  { code: "type-odt", test: (_, type) => /opendocument/.test(type), message: advice(".odt", "in LibreOffice, File, Save As, Word 2007-365 (.docx)") },
  { code: "type-pages", test: (has) => has("Index/Document.iwa") || has("Index.zip") || has("index.xml") && has("buildVersionHistory.plist"), message: advice(".pages", "in Pages, File, Export To, Word (.docx)") },
  { code: "type-sheet", test: (has) => has("xl/workbook.xml"), message: advice("a spreadsheet", "paste its tables into a document") },
  { code: "type-slides", test: (has) => has("ppt/presentation.xml"), message: advice("a presentation", "export it as PDF") },
];

/** @param {import("./zip.js").Archive} archive @returns {Reason | undefined} */
export function unreadArchive(archive) {
  const type = new TextDecoder().decode((archive.entries.get("mimetype")?.size ?? Infinity) < 200 ? archive.read("mimetype") : undefined);
  const kind = ARCHIVES.find(({ test }) => test((name) => archive.has(name), type));
  return kind && { code: kind.code, message: kind.message };
}

/** @type {Reason} */
export const UNKNOWN = { code: "type-unknown", message: `this type is not read. Skira reads ${READ_TYPES}` };
