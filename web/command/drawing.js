// The program that draws SVG (resvg), started once in a process.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { initWasm } from "@resvg/resvg-wasm";

/** @type {Promise<unknown> | null} */
let started = null;

/** The package has the program that draws SVG beside its scripts. */
const PACKAGED = fileURLToPath(new URL("resvg.wasm", import.meta.url));

/** The program that draws SVG, once. */
export const startDrawing = () => (started ??= initWasm(readFileSync(
  existsSync(PACKAGED) ? PACKAGED : createRequire(import.meta.url).resolve("@resvg/resvg-wasm/index_bg.wasm"))));
