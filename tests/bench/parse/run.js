// Documents to reviews, beside programs that turn the same bytes from Markdown into HTML:
//
//   npm run bench:parse [-- --rounds 15] [--readme]
//
// Writes build/bench/parse.md and parse.json; --readme puts the table into the README of tests/bench/.
// Whole processes, taking turns, standard output thrown away; the least of the rounds. cmark and md4c
// (cc, libmd4c-html0-dev, libmd4c-dev) are left out, with a line, where they are not installed.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { OUT, ROOT, report, table } from "../report.js";

const HERE = dirname(fileURLToPath(import.meta.url));
const { values } = parseArgs({ options: { rounds: { type: "string", default: "15" }, readme: { type: "boolean", default: false } } });
mkdirSync(OUT, { recursive: true });

const md4c = join(OUT, "md4c");
const built = spawnSync("cc", ["-O2", join(HERE, "md4c.c"), "-lmd4c-html", "-lmd4c", "-o", md4c], { stdio: "ignore" }).status === 0;
const programs = [
  { name: "skira export", command: [join(ROOT, "build/native/skira"), "export", "-o", "-"], there: true },
  { name: "cmark", command: ["cmark"], there: spawnSync("cmark", ["--version"]).status === 0 },
  { name: "md4c", command: [md4c], there: built },
].filter(({ name, there }) => there || console.log(`${name} is not installed: left out`));

/** @param {string[]} command @param {string[]} files */
function time([program, ...rest], files) {
  const begin = process.hrtime.bigint();
  execFileSync(program, [...rest, ...files], { stdio: ["ignore", "ignore", "ignore"] });
  return Number(process.hrtime.bigint() - begin) / 1e6;
}

const shared = resolve(ROOT, "../shared/corpus");
const sets = [{ title: "`corpus/`", folder: join(ROOT, "corpus") },
  ...(existsSync(shared) ? [{ title: "Real documents", folder: shared }] : [])];
const results = sets.map(({ title, folder }) => {
  const files = readdirSync(folder).filter((name) => /\.(txt|md)$/.test(name)).sort().map((name) => join(folder, name));
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  const least = programs.map(() => Infinity);
  for (let round = 0; round < Number(values.rounds); ++round) {
    programs.forEach(({ command }, i) => { least[i] = Math.min(least[i], time(command, files)); });
  }
  return { title, bytes, rows: programs.map(({ name }, i) => ({ name, ms: least[i] })) };
});
report("parse", results.map(({ title, bytes, rows }) => `**${title}**, ${(bytes / 1024).toFixed(0)} KB\n\n${table(
  ["", "ms a process", "`skira export` to it"], rows.map(({ name, ms }) => [name, ms.toFixed(1), (rows[0].ms / ms).toFixed(2)]))}`).join("\n\n"),
{ sets: results }, values.readme);
