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
const TEXTS = /** @type {const} */ (["page", "worker", "manifest", "script"]);

/** The words of the interface that pages take. @param {AppShell["words"]} words */
const firstWords = ({ strings, topics }) => ({
  strings: Object.fromEntries(Object.entries(strings).filter(([name]) => /^(?:app_name|welcome\w*|review_count\w*|date_unknown|untitled|kind_\w+)$/.test(name))),
  topics: topics.map(({ id, he, en }) => ({ id, he, en })),
});

/** @param {AppShell} shell @param {string} folder is made anew */
export function writeShell(shell, folder) {
  rmSync(folder, { recursive: true, force: true });
  const put = (/** @type {string} */ name, /** @type {string | Bytes} */ content) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  };
  for (const [name, bytes] of shell.files) {
    if (!INSIDE.includes(name) && name !== "fonts.bin.gz") put(`site/${name}`, bytes);
  }
  for (const [name, bytes] of shell.packed) put(`packed/${name.replace(/\.gz$/, "")}.gz`, bytes);
  for (const name of TEXTS) put(`text/${name}`, shell[name]);
  put("text/words", JSON.stringify(firstWords(shell.words)));
}

/** @param {string} folder as writeShell made it @returns {AppShell} */
export function readShell(folder) {
  const packed = new Map(readdirSync(join(folder, "packed")).sort().map((name) =>
    [name === "fonts.bin.gz" ? name : name.replace(/\.gz$/, ""), read(join(folder, "packed", name))]));
  const inside = (/** @type {string} */ name) => new Uint8Array(gunzipSync(/** @type {Bytes} */ (packed.get(name))));
  const names = filesBelow(join(folder, "site")).sort();
  const [page, worker, manifest, script, words] = [...TEXTS, "words"].map((name) => readText(join(folder, "text", name)));
  return {
    files: new Map([...names.map((name) => /** @type {[string, Bytes]} */ ([name, read(join(folder, "site", name))])),
      ...INSIDE.map((name) => /** @type {[string, Bytes]} */ ([name, inside(name)])), ["fonts.bin.gz", /** @type {Bytes} */ (packed.get("fonts.bin.gz"))]]),
    packed, fonts: inside("fonts.bin.gz"), page, worker, manifest, script, words: JSON.parse(words),
  };
}
