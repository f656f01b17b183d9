// The author's own .docx: each review as Markdown beside its pictures, opened again, is the same.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { NATIVE_COMMAND as NATIVE } from "../command.js";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const DOCUMENTS = resolve(ROOT, "../shared/documents");
const SKIRA = join(ROOT, "web/command/skira.js");
const skip = !existsSync(DOCUMENTS) ? "../shared/documents is not here"
  : !existsSync(join(ROOT, "build/wasm/skira-maker.wasm")) ? "the library maker is not built (./build-wasm.sh)" : false;

/** What a review says, without its position in a document and the library. @param {any} review */
function bare({ title, date, number, kind, reviewers, paper, fields, links, blocks }) {
  const byUrl = (/** @type {{url: string}} */ a, /** @type {{url: string}} */ b) => (a.url < b.url ? -1 : 1);
  return {
    title, date, number, kind, reviewers, fields,
    paper: { ...paper, urls: [...paper.urls].sort(), code_urls: [...paper.code_urls].sort() },
    links: links.filter((/** @type {{role: string}} */ { role }) => role !== "review").sort(byUrl),
    blocks: blocks.map((/** @type {any} */ block) => ({ ...block, first_line: 0, last_line: 0 })),
  };
}

test("every review of the author's documents reads back from its Markdown and pictures", { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), "skira-round-trip-"));
  try {
    const exported = (/** @type {string[]} */ ...args) => {
      const run = spawnSync(process.execPath, [SKIRA, "export", ...args], { cwd: folder, encoding: "utf8", maxBuffer: 2 ** 26 });
      assert.equal(run.status, 0, run.stderr);
    };
    exported(DOCUMENTS, "-o", "first.json");
    const first = JSON.parse(readFileSync(join(folder, "first.json"), "utf8"));
    mkdirSync(join(folder, "again"));
    cpSync(join(folder, "pictures"), join(folder, "again/pictures"), { recursive: true });
    for (const { id } of first.reviews) {
      const shown = spawnSync(NATIVE, ["show", "first.json", id, "--format", "markdown"], { cwd: folder, maxBuffer: 2 ** 26 });
      writeFileSync(join(folder, "again", `${id}.md`), shown.stdout);
    }
    exported("again", "-o", "second.json");
    const second = JSON.parse(readFileSync(join(folder, "second.json"), "utf8"));
    const nameOf = (/** @type {any} */ review) => basename(second.sources[review.source.document].name, ".md");
    const again = new Map(second.reviews.map((/** @type {any} */ review) => [nameOf(review), bare(review)]));
    assert.equal(second.reviews.length, first.reviews.length);
    for (const review of first.reviews) assert.deepEqual(again.get(review.id), bare(review), review.id);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
