/**
 * Pages: as Substack, Medium and WordPress publish them, as Google Docs, Word, LibreOffice and pandoc export them.
 * Publishers' pages have their text in a known element; of others Readability chooses the main content.
 */
import { Readability } from "@mozilla/readability";
import { plainText } from "./blocks.js";
import { HtmlReader, marksOfStyle } from "./html-blocks.js";
import { all, attribute, parseHtml } from "./html-dom.js";
import { markFormulas } from "./html-formulas.js";
import { takeNotes } from "./html-notes.js";
import { writeMarkdown } from "./markdown.js";
import { ImportError } from "./model.js";
import { PictureSource } from "./picture-source.js";
import { decodeText } from "./text.js";

/** @typedef {import("./blocks.js").Block} Block */
/** @typedef {import("./model.js").Facts} Facts */

/**
 * Where publishers have a post's text, most telling first. `also` are parts before it that belong to it.
 * @type {{content: string, also?: string}[]}
 */
const PUBLISHERS = [
  { content: ".available-content .body, .body.markup", also: "h1.post-title, h3.subtitle" },  // Substack
  { content: "[data-field='body'].e-content", also: "h1.p-name" },  // Medium's export
  { content: ".entry-content, .wp-block-post-content, .post-entry, .post-body.entry-content, .gh-content", also: "h1.entry-title, h1.post-title, h1.wp-block-post-title, h3.post-title" },  // WordPress, Blogger, Ghost
  { content: "article .markdown-body, article.markdown-body, .post-content", also: "h1.post-title" },  // GitHub, Jekyll and Hugo themes
];

/** What publishers put into a text that is not the author's. */
const NOT_TEXT = [
  ".subscription-widget-wrap", ".subscription-widget", ".subscribe-widget", ".button-wrapper", ".share-dialog", ".post-ufi", ".captioned-button-wrap", ".digest-post-embed .embedded-post-cta",
  ".image-link-expand", ".sharedaddy", ".jp-relatedposts", ".wp-block-buttons", ".addtoany_share_save_container", ".post-share", ".comments-area", "#comments", ".comment-respond",
  ".toc", "#toc", "#TOC", ".ez-toc-container", "#ez-toc-container", ".navigation", ".breadcrumb", ".breadcrumbs", ".cookie-notice", "[role='navigation']", ".mw-editsection", ".poll-embed", ".paywall",
].join(", ");

/** Programs that export a document and nothing around it. */
const EXPORTERS = /libreoffice|openoffice|microsoft word|pandoc|asciidoctor|typora|obsidian|org mode|writer|notion/i;

/** @param {Document} document @param {string[]} names of meta elements @returns {string} the first that is there */
function meta(document, ...names) {
  for (const name of names) {
    const found = all(document, "meta").find((one) => [attribute(one, "property"), attribute(one, "name"), attribute(one, "itemprop")].some((key) => key.toLowerCase() === name));
    const content = found && attribute(found, "content").trim();
    if (content) return content;
  }
  return "";
}

/** @param {unknown} value of JSON-LD @param {number} depth @returns {Generator<Record<string, unknown>>} */
function* records(value, depth = 0) {
  if (depth > 6 || typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) for (const one of value.slice(0, 100)) yield* records(one, depth + 1);
  else {
    const record = /** @type {Record<string, unknown>} */ (value);
    yield record;
    yield* records(record["@graph"], depth + 1);
  }
}

/** @param {Document} document @returns {Record<string, unknown>} the article of schema.org, {} where there is none */
function linkedData(document) {
  for (const script of all(document, "script[type='application/ld+json']")) {
    try {
      for (const record of records(JSON.parse(script.textContent ?? ""))) if (/Article|Posting/.test(String(record["@type"]))) return record;
    } catch {}  // a site's mistake
  }
  return {};
}

/** @param {unknown} value a person, a name, or several @returns {string[]} */
function namesOf(value) {
  const names = (Array.isArray(value) ? value : [value]).map((one) => (typeof one === "string" ? one : typeof one?.name === "string" ? one.name : ""));
  return names.map((/** @type {string} */ name) => name.trim()).filter((name) => name && !/^https?:/.test(name));
}

/** Dates as ISO 8601 has them; others as nothing, for the text may say it better. @param {unknown} value */
export const isoDate = (value) => /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:?\d\d)?)?/.exec(typeof value === "string" ? value.trim() : "")?.[0];

/** Letters of a title; what is longer is none. */
const LONGEST_TITLE = 500;

/** Without the site's name after it. @param {string} title @param {string} site */
function ownTitle(title, site) {
  title = title.replace(/\s+/g, " ").slice(0, LONGEST_TITLE);
  const parts = title.split(/\s+[|–—·»-]\s+/);
  const last = parts.at(-1)?.trim();
  return parts.length > 1 && site && last === site ? title.slice(0, title.lastIndexOf(/** @type {string} */ (last))).replace(/\s+[|–—·»-]\s*$/, "") : title;
}

/** @param {Document} document @returns {Facts} */
function factsOf(document) {
  const data = linkedData(document);
  const text = (/** @type {string} */ selector) => document.querySelector(selector)?.textContent?.replace(/\s+/g, " ").trim() ?? "";
  /** @type {Facts} */
  const facts = {};
  const title = meta(document, "og:title", "twitter:title", "dc.title") || (typeof data.headline === "string" ? data.headline : "") || text("h1.post-title, h1.p-name, h1.entry-title") || text("title");
  if (title) facts.title = ownTitle(title, meta(document, "og:site_name"));
  const time = document.querySelector("time.dt-published, time[itemprop='datePublished'], time.entry-date, article time[datetime], time[pubdate]");
  const date = [meta(document, "article:published_time", "datepublished", "dc.date", "dcterms.date", "dcterms.created", "date"), data.datePublished, time && attribute(time, "datetime")].map(isoDate).find(Boolean);
  if (date) facts.date = date;
  const authors = [namesOf(data.author), namesOf(meta(document, "author", "dc.creator", "article:author").split(/\s*[;,]\s*/)), namesOf(text("a.p-author, .h-card .p-name, .author.vcard .fn"))].find((names) => names.length > 0);
  if (authors) facts.authors = authors;
  const tags = all(document, "meta").filter((one) => attribute(one, "property") === "article:tag").map((one) => attribute(one, "content").trim()).filter(Boolean);
  const keywords = meta(document, "keywords").split(/\s*,\s*/).filter(Boolean);
  if (tags.length + keywords.length > 0) facts.tags = [...new Set([...tags, ...keywords])];
  const canonical = document.querySelector("link[rel='canonical'], a.p-canonical");
  const address = [canonical ? attribute(canonical, "href") : "", meta(document, "og:url")].find((one) => /^https?:/.test(one));
  if (address) facts.address = address;
  return facts;
}

/**
 * Google Docs writes bold and italic as classes with rules in the page.
 * @param {Document} document @returns {Map<string, import("./blocks.js").Marks>} by class
 */
function classStyles(document) {
  /** @type {Map<string, import("./blocks.js").Marks>} */
  const styles = new Map();
  for (const sheet of all(document, "style")) {
    for (const [, name, css] of (sheet.textContent ?? "").matchAll(/\.(c\d+|[PT]\d+)\s*\{([^{}]*)\}/g)) {
      const marks = marksOfStyle(css);
      if (Object.keys(marks).length > 0) styles.set(name, marks);
    }
  }
  return styles;
}

/** Google Docs' comments are printed below the text, with links to them inside. @param {Document} document */
function dropComments(document) {
  for (const link of all(document, "a[href^='#cmnt']")) {
    const id = attribute(link, "href").slice(1);
    (/^cmnt_ref/.test(id) ? link.closest("div") ?? link : link.closest("sup") ?? link).remove();
  }
}

/** @param {Document} document @returns {boolean} whether the page is nothing but its document */
function isExport(document) {
  const generator = meta(document, "generator", "progid");
  if (EXPORTERS.test(generator) || document.querySelector("body.doc-content, [class*='lst-kix_'], article.page.sans")) return true;
  if (all(document, "style").some((one) => /themes\.googleusercontent|mso-|WordSection/.test(one.textContent ?? ""))) return true;
  return !document.querySelector("nav, aside, footer, header, [role='navigation'], form, iframe, script[src]") && all(document, "article").length <= 1;
}

/** @param {Document} document @returns {Node[]} the elements that hold the text, in their order */
function mainContent(document) {
  for (const one of all(document, NOT_TEXT)) one.remove();
  for (const { content, also } of PUBLISHERS) {
    const found = all(document, content).filter((one) => (one.textContent ?? "").trim().length > 200);
    if (found.length === 1) return [...(also ? all(document, also).slice(0, 2).filter((one) => !found[0].contains(one)) : []), found[0]];
  }
  if (!isExport(document)) {
    const copy = /** @type {Document} */ (document.cloneNode(true));
    const article = new Readability(copy, { keepClasses: true, serializer: (node) => node, charThreshold: 200 }).parse();
    const node = /** @type {Node | null | undefined} */ (article?.content);
    if (node) return [node];
  }
  for (const one of all(document, "nav, aside, [role='navigation']")) one.remove();
  return [document.body ?? document.documentElement];
}

/** @param {Block[]} blocks @param {string | undefined} title @returns {Block[]} with the title above it, unless it is there */
function withTitle(blocks, title) {
  if (!title) return blocks;
  const words = (/** @type {string} */ text) => text.replace(/[^\p{L}\p{N}]+/gu, " ").trim().toLowerCase();
  const has = blocks.slice(0, 8).some((block) =>
    (block.type === "heading" && block.level === 1) || ((block.type === "heading" || block.type === "paragraph") && words(plainText(block.inlines)) === words(title)));
  return has ? blocks : [{ type: "heading", level: 1, inlines: [{ type: "text", text: title, marks: {} }] }, ...blocks];
}

/** The encoding that the page declares (HTML 13.2.3.2). @param {Uint8Array} bytes */
const declaredEncoding = (bytes) =>
  /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i.exec(new TextDecoder("latin1").decode(bytes.subarray(0, 4096)))?.[1];

/**
 * @param {Document} document changed
 * @param {PictureSource} pictures
 * @param {(document: Document) => Node[]} [choose] what holds the text
 * @returns {Block[]}
 */
export function documentBlocks(document, pictures, choose = (page) => [page.body ?? page.documentElement], base = "") {
  markFormulas(document);
  dropComments(document);
  const styles = classStyles(document);
  const notes = takeNotes(document);
  const reader = new HtmlReader(pictures, { styles, base });
  const blocks = reader.read(choose(document));
  // The line above the notes, which are no part of the text any more.
  if (notes.size > 0 && blocks.at(-1)?.type === "rule") blocks.pop();
  for (const [label, holder] of notes) {
    const inner = reader.read(holder.childNodes);
    if (inner.length > 0) blocks.push({ type: "footnote", label, blocks: inner });
  }
  return blocks;
}

/**
 * @param {import("./model.js").InputFile} file
 * @param {import("./siblings.js").Siblings} siblings
 * @param {import("./limits.js").Budget} budget
 * @returns {import("./model.js").ImportedDocument[]} one
 * @throws {ImportError}
 */
export function readHtml(file, siblings, budget) {
  const { text, warnings } = decodeText(file.bytes, declaredEncoding(file.bytes));
  const document = parseHtml(text);
  const facts = factsOf(document);
  const pictures = new PictureSource(file.name, siblings, budget);
  const blocks = documentBlocks(document, pictures, mainContent, facts.address);
  const markdown = writeMarkdown(blocks);
  if (markdown === "") throw new ImportError("empty", "the page has no text: it may be made by a script when it is opened; save it as text or as PDF");
  const found = pictures.result();
  return [{ name: file.name, markdown: writeMarkdown(withTitle(blocks, facts.title)), firstLine: 1, pictures: found.pictures, facts, warnings: [...warnings, ...found.warnings] }];
}
