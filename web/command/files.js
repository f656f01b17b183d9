// The files that paths stand for: a file for itself, a folder for the files in it and below, sorted.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { isPartOfFolder } from "../document-names.js";
import { reasonOf } from "./output.js";

/** What build-wasm.sh builds. */
export const BUILT = join(dirname(fileURLToPath(import.meta.url)), "../../build");

/** The library maker's program. */
export const MAKER = join(BUILT, "wasm/skira-maker.wasm");

/** What is in a folder. @param {string} folder */
function entriesOf(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw new Error(`${folder}: the folder cannot be read: ${reasonOf(error)}`, { cause: error });
  }
}

/** Hidden folders are not looked into. @param {string} folder @returns {string[]} paths below it, "/" between folders */
export function filesBelow(folder) {
  return entriesOf(folder).flatMap((entry) => {
    if (entry.isDirectory() && entry.name.startsWith(".")) return [];
    const path = join(folder, entry.name);
    const kind = entry.isSymbolicLink() ? statSync(path, { throwIfNoEntry: false }) : entry;
    if (kind?.isDirectory() && !entry.isSymbolicLink()) return filesBelow(path).map((name) => `${entry.name}/${name}`);
    return kind?.isFile() ? [entry.name] : [];
  });
}

/**
 * The name of a source is relative to what was given, a folder's own name included: nothing of this
 * machine's folders leaves it.
 * @param {string[]} paths
 * @returns {{path: string, name: string}[]}
 */
export function findFiles(paths) {
  return paths.flatMap((given) => {
    const kind = statSync(given, { throwIfNoEntry: false });
    if (!kind) throw new Error(`${given}: there is no such file or folder`);
    if (!kind.isDirectory()) return [{ path: given, name: basename(given) }];
    const own = basename(resolve(given));
    // By bytes, as the command sorts.
    const names = filesBelow(given).filter(isPartOfFolder)
      .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    if (names.length === 0) throw new Error(`${given}: the folder is empty`);
    return names.map((name) => ({ path: join(given, name), name: `${own}/${name}` }));
  });
}

/**
 * As the importers take them: read when they are asked for.
 * @param {{path: string, name: string}} found
 * @returns {import("../import/model.js").InputFile & {path: string}}
 */
export function inputFile({ path, name }) {
  /** @type {Uint8Array | undefined} */
  let bytes;
  return { path, name, get bytes() { return (bytes ??= readFileSync(path)); } };
}
