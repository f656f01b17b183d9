// The npm command on files of every type: the same documents, pictures and complaints as the page's.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { serve } from "../../web/serve.js";
import { docx, drawing, p, png, relationship, zip } from "../import/writers.js";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const SKIRA = join(ROOT, "web/command/skira.js");
const built = existsSync(join(ROOT, "build/wasm/skira-maker.wasm"));
const skip = built ? false : "the library maker is not built (./build-wasm.sh)";
const folder = mkdtempSync(join(tmpdir(), "skira-types-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** @param {string} name @param {string | Uint8Array} content @returns {string} the name */
function put(name, content) {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
  return name;
}

/** @param {string[]} args */
const skira = (...args) => spawnSync(process.execPath, [SKIRA, ...args], { cwd: folder, encoding: "utf8", maxBuffer: 2 ** 26 });

const PROSE = "המאמר מציע דרך חדשה לאמן רשתות עמוקות, והתוצאות בו משכנעות יותר ממה שנהוג בתחום. ";
const FROGS = png(320, 200, 3);
const REVIEW = docx(
  p("Review 801: Frogs as a Model of Attention, 03.02.2025") + p(PROSE) + p(drawing("rId9", "צפרדע על אבן")) + p(PROSE.repeat(2)),
  { relationships: relationship("rId9", "image", "media/frog.png"), files: { "word/media/frog.png": FROGS } });

/** @param {string} file */
const read = (file) => JSON.parse(readFileSync(join(folder, file), "utf8"));

test("a .docx becomes reviews with their pictures between the right paragraphs", { skip }, () => {
  const run = skira("export", put("frogs.docx", REVIEW), "-o", "frogs.json");
  assert.deepEqual([run.status, run.stderr], [0, `Frogs as a Model of Attention: 1 picture, ${Math.ceil(FROGS.length / 1024)} KB\n1 documents, 1 reviews, 0 warnings\n`]);
  const { version, sources, reviews, pictures } = read("frogs.json");
  assert.equal(version, 2);
  assert.equal(sources[0].name, "frogs.docx");
  assert.equal(reviews[0].title, "Frogs as a Model of Attention");
  assert.deepEqual(reviews[0].blocks.map((/** @type {any} */ { type, picture }) => [type, picture !== undefined]),
    [["paragraph", false], ["figure", true], ["paragraph", false]]);
  const [{ id, file, width, height, bytes, alt }] = pictures;
  assert.deepEqual([pictures.length, id, width, height, bytes, alt], [1, reviews[0].blocks[1].picture, 320, 200, FROGS.length, "צפרדע על אבן"]);
  assert.deepEqual(readFileSync(join(folder, file)), Buffer.from(FROGS));
});

test("a picture larger than 1,600 px is made smaller, and each review's pictures are weighed", { skip }, () => {
  put("large.md", `Review 811: Herons as a Model of Height\n\n${PROSE}\n\n![אנפה](heron.png)\n\n${PROSE}\n\n![אנפה](heron.png)\n\n` +
    `Review 812: Gulls as a Model of Noise\n\n${PROSE}\n\nReview 813: Terns as a Model of Return\n\n![שחפית](tern.png) ${PROSE}\n\n![אנפה](heron.png)\n`);
  put("heron.png", png(2400, 1200, 3));
  put("tern.png", png(20, 20, 5));
  const run = skira("export", "large.md", "heron.png", "tern.png", "-o", "large.json");
  const { pictures, reviews } = read("large.json");
  assert.deepEqual(pictures.map((/** @type {any} */ { width, height }) => [width, height]), [[1600, 800], [20, 20]]);
  const [heron, tern] = pictures.map((/** @type {any} */ { bytes }) => bytes);
  assert.equal(reviews.length, 3);
  const weight = (/** @type {number} */ bytes) => `${(bytes / 2 ** 20).toFixed(1)} MB`;
  assert.deepEqual(run.stderr.split("\n"), [`Herons as a Model of Height: 1 picture, ${weight(heron)}`,
    `Terns as a Model of Return: 2 pictures, ${weight(heron + tern)}`, "1 documents, 3 reviews, 0 warnings", ""]);
  assert.equal(readFileSync(join(folder, pictures[0].file)).length, heron);
});

test("an export brings the pictures beside it along, and one that is not there is said", { skip }, () => {
  mkdirSync(join(folder, "first"));
  skira("export", put("parrot.md", `Review 814: Parrots as a Model of Echo\n\n${PROSE}\n\n![תוכי](parrot.png)\n\n${PROSE}\n\n![נוצה](feather.png)\n`),
    put("parrot.png", png(60, 40, 7)), put("feather.png", png(70, 40, 9)), "-o", "first/parrot.json");
  const [parrot, feather] = read("first/parrot.json").pictures.map((/** @type {any} */ { file }) => file);
  writeFileSync(join(folder, "first", feather), "another picture of that name");
  mkdirSync(join(folder, "second"));
  const run = skira("export", "first/parrot.json", "-o", "second/parrot.json");
  assert.equal(run.stderr.split("\n")[0], `${feather}: this picture is not beside the export that shows it`);
  assert.deepEqual(readdirSync(join(folder, "second/pictures")).map((name) => `pictures/${name}`), [parrot]);
});

test("a folder of Markdown finds its pictures by path, and says which none of its documents shows", { skip }, () => {
  put("shelf/one.md", `Review 802: Rabbits as a Model of Memory\n\n${PROSE}\n\n![ארנבת](media/rabbit.png)\n\n${PROSE}\n`);
  put("shelf/media/rabbit.png", png(90, 60, 5));
  put("shelf/media/forgotten.png", png(90, 60, 7));
  const run = skira("export", "shelf", "-o", "shelf.json");
  assert.deepEqual([run.status, run.stderr.split("\n")[0]], [0, "shelf/media/forgotten.png:1: no document shows this picture"]);
  const { sources, pictures, reviews } = read("shelf.json");
  assert.deepEqual(sources.map((/** @type {any} */ { name }) => name), ["shelf/one.md"]);
  assert.deepEqual(pictures.map((/** @type {any} */ { width, height, alt }) => [width, height, alt]), [[90, 60, "ארנבת"]]);
  assert.equal(reviews[0].blocks[1].type, "figure");
});

test("a .zip gives the documents in it under its own name", { skip }, () => {
  const run = skira("export", put("all.zip", zip({ "a/frogs.docx": REVIEW, "b.txt": `Review 803: Storks as a Model of Search\n\n${PROSE}\n` })), "-o", "zip.json");
  assert.deepEqual([run.status, read("zip.json").sources.map((/** @type {any} */ { name }) => name)], [0, ["all.zip/a/frogs.docx", "all.zip/b.txt"]]);
});

test("front matter's facts reach the review, and lines stay those of the author's file", { skip }, () => {
  put("facts.md", `---\ntitle: "Owls as a Model of Sight"\npublished: 2024-08-12 14:05\nauthor: דנה\nmood: glad\n---\n\n${PROSE}\n\n$$x^2\n`);
  skira("export", "facts.md", "-o", "facts.json");
  const [review] = read("facts.json").reviews;
  assert.deepEqual([review.title, review.date, review.reviewers, review.fields.other], ["Owls as a Model of Sight", "2024-08-12", ["דנה"], [{ name: "mood", values: ["glad"] }]]);
  assert.equal(review.blocks[0].first_line, 8);
});

test("check names what was not understood with file and line, and fails where there is anything", { skip }, () => {
  const clean = skira("check", put("clean.md", `Review 804: Bees as a Model of Swarms, 01.02.2024\n\n${PROSE}\n`));
  assert.deepEqual([clean.status, clean.stdout], [0, ""]);
  const odd = skira("check", put("odd.md", `Review 805: Ants as a Model of Swarms, 01.02.2024\n\n${PROSE}\n\n\`\`\`\ncode\n`));
  assert.deepEqual([odd.status, odd.stdout.split("\n")[0]], [1, "odd.md:5: unclosed-code: A code fence is never closed."]);
});

test("a file of a type that is not read says how to save it, and the others are exported", { skip }, () => {
  put("old.doc", Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Array(600).fill(0)]));
  const run = skira("export", "old.doc", "clean.md", "-o", "mixed.json");
  assert.equal(run.status, 0);
  assert.match(run.stderr, /^old\.doc:1: \.doc, Word's type before 2007, is not read: .*\.docx/);
  assert.equal(read("mixed.json").reviews.length, 1);
});

test("a server answers what is no address, and goes on", async () => {
  put("served/index.html", "<!doctype html>");
  const server = await serve(join(folder, "served"), 0);
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const answers = [];
  for (const path of ["%", "..%2f..%2fetc%2fpasswd", ""]) answers.push((await fetch(`http://127.0.0.1:${port}/${path}`)).status);
  server.close();
  assert.deepEqual(answers, [404, 404, 200]);
});

test("what cannot be exported leaves no file, and wrong usage has a status of its own", { skip }, () => {
  const missing = skira("export", "nowhere.md", "-o", "none.json");
  assert.deepEqual([missing.status, missing.stderr], [1, "skira: nowhere.md: there is no such file or folder\n"]);
  const none = skira("export", put("empty.md", "\n"), "-o", "none.json");
  assert.deepEqual([none.status, none.stderr], [1, "empty.md:1: the file has no text\nskira: no review was found in these documents\n"]);
  assert.ok(!readdirSync(folder).includes("none.json"));
  assert.deepEqual([skira().status, skira("export").status, skira("sing").status, skira("export", "--loud").status], [2, 2, 2, 2]);
  assert.match(skira("--help").stdout, /^usage: skira COMMAND/);
});
