// That the comparison of layout engines runs and tells what it should; its timings are no test.
import assert from "node:assert/strict";
import { test } from "node:test";
import { run } from "./run.js";

test("every engine lays the longest review of the corpus out at other widths in one page", { timeout: 120000 }, async () => {
  const { markdown, sets } = await run({ rounds: 1, sets: ["corpus"] });
  assert.deepEqual(sets.map(({ name }) => name), ["corpus"]);
  assert.deepEqual(sets[0].engines.map(({ engine }) => engine), ["Skira", "Chromium", "dropflow"]);
  for (const { engine, median_ms, ratio } of sets[0].engines) {
    assert.ok(median_ms > 0 && ratio > 0, engine);
    assert.ok(markdown.includes(`| ${engine} | ${median_ms.toFixed(3)} |`), engine);
  }
});
