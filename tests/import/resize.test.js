/** Pictures larger than a page needs: smaller ones in their places, or as they were where that cannot be had. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { resizePicture } from "../../web/command/resize-picture.js";
import { withSmallerPictures } from "../../web/import/resize.js";
import { readPicture } from "../../web/import/pictures.js";
import { docx, drawing, importOne, markdownOf, p, png, relationship } from "./writers.js";

/** @typedef {"jpeg" | "webp" | "avif"} Codec */

/** A picture of some type, as a program writes it. @param {Codec} type @param {number} width @param {number} height @returns {Promise<Uint8Array>} */
async function encoded(type, width, height) {
  const pixels = new Uint8ClampedArray(width * height * 4).map((_, at) => (at % 4 === 3 ? 255 : (at * 7) % 251));
  const wasm = { jpeg: "jpeg/codec/enc/mozjpeg_enc", webp: "webp/codec/enc/webp_enc_simd", avif: "avif/codec/enc/avif_enc" }[type];
  const { init, default: encode } = await import(`@jsquash/${type}/encode.js`);
  await init(await WebAssembly.compile(readFileSync(fileURLToPath(import.meta.resolve(`@jsquash/${wasm}.wasm`)))));
  return new Uint8Array(await encode(new ImageData(pixels, width, height), type === "avif" ? { speed: 10 } : {}));
}

/** With an EXIF orientation that turns it by a quarter. @param {Uint8Array} jpeg */
function turned(jpeg) {
  const exif = [0xff, 0xe1, 0, 34, ...Buffer.from("Exif\0\0"), ...Buffer.from("MM\0*"), 0, 0, 0, 8, 0, 1,
    0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
  return Uint8Array.from([...jpeg.subarray(0, 2), ...exif, ...jpeg.subarray(2)]);
}

/** A document that shows these, each between two paragraphs. @param {Record<string, Uint8Array>} pictures by file name */
const showing = (pictures) => importOne("a.docx", docx(
  Object.keys(pictures).map((_, at) => p(`לפני ${at + 1}`) + p(drawing(`r${at}`, `תמונה ${at + 1}`))).join("") + p("סוף"),
  { relationships: Object.keys(pictures).map((name, at) => relationship(`r${at}`, "image", `media/${name}`)).join(""),
    files: Object.fromEntries(Object.entries(pictures).map(([name, bytes]) => [`word/media/${name}`, bytes])) }));

/** @param {import("../../web/import/model.js").ImportedDocument} document */
const sizes = ({ pictures }) => pictures.map(({ file, width, height }) => [file.split(".")[1], width, height]);

test("a picture of any type becomes no larger than 1,600 px in its place, in its proportions", async () => {
  const document = await showing({
    "wide.png": png(3200, 800), "tall.jpg": await encoded("jpeg", 500, 2000), "turned.jpg": turned(await encoded("jpeg", 2000, 500)),
    "wide.webp": await encoded("webp", 1700, 17), "wide.avif": await encoded("avif", 1640, 410), "enough.png": png(1600, 40),
  });
  const made = await withSmallerPictures(document, resizePicture);
  assert.deepEqual(sizes(made), [["png", 1600, 400], ["jpg", 400, 1600], ["jpg", 400, 1600], ["webp", 1600, 16], ["webp", 1600, 400], ["png", 1600, 40]]);
  for (const { bytes, id, file, type, width, height } of made.pictures) {
    const read = readPicture(bytes);
    assert.deepEqual("header" in read && read.header, { type, extension: file.split(".")[1], width, height });
    assert.ok(file.startsWith(`${id}.`));
  }
  assert.equal(markdownOf(made).replace(/PICTURE(\d)\.\w+/g, "$1"), markdownOf(document).replace(/PICTURE(\d)\.\w+/g, "$1"));
  assert.deepEqual(made.pictures[5], document.pictures[5]);
});

test("what moves, has no pixels, or cannot be made smaller stays as it is", async () => {
  const gif = Uint8Array.from([...Buffer.from("GIF89a"), 0x08, 0x07, 0x10, 0, 0, 0, 0, 0x3b]);
  const still = png(1700, 10);
  const moving = Uint8Array.from([...still.subarray(0, 33), 0, 0, 0, 8, ...Buffer.from("acTL"), 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, ...still.subarray(33)]);
  const lying = still.slice();
  new DataView(lying.buffer).setUint32(16, 5000);
  const document = await showing({ "a.gif": gif, "b.png": moving, "c.png": lying,
    "d.svg": new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" width="3000" height="100"><rect width="9" height="9"/></svg>') });
  assert.deepEqual(await withSmallerPictures(document, resizePicture), document);
  const large = await showing({ "e.png": still });
  assert.deepEqual(await withSmallerPictures(large, async () => null), large);
  assert.deepEqual(await withSmallerPictures(large, async () => png(1600, 11)), large);
});

test("a photograph keeps its brightness, and a transparent ground stays one", async () => {
  const pixels = new Uint8ClampedArray(1800 * 90 * 4).map((_, at) => [200, 120, 40, at % (1800 * 4) < 900 * 4 ? 255 : 0][at % 4]);
  const { encode } = await import("@jsquash/png").then((module) => module);
  const bytes = new Uint8Array(await encode(/** @type {any} */ ({ data: pixels, width: 1800, height: 90 })));
  const small = /** @type {Uint8Array} */ (await resizePicture({ bytes, type: "image/png", width: 1600, height: 80 }));
  const { decode } = await import("@jsquash/png");
  const { data, width, height } = await decode(/** @type {ArrayBuffer} */ (small.slice().buffer));
  const at = (/** @type {number} */ x) => [...data.subarray((40 * 1600 + x) * 4, (40 * 1600 + x) * 4 + 4)];
  assert.deepEqual([width, height, at(300).map((value, i) => Math.abs(value - [200, 120, 40, 255][i]) <= 1), at(1300)[3]], [1600, 80, [true, true, true, true], 0]);
});
