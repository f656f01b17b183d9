// The app shell in a folder, each file once.
//
//   AppShell ─▶ writeShell ─▶ site/…  packed/….gz  text/… ─▶ readShell ─▶ AppShell
//
// The folder is part of the npm package: whoever publishes needs neither a compiler nor esbuild.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { filesBelow } from "./command/files.js";
import { zipOf } from "./publish/archive.js";

/** @typedef {import("./publish/site.js").AppShell} AppShell */
/** @typedef {Uint8Array<ArrayBuffer>} Bytes */

/** @param {string} file */
const read = (file) => new Uint8Array(readFileSync(file));
/** @param {string} file */
const readText = (file) => readFileSync(file, "utf8");

// Files of the site that are what is inside of a packed one: they are in the folder once, packed.
const INSIDE = ["skira.wasm", "math-worker.js", "skira-maker.wasm", "licenses.txt"];
// And those that are packed as they are, under the name there.
const SAME = new Map([["fonts.bin.gz", "fonts.bin.gz"]]);
// The small files of the shell and its texts, with which a page publishes; made of them again, not kept.
export const ARCHIVE = "app-shell.zip";
// The worker in one piece, which is packed as the single file's maker-worker.js.
const WHOLE = "publish-worker.js";
const TEXTS = /** @type {const} */ (["page", "worker", "manifest"]);

/** The page's module as a script for the single file: it imports nothing and exports nothing. @param {string} module */
export const scriptOf = (module) => `"use strict";(()=>{${module.trimEnd()}})();\n`;

// What the page has in other ways when it publishes (worker/publish-worker.js).
const ELSEWHERE = /^(?:skira\.wasm|skira-maker\.wasm|fonts\.bin\.gz|math-worker\.js|maker-worker\.js|publish-worker\.js|licenses\.txt|skira\.js|import-.*)$/;

/** The same bytes whatever the files' order. @param {Map<string, Bytes>} files @param {Record<string, string>} texts @returns {Bytes} */
export const archiveOf = (files, texts) => zipOf([
  ...[...files].filter(([name]) => !ELSEWHERE.test(name)).sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, bytes]) => /** @type {[string, Bytes]} */ ([`site/${name}`, bytes])),
  ...Object.entries(texts).map(([name, text]) => /** @type {[string, Bytes]} */ ([`text/${name}`, new TextEncoder().encode(text)]))]);

/** @param {AppShell} shell @param {string} folder is made anew */
export function writeShell(shell, folder) {
  rmSync(folder, { recursive: true, force: true });
  const put = (/** @type {string} */ name, /** @type {string | Bytes} */ content) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  };
  for (const [name, bytes] of shell.files) {
    if (!INSIDE.includes(name) && !SAME.has(name) && name !== WHOLE && name !== ARCHIVE) put(`site/${name}`, bytes);
  }
  for (const [name, bytes] of shell.packed) if (name !== ARCHIVE) put(`packed/${SAME.get(name) ?? `${name}.gz`}`, bytes);
  for (const name of TEXTS) put(`text/${name}`, shell[name]);
  put("text/words", JSON.stringify(shell.words));
}

/** @param {string} folder as writeShell made it @returns {AppShell} */
export function readShell(folder) {
  const site = new Map(filesBelow(join(folder, "site")).sort().map((name) => /** @type {[string, Bytes]} */ ([name, read(join(folder, "site", name))])));
  const [page, worker, manifest, words] = [...TEXTS, "words"].map((name) => readText(join(folder, "text", name)));
  const script = scriptOf(readText(join(folder, "site/skira.js")));
  const packed = new Map([[ARCHIVE, archiveOf(site, { page, worker, manifest, script, words })],
    ...readdirSync(join(folder, "packed")).sort().map((name) => /** @type {[string, Bytes]} */ ([SAME.get(name) ?? name.replace(/\.gz$/, ""), read(join(folder, "packed", name))]))]);
  const inside = (/** @type {string} */ name) => new Uint8Array(gunzipSync(/** @type {Bytes} */ (packed.get(name))));
  return {
    files: new Map([["maker-worker.js", inside("maker-worker.js")], ...site,
      ...INSIDE.map((name) => /** @type {[string, Bytes]} */ ([name, inside(name)])), [WHOLE, inside("maker-worker.js")],
      ...[...SAME.keys(), ARCHIVE].map((name) => /** @type {[string, Bytes]} */ ([name, /** @type {Bytes} */ (packed.get(name))]))]),
    packed, fonts: inside("fonts.bin.gz"), page, worker, manifest, script, words: JSON.parse(words),
  };
}
