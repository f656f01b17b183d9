// The first frame of a moving GIF, for whoever wants less motion: the bytes up to its end, and the file's end
// (GIF89a, sections 18 to 27). Nothing is decoded.
const EXTENSION = 0x21, IMAGE = 0x2c, TRAILER = 0x3b;

/** Behind a table of colours, whose size is in `flags`. @param {number} flags */
const tableSize = (flags) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);

/** Behind a row of sub-blocks. @param {Uint8Array} bytes @param {number} at */
function afterBlocks(bytes, at) {
  while (at < bytes.length && bytes[at] !== 0) at += bytes[at] + 1;
  return at + 1;
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes of a GIF
 * @returns {Uint8Array<ArrayBuffer>} a GIF of its first frame; the same bytes where that cannot be found
 */
export function firstFrame(bytes) {
  let at = 13 + tableSize(bytes[10]);
  while (at < bytes.length) {
    if (bytes[at] === EXTENSION) {
      at = afterBlocks(bytes, at + 2);
    } else if (bytes[at] === IMAGE) {
      const end = afterBlocks(bytes, at + 11 + tableSize(bytes[at + 9]));
      if (end >= bytes.length) return bytes;
      const still = bytes.slice(0, end + 1);
      still[end] = TRAILER;
      return still;
    } else {
      return bytes;
    }
  }
  return bytes;
}
