// The files of a publication out of exports that nobody checked: each review has a file of its own that every file
// system can have, and what is in it is text.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { pageAddress, pageName } from "../../web/page-name.js";
import { cardsOf } from "../../web/publish/card.js";
import { epubFiles } from "../../web/publish/epub.js";
import { markdownFiles } from "../../web/publish/markdown-archive.js";
import { plainPages } from "../../web/publish/pages.js";
import { readWords } from "../../web/static-pages.js";
import { NODE_TOOLS } from "../../web/command/tools.js";
import { startMaker } from "../../web/worker/maker.js";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const PROGRAM = process.env.SKIRA_MAKER ?? join(ROOT, "build/wasm/skira-maker.wasm");

/** Ids, and what is the matter with each; no two may have one file. @type {[string, string][]} */
const IDS = [
  ["index", "the list's name"], ["site", "the site's card"], ["..", "the folder above"], [".", "the folder"], ["a/b", "a path"], ["a\\b", "a path of Windows"],
  ["../../etc/passwd", "a path out"], ["a".repeat(260), "260 bytes"], ["א".repeat(130), "260 bytes of Hebrew"], ["𐤀".repeat(65), "260 bytes beyond the BMP"],
  ["A", "a capital"], ["a", "its small letter"], ["É", "composed"], ["e\u0301", "the same, not composed"], ["é", "small"], ["\ud800", "half of a pair"], ["\udfff", "the other half"],
  ["con", "a device"], ["nul.txt", "a device with an ending"], ["COM1", "a device in capitals"], [".hidden", "hidden"], ["a b", "a space"], ["a%2fb", "a path, encoded"],
  ["a\u0000b", "a NUL"], ["a\u001b[2Jb", "an escape sequence"], ["a\u202eb", "an override"], ["<script>", "markup"], ["a?b", "a query"], ["a#b", "a fragment"], ["a:b", "a stream of NTFS"],
  ["", "nothing"], ["~~", "the joint"], [pageName("A"), "a name that another id has got"], ["__proto__", "the prototype"],
];

test("every id has a file name of its own that is safe on each file system", () => {
  const names = IDS.map(([id]) => pageName(id));
  for (const [at, name] of names.entries()) {
    const what = `${IDS[at][1]}: ${name}`;
    assert.match(name, /^[\p{L}\p{M}\p{N}_~-][\p{L}\p{M}\p{N}._~-]*$/u, what);
    assert.ok(Buffer.byteLength(name) <= 200, what);
    assert.ok(!/^(?:index|con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/.test(name), what);
    assert.equal(decodeURIComponent(pageAddress(IDS[at][0])), `${name}.html`, what);
  }
  const folded = names.map((name) => name.normalize("NFD").toLowerCase());
  assert.deepEqual(folded.filter((name, at) => folded.indexOf(name) !== at), []);
});

test("an id of small letters, digits and hyphens is its own name", () => {
  for (const id of ["review-12", "2024-06-16-2405.18047", "למידה-עמוקה", "a~b", "a_b", "résumé"]) assert.equal(pageName(id), id);
});

/** @type {WebAssembly.Module} */
let program;
before(async () => { program = await WebAssembly.compile(readFileSync(PROGRAM)); });

/** @param {string} id @param {string} title */
const review = (id, title) => ({
  id, source: { document: 0, first_line: 1, last_line: 3 }, kind: "daily", number: null, title, date: "2026-01-31", date_inferred: null, reviewers: ["רות"],
  paper: { urls: [], arxiv_id: null, code_urls: [], published: null, venue: null },
  fields: { recommendation: "", clarity: "", prior_knowledge: [], applications: "", domains: [], tools: [], clarity_level: null, recommendation_level: null },
  topics: [], links: [], blocks: [{ type: "paragraph", first_line: 3, last_line: 3, level: 0, ordered: false, spans: [{ text: title }] }], warnings: [],
});

test("reviews of such ids are each in a page, a card, a chapter and a Markdown file of their own", async () => {
  const reviews = IDS.filter(([id]) => id !== "" && id !== "\udfff").map(([id, what]) => review(id, what));
  const json = new TextEncoder().encode(JSON.stringify({ format: "skira-reviews", version: 2, sources: [{ name: "t.md", sha256: "0".repeat(64), lines: 3 }], reviews }));
  const maker = await startMaker(program);
  assert.equal(maker.add("t.json", json).problem, "");
  maker.finish();
  const whole = maker.export();
  /** @type {import("../../web/publish/export-text.js").Export} */
  const data = JSON.parse(new TextDecoder().decode(whole));
  const html = new Map(Object.entries(maker.pages(whole)));
  const pages = plainPages(data, html, readWords(), { address: "https://example.org/" });
  const library = { json: whole, data, html, pictures: new Map(), extras: new Map() };
  const holding = (/** @type {Map<string, string>} */ files, /** @type {RegExp} */ which) =>
    data.reviews.map(({ title }) => [...files].filter(([name, text]) => which.test(name) && text.includes(`${title}`)).length);
  const once = data.reviews.map(() => true);
  const texts = (/** @type {Map<string, Uint8Array>} */ files) => new Map([...files].map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]));
  assert.deepEqual(holding(pages, /^r\/(?!index\.html)/).map((count) => count > 0), once);
  const names = (/** @type {Iterable<string>} */ all, /** @type {string} */ start) => [...all].filter((name) => name.startsWith(start)).length;
  assert.equal(names(pages.keys(), "r/"), data.reviews.length + 1);
  assert.equal(names(cardsOf(data, html).keys(), "cards/"), data.reviews.length + 1);
  assert.equal(names(epubFiles(library, NODE_TOOLS).keys(), "EPUB/r/"), data.reviews.length);
  assert.equal(texts(markdownFiles(library, maker.markdown(whole))).size, data.reviews.length);
  for (const name of pages.keys()) assert.equal(new URL(encodeURI(name), "https://example.org/").pathname.startsWith(name.startsWith("r/") ? "/r/" : "/"), true, name);
});

test("control characters of an export reach no page and no feed", async () => {
  const controls = String.fromCharCode(...Array.from({ length: 32 }, (_, at) => at), ...Array.from({ length: 33 }, (_, at) => 0x7f + at), 0xfffe, 0xffff);
  const one = { ...review("a", `כותרת ${controls} סוף`), reviewers: [`רות${controls}`], date: null };
  const json = new TextEncoder().encode(JSON.stringify({ format: "skira-reviews", version: 2, site: { title: `אתר${controls}`, author: { name: controls } },
    sources: [{ name: "t.md", sha256: "0".repeat(64), lines: 3 }], reviews: [one, { ...one, id: "b", date: "2026-01-31" }] }));
  const maker = await startMaker(program);
  maker.add("t.json", json);
  maker.finish();
  const whole = maker.export();
  const data = JSON.parse(new TextDecoder().decode(whole));
  const html = new Map(Object.entries(maker.pages(whole)));
  for (const { body } of html.values()) assert.doesNotMatch(body, /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/);
  for (const [name, text] of plainPages(data, html, readWords())) assert.doesNotMatch(text, /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/, name);
});
