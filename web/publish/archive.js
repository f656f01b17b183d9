// Files in a .zip: the same bytes for the same files.
import { zipSync } from "fflate";

// What is compressed already.
const PACKED = /\.(?:gz|png|jpe?g|webp|gif|avif|zip|epub)$/i;
const EPOCH = new Date(1980, 0, 1);  // the earliest day that the format has, in the zone of whoever writes: always the same bytes

/**
 * @param {Iterable<[string, Uint8Array]>} files @param {string} [folder] that they are in
 * @param {(name: string) => boolean} [stored] which are not compressed, besides those that are already
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function zipOf(files, folder = "", stored = () => false) {
  /** @type {import("fflate").Zippable} */
  const all = {};
  for (const [name, bytes] of files) {
    all[folder ? `${folder}/${name}` : name] = [bytes, { level: PACKED.test(name) || stored(name) ? 0 : 6, mtime: EPOCH }];
  }
  return new Uint8Array(zipSync(all));
}
