// The command `skira` as a person meets it: what it prints, what it writes, how it ends.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { findFiles } from "../../web/command/files.js";
import { NATIVE_COMMAND as SKIRA } from "../command.js";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const CORPUS = join(ROOT, "corpus");
/** @type {string} */
let folder;
before(() => { folder = mkdtempSync(join(tmpdir(), "skira-")); });
after(() => { rmSync(folder, { recursive: true, force: true }); });

/** @param {string[]} words */
function skira(...words) {
  const { status, stdout, stderr } = spawnSync(SKIRA, words, { encoding: "utf8", cwd: folder });
  return { status, stdout, stderr };
}
/** @param {string} name @param {string | Uint8Array} content */
function put(name, content) {
  writeFileSync(join(folder, name), content);
  return name;
}
/** The first line of stderr. @param {{stderr: string}} run */
const complaint = (run) => run.stderr.split("\n")[0];

const REVIEW = `🚀 המאמר היומי של צוות Skira 05.01.26 🚀 A Paper About Nothing

משפט אחד על המאמר.

<https://arxiv.org/abs/2601.01234>
`;

test("a missing document is named and nothing is written", () => {
  const run = skira("export", "missing.txt", "-o", "out.json");
  assert.deepEqual([run.status, complaint(run)], [1, "skira: missing.txt: there is no such file or folder"]);
  assert.ok(!readdirSync(folder).includes("out.json"));
});

test("a document that cannot be read is named with the reason", () => {
  symlinkSync("nowhere.txt", join(folder, "dangling.txt"));
  const run = skira("export", "dangling.txt");
  assert.equal(run.status, 1);
  assert.match(complaint(run), /^skira: dangling\.txt: /);
});

test("check is silent for the library's documents and lists by file and line what others hold", () => {
  assert.deepEqual(skira("check", CORPUS), { status: 0, stdout: "", stderr: "" });
  put("odd.txt", `${REVIEW}\nמילה בתחוםים.\n`);
  assert.deepEqual(skira("check", "odd.txt"), {
    status: 1, stderr: "",
    stdout: "odd.txt:7: final-letter-inside: A final letter is inside of a word: בתחוםים; perhaps בתחומים.\n",
  });
  assert.equal(skira("check").status, 2);
  // An export keeps what is printed; search finds it by both forms.
  skira("export", "odd.txt", "-o", "odd.json");
  assert.ok(readFileSync(join(folder, "odd.json"), "utf8").includes("בתחוםים"));
  const found = ["בתחוםים", "בתחומים"].map((word) => skira("search", "odd.json", word));
  assert.deepEqual(found.map(({ status }) => status), [0, 0]);
  for (const { stdout } of found) assert.match(stdout, /^\s+\d+\.\d+\s+\S+/m);
});

test("an empty folder is named", () => {
  mkdirSync(join(folder, "empty"));
  const run = skira("export", "empty");
  assert.deepEqual([run.status, complaint(run)], [1, "skira: empty: the folder holds no document (.txt or .md)"]);
});

test("of a folder the documents are read, however their endings are written, and nothing that is hidden", () => {
  mkdirSync(join(folder, "shelf/.hidden"), { recursive: true });
  for (const name of ["shelf/a.MD", "shelf/b.txt", "shelf/README.md", "shelf/.c.md", "shelf/.hidden/d.md"]) put(name, REVIEW);
  const run = skira("export", "shelf/");
  assert.deepEqual(JSON.parse(run.stdout).sources.map((/** @type {{name: string}} */ { name }) => name), ["shelf/a.MD", "shelf/b.txt"]);
  assert.deepEqual(findFiles([join(folder, "shelf")]).map(({ name }) => name), ["shelf/a.MD", "shelf/b.txt"]);
});

test("a document without one review is named", () => {
  const run = skira("export", put("none.txt", "שורה אחת\n"), "-o", "out.json");
  assert.deepEqual([run.status, complaint(run)], [1, "skira: none.txt:1: no review was found in this document"]);
  assert.ok(!readdirSync(folder).includes("out.json"));
});

test("a place that cannot be written is named with the reason", () => {
  const run = skira("export", put("one.txt", REVIEW), "-o", "no/such/out.json");
  assert.equal(run.status, 1);
  assert.match(run.stderr, /no\/such\/out\.json: cannot be written: /);
});

test("wrong usage ends with status 2", () => {
  for (const words of [[], ["nonsense"], ["export"], ["list"], ["show", "x"], ["search"], ["bench"],
    ["layout", "x"], ["export", "x", "--nonsense"]]) {
    assert.equal(skira(...words).status, 2, words.join(" "));
  }
});

test("broken JSON is refused with file and line", () => {
  for (const command of [["list", "broken.json"], ["show", "broken.json", "x"], ["search", "broken.json", "x"]]) {
    put("broken.json", '{"format": "skira-reviews",\n"version": 1,\n');
    const run = skira(...command);
    assert.equal(run.status, 1);
    assert.match(complaint(run), /^skira: broken\.json:2: /);
  }
});

test("the same documents give the same bytes", () => {
  const once = skira("export", CORPUS);
  const twice = skira("export", CORPUS);
  assert.equal(once.status, 0);
  assert.ok(once.stdout === twice.stdout);
});

test("a review's text is a fact of the document alone: its id stays when others come", () => {
  put("a.txt", REVIEW);
  put("b.txt", REVIEW.replace("Nothing", "Something").replace("05.01.26", "06.01.26").replace("01234", "05678"));
  const ids = (/** @type {string[]} */ ...documents) =>
    JSON.parse(skira("export", ...documents).stdout).reviews.map((/** @type {any} */ r) => r.id);
  assert.deepEqual(ids("b.txt", "a.txt"), [...ids("b.txt"), ...ids("a.txt")]);
});

test("the corpus is exported strictly without a warning", () => {
  const run = skira("export", CORPUS, "--strict", "-o", "corpus.json");
  assert.equal(run.status, 0, run.stderr);
  assert.equal(JSON.parse(readFileSync(join(folder, "corpus.json"), "utf8")).format, "skira-reviews");
});

test("strict export fails where the parser warns", () => {
  put("damaged.txt", REVIEW.replace("05.01.26", "05-01.26"));
  assert.equal(skira("export", "damaged.txt").status, 0);
  assert.equal(skira("export", "damaged.txt", "--strict").status, 1);
});

test("list, show and search tell of an export", () => {
  skira("export", put("one.txt", REVIEW), "-o", "one.json");
  const listed = skira("list", "one.json", "--json");
  const { id, title } = JSON.parse(listed.stdout);
  assert.equal(title, "A Paper About Nothing");
  assert.match(skira("show", "one.json", id).stdout, /משפט אחד על המאמר\./);
  assert.equal(skira("show", "one.json", "no-such-id").status, 1);
  const found = JSON.parse(skira("search", "one.json", "nothing", "--json").stdout);
  assert.equal(found.query, "nothing");
  assert.deepEqual(found.hits.map((/** @type {any} */ h) => [h.id, h.document, h.first_line]), [[id, "one.txt", 1]]);
});

test("show writes a review as HTML, and of all reviews the HTML that plain pages take", () => {
  skira("export", put("one.txt", REVIEW.replace("משפט אחד על המאמר.", "משפט אחד על `net.py` & עוד.\n\nא. סעיף ראשון\nב. סעיף שני")), "-o", "one.json");
  const { id } = JSON.parse(skira("list", "one.json", "--json").stdout);
  const { dir, title_dir, body } = JSON.parse(skira("show", "one.json", "--all", "--format", "html").stdout)[id];
  assert.deepEqual([dir, title_dir], ["rtl", "ltr"]);
  assert.ok(body.startsWith(`<p dir="rtl">משפט אחד על <code dir="ltr">net.py</code> &amp; עוד.</p>
<ol class="printed" dir="rtl">
<li dir="rtl"><span class="marker">א.</span> סעיף ראשון</li>
<li dir="rtl"><span class="marker">ב.</span> סעיף שני</li>
</ol>`), body);
  assert.equal(skira("show", "one.json", id, "--format", "html").stdout,
    `<article dir="rtl">\n<h1 dir="ltr">A Paper About Nothing</h1>\n${body}\n</article>\n`);
  for (const words of [["--all"], [id, "--all", "--format", "html"], ["--all", "--format", "json"]]) {
    assert.equal(skira("show", "one.json", ...words).status, 2);
  }
});

test("queries are read from a file of JSON lines, and a line without one is named", () => {
  skira("export", put("one.txt", REVIEW), "-o", "one.json");
  put("queries.jsonl", '{"query": "nothing"}\n{"query": "absent"}\n');
  const rows = skira("search", "one.json", "--queries", "queries.jsonl", "--json").stdout.trim().split("\n");
  assert.deepEqual(rows.map((row) => JSON.parse(row).hits.length), [1, 0]);
  put("queries.jsonl", '{"query": "nothing"}\n{"text": "absent"}\n');
  const run = skira("search", "one.json", "--queries", "queries.jsonl");
  assert.deepEqual([run.status, complaint(run)], [1, 'skira: queries.jsonl:2: no object with a string "query"']);
});

test("bench gives its figures as JSON", () => {
  const figures = JSON.parse(skira("bench", put("one.txt", REVIEW), "--json").stdout);
  assert.equal(figures.reviews, 1);
  for (const name of ["parse_ms", "write_ms", "load_ms", "index_ms", "query_median_us"]) assert.ok(figures[name] >= 0, name);
});

test("bench of an export tells how fast it is loaded, indexed and searched", () => {
  skira("export", put("one.txt", REVIEW), "-o", "one.json");
  put("queries.jsonl", '{"query": "nothing"}\n{"query": "absent"}\n');
  const figures = JSON.parse(skira("bench", "one.json", "--queries", "queries.jsonl", "--json").stdout);
  assert.deepEqual(Object.keys(figures), ["load_ms", "reviews", "index_ms", "index_bytes", "text_bytes", "queries",
    "query_first_us", "query_median_us", "query_p99_us", "keys", "key_median_us", "key_p99_us"]);
  assert.deepEqual([figures.reviews, figures.queries], [1, 2]);
  for (const [name, value] of Object.entries(figures)) assert.ok(value >= 0, name);
  put("empty.jsonl", "");
  assert.equal(complaint(skira("bench", "one.json", "--queries", "empty.jsonl")), "skira: empty.jsonl: no query");
  assert.equal(skira("bench", "one.txt", "--queries", "queries.jsonl").status, 2);
});

test("layout names its fonts and tells where the lines of each text block stand, which hold the whole block", () => {
  skira("export", put("one.txt", REVIEW), "-o", "one.json");
  const run = skira("layout", "one.json", "--width", "120", "--size", "17");
  assert.equal(run.status, 0, run.stderr);
  const [{ fonts }, ...blocks] = run.stdout.trim().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(fonts.map((/** @type {any} */ font) => font.style).filter((/** @type {string} */ style) => style !== "normal"), []);
  const paragraph = blocks.find((block) => block.text === "משפט אחד על המאמר.");
  assert.equal(paragraph.direction, "rtl");
  assert.ok(paragraph.lines.length > 1, "it is wider than 120 px");
  let at = 0;
  for (const { start, end, width, runs } of paragraph.lines) {
    assert.equal(start, at);
    assert.ok(width <= 120 && runs.length > 0);
    at = end;
  }
  assert.equal(at, Buffer.byteLength(paragraph.text));
});

test("layout says what it lacks: a width, a number, a review, fonts", () => {
  skira("export", put("one.txt", REVIEW), "-o", "one.json");
  const wrong = (/** @type {string[]} */ ...words) => {
    const run = skira("layout", ...words);
    return [run.status, complaint(run)];
  };
  assert.deepEqual(wrong("one.json"), [2, "skira: layout: needs --width and --size"]);
  assert.deepEqual(wrong("one.json", "--width", "wide"), [2, 'skira: layout: --width needs a number of pixels, not "wide"']);
  assert.deepEqual(wrong("one.json", "--width", "300", "--size", "17", "--id", "none"), [1, 'skira: one.json: no review has the id "none"']);
  mkdirSync(join(folder, "no-fonts"));
  assert.deepEqual(wrong("one.json", "--width", "300", "--size", "17", "--fonts", "no-fonts"),
    [1, "skira: no-fonts: no fonts (serif-400.ttf, ...); name a folder with --fonts"]);
});
