// A library in shards as a publisher meets it: `skira export --shard`, and what reads the folder.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { recombine } from "../bench/recombine.js";
import { NATIVE_COMMAND as SKIRA } from "../command.js";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const CORPUS = join(ROOT, "corpus");
const QUERIES = join(ROOT, "tests/bench/search/queries.jsonl");
/** @type {string} */
let folder;
before(() => { folder = mkdtempSync(join(tmpdir(), "skira-shards-")); });
after(() => { rmSync(folder, { recursive: true, force: true }); });

/** @param {string[]} words */
function skira(...words) {
  const { status, stdout, stderr } = spawnSync(SKIRA, words,
    { encoding: "utf8", cwd: folder, maxBuffer: 1 << 28 });
  return { status, stdout, stderr };
}
/** The first line of stderr. @param {{stderr: string}} run */
const complaint = (run) => run.stderr.split("\n")[0];
/** All files below a folder with their bytes. @param {string} name */
function filesOf(name) {
  const path = join(folder, name);
  return Object.fromEntries(readdirSync(path, { recursive: true, encoding: "utf8" }).sort()
    .filter((file) => statSync(join(path, file)).isFile())
    .map((file) => [file, readFileSync(join(path, file), "utf8")]));
}
/** An export of made reviews. @param {string} name @param {number} count */
function made(name, count) {
  const exported = skira("export", CORPUS);
  writeFileSync(join(folder, name), [...recombine(JSON.parse(exported.stdout), count)].join(""));
  return name;
}
/** @param {string} path @param {string[]} words @returns {any[]} */
const search = (path, ...words) => skira("search", path, ...words, "--json").stdout.trim().split("\n")
  .map((line) => JSON.parse(line));

test("documents and their export give the same shards, twice the same bytes", () => {
  assert.equal(skira("export", CORPUS, "-o", "corpus.json").status, 0);
  assert.equal(skira("export", CORPUS, "--shard", "4", "-o", "a").status, 0);
  assert.equal(skira("export", "corpus.json", "--shard", "4", "-o", "b").status, 0);
  assert.deepEqual(filesOf("a"), filesOf("b"));
  const before = filesOf("a");
  assert.equal(skira("export", CORPUS, "--shard", "4", "-o", "a").status, 0);
  assert.deepEqual(filesOf("a"), before);
});

test("every review of the export is shown from the shards as from the export", () => {
  skira("export", CORPUS, "-o", "corpus.json");
  skira("export", "corpus.json", "--shard", "4", "-o", "a");
  const reviews = JSON.parse(readFileSync(join(folder, "corpus.json"), "utf8")).reviews;
  assert.ok(reviews.length > 20);
  for (const { id } of reviews) {
    assert.equal(skira("show", "a", id).stdout, skira("show", "corpus.json", id).stdout, id);
  }
  const missing = skira("show", "a", "no-such-id");
  assert.deepEqual([missing.status, complaint(missing)], [1, 'skira: a: no review has the id "no-such-id"']);
});

test("half-remembered words find in shards what they find in the export, at first rank", () => {
  skira("export", CORPUS, "-o", "corpus.json");
  skira("export", "corpus.json", "--shard", "4", "-o", "a");
  const first = (/** @type {string} */ path) =>
    search(path, "--queries", QUERIES).map((answer) => answer.hits[0]?.id);
  const [whole, shards] = [first("corpus.json"), first("a")];
  const same = whole.filter((id, i) => id === shards[i]).length;
  assert.ok(same >= 0.95 * whole.length, `${same} of ${whole.length}`);
});

test("one search of a large library reads at most 300 KB, compressed", () => {
  assert.equal(skira("export", made("large.json", 3000), "--shard", "50", "-o", "large").status, 0);
  for (const { query, fetched, hits } of search("large", "--queries", QUERIES)) {
    const bytes = fetched.map((/** @type {string} */ name) => gzipSync(readFileSync(join(folder, "large", name))).length);
    const sum = bytes.reduce((/** @type {number} */ a, /** @type {number} */ b) => a + b, 0);
    assert.ok(sum <= 300_000, `${query}: ${sum}`);
    assert.ok(hits.length > 0, query);
  }
});

test("what a visitor needs to see the newest reviews is small", () => {
  skira("export", made("large.json", 3000), "--shard", "50", "-o", "large");
  const manifest = readFileSync(join(folder, "large/shards.txt"));
  assert.ok(gzipSync(manifest).length < 20_000, String(gzipSync(manifest).length));
});

test("a file that is not there or not its own is named with the reason, and searches do without", () => {
  skira("export", CORPUS, "--shard", "4", "-o", "broken");
  const files = Object.keys(filesOf("broken"));
  const text = files.filter((file) => file.startsWith("text"));
  for (const file of text) writeFileSync(join(folder, "broken", file), "<!doctype html>");
  const [{ hits }] = search("broken", "diffusion");
  const shown = skira("show", "broken", hits[0].id);
  assert.equal(shown.status, 1);
  assert.match(complaint(shown), /^skira: broken\/text\/\d+-[0-9a-f]{8}\.json: these are not the bytes that shards\.txt means$/);
  for (const file of files.filter((name) => name.startsWith("postings"))) rmSync(join(folder, "broken", file));
  const without = skira("search", "broken", "diffusion", "--json");
  assert.equal(without.status, 0);
  assert.match(complaint(without), /^skira: broken\/postings\/\d+-[0-9a-f]{8}\.bin: cannot be read: /);
  for (const file of files.filter((name) => name.startsWith("catalog"))) rmSync(join(folder, "broken", file));
  assert.equal(skira("search", "broken", "diffusion").status, 1);
  writeFileSync(join(folder, "broken/shards.txt"), "skira-shards 2\nreviews x\n");
  assert.deepEqual(complaint(skira("show", "broken", "x")),
    'skira: broken/shards.txt: line 2: "reviews" has a value that cannot be read');
});

test("wrong usage ends with status 2, a broken export with its line, and nothing is half written", () => {
  for (const words of [["export", CORPUS, "--shard", "4"], ["export", CORPUS, "--shard", "-o", "x"],
    ["export", CORPUS, "--shard", "0", "-o", "x"], ["export", CORPUS, "--shard", "4", "--pretty", "-o", "x"]]) {
    assert.equal(skira(...words).status, 2, words.join(" "));
  }
  writeFileSync(join(folder, "half.json"), '{"format": "skira-reviews",\n"version": 1,\n');
  const run = skira("export", "half.json", "--shard", "4", "-o", "none");
  assert.equal(run.status, 1);
  assert.match(complaint(run), /^skira: half\.json:2: /);
  assert.ok(!existsSync(join(folder, "none/shards.txt")));
  writeFileSync(join(folder, "taken"), "");
  const taken = skira("export", CORPUS, "--shard", "4", "-o", "taken");
  assert.equal(taken.status, 1);
  assert.match(taken.stderr, /skira: taken\/text\/0-[0-9a-f]{8}\.json: cannot be written: /);
});
