// The notices of everything that is linked or bundled into the page, gathered from the copies that
// the build used: dist/licenses.txt. No licence text is kept in this repository.
//
//   sources.cmake ──▶ the libraries' own licence files  ┐
//   emcc's folder ──▶ Emscripten, musl, LLVM's runtimes ├─▶ one text: a list, then each licence
//   npm packages  ──▶ fonts, MathJax, what is bundled   ┘
//
// What has no licence file where it should have one ends the build with its name.
//
// usage: node third_party/licenses.js --core DIR [-o FILE] [PACKAGE...]
//        node third_party/licenses.js --unicode         only Unicode's licence; fails where none is
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, realpathSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = dirname(HERE);
const RULE = "=".repeat(80);

/**
 * @typedef {{title: string, licence: string, texts: string[], note?: string}} Part
 *   `licence`: its SPDX name; `texts`: what its licence files say
 * @typedef {{title: string, licence: string, files?: string[], more?: (prefix: string) => string, note?: string}} Library
 *   `files`: in the folder of licence files that third_party.cmake keeps of it
 */

/** The libraries of sources.cmake. @type {Record<string, Library>} */
const LIBRARIES = {
  sdl2: { title: "SDL", licence: "Zlib", files: ["LICENSE.txt"] },
  imgui: { title: "Dear ImGui", licence: "MIT", files: ["LICENSE.txt"], more: stbLicence,
    note: "with stb_textedit, stb_rect_pack and stb_truetype by Sean Barrett" },
  harfbuzz: { title: "HarfBuzz", licence: "MIT-Modern-Variant", files: ["COPYING"] },
  freetype: { title: "FreeType", licence: "FTL", files: ["LICENSE.TXT", "docs/FTL.TXT"],
    note: "Portions of this software are copyright © 2024 The FreeType Project (www.freetype.org). All rights reserved." },
  fribidi: { title: "GNU FriBidi", licence: "LGPL-2.1-or-later", files: ["COPYING"],
    note: "You may replace this library by a version of your own: Skira's sources and build-wasm.sh are what is needed. " +
      "third_party/sources.cmake names the version and where it is fetched, third_party/CMakeLists.txt builds it as an " +
      "archive of its own (skira_fribidi), src/typeset/bidi.cpp is all that calls it; put your version in place of the " +
      "fetched one (the cache's folder sources/), remove the cache's folder third_party/ and run build-wasm.sh." },
  libunibreak: { title: "libunibreak", licence: "Zlib", files: ["LICENCE"] },
  nlohmann_json: { title: "JSON for Modern C++", licence: "MIT", files: ["LICENSE.MIT"], more: spdxNotices },
  catch2: { title: "Catch2", licence: "BSL-1.0", note: "runs the tests; nothing of it is in the page" },
};

/** The npm packages whose contents, not code, are in the page: what each is for. @type {Record<string, string>} */
const CONTENTS = { "mathjax-full": "typesets the formulas; their outlines are those of its fonts" };

/** @param {string} path */
const read = (path) => readFileSync(path, "utf8").replace(/^\uFEFF/, "").replaceAll("\r\n", "\n").trim();

/** The first of the files that exists, read. @param {string} what @param {string[]} paths */
function firstOf(what, paths) {
  const path = paths.find(existsSync);
  if (!path) throw new Error(`licences: ${what} has no licence file; looked for ${paths.join(", ")}`);
  return read(path);
}

// --- Libraries ---------------------------------------------------------------------------------------------

/** Name and version of each row of sources.cmake. */
export function pinnedLibraries() {
  const rows = read(join(HERE, "sources.cmake")).matchAll(/^skira_source\((\w+) (\S+)/gm);
  return [...rows].map(([, name, version]) => ({ name, version }));
}

/** stb's licences stand at the end of its headers. @param {string} prefix */
function stbLicence(prefix) {
  const text = read(join(prefix, "include/imgui/imstb_truetype.h"));
  const begin = text.indexOf("ALTERNATIVE A - MIT License"), end = text.indexOf("\n-----", begin);
  if (begin < 0 || end < 0) throw new Error("licences: imgui: stb_truetype's licence was not found");
  return `stb:\n${text.slice(begin, end)}`;
}

/** The copyright notices in nlohmann_json's headers, of others among them. @param {string} prefix */
function spdxNotices(prefix) {
  const folder = join(prefix, "include/nlohmann_json");
  const headers = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".hpp"));
  const notices = headers.flatMap((name) =>
    [...read(join(folder, name)).matchAll(/SPDX-FileCopyrightText: (.*)/g)].map(([, notice]) => `Copyright ${notice}`));
  if (notices.length === 0) throw new Error("licences: nlohmann_json: its headers have no copyright notice");
  return [...new Set(notices)].sort().join("\n");
}

/** @param {string} prefix where third_party.cmake installed the libraries @returns {Part[]} */
function libraryParts(prefix) {
  return pinnedLibraries().map(({ name, version }) => {
    const library = LIBRARIES[name];
    if (!library) throw new Error(`licences: third_party/licenses.js has no row for ${name}`);
    const texts = (library.files ?? []).map((file) => firstOf(name, [join(prefix, "licenses", name, file)]));
    if (library.more) texts.push(library.more(prefix));
    return { title: `${library.title} ${version}`, licence: library.licence, texts, note: library.note };
  });
}

// --- Emscripten's runtime ----------------------------------------------------------------------------------

/** A licence's text out of one of Debian's copyright files. @param {string} path @param {string} name */
function debianLicence(path, name) {
  const paragraph = new RegExp(`^License: ${name}\\n((?: .*\\n)+)`, "m").exec(`${read(path)}\n`);
  if (!paragraph) throw new Error(`licences: ${path} has no text of ${name}`);
  return paragraph[1].replace(/^ \.?/gm, "").trim();
}

/** @returns {Part[]} */
function runtimeParts() {
  const root = execFileSync("em-config", ["EMSCRIPTEN_ROOT"], { encoding: "utf8" }).trim();
  const version = read(join(root, "emscripten-version.txt")).replaceAll('"', "");
  const debian = "/usr/share/doc/emscripten/copyright";
  const packaged = !existsSync(join(root, "LICENSE")) && existsSync(debian);
  const llvm = join(root, "system/lib/libcxx/LICENSE.TXT");
  return [
    { title: `Emscripten ${version}`, licence: "MIT OR NCSA", note: "the program's loader and allocator", texts: [packaged
      ? `Copyright The Emscripten Authors\n\n${debianLicence(debian, "Expat")}`
      : firstOf("Emscripten", [join(root, "LICENSE")])] },
    { title: "musl", licence: "MIT", texts: [firstOf("musl", [join(root, "system/lib/libc/musl/COPYRIGHT")])] },
    { title: "libc++, libc++abi and compiler-rt", licence: "Apache-2.0 WITH LLVM-exception", texts: packaged && !existsSync(llvm)
      ? [debianLicence(debian, "Apache-2.0 with LLVM exception"), read("/usr/share/common-licenses/Apache-2.0")]
      : [firstOf("libc++", [llvm])] },
  ];
}

/** Unicode's own licence: its data stand as tables in the libraries. @returns {Part} */
export function unicodePart() {
  const node = dirname(dirname(realpathSync(process.execPath)));
  // Node holds ICU, and with it the licence; Debian's Node does not.
  const places = [join(node, "LICENSE"), join(node, "share/doc/node/LICENSE"), "/usr/share/doc/nodejs/copyright",
    "/usr/share/doc/unicode-data/copyright"];
  for (const place of places.filter(existsSync)) {
    const text = /^ *UNICODE(?:, INC\.)? LICENSE[\s\S]*?authorization of the\s+copyright holder\./m.exec(read(place));
    if (!text) continue;
    const indent = /^ */.exec(text[0])?.[0] ?? "";
    const licence = text[0].includes("V3") ? "Unicode-3.0" : "Unicode-DFS-2015";
    return { title: "Unicode Character Database", licence, texts: [text[0].replaceAll(`\n${indent}`, "\n").trim()],
      note: "tables of character properties in the libraries and in Skira" };
  }
  throw new Error(`licences: Unicode's licence is in none of ${places.join(", ")}`);
}

// --- npm packages ------------------------------------------------------------------------------------------

/** The packages out of which the fonts are cut. */
function fontPackages() {
  const faces = read(join(ROOT, "assets/fonts/build.py")).matchAll(/^ {4}\("[\w-]+", "([\w-]+)", \d+/gm);
  return [...new Set([...faces].map(([, name]) => `@fontsource/${name}`))];
}

/** The licence's own words (spdx.org/licenses/ISC), for a package that names it and leaves them out. */
const ISC = `Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby
granted, provided that the above copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL
IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN
ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF
THIS SOFTWARE.`;

/** @param {string} licence @param {string | undefined} author */
function knownText(licence, author) {
  if (licence === "ISC" && author) return `ISC License\n\nCopyright ${author}\n\n${ISC}`;
  const shared = `/usr/share/common-licenses/${licence}`;  // Debian's copies of those that many share
  return licence === "MPL-2.0" && existsSync(shared) ? read(shared) : null;
}

/** @param {string} name @param {string} [note] @returns {Part} */
function packagePart(name, note) {
  const folder = join(ROOT, "node_modules", name);
  if (!existsSync(folder)) throw new Error(`licences: there is no npm package ${name}`);
  const { version, license, author } = JSON.parse(read(join(folder, "package.json")));
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)([-.][\w.-]+)?$/i.test(entry));
  const text = file ? read(join(folder, file)) : knownText(license, author?.name ?? author);
  if (!text) throw new Error(`licences: the npm package ${name} has no licence file`);
  return { title: `${name} ${version}`, licence: license, texts: [text], note };
}

/**
 * The npm packages that esbuild put into its output, by the paths of its inputs.
 * @param {string[]} inputs @returns {string[]}
 */
export function packagesOf(inputs) {
  const names = inputs.map((input) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1]);
  return [...new Set(names.flatMap((name) => name ?? []))].sort();
}

// --- The text ----------------------------------------------------------------------------------------------

/** Lines of at most 96 characters, indented. @param {string} note */
const wrapped = (note) => note.replace(/(.{1,94})(?: |$)/g, "  $1\n").trimEnd();

/**
 * @param {string} prefix where third_party.cmake installed the libraries
 * @param {string[]} bundled npm packages that are in the page's scripts
 */
export function licencesText(prefix, bundled) {
  const packages = [...new Set([...fontPackages(), ...Object.keys(CONTENTS), ...bundled])];
  const parts = [...libraryParts(prefix), ...runtimeParts(), unicodePart(),
    ...packages.map((name) => packagePart(name, CONTENTS[name]))];
  const own = JSON.parse(read(join(ROOT, "package.json")));
  const list = parts.map((part) => `- ${part.title}: ${part.licence}${part.note ? `\n${wrapped(part.note)}` : ""}`);
  // A text that several have in every word stands once, below the names of all.
  /** @type {Map<string, {heads: string[], text: string}>} */
  const shared = new Map();
  for (const part of parts.filter(({ texts: own }) => own.length > 0)) {
    const text = part.texts.join("\n\n"), words = text.replace(/\s+/g, " ").trim();
    const one = shared.get(words) ?? { heads: [], text };
    one.heads.push(`${part.title} (${part.licence})`);
    shared.set(words, one);
  }
  const texts = [...shared.values()].map(({ heads, text }) => [RULE, ...heads, RULE, "", text].join("\n"));
  return [`Skira ${own.version}: licences`, `Skira itself is under the ${own.license} licence, which stands at the end; the reviews of its own library are under CC BY 4.0.`,
    ["It contains, or was made with:", "", ...list].join("\n"),
    ...texts, [RULE, `Skira ${own.version} (${own.license})`, RULE, "", read(join(ROOT, "LICENSE"))].join("\n")].join("\n\n") + "\n";
}

/** Where the libraries of a build folder are installed; its configuration wrote it down. @param {string} core */
export const prefixOf = (core) => firstOf("the build folder", [join(core, "third_party.path")]);

function main() {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: {
    core: { type: "string" }, output: { type: "string", short: "o" }, unicode: { type: "boolean", default: false },
  } });
  if (!values.unicode && !values.core) throw new Error("licences: --core is missing");
  const text = values.unicode ? unicodePart().texts.join("\n") : licencesText(prefixOf(resolve(values.core ?? "")), positionals);
  if (values.output) writeFileSync(values.output, text);
  else process.stdout.write(text);
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    main();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
