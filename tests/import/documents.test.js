/**
 * The author's own files, which are not in the repository: what the importer makes of them is compared with their
 * XML as regular expressions see it, an independent way to the same letters in the same order.
 */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { strFromU8, unzipSync } from "fflate";
import { importOne, importFiles } from "./writers.js";

const FOLDER = new URL("../../../shared/documents/", import.meta.url);
const skip = existsSync(FOLDER) ? false : "the author's documents are not beside the repository (../shared/documents)";
/** @param {string} name */
const bytesOf = (name) => new Uint8Array(readFileSync(new URL(name, FOLDER)));
const one = (/** @type {string} */ name) => `one-a-file/${name}`;
const ONE_A_FILE = skip ? [] : readdirSync(new URL("one-a-file/", FOLDER)).filter((name) => name.endsWith(".docx")).sort();

/** @param {string} text */
const letters = (text) => text.normalize("NFC").replace(/[^\p{L}]+/gu, "");

const unescape = (/** @type {string} */ xml) => xml.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&apos;/g, "'").replace(/&amp;/g, "&");

/** @param {Uint8Array} bytes @returns {string[]} letters before, between and after the pictures, formulas left out */
function expectedParts(bytes) {
  const xml = strFromU8(unzipSync(bytes, { filter: ({ name }) => name === "word/document.xml" })["word/document.xml"]).replace(/<m:oMath>.*?<\/m:oMath>/gs, "");
  return xml.split(/<w:drawing>.*?<\/w:drawing>/s).map((part) => letters([...part.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map((match) => unescape(match[1])).join("")));
}

/** @param {string} markdown */
const importedParts = (markdown) => markdown.replace(/\$[^$\n]+\$|<\/?su[bp]>/g, "").split(/!\[[^\]]*\]\([^)]*\)/)
  .map((part) => letters(part.replace(/\]\((?:[^()\s]|\([^()]*\))*\)/g, "]")));

/** @param {string} text */
const arxivIds = (text) => [...new Set(text.match(/(?<=arxiv\.org\/(?:abs|pdf|html)\/)\d{4}\.\d{4,5}/g) ?? [])].sort();

/** Text and the addresses that the text uses. @param {Uint8Array} bytes @returns {string} */
function sourceOf(bytes) {
  const parts = unzipSync(bytes);
  const xml = strFromU8(parts["word/document.xml"]);
  const used = new Set(Array.from(xml.matchAll(/<w:hyperlink [^>]*r:id="([^"]+)"/g), (match) => match[1]));
  const targets = [...strFromU8(parts["word/_rels/document.xml.rels"]).matchAll(/<Relationship [^>]*>/g)].map(([tag]) => tag)
    .filter((tag) => used.has(/ Id="([^"]+)"/.exec(tag)?.[1] ?? "")).map((tag) => / Target="([^"]+)"/.exec(tag)?.[1]);
  return [...Array.from(xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)/g), (match) => match[1]).join(""), "\n", targets.join("\n")].join("");
}

test("the daily reviews of 2025: every letter in its order, 31 pictures between the right ones", { skip }, async () => {
  const bytes = bytesOf("dailies-2025-01.docx");
  const document = await importOne("dailies.docx", bytes);
  const expected = expectedParts(bytes);
  assert.equal(expected.length, 32);
  assert.deepEqual(importedParts(document.markdown), expected);
  assert.equal(document.pictures.length, 31);
  assert.deepEqual([...new Set(document.pictures.map(({ type, width, height, problem }) => [type, width > 20, height > 20, problem].join()))], ["image/png,true,true,"]);
  assert.deepEqual([document.warnings, document.facts], [[], {}]);
});

test("the daily reviews of 2025: four paragraphs with equations, in TeX", { skip }, async () => {
  const { markdown } = await importOne("dailies.docx", bytesOf("dailies-2025-01.docx"));
  const formulas = markdown.split("\n\n").map((block) => block.match(/\$[^$]+\$/g)).filter((found) => found !== null);
  assert.deepEqual(formulas, [
    ["$\\alpha_{i:t}$", "$B_{i} x_{i}$", "$T_{train}$", "$T_{train}$"], ["$\\alpha_{t}$", "$B_{i}$"], ["$\\alpha_{t}$"], ["$v_{t}$", "$\\alpha_{t}$", "$v_{t}$"],
  ]);
});

test("the daily reviews of 2025: headings at their depth, list items as such, links as in the file, no markup of runs", { skip }, async () => {
  const bytes = bytesOf("dailies-2025-01.docx");
  const { markdown } = await importOne("dailies.docx", bytes);
  const count = (/** @type {RegExp} */ pattern) => markdown.match(pattern)?.length ?? 0;
  assert.deepEqual({ four: count(/^#### /gm), five: count(/^##### /gm), others: count(/^#{1,3} |^#{6}/gm), items: count(/^ *(-|\d+\.) /gm) >= 20, spans: count(/\{dir=|<span|\*\*\*\*|\*\* \*\*/g) },
    { four: 3, five: 3, others: 0, items: true, spans: 0 });
  assert.deepEqual(arxivIds(markdown), arxivIds(sourceOf(bytes)));
});

test("the English reviews: every letter, each banner in bold on a line of its own, their addresses", { skip }, async () => {
  const bytes = bytesOf("english-2024-11.docx");
  const { markdown, pictures } = await importOne("english.docx", bytes);
  assert.deepEqual([importedParts(markdown), pictures], [expectedParts(bytes), []]);
  const banner = /Mike.s Daily Paper[^\n]*\d\d\.\d\d\.\d{4}/;
  const printed = Array.from(strFromU8(unzipSync(bytes)["word/document.xml"]).matchAll(/<w:p .*?<\/w:p>/gs), ([xml]) => [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)/g)].map((match) => match[1]).join("")).filter((text) => banner.test(text));
  const lines = markdown.split("\n").filter((line) => banner.test(line));
  assert.deepEqual([lines.length, lines.every((line) => /^\*\*.*\*\*$/.test(line))], [printed.length, true]);
  assert.deepEqual(arxivIds(markdown), arxivIds(sourceOf(bytes)));
});

test("one review a file: every letter of each, its title first, its arXiv ids", { skip }, async () => {
  assert.equal(ONE_A_FILE.length, 18);
  const { documents, refused } = await importFiles(ONE_A_FILE.map((name) => ({ name, bytes: bytesOf(one(name)) })));
  assert.deepEqual([documents.map(({ name }) => name), refused], [ONE_A_FILE, []]);
  for (const document of documents) {
    const bytes = bytesOf(one(document.name));
    assert.deepEqual(importedParts(document.markdown), expectedParts(bytes), document.name);
    assert.deepEqual(arxivIds(document.markdown), arxivIds(sourceOf(bytes)), document.name);
    assert.deepEqual(document.facts, {}, document.name);
  }
});
