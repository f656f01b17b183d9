// clang-tidy (.clang-tidy) on every file of a compilation database that stands below src/, as many at
// once as there are processors. A file that was clean is not read again before it, a header of ours that
// it includes, its flags or the checks change: what was clean is kept in the user's cache folder.
//
// usage: node tests/tidy.js build/native [--recent N]    only what the last N commits changed, and what no
//                                                        commit has yet
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const { values, positionals } = parseArgs({ allowPositionals: true, options: { recent: { type: "string" } } });
const build = resolve(positionals[0] ?? "build/native");
const cache = join(process.env.SKIRA_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "skira"), "tidy");

/** @typedef {{directory: string, command: string, file: string}} Entry */

/** @param {string} command @param {string[]} words @param {string} [directory] @returns {Promise<{status: number, out: string}>} */
function run(command, words, directory = ROOT) {
  return new Promise((done) => {
    const child = spawn(command, words, { cwd: directory, stdio: ["ignore", "pipe", "ignore"] });
    let out = "";
    child.stdout.on("data", (data) => { out += data; });
    child.on("error", () => done({ status: 127, out: `${command} cannot be run\n` }));
    child.on("close", (status) => done({ status: status ?? 1, out }));
  });
}

const checks = readFileSync(join(ROOT, ".clang-tidy"), "utf8") + spawnSync("clang-tidy", ["--version"]).stdout;

/** The files that the last commits changed, and those that no commit has; null where git does not tell. @param {number} commits */
function changed(commits) {
  /** @param {string[]} words */
  const git = (...words) => {
    const { status, stdout } = spawnSync("git", words, { cwd: ROOT, encoding: "utf8" });
    return status === 0 ? stdout.trim().split("\n") : null;
  };
  const since = git("rev-list", "--max-count", String(commits + 1), "HEAD")?.at(-1);
  const files = since && git("diff", "--name-only", since), others = git("ls-files", "--others", "--exclude-standard");
  return files && others ? new Set([...files, ...others].map((name) => join(ROOT, name))) : null;
}

/** What the verdict on a file depends on. @param {Entry} entry */
async function keyOf({ command, directory, file }) {
  const hash = createHash("sha256").update(checks).update(command.replaceAll(ROOT, ""));
  const { out } = await run("sh", ["-c", `${command.replace(/ -o \S+ -c /, " -MM ")}`], directory);
  const needed = out.replaceAll("\\\n", " ").split(/\s+/).slice(1).filter(Boolean);
  for (const name of needed.length > 0 ? needed : [file]) hash.update(readFileSync(resolve(directory, name)));
  return hash.digest("hex");
}

/** @param {Entry} entry @returns {Promise<string>} what is wrong */
async function check(entry) {
  const kept = join(cache, await keyOf(entry));
  if (existsSync(kept)) return "";
  const { status, out } = await run("clang-tidy", ["-p", build, "--quiet", "--warnings-as-errors=*", entry.file]);
  if (status !== 0) return out || `${entry.file}: clang-tidy failed\n`;
  writeFileSync(kept, "");
  return "";
}

mkdirSync(cache, { recursive: true });
/** @type {Entry[]} */
const entries = JSON.parse(readFileSync(join(build, "compile_commands.json"), "utf8"));
const ours = entries.filter(({ file }) => file.startsWith(join(ROOT, "src/")));
if (ours.length === 0) throw new Error(`${build} compiles nothing of src/`);
const recent = values.recent === undefined ? null : changed(Number(values.recent));
const waiting = recent ? ours.filter(({ file }) => recent.has(file)) : ours;
let wrong = false;
await Promise.all(Array.from({ length: availableParallelism() }, async () => {
  for (let entry = waiting.pop(); entry; entry = waiting.pop()) {
    const found = await check(entry);
    process.stdout.write(found);
    wrong ||= found !== "";
  }
}));
process.exitCode = wrong ? 1 : 0;
