// assets/strings.json: the interface's words in both languages.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

/** @type {Record<string, {he: string, en: string}>} */
const strings = JSON.parse(readFileSync(new URL("../../assets/strings.json", import.meta.url), "utf8"));
test("every string is there in Hebrew and in English, with the same places to fill in", () => {
  const places = (/** @type {string} */ text) => (text.match(/%[ds]/g) ?? []).join(" ");
  for (const [name, { he, en }] of Object.entries(strings)) {
    assert.ok(he.trim() === he && he && en.trim() === en && en, name);
    assert.equal(places(he), places(en), name);
  }
});
