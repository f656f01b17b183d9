// assets/strings.json: the interface's words in both languages.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
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

test("every string is used", () => {
  const root = new URL("../../", import.meta.url);
  const sources = ["src", "web"].flatMap((folder) => readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(cpp|h|js)$/.test(name)).map((name) => readFileSync(new URL(`${folder}/${name}`, root), "utf8")));
  // Str::kBackToCatalog in the program, "back_to_catalog" where the page asks for it.
  const words = new Set(sources.flatMap((text) => text.match(/\bk[A-Z]\w*|[a-z]\w*/g) ?? []));
  const constant = (/** @type {string} */ name) => `k${name.replace(/(?:^|_)(\w)/g, (_, letter) => letter.toUpperCase())}`;
  // The page's own words have names without their group's (web/words.js), which it may put together of two.
  const inGroup = (/** @type {string} */ name) => /^(?:publish|editor)_((?:wrong|theme)_)?(\w+)$/.exec(name)?.[2] ?? "";
  assert.deepEqual(Object.keys(strings).filter((name) => !words.has(constant(name)) && !words.has(name) && !words.has(inGroup(name))), []);
});
