import assert from "node:assert/strict";
import { test } from "node:test";
import { readPicture } from "../../web/import/pictures.js";
import { crc32 } from "../../web/import/zip.js";
import { png } from "./writers.js";

/** @param {...(string | number[] | Uint8Array)} parts */
const bytes = (...parts) => Uint8Array.from(parts.flatMap((part) => (typeof part === "string" ? [...part].map((letter) => letter.charCodeAt(0)) : [...part])));
const u16 = (/** @type {number} */ n) => [n >> 8, n & 255];
const u32 = (/** @type {number} */ n) => [...u16(n >>> 16), ...u16(n & 0xffff)];
const le16 = (/** @type {number} */ n) => [n & 255, n >> 8];
const le32 = (/** @type {number} */ n) => [...le16(n & 0xffff), ...le16(n >>> 16)];

/** @param {Uint8Array} picture @returns {unknown} type and size, or the problem */
function seen(picture) {
  const read = readPicture(picture);
  return "header" in read ? [read.header.type, read.header.width, read.header.height] : read.problem;
}

const frame = (/** @type {number} */ w, /** @type {number} */ h) => bytes([0xff, 0xc2], u16(17), [8], u16(h), u16(w), [3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]);
/** @param {...Uint8Array} segments */
const jpeg = (...segments) => bytes([0xff, 0xd8], ...segments, [0xff, 0xda, 0, 2, 1, 2, 3, 0xff, 0xd9]);

/** TIFF, big-endian: orientation, a GPS directory with one value outside of its entry, a copyright after it. @param {number} orientation */
function tiff(orientation) {
  const entry = (/** @type {number} */ tag, /** @type {number} */ type, /** @type {number} */ count, /** @type {number[]} */ value) => bytes(u16(tag), u16(type), u32(count), value);
  const first = bytes(u16(3), entry(0x0112, 3, 1, [...u16(orientation), 0, 0]), entry(0x8825, 4, 1, u32(50)), entry(0x9003, 2, 4, [65, 66, 67, 0]), u32(0));
  const gps = bytes(u16(2), entry(1, 2, 2, [78, 0, 0, 0]), entry(2, 5, 3, u32(80)), u32(0));
  return bytes("MM\0*", u32(8), first, gps, u32(32), u32(1), u32(5), u32(1), u32(777), u32(10));
}
const exif = (/** @type {Uint8Array} */ body) => bytes([0xff, 0xe1], u16(body.length + 8), "Exif\0\0", body);

const box = (/** @type {string} */ kind, /** @type {...(Uint8Array | number[])} */ ...parts) => {
  const inner = bytes(...parts);
  return bytes(u32(inner.length + 8), kind, inner);
};
const ispe = (/** @type {number} */ w, /** @type {number} */ h) => box("ispe", [0, 0, 0, 0], u32(w), u32(h));

/** @type {[string, Uint8Array, unknown][]} */
const SIZES = [
  ["PNG", png(300, 7), ["image/png", 300, 7]],
  ["GIF", bytes("GIF89a", le16(20), le16(10), [0, 0, 0, 0x3b]), ["image/gif", 20, 10]],
  ["JPEG", jpeg(bytes([0xff, 0xe0], u16(4), [0, 0]), frame(640, 480)), ["image/jpeg", 640, 480]],
  ["JPEG that EXIF turns", jpeg(exif(tiff(6)), frame(640, 480)), ["image/jpeg", 480, 640]],
  ["lossy WebP", bytes("RIFF", le32(40), "WEBPVP8 ", le32(10), [0, 0, 0, 0x9d, 1, 0x2a], le16(55), le16(44), [0, 0, 0, 0]), ["image/webp", 55, 44]],
  ["lossless WebP", bytes("RIFF", le32(40), "WEBPVP8L", le32(10), [0x2f], le32(99 | (49 << 14)), [0, 0, 0, 0, 0, 0]), ["image/webp", 100, 50]],
  ["extended WebP", bytes("RIFF", le32(40), "WEBPVP8X", le32(10), [0, 0, 0, 0], [0x2b, 1, 0], [0xc7, 0, 0], [0, 0]), ["image/webp", 300, 200]],
  ["AVIF: the picture, not its thumbnail", bytes(box("ftyp", bytes("avif"), u32(0), bytes("mif1")), box("meta", [0, 0, 0, 0], box("iprp", box("ipco", ispe(64, 48), ispe(1024, 768))))), ["image/avif", 1024, 768]],
  ["SVG by its lengths", bytes('<svg xmlns="http://www.w3.org/2000/svg" width="2in" height="96"/>'), ["image/svg+xml", 192, 96]],
  ["SVG by its box", bytes('<?xml version="1.0"?><!-- x --><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30" width="100%"/>'), ["image/svg+xml", 40, 30]],
  ["a cut JPEG", jpeg().subarray(0, 12), "it is damaged or was cut off"],
  ["a cut PNG", png(9, 9).subarray(0, 20), "it is damaged or was cut off"],
  ["100 megapixels and more", (() => { const big = png(1, 1); new DataView(big.buffer).setUint32(16, 20000); new DataView(big.buffer).setUint32(20, 6000); return big; })(), "it has 20000 × 6000 pixels"],
  ["TIFF", bytes("II*\0", [0, 0, 0, 0]), "TIFF is no type that browsers draw: save it as PNG"],
  ["text", bytes("hello"), "it is no picture, or damaged"],
];
for (const [what, picture, expected] of SIZES) test(`the size is in the header: ${what}`, () => assert.deepEqual(seen(picture), expected));

test("where a picture was taken is removed: directory, values and entry; the rest stays", () => {
  const read = readPicture(jpeg(exif(tiff(1)), frame(4, 3)));
  assert.ok("header" in read);
  const body = read.bytes.subarray(12, 12 + tiff(1).length);
  const view = new DataView(body.buffer, body.byteOffset);
  assert.deepEqual([view.getUint16(8), view.getUint16(10), view.getUint16(22)], [2, 0x0112, 0x9003], "two entries are left");
  assert.deepEqual([...body.subarray(50, 104)], Array(54).fill(0), "the directory and the coordinates are zero");
  assert.equal(read.bytes.length, jpeg(exif(tiff(1)), frame(4, 3)).length);
});

test("EXIF whose structure is damaged is erased as a whole", () => {
  const broken = tiff(1);
  new DataView(broken.buffer).setUint32(30, 60000);  // the GPS directory beyond the end
  const read = readPicture(jpeg(exif(broken), frame(4, 3)));
  assert.ok("header" in read);
  assert.deepEqual([...read.bytes.subarray(12, 12 + broken.length)], Array(broken.length).fill(0));
});

test("XMP with coordinates is blanked, also in WebP and PNG, whose checksum fits again", () => {
  const packet = "<x:xmpmeta exif:GPSLatitude='32,5N'/>";
  const xmp = bytes("http://ns.adobe.com/xap/1.0/\0", packet);
  const photo = readPicture(jpeg(bytes([0xff, 0xe1], u16(xmp.length + 2), xmp), frame(4, 3)));
  assert.ok("header" in photo && !new TextDecoder("latin1").decode(photo.bytes).includes("GPS"));
  const base = png(4, 3);
  const data = bytes("eXIf", tiff(1));
  const chunk = bytes(u32(tiff(1).length), data, u32(crc32(data)));
  const drawn = readPicture(bytes(base.subarray(0, 33), chunk, base.subarray(33)));
  assert.ok("header" in drawn);
  const kept = drawn.bytes.subarray(37, 41 + tiff(1).length);
  assert.equal(new DataView(drawn.bytes.buffer).getUint32(41 + tiff(1).length), crc32(kept));
  assert.ok(!kept.join().includes(tiff(1).subarray(80, 104).join()));
});

test("an SVG is an image only: no script, no event, no address outside, no entity", () => {
  const read = readPicture(bytes('<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd"><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9" onload="a()">' +
    '<style>@import "http://x"; .a{fill:url(http://x/y)} .b{fill:url(#g)}</style><script>alert(1)</script><foreignObject><p/></foreignObject><image href="http://x/p.png"/><use xlink:href="#g"/>' +
    '<a href="javascript:b()"><rect class="b" onclick="c()" style="fill:url(https://t)"/></a><set attributeName="href" to="javascript:x"/><text>1 &lt; 2</text></svg>'));
  assert.ok("header" in read);
  assert.equal(new TextDecoder().decode(read.bytes), '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9"><style> .a{fill:none} .b{fill:url(#g)}</style>' +
    '<image></image><use xlink:href="#g"></use><a><rect class="b" style="fill:none"></rect></a><text>1 &#60; 2</text></svg>');
  assert.equal(seen(bytes('<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>')), "it declares entities");
});
