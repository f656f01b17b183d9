// Makes dist/ (a folder for any static host) and dist/skira.html (everything in one file) out of the
// built program, the fonts, the export and this folder.
//
// usage: node web/bundle.js --core DIR --fonts DIR (--export FILE | --shards DIR) --out DIR [--pictures DIR] [--site URL]
//                           [--shell DIR] [--debug]
//
// --shell writes the app shell there, too, which `skira build` takes. Of a library in shards (skira export --shard)
// there is neither the single file nor static pages.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { makeShell, smallGzip } from "./app-shell.js";
import { drawCards } from "./command/cards.js";
import { NODE_TOOLS } from "./command/tools.js";
import { writeShell } from "./shell-folder.js";
import { singleFile, siteFiles, utf8 } from "./publish/site.js";
import { startMaker } from "./worker/maker.js";

/**
 * @typedef {object} BundleOptions
 * @property {string} core folder of the built programs
 * @property {string} fonts folder of the built fonts
 * @property {string} [export] file of a typeset export; this or `shards`
 * @property {string} [shards] folder of a library in shards
 * @property {string} [pictures] folder of the export's pictures, and of files that its site names
 * @property {string} out folder, which is made anew
 * @property {string} [site] the address that it will have, ending in "/"
 * @property {string} [shell] folder for the app shell
 * @property {boolean} [debug] readable scripts
 */

/** The files of a library in shards. @param {string} folder */
function shardsIn(folder) {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => name.replaceAll("\\", "/"))
    .filter((name) => /^(\w+\/)?[\w-]+\.(txt|json|bin)$/.test(name)).sort();
  return new Map(names.map((name) => [name, new Uint8Array(readFileSync(join(folder, name)))]));
}

const PICTURES = "pictures/";

/** The pictures that an export names, by their names in the site. @param {any} data the export @param {string} [folder] */
function picturesOf(data, folder) {
  const shown = folder ? (data.pictures ?? []).filter((/** @type {any} */ { problem }) => !problem) : [];
  return new Map(shown.map((/** @type {{file: string}} */ { file }) =>
    [file, new Uint8Array(readFileSync(join(/** @type {string} */ (folder), file.slice(PICTURES.length))))]));
}

/** @param {string} out @param {Map<string, Uint8Array>} files */
export function writeFiles(out, files) {
  for (const [name, bytes] of files) {
    mkdirSync(dirname(join(out, name)), { recursive: true });
    writeFileSync(join(out, name), bytes);
  }
}

/** @param {BundleOptions} options */
export async function bundle(options) {
  const { out, site: address } = options;
  const shell = await makeShell(options);
  if (options.shell) writeShell(shell, options.shell);
  const json = new Uint8Array(options.export ? readFileSync(options.export) : utf8('{"sources": [], "reviews": []}'));
  const data = JSON.parse(new TextDecoder().decode(json));
  const maker = /** @type {Uint8Array<ArrayBuffer>} */ (shell.files.get("skira-maker.wasm"));
  const html = new Map(options.export ? Object.entries((await startMaker(await WebAssembly.compile(maker))).pages(json)) : []);
  const shards = options.shards ? shardsIn(resolve(options.shards)) : undefined;
  const extras = new Map([data.site?.picture, data.site?.favicon].filter(Boolean).map((name) =>
    [name, new Uint8Array(readFileSync(join(/** @type {string} */ (options.pictures), "..", name)))]));
  const library = { json, data, html, pictures: picturesOf(data, options.pictures), extras, shards };
  const cards = shards ? new Map() : await drawCards(data, html, shell.fonts);
  const tools = { ...NODE_TOOLS, gzip: smallGzip };
  rmSync(out, { recursive: true, force: true });
  writeFiles(out, siteFiles(shell, library, tools, { address, cards }));
  if (!shards) writeFileSync(join(out, "skira.html"), singleFile(shell, library, tools));
}

function main() {
  const { values } = parseArgs({
    options: {
      core: { type: "string" }, fonts: { type: "string" }, export: { type: "string" }, shards: { type: "string" },
      pictures: { type: "string" }, out: { type: "string" }, site: { type: "string", default: "" }, shell: { type: "string" },
      debug: { type: "boolean", default: false },
    },
  });
  const { core, fonts, out, export: file, shards } = values;
  if (!core || !fonts || !out || !(file || shards)) throw new Error("bundle.js: needs --core, --fonts, --out and --export or --shards");
  return bundle({ ...values, core: resolve(core), fonts: resolve(fonts), out: resolve(out) });
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
