// The wire's table: what its generator makes of it, and that neither side can lack what the other has.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

/** @typedef {import("../../src/wire/generate.js").Table} Table */

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");
const folder = mkdtempSync(join(tmpdir(), "skira-wire-"));
after(() => rmSync(folder, { recursive: true }));

/** @type {Table} */
const TABLE = JSON.parse(readFileSync(join(ROOT, "src/wire/wire.json"), "utf8"));

/** The generator's files for a table. @param {string} name @param {Table} table */
function generate(name, table) {
  const file = join(folder, `${name}.json`), out = join(folder, name);
  writeFileSync(file, JSON.stringify(table));
  execFileSync(process.execPath, [join(ROOT, "src/wire/generate.js"), out, file, out], { stdio: "pipe" });
  return out;
}

/** A program that has this in memory, from an address of 8. @param {number[]} numbers @param {string} text behind them */
function programWith(numbers, text) {
  const memory = new Uint8Array(256), view = new DataView(memory.buffer);
  numbers.forEach((number, i) => view.setFloat64(8 + 8 * i, number, true));
  memory.set(new TextEncoder().encode(text), 128);
  return /** @type {any} */ ({ HEAPU8: memory });
}

/** @type {Table} */
const SMALL = {
  enumerations: { Sort: { about: "", names: ["first", "second_one"] } },
  functions: { setAll: { about: "", takes: { name: "text", sort: "Sort", on: "flag", data: "bytes" }, gives: "text?" } },
  maker: { add: { about: "", takes: { json: "bytes" }, gives: "flag" } },
  effects: { none: { about: "" }, showAll: { about: "", has: { name: "text", sort: "Sort", on: "flag", size: "float" } } },
};

test("an effect comes as an object with its members, whatever the letters of its texts", async () => {
  const { effectOf } = await import(pathToFileURL(join(generate("effects", SMALL), "wire.js")).href);
  const text = "שלום, <Adam>";
  const program = programWith([128, new TextEncoder().encode(text).length, 1, 1, 2.5], text);
  assert.deepEqual(effectOf(program, 1, 8), { kind: "showAll", name: text, sort: "second_one", on: true, size: 2.5 });
  assert.deepEqual(effectOf(program, 0, 8), { kind: "none" });
});

test("a function gives texts as UTF-8 in the program's memory, and refuses what is none of the names", async () => {
  const { functionsOf } = await import(pathToFileURL(join(generate("functions", SMALL), "wire.js")).href);
  /** @type {Uint8Array[]} */
  const given = [];
  /** @type {number[][]} */
  const calls = [];
  const program = { UTF8ToString: () => "told", _skira_set_all: (/** @type {number[]} */ ...values) => { calls.push(values); return calls.length > 1 ? 9 : 0; } };
  const functions = functionsOf(program, (/** @type {Uint8Array} */ bytes) => given.push(bytes) * 100);
  assert.equal(functions.setAll("אב", "second_one", true, Uint8Array.of(1, 2, 3)), null);
  assert.equal(functions.setAll("", "first", false, new Uint8Array()), "told");
  assert.deepEqual(calls, [[100, 4, 1, 1, 200, 3], [300, 0, 0, 0, 400, 0]]);
  assert.deepEqual(given[0], new TextEncoder().encode("אב"));
  assert.throws(() => functions.setAll("", "third", false, new Uint8Array()), /"third" is none of first, second_one/);
});

test("a type that there is not ends the generator with the name of the member", () => {
  const wrong = { ...SMALL, effects: { showAll: { about: "", has: { name: "txt" } } } };
  assert.throws(() => generate("wrong", wrong), /showAll\.name has the unknown type "txt"/);
});

test("every function of the table is defined, in the bridge or in the maker's program", () => {
  /** @param {string} file @param {string[]} names those that it does not define */
  const lacking = (file, names) => {
    const source = readFileSync(join(ROOT, file), "utf8");
    return names.filter((name) => !new RegExp(`^[\\w:<>*]+ ${name}\\(`, "m").test(source));
  };
  assert.deepEqual(lacking("src/host/bridge.cpp", Object.keys(TABLE.functions).map((name) => name[0].toUpperCase() + name.slice(1))), []);
  assert.deepEqual(lacking("src/maker/main.cpp", Object.keys(TABLE.maker).map((name) =>
    `maker_${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`)), []);
});

/** What tsc says of the page's modules with the declarations of a table. @param {string} name @param {Table} table */
function typeErrors(name, table) {
  const out = generate(name, table);
  const config = join(out, "jsconfig.json");
  writeFileSync(config, JSON.stringify({
    extends: join(ROOT, "web/jsconfig.json"),
    compilerOptions: { paths: { "#wire": [join(out, "wire.d.ts")] }, typeRoots: [join(ROOT, "node_modules/@types")] },
    include: [join(ROOT, "web/main.js"), join(ROOT, "web/*.d.ts")],
  }));
  const { stdout } = spawnSync(join(ROOT, "node_modules/.bin/tsc"), ["-p", config], { cwd: ROOT, encoding: "utf8", maxBuffer: 2 ** 28 });
  return stdout.split("\n").filter((line) => /^web\//.test(line)).join("\n");
}

test("tsc refuses a page that lacks an effect, a function or a name of the table, and one that has more", () => {
  assert.equal(typeErrors("same", TABLE), "");
  const { print, ...fewer } = TABLE.effects;
  assert.match(typeErrors("more", { ...TABLE, effects: { ...TABLE.effects, dance: { about: "" } } }), /effects\.js.*dance/s);
  assert.match(typeErrors("fewer", { ...TABLE, effects: fewer }), /effects\.js.*print/s);
  assert.ok(print);
  const { navigate, ...functions } = TABLE.functions;
  assert.match(typeErrors("function", { ...TABLE, functions }), /main\.js.*navigate/s);
  assert.ok(navigate);
  const StorageStatus = { about: "", names: TABLE.enumerations.StorageStatus.names.filter((name) => name !== "slow") };
  assert.match(typeErrors("name", { ...TABLE, enumerations: { ...TABLE.enumerations, StorageStatus } }), /storage\.js.*"slow"/s);
});
