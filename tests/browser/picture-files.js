// Pictures that tests make themselves: each a function of what it is to look like.
import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";
import { PNG } from "pngjs";
import { makeExport, makeReview, paragraph } from "./browser.js";

/** @typedef {{id: string, file: string, width: number, height: number, bytes: number, alt: string, problem?: string}} Picture */
/** @typedef {{picture: Picture, content: Uint8Array}} Made */

/**
 * As the library maker names it. @param {Uint8Array} content @param {string} extension
 * @param {{width: number, height: number, alt?: string}} facts @returns {Made}
 */
export function named(content, extension, { width, height, alt = "" }) {
  const id = `sha256-${createHash("sha256").update(content).digest("hex")}`;
  return { content, picture: { id, file: `pictures/${id}.${extension}`, width, height, bytes: content.length, alt } };
}

/**
 * A PNG whose pixels a function gives. @param {number} width @param {number} height
 * @param {(x: number, y: number) => number[]} colour red, green, blue, alpha
 */
export function pngOf(width, height, colour) {
  const png = new PNG({ width, height });
  for (let y = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x) png.data.set(colour(x, y), (y * width + x) * 4);
  }
  return PNG.sync.write(png, { deflateLevel: 1 });
}

/** Stripes of single pixels, black and white: any scaling makes them grey. @param {number} width @param {number} height @param {string} alt */
export const stripes = (width, height, alt) =>
  named(pngOf(width, height, (x) => (x % 2 ? [255, 255, 255, 255] : [0, 0, 0, 255])), "png", { width, height, alt });

/** A dark disc on nothing. @param {number} side @param {string} alt */
export const disc = (side, alt) =>
  named(pngOf(side, side, (x, y) => [20, 40, 90, Math.hypot(x - side / 2, y - side / 2) < side * 0.4 ? 255 : 0]), "png",
    { width: side, height: side, alt });

/** A field of one colour with a frame. @param {number} width @param {number} height @param {number[]} rgb @param {string} alt */
export const plate = (width, height, rgb, alt) =>
  named(pngOf(width, height, (x, y) => (Math.min(x, y, width - 1 - x, height - 1 - y) < 6 ? [30, 30, 30, 255] : [...rgb, 255])),
    "png", { width, height, alt });

/** @param {string} body @param {number} width @param {number} height @param {string} alt */
export const svg = (body, width, height, alt) => named(new TextEncoder().encode(
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${body}</svg>`),
"svg", { width, height, alt });

/**
 * A GIF of fields of one colour, one a frame, in turn for ever. @param {number} width @param {number} height
 * @param {number[][]} colours of each frame @param {string} alt
 */
export function gif(width, height, colours, alt) {
  const u16 = (/** @type {number} */ value) => [value & 255, value >> 8];
  // Codes of three bits: "clear" before every two pixels, so that they never grow longer.
  const codes = Array.from({ length: Math.ceil((width * height) / 2) }, () => [4, 0, 0]).flat().concat(5);
  const packed = new Uint8Array(Math.ceil((codes.length * 3) / 8));
  codes.forEach((code, i) => {
    const at = i * 3;
    packed[at >> 3] |= (code << (at & 7)) & 255;
    if ((at & 7) > 5) packed[(at >> 3) + 1] |= code >> (8 - (at & 7));
  });
  /** @type {number[]} */
  const blocks = [];
  for (let at = 0; at < packed.length; at += 255) blocks.push(Math.min(255, packed.length - at), ...packed.subarray(at, at + 255));
  const frames = colours.flatMap((rgb) => [0x21, 0xf9, 4, 4, ...u16(10), 0, 0, 0x2c, 0, 0, 0, 0, ...u16(width), ...u16(height), 0x81,
    ...rgb, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, ...blocks, 0]);
  return named(Uint8Array.from([...Buffer.from("GIF89a"), ...u16(width), ...u16(height), 0, 0, 0,
    0x21, 0xff, 11, ...Buffer.from("NETSCAPE2.0"), 3, 1, 0, 0, 0, ...frames, 0x3b]), "gif", { width, height, alt });
}

/** A PNG that says that it is so large, and has nothing. @param {number} width @param {number} height */
export function headOfPng(width, height) {
  const chunk = (/** @type {string} */ type, /** @type {Buffer} */ data) => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const framed = Buffer.alloc(8);
    framed.writeUInt32BE(data.length, 0);
    framed.writeUInt32BE(crc(body), 4);
    return Buffer.concat([framed.subarray(0, 4), body, framed.subarray(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", head),
    chunk("IDAT", deflateSync(Buffer.alloc(1000))), chunk("IEND", Buffer.alloc(0))]);
}

/** CRC-32, ISO 3309. @param {Uint8Array} bytes */
function crc(bytes) {
  let value = ~0;
  for (const byte of bytes) {
    value ^= byte;
    for (let i = 0; i < 8; ++i) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return ~value >>> 0;
}

/** A block that shows the picture. @param {Made} made @param {string} [caption] @param {object} [facts] */
export const figure = ({ picture }, caption = "", facts = {}) => ({
  type: "figure", first_line: 3, last_line: 3, level: 0, ordered: false, picture: picture.id,
  spans: caption ? [{ text: caption }] : [], ...facts,
});

/** A review of a hundred pictures. */
export function hundredPictures() {
  const made = Array.from({ length: 100 }, (_, i) => plate(1360, 760, [40 + i, 240 - 2 * i, 90 + (i * 37) % 150], `תמונה ${i}`));
  const blocks = made.flatMap((one, i) => [paragraph(`פסקה ${i} לפני תמונה.`), figure(one)]);
  return { made, review: makeReview({ id: "many", title: "מאה תמונות", date: "2026-01-29", blocks }) };
}

/** @param {object[]} reviews @param {Made[]} made */
export const exportOf = (reviews, made) => ({ ...makeExport(reviews), version: 2, pictures: made.map(({ picture }) => picture) });
