// The documents that paths stand for, as `skira export` finds them: a file for itself, a folder for the
// .txt and .md files in it and below, sorted.
import { readdirSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { isFolderDocument } from "../document-names.js";

/** @param {string} folder @returns {string[]} paths below it, "/" between folders */
function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
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
export function findDocuments(paths) {
  return paths.flatMap((given) => {
    const kind = statSync(given, { throwIfNoEntry: false });
    if (!kind) throw new Error(`${given}: there is no such file or folder`);
    if (!kind.isDirectory()) return [{ path: given, name: basename(given) }];
    const own = basename(resolve(given));
    // By bytes, as the command sorts.
    const names = filesBelow(given).filter(isFolderDocument)
      .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    if (names.length === 0) throw new Error(`${given}: the folder holds no document (.txt or .md)`);
    return names.map((name) => ({ path: join(given, name), name: `${own}/${name}` }));
  });
}
