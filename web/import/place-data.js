/**
 * Removes what tells where a picture was taken: EXIF's GPS directory (CIPA DC-008 4.6.3) and XMP packets that
 * hold coordinates. The rest stays (orientation, colour profile). What is removed is overwritten in place, so
 * no offset inside the file moves.
 */
import { jpegSegments, viewOf } from "./jpeg.js";
import { latin, startsWith } from "./text.js";
import { crc32 } from "./zip.js";

const GPS_DIRECTORY = 0x8825;
/** Bytes of one value by TIFF's type number. */
const TYPE_BYTES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];

/**
 * Overwrites the directory, the values that it points to and the entry that leads to it.
 * @param {Uint8Array} tiff changed in place
 * @returns {boolean} false where the structure is damaged, so that nobody can say what is left in it
 */
function scrubTiff(tiff) {
  const view = viewOf(tiff);
  const little = startsWith(tiff, "II*\0");
  if (tiff.length < 8 || (!little && !startsWith(tiff, "MM\0*"))) return false;
  const u16 = (/** @type {number} */ at) => view.getUint16(at, little);
  const u32 = (/** @type {number} */ at) => view.getUint32(at, little);
  /** @param {number} at @returns {number} the end of the directory's entries, 0 where it is not inside */
  const directoryEnd = (at) => {
    if (at < 8 || at + 2 > tiff.length) return 0;
    const end = at + 2 + 12 * u16(at);
    return end <= tiff.length ? end : 0;
  };
  const first = u32(4);
  const end = directoryEnd(first);
  if (end === 0) return false;
  for (let entry = first + 2; entry < end; entry += 12) {
    if (u16(entry) !== GPS_DIRECTORY) continue;
    const gps = u32(entry + 8);
    const gpsEnd = directoryEnd(gps);
    if (gpsEnd === 0) return false;
    for (let value = gps + 2; value < gpsEnd; value += 12) {
      const size = (TYPE_BYTES[u16(value + 2)] ?? 1) * u32(value + 4);
      if (size > 4) tiff.fill(0, u32(value + 8), Math.min(tiff.length, u32(value + 8) + size));
    }
    tiff.fill(0, gps, gpsEnd);
    // The entries after it move up, with the four bytes that lead to the next directory.
    tiff.copyWithin(entry, entry + 12, Math.min(tiff.length, end + 4));
    view.setUint16(first, u16(first) - 1, little);
    return true;
  }
  return true;
}

/** @param {Uint8Array} tiff @param {number} offset of TIFF's header inside */
function scrubOrErase(tiff, offset = 0) {
  try {
    if (scrubTiff(tiff.subarray(offset))) return;
  } catch {}  // an offset beyond the end
  tiff.fill(0, offset);
}

/** @param {Uint8Array} packet */
function scrubXmp(packet) {
  if (/GPS|geo:|Location/i.test(new TextDecoder("latin1").decode(packet))) packet.fill(0x20);
}

/** @param {Uint8Array} bytes */
function scrubJpeg(bytes) {
  const XMP = "http://ns.adobe.com/xap/1.0/\0";
  for (const { marker, start, end } of jpegSegments(bytes)) {
    if (marker !== 0xe1) continue;
    const segment = bytes.subarray(start, end);
    if (startsWith(segment, "Exif\0\0")) scrubOrErase(segment, 6);
    else if (startsWith(segment, "http://ns.adobe.com/x")) scrubXmp(segment.subarray(startsWith(segment, XMP) ? XMP.length : 0));
  }
}

/** @param {Uint8Array} bytes */
function scrubPng(bytes) {
  const view = viewOf(bytes);
  for (let at = 8; at + 12 <= bytes.length;) {
    const size = view.getUint32(at);
    const end = at + 8 + size;
    if (end + 4 > bytes.length) return;
    const data = bytes.subarray(at + 8, end);
    const kind = latin(bytes, at + 4, 4);
    if (kind === "eXIf") scrubOrErase(data);
    else if (kind === "iTXt" && startsWith(data, "XML:com.adobe.xmp\0")) scrubXmp(data.subarray(22));
    if (kind === "eXIf" || kind === "iTXt") view.setUint32(end, crc32(bytes.subarray(at + 4, end)));
    at = end + 4;
  }
}

/** @param {Uint8Array} bytes */
function scrubWebp(bytes) {
  const view = viewOf(bytes);
  for (let at = 12; at + 8 <= bytes.length;) {
    const size = view.getUint32(at + 4, true);
    const data = bytes.subarray(at + 8, Math.min(bytes.length, at + 8 + size));
    const kind = latin(bytes, at, 4);
    if (kind === "EXIF") scrubOrErase(data, startsWith(data, "Exif\0\0") ? 6 : 0);
    else if (kind === "XMP ") scrubXmp(data);
    at += 8 + size + (size & 1);
  }
}

const SCRUBBERS = new Map([["image/jpeg", scrubJpeg], ["image/png", scrubPng], ["image/webp", scrubWebp]]);

/**
 * @param {Uint8Array} bytes not changed @param {string} type media type
 * @returns {Uint8Array} a copy where something may have been removed, else the same
 */
export function scrubPlace(bytes, type) {
  const scrub = SCRUBBERS.get(type);
  if (!scrub) return bytes;
  const copy = bytes.slice();
  scrub(copy);
  return copy;
}
