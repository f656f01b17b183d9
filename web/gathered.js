// All that a stream brings, counted while it comes: what is inflated may be any size.

/** More came than was allowed. */
export class TooLarge extends Error {}

/**
 * @param {ReadableStream<Uint8Array<ArrayBuffer>>} stream @param {number} limit bytes
 * @returns {Promise<Uint8Array<ArrayBuffer>>} @throws {TooLarge}
 */
export async function gathered(stream, limit) {
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const pieces = [];
  let size = 0;
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.length;
    if (size > limit) {
      reader.cancel().catch(() => {});
      throw new TooLarge(`more than ${limit / 2 ** 20} MB`);
    }
    pieces.push(next.value);
  }
  if (pieces.length === 1) return pieces[0];
  const all = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
