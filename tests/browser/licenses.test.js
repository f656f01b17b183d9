// dist/licenses.txt: the notices of what is linked and bundled.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { build } from "esbuild";
import { licencesText, packagesOf, pinnedLibraries } from "../../third_party/licenses.js";
import { fromSevenBits } from "../../web/seven-bits.js";
import { DIST, ROOT } from "./browser.js";

const text = readFileSync(join(DIST, "licenses.txt"), "utf8");
/** The list at the beginning: a line a part, "- NAME VERSION: LICENCE". */
const listed = text.slice(0, text.indexOf("=====")).split("\n").filter((line) => line.startsWith("- "));
/** @type {Record<string, string>} */
const titles = { sdl2: "SDL", imgui: "Dear ImGui", harfbuzz: "HarfBuzz", freetype: "FreeType", fribidi: "GNU FriBidi",
  libunibreak: "libunibreak", nlohmann_json: "JSON for Modern C++", catch2: "Catch2" };

test("every pinned library is named with its version", () => {
  assert.deepEqual(pinnedLibraries().map(({ name }) => name).sort(), Object.keys(titles).sort());
  for (const { name, version } of pinnedLibraries()) {
    const title = `${titles[name]} ${version}`;
    assert.ok(listed.some((line) => line.startsWith(`- ${title}: `)), title);
    if (name !== "catch2") assert.match(text, new RegExp(`\n={80}\n${title.replaceAll(/[.+]/g, "\\$&")} \\(`), title);
  }
});

test("Emscripten's runtime, Unicode's data, the fonts and MathJax are named", () => {
  for (const name of ["Emscripten", "musl", "libc++", "Unicode Character Database", "@fontsource/frank-ruhl-libre",
    "@fontsource/heebo", "@fontsource/cousine", "mathjax-full"]) {
    assert.ok(listed.some((line) => line.startsWith(`- ${name}`)), name);
  }
});

test("every npm package in the page's scripts is named", async () => {
  for (const entry of ["main.js", "embed.js"]) {
    const { metafile } = await build({ entryPoints: [join(ROOT, "web", entry)], bundle: true, write: false, metafile: true,
      outdir: "never-written", format: "esm", external: ["skira-core"], logLevel: "error", absWorkingDir: ROOT });
    for (const name of packagesOf(Object.keys(metafile.inputs))) {
      assert.ok(listed.some((line) => line.startsWith(`- ${name} `)), name);
    }
  }
  assert.deepEqual(packagesOf(["web/main.js", "node_modules/@a/b/c.js", "x/node_modules/d/e/f.js", "node_modules/d/g.js"]),
    ["@a/b", "d"]);
});

test("the licences' own texts are there, and how to replace the LGPL's library", () => {
  for (const sentence of ["GNU LESSER GENERAL PUBLIC LICENSE", "The FreeType Project LICENSE", "SIL OPEN FONT LICENSE",
    "Apache License", "Sam Lantinga", "Omar Cornut", "Niels Lohmann", "Rich Felker", "Sean Barrett",
    "Behdad Esfahbod", "Wu Yongwei", "UNICODE"]) {
    assert.ok(text.toLowerCase().includes(sentence.toLowerCase()), sentence);
  }
  assert.match(text, /You may replace this library/);
  assert.ok(text.endsWith(`${readFileSync(join(ROOT, "LICENSE"), "utf8").trim()}\n`));
});

test("the single file holds the same text", () => {
  const page = readFileSync(join(DIST, "skira.html"), "utf8");
  const packed = /<script type="application\/octet-stream" data-asset="licenses\.txt" data-size="(\d+)">([^<]*)</.exec(page);
  assert.ok(packed);
  assert.equal(gunzipSync(fromSevenBits(packed[2], Number(packed[1]))).toString("utf8"), text);
});

test("a licence file that is missing ends the build with the library's name", () => {
  const prefix = mkdtempSync(join(tmpdir(), "skira-licences-"));
  try {
    assert.throws(() => licencesText(prefix, []), /licences: sdl2 has no licence file/);
    mkdirSync(join(prefix, "licenses/sdl2"), { recursive: true });
    writeFileSync(join(prefix, "licenses/sdl2/LICENSE.txt"), "…");
    assert.throws(() => licencesText(prefix, []), /licences: imgui has no licence file/);
  } finally {
    rmSync(prefix, { recursive: true, force: true });
  }
});
