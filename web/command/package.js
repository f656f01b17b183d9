// Writes the npm package `skira`: the command, the module, the custom element and the app shell, with all that they
// need bundled. `npm pack` in its folder makes the file that is installed.
//
// usage: node web/command/package.js [-o build/package]      (after ./build-wasm.sh)
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { licencesText, packagesOf, prefixOf } from "../../third_party/licenses.js";

const COMMAND = dirname(fileURLToPath(import.meta.url)), ROOT = join(COMMAND, "../..");
const { resolve: installed } = createRequire(import.meta.url);

// What makes pictures smaller (resize-picture.js).
const PROGRAMS = ["@jsquash/png/codec/pkg/squoosh_png_bg.wasm", "@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm", "@jsquash/webp/codec/dec/webp_dec.wasm",
  "@jsquash/avif/codec/dec/avif_dec.wasm", "@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm", "@jsquash/webp/codec/enc/webp_enc_simd.wasm",
  "@jsquash/resize/lib/resize/pkg/squoosh_resize_bg.wasm"];

/** Every Node that the command runs on has SIMD: the encoder for others stays out. @type {import("esbuild").Plugin} */
const ONE_ENCODER = {
  name: "one-encoder",
  setup: ({ onResolve }) => onResolve({ filter: /\/webp_enc\.js$/ }, ({ path, resolveDir }) => ({ path: join(resolveDir, path.replace("webp_enc.js", "webp_enc_simd.js")) })),
};

const README = `# skira

Documents of Hebrew reviews of machine-learning papers to a site that anyone can read, search and cite: plain pages
and an app in one folder of files, for any web space, without a server.

    npx skira build ~/reviews -o site        a folder of .docx, .md, .html, .pdf, .zip … to a site
    npx skira serve --watch ~/reviews        the same in the browser, built again when a file changes
    npx skira check ~/reviews                what was not understood, by line
    npx skira --help                         all commands; the keys of site.yml

\`import { build, parse } from "skira"\` does the same in Node. \`import "skira/embed"\` defines the custom element
\`<skira-reader src="…" review="…">\`, which shows a published library inside another page.
`;

/** @param {string} out a folder, which is made anew */
export async function writePackage(out) {
  const { version, license } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const result = await build({
    entryPoints: { skira: join(COMMAND, "skira.js"), index: join(COMMAND, "api.js") }, outdir: join(out, "lib"),
    bundle: true, format: "esm", splitting: true, platform: "node", target: "node18", minify: true, legalComments: "none", charset: "utf8",
    metafile: true, plugins: [ONE_ENCODER], logLevel: "error", chunkNames: "[name]-[hash]",
    external: ["esbuild", "*/app-shell.js"],  // what makes the app shell, which is here already
    // Some of what is bundled asks for Node's own modules in the old way.
    banner: { js: 'import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);' },
  });
  // Programs are beside the scripts that read them.
  cpSync(installed("@resvg/resvg-wasm/index_bg.wasm"), join(out, "lib/resvg.wasm"));
  cpSync(join(dirname(fileURLToPath(import.meta.resolve("harfbuzzjs"))), "harfbuzz.wasm"), join(out, "lib/harfbuzz.wasm"));
  for (const path of PROGRAMS) cpSync(fileURLToPath(import.meta.resolve(path)), join(out, "lib", basename(path)));
  cpSync(join(ROOT, "build/shell"), join(out, "shell"), { recursive: true });
  // The worker in one piece does for the one in parts, too (shell-folder.js).
  for (const name of readdirSync(join(out, "shell/site")).filter((one) => /^(?:import-.*|maker-worker)\.js$/.test(one))) rmSync(join(out, "shell/site", name));
  cpSync(join(ROOT, "build/shell/site/embed.js"), join(out, "embed.js"));
  cpSync(join(COMMAND, "api.d.ts"), join(out, "index.d.ts"));
  cpSync(join(ROOT, "LICENSE"), join(out, "LICENSE"));
  writeFileSync(join(out, "embed.d.ts"), "export {};\n");
  writeFileSync(join(out, "README.md"), README);
  writeFileSync(join(out, "licenses.txt"), licencesText(prefixOf(join(ROOT, "build/wasm")), packagesOf(Object.keys(result.metafile.inputs))));
  writeFileSync(join(out, "package.json"), `${JSON.stringify({
    name: "skira", version, license, type: "module",
    description: "Documents of Hebrew paper reviews to a site: plain pages, search and an app, without a server",
    keywords: ["hebrew", "rtl", "static-site", "machine-learning", "reviews"],
    bin: { skira: "lib/skira.js" },
    exports: { ".": { types: "./index.d.ts", default: "./lib/index.js" }, "./embed": { types: "./embed.d.ts", default: "./embed.js" }, "./package.json": "./package.json" },
    types: "./index.d.ts", engines: { node: ">=18.17" },
    files: ["lib", "shell", "embed.js", "index.d.ts", "embed.d.ts", "licenses.txt"],
  }, null, 2)}\n`);
}

const { values } = parseArgs({ options: { output: { type: "string", short: "o", default: join(ROOT, "build/package") } } });
await writePackage(resolve(values.output));
