#!/usr/bin/env node
// The wire: everything that crosses between the program (C++) and the page (JavaScript), declared on both sides from
// one table, wire.json.
//
//   enumerations  C++: enum class (wire/wire.h)                       JavaScript: unions of strings
//   functions     that the page calls. C++: declared in wire/functions.h, defined in src/host/bridge.cpp, exported
//                 by wire/exports.cpp                                 JavaScript: the methods of functionsOf()
//   maker         the library maker's functions. C++: declared in wire/maker.h, which exports them, defined in
//                 src/maker/main.cpp                                  JavaScript: the type MakerExports
//   effects       that the page performs, in order. C++: structs, one variant Effect (wire/wire.h), encoded by
//                 wire/encode.h                                       JavaScript: effectOf() decodes, web/effects.js
//
// Types: text (UTF-8), bytes, flag, int, count (not negative), float, double, and the enumerations by name; what a
// function gives may be "text?" (null where there is none). The maker's functions are raw: address, size, and texts
// whose memory stays the caller's.
//
// usage: node src/wire/generate.js [CPP_FOLDER [TABLE JS_FOLDER]]
//   writes CPP_FOLDER/wire/*.h and exports.cpp, where the folder is given, and build/wire/wire.js and wire.d.ts
//   (package.json: "#wire"). A file that would be the same is left alone.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * @typedef {Record<string, string>} Members types by name, in their order
 * @typedef {{
 *   enumerations: Record<string, {about: string, names: string[]}>,
 *   functions: Record<string, {about: string, takes?: Members, gives?: string}>,
 *   maker: Record<string, {about: string, takes?: Members, gives?: string}>,
 *   effects: Record<string, {about: string, has?: Members}>,
 * }} Table
 */

const HERE = dirname(fileURLToPath(import.meta.url));
const NOTE = "// Made of src/wire/wire.json by src/wire/generate.js, which says what this is.\n";

/** @type {Record<string, {cpp: string, js: string}>} as a member of an effect, or given to a function by value */
const NUMBERS = {
  flag: { cpp: "bool", js: "boolean" }, int: { cpp: "int", js: "number" }, count: { cpp: "uint32_t", js: "number" },
  float: { cpp: "float", js: "number" }, double: { cpp: "double", js: "number" },
};

/** What the maker's functions have besides. @type {Record<string, string>} */
const RAW = { address: "void*", size: "size_t" };

/** "addFont", "add_font" → "AddFont" @param {string} name */
const pascal = (name) => name.replace(/(?:^|_)(\w)/g, (_, letter) => letter.toUpperCase());
/** "addFont" → "add_font" @param {string} name */
const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** @param {string} path of the table @returns {Table} */
export function readTable(path) {
  /** @type {Table} */
  const table = JSON.parse(readFileSync(path, "utf8"));
  const fail = (/** @type {string} */ where, /** @type {string} */ type) => {
    throw new Error(`${path}: ${where} has the unknown type "${type}"`);
  };
  for (const [name, { takes = {}, gives }] of Object.entries(table.functions)) {
    for (const [member, type] of Object.entries(takes)) {
      if (!["text", "bytes"].includes(type) && !NUMBERS[type] && !table.enumerations[type]) fail(`${name}(${member})`, type);
    }
    if (gives && !["text", "text?"].includes(gives) && !NUMBERS[gives]) fail(`what ${name}() gives`, gives);
  }
  for (const [name, { takes = {}, gives = "flag" }] of Object.entries(table.maker)) {
    for (const [member, type] of [...Object.entries(takes), ["gives", gives]]) {
      if (!["text", "bytes"].includes(type) && !NUMBERS[type] && !RAW[type]) fail(`maker.${name}(${member})`, type);
    }
  }
  for (const [name, { has = {} }] of Object.entries(table.effects)) {
    for (const [member, type] of Object.entries(has)) {
      if (type !== "text" && !NUMBERS[type] && !table.enumerations[type]) fail(`${name}.${member}`, type);
    }
  }
  return table;
}

/** A comment of lines that are not too long. @param {string} about @param {string} [indent] */
function comment(about, indent = "") {
  /** @type {string[]} */
  const lines = [];
  for (const word of about.split(" ").filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && indent.length + last.length + word.length < 96) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => `${indent}// ${line}\n`).join("");
}

/** @param {Members} [members] */
const entries = (members) => Object.entries(members ?? {});

// --- C++ ------------------------------------------------------------------------------------------------

/** @param {Table} table enumerations and effects */
function wireHeader({ enumerations, effects }) {
  const enums = Object.entries(enumerations).map(([name, { about, names }]) =>
    `${comment(about)}enum class ${name} : uint8_t { ${names.map((one) => `k${pascal(one)}`).join(", ")} };\n`);
  const member = (/** @type {[string, string]} */ [name, type]) =>
    `  ${type === "text" ? "std::string" : NUMBERS[type]?.cpp ?? type} ${name}{};\n`;
  const structs = Object.entries(effects).map(([name, { about, has }]) => `${comment(about)}struct ${pascal(name)} {\n` +
    `${entries(has).map(member).join("")}  bool operator==(const ${pascal(name)}&) const = default;\n};\n`);
  return `${NOTE}#pragma once\n\n#include <cstdint>\n#include <string>\n#include <variant>\n\nnamespace skira::wire {\n\n` +
    `${enums.join("\n")}\nnamespace effect {\n\n${structs.join("\n")}\n}  // namespace effect\n\n` +
    `// What the program asks of the page.\nusing Effect = std::variant<${Object.keys(effects).map((name) => `effect::${pascal(name)}`).join(", ")}>;\n\n` +
    "}  // namespace skira::wire\n";
}

/** @param {Table} table */
function encodeHeader({ effects }) {
  const encoders = Object.entries(effects).map(([name, { has }]) => {
    const numbers = entries(has).flatMap(([member, type]) => type === "text"
      ? [`AddressOf(effect.${member})`, `static_cast<double>(effect.${member}.size())`] : [`static_cast<double>(effect.${member})`]);
    return `inline std::array<double, ${numbers.length}> Encode(const effect::${pascal(name)}&${numbers.length ? " effect" : ""}) {\n` +
      `  return {${numbers.join(", ")}};\n}\n`;
  });
  return `${NOTE}//\n// An effect as numbers, each member one, a text two: where it is in memory, how many bytes it has.\n` +
    `#pragma once\n\n#include <array>\n#include <cstdint>\n\n#include "wire/wire.h"\n\nnamespace skira::wire {\n\n` +
    "inline double AddressOf(const std::string& text) {\n  return static_cast<double>(reinterpret_cast<uintptr_t>(text.data()));\n}\n\n" +
    `${encoders.join("\n")}\n}  // namespace skira::wire\n`;
}

/** @param {string | undefined} type */
const given = (type) => type === undefined ? "void" : type === "text" ? "std::string"
  : type === "text?" ? "std::optional<std::string>" : NUMBERS[type].cpp;

/** @param {Table} table */
function functionsHeader({ functions }) {
  const parameter = (/** @type {[string, string]} */ [name, type]) =>
    `${["text", "bytes"].includes(type) ? "std::string_view" : NUMBERS[type]?.cpp ?? type} ${name}`;
  const declarations = Object.entries(functions).map(([name, { about, takes, gives }]) =>
    `${comment(about)}${given(gives)} ${pascal(name)}(${entries(takes).map(parameter).join(", ")});\n`);
  return `${NOTE}//\n// What the page calls. Texts are valid during the call.\n#pragma once\n\n` +
    `#include <optional>\n#include <string>\n#include <string_view>\n\n#include "wire/wire.h"\n\nnamespace skira::wire {\n\n` +
    `${declarations.join("\n")}\n}  // namespace skira::wire\n`;
}

/** @param {Table} table */
function exportsSource({ functions }) {
  const isText = (/** @type {string} */ type) => type === "text" || type === "bytes";
  const definitions = Object.entries(functions).map(([name, { takes, gives }]) => {
    const parameters = entries(takes).flatMap(([member, type]) => isText(type)
      ? [`char* ${member}`, `size_t ${member}_size`] : [`${NUMBERS[type]?.cpp ?? type} ${member}`]);
    const owned = entries(takes).filter(([, type]) => isText(type)).map(([member]) => `  const Owned ${member}_owned(${member}, &std::free);\n`);
    const call = `${pascal(name)}(${entries(takes).map(([member, type]) => isText(type) ? `{${member}, ${member}_size}` : member).join(", ")})`;
    const returns = gives?.startsWith("text") ? "const char*" : given(gives);
    const body = gives === "text" ? `  g_answer = ${call};\n  return g_answer.c_str();\n`
      : gives === "text?" ? `  auto answer = ${call};\n  if (!answer) return nullptr;\n  g_answer = *std::move(answer);\n  return g_answer.c_str();\n`
        : gives ? `  return ${call};\n` : `  ${call};\n`;
    return `EMSCRIPTEN_KEEPALIVE ${returns} skira_${snake(name)}(${parameters.join(", ")}) {\n${owned.join("")}${body}}\n`;
  });
  return `${NOTE}//\n// Texts and bytes come in memory that skira_alloc() gave and that is freed when the call is over; a text that is given\n` +
    `// back is valid until the next one.\n#include <emscripten.h>\n\n#include <cstdlib>\n#include <memory>\n#include <utility>\n\n` +
    `#include "wire/functions.h"\n\nnamespace skira::wire {\nnamespace {\n\nusing Owned = std::unique_ptr<char, decltype(&std::free)>;\n\n` +
    `std::string g_answer;\n\n}  // namespace\n\nextern "C" {\n\n` +
    `EMSCRIPTEN_KEEPALIVE void* skira_alloc(size_t size) { return std::malloc(size); }\n\n` +
    `${definitions.join("\n")}\n}  // extern "C"\n\n}  // namespace skira::wire\n`;
}

/** @param {Table} table */
function makerHeader({ maker }) {
  const declarations = Object.entries(maker).map(([name, { about, takes, gives }]) => {
    const parameters = entries(takes).flatMap(([member, type]) => ["text", "bytes"].includes(type)
      ? [`const char* ${member}`, `size_t ${member}_size`] : [`${RAW[type] ?? NUMBERS[type].cpp} ${snake(member)}`]);
    const returns = RAW[gives ?? ""] ?? given(gives);
    return `${comment(about)}SKIRA_EXPORT(maker_${snake(name)}) ${returns} maker_${snake(name)}(${parameters.join(", ")});\n`;
  });
  return `${NOTE}//\n// What JavaScript calls of the library maker.\n#pragma once\n\n#include <cstddef>\n#include <cstdint>\n\n` +
    `#define SKIRA_EXPORT(name) __attribute__((export_name(#name)))\n\nextern "C" {\n\n${declarations.join("\n")}\n}  // extern "C"\n\n#undef SKIRA_EXPORT\n`;
}

// --- JavaScript -----------------------------------------------------------------------------------------

/** @param {string} about @param {string} [indent] */
const jsdoc = (about, indent = "") => about ? `${indent}/** ${about} */\n` : "";

/** @param {Table} table */
function moduleTypes({ enumerations, functions, maker, effects }) {
  const value = (/** @type {string} */ type) =>
    ({ text: "string", "text?": "string | null", bytes: "Uint8Array" })[type] ?? NUMBERS[type]?.js ?? type;
  const list = (/** @type {Members | undefined} */ members) => entries(members).map(([name, type]) => `${name}: ${value(type)}`).join(", ");
  const enums = Object.entries(enumerations).map(([name, { about, names }]) => `${jsdoc(about)}` +
    `export type ${name} = ${names.map((one) => `"${one}"`).join(" | ")};\nexport const ${name}: readonly ${name}[];\n`);
  const methods = Object.entries(functions).map(([name, { about, takes, gives }]) =>
    `${jsdoc(about, "  ")}  ${name}(${list(takes)}): ${gives ? value(gives) : "void"};\n`);
  const numbers = (/** @type {Members | undefined} */ takes) => entries(takes).flatMap(([name, type]) =>
    ["text", "bytes"].includes(type) ? [`${name}: number`, `${name}Size: number`] : [`${name}: number`]).join(", ");
  const raw = Object.entries(functions).map(([name, { takes, gives }]) =>
    `  _skira_${snake(name)}(${numbers(takes)}): ${gives ? "number" : "void"};\n`);
  const making = Object.entries(maker).map(([name, { about, takes, gives }]) =>
    `${jsdoc(about, "  ")}  maker_${snake(name)}(${numbers(takes)}): ${gives ? "number" : "void"};\n`);
  const kinds = Object.entries(effects).map(([name, { about, has }]) => `${jsdoc(about, "  ")}  ${name}: {${list(has)}};\n`);
  return `${NOTE}\n${enums.join("\n")}\n/** What the program has for the page. */\nexport interface Functions {\n${methods.join("")}}\n\n` +
    `/** What the page does for the program, by kind. */\nexport interface Effects {\n${kinds.join("")}}\n` +
    "export type Effect = { [Kind in keyof Effects]: { kind: Kind } & Effects[Kind] }[keyof Effects];\n\n" +
    `/** What the program exports. */\nexport interface Exports {\n  HEAPU8: Uint8Array;\n  UTF8ToString(address: number): string;\n` +
    `  _skira_alloc(size: number): number;\n${raw.join("")}}\n\n` +
    `/** What the library maker exports. */\nexport interface MakerExports {\n  memory: WebAssembly.Memory;\n  _initialize?(): void;\n${making.join("")}}\n\n` +
    "/** The program's functions; give copies bytes into memory of the program's (skira_alloc) and gives the address. */\n" +
    "export function functionsOf(program: Exports, give: (bytes: Uint8Array) => number): Functions;\n" +
    "/** The effect that the program has encoded at an address; kind: its index. */\n" +
    "export function effectOf(program: Exports, kind: number, address: number): Effect;\n";
}

/** @param {Table} table */
function moduleSource({ enumerations, functions, effects }) {
  const enums = Object.entries(enumerations).map(([name, { names }]) => `export const ${name} = ${JSON.stringify(names)};\n`);
  const methods = Object.entries(functions).map(([name, { takes, gives }]) => {
    const passed = entries(takes).map(([member, type]) => type === "text" ? `...giveText(${member})`
      : type === "bytes" ? `give(${member}), ${member}.length` : type === "flag" ? `Number(${member})`
        : enumerations[type] ? `numberOf(${type}, ${member})` : member);
    const call = `program._skira_${snake(name)}(${passed.join(", ")})`;
    const result = gives === "flag" ? `${call} !== 0` : gives === "text" ? `program.UTF8ToString(${call})`
      : gives === "text?" ? `textOrNull(${call})` : gives ? call : `void ${call}`;
    return `    ${name}: (${Object.keys(takes ?? {}).join(", ")}) => ${result},\n`;
  });
  const kinds = Object.entries(effects).map(([name, { has }]) => `  ["${name}", {` +
    `${entries(has).map(([member, type]) => `${member}: ${enumerations[type] ? type : JSON.stringify(type)}`).join(", ")}}],\n`);
  return `${NOTE}\n${enums.join("")}
const numberOf = (names, name) => {
  const number = names.indexOf(name);
  if (number < 0) throw new TypeError(\`"\${name}" is none of \${names.join(", ")}\`);
  return number;
};

export function functionsOf(program, give) {
  const giveText = (value) => {
    const bytes = new TextEncoder().encode(value);
    return [give(bytes), bytes.length];
  };
  const textOrNull = (address) => (address ? program.UTF8ToString(address) : null);
  return {
${methods.join("")}  };
}

const EFFECTS = [
${kinds.join("")}];

export function effectOf(program, kind, address) {
  const [name, members] = EFFECTS[kind];
  const memory = program.HEAPU8, numbers = new DataView(memory.buffer, address);
  let at = -8;
  const next = () => numbers.getFloat64(at += 8, true);
  const effect = { kind: name };
  for (const [member, type] of Object.entries(members)) {
    const value = next();
    effect[member] = type === "text" ? new TextDecoder().decode(memory.subarray(value, value + next()))
      : type === "flag" ? value !== 0 : typeof type === "string" ? value : type[value];
  }
  return effect;
}
`;
}

// Words of the interface that the page says itself (assets/strings.json): its own, which the program has not
// (src/app/CMakeLists.txt), and what is said of warnings, which both do.
const PAGE_WORDS = /^(?:publish|editor|warning)_/;

/** @param {Record<string, Record<"he" | "en", string>>} strings */
function wordsSource(strings) {
  const own = Object.entries(strings).filter(([name]) => PAGE_WORDS.test(name));
  const of = (/** @type {"he" | "en"} */ language) => JSON.stringify(Object.fromEntries(own.map(([name, words]) => [name, words[language]])));
  return `// Generated by generate.js of assets/strings.json.\nexport const WORDS = { he: ${of("he")}, en: ${of("en")} };\n`;
}

/** @param {string} file @param {string} text */
function writeIfOther(file, text) {
  if (existsSync(file) && readFileSync(file, "utf8") === text) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [cpp, path = join(HERE, "wire.json"), js = join(HERE, "../../build/wire")] = process.argv.slice(2);
  const table = readTable(path);
  writeIfOther(join(js, "wire.js"), moduleSource(table));
  writeIfOther(join(js, "wire.d.ts"), moduleTypes(table));
  writeIfOther(join(js, "words.js"), wordsSource(JSON.parse(readFileSync(join(HERE, "../../assets/strings.json"), "utf8"))));
  writeIfOther(join(js, "words.d.ts"), 'export const WORDS: Record<"he" | "en", Record<string, string>>;\n');
  if (cpp) {
    writeIfOther(join(cpp, "wire/wire.h"), wireHeader(table));
    writeIfOther(join(cpp, "wire/encode.h"), encodeHeader(table));
    writeIfOther(join(cpp, "wire/functions.h"), functionsHeader(table));
    writeIfOther(join(cpp, "wire/exports.cpp"), exportsSource(table));
    writeIfOther(join(cpp, "wire/maker.h"), makerHeader(table));
  }
}
