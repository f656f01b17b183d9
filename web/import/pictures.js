/**
 * Pictures: type and pixel size out of their first bytes, place data removed, SVG reduced to what draws.
 * Nothing is decoded here; what a header claims may be a lie, which the browser finds.
 */
import { sha256 } from "@noble/hashes/sha2";
import { bytesToHex } from "@noble/hashes/utils";
import { jpegSegments, viewOf } from "./jpeg.js";
import { LIMITS } from "./limits.js";
import { scrubPlace } from "./place-data.js";
import { cleanSvg } from "./svg.js";
import { latin, startsWith } from "./text.js";

/** @typedef {{type: string, extension: string, width: number, height: number}} Header */

/** @param {Uint8Array} bytes PNG, ISO/IEC 15948 11.2.2 */
function pngSize(bytes) {
  const view = viewOf(bytes);
  return startsWith(bytes, "IHDR", 12) ? [view.getUint32(16), view.getUint32(20)] : undefined;
}

/** @param {Uint8Array} bytes GIF89a, logical screen */
function gifSize(bytes) {
  const view = viewOf(bytes);
  return [view.getUint16(6, true), view.getUint16(8, true)];
}

/** Browsers turn a JPEG as its EXIF orientation says: 5 to 8 swap its sides. @param {Uint8Array} exif the segment */
function isTurned(exif) {
  if (!startsWith(exif, "Exif\0\0") || exif.length < 16) return false;
  const tiff = exif.subarray(6);
  const view = viewOf(tiff);
  const little = tiff[0] === 0x49;
  const ifd = view.getUint32(4, little);
  if (ifd + 2 > tiff.length) return false;
  const count = view.getUint16(ifd, little);
  for (let i = 0; i < count && ifd + 14 + 12 * i <= tiff.length; ++i) {
    const entry = ifd + 2 + 12 * i;
    if (view.getUint16(entry, little) === 0x0112) return view.getUint16(entry + 8, little) >= 5;
  }
  return false;
}

/** @param {Uint8Array} bytes */
function jpegSize(bytes) {
  let turned = false;
  for (const { marker, start, end } of jpegSegments(bytes)) {
    if (marker === 0xe1) turned ||= isTurned(bytes.subarray(start, end));
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (!isFrame || end - start < 5) continue;
    const height = (bytes[start + 1] << 8) | bytes[start + 2];
    const width = (bytes[start + 3] << 8) | bytes[start + 4];
    return turned ? [height, width] : [width, height];
  }
  return undefined;
}

/** @param {Uint8Array} bytes WebP's first chunk (RFC 9649 2.5 to 2.7) */
function webpSize(bytes) {
  const view = viewOf(bytes);
  const kind = latin(bytes, 12, 4);
  if (kind === "VP8X") return [24, 27].map((at) => 1 + bytes[at] + (bytes[at + 1] << 8) + (bytes[at + 2] << 16));
  if (kind === "VP8 ") return [26, 28].map((at) => view.getUint16(at, true) & 0x3fff);
  if (kind !== "VP8L") return undefined;
  const bits = view.getUint32(21, true);
  return [1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff)];
}

/** @param {Uint8Array} bytes an ISO base media file @param {number} from @param {number} to @returns {Generator<{kind: string, start: number, end: number}>} */
function* boxes(bytes, from, to) {
  const view = viewOf(bytes);
  while (from + 8 <= to) {
    const size = view.getUint32(from);
    const end = size === 0 ? to : from + size;
    if ((size !== 0 && size < 8) || end > to) return;
    yield { kind: latin(bytes, from + 4, 4), start: from + 8, end };
    from = end;
  }
}

/**
 * AVIF: the largest of the item properties' sizes (ISO/IEC 23008-12 6.5.3): tiles and thumbnails are smaller
 * than the picture itself. @param {Uint8Array} bytes
 */
function avifSize(bytes) {
  const view = viewOf(bytes);
  let best = [0, 0];
  let turned = false;
  /** @param {number} from @param {number} to */
  const visit = (from, to) => {
    for (const { kind, start, end } of boxes(bytes, from, to)) {
      if (kind === "meta") visit(start + 4, end);
      if (kind === "iprp" || kind === "ipco") visit(start, end);
      if (kind === "irot") turned = (bytes[start] & 1) === 1;
      if (kind !== "ispe" || end - start < 12) continue;
      const size = [view.getUint32(start + 4), view.getUint32(start + 8)];
      if (size[0] * size[1] > best[0] * best[1]) best = size;
    }
  };
  visit(0, bytes.length);
  if (best[0] === 0) return undefined;
  return turned ? [best[1], best[0]] : best;
}

/** Signatures, the extension and media type that go with them, and where the size is. */
const KINDS = [
  { at: 0, signature: "\x89PNG\r\n\x1a\n", extension: "png", type: "image/png", least: 33, size: pngSize },
  { at: 0, signature: "\xff\xd8\xff", extension: "jpg", type: "image/jpeg", least: 20, size: jpegSize },
  { at: 0, signature: "GIF8", extension: "gif", type: "image/gif", least: 13, size: gifSize },
  { at: 8, signature: "WEBP", extension: "webp", type: "image/webp", least: 30, size: webpSize },
  { at: 4, signature: "ftypavif", extension: "avif", type: "image/avif", least: 32, size: avifSize },
  { at: 4, signature: "ftypavis", extension: "avif", type: "image/avif", least: 32, size: avifSize },
];

/** Pictures that browsers do not draw, by signature. */
const FOREIGN = [
  { at: 0, signature: "BM", name: "BMP" }, { at: 0, signature: "II*\0", name: "TIFF" },
  { at: 0, signature: "MM\0*", name: "TIFF" }, { at: 4, signature: "ftyphei", name: "HEIC" },
  { at: 40, signature: " EMF", name: "EMF" }, { at: 0, signature: "\xd7\xcd\xc6\x9a", name: "WMF" },
];

/** @param {Uint8Array} bytes */
const isSvg = (bytes) => /^(\ufeff|ï»¿)?\s*<(\?xml|!--|!DOCTYPE svg|svg)[^]*<svg[\s>]|^(ï»¿)?\s*<svg[\s>]/.test(latin(bytes, 0, 4096));

/** Whether the bytes begin as a picture that is drawn. @param {Uint8Array} bytes */
export const isPicture = (bytes) => KINDS.some(({ at, signature }) => startsWith(bytes, signature, at)) || isSvg(bytes);

/**
 * @param {Uint8Array} bytes
 * @returns {{header: Header, bytes: Uint8Array} | {problem: string, extension: string, type: string}}
 *   the bytes without place data and, of an SVG, without scripts
 */
export function readPicture(bytes) {
  if (bytes.length > LIMITS.pictureBytes) {
    return { problem: `it has ${Math.round(bytes.length / 2 ** 20)} MB`, extension: "bin", type: "application/octet-stream" };
  }
  const kind = KINDS.find(({ at, signature }) => startsWith(bytes, signature, at));
  if (!kind && isSvg(bytes)) {
    const svg = cleanSvg(bytes);
    const { extension, type } = { extension: "svg", type: "image/svg+xml" };
    if ("problem" in svg) return { ...svg, extension, type };
    return { header: { extension, type, width: svg.width, height: svg.height }, bytes: svg.bytes };
  }
  if (!kind) {
    const foreign = FOREIGN.find(({ at, signature }) => startsWith(bytes, signature, at));
    const problem = foreign ? `${foreign.name} is no type that browsers draw: save it as PNG` : "it is no picture, or damaged";
    return { problem, extension: "bin", type: "application/octet-stream" };
  }
  const { extension, type } = kind;
  const [width, height] = (bytes.length >= kind.least && kind.size(bytes)) || [0, 0];
  if (width === 0 || height === 0) return { problem: "it is damaged or was cut off", extension, type };
  if (width * height > LIMITS.picturePixels) {
    return { problem: `it has ${width} × ${height} pixels`, extension, type };
  }
  return { header: { extension, type, width, height }, bytes: scrubPlace(bytes, type) };
}

/** The pictures of one document, each once. */
export class PictureStore {
  /** @type {Map<string, import("./model.js").Picture>} by id */
  #byId = new Map();
  /** @type {import("./model.js").Warning[]} of pictures with a problem */
  warnings = [];

  /** @param {import("./limits.js").Budget} budget */
  constructor(budget) { this.budget = budget; }

  /**
   * @param {Uint8Array} bytes @param {string} alt @param {string} name for messages
   * @returns {import("./model.js").Picture}
   */
  add(bytes, alt, name) {
    const read = readPicture(bytes);
    const kept = "header" in read ? read.bytes : bytes;
    const id = `sha256-${bytesToHex(sha256(kept))}`;
    const known = this.#byId.get(id);
    if (known) return known;
    this.budget.picture();
    const { extension, type, width, height } = "header" in read ? read.header : { ...read, width: 0, height: 0 };
    /** @type {import("./model.js").Picture} */
    const picture = { id, file: `${id}.${extension}`, type, width, height, bytes: kept, alt };
    if ("problem" in read) {
      picture.bytes = new Uint8Array();
      picture.problem = read.problem;
      this.warnings.push({ code: "picture-problem", message: `the picture ${name} cannot be shown: ${read.problem}` });
    }
    this.#byId.set(id, picture);
    return picture;
  }

  /** @returns {import("./model.js").Picture[]} */
  get list() { return [...this.#byId.values()]; }
}
