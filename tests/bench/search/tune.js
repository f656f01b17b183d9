// Sets the weights of src/search/weights.h by the queries, and says what is to be expected of them
// on others:
//
//   node tests/bench/search/tune.js EXPORT.json QUERIES.jsonl... [--own EXPORT.json QUERIES.jsonl]
//        [--folds 5] [--only name,name] [--skira PATH]
//
// One weight after the other is tried at some values within its range, all others as they are. The
// queries are dealt into folds. For each fold the value is chosen that does best on all the others,
// and the fold is measured with it: the sum over the folds is what the choice is worth where it was
// not made. A move that does not raise this sum is not made, however much it raises the whole.
// Queries marked "half": "held" take no part.
//
// Prints each move and, at the end, the table's new values; writes nothing.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");
const TABLE = join(ROOT, "src/search/weights.h");
const STEPS = [0.6, 0.8, 0.9, 1.1, 1.25, 1.6];

/** @typedef {{name: string, value: number, least: number, most: number}} Weight */
/** @typedef {{id: string, also: string[], query: string}} Query */
/** @typedef {{exported: string, queries: Query[], file: string}} Part queries of one export */

/** @param {string} text the source @returns {Weight[]} the rows of the table */
export function readTable(text) {
  const number = String.raw`\s*([0-9.]+)F?,`;
  return [...text.matchAll(new RegExp(String.raw`\bW\((\w+),${number}${number}${number}`, "g"))]
    .map(([, name, value, least, most]) => ({ name, value: Number(value), least: Number(least), most: Number(most) }));
}

/**
 * What each fold would choose and what that is worth on it.
 * @param {number[][]} scores by candidate (0: as it is) and query
 * @param {number} folds
 */
export function crossValidate(scores, folds) {
  /** @param {number[]} row @param {(at: number) => boolean} chosen */
  const sum = (row, chosen) => row.reduce((total, score, at) => total + (chosen(at) ? score : 0), 0);
  /** @param {(at: number) => boolean} chosen */
  const bestOn = (chosen) => {
    const sums = scores.map((row) => sum(row, chosen));
    // As it is where nothing is clearly better.
    const best = sums.reduce((so_far, one, at) => (one > sums[so_far] + 1e-6 ? at : so_far), 0);
    return best;
  };
  let heldOut = 0;
  for (let fold = 0; fold < folds; ++fold) {
    const best = bestOn((at) => at % folds !== fold);
    heldOut += sum(scores[best], (at) => at % folds === fold);
  }
  return { best: bestOn(() => true), heldOut, asItIs: sum(scores[0], () => true) };
}

/** @param {string} exported @param {string[]} lists @param {string} folder @returns {Part} */
function readPart(exported, lists, folder) {
  const catalog = JSON.parse(readFileSync(exported, "utf8"));
  /** @type {Map<string, string>} */
  const ids = new Map(catalog.reviews.map((/** @type {any} */ review) =>
    [`${basename(catalog.sources[review.source.document].name)}:${review.source.first_line}`, review.id]));
  /** @param {any} named @returns {string} */
  const idOf = (named) => typeof named === "string" ? named : named.id ?? ids.get(`${named.document}:${named.start}`) ?? "";
  const queries = lists.flatMap((list) => readFileSync(list, "utf8").trim().split("\n").map((line) => JSON.parse(line)))
    .filter((label) => label.half !== "held")
    .map((label) => ({ id: idOf(label), also: (label.also ?? []).map(idOf), query: label.query }));
  const file = join(folder, `${basename(exported)}.jsonl`);
  writeFileSync(file, queries.map(({ query }) => JSON.stringify({ query })).join("\n"));
  return { exported, queries, file };
}

/**
 * Each query's score: the mean of the reciprocal ranks of its review and of it and its equals.
 * @param {string} skira @param {Part[]} parts @param {Weight[]} weights
 */
function scoresOf(skira, parts, weights) {
  const set = weights.flatMap(({ name, value }) => ["--weight", `${name}=${value}`]);
  return parts.flatMap(({ exported, queries, file }) => {
    const lines = execFileSync(skira, ["search", exported, "--queries", file, "--json", ...set],
      { encoding: "utf8", maxBuffer: 1 << 28 }).trim().split("\n");
    return queries.map(({ id, also }, at) => {
      const hits = JSON.parse(lines[at]).hits.map((/** @type {{id: string}} */ hit) => hit.id);
      const strict = hits.indexOf(id) + 1, equal = hits.findIndex((/** @type {string} */ hit) => hit === id || also.includes(hit)) + 1;
      return ((strict && 1 / strict) + (equal && 1 / equal)) / 2;
    });
  });
}

/** @param {string[]} argv */
function main(argv) {
  let skira = join(ROOT, "build/native/skira"), folds = 5;
  /** @type {string[]} */
  const files = [], own = [];
  /** @type {string[] | undefined} */
  let only;
  for (let i = 0; i < argv.length; ++i) {
    if (argv[i] === "--skira") skira = argv[++i];
    else if (argv[i] === "--folds") folds = Number(argv[++i]);
    else if (argv[i] === "--only") only = argv[++i].split(",");
    else if (argv[i] === "--own") own.push(argv[++i], argv[++i]);
    else files.push(argv[i]);
  }
  const folder = mkdtempSync(join(tmpdir(), "skira-tune-"));
  try {
    const parts = [readPart(files[0], files.slice(1), folder)];
    if (own.length > 0) parts.push(readPart(own[0], own.slice(1), folder));
    const weights = readTable(readFileSync(TABLE, "utf8"));
    const count = parts.reduce((sum, { queries }) => sum + queries.length, 0);
    let asItIs = scoresOf(skira, parts, weights);
    const mean = (/** @type {number} */ sum) => (sum / count).toFixed(4);
    console.log(`${count} queries: ${mean(asItIs.reduce((a, b) => a + b))}`);
    for (const weight of weights.filter(({ name }) => !only || only.includes(name))) {
      const before = weight.value;
      const values = [before, ...STEPS.map((step) => Number((before * step).toPrecision(3)))
        .filter((value) => value >= weight.least && value <= weight.most)];
      const scores = values.map((value, at) => {
        weight.value = value;
        return at === 0 ? asItIs : scoresOf(skira, parts, weights);
      });
      const { best, heldOut, asItIs: sum } = crossValidate(scores, folds);
      const move = best !== 0 && heldOut > sum;
      weight.value = move ? values[best] : before;
      if (move) asItIs = scores[best];
      const figures = scores.map((row, at) => `${values[at]}: ${mean(row.reduce((a, b) => a + b))}`).join(", ");
      console.log(`${weight.name} ${move ? `${before} -> ${weight.value}` : "stays"}; left out ${mean(heldOut)} (${figures})`);
    }
    console.log(weights.map(({ name, value }) => `${name}=${value}`).join(" "));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) main(process.argv.slice(2));
