// Makes dist/ (a folder for any static host) and dist/skira.html (everything in one file) out of the
// built program, the fonts, the export and this folder.
//
// usage: node web/bundle.js --core DIR --fonts DIR (--export FILE | --shards DIR) --out DIR [--pictures DIR] [--site URL] [--debug]
//
// Of a library in shards (skira export --shard) there is neither the single file nor static pages.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";
import { build, transform } from "esbuild";
import { writeIcons } from "./icon-files.js";
import { startMaker } from "./worker/maker.js";
import { toSevenBits } from "./seven-bits.js";
import { firstView, writeStaticPages } from "./static-pages.js";
import { licencesText, packagesOf, prefixOf } from "../third_party/licenses.js";

const WEB = dirname(fileURLToPath(import.meta.url));
const FONTS = [
  { file: "serif-400", family: "serif", weight: 400 },
  { file: "serif-700", family: "serif", weight: 700 },
  { file: "sans-400", family: "sans", weight: 400 },
  { file: "sans-700", family: "sans", weight: 700 },
  { file: "mono-400", family: "mono", weight: 400 },
];

/**
 * @typedef {object} BundleOptions
 * @property {string} core folder of the built programs
 * @property {string} fonts folder of the built fonts
 * @property {string} [export] file of a typeset export; this or `shards`
 * @property {string} [shards] folder of a library in shards
 * @property {string} [pictures] folder of the export's pictures
 * @property {string} out folder, which is made anew
 * @property {string} [site] the address that it will have, ending in "/"
 * @property {boolean} [debug] readable scripts
 */

/**
 * libdeflate takes 3 to 7 % off what zlib's best makes, in less time, its process aside. The same bytes for
 * the same input: no time stamp in the header. @param {Uint8Array} bytes
 */
const gzip = (bytes) => execFileSync("libdeflate-gzip", ["-12", "-c"], { input: bytes, maxBuffer: 2 ** 30 });

/** @param {string} folder the format is assets.js's unpackFonts */
function packFonts(folder) {
  const fonts = FONTS.map((font) => ({ ...font, bytes: readFileSync(join(folder, `${font.file}.ttf`)) }));
  const index = Buffer.from(JSON.stringify(fonts.map(({ bytes, ...font }) => ({ ...font, size: bytes.length }))));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(index.length);
  return Buffer.concat([length, index, ...fonts.map((font) => font.bytes)]);
}

/** @param {string | Uint8Array} bytes @param {"hex" | "base64"} [form] */
const sha256 = (bytes, form = "hex") => createHash("sha256").update(bytes).digest(form);

/**
 * @param {string} core @param {boolean} debug @param {string[]} inputs is given the files that went into the script
 * @param {"esm" | "iife"} format @param {string} entry
 * @param {string} [target] the oldest JavaScript that is to understand it
 */
async function bundled(core, debug, inputs, format, entry = "main.js", target = "es2022") {
  const result = await build({
    entryPoints: [join(WEB, entry)], bundle: true, format, write: false, metafile: true, target,
    minify: !debug, legalComments: "none", charset: "utf8",
    alias: { "skira-core": join(core, "skira-core.mjs") },
    external: ["fs", "path", "module"],  // named in the program's glue, never reached in a browser
    logLevel: "error",
  });
  inputs.push(...Object.keys(result.metafile.inputs));
  return result.outputFiles[0].text;
}

/**
 * The worker that reads documents, with parts of its own for what few files need (pages, PDF), which it fetches then.
 * @param {boolean} debug @param {string[]} inputs as above @param {string} out where the files are put
 * @returns {Promise<string>} a digest of all of it
 */
async function writeMakerWorker(debug, inputs, out) {
  const result = await build({
    entryPoints: [join(WEB, "worker/maker-worker.js")], bundle: true, format: "esm", splitting: true, write: false,
    outdir: out, chunkNames: `${PART}[hash]`, metafile: true, target: "es2022", minify: !debug, legalComments: "none",
    charset: "utf8", logLevel: "error",
  });
  inputs.push(...Object.keys(result.metafile.inputs));
  for (const { path, contents } of result.outputFiles) writeFileSync(path, contents);
  return sha256(result.outputFiles.map(({ contents }) => sha256(contents)).sort().join());
}

/** @param {string} text */
const cspHash = (text) => `'sha256-${sha256(text, "base64")}'`;

/** @param {string} text @param {string | RegExp} from @param {string} to */
function swap(text, from, to) {
  const swapped = text.replace(from, () => to);
  if (swapped === text) throw new Error(`bundle.js: index.html has no ${from}`);
  return swapped;
}

// What the page asks for by its digest (assets.js, assetUrl).
const ASSETS = ["skira.wasm", "fonts.bin.gz", "reviews.json.gz", "math-worker.js", "maker-worker.js", "skira-maker.wasm",
  "licenses.txt"];

/**
 * The page that names its version's files: scripts and styles with what they must be, the others in a list, so that
 * files of two versions never meet. @param {string} page @param {string} out where the files are
 */
function pinned(page, out) {
  const read = (/** @type {string} */ name) => readFileSync(join(out, name));
  const entries = ASSETS.filter((name) => existsSync(join(out, name))).map((name) =>
    [name, sha256(read(name)), ...name.endsWith(".gz") ? [sha256(gunzipSync(read(name)))] : []]);
  for (const [name, digest] of entries) page = page.replaceAll(`href="${name}"`, `href="${name}?v=${digest.slice(0, 12)}"`);
  page = page.replace(/(<script [^>]*?src|<link rel="stylesheet" href)="([\w.-]+)"/g, (all, element, name) =>
    `${element}="${name}" integrity="sha256-${sha256(read(name), "base64")}"`);
  const list = entries.map(([name, ...digests]) => `${name}=${digests.join()}`).join(" ");
  return swap(page, "</head>", `<meta name="skira-files" content="${list}">\n</head>`);
}

/** The page that begins with its program alone. @param {string} page */
const withoutFirstView = (page) =>
  swap(swap(page, /<!-- first visit -->[^]*<!-- \/first visit -->\n/, ""), /\s*<!-- first view -->/, "");

/**
 * @param {string} page @param {string} script @param {string} style
 * @param {Record<string, Uint8Array>} assets
 */
function singleFile(page, script, style, assets) {
  // "</script" inside a script would end it.
  const code = script.replaceAll("</script", "<\\/script");
  const policy = `default-src 'none'; script-src ${cspHash(code)} 'wasm-unsafe-eval'; ` +
    `style-src ${cspHash(style)}; img-src data: blob:; connect-src *; worker-src blob:; base-uri 'none'; form-action 'none'; object-src 'none'; ` +
    "trusted-types skira; require-trusted-types-for 'script'";
  const data = Object.entries(assets).map(([name, bytes]) =>
    `<script type="application/octet-stream" data-asset="${name}" data-size="${bytes.length}">${toSevenBits(bytes)}</script>`);
  const icon = readFileSync(join(WEB, "icons/skira.svg")).toString("base64");
  page = swap(withoutFirstView(page), /content="default-src[^"]*"/, `content="${policy}"`);
  page = swap(page, /<link rel="icon"[^>]*>/, `<link rel="icon" href="data:image/svg+xml;base64,${icon}">`);
  page = swap(page, /<link rel="apple-touch-icon"[^>]*>\n/, "");
  page = swap(page, /<link rel="manifest"[^>]*>\n/, "");
  page = swap(page, /<link rel="preload"[^>]*skira.wasm[^>]*>\n/, "");
  page = swap(page, /<link rel="preload"[^>]*fonts[^>]*>\n/, "");
  page = swap(page, /<link rel="stylesheet"[^>]*>/, `<style>${style}</style>`);
  page = swap(page, /<script type="module"[^>]*><\/script>\n/, "");
  page = swap(page, /<script src="boot.js"><\/script>\n/, "");
  return swap(page, "</body>", `${data.join("\n")}\n<script>${code}</script>\n</body>`);
}

/** The page's beginning, in the interface's own words. @param {any} data the export @param {import("./static-pages.js").Html} html */
function firstViewOf(data, html) {
  const read = (/** @type {string} */ name) => JSON.parse(readFileSync(join(WEB, "../assets", name), "utf8"));
  /** @type {Record<string, {he: string}>} */
  const strings = read("strings.json");
  const topics = new Map(read("topics.json").map((/** @type {{id: string, he: string}} */ { id, he }) => [id, he]));
  return firstView(data, (name) => strings[name].he, topics, html);
}

/** The files of a library, each compressed. @param {string} folder @param {string} out */
function writeLibrary(folder, out) {
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!/^(\w+[/\\])?[\w-]+\.(txt|json|bin)$/.test(name)) continue;
    mkdirSync(dirname(join(out, name)), { recursive: true });
    writeFileSync(join(out, `${name}.gz`), gzip(readFileSync(join(folder, name))));
  }
}

const PICTURES = "pictures/", PART = "import-";

/**
 * Copies the pictures that an export names. @param {any} data the export @param {string} folder @param {string} out
 * @returns {Record<string, Uint8Array>} their bytes by their names in the page
 */
function copyPictures(data, folder, out) {
  /** @type {Record<string, Uint8Array>} */
  const bytes = {};
  for (const { file, problem } of data.pictures ?? []) {
    if (problem) continue;
    bytes[file] = readFileSync(join(folder, file.slice(PICTURES.length)));
    mkdirSync(dirname(join(out, file)), { recursive: true });
    writeFileSync(join(out, file), bytes[file]);
  }
  return bytes;
}

/** Files that no page fetches before a document is opened. */
const LAZY = ["maker-worker.js", "math-worker.js", "skira-maker.wasm"];

/** The worker with its list of files, which with its own text is the version. @param {string} out */
function serviceWorker(out) {
  const names = readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(out, join(entry.parentPath, entry.name)).split(sep).join("/"))
    // The single file is the same once more; embed.js and the static pages are other pages' business; of a
    // library in shards only the list is fetched before it is asked for.
    .filter((name) => !name.startsWith("library/") || name === "library/shards.txt.gz")
    .filter((name) => name !== "skira.html" && name !== "sw.js" && !name.startsWith("r/") && !name.startsWith("."))
    .sort();
  const read = (/** @type {string} */ name) => readFileSync(join(out, name));
  const files = Object.fromEntries(names.map((name) => [name, sha256(read(name))]));
  const inflated = Object.fromEntries(names.filter((name) => name.endsWith(".gz")).map((name) => [name, sha256(gunzipSync(read(name)))]));
  const text = readFileSync(join(WEB, "sw.js"), "utf8");
  const version = sha256(JSON.stringify(files) + text).slice(0, 16);
  // Large, and for those who open documents of their own, or see them: fetched when they are first wanted.
  const late = names.filter((name) => LAZY.includes(name) || name.startsWith(PICTURES) || name.startsWith(PART));
  const lazy = Object.fromEntries(late.map((name) => [name, files[name]]));
  for (const name of late) delete files[name];
  return `const FILES = ${JSON.stringify(files)}, LAZY = ${JSON.stringify(lazy)}, INFLATED = ${JSON.stringify(inflated)}, ` +
    `VERSION = ${JSON.stringify(version)};\n${text}`;
}

/** @param {BundleOptions} options */
export async function bundle(options) {
  const { core, out, shards, site = "", debug = false } = options;
  /** @type {string[]} */
  const inputs = [];
  const script = bundled.bind(null, core, debug, inputs);
  const wasm = readFileSync(join(core, "skira-core.wasm"));
  const maker = readFileSync(join(core, "skira-maker.wasm"));
  const fonts = gzip(packFonts(options.fonts));
  const json = options.export ? readFileSync(options.export) : null;
  const reviews = json && gzip(json);
  const data = json && JSON.parse(json.toString());
  /** @type {import("./static-pages.js").Html} */
  const html = new Map(json ? Object.entries((await startMaker(await WebAssembly.compile(maker))).pages(json)) : []);
  const source = readFileSync(join(WEB, "index.html"), "utf8");
  const style = readFileSync(join(WEB, "skira.css"), "utf8");

  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  cpSync(join(WEB, "icons"), join(out, "icons"), { recursive: true });
  await writeIcons(join(out, "icons"));
  // What reads documents: what one of the same name has read is as good as what this one would.
  const reads = sha256(await writeMakerWorker(debug, inputs, out) + sha256(maker)).slice(0, 16);
  const page = swap(source, "</head>", `<meta name="skira-maker" content="${reads}">\n</head>`);
  const library = '<meta name="skira-library" content="library/shards.txt.gz">\n</head>';
  const begun = data ? swap(page.replace(/<!-- \/?first visit -->\n/g, ""), "<!-- first view -->", firstViewOf(data, html)) : withoutFirstView(page);
  writeFileSync(join(out, "skira.css"), style);
  if (data) {
    const first = readFileSync(join(WEB, "first-visit.js"), "utf8");
    // Read by browsers that know too little for the page's own script, too.
    writeFileSync(join(out, "first-visit.js"), (await transform(first, { minify: true, target: "es2017" })).code);
    for (const name of ["first-visit.css", "no-script.css"]) cpSync(join(WEB, name), join(out, name));
  }
  writeFileSync(join(out, "skira.js"), await script("esm"));
  writeFileSync(join(out, "boot.js"), await script("iife", "boot.js", "es2017"));
  writeFileSync(join(out, "embed.js"), await script("esm", "embed.js"));
  const mathWorker = await script("iife", "math-worker.js");
  writeFileSync(join(out, "math-worker.js"), mathWorker);
  writeFileSync(join(out, "skira-maker.wasm"), maker);
  writeFileSync(join(out, "skira.wasm"), wasm);
  writeFileSync(join(out, "fonts.bin.gz"), fonts);
  if (reviews) writeFileSync(join(out, "reviews.json.gz"), reviews);
  const pictures = data && options.pictures ? copyPictures(data, options.pictures, out) : {};
  if (shards) writeLibrary(resolve(shards), join(out, "library"));
  cpSync(join(WEB, "manifest.webmanifest"), join(out, "manifest.webmanifest"));
  const whole = await script("iife");
  const licences = licencesText(prefixOf(core), packagesOf(inputs));
  writeFileSync(join(out, "licenses.txt"), licences);
  writeFileSync(join(out, "index.html"), pinned(shards ? begun.replace("</head>", library) : begun, out));
  if (reviews) {
    writeFileSync(join(out, "skira.html"), singleFile(page, whole, style, {
      "skira.wasm": gzip(wasm), "fonts.bin.gz": fonts, "reviews.json.gz": reviews,
      "math-worker.js": gzip(Buffer.from(mathWorker)),
      // In one piece: there is nothing beside the file that a part could be fetched from.
      "maker-worker.js": gzip(Buffer.from(await script("iife", "worker/maker-worker.js"))), "skira-maker.wasm": gzip(maker), "licenses.txt": gzip(Buffer.from(licences)), ...pictures,
    }));
  }
  writeFileSync(join(out, ".nojekyll"), "");  // GitHub Pages is to take the files as they are
  cpSync(join(WEB, "pages.css"), join(out, "pages.css"));
  if (data) writeStaticPages(data, out, site, html);
  writeFileSync(join(out, "sw.js"), serviceWorker(out));
}

function main() {
  const { values } = parseArgs({
    options: {
      core: { type: "string" }, fonts: { type: "string" }, export: { type: "string" }, shards: { type: "string" },
      pictures: { type: "string" }, out: { type: "string" }, site: { type: "string", default: "" },
      debug: { type: "boolean", default: false },
    },
  });
  const { core, fonts, out, export: file, shards } = values;
  if (!core || !fonts || !out || !(file || shards)) throw new Error("bundle.js: needs --core, --fonts, --out and --export or --shards");
  return bundle({ ...values, core: resolve(core), fonts: resolve(fonts), out: resolve(out) });
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
