/** Pixels as PNG (ISO/IEC 15948), for pictures that a PDF holds as raw samples. */
import { zlibSync } from "fflate";
import { pngChunk } from "./png-chunk.js";

/**
 * @param {number} width pixels @param {number} height pixels
 * @param {Uint8Array | Uint8ClampedArray} samples rows from the top, 8 bits a sample
 * @param {3 | 4} channels RGB or RGBA
 * @returns {Uint8Array}
 */
export function encodePng(width, height, samples, channels) {
  const stride = width * channels;
  const raw = new Uint8Array((stride + 1) * height);
  for (let y = 0; y < height; ++y) raw.set(samples.subarray(y * stride, (y + 1) * stride), y * (stride + 1) + 1);
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, channels === 4 ? 6 : 2, 0, 0, 0], 8);
  const parts = [new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), pngChunk("IHDR", header), pngChunk("IDAT", zlibSync(raw, { level: 6 })), pngChunk("IEND", new Uint8Array())];
  const out = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
