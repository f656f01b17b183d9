// That the comparison of search engines runs and tells what it should; its timings are no test.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { bundledExport } from "../../browser/browser.js";
import { recombine } from "../recombine.js";
import { percentile, run } from "./run.js";

const ENGINES = ["Skira", "MiniSearch", "FlexSearch", "lunr", "Pagefind", "SQLite FTS5, words", "SQLite FTS5, their trigrams"];

test("every engine answers the same queries over the corpus in one page", { timeout: 120000 }, async () => {
  const { markdown, sets } = await run({ rounds: 1, most: 6, scale: false, sets: ["corpus"] });
  assert.deepEqual(sets.map(({ name }) => name), ["corpus"]);
  assert.deepEqual(sets[0].engines.map((/** @type {any} */ one) => one.engine), ENGINES);
  for (const { engine, mrr, median_ms, build_ms, index_bytes } of sets[0].engines) {
    assert.ok(mrr > 0 && mrr <= 1, `${engine} found ${mrr}`);
    assert.ok(median_ms >= 0 && build_ms >= 0 && index_bytes > 0, engine);
    assert.ok(markdown.includes(`| ${engine} | ${mrr.toFixed(3)} |`), engine);
  }
});

test("our queries are a third Hebrew, a third mixed, a third English, three for each review", () => {
  const lines = readFileSync(new URL("queries.jsonl", import.meta.url), "utf8").trim().split("\n").map((line) => JSON.parse(line));
  /** @type {Record<string, string[]>} */
  const kinds = {};
  for (const { id, kind } of lines) (kinds[id] ??= []).push(kind);
  assert.equal(lines.length, 75);
  for (const [id, one] of Object.entries(kinds)) assert.deepEqual(one, ["he", "mixed", "en"], id);
  for (const { kind, query } of lines) {
    assert.equal(/[א-ת]/.test(query), kind !== "en", query);
    assert.equal(/[a-z0-9]/i.test(query), kind !== "he", query);
  }
});

test("a percentile is the nearest rank", () => {
  assert.equal(percentile([5, 1, 4, 2, 3], 0.5), 3);
  assert.equal(percentile([5, 1, 4, 2, 3], 0.99), 5);
  assert.equal(percentile([7], 0.5), 7);
});

test("recombining makes as many reviews as asked for, the same bytes each time", () => {
  const original = bundledExport();
  const text = [...recombine(original, 60, 7)].join("");
  const sha256 = (/** @type {string} */ bytes) => createHash("sha256").update(bytes).digest("hex");
  assert.equal(sha256([...recombine(original, 60, 7)].join("")), sha256(text));
  assert.notEqual(sha256([...recombine(original, 60, 8)].join("")), sha256(text));
  const made = JSON.parse(text);
  assert.deepEqual(Object.keys(made), ["format", "version", "sources", "reviews", "math"]);
  assert.equal(made.reviews.length, 60);
  assert.equal(new Set(made.reviews.map((/** @type {any} */ review) => review.id)).size, 60);
  const dates = made.reviews.map((/** @type {any} */ review) => review.date);
  assert.deepEqual(dates, [...dates].sort());
  assert.ok(dates.at(-1) > "2025" && dates[0] < "2017");
  const last = made.reviews.at(-1);
  assert.equal(made.sources[last.source.document].lines, last.source.last_line + 2);
});

test("a recombined review has sentences of the original's, nothing else", () => {
  const original = bundledExport();
  const texts = (/** @type {any} */ one) => one.reviews.flatMap((/** @type {any} */ review) => review.blocks.flatMap(
    (/** @type {any} */ block) => block.spans.map((/** @type {any} */ span) => span.math ?? span.text)));
  const known = texts(original).join("\n").replace(/\s+/g, " ");
  for (const text of texts(JSON.parse([...recombine(original, 5, 3)].join("")))) {
    assert.ok(known.includes(text.trim().replace(/\s+/g, " ")), text);
  }
});
