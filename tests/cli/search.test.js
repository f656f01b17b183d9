// Known items are found: the review that a query means comes first, or nearly so.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { measure } from "../search/mrr.js";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const SKIRA = process.env.SKIRA_COMMAND ?? join(ROOT, "build/native/skira");
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
