// The library that the default build shows: what a newcomer sees of Skira, so that each thing the
// interface can show is in it, and each irregularity that people's documents have.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { NATIVE_COMMAND as SKIRA } from "../command.js";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const CORPUS = join(ROOT, "corpus");
const DOCUMENTS = readdirSync(CORPUS).filter((name) => name !== "README.md").sort();
const TEAM = "צוות Skira";

/** @typedef {{text?: string, math?: string, style?: string[], href?: string}} Span */
/** @typedef {{type: string, level: number, ordered: boolean, spans: Span[]}} Block */
/** @type {any[]} */
let reviews;
/** @type {{tex: string, width: number, error?: string}[]} */
let formulas;
/** The documents as they are printed. @type {Map<string, string>} */
let printed;

before(() => {
  const folder = mkdtempSync(join(tmpdir(), "skira-library-"));
  try {
    const plain = join(folder, "export.json");
    const whole = join(folder, "reviews.json");
    execFileSync(SKIRA, ["export", CORPUS, "--strict", "-o", plain], { stdio: "pipe" });
    execFileSync(process.execPath, [join(ROOT, "web/typeset-math.js"), plain, "-o", whole], { stdio: "pipe" });
    const catalog = JSON.parse(readFileSync(whole, "utf8"));
    reviews = catalog.reviews;
    formulas = catalog.math.formulas;
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

test("the library holds twenty-four reviews and a post, in four documents of one style each", () => {
  assert.deepEqual(DOCUMENTS, ["dailies.txt", "long-reviews.md", "post-alphago.md", "short-reviews.md"]);
  assert.deepEqual(count(reviews.map((review) => review.kind)), { daily: 9, post: 1, full: 7, short: 8 });
  assert.deepEqual(reviews.flatMap((review) => review.warnings), []);
});

test("each review is 250 to 1,200 words long", () => {
  for (const review of reviews) {
    if (review.kind === "post") continue;
    const words = text(review.blocks).split(/\s+/).filter((word) => /\p{L}/u.test(word)).length;
    assert.ok(words >= 250 && words <= 1200, `${review.title}: ${words} words`);
  }
});

test("each review is credited to the team, two of them with a co-writer", () => {
  assert.ok(reviews.every((review) => review.reviewers[0] === TEAM));
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
  assert.deepEqual(sorted(blocks().map((block) => block.type)), ["code", "credit", "figure", "heading", "link",
    "list_item", "math", "paragraph", "quote", "rule", "table"]);
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
