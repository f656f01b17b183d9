/** Where the pictures of a document that names them by address come from: beside it, inside it, or elsewhere. */
import { PictureStore } from "./pictures.js";

/** @typedef {import("./blocks.js").Inline} Inline */
/** @typedef {import("./model.js").Picture} Picture */

/** A picture lower than this many pixels is part of its line. */
const TALLEST_INLINE = 48;

/** @param {string} address a data: address (RFC 2397) @returns {Uint8Array | undefined} */
function dataBytes(address) {
  const match = /^data:[^,]*?(;base64)?,([^]*)$/i.exec(address);
  if (!match) return undefined;
  try {
    const text = match[1] ? atob(decodeURIComponent(match[2]).replace(/\s/g, "")) : decodeURIComponent(match[2]);
    return Uint8Array.from(match[1] ? text : unescape(encodeURIComponent(text)), (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** @param {string} address */
export const isElsewhere = (address) => /^(https?:)?\/\//i.test(address);

export class PictureSource {
  /** @type {import("./model.js").Warning[]} */
  warnings = [];

  /**
   * @param {string} name the document's path
   * @param {import("./siblings.js").Siblings} siblings
   * @param {import("./limits.js").Budget} budget
   */
  constructor(name, siblings, budget) {
    this.name = name;
    this.siblings = siblings;
    this.store = new PictureStore(budget);
  }

  /** @param {string} code @param {string} message @param {number} [line] */
  warn(code, message, line) {
    if (this.warnings.some((known) => known.message === message)) return;
    this.warnings.push(line === undefined ? { code, message } : { code, message, line });
  }

  /** @param {Uint8Array} bytes @param {string} alt @param {string} name @returns {Picture} */
  add(bytes, alt, name) { return this.store.add(bytes, alt, name); }

  /**
   * @param {string} address as printed @param {string} alt @param {number} [line] for warnings
   * @returns {Picture | undefined} undefined where it is not with the document, which is then warned of
   */
  find(address, alt, line) {
    if (/^data:/i.test(address)) {
      const bytes = dataBytes(address);
      if (bytes) return this.add(bytes, alt, "inside the document");
      this.warn("picture-problem", "a picture inside the document is damaged", line);
      return undefined;
    }
    if (isElsewhere(address)) {
      const taken = this.store.budget.remote.take(address);
      if ("bytes" in taken) return this.add(taken.bytes, alt, address);
      this.warn(taken.code, taken.message, line);
      return undefined;
    }
    const file = this.siblings.find(this.name, address);
    if (file) return this.add(file.bytes, alt, file.name);
    this.warn("picture-missing", `the picture ${address.slice(0, 200)} did not come with the document`, line);
    return undefined;
  }

  /** @param {string} address @param {string} alt @returns {Inline[]} the picture, or what stands in its place */
  inlines(address, alt) {
    const picture = this.find(address, alt);
    if (picture) return [{ type: "picture", file: picture.file, alt, block: picture.height > TALLEST_INLINE || picture.problem !== undefined }];
    if (isElsewhere(address)) {
      const link = address.startsWith("//") ? `https:${address}` : address;
      return [{ type: "text", text: alt.trim() || link, marks: { link } }];
    }
    return alt.trim() ? [{ type: "text", text: alt, marks: {} }] : [];
  }

  /** @returns {{pictures: Picture[], warnings: import("./model.js").Warning[]}} of all that was asked for */
  result() { return { pictures: this.store.list, warnings: [...this.warnings, ...this.store.warnings] }; }
}
