// Writes an export as a library in many small files, as `skira export --shard` does: the same bytes.
//
// usage: node web/command/shards.js --maker skira-maker.wasm --shard N -o FOLDER EXPORT
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { startMaker } from "../worker/maker.js";
import { MAKER } from "./files.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { maker: { type: "string", default: MAKER }, shard: { type: "string", default: "50" }, output: { type: "string", short: "o" } },
});
const [file] = positionals;
const folder = values.output;
if (!file || !folder || !(Number(values.shard) >= 1)) {
  console.error("usage: node web/command/shards.js [--maker skira-maker.wasm] [--shard N] -o FOLDER EXPORT");
  process.exit(2);
}
const maker = await startMaker(await WebAssembly.compile(readFileSync(values.maker)));
try {
  maker.shards(readFileSync(file), Number(values.shard), (name, bytes) => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  });
} catch (error) {
  console.error(`shards.js: ${file}:${/** @type {Error} */ (error).message}`);
  process.exit(1);
}
