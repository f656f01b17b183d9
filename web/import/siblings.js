/** The files that came with a document: its pictures are found by relative path, else by name. */

/** @typedef {import("./model.js").InputFile} InputFile */

/** @param {string} path */
export const folderOf = (path) => path.slice(0, path.lastIndexOf("/") + 1);

/** @param {string} path */
export const baseName = (path) => path.slice(path.lastIndexOf("/") + 1);

/** @param {string} folder "" or with "/" at its end @param {string} target @returns {string} */
export function joinPath(folder, target) {
  const parts = target.startsWith("/") ? [] : folder.split("/").filter(Boolean);
  for (const part of target.split("/")) {
    if (part === "..") parts.pop();
    else if (part && part !== ".") parts.push(part);
  }
  return parts.join("/");
}

/** Percent escapes as their letters; as printed where they are none (RFC 3986 2.1). @param {string} address */
export function unescaped(address) {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

/** @param {string} target an address as documents print it @returns {string} its path */
const pathOf = (target) => unescaped(target.replace(/[?#].*$/, "").replaceAll("\\", "/"));

export class Siblings {
  /** @type {Map<string, InputFile>} */
  #byPath = new Map();
  /** @type {Map<string, InputFile[]>} */
  #byName = new Map();
  /** Paths of the files that documents asked for. @type {Set<string>} */
  used = new Set();

  /** @param {Iterable<InputFile>} files their `bytes` are read only when they are asked for */
  constructor(files) {
    for (const file of files) {
      this.#byPath.set(file.name.normalize("NFC"), file);
      const name = baseName(file.name).normalize("NFC").toLowerCase();
      const same = this.#byName.get(name);
      if (same) same.push(file);
      else this.#byName.set(name, [file]);
    }
  }

  /**
   * @param {string} from path of the document @param {string} target as it is printed there
   * @returns {InputFile | undefined} at the relative path; else the only one of that name
   */
  find(from, target) {
    const path = pathOf(target).normalize("NFC");
    const folder = folderOf(from.normalize("NFC"));
    const named = this.#byName.get(baseName(path).toLowerCase()) ?? [];
    const found = this.#byPath.get(joinPath(folder, path)) ?? this.#byPath.get(joinPath("", path)) ?? (named.length === 1 ? named[0] : undefined);
    if (found) this.used.add(found.name);
    return found;
  }
}
