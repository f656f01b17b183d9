// Makes the app shell: the program without a library, out of which sites are published (publish/site.js).
//
//   built programs, fonts, web/ ─▶ makeShell ─▶ AppShell
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ARCHIVE, archiveOf, scriptOf } from "./shell-folder.js";

/** @typedef {import("./publish/site.js").AppShell} AppShell */
/** @typedef {Uint8Array<ArrayBuffer>} Bytes */

const WEB = dirname(fileURLToPath(import.meta.url));
const FONTS = [
  { file: "serif-400", family: "serif", weight: 400 },
  { file: "serif-700", family: "serif", weight: 700 },
  { file: "sans-400", family: "sans", weight: 400 },
  { file: "sans-700", family: "sans", weight: 700 },
  { file: "mono-400", family: "mono", weight: 400 },
];

/**
 * libdeflate takes 3 to 7 % off what zlib's best makes, in less time, its process aside. The same bytes for
 * the same input: no time stamp in the header. @param {Uint8Array} bytes
 */
export const smallGzip = (bytes) => new Uint8Array(execFileSync("libdeflate-gzip", ["-12", "-c"], { input: bytes, maxBuffer: 2 ** 30 }));

/** @param {string} file */
const read = (file) => new Uint8Array(readFileSync(file));
/** @param {string} file */
const readText = (file) => readFileSync(file, "utf8");
/** @param {Uint8Array | string} bytes */
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
/** @param {string} text */
const utf8 = (text) => new TextEncoder().encode(text);

/** @param {string} folder the format is assets.js's unpackFonts */
function packFonts(folder) {
  const fonts = FONTS.map((font) => ({ ...font, bytes: readFileSync(join(folder, `${font.file}.ttf`)) }));
  const index = Buffer.from(JSON.stringify(fonts.map(({ bytes, ...font }) => ({ ...font, size: bytes.length }))));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(index.length);
  return new Uint8Array(Buffer.concat([length, index, ...fonts.map((font) => font.bytes)]));
}

/** The icons, their PNG with them. @returns {Promise<[string, Bytes][]>} */
async function icons() {
  const { writeIcons } = await import("./icon-files.js");
  const folder = mkdtempSync(join(tmpdir(), "skira-icons-"));
  try {
    for (const name of readdirSync(join(WEB, "icons"))) writeFileSync(join(folder, name), readFileSync(join(WEB, "icons", name)));
    await writeIcons(folder);
    return readdirSync(folder).sort().map((name) => [`icons/${name}`, read(join(folder, name))]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {{core: string, fonts: string, debug?: boolean}} built folders of the built programs and fonts; readable scripts
 * @returns {Promise<AppShell>}
 */
export async function makeShell({ core, fonts, debug = false }) {
  const { build, transform } = await import("esbuild");
  const { licencesText, packagesOf, prefixOf } = await import("../third_party/licenses.js");
  /** Files that went into the scripts. @type {string[]} */
  const inputs = [];
  /** @type {import("esbuild").BuildOptions & {write: false, metafile: true}} */
  const common = { bundle: true, write: false, metafile: true, target: "es2022", minify: !debug, legalComments: "none", charset: "utf8", logLevel: "error" };
  const script = async (/** @type {"esm" | "iife"} */ format, entry = "main.js", target = "es2022") => {
    const result = await build({
      ...common, entryPoints: [join(WEB, entry)], format, target,
      alias: { "skira-core": join(core, "skira-core.mjs") },
      external: ["fs", "path", "module"],  // named in the program's glue, never reached in a browser
    });
    inputs.push(...Object.keys(result.metafile.inputs));
    return result.outputFiles[0].text;
  };
  // With parts of its own for what few files need (pages, PDF), which it fetches then.
  const worker = await build({ ...common, entryPoints: [join(WEB, "worker/maker-worker.js")], format: "esm", splitting: true, outdir: WEB, chunkNames: "import-[hash]" });
  inputs.push(...Object.keys(worker.metafile.inputs));
  const main = await script("esm");
  const mathWorker = utf8(await script("iife", "math-worker.js"));
  const program = read(join(core, "skira-core.wasm")), maker = read(join(core, "skira-maker.wasm"));
  const packedFonts = packFonts(fonts), fontsGzip = smallGzip(packedFonts);
  const faces = FONTS.map(({ file }) => /** @type {[string, Bytes]} */ ([`fonts/${file}.woff2`, read(join(fonts, `${file}.woff2`))]));
  /** @type {Map<string, Bytes>} */
  const files = new Map([
    ...await icons(), ...faces,
    ...["skira.css", "pages.css", "first-visit.css", "no-script.css"].map((name) => /** @type {[string, Bytes]} */ ([name, read(join(WEB, name))])),
    // Read by browsers that know too little for the page's own script, too.
    ...await Promise.all(["first-visit.js", "entrance.js"].map(async (name) => /** @type {[string, Bytes]} */ ([name,
      utf8((await transform(readText(join(WEB, name)), { minify: true, target: "es2017" })).code)]))),
    ["skira.js", utf8(main)],
    ["boot.js", utf8(await script("iife", "boot.js", "es2017"))],
    ["embed.js", utf8(await script("esm", "embed.js"))],
    ["math-worker.js", mathWorker],
    ...worker.outputFiles.map(({ path, contents }) => /** @type {[string, Bytes]} */ ([basename(path), new Uint8Array(contents)])),
    ["skira-maker.wasm", maker], ["skira.wasm", program], ["fonts.bin.gz", fontsGzip],
  ]);
  // What reads documents: what one of the same name has read is as good as what this one would.
  const reads = sha256(worker.outputFiles.map(({ contents }) => sha256(contents)).sort().join() + sha256(maker)).slice(0, 16);
  const page = readText(join(WEB, "index.html")).replace("</head>", `<meta name="skira-maker" content="${reads}">\n</head>`);
  // In one piece: there is nothing beside the file that a part could be fetched from.
  const wholeWorker = utf8(await script("iife", "worker/whole-worker.js"));
  files.set("publish-worker.js", wholeWorker);
  const licences = utf8(licencesText(prefixOf(core), packagesOf(inputs)));
  files.set("licenses.txt", licences);
  const texts = {
    page, worker: readText(join(WEB, "sw.js")), manifest: readText(join(WEB, "manifest.webmanifest")), script: scriptOf(main),
  };
  const words = firstWords(JSON.parse(readText(join(WEB, "../assets/strings.json"))), JSON.parse(readText(join(WEB, "../assets/topics.json"))));
  const archive = archiveOf(files, { ...texts, words: JSON.stringify(words) });
  files.set(ARCHIVE, archive);
  return {
    files, fonts: packedFonts, ...texts, words,
    packed: new Map([["skira.wasm", smallGzip(program)], ["fonts.bin.gz", fontsGzip], ["math-worker.js", smallGzip(mathWorker)],
      ["maker-worker.js", smallGzip(wholeWorker)], ["skira-maker.wasm", smallGzip(maker)], ["licenses.txt", smallGzip(licences)],
      [ARCHIVE, archive]]),
  };
}

/**
 * The words of the interface that pages take.
 * @param {Record<string, {he: string, en: string}>} strings @param {{id: string, he: string, en: string}[]} topics
 * @returns {AppShell["words"]}
 */
const firstWords = (strings, topics) => ({
  strings: Object.fromEntries(Object.entries(strings).filter(([name]) => /^(?:app_name|welcome\w*|review_count\w*|date_unknown|date_inferred|untitled|kind_\w+|reading_minutes?|reviewed_by|review_number|corner|paper_card|field_\w+|(?:paper|pdf|code|huggingface|video)_link)$/.test(name))),
  topics: topics.map(({ id, he, en }) => ({ id, he, en })),
});
