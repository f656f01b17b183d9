// The app shell in a folder, each file once.
//
//   AppShell ─▶ writeShell ─▶ site/…  packed/….gz  text/… ─▶ readShell ─▶ AppShell
//
// The folder is part of the npm package: whoever publishes needs neither a compiler nor esbuild.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { filesBelow } from "./command/files.js";

/** @typedef {import("./publish/site.js").AppShell} AppShell */
/** @typedef {Uint8Array<ArrayBuffer>} Bytes */

/** @param {string} file */
const read = (file) => new Uint8Array(readFileSync(file));
/** @param {string} file */
const readText = (file) => readFileSync(file, "utf8");

// Files of the site that are what is inside of a packed one: they are in the folder once, packed.
const INSIDE = ["skira.wasm", "math-worker.js", "skira-maker.wasm", "licenses.txt"];
// And those that are packed as they are, under the name there.
const SAME = new Map([["fonts.bin.gz", "fonts.bin.gz"], ["app-shell.zip", "app-shell.zip"]]);
// The worker in one piece, which is packed as the single file's maker-worker.js.
const WHOLE = "publish-worker.js";
const TEXTS = /** @type {const} */ (["page", "worker", "manifest", "script"]);

/** @param {AppShell} shell @param {string} folder is made anew */
export function writeShell(shell, folder) {
  rmSync(folder, { recursive: true, force: true });
  const put = (/** @type {string} */ name, /** @type {string | Bytes} */ content) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  };
  for (const [name, bytes] of shell.files) {
    if (!INSIDE.includes(name) && !SAME.has(name) && name !== WHOLE) put(`site/${name}`, bytes);
  }
  for (const [name, bytes] of shell.packed) put(`packed/${SAME.get(name) ?? `${name}.gz`}`, bytes);
  for (const name of TEXTS) put(`text/${name}`, shell[name]);
  put("text/words", JSON.stringify(shell.words));
}

/** @param {string} folder as writeShell made it @returns {AppShell} */
export function readShell(folder) {
  const packed = new Map(readdirSync(join(folder, "packed")).sort().map((name) =>
    [SAME.get(name) ?? name.replace(/\.gz$/, ""), read(join(folder, "packed", name))]));
  const inside = (/** @type {string} */ name) => new Uint8Array(gunzipSync(/** @type {Bytes} */ (packed.get(name))));
  const names = filesBelow(join(folder, "site")).sort();
  const [page, worker, manifest, script, words] = [...TEXTS, "words"].map((name) => readText(join(folder, "text", name)));
  return {
    files: new Map([["maker-worker.js", inside("maker-worker.js")], ...names.map((name) => /** @type {[string, Bytes]} */ ([name, read(join(folder, "site", name))])),
      ...INSIDE.map((name) => /** @type {[string, Bytes]} */ ([name, inside(name)])), [WHOLE, inside("maker-worker.js")],
      ...[...SAME.keys()].map((name) => /** @type {[string, Bytes]} */ ([name, /** @type {Bytes} */ (packed.get(name))]))]),
    packed, fonts: inside("fonts.bin.gz"), page, worker, manifest, script, words: JSON.parse(words),
  };
}
