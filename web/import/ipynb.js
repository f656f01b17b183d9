/** Jupyter notebooks (nbformat 4, and 3 where cells are in worksheets): text, code and the pictures that it drew. */
import { MarkdownSource } from "./markdown-source.js";
import { writeMarkdown } from "./markdown.js";
import { ImportError } from "./model.js";
import { PictureSource } from "./picture-source.js";
import { splitFrontMatter } from "./front-matter.js";
import { unescaped } from "./siblings.js";

/** @typedef {Record<string, unknown>} Json */

/** @param {unknown} value a string, or its lines @returns {string} */
const joined = (value) => (Array.isArray(value) ? value.filter((one) => typeof one === "string").join("") : typeof value === "string" ? value : "");

/** @param {unknown} value @returns {Json} */
const record = (value) => (typeof value === "object" && value !== null && !Array.isArray(value) ? /** @type {Json} */ (value) : {});

/** @param {unknown} value @returns {Json[]} */
const recordList = (value) => (Array.isArray(value) ? value.map(record) : []);

/** Whether it is a notebook. @param {unknown} json */
export const isNotebook = (json) => "nbformat" in record(json) && (Array.isArray(record(json).cells) || Array.isArray(record(json).worksheets));

/** @param {string} base64 @returns {Uint8Array | undefined} */
function bytesOf(base64) {
  try {
    return Uint8Array.from(atob(base64.replace(/\s/g, "")), (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** Picture types of outputs, the most faithful first. */
const TYPES = ["image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp", "png", "jpeg", "svg"];

/** @param {Json} data an output's or an attachment's, by media type @returns {Uint8Array | undefined} */
function pictureOf(data) {
  const type = TYPES.find((one) => joined(data[one]) !== "");
  if (type === undefined) return undefined;
  const body = joined(data[type]);
  return type.includes("svg") ? new TextEncoder().encode(body) : bytesOf(body);
}

/**
 * @param {import("./model.js").InputFile} file @param {unknown} json its content
 * @param {import("./siblings.js").Siblings} siblings
 * @param {import("./limits.js").Budget} budget
 * @returns {import("./model.js").ImportedDocument[]} one
 * @throws {ImportError}
 */
export function readIpynb(file, json, siblings, budget) {
  const notebook = record(json);
  const metadata = record(notebook.metadata);
  const language = String(record(metadata.kernelspec).language ?? record(metadata.language_info).name ?? "python");
  const cells = Array.isArray(notebook.cells) ? recordList(notebook.cells) : recordList(notebook.worksheets).flatMap((sheet) => recordList(sheet.cells));
  const pictures = new PictureSource(file.name, siblings, budget);
  /** @type {string[]} */
  const parts = [];
  let facts = /** @type {import("./model.js").Facts} */ ({});
  let leftOut = 0;
  cells.forEach((cell, index) => {
    const source = joined(cell.source ?? cell.input).replace(/\r\n?/g, "\n");
    if (cell.cell_type === "heading") parts.push(`${"#".repeat(Math.min(6, Number(cell.level) || 1))} ${source}`);
    if (cell.cell_type === "markdown" || cell.cell_type === "raw") {
      // Quarto and nbdev begin with a front matter in a raw cell.
      const split = index === 0 ? splitFrontMatter(source.endsWith("\n") ? source : `${source}\n`) : undefined;
      if (split && Object.keys(split.facts).length > 0) facts = split.facts;
      const attachments = record(cell.attachments);
      const reader = new MarkdownSource(pictures, (name) => pictureOf(record(attachments[name] ?? attachments[unescaped(name)])));
      parts.push(reader.read(split ? split.body : source).trim());
    }
    if (cell.cell_type !== "code") return;
    if (source.trim()) parts.push(writeMarkdown([{ type: "code", language, text: source }]).trimEnd());
    for (const output of recordList(cell.outputs)) {
      const bytes = pictureOf(Object.keys(record(output.data)).length > 0 ? record(output.data) : output);
      if (bytes) parts.push(`![](${pictures.add(bytes, "", `of cell ${index + 1}`).file})`);
      else ++leftOut;
    }
  });
  const title = metadata.title;
  if (typeof title === "string" && title.trim()) facts.title ??= title.trim();
  const authors = recordList(metadata.authors).map(({ name }) => (typeof name === "string" ? name : "")).filter(Boolean);
  if (authors.length > 0) facts.authors ??= authors;
  const markdown = parts.filter(Boolean).join("\n\n");
  if (markdown === "") throw new ImportError("empty", "the notebook has no text");
  const found = pictures.result();
  const warnings = leftOut > 0 ? [{ code: "outputs-left-out", message: `${leftOut} outputs of code that are no pictures were left out` }] : [];
  return [{ name: file.name, markdown: `${markdown}\n`, firstLine: 1, pictures: found.pictures, facts, warnings: [...warnings, ...found.warnings] }];
}
