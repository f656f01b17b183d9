// The files that the page is made of: fetched beside it and checked, or, in the single file, unpacked from it.
//
// index.html names the digests of its version's files: NAME=SHA256 or NAME=SHA256,SHA256 of what is in the gzip. What
// comes instead of one (a page of HTML, half a file, another version's) is asked for again, past all caches, and then
// is an error that names the file.
import { TooLarge, gathered } from "./gathered.js";
import { SkiraError } from "./notice.js";
import { fromSevenBits } from "./seven-bits.js";
import { ROOT } from "./site-root.js";

const GZIP_MAGIC = [0x1f, 0x8b];

// A file, as it comes and inflated: a larger library is one in shards, and what an address asks for (?src=) may be
// anything. As one entry of an import (import/limits.js).
const LARGEST = 200 * 2 ** 20;

/** @param {Uint8Array<ArrayBuffer>} bytes @returns {Promise<Uint8Array<ArrayBuffer>>} @throws {TooLarge} */
async function inflated(bytes) {
  if (bytes[0] !== GZIP_MAGIC[0] || bytes[1] !== GZIP_MAGIC[1]) return bytes;
  return gathered(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")), LARGEST);
}

/** An asset that the single file carries, null in the hosted page: known at once. @param {string} name */
export function carriedAsset(name) {
  const packed = /** @type {HTMLElement | null} */ (document.querySelector(`script[data-asset="${CSS.escape(name)}"]`));
  return packed && inflated(fromSevenBits(packed.textContent ?? "", Number(packed.dataset.size)));
}

/** The digests of the version's files, in hex, the file's and what is in it. @type {Map<string, string[]>} */
const digests = new Map((document.querySelector("meta[name=skira-files]")?.getAttribute("content") ?? "")
  .split(" ").filter(Boolean).map((entry) => {
    const [name, digest] = entry.split("=");
    return [name, digest.split(",")];
  }));

// Any page reads any library: the site's owner may replace it, and it says itself which format it has.
const LIBRARY = "reviews.json.gz";

/** The address of a file of this version: no cache that keeps files for a while gives another's. @param {string} name */
export function assetUrl(name) {
  if (!URL.canParse(name, ROOT)) throw new SkiraError("export", `${name}: this is no address`);
  const url = new URL(name, ROOT);
  const [digest] = digests.get(name) ?? [];
  if (digest) url.searchParams.set("v", digest.slice(0, 12));
  return url.href;
}

const WAITS = [300, 1500];  // ms before a file is asked for again

/** Whether a file is one that only this version has. @param {string} name */
const isPinned = (name) => digests.has(name) && name !== LIBRARY;

/** What came instead of a file. @param {string} name @param {string} why */
const wrong = (name, why) => new SkiraError(isPinned(name) ? "file" : "export", `${name}: ${why}`);

/**
 * @template T @param {string} name @param {number} attempts
 * @param {(response: Response) => Promise<T>} read what is made of the file; a SkiraError where it is not what it should be
 * @returns {Promise<T>}
 */
async function fetchAsset(name, attempts, read) {
  for (let attempt = 1; ; ++attempt) {
    try {
      return await fetchOnce(name, attempt > 1, read);
    } catch (error) {
      // What did not come as it should may the next time; what the browser cannot do it never will.
      if (attempt >= attempts || !(error instanceof SkiraError) || error.fault === "webassembly" || error.cause instanceof TooLarge) throw error;
      await new Promise((resolve) => { setTimeout(resolve, WAITS[attempt - 1]); });
    }
  }
}

/**
 * @template T @param {string} name @param {boolean} again past the browser's cache, which may have kept what was wrong
 * @param {(response: Response) => Promise<T>} read
 */
async function fetchOnce(name, again, read) {
  let response;
  try {
    response = await fetch(assetUrl(name), again ? { cache: "reload" } : {});
    if (response.ok) return await read(response);
  } catch (error) {
    if (error instanceof TooLarge) throw Object.assign(new SkiraError("export", `${name}: ${error.message}`), { cause: error });
    if (!(error instanceof TypeError)) throw error;
    throw new SkiraError("network", `${name}: ${error.message}`);
  }
  // The worker's own answer where the host has another version's file alone (sw.js).
  if (response.statusText === "not of this version") throw wrong(name, response.statusText);
  throw new SkiraError("network", `${name}: HTTP ${response.status}`);
}

/** @param {Uint8Array<ArrayBuffer>} bytes */
async function sha256(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Whether bytes can be compared with the version's: the worker has done it, and an insecure host has nothing to do it with. @param {string} name */
const isChecked = (name) => isPinned(name) && crypto.subtle !== undefined && !navigator.serviceWorker?.controller;

/**
 * The bytes of a file, if they are the version's.
 * @param {string} name @param {Response} response
 */
async function checkedBytes(name, response) {
  const bytes = response.body ? await gathered(response.body, LARGEST) : new Uint8Array(await response.arrayBuffer());
  if (/html/.test(response.headers.get("content-type") ?? "") && bytes[0] === 0x3c /* < */) {
    throw wrong(name, "a page of HTML came instead");
  }
  if (isChecked(name) && !digests.get(name)?.includes(await sha256(bytes))) {
    throw wrong(name, "not the bytes of this version");
  }
  return bytes;
}

/**
 * The bytes of an asset, inflated where it is gzip (also when the server has inflated it already).
 * @param {string} name path beside the page, or a URL @param {number} [attempts] how often it is asked for
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function readAsset(name, attempts = WAITS.length + 1) {
  const carried = carriedAsset(name);
  if (carried) return carried;
  return fetchAsset(name, attempts, async (response) => {
    const bytes = await checkedBytes(name, response);
    return inflated(bytes).catch((error) => { throw error instanceof TooLarge ? error : wrong(name, "the gzip data is damaged"); });
  });
}

// The smallest program with an instruction of each kind that ours has beyond the first WebAssembly: sign
// extension, conversion without traps, bulk memory.
const PROBE = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 5, 3, 1, 0, 1, 10, 25, 1, 23, 0,
  0x41, 0, 0xc0, 0x1a, 0x43, 0, 0, 0, 0, 0xfc, 0, 0x1a, 0x41, 0, 0x41, 0, 0x41, 0, 0xfc, 11, 0, 0x0b]);

/** Whether the browser runs such programs, and this page may. */
function runsWebAssembly() {
  try {
    return new WebAssembly.Module(PROBE) instanceof WebAssembly.Module;
  } catch {
    return false;
  }
}

/** What a program that does not compile says of itself or of the browser. @param {string} name @param {unknown} error */
function compileFault(name, error) {
  if (!(error instanceof WebAssembly.CompileError)) return error;
  return new SkiraError(runsWebAssembly() ? "file" : "webassembly", `${name}: ${error.message}`);
}

/**
 * A program, compiled while it comes. Rejects with a SkiraError where it did not come or is none, and with what
 * WebAssembly says where there is no memory for it.
 * @param {string} name
 */
export async function compileAsset(name) {
  const carried = carriedAsset(name);
  const compiled = (/** @type {Promise<WebAssembly.Module>} */ module) => module.catch((error) => { throw compileFault(name, error); });
  if (carried) return compiled(WebAssembly.compile(await carried));
  return fetchAsset(name, WAITS.length + 1, async (response) => {
    // Hosts that do not know the type are many.
    if (response.headers.get("content-type") !== "application/wasm") return compiled(WebAssembly.compile(await checkedBytes(name, response)));
    // The copy is read for its digest alone; what the worker gives keeps the browser's own store of compiled code.
    const bytes = isChecked(name) ? checkedBytes(name, response.clone()) : null;
    const module = compiled(WebAssembly.compileStreaming(response));
    module.catch(() => {});  // what is wrong with the bytes is said first
    await bytes;
    return module;
  });
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
