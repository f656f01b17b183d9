// Where the programs are: beside the scripts in the npm package; in the repository what build-wasm.sh has built.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { readShell } from "../shell-folder.js";
import { BUILT, MAKER } from "./files.js";

/** @typedef {import("../publish/site.js").AppShell} AppShell */

const PACKAGED = fileURLToPath(new URL("../shell", import.meta.url));
const isPackage = existsSync(join(PACKAGED, "packed"));
const FOLDER = isPackage ? PACKAGED : join(BUILT, "shell");

/** @type {Promise<AppShell> | null} */
let shell = null;

/** The app shell. Without a built one it is made of the built programs and fonts. */
export const appShell = () => (shell ??= existsSync(join(FOLDER, "packed")) ? Promise.resolve(readShell(FOLDER)) : builtShell());

async function builtShell() {
  const { makeShell } = await import("../app-shell.js");
  return makeShell({ core: join(BUILT, "wasm"), fonts: join(BUILT, "fonts") });
}

/** The library maker's program. @param {unknown} [file] that is to be taken */
export function makerProgram(file) {
  if (!file && isPackage) return WebAssembly.compile(gunzipSync(readFileSync(join(PACKAGED, "packed/skira-maker.wasm.gz"))));
  return WebAssembly.compile(readFileSync(String(file ?? MAKER)));
}
