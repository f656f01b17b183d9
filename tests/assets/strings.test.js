// assets/strings.json: the interface's words in both languages.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** @type {Record<string, {he: string, en: string}>} */
const strings = JSON.parse(readFileSync(`${ROOT}assets/strings.json`, "utf8"));
/** All source texts below a folder. @param {string} folder @param {RegExp} names */
const sources = (folder, names) => readdirSync(ROOT + folder, { recursive: true, encoding: "utf8" })
  .filter((name) => names.test(name)).map((name) => readFileSync(`${ROOT}${folder}/${name}`, "utf8")).join("\n");

test("every string is used: by the reader or the host as Str, or by the page by its key", () => {
  const program = sources("src", /\.(cpp|h)$/), page = sources("web", /\.js$/);
  const used = new Set([...program.matchAll(/\bStr::(\w+)/g), ...page.matchAll(/"(\w+)"/g)].map(([, name]) => name));
  assert.deepEqual(Object.keys(strings).filter((name) => !used.has(name)), []);
});

test("every string is there in Hebrew and in English, with the same places to fill in", () => {
  const places = (/** @type {string} */ text) => (text.match(/%[ds]/g) ?? []).join(" ");
  for (const [name, { he, en }] of Object.entries(strings)) {
    assert.ok(he.trim() === he && he && en.trim() === en && en, name);
    assert.equal(places(he), places(en), name);
  }
});
