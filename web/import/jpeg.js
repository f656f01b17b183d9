// The segments of a JPEG (ITU-T T.81, annex B): where its size and what cameras say of it are.

/** @param {Uint8Array} bytes */
export const viewOf = (bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/**
 * The segments of a JPEG up to its first scan (ITU T.81 B.1.1.4).
 * @param {Uint8Array} bytes
 * @returns {Generator<{marker: number, start: number, end: number}>} of each segment's payload
 */
export function* jpegSegments(bytes) {
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1];
    if (marker === 0xff) {  // a fill byte
      ++at;
      continue;
    }
    if (marker === 0xda || marker === 0xd9) return;
    const size = (bytes[at + 2] << 8) | bytes[at + 3];
    if (size < 2 || at + 2 + size > bytes.length) return;
    yield { marker, start: at + 4, end: at + 2 + size };
    at += 2 + size;
  }
}
