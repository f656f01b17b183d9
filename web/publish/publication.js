// What Skira has published, opened again: the export that is in it, with its pictures.
//
//   an export, or its gzip │ skira.html │ a site's folder or .zip, also in shards ─▶ {json, pictures, extras}
import { gunzipSync } from "fflate";
import { Archive } from "../import/zip.js";
import { LIMITS } from "../import/limits.js";
import { ImportError } from "../import/model.js";
import { fromSevenBits } from "../seven-bits.js";
import { exportText } from "./export-text.js";

/**
 * @typedef {Uint8Array<ArrayBuffer>} Bytes
 * @typedef {{json: Bytes, pictures: Map<string, Bytes>, extras: Map<string, Bytes>}} Publication pictures, and files that the site's facts name, by their names in the site
 * @typedef {{names: string[], read: (name: string) => Bytes | undefined}} Files of a site
 */

const BEGINNING = 300;  // bytes

/** @param {Uint8Array} bytes @param {number} [size] */
const begins = (bytes, size = BEGINNING) => new TextDecoder().decode(bytes.subarray(0, size));

/** Whether these are the bytes of an export. @param {Uint8Array} bytes */
export const isExportText = (bytes) => /^\ufeff?\s*\{[^]*"skira-reviews"/.test(begins(bytes));

/** @param {Uint8Array} bytes @returns {Bytes} @throws {ImportError} */
function inflated(bytes) {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return new Uint8Array(bytes);
  const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 4, true);
  if (size > LIMITS.entryBytes) throw new ImportError("too-large", `the file unpacks to ${Math.round(size / 2 ** 20)} MB`);
  try {
    return new Uint8Array(gunzipSync(bytes, { out: new Uint8Array(size) }));
  } catch {
    throw new ImportError("damaged", "the gzip data is damaged");
  }
}

/** The files that a site's facts and pictures name. @param {any} data an export @param {(name: string) => Bytes | undefined} read */
function attached(data, read) {
  const named = (/** @type {(string | undefined)[]} */ names) => new Map(names.flatMap((name) => {
    const bytes = name === undefined ? undefined : read(name);
    return bytes ? [/** @type {[string, Bytes]} */ ([/** @type {string} */ (name), bytes])] : [];
  }));
  return { pictures: named((data.pictures ?? []).map((/** @type {{file: string}} */ { file }) => file)), extras: named([data.site?.picture, data.site?.favicon]) };
}

/** Reviews of a library in shards, as one export. @param {Files} files @param {string} folder */
function joinedShards({ names, read }, folder) {
  const parts = names.filter((name) => name.startsWith(`${folder}library/text/`)).map((name) => JSON.parse(new TextDecoder().decode(inflated(/** @type {Bytes} */ (read(name))))));
  const manifest = new TextDecoder().decode(inflated(/** @type {Bytes} */ (read(`${folder}library/shards.txt.gz`))));
  const site = /^site (\{.*)$/m.exec(manifest)?.[1];
  /** @type {any[]} */
  const sources = [];
  const reviews = parts.flatMap((part) => part.reviews.map((/** @type {any} */ review) => {
    const source = part.sources[review.source.document];
    let at = sources.findIndex((one) => one.name === source.name && one.sha256 === source.sha256);
    if (at < 0) at = sources.push(source) - 1;
    return { ...review, source: { ...review.source, document: at } };
  }));
  return { format: "skira-reviews", version: 2, ...site ? { site: JSON.parse(site).site } : {}, sources, reviews,
    pictures: [...new Map(parts.flatMap((part) => part.pictures ?? []).map((picture) => [picture.id, picture])).values()], math: {} };
}

/**
 * The publication in a site's files, null where there is none.
 * @param {Files} files @returns {Publication | null}
 */
export function publicationInFiles(files) {
  const found = files.names.map((name) => /^((?:[^]*\/)?)(?:reviews\.json\.gz|library\/shards\.txt\.gz)$/.exec(name)).find(Boolean);
  if (!found) return null;
  const [whole, folder] = found;
  const inSite = (/** @type {string} */ name) => files.read(`${folder}${name}`);
  if (whole.endsWith(".txt.gz")) {
    const data = joinedShards(files, folder);
    return { json: new TextEncoder().encode(exportText(data)), ...attached(data, inSite) };
  }
  const json = inflated(/** @type {Bytes} */ (files.read(whole)));
  return { json, ...attached(JSON.parse(new TextDecoder().decode(json)), inSite) };
}

/** @param {string} html @returns {Publication | null} */
function publicationInPage(html) {
  /** @param {string} name */
  const asset = (name) => {
    const start = html.indexOf(`data-asset="${name}" data-size="`);
    const [head, size] = start < 0 ? [] : /^data-asset="[^"]*" data-size="(\d{1,9})">/.exec(html.slice(start, start + name.length + 60)) ?? [];
    if (head === undefined || size === undefined) return undefined;
    const end = html.indexOf("</script>", start);
    return fromSevenBits(html.slice(start + head.length, end), Number(size));
  };
  const packed = asset("reviews.json.gz");
  if (!packed) return null;
  const json = inflated(packed);
  return { json, ...attached(JSON.parse(new TextDecoder().decode(json)), asset) };
}

/**
 * The publication that a file is, null where it is something else.
 * @param {string} name @param {Uint8Array} bytes
 * @returns {Publication | null} @throws {ImportError | SyntaxError} where it is one and damaged
 */
export function publicationIn(name, bytes) {
  if (/\.json(\.gz)?$/i.test(name) || !/\.\w+$/.test(name)) {
    const json = bytes[0] === 0x1f && bytes[1] === 0x8b ? inflated(bytes) : new Uint8Array(bytes);
    return isExportText(json) ? { json, pictures: new Map(), extras: new Map() } : null;
  }
  if (/\.html?$/i.test(name)) {
    // The page names what it carries long before its end; another page is not decoded whole for it.
    const beginning = begins(bytes, 1 << 16);
    return beginning.includes('class="skira"') && beginning.includes("trusted-types skira") ? publicationInPage(new TextDecoder().decode(bytes)) : null;
  }
  if (/\.zip$/i.test(name) && bytes[0] === 0x50 && bytes[1] === 0x4b) {
    const archive = new Archive(bytes);
    return publicationInFiles({ names: [...archive.entries.keys()], read: (entry) => {
      const found = archive.read(entry);
      return found && new Uint8Array(found);
    } });
  }
  return null;
}
