// Prints the slowest tests of a run, a line each.
//
// usage: node tests/slowest.js FOLDER N    FOLDER has the run's TAP files (node --test-reporter=tap)
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const [folder, most] = process.argv.slice(2);
/** @type {{ seconds: number, name: string }[]} */
const tests = [];
for (const file of readdirSync(folder).filter((name) => name.endsWith(".tap"))) {
  const text = readFileSync(join(folder, file), "utf8");
  // A test within a suite is a line further in; a suite's own time is that of its tests.
  for (const [, , name, more] of text.matchAll(/^( *)(?:not )?ok \d+ - (.*)\n +---\n((?: +.*\n)*?) +\.\.\.\n/gm)) {
    if (/type: 'suite'/.test(more)) continue;
    tests.push({ seconds: Number(more.match(/duration_ms: ([\d.]+)/)?.[1] ?? 0) / 1000, name });
  }
}
tests.sort((a, b) => b.seconds - a.seconds);
for (const { seconds, name } of tests.slice(0, Number(most))) console.log(`${seconds.toFixed(1).padStart(7)} s  ${name}`);
