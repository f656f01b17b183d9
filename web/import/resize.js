/**
 * Pictures larger than a page needs are made smaller when they are imported, so that nobody waits for pixels that
 * no screen shows. How a picture is drawn smaller depends on where this runs: the page has the browser's own means
 * (worker/resize-picture.js), the command a library (command/resize-picture.js).
 */
import { readPicture } from "./pictures.js";
import { sha256 } from "@noble/hashes/sha2";
import { bytesToHex } from "@noble/hashes/utils";
import { latin } from "./text.js";

/** @typedef {import("./model.js").Picture} Picture */
/** @typedef {import("./model.js").ImportedDocument} ImportedDocument */
/** @typedef {{bytes: Uint8Array, type: string, width: number, height: number}} Wanted the picture as it is, the size that it is to have */
/**
 * @typedef {(wanted: Wanted) => Promise<Uint8Array | null>} Resize gives a picture of the size in RESIZED's type; null, or
 *   throws, where it cannot
 */

/** The longest side of a picture, pixels: twice the widest column of text at the usual ratios. */
export const LONGEST_SIDE = 1600;

/** The quality of JPEG and WebP, of 100: no difference is seen in a figure's lines. */
export const QUALITY = 85;

/**
 * The media type that a picture has once it is smaller, by the one that it had. What is not here stays as it is: an SVG
 * has no pixels, a GIF may move, and one that does not is small in bytes. No browser writes AVIF.
 * @type {Record<string, string>}
 */
export const RESIZED = { "image/png": "image/png", "image/jpeg": "image/jpeg", "image/webp": "image/webp", "image/avif": "image/webp" };

const MOST_HEAD = 4096;  // bytes in which a moving picture says that it is one

/** Whether a picture moves, which its smaller one would not: APNG's "acTL", WebP's "ANIM", AVIF's sequence. @param {Uint8Array} bytes */
function moves(bytes) {
  const head = latin(bytes, 0, MOST_HEAD);
  if (head.startsWith("\x89PNG")) return head.slice(0, Math.max(head.indexOf("IDAT"), 0)).includes("acTL");
  return head.slice(8, 12) === "WEBP" ? head.slice(12, 60).includes("ANIM") : head.slice(4, 12) === "ftypavis";
}

/**
 * @param {Picture} picture @param {Resize} resize
 * @returns {Promise<Picture>} the same where it is not too large, or cannot be made smaller
 */
async function smaller(picture, resize) {
  const longest = Math.max(picture.width, picture.height);
  if (picture.problem !== undefined || longest <= LONGEST_SIDE || !(picture.type in RESIZED) || moves(picture.bytes)) return picture;
  const [width, height] = [picture.width, picture.height].map((side) => Math.max(1, Math.round(side * LONGEST_SIDE / longest)));
  const { bytes: from, type } = picture;
  const bytes = await resize({ bytes: from, type, width, height }).catch(() => null);
  const made = bytes && readPicture(bytes);
  // Of a picture that lies about its size the browser tells; what came out wrong is not taken.
  if (!bytes || !made || !("header" in made) || made.header.width !== width || made.header.height !== height) return picture;
  const id = `sha256-${bytesToHex(sha256(bytes))}`;
  return { ...picture, ...made.header, id, file: `${id}.${made.header.extension}`, bytes };
}

/**
 * The document with no picture larger than LONGEST_SIDE, as far as that can be had.
 * @param {ImportedDocument} document @param {Resize} resize
 * @returns {Promise<ImportedDocument>}
 */
export async function withSmallerPictures(document, resize) {
  let { markdown } = document;
  const pictures = [];
  for (const picture of document.pictures) {
    const made = await smaller(picture, resize);
    if (made !== picture) markdown = markdown.replaceAll(picture.file, made.file);
    pictures.push(made);
  }
  return { ...document, markdown, pictures };
}
