// The real documents are private: no run of eight words of theirs may stand in the repository.
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
  const words = text.match(/[\p{L}\p{M}\p{N}_]+/gu) ?? [];
  for (let i = 0; i + RUN <= words.length; ++i) yield words.slice(i, i + RUN).join(" ");
}

test("no eight words of the real documents stand in the repository", (t) => {
  if (!existsSync(REAL_DOCUMENTS)) return t.skip("../shared/corpus is not here");
  const known = new Set();
  for (const name of readdirSync(REAL_DOCUMENTS)) {
    for (const run of runs(readFileSync(join(REAL_DOCUMENTS, name), "utf8"))) known.add(run);
  }
  const files = execFileSync("git", ["ls-files", "-z"], { cwd: ROOT, encoding: "utf8" }).split("\0").filter(Boolean);
  /** @type {string[]} */
  const found = [];
  for (const file of files) {
    const path = join(ROOT, file);
    if (!existsSync(path) || file.endsWith(".png")) continue;
    for (const run of runs(readFileSync(path, "utf8"))) {
      if (known.has(run)) found.push(`${file}: ${run.split(" ").length} words in a row`);
    }
  }
  assert.deepEqual(found, []);
});
