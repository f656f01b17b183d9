// skira export: a library as one file of JSON, with its pictures beside it.
import { dirname, join } from "node:path";
import { BadInput } from "./library.js";
import { linkTarget, reasonOf, writeWhole } from "./output.js";
import { pictureWeights } from "./picture-weights.js";

export { BadInput, exportOf } from "./library.js";

/** @param {string} folder @param {Map<string, Uint8Array>} files */
export function writeFiles(folder, files) {
  for (const [name, bytes] of files) writeWhole(join(folder, name), bytes);
}

/**
 * The export comes last, and whole.
 * @param {import("./library.js").Made} made @param {string} file
 */
export function writeExport({ json, pictures, extras }, file) {
  const folder = dirname(linkTarget(file));
  try {
    writeFiles(folder, pictures);
    writeFiles(folder, extras);
    writeWhole(file, json);
  } catch (error) {
    throw new BadInput(`${file}: cannot be written: ${reasonOf(error)}`);
  }
}

/** @param {{json: Uint8Array}} made @param {(line: string) => void} tell is told what each review's pictures weigh */
export function tellWeights({ json }, tell) {
  for (const line of pictureWeights(JSON.parse(new TextDecoder().decode(json)))) tell(line);
}
