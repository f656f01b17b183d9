// Bytes as text of a script element: seven bits a character, 8/7 of their size in UTF-8, where base64
// has 4/3. The four characters that HTML's parser or a mail gateway would change stand for themselves in
// the upper bits of a two-byte character, whose lower seven are those that follow.

const UNFIT = [0, 10, 13, 60];  // NUL, the ends of lines, "<"
const FIRST = 0x100;            // of the two-byte characters

/** @param {Uint8Array} bytes */
export function toSevenBits(bytes) {
  const text = new Uint8Array(2 * bytes.length + 4);
  let length = 0, held = 0, bits = 0, escaped = -1;
  const put = (/** @type {number} */ group) => {
    if (escaped >= 0) {
      const code = FIRST + (escaped << 7) + group;
      text[length++] = 0xc0 | code >> 6;  // in UTF-8
      text[length++] = 0x80 | code & 63;
      escaped = -1;
      return;
    }
    escaped = UNFIT.indexOf(group);
    if (escaped < 0) text[length++] = group;
  };
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 7; held &= (1 << bits) - 1) {
      bits -= 7;
      put((held >> bits) & 127);
    }
  }
  if (bits > 0) put((held << (7 - bits)) & 127);
  if (escaped >= 0) put(0);
  return new TextDecoder().decode(text.subarray(0, length));
}

/** @param {string} text @param {number} size of the bytes @returns {Uint8Array<ArrayBuffer>} */
export function fromSevenBits(text, size) {
  const bytes = new Uint8Array(size);
  let at = 0, held = 0, bits = 0;
  const take = (/** @type {number} */ group) => {
    held = ((held << 7) | group) & 0x7fff;
    bits += 7;
    if (bits < 8) return;
    bits -= 8;
    bytes[at++] = held >> bits;
  };
  for (let i = 0; i < text.length; ++i) {
    const code = text.charCodeAt(i);
    if (code < 128) {
      take(code);
    } else {
      take(UNFIT[(code - FIRST) >> 7]);
      take(code & 127);
    }
  }
  return bytes;
}
