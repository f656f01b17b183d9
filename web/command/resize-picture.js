// Pictures drawn smaller in Node, by Squoosh's codecs and resizer compiled to WebAssembly (jSquash): the same bytes
// on every machine. Each codec is compiled when the first picture of its type comes.
import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { QUALITY, RESIZED } from "../import/resize.js";

// What the libraries take and give pixels in; browsers have it.
globalThis.ImageData ??= /** @type {any} */ (class {
  /** @param {Uint8ClampedArray} data @param {number} width @param {number} height */
  constructor(data, width, height) {
    Object.assign(this, { data, width, height, colorSpace: "srgb" });
  }
});

/** The npm package has the programs beside its scripts. @param {string} path inside of a package @returns {Promise<WebAssembly.Module>} */
function compiled(path) {
  const beside = fileURLToPath(new URL(basename(path), import.meta.url));
  return WebAssembly.compile(readFileSync(existsSync(beside) ? beside : fileURLToPath(import.meta.resolve(path))));
}

/** @typedef {(bytes: ArrayBuffer) => Promise<ImageData>} Decode */
/** @typedef {(pixels: ImageData) => Promise<ArrayBuffer>} Encode */

/** By media type. @type {Record<string, () => Promise<Decode>>} */
const DECODERS = {
  "image/png": async () => {
    const { init, decode } = await import("@jsquash/png/decode.js");
    await init(await compiled("@jsquash/png/codec/pkg/squoosh_png_bg.wasm"));
    return (bytes) => decode(bytes);
  },
  "image/jpeg": async () => {
    const { init, default: decode } = await import("@jsquash/jpeg/decode.js");
    await /** @type {any} */ (init)(await compiled("@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm"));
    // As browsers turn it; what is written has no orientation any more.
    return (bytes) => decode(bytes, { preserveOrientation: true });
  },
  "image/webp": async () => {
    const { init, default: decode } = await import("@jsquash/webp/decode.js");
    await /** @type {any} */ (init)(await compiled("@jsquash/webp/codec/dec/webp_dec.wasm"));
    return decode;
  },
  "image/avif": async () => {
    const { init, default: decode } = await import("@jsquash/avif/decode.js");
    await /** @type {any} */ (init)(await compiled("@jsquash/avif/codec/dec/avif_dec.wasm"));
    return /** @type {Decode} */ (/** @type {unknown} */ (decode));
  },
};

/** @type {Record<string, () => Promise<Encode>>} */
const ENCODERS = {
  "image/png": async () => {
    const { init, default: encode } = await import("@jsquash/png/encode.js");
    await init(await compiled("@jsquash/png/codec/pkg/squoosh_png_bg.wasm"));
    return (pixels) => encode(pixels);
  },
  "image/jpeg": async () => {
    const { init, default: encode } = await import("@jsquash/jpeg/encode.js");
    await /** @type {any} */ (init)(await compiled("@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm"));
    return (pixels) => encode(pixels, { quality: QUALITY });
  },
  "image/webp": async () => {
    const { init, default: encode } = await import("@jsquash/webp/encode.js");
    await /** @type {any} */ (init)(await compiled("@jsquash/webp/codec/enc/webp_enc_simd.wasm"));
    return (pixels) => encode(pixels, { quality: QUALITY });
  },
};

/** @type {Map<Function, Promise<any>>} */
const started = new Map();
/** @template T @param {() => Promise<T>} start @returns {Promise<T>} */
function once(start) {
  const known = started.get(start) ?? start();
  started.set(start, known);
  return known;
}

async function startResizer() {
  const { default: resize, initResize } = await import("@jsquash/resize");
  await initResize(await compiled("@jsquash/resize/lib/resize/pkg/squoosh_resize_bg.wasm"));
  return resize;
}

/** @type {import("../import/resize.js").Resize} */
export async function resizePicture({ bytes, type, width, height }) {
  const decode = await once(DECODERS[type]), encode = await once(ENCODERS[RESIZED[type]]), resize = await once(startResizer);
  const whole = await decode(/** @type {ArrayBuffer} */ (bytes.slice().buffer));
  return new Uint8Array(await encode(await resize(whole, { width, height })));
}
