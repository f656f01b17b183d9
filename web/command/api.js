// The npm package as a module: import { build, parse } from "skira".
import { resolve } from "node:path";
import { buildSite, builtSite } from "./build.js";
import { BadInput, exportOf } from "./library.js";
import { makerProgram } from "./shell.js";

export { BadInput };

/** @param {string | string[]} paths */
const listed = (paths) => typeof paths === "string" ? [paths] : paths;

/**
 * @param {string | string[]} paths documents, publications of Skira, and folders of them
 * @param {import("./build.js").BuildOptions & {out?: string}} [options] `out`: a folder that becomes the site
 * @throws {BadInput}
 */
export function build(paths, { out, complain = () => {}, ...options } = {}) {
  const all = { ...options, complain };
  return out === undefined ? builtSite(listed(paths), all) : buildSite(listed(paths), { ...all, out: resolve(out) });
}

/**
 * @param {string | string[]} paths
 * @param {{site?: string, previous?: string, complain?: (line: string) => void}} [options]
 * @throws {BadInput}
 */
export async function parse(paths, { complain = () => {}, ...facts } = {}) {
  const { json, pictures, reports } = await exportOf(await makerProgram(), listed(paths), complain, facts);
  return { library: JSON.parse(new TextDecoder().decode(json)), pictures, reports };
}
