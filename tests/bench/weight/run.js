// What each trick that makes the page smaller saves: the program is built as it is, and once more for each trick
// without it, from copies of what is committed. A trick stays in the tree where it saves 2 % of what code may weigh
// (720 KB, gzip) or of the file that it is for.
//
// usage: node tests/bench/weight/run.js [--readme] [NAME...]    all tricks, or those named here; minutes for each
/* eslint-disable no-template-curly-in-string -- of CMake */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { transformSync } from "esbuild";
import { ROOT, report, table } from "../report.js";

const BOUND = 720 * 1024;
const WORK = join(ROOT, "build/bench/weight");

/** What takes a trick out of the program: texts that are replaced in files. @type {Record<string, [file: string, from: string | RegExp, to: string][]>} */
const TRICKS = {
  "functions in an order of likeness": [
    ["src/host/CMakeLists.txt", / {2}add_custom_command\(TARGET skira-core POST_BUILD\n.*\n/, ""],
  ],
  "HarfBuzz without shapers of scripts that no font has": [
    ["third_party/CMakeLists.txt", "if(EMSCRIPTEN)\n  # HarfBuzz's own list", "if(FALSE)\n  # HarfBuzz's own list"],
  ],
  "SDL2 without its unused parts": [
    ["third_party/CMakeLists.txt", "sdl2/absent.c)", "${S}/file/*.c ${S}/joystick/*.c ${S}/joystick/dummy/*.c ${S}/joystick/emscripten/*.c ${S}/sensor/*.c\n" +
      "    ${S}/sensor/dummy/*.c ${S}/render/*.c ${S}/render/software/*.c sdl2/absent.c)"],
    ["third_party/CMakeLists.txt", "SDL_(vulkan_utils|blit|bmp|egl|emscriptenopengles|fillrect|gesture|RLEaccel|shape|stretch|surface|yuv)",
      "SDL_vulkan_utils"],
    ["third_party/sdl2/absent.c", /SDL_GameController \*SDL_GameControllerOpen[^]*?(?=\/\/ --- The browser's functions)/, ""],
    ["third_party/sdl2/absent.c", /EMSCRIPTEN_RESULT emscripten_set_fullscreenchange_callback_on_thread[^]*/, ""],
  ],
};

const names = process.argv.slice(2).filter((name) => name !== "--readme");
for (const name of names) {
  if (!TRICKS[name]) {
    console.error(`weight: there is no trick "${name}"; there are:\n  ${Object.keys(TRICKS).join("\n  ")}`);
    process.exit(2);
  }
}

/** @param {string} folder @param {string} command @param {string[]} args */
const run = (folder, command, args) => execFileSync(command, args,
  { cwd: folder, stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, NODE_PATH: join(ROOT, "node_modules") } });

/** @param {string | Uint8Array} input */
const gzipped = (input) => execFileSync("libdeflate-gzip", ["-12", "-c"], { input, maxBuffer: 2 ** 30 }).length;

/** What a build without these weighs, the program and its glue, bytes of gzip. @param {string} name @param {string[]} tricks */
function build(name, tricks) {
  const folder = join(WORK, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  run(ROOT, "git", ["checkout-index", "-a", `--prefix=${folder}/`]);
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  for (const [file, from, to] of tricks.flatMap((trick) => TRICKS[trick])) {
    const path = join(folder, file), text = readFileSync(path, "utf8"), without = text.replace(from, () => to);
    if (without === text) throw new Error(`weight: ${file} has no ${from}`);
    writeFileSync(path, without);
  }
  run(folder, "emcmake", ["cmake", "-S", ".", "-B", "build", "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release"]);
  run(folder, "cmake", ["--build", "build", "--target", "skira-core"]);
  const glue = readFileSync(join(folder, "build/skira-core.mjs"), "utf8");
  const weight = gzipped(readFileSync(join(folder, "build/skira-core.wasm"))) + gzipped(transformSync(glue, { minify: true }).code);
  rmSync(folder, { recursive: true });
  return weight;
}

/** @param {number} bytes */
const kb = (bytes) => (bytes / 1024).toFixed(1);
/** @param {number} part @param {number} whole */
const share = (part, whole) => `${((100 * part) / whole).toFixed(1)} %`;

const asItIs = build("as-it-is", []);
const rows = [];
for (const name of names.length ? names : Object.keys(TRICKS)) {
  const saved = build("without", [name]) - asItIs;
  rows.push([name, kb(saved), share(saved, BOUND)]);
  console.error(rows.at(-1)?.join("  "));
}
const single = join(ROOT, "dist/skira.html");
if (!names.length && existsSync(single)) {
  const page = readFileSync(single, "utf8"), size = Buffer.byteLength(page);
  let saved = 0;
  for (const [, bytes, text] of page.matchAll(/<script [^>]*data-size="(\d+)">([^<]*)<\/script>/g)) {
    saved += 4 * Math.ceil(Number(bytes) / 3) - Buffer.byteLength(text);
  }
  rows.push(["skira.html: seven bits a character, not base64", kb(saved), share(saved, size)]);
}
const markdown = table(["trick", "saves KB", "share"], rows) +
  `\n\nThe program with its glue is ${kb(asItIs)} KB (gzip); shares are of ${BOUND / 1024} KB, of skira.html those of its own size.`;
report("weight", markdown, { asItIs, rows }, process.argv.includes("--readme"));
