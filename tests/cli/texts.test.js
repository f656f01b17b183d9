// The real documents are private: no run of eight words of theirs may stand in the repository, be it
// in prose, in the strings of a program, in JSON or in an expected export, where a sentence is cut
// into spans.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const REAL_DOCUMENTS = resolve(ROOT, "../shared/corpus");
const RUN = 8;  // words

/** The runs of RUN words of a text. @param {string} text */
function* runs(text) {
  const words = text.normalize("NFC").match(/[\p{L}\p{M}\p{N}_]+/gu) ?? [];
  for (let i = 0; i + RUN <= words.length; ++i) yield words.slice(i, i + RUN).join(" ");
}

/** All strings of a JSON value in their order, keys left out. @param {unknown} value @returns {string[]} */
const strings = (value) => typeof value === "string" ? [value]
  : value !== null && typeof value === "object" ? Object.values(value).flatMap(strings) : [];

/** A JSON text's value, also of one that holds a value a line. @param {string} text @returns {unknown} */
function readJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    try {
      return text.split("\n").filter(Boolean).map((line) => JSON.parse(line));
    } catch {
      return null;
    }
  }
}

/** What a file says, read in each way in which a person could take a sentence out of it. @param {string} text */
function* readings(text) {
  yield text;
  yield text.replace(/\\[nrt]/g, " ").replace(/\\u\{?([0-9a-fA-F]{4,6})\}?/g, (all, code) => {
    const value = parseInt(code, 16);
    return value <= 0x10ffff ? String.fromCodePoint(value) : all;  // "\\u1234ab" is a letter and two more
  });
  yield text.replace(/<[^<>\n]*>|[*_`~]/g, "");  // marks in the middle of a word
  yield text.replace(/^[ \t]*(\/\/|#|\*|>)+/gm, " ");  // comments that go on
  const json = readJson(text);
  if (json !== null) yield strings(json).join(" ");
}

/** @param {Set<string>} known @param {string} text */
function shares(known, text) {
  for (const reading of readings(text)) {
    for (const run of runs(reading)) if (known.has(run)) return run;
  }
  return null;
}

test("a run of words is found in prose, comments, markup, escapes and spans of JSON", () => {
  const known = new Set(runs("שמונה מילים שלנו עומדות כאן זו אחר זו בשורה"));
  for (const text of [
    "לפני כן שמונה מילים שלנו עומדות כאן זו אחר זו, ואחר כך",
    "// שמונה מילים שלנו עומדות\n// כאן זו אחר זו",
    '"שמונה מילים שלנו "\n    "עומדות כאן זו אחר זו"',
    "שמונה מילים **של**נו עומדות כאן <b>זו</b> אחר זו",
    '{"a": "שמונה מילים\\nשלנו עומדות", "b": ["כאן זו", "אחר זו"]}',
    '[{"text": "שמונה מילים שלנו"}, {"text": "עומדות", "style": []}, {"text": " כאן זו אחר זו"}]',
    '{"a": "שמונה מילים שלנו עומדות"}\n{"a": "כאן זו אחר זו"}\n',
    [..."שמונה מילים שלנו עומדות כאן זו אחר זו"].map((c) => c === " " ? c : `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`).join(""),
  ]) assert.ok(shares(known, text), text);
  assert.equal(shares(known, "שבע מילים שלנו עומדות כאן זו אחר זו ולא יותר"), null);
});

test("no eight words of the real documents stand in the repository", (t) => {
  if (!existsSync(REAL_DOCUMENTS)) return t.skip("../shared/corpus is not here");
  const known = new Set();
  for (const name of readdirSync(REAL_DOCUMENTS)) {
    for (const run of runs(readFileSync(join(REAL_DOCUMENTS, name), "utf8"))) known.add(run);
  }
  assert.ok(known.size > 100000, "the real documents were read");
  // What is committed, and what would be next.
  const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"],
    { cwd: ROOT, encoding: "utf8" }).split("\0").filter(Boolean);
  assert.ok(files.length > 100, "the repository was read");
  const found = files.filter((file) => {
    const path = join(ROOT, file);
    if (!existsSync(path) || file.endsWith(".png")) return false;
    return shares(known, readFileSync(path, "utf8")) !== null;
  });
  assert.deepEqual(found, []);
});
