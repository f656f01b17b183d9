// assets/terms.json: the vocabulary by which a query in one language finds texts in the other.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const file = new URL("../../assets/terms.json", import.meta.url);
/** @type {{comment: string, senses: Record<string, string[]>, pairs: any[]}} */
const terms = JSON.parse(readFileSync(file, "utf8"));
const LANGUAGES = ["he", "en"];
/** What the analysis sees no difference in. @param {string} term */
const folded = (term) => term.toLowerCase().replace(/[-\s]+/g, " ").trim();

test("there are at least 250 groups of equivalents, each with Hebrew and English", () => {
  assert.ok(terms.pairs.length >= 250, `${terms.pairs.length} groups`);
  for (const pair of terms.pairs) {
    assert.deepEqual(Object.keys(pair), ["theme", "he", "en"], JSON.stringify(pair));
    for (const language of LANGUAGES) assert.ok(pair[language].length > 0, JSON.stringify(pair));
  }
});

test("a Hebrew term has Hebrew letters, an English one has none, and no term is blank or padded", () => {
  for (const { he, en } of terms.pairs) {
    for (const term of [...he, ...en]) assert.equal(term, term.trim().replace(/\s+/g, " "));
    for (const term of he) assert.match(term, /[א-ת]/);
    for (const term of en) assert.match(term, /^[ -~]+$/);
  }
});

test("a spelling stands in one group only, save those whose several senses are declared", () => {
  // Words of titles and ways to ask are many things at once (the file's comment).
  const free = ["general words", "concept"];
  for (const language of LANGUAGES) {
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const pair of terms.pairs) {
      const inGroup = pair[language].map(folded);
      assert.equal(new Set(inGroup).size, inGroup.length, `twice in one group: ${inGroup}`);
      if (free.includes(pair.theme)) continue;
      for (const term of inGroup) counts.set(term, (counts.get(term) ?? 0) + 1);
    }
    const repeated = [...counts].filter(([, count]) => count > 1).map(([term]) => term).sort();
    assert.deepEqual(repeated, terms.senses[language]);
  }
});

test("groups are sorted by theme, then by the first English term, one a line", () => {
  const keys = terms.pairs.map(({ theme, en }) => `${theme}\0${en[0].toLowerCase()}`);
  assert.deepEqual(keys, [...keys].sort());
  const lines = readFileSync(file, "utf8").split("\n").filter((line) => line.startsWith('    {"theme"'));
  assert.equal(lines.length, terms.pairs.length);
});
