/** .md: front matter, then Markdown as Jekyll, Hugo, Obsidian and others write it. */
import { splitFrontMatter } from "./front-matter.js";
import { MarkdownSource } from "./markdown-source.js";
import { ImportError } from "./model.js";
import { PictureSource } from "./picture-source.js";
import { decodeText } from "./text.js";

/** Letters that no text has, but tabs and line ends. @param {string} text */
const withoutControls = (text) => text.replace(/\r\n?/g, "\n").replace(/[\u0000-\u0008\u000b\u000e-\u001f]/g, "");

/** What Skira writes above each of its reviews (src/review/markdown.h): the parser reads it itself. */
const OURS = /^\ufeff?---\nskira:/;

/**
 * @param {import("./model.js").InputFile} file
 * @param {import("./siblings.js").Siblings} siblings
 * @param {import("./limits.js").Budget} budget
 * @returns {import("./model.js").ImportedDocument[]} one
 * @throws {ImportError}
 */
export function readMd(file, siblings, budget) {
  const { text, warnings } = decodeText(file.bytes);
  const whole = withoutControls(text);
  const { facts, body, firstLine, warnings: frontWarnings } = OURS.test(whole)
    ? { facts: {}, body: whole, firstLine: 1, warnings: [] } : splitFrontMatter(whole);
  if (body.trim() === "") throw new ImportError("empty", "the file has no text");
  const pictures = new PictureSource(file.name, siblings, budget);
  const markdown = new MarkdownSource(pictures).read(body, firstLine);
  if (markdown.trim() === "") throw new ImportError("empty", "the file has no text but pictures that did not come with it");
  const found = pictures.result();
  return [{ name: file.name, markdown, plain: true, firstLine, pictures: found.pictures, facts, warnings: [...warnings, ...frontWarnings, ...found.warnings] }];
}
