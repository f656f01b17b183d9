// The soak by hand: 2,000 actions, some minutes.
//
// usage: npm run soak -- [--seed N] [--actions N] [--verbose]
import { parseArgs } from "node:util";
import { soak } from "./soak.js";

const { values } = parseArgs({ options: { seed: { type: "string", default: "1" },
  actions: { type: "string", default: "2000" }, verbose: { type: "boolean", default: false } } });
const [seed, actions] = [Number(values.seed), Number(values.actions)];
if (!Number.isSafeInteger(seed) || !(actions > 0)) {
  console.error("usage: npm run soak -- [--seed N] [--actions N] [--verbose]");
  process.exit(2);
}
const began = Date.now();
await soak({ seed, actions, rests: 20, tell: console.log, log: values.verbose ? console.log : undefined });
console.log(`${actions} actions of seed ${seed} in ${Math.round((Date.now() - began) / 1000)} s: nothing went wrong, nothing leaks`);
