/**
 * Raw deflate streams (RFC 1951), unpacked: here, in pages, by fflate. Node's own unpacks in a fifth of the time
 * (inflate-node.js); the "imports" of package.json choose between the two under the name "#inflate".
 */
import { Inflate } from "fflate";

/** Packed bytes at a time, so that what is larger than it says is noticed after at most 64 MB. */
const PIECE = 2 ** 16;

/**
 * @param {Uint8Array} data the packed bytes
 * @param {number} size the bytes that they are said to be
 * @returns {Uint8Array | undefined} undefined where they are more
 * @throws where this is no such stream
 */
export function inflate(data, size) {
  const bytes = new Uint8Array(size);
  let filled = 0;
  const stream = new Inflate((piece) => {
    if (filled + piece.length <= size) bytes.set(piece, filled);
    filled += piece.length;
  });
  for (let at = 0; filled <= size && (at < data.length || at === 0); at += PIECE) {
    stream.push(data.subarray(at, at + PIECE), at + PIECE >= data.length);
  }
  return filled > size ? undefined : bytes.subarray(0, filled);
}
