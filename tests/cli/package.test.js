// The npm package as its users have it: packed, installed into an empty folder without a network, run.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const CORPUS = join(ROOT, "corpus");
// Real documents, which are beside the repository on some machines.
const REAL = ["corpus", "documents"].map((name) => join(ROOT, "../shared", name));
const BOOK = "ספריית-סקירה-Skira.epub";  // by the name that corpus/site.yml gives the library
const LARGEST = 6e6;  // bytes of the package
const skip = existsSync(join(ROOT, "build/shell/packed")) ? false : "the app shell is not built (./build-wasm.sh)";
// Other versions of Node that the command is to run on: paths of their binaries, parted by ":".
const NODES = [process.execPath, ...(process.env.SKIRA_NODES ?? "").split(":").filter(Boolean)];

const folder = mkdtempSync(join(tmpdir(), "skira-package-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** @param {string} command @param {string[]} args @param {string} [cwd] */
const run = (command, args, cwd = folder) => execFileSync(command, args, { cwd, encoding: "utf8", stdio: "pipe" });

/** @type {string} the file that npm pack makes */
let packed;
before(() => {
  if (skip) return;
  run(process.execPath, [join(ROOT, "web/command/package.js"), "-o", join(folder, "package")]);
  packed = join(folder, run("npm", ["pack", "--silent", "./package"]).trim());
  mkdirSync(join(folder, "installed"));
  writeFileSync(join(folder, "installed/package.json"), '{"type": "module"}');
  run("npm", ["install", "--offline", "--no-audit", "--no-fund", packed], join(folder, "installed"));
});

test("the package is at most 6 MB, needs no other and has no native code", { skip }, () => {
  assert.ok(statSync(packed).size <= LARGEST, `${statSync(packed).size} bytes`);
  assert.deepEqual(readdirSync(join(folder, "installed/node_modules")).filter((name) => !name.startsWith(".")), ["skira"]);
  const own = join(folder, "installed/node_modules/skira");
  const { dependencies, scripts, engines } = JSON.parse(readFileSync(join(own, "package.json"), "utf8"));
  assert.deepEqual([dependencies, scripts, engines], [undefined, undefined, { node: ">=18.17" }]);
  assert.deepEqual(readdirSync(own, { recursive: true, encoding: "utf8" }).filter((name) => /\.(?:node|so|dll|dylib|gyp)$/.test(name)), []);
  for (const name of readdirSync(own, { recursive: true, encoding: "utf8" }).filter((one) => /\.(?:js|json|ts|md|txt)$/.test(one))) {
    assert.ok(!readFileSync(join(own, name), "utf8").includes(ROOT), `${name} names a folder of this machine`);
  }
});

for (const node of NODES) {
  test(`the command builds a site, a file and a book on ${run(node, ["--version"]).trim()}`, { skip }, () => {
    const site = join(folder, `site-${NODES.indexOf(node)}`);
    const built = spawnSync(node, ["node_modules/skira/lib/skira.js", "build", CORPUS, "-o", site, "--single", "--epub"], { cwd: join(folder, "installed"), encoding: "utf8" });
    assert.equal(built.status, 0, built.stderr);
    assert.match(built.stderr, /^7 documents, 32 reviews, 0 warnings$/m);
    for (const name of ["index.html", "skira.wasm", "skira.html", BOOK, "feed.xml", "r/index.html", "cards/site.png"]) assert.ok(existsSync(join(site, name)), name);
  });
}

test("npx finds the command, and the module builds and parses", { skip }, () => {
  assert.match(run("npx", ["--offline", "skira", "--help"], join(folder, "installed")), /^usage: skira COMMAND/);
  const script = `import { build, parse } from "skira";
    const { library } = await parse(${JSON.stringify(CORPUS)});
    const { files, reports } = await build([${JSON.stringify(CORPUS)}], { epub: true });
    console.log(JSON.stringify([library.reviews.length, reports.length, files.has("index.html"), files.has("${BOOK}"), import.meta.resolve("skira/embed").endsWith("/skira/embed.js")]));`;
  assert.deepEqual(JSON.parse(run(process.execPath, ["--input-type=module", "-e", script], join(folder, "installed"))), [32, 7, true, true, true]);
});

test("the module's types are those that it has", { skip }, () => {
  writeFileSync(join(folder, "installed/use.ts"), `import { BadInput, build, parse } from "skira";
import "skira/embed";
const { files } = await build("reviews", { out: "site", site: "site.yml", single: true });
const bytes: Uint8Array | undefined = files.get("index.html");
const { library } = await parse(["a.md"]);
const title: string | null = library.reviews[0].title;
// @ts-expect-error there is no such option
await build("reviews", { nonsense: true });
export { BadInput, bytes, title };
`);
  const checked = spawnSync(process.execPath, [join(ROOT, "node_modules/typescript/bin/tsc"), "--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", "--skipLibCheck", "--types", "", "use.ts"],
    { cwd: join(folder, "installed"), encoding: "utf8" });
  assert.equal(checked.status, 0, checked.stdout);
});

test("the real documents become a site", { skip: skip || (REAL.every(existsSync) ? false : "there are no real documents beside the repository") }, (t) => {
  const begun = performance.now();
  const built = spawnSync("npx", ["--offline", "skira", "build", ...REAL, "-o", join(folder, "real")], { cwd: join(folder, "installed"), encoding: "utf8" });
  assert.equal(built.status, 0, built.stderr);
  t.diagnostic(`${((performance.now() - begun) / 1000).toFixed(1)} s; ${built.stderr.trim().split("\n").at(-2)}`);
});
