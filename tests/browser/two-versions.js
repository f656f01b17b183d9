// dist/ and another version of it, for tests that put one after the other on a host.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { DIST } from "./browser.js";

/** @param {Uint8Array | string} bytes @param {"hex" | "base64"} [form] */
export const sha256 = (bytes, form = "hex") =>
  createHash("sha256").update(bytes).digest(form);
/** The files of dist/ that the page is made of. @type {Map<string, Buffer>} */
export const FIRST = new Map(readdirSync(DIST, { recursive: true, encoding: "utf8" })
  .filter((name) => statSync(join(DIST, name)).isFile() && !/^(?:r|cards)\/|^(?:skira\.html|feed\.xml)$/.test(name))
  .map((name) => [name, readFileSync(join(DIST, name))]));

/** Another version: program, script, style and fonts have other bytes, which do the same. */
function secondVersion() {
  const files = new Map(FIRST);
  const old = (/** @type {string} */ name) => /** @type {Buffer} */ (FIRST.get(name));
  files.set("skira.wasm", Buffer.concat([old("skira.wasm"), Buffer.from([0, 3, 1, 0x78, 0])]));  // a section of its own
  files.set("skira.js", Buffer.concat([old("skira.js"), Buffer.from("\n// the second version\n")]));
  files.set("skira.css", Buffer.concat([old("skira.css"), Buffer.from("\n/* the second version */\n")]));
  files.set("fonts.bin.gz", gzipSync(gunzipSync(old("fonts.bin.gz")), { level: 1 }));
  let page = String(old("index.html")), worker = String(old("sw.js"));
  for (const [name, bytes] of files) {
    const [was, is] = [old(name), bytes];
    page = page.replaceAll(sha256(was), sha256(is)).replaceAll(sha256(was, "base64"), sha256(is, "base64"))
      .replaceAll(`${name}?v=${sha256(was).slice(0, 12)}`, `${name}?v=${sha256(is).slice(0, 12)}`);
    worker = worker.replaceAll(sha256(was), sha256(is));
  }
  worker = worker.replace(sha256(old("index.html")), sha256(page)).replace(/VERSION = "\w+"/, `VERSION = "${sha256(page).slice(0, 16)}"`);
  files.set("index.html", Buffer.from(page));
  files.set("sw.js", Buffer.from(worker));
  return files;
}
export const SECOND = secondVersion();

/** Which version a page is, 1 or 2; 0 for none. @param {string} list what its meta element skira-files has */
export const versionIn = (list) =>
  [FIRST, SECOND].findIndex((files) => list.includes(`skira.wasm=${sha256(/** @type {Buffer} */ (files.get("skira.wasm")))}`)) + 1;
