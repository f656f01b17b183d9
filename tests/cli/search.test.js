// Known items are found: the review that a query means comes first, or nearly so.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { measure } from "../search/mrr.js";
import { NATIVE_COMMAND as SKIRA } from "../command.js";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
/** @type {string} */
let folder;
before(() => { folder = mkdtempSync(join(tmpdir(), "skira-search-")); });
after(() => { rmSync(folder, { recursive: true, force: true }); });

/** @param {string} documents @param {string} queries */
function figures(documents, queries) {
  const file = join(folder, "export.json");
  execFileSync(SKIRA, ["export", documents, "-o", file], { stdio: "pipe" });
  return measure(SKIRA, file, queries);
}

test("half-remembered words find the library's reviews: MRR@10 of 0.95, 0.90 in Hebrew", () => {
  const { kinds, misses } = figures(join(ROOT, "corpus"), join(ROOT, "tests/bench/search/queries.jsonl"));
  assert.ok(kinds.all.mrr >= 0.95, `${kinds.all.mrr} ${JSON.stringify(misses)}`);
  assert.ok(kinds.he.mrr >= 0.9, String(kinds.he.mrr));
});

test("half-remembered words find the real documents' reviews: MRR@10 of 0.90, 0.80 in Hebrew", (t) => {
  const documents = resolve(ROOT, "../shared/corpus"), queries = resolve(ROOT, "../shared/labels/queries.jsonl");
  if (!existsSync(documents) || !existsSync(queries)) return t.skip("../shared/corpus and its labels are not here");
  const { kinds } = figures(documents, queries);
  assert.ok(kinds.all.mrr >= 0.9, String(kinds.all.mrr));
  assert.ok(kinds.he.mrr >= 0.8, String(kinds.he.mrr));
});

/** @param {string[]} words */
const skira = (...words) => execFileSync(SKIRA, ["search", ...words], { encoding: "utf8" });

/** An export of reviews with these titles and texts. @param {Record<string, string>} texts */
function exportOf(texts) {
  const file = join(folder, "made.json");
  const empty = { recommendation: "", clarity: "", prior_knowledge: [], applications: "", domains: [], tools: [],
    clarity_level: null, recommendation_level: null };
  const reviews = Object.entries(texts).map(([title, text], at) => ({
    id: `r${at}`, source: { document: 0, first_line: 1, last_line: 3 }, kind: "daily", number: null, title,
    date: "2025-01-01", date_inferred: null, reviewers: [], topics: [], links: [], warnings: [], fields: empty,
    paper: { urls: [], arxiv_id: null, code_urls: [], published: null, venue: null },
    blocks: [{ type: "paragraph", first_line: 3, last_line: 3, level: 0, ordered: false, spans: [{ text }] }],
  }));
  writeFileSync(file, JSON.stringify({ format: "skira-reviews", version: 1,
    sources: [{ name: "t.txt", sha256: "0".repeat(64), lines: 3 }], reviews, math: {} }));
  return file;
}

test("a query in the other keyboard layout is answered, and said how it was read and how to search as typed", () => {
  const file = exportOf({ "Speculative Forests": "יערות של עצי החלטה", "Other": "משפט אחר" });
  assert.deepEqual(skira(file, "gmh vjkyv").split("\n").slice(0, 3).map((line) => line.replace(/ +/g, " ")), [
    "results for: עצי החלטה", "for the letters as typed, search for: =gmh vjkyv", ` ${scoreOf(file, "gmh vjkyv")} r0 Speculative Forests`]);
  assert.deepEqual(JSON.parse(skira(file, "gmh vjkyv", "--json")).reading, "עצי החלטה");
  assert.equal(skira(file, "=gmh vjkyv"), "");
  assert.equal(JSON.parse(skira(file, "עצי החלטה", "--json")).reading, undefined);
});

/** The first hit's score as it is printed. @param {string} file @param {string} query */
const scoreOf = (file, query) => JSON.parse(skira(file, query, "--json")).hits[0].score.toFixed(2);

test("a result says which of its words answer, where they are not as typed", () => {
  const file = exportOf({ "Speculative Forests": "יערות של עצי החלטה", "Other": "משפט אחר" });
  assert.match(skira(file, "ספקולטיב"), /Speculative Forests {2}\(ספקולטיב: Speculative\)\n$/);
  assert.match(skira(file, "forests"), /Speculative Forests\n$/);
});

test("a weight that is none, or outside its range, is wrong usage that names it", () => {
  const file = exportOf({ "One": "two" });
  for (const [weight, reason] of [["nonsense=1", '--weight wants NAME=VALUE; "nonsense" is no weight'],
    ["title=99", "--weight title is a number from 1 to 10"], ["title", '--weight wants NAME=VALUE; "title" is no weight'],
    ["title=", "--weight title is a number from 1 to 10"]]) {
    const { status, stderr } = spawnSync(SKIRA, ["search", file, "one", "--weight", weight], { encoding: "utf8" });
    assert.deepEqual([status, stderr.split("\n")[0]], [2, `skira: search: ${reason}`], weight);
  }
});

test("natural queries find the real documents' reviews, the half that no weight was set by as well", (t) => {
  const documents = resolve(ROOT, "../shared/corpus");
  if (!existsSync(documents)) return t.skip("../shared/corpus is not here");
  for (const [list, all, natural] of /** @type {[string, number, number][]} */ ([
    ["queries_natural_own.jsonl", 0.83, 0.83], ["queries_natural_second.jsonl", 0.8, 0.79]])) {
    const { kinds } = figures(documents, join(ROOT, "tests/bench/search", list));
    assert.ok(kinds.held.mrr >= all, `${list}: ${kinds.held.mrr}`);
    assert.ok(kinds["held natural"].mrr >= natural, `${list}: natural ${kinds["held natural"].mrr}`);
    assert.ok(kinds["held layout"].mrr >= 0.95, `${list}: layout ${kinds["held layout"].mrr}`);
    assert.ok(kinds["held translit"].equal >= 0.9, `${list}: translit ${kinds["held translit"].equal}`);
  }
});

test("the queries of each class are tuned by and held back by turns", () => {
  for (const list of ["queries_natural_own.jsonl", "queries_natural_second.jsonl"]) {
    const lines = readFileSync(join(ROOT, "tests/bench/search", list), "utf8").trim().split("\n")
      .map((line) => JSON.parse(line));
    assert.ok(lines.length >= 150, list);
    /** @type {Record<string, number>} */
    const count = {};
    for (const line of lines) {
      count[line.class] = (count[line.class] ?? 0) + 1;
      assert.equal(line.half, count[line.class] % 2 === 1 ? "tuned" : "held", line.query);
    }
  }
});
