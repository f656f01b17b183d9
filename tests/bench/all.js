// Every benchmark, one after the other: npm run bench [-- --readme]. Half an hour on two cores; let the
// machine do nothing else. build/bench/ has a Markdown and a JSON file of each.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const BENCHES = ["start/run.js", "start/entrances.js", "frames/run.js", "layout/run.js", "parse/run.js", "import/run.js", "search/run.js", "memory/run.js"];
const HERE = dirname(fileURLToPath(import.meta.url));

let failed = false;
for (const name of BENCHES) {
  console.log(`\n## ${name}\n`);
  const { status } = spawnSync(process.execPath, [join(HERE, name), ...process.argv.slice(2)], { stdio: "inherit" });
  if (status !== 0) {
    failed = true;
    console.error(`${name} ended with ${status}`);
  }
}
process.exitCode = failed ? 1 : 0;
