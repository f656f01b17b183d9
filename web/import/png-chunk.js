// A chunk of a PNG (ISO/IEC 15948, 5.3): its length, its type, its bytes, their checksum.
import { crc32 } from "./zip.js";

/** @param {string} type four letters @param {Uint8Array} data */
export function pngChunk(type, data) {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}
