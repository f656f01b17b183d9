// A picture of few colors as PNG (RFC 2083): a palette where it fits, which is a quarter of the bytes.
import { pngChunk } from "../import/png-chunk.js";

/**
 * @param {Uint8Array} pixels RGBA, opaque @param {number} width @param {number} height
 * @param {(bytes: Uint8Array) => Uint8Array} deflate in zlib's format
 */
export function encodePng(pixels, width, height, deflate) {
  const colors = new Uint32Array(pixels.buffer, pixels.byteOffset, width * height);
  /** @type {Map<number, number>} */
  const palette = new Map();
  const rows = new Uint8Array((width + 1) * height);
  let last = -1, lastIndex = 0;
  for (let y = 0, at = 0; y < height; ++y) {
    const row = y * (width + 1) + 1;
    for (let x = 0; x < width; ++x, ++at) {
      if (colors[at] !== last) {
        last = colors[at];
        let index = palette.get(last);
        // Past what a palette holds, the nearest of it: blends of the same few inks.
        if (index === undefined) palette.set(last, index = palette.size < 256 ? palette.size : nearest(palette, last));
        lastIndex = index;
      }
      rows[row + x] = lastIndex;
    }
  }
  const head = new Uint8Array(13);
  const view = new DataView(head.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  head.set([8, 3], 8);  // eight bits, a palette
  const table = new Uint8Array(3 * Math.min(palette.size, 256));
  for (const [color, index] of [...palette].reverse()) table.set([color & 255, color >> 8 & 255, color >> 16 & 255], 3 * index);
  const pieces = [Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10), pngChunk("IHDR", head), pngChunk("PLTE", table),
    pngChunk("IDAT", deflate(rows)), pngChunk("IEND", new Uint8Array())];
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** @param {Map<number, number>} palette @param {number} color */
function nearest(palette, color) {
  const distance = (/** @type {number} */ other) => [0, 8, 16].reduce((sum, shift) => sum + Math.abs((color >> shift & 255) - (other >> shift & 255)), 0);
  let best = 0, least = Infinity;
  for (const [other, index] of palette) {
    const far = distance(other);
    if (far < least) [best, least] = [index, far];
  }
  return best;
}
