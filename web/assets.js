// The files that the page is made of: fetched beside it, or, in the single file, unpacked from it.
import { SkiraError } from "./notice.js";
import { fromSevenBits } from "./seven-bits.js";

const GZIP_MAGIC = [0x1f, 0x8b];

/** @param {Uint8Array<ArrayBuffer>} bytes @returns {Promise<Uint8Array<ArrayBuffer>>} */
async function inflated(bytes) {
  if (bytes[0] !== GZIP_MAGIC[0] || bytes[1] !== GZIP_MAGIC[1]) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** An asset that the single file carries, null in the hosted page: known at once. @param {string} name */
export function carriedAsset(name) {
  const packed = /** @type {HTMLElement | null} */ (document.querySelector(`script[data-asset="${CSS.escape(name)}"]`));
  return packed && inflated(fromSevenBits(packed.textContent ?? "", Number(packed.dataset.size)));
}

/** @param {string} name */
async function fetchAsset(name) {
  let response;
  try {
    response = await fetch(new URL(name, document.baseURI));
  } catch (error) {
    throw new SkiraError("network", `${name}: ${error instanceof Error ? error.message : error}`);
  }
  if (!response.ok) throw new SkiraError("network", `${name}: HTTP ${response.status}`);
  return response;
}

/**
 * The bytes of an asset, inflated where it is gzip (also when the server has inflated it already).
 * @param {string} name path beside the page, or a URL
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function readAsset(name) {
  const carried = carriedAsset(name);
  if (carried) return carried;
  const response = await fetchAsset(name);
  try {
    return await inflated(new Uint8Array(await response.arrayBuffer()));
  } catch {
    throw new SkiraError("export", `${name}: the gzip data is damaged`);
  }
}

/**
 * A program, compiled while it comes. Rejects with what WebAssembly says of it, or with a SkiraError
 * where it did not come.
 * @param {string} name
 */
export async function compileAsset(name) {
  const carried = carriedAsset(name);
  if (carried) return WebAssembly.compile(await carried);
  const response = await fetchAsset(name);
  // Hosts that do not know the type are many.
  if (response.headers.get("content-type") !== "application/wasm") return WebAssembly.compile(await response.arrayBuffer());
  try {
    return await WebAssembly.compileStreaming(response);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new SkiraError("network", `${name}: ${error.message}`);
  }
}

/**
 * @typedef {{file: string, family: "serif" | "sans" | "mono", weight: number, bytes: Uint8Array<ArrayBuffer>}} Font
 */

/**
 * The fonts out of their pack: 4 bytes little-endian length of a JSON index, the index
 * ([{file, family, weight, size}]), then the fonts' bytes one after the other.
 * @param {Uint8Array<ArrayBuffer>} pack
 * @returns {Font[]}
 */
export function unpackFonts(pack) {
  const length = new DataView(pack.buffer, pack.byteOffset).getUint32(0, true);
  /** @type {{file: string, family: Font["family"], weight: number, size: number}[]} */
  const index = JSON.parse(new TextDecoder().decode(pack.subarray(4, 4 + length)));
  let offset = 4 + length;
  return index.map(({ size, ...font }) => {
    const bytes = pack.slice(offset, offset + size);
    offset += size;
    return { ...font, bytes };
  });
}
