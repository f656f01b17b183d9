// Every benchmark, one after the other: npm run bench [-- --readme]. Half an hour on two cores; let the
// machine do nothing else. build/bench/ has a Markdown and a JSON file of each.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const BENCHES = ["start", "frames", "layout", "parse", "import", "search", "memory"];
const HERE = dirname(fileURLToPath(import.meta.url));

let failed = false;
for (const name of BENCHES) {
  console.log(`\n## ${name}\n`);
  const { status } = spawnSync(process.execPath, [join(HERE, name, "run.js"), ...process.argv.slice(2)], { stdio: "inherit" });
  if (status !== 0) {
    failed = true;
    console.error(`${name} ended with ${status}`);
  }
}
process.exitCode = failed ? 1 : 0;
