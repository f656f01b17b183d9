/** Bytes to text, for formats whose files may come from old programs. */

/** @param {Uint8Array} bytes @param {string} label @param {boolean} [fatal] */
const decode = (bytes, label, fatal = false) => new TextDecoder(label, { fatal }).decode(bytes);

/** @param {Uint8Array} bytes */
export function isUtf8(bytes) {
  try {
    decode(bytes, "utf-8", true);
    return true;
  } catch {
    return false;
  }
}

/**
 * UTF-16 without a byte order mark: text of any alphabet below U+0800 has a small byte at every second place.
 * @param {Uint8Array} bytes @returns {"utf-16le" | "utf-16be" | undefined}
 */
function utf16Of(bytes) {
  const sample = bytes.subarray(0, 4096 & ~1);
  if (sample.length < 4) return undefined;
  const small = [0, 0];
  for (let i = 0; i < sample.length; ++i) if (sample[i] < 8) ++small[i & 1];
  const half = sample.length / 2;
  if (small[1] > half * 0.7 && small[0] < half * 0.3) return "utf-16le";
  if (small[0] > half * 0.7 && small[1] < half * 0.3) return "utf-16be";
  return undefined;
}

/**
 * The text of a file: by its byte order mark, else UTF-8 where that is valid, else UTF-16 where it looks so,
 * else `declared`, else windows-1255, the one that Hebrew Windows wrote.
 * @param {Uint8Array} bytes @param {string} [declared] an encoding's label, taken if there is such an encoding
 * @returns {{text: string, encoding: string, warnings: import("./model.js").Warning[]}}
 */
export function decodeText(bytes, declared) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: decode(bytes, "utf-16le"), encoding: "utf-16le", warnings: [] };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: decode(bytes, "utf-16be"), encoding: "utf-16be", warnings: [] };
  const guess = utf16Of(bytes);
  if (!guess && isUtf8(bytes)) return { text: decode(bytes, "utf-8"), encoding: "utf-8", warnings: [] };
  let encoding = guess ?? "windows-1255";
  if (!guess && declared && !/^utf-?8$/i.test(declared)) {
    try {
      encoding = new TextDecoder(declared).encoding;
    } catch {}  // no such encoding: ours
  }
  const warnings = [{ code: "encoding", message: `the file is not UTF-8; it was read as ${encoding}` }];
  return { text: decode(bytes, encoding), encoding, warnings };
}

/** The first bytes as Latin letters, for signatures. @param {Uint8Array} bytes @param {number} from @param {number} length */
export const latin = (bytes, from, length) => String.fromCharCode(...bytes.subarray(from, from + length));

/** Whether `bytes` have `signature` at `at`. @param {Uint8Array} bytes @param {string} signature */
export const startsWith = (bytes, signature, at = 0) => latin(bytes, at, signature.length) === signature;
