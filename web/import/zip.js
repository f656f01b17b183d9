/**
 * Reads .zip archives (APPNOTE.TXT): the list of entries first, each inflated when it is asked for. fflate
 * inflates; the directory is read here because its own reader inflates by the sizes that the archive claims.
 *
 *     local header, data … │ central directory: one record an entry │ end record
 */
import { inflate } from "#inflate";
import { Budget, LIMITS } from "./limits.js";
import { ImportError } from "./model.js";
import { isUtf8 } from "./text.js";

/** @typedef {{name: string, method: number, flags: number, crc: number, packed: number, size: number, offset: number}} Entry */

const END = 0x06054b50;
const END_64 = 0x06064b50;
const END_64_LOCATOR = 0x07064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const ENCRYPTED = 1;
const UTF8_NAME = 0x800;
/** Most bytes that one byte of a deflate stream can stand for (RFC 1951: 258 by two bits). */
const DEFLATE_RATIO = 1032;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; ++bit) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n;
});

/** CRC-32 (ISO 3309), as zip and PNG have it. @param {Uint8Array} bytes */
export function crc32(bytes) {
  let crc = -1;
  for (let i = 0; i < bytes.length; ++i) crc = (crc >>> 8) ^ CRC_TABLE[(crc ^ bytes[i]) & 255];
  return ~crc >>> 0;
}

/** @param {string} reason */
const damaged = (reason) => new ImportError("damaged", `the archive is damaged or was cut off: ${reason}`);

/**
 * Names without UTF-8's flag: UTF-8 all the same where it is valid (macOS), else the code page that Windows
 * in Israel had (862: Hebrew letters from 0x80 on). @param {Uint8Array} bytes @param {boolean} utf8
 */
function nameOf(bytes, utf8) {
  if (utf8 || isUtf8(bytes)) return new TextDecoder().decode(bytes);
  return Array.from(bytes, (byte) =>
    byte < 0x80 ? String.fromCharCode(byte) : byte <= 0x9a ? String.fromCharCode(0x5d0 + byte - 0x80) : "_").join("");
}

/** Parts "." and ".." and roots mean nothing in an archive. @param {string} path */
const cleanPath = (path) =>
  path.replaceAll("\\", "/").split("/").filter((part) => part && part !== "." && part !== "..").join("/");

/** @param {DataView} view @returns {{count: number, offset: number}} of the central directory */
function directoryOf(view) {
  const lowest = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let at = view.byteLength - 22; at >= lowest; --at) {
    if (view.getUint32(at, true) !== END) continue;
    const count = view.getUint16(at + 10, true);
    const offset = view.getUint32(at + 16, true);
    if (count !== 0xffff && offset !== 0xffffffff) return { count, offset };
    if (at < 20 || view.getUint32(at - 20, true) !== END_64_LOCATOR) return { count, offset };
    const end = Number(view.getBigUint64(at - 12, true));
    if (end + 56 > view.byteLength || view.getUint32(end, true) !== END_64) throw damaged("no end record");
    return { count: Number(view.getBigUint64(end + 32, true)), offset: Number(view.getBigUint64(end + 48, true)) };
  }
  throw damaged("no end record");
}

/** Sizes beyond 32 bits (4.5.3). @param {DataView} view @param {number} at @param {number} end @param {Entry} entry */
function readZip64(view, at, end, entry) {
  while (at + 4 <= end) {
    const size = view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === 1) {
      let field = at + 4;
      for (const key of /** @type {const} */ (["size", "packed", "offset"])) {
        if (entry[key] !== 0xffffffff || field + 8 > at + 4 + size || field + 8 > end) continue;
        entry[key] = Number(view.getBigUint64(field, true));
        field += 8;
      }
      return;
    }
    at += 4 + size;
  }
}

export class Archive {
  /**
   * @param {Uint8Array} bytes kept, not copied
   * @param {Budget} budget
   * @throws {ImportError} where it is damaged or has too many entries
   */
  constructor(bytes, budget = new Budget()) {
    this.bytes = bytes;
    this.budget = budget;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    /** @type {Map<string, Entry>} files by path; folders are left out, of two with one path the last counts */
    this.entries = new Map();
    const { count, offset } = directoryOf(this.view);
    if (count > LIMITS.entries) throw new ImportError("too-many-entries", `the archive has more than ${LIMITS.entries} files`);
    let at = offset;
    for (let i = 0; i < count; ++i) at = this.#readEntry(at);
  }

  /** @param {number} at @returns {number} the next record's */
  #readEntry(at) {
    const view = this.view;
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== CENTRAL) throw damaged("its list of files is incomplete");
    const [nameSize, extraSize, commentSize] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    const extra = at + 46 + nameSize;
    const next = extra + extraSize + commentSize;
    if (next > view.byteLength) throw damaged("its list of files is incomplete");
    const flags = view.getUint16(at + 8, true);
    const printed = nameOf(this.bytes.subarray(at + 46, extra), (flags & UTF8_NAME) !== 0);
    const entry = {
      name: cleanPath(printed), flags, method: view.getUint16(at + 10, true), crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true), size: view.getUint32(at + 24, true), offset: view.getUint32(at + 42, true),
    };
    readZip64(view, extra, extra + extraSize, entry);
    if (entry.name && !/[\\/]$/.test(printed)) this.entries.set(entry.name, entry);
    return next;
  }

  /** @param {string} name */
  has(name) { return this.entries.has(name); }

  /**
   * @param {string} name
   * @returns {Uint8Array | undefined} undefined where there is no such entry
   * @throws {ImportError} encrypted, damaged, too large
   */
  read(name) {
    const entry = this.entries.get(name);
    if (!entry) return undefined;
    if (entry.flags & ENCRYPTED) throw new ImportError("encrypted", `"${name}" is encrypted: save it without a password`);
    if (entry.size > LIMITS.entryBytes) throw new ImportError("too-large", `"${name}" unpacks to ${Math.round(entry.size / 2 ** 20)} MB`);
    const view = this.view;
    if (entry.offset + 30 > view.byteLength || view.getUint32(entry.offset, true) !== LOCAL) throw damaged(`"${name}" is not there`);
    const start = entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
    if (start + entry.packed > view.byteLength) throw damaged(`"${name}" is incomplete`);
    const data = this.bytes.subarray(start, start + entry.packed);
    const bytes = this.#unpack(entry, data);
    if (bytes.length !== entry.size || crc32(bytes) !== entry.crc) throw damaged(`"${name}" does not match its checksum`);
    return bytes;
  }

  /** @param {Entry} entry @param {Uint8Array} data */
  #unpack(entry, data) {
    if (entry.method === 0) {
      this.budget.inflate(data.length);
      return data;
    }
    if (entry.method !== 8) throw new ImportError("compression", `"${entry.name}" is packed in a way (${entry.method}) that is not read: make the archive again as a plain .zip`);
    // No stream of that many bytes gives so many: room is made only for what can be true.
    if (entry.size > data.length * DEFLATE_RATIO) throw damaged(`"${entry.name}" is smaller than it says`);
    this.budget.inflate(entry.size);
    let bytes;
    try {
      bytes = inflate(data, entry.size);
    } catch {
      throw damaged(`"${entry.name}" cannot be unpacked`);
    }
    if (!bytes) throw damaged(`"${entry.name}" is larger than it says`);
    return bytes;
  }
}
