/** .epub (EPUB 3.3, and 2): the chapters in the order of the spine, as one document. */
import { append } from "./blocks.js";
import { documentBlocks, isoDate } from "./html.js";
import { parseHtml } from "./html-dom.js";
import { writeMarkdown } from "./markdown.js";
import { ImportError } from "./model.js";
import { PictureSource } from "./picture-source.js";
import { folderOf, joinPath, Siblings, unescaped } from "./siblings.js";
import { decodeText } from "./text.js";
import { child, descendants, elements, readTree, textOf } from "./xml.js";

/** @typedef {import("./blocks.js").Block} Block */
/** @typedef {import("./xml.js").Element} XmlElement */

const CONTAINER = "META-INF/container.xml";

/** Names with or without the prefix that package documents may give them. @param {XmlElement} root @param {string} name */
const found = (root, name) => [...descendants(root, name), ...descendants(root, `opf:${name}`)];

/** @param {XmlElement} root of the package document @returns {import("./model.js").Facts} */
function factsOf(root) {
  const values = (/** @type {string} */ name) => descendants(root, `dc:${name}`).map((one) => textOf(one).trim()).filter(Boolean);
  /** @type {import("./model.js").Facts} */
  const facts = {};
  const [title] = values("title");
  if (title) facts.title = title;
  const date = values("date").map(isoDate).find(Boolean) ?? /^\d{4}(-\d\d)?$/.exec(values("date")[0] ?? "")?.[0];
  if (date) facts.date = date;
  const authors = values("creator");
  if (authors.length > 0) facts.authors = authors;
  const tags = values("subject");
  if (tags.length > 0) facts.tags = tags;
  const address = [...values("source"), ...values("identifier")].find((one) => /^https?:/.test(one));
  if (address) facts.address = address;
  return facts;
}

/** @param {import("./zip.js").Archive} archive @param {string} name */
function required(archive, name) {
  const bytes = archive.read(name);
  if (!bytes) throw new ImportError("damaged", `the book has no ${name}`);
  return bytes;
}

/** @param {Block[]} blocks changed @param {number} before notes of earlier chapters: labels count on */
function relabel(blocks, before) {
  const label = (/** @type {string} */ printed) => String(Number(printed) + before);
  /** @param {import("./blocks.js").Inline[]} inlines */
  const inline = (inlines) => {
    for (const one of inlines) if (one.type === "note") one.label = label(one.label);
  };
  for (const block of blocks) {
    if (block.type === "footnote") block.label = label(block.label);
    if ("inlines" in block) inline(block.inlines);
    if ("blocks" in block) relabel(block.blocks, before);
    if (block.type === "list") for (const item of block.items) relabel(item.blocks, before);
    if (block.type === "table") for (const row of block.rows) for (const cell of row) inline(cell);
  }
}

/**
 * @param {string} name @param {import("./zip.js").Archive} archive
 * @returns {import("./model.js").ImportedDocument[]} one
 * @throws {ImportError}
 */
export function readEpub(name, archive) {
  const container = readTree(required(archive, CONTAINER), CONTAINER);
  const path = descendants(container, "rootfile")[0]?.attributes["full-path"] ?? "";
  const root = readTree(required(archive, path), path);
  const locked = archive.has("META-INF/encryption.xml") && new TextDecoder().decode(archive.read("META-INF/encryption.xml"));
  const spine = found(root, "spine")[0];
  const items = new Map(found(root, "item").map(({ attributes }) => [attributes.id, attributes]));
  const files = [...archive.entries.keys()].map((entry) => ({ name: entry, get bytes() { return archive.read(entry) ?? new Uint8Array(); } }));
  const siblings = new Siblings(files);
  const pictures = new PictureSource(path, siblings, archive.budget);
  /** @type {Block[]} */
  const out = [];
  let notes = 0;
  for (const { attributes } of spine ? elements(spine) : []) {
    const item = items.get(attributes.idref);
    if (!item || attributes.linear === "no" || /\bnav\b/.test(item.properties ?? "") || !/html/.test(item["media-type"] ?? "html")) continue;
    const chapter = joinPath(folderOf(path), unescaped(item.href ?? ""));
    if (locked && locked.includes(chapter)) throw new ImportError("encrypted", "the book is protected against copying (DRM)");
    pictures.name = chapter;
    const document = parseHtml(decodeText(required(archive, chapter)).text.replace(/^\ufeff?<\?xml[^>]*\?>/, ""));
    const blocks = documentBlocks(document, pictures);
    relabel(blocks, notes);
    notes += blocks.filter(({ type }) => type === "footnote").length;
    append(out, blocks);
  }
  // Notes are last in the whole, as everywhere.
  const isNote = (/** @type {Block} */ { type }) => type === "footnote";
  const markdown = writeMarkdown([...out.filter((block) => !isNote(block)), ...out.filter(isNote)]);
  if (markdown === "") throw new ImportError("empty", "the book has no text");
  const result = pictures.result();
  return [{ name, markdown, firstLine: 1, pictures: result.pictures, facts: factsOf(child(root, "metadata") ?? child(root, "opf:metadata") ?? root), warnings: result.warnings }];
}
