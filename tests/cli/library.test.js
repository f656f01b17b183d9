// The library that the default build shows: what a newcomer sees of Skira, so that each thing the
// interface can show is in it, and each irregularity that people's documents have.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { DRAWINGS, PICTURES } from "../../assets/library/drawings.js";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const SKIRA = join(ROOT, "web/command/skira.js");
const CORPUS = join(ROOT, "corpus");
const DOCUMENTS = readdirSync(CORPUS, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.(?:md|txt)$/.test(name) && name !== "README.md").sort();
const TEAM = "צוות Skira";

/** @typedef {{text?: string, math?: string, style?: string[], href?: string, footnote?: string, reference?: string}} Span */
/** @typedef {{type: string, level: number, ordered: boolean, marker?: string, checked?: boolean, picture?: string, spans: Span[]}} Block */
/** @type {any} the whole export */
let library;
/** @type {any[]} */
let reviews;
/** @type {{tex: string, width: number, error?: string}[]} */
let formulas;
/** The documents as they are printed. @type {Map<string, string>} */
let printed;
/** What `skira check` says of them. @type {{status: number | null, stdout: string, stderr: string}} */
let checked;

before(() => {
  const folder = mkdtempSync(join(tmpdir(), "skira-library-"));
  try {
    const plain = join(folder, "export.json");
    const whole = join(folder, "reviews.json");
    const run = (/** @type {string[]} */ ...words) => execFileSync(process.execPath, words, { stdio: "pipe" });
    const word = join(folder, "word");
    run(join(ROOT, "assets/library/word-document.js"), word);
    checked = spawnSync(process.execPath, [SKIRA, "check", CORPUS, word], { encoding: "utf8" });
    run(SKIRA, "export", CORPUS, word, "-o", plain);
    run(join(ROOT, "web/typeset-math.js"), plain, "-o", whole);
    library = JSON.parse(readFileSync(whole, "utf8"));
    reviews = library.reviews;
    formulas = library.math.formulas;
    printed = new Map(DOCUMENTS.map((name) => [name, readFileSync(join(CORPUS, name), "utf8")]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
after(() => { reviews = []; });

/** @returns {Block[]} */
const blocks = () => reviews.flatMap((review) => review.blocks);
const spans = () => blocks().flatMap((block) => block.spans);
const links = () => reviews.flatMap((review) => review.links);
/** The text of blocks, formulas left out. @param {Block[]} some */
const text = (some) => some.flatMap((block) => block.spans.map((span) => span.text ?? " ")).join("");
/** How often each value occurs. @param {string[]} values @returns {Record<string, number>} */
const count = (values) => values.reduce((counts, value) => ({ ...counts, [value]: (counts[value] ?? 0) + 1 }),
  /** @type {Record<string, number>} */ ({}));
/** @param {string[]} values */
const sorted = (values) => [...new Set(values)].sort();

test("the library holds thirty-two reviews and a post, in eight documents, and check is silent", () => {
  assert.deepEqual(DOCUMENTS, ["dailies.txt", "headlines.txt", "illustrated/illustrated.md", "in-english.md", "long-reviews.md", "post-alphago.md", "short-reviews.md"]);
  assert.deepEqual(library.sources.map((/** @type {{name: string}} */ { name }) => name),
    [...DOCUMENTS.map((name) => `corpus/${name}`), "word/playing-atari.docx"]);
  assert.deepEqual(count(reviews.map((review) => review.kind)), { daily: 13, post: 1, full: 8, short: 11 });
  assert.deepEqual({ status: checked.status, stdout: checked.stdout, stderr: checked.stderr },
    { status: 0, stdout: "", stderr: "8 documents, 33 reviews, 0 warnings\n" });
});

test("the site has a name, a sentence below it, a text about it, a colour and a licence", () => {
  const { title, subtitle, author, about, language, accent, licence } = library.site;
  assert.deepEqual([title, author, language, accent, licence], ["ספריית סקירה (Skira)", { name: TEAM }, "he", "#0f6b5c",
    { name: "CC BY 4.0", url: "https://creativecommons.org/licenses/by/4.0/" }]);
  assert.match(subtitle, /\p{Script=Hebrew}/u);
  assert.match(about, /^## /m);
  // The file from disk keeps what it kept before the library had a name.
  assert.ok(readFileSync(join(ROOT, "web/site-key.js"), "utf8").includes(`const UNNAMED = ["סקירה", ${JSON.stringify(title)}];`));
});

test("the pictures are those that the script draws, each is shown, and each is small", () => {
  assert.deepEqual(readdirSync(PICTURES).filter((name) => name.endsWith(".svg")).sort(), Object.keys(DRAWINGS).sort());
  for (const [name, draw] of Object.entries(DRAWINGS)) assert.equal(readFileSync(join(PICTURES, name), "utf8"), draw(), name);
  assert.equal(library.pictures.length, Object.keys(DRAWINGS).length);
  for (const { width, height, bytes, alt, problem } of library.pictures) {
    assert.deepEqual([width, height, problem], [640, 400, undefined]);
    assert.ok(bytes < 8000 && alt.length > 20, alt);
  }
  assert.equal(blocks().filter((block) => block.picture).length, 2);
});

test("footnotes, numbered formulas, what refers to them and a list of tasks are in several reviews or one", () => {
  const having = (/** @type {(block: Block) => boolean} */ is) => reviews.filter((review) => review.blocks.some(is)).map(({ number }) => number);
  assert.deepEqual(having(({ type }) => type === "footnote"), [18, 19, 20, 21]);
  assert.deepEqual(having(({ type, marker }) => type === "math" && marker !== undefined), [18, 19, 20, null, 21]);
  assert.deepEqual(having(({ checked: done }) => done !== undefined), [20]);
  assert.deepEqual(sorted(spans().flatMap(({ reference }) => reference ?? [])),
    ["equation 1", "equation 2", "equation 3", "equation 4", "figure 1", "table 1"]);
});

test("one review is in English, one is Word's, and three have headlines above their banners", () => {
  const letters = (/** @type {any} */ review, /** @type {RegExp} */ script) => (text(review.blocks).match(script) ?? []).length;
  assert.deepEqual(reviews.filter((review) => letters(review, /\p{Script=Latin}/gu) > letters(review, /\p{Script=Hebrew}/gu)).map(({ title }) => title),
    ["Distilling the Knowledge in a Neural Network"]);
  assert.deepEqual(reviews.filter((review) => /\.docx$/.test(library.sources[review.source.document].name)).map(({ title }) => title),
    ["Playing Atari with Deep Reinforcement Learning"]);
  const headlines = reviews.filter((review) => library.sources[review.source.document].name === "corpus/headlines.txt");
  assert.deepEqual(headlines.map((review) => text(review.blocks.slice(0, 1))), [
    "המודל קרא את הכול, אז למה הוא זוכר רק את ההתחלה ואת הסוף?",
    "לחשוב בקול, לבדוק בוויקיפדיה ולחשוב שוב: כך נולד הסוכן",
    "בתוך כל רשת גדולה מסתתרת רשת קטנה שזכתה בהגרלה"]);
});

test("each review is 250 to 1,200 words long", () => {
  for (const review of reviews) {
    if (review.kind === "post") continue;
    const words = text(review.blocks).split(/\s+/).filter((word) => /\p{L}/u.test(word)).length;
    assert.ok(words >= 250 && words <= 1200, `${review.title}: ${words} words`);
  }
});

test("each review is credited to the team, the English one by its name alone, two with a co-writer", () => {
  assert.deepEqual(reviews.filter((review) => review.reviewers[0] !== TEAM).map(({ title, reviewers }) => [title, reviewers]),
    [["Distilling the Knowledge in a Neural Network", ["Skira"]]]);
  assert.equal(reviews.filter((review) => review.reviewers.length === 2).length, 2);
});

test("the library shows every field that the interface can", () => {
  const somewhere = (/** @type {(review: any) => any} */ field) =>
    reviews.some((review) => { const value = field(review); return Array.isArray(value) ? value.length > 0 : Boolean(value); });
  for (const name of ["number", "title", "date", "date_inferred", "reviewers", "topics", "links", "blocks"]) {
    assert.ok(somewhere((review) => review[name]), name);
  }
  for (const name of ["urls", "arxiv_id", "code_urls", "published", "venue"]) {
    assert.ok(somewhere((review) => review.paper[name]), `paper.${name}`);
  }
  for (const name of ["recommendation", "clarity", "prior_knowledge", "applications", "domains", "tools",
    "clarity_level", "recommendation_level"]) {
    assert.ok(somewhere((review) => review.fields[name]), `fields.${name}`);
  }
  assert.deepEqual(sorted(links().map((link) => link.role)), ["code", "other", "paper", "review", "video"]);
  assert.ok(links().some((link) => link.url.startsWith("https://huggingface.co/")));
  assert.ok(reviews.some((review) => review.paper.urls.some((/** @type {string} */ url) => url.includes("doi.org"))));
});

test("the library shows every kind of block and of span", () => {
  assert.deepEqual(sorted(blocks().map((block) => block.type)), ["code", "credit", "figure", "footnote", "heading",
    "link", "list_item", "math", "paragraph", "quote", "rule", "table"]);
  assert.deepEqual(sorted(spans().flatMap((span) => span.style ?? [])),
    ["bold", "code", "italic", "subscript", "superscript", "underline"]);
  assert.ok(blocks().some((block) => block.type === "paragraph" && block.spans.some((span) => span.href)));
  for (const level of [1, 2]) assert.ok(blocks().some((block) => block.type === "heading" && block.level === level));
  for (const level of [0, 1]) assert.ok(blocks().some((block) => block.type === "list_item" && block.level === level));
  for (const ordered of [false, true]) {
    assert.ok(blocks().some((block) => block.type === "list_item" && block.ordered === ordered));
  }
});

test("filters have several hits: topics, years, kinds, reviewers, clarity, recommendation, code, mathematics", () => {
  const several = (/** @type {string[]} */ values) => Object.values(count(values)).filter((hits) => hits > 1).length;
  assert.ok(several(reviews.flatMap((review) => review.topics)) >= 12);
  assert.ok(several(reviews.map((review) => (review.date ?? review.date_inferred ?? "none").slice(0, 4))) >= 2);
  assert.ok(several(reviews.map((review) => review.kind)) >= 3);
  assert.equal(several(reviews.flatMap((review) => review.reviewers)), 2);
  assert.ok(several(reviews.map((review) => review.fields.clarity_level ?? "none")) >= 3);
  assert.ok(several(reviews.map((review) => review.fields.recommendation_level ?? "none")) >= 3);
  assert.ok(reviews.filter((review) => review.paper.code_urls.length > 0).length > 1);
  assert.ok(reviews.filter((review) => review.blocks.some((/** @type {Block} */ b) => b.type === "math")).length > 1);
});

test("a paper is reviewed twice, and both reviews name each other", () => {
  const twice = reviews.filter((review) => review.paper.arxiv_id === "1706.03762");
  assert.equal(twice.length, 2);
  for (const [one, other] of [twice, [...twice].reverse()]) {
    assert.ok(one.links.some((/** @type {any} */ link) => link.role === "review" && link.url === `#/r/${other.id}`));
  }
});

test("reviews mention others", () => {
  const mentioned = links().filter((link) => link.role === "review");
  assert.ok(sorted(mentioned.map((link) => link.url)).length >= 8);
  for (const link of mentioned) {
    assert.ok(reviews.some((review) => link.url === `#/r/${review.id}` && link.text === review.title), link.url);
  }
});

test("something is too wide for a phone: a table, a formula, a line of code", () => {
  const cells = (/** @type {Block} */ block) => text([block]).split("\n")[0].split("\t").length;
  const lines = blocks().filter((block) => block.type === "code").map((block) => text([block]).split("\n"));
  assert.ok(blocks().some((block) => block.type === "table" && cells(block) >= 7));
  assert.deepEqual(formulas.filter((formula) => formula.error), []);
  assert.ok(Math.max(...formulas.map((formula) => formula.width)) > 390 / 17 * 1000);  // at 17 px, 390 px wide
  assert.ok(lines.some((code) => code.length >= 24));
  assert.ok(lines.some((code) => Math.max(...code.map((line) => line.length)) >= 80));
});

test("some reviews are long enough for a table of contents", () => {
  const headings = reviews.map((review) => review.blocks.filter((/** @type {Block} */ b) => b.type === "heading").length);
  assert.ok(headings.filter((number) => number >= 4).length >= 7);
  assert.ok(Math.max(...headings) >= 8);
});

test("the documents have the irregularities of documents written by hand", () => {
  const all = [...printed.values()].join("\n");
  const daily = reviews.filter((review) => review.kind === "daily");
  assert.match(all, /\d\d\.\d\d\.\d\d(?!\d)/, "a date with two digits for the year");
  assert.match(all, /\d\d\.\d\d\.\d{4}/, "a date with four");
  assert.match(all, /\d{4}\.\d\d\.\d\d/, "a date with the year first");
  assert.match(all, /^Review \d+: .*[a-z]\n[A-Za-z]/m, "a wrapped title");
  assert.match(all, /^\*\*Review .*\n.*\*\*$/m, "a wrapped title in bold");
  assert.ok(daily.some((review) => review.paper.urls.length === 0), "a daily without a link");
  assert.ok(reviews.some((review) => review.date === null && review.date_inferred), "a review without a date");
  assert.match(all, /^ {2,3}- /m, "a list in a list");
  assert.match(all, /^[^\t\n|]+\t[^\t\n]+\t/m, "a table of tabs");
  assert.match(all, /^\| --- \|/m, "a table of pipes");
  assert.match(all, /^(\*\*)?(Figure|Table) \d+:/m, "a caption");
  assert.match(all, /^> /m, "a quotation");
  assert.match(all, /^[אב]\) /m, "items with letters and a bracket");
  assert.match(all, /^[אב]\. /m, "items with letters and a full stop");
  assert.match(all, /^https:\/\/|: https:\/\//m, "a bare address");
  assert.match(all, /<https:\/\/[^>]+>/, "an address in angle brackets");
  assert.match(all, /\p{Extended_Pictographic}/u, "emoji");
  for (const mark of ["**", "*", "`", "$", "$$", "```", "[", "<u>"]) assert.ok(all.includes(mark), mark);
});

test("the documents' letters are clean: no replacement, control or bidi characters, no script but the two", () => {
  for (const [name, content] of printed) {
    // U+FE0F is part of an emoji.
    assert.equal(content.match(/[\uFFFD\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B-\u200F\u202A-\u202E\u2066-\u2069]/u), null, name);
    assert.deepEqual(sorted(content.match(/[^\p{Script=Hebrew}\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/gu) ?? []), [], name);
  }
});
