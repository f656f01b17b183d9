#!/usr/bin/env node
// Checks what includes what in src/ against the modules' own lists (skira_module() in
// src/*/CMakeLists.txt): a module includes only the modules it names, of another module only public
// headers, and no two units (a header with its source) include each other, however far around; nor
// do modules of web/ import each other in a circle; the app's views take its state const; comments
// name files that are there. Prints what is wrong, a line each, and exits with 1.
//
// usage: node tests/includes.js [--table]    --table: files, lines, the largest file of each module
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { circles } from "./circles.js";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "src");

/**
 * A module's row of its CMakeLists.txt.
 * @typedef {{ may: Set<string>, headers: RegExp[] }} Module
 */

/** @param {string} text @returns {Map<string, Module>} */
function modulesIn(text) {
  const modules = new Map();
  for (const [, name, list] of text.matchAll(/^skira_(?:module|program)\((\w+)([^)]*)\)/gm)) {
    const words = list.replace(/#.*/g, "").split(/\s+/).filter(Boolean);
    /** @type {Record<string, string[]>} */
    const lists = {};
    let key = "";
    for (const word of words) {
      if (/^[A-Z]+$/.test(word)) lists[key = word] = [];
      else lists[key]?.push(word);
    }
    modules.set(name, {
      may: new Set([name, ...lists.MODULES ?? []]),
      headers: (lists.HEADERS ?? []).map((file) => new RegExp(`^${name}/${file.replaceAll(".", "\\.")}$`)),
    });
  }
  return modules;
}

const files = readdirSync(root, { recursive: true, encoding: "utf8" }).map((file) => file.replaceAll("\\", "/"));
/** @type {Map<string, Module>} */
const modules = new Map(files.filter((file) => file.endsWith("CMakeLists.txt"))
  .flatMap((file) => [...modulesIn(readFileSync(join(root, file), "utf8"))]));
const sources = files.filter((file) => /\.(h|cpp)$/.test(file)).sort();
const known = new Set(sources);
/** @type {string[]} */
const faults = [];
/** @type {Map<string, Set<string>>} */
const units = new Map();
const unitOf = (/** @type {string} */ file) => file.replace(/\.(h|cpp)$/, "");

// What a comment may name: the files of src/, and what they include from elsewhere.
const NAMED = /(?<![\w./*<-])([a-z]\w*\.(?:cpp|h))\b/g;
const names = new Set(sources.flatMap((file) => [file, ...[...readFileSync(join(root, file), "utf8").matchAll(/^#include [<"]([^>"]+)/gm)].map(([, included]) => included)])
  .map((file) => file.slice(file.lastIndexOf("/") + 1)));

for (const file of sources) {
  const name = file.split("/")[0], module = modules.get(name);
  if (!module) {
    faults.push(`src/${file}: no skira_module(${name} …) in a CMakeLists.txt`);
    continue;
  }
  const uses = units.get(unitOf(file)) ?? units.set(unitOf(file), new Set()).get(unitOf(file));
  readFileSync(join(root, file), "utf8").split("\n").forEach((line, at) => {
    for (const [, named] of line.slice(line.indexOf("//")).matchAll(NAMED)) {
      if (line.includes("//") && !names.has(named)) faults.push(`src/${file}:${at + 1}: names ${named}, which is not there`);
    }
    // The state is Apply()'s to change.
    if (/^app\/(?:views|ui|article)\//.test(file) && /(?<!const )\bAppState[&*]/.test(line)) {
      faults.push(`src/${file}:${at + 1}: takes the state to write; views take it const (app/state/app_state.h)`);
    }
    const included = line.match(/^#include "([^"]+)"/)?.[1];
    if (!included) return;
    const other = included.split("/")[0], where = `src/${file}:${at + 1}`;
    if (!known.has(included)) {
      // What is generated stands in the module's own folder or is the wire's.
      if (modules.has(other) && !module.may.has(other)) faults.push(`${where}: ${name}/ may not include ${other}/`);
      return;
    }
    if (!module.may.has(other)) faults.push(`${where}: ${name}/ may not include ${other}/`);
    else if (other !== name && !modules.get(other)?.headers.some((header) => header.test(included))) {
      faults.push(`${where}: ${included} is inside ${other}/ (its public headers stand in its CMakeLists.txt)`);
    }
    if (unitOf(included) !== unitOf(file)) uses?.add(unitOf(included));
  });
}
for (const circle of circles(units)) {
  faults.push(`src/${circle.join(" → ")} → ${circle[0]}: these include each other in a circle`);
}

/** @type {Map<string, Set<string>>} */
const scripts = new Map();
const web = join(root, "..", "web");
for (const file of readdirSync(web, { recursive: true, encoding: "utf8" })) {
  if (!file.endsWith(".js")) continue;
  const text = readFileSync(join(web, file), "utf8");
  // Only what is loaded with the module: import() within a function waits until it is called.
  scripts.set(file, new Set([...text.matchAll(/^(?:import|export) (?:[^;"]* from )?"(\.[^"]+)"/gm)]
    .map(([, path]) => join(dirname(file), path))));
}
for (const circle of circles(scripts)) {
  faults.push(`web/${circle.join(" → ")} → ${circle[0]}: these import each other in a circle`);
}

if (process.argv.includes("--table")) {
  console.log("| module | files | lines | largest file | includes |\n| --- | --- | --- | --- | --- |");
  for (const name of [...modules.keys()].sort()) {
    const own = sources.filter((file) => file.startsWith(`${name}/`))
      .map((file) => ({ file, lines: readFileSync(join(root, file), "utf8").split("\n").length - 1 }))
      .sort((a, b) => b.lines - a.lines);
    const uses = new Set(own.flatMap(({ file }) => [...readFileSync(join(root, file), "utf8")
      .matchAll(/^#include "(\w+)\//gm)].map(([, other]) => other)).filter((other) => other !== name && modules.has(other)));
    console.log(`| ${name} | ${own.length} | ${own.reduce((sum, { lines }) => sum + lines, 0)} | ` +
      `${own[0] ? `${relative(name, own[0].file)} (${own[0].lines})` : "–"} | ${[...uses].sort().join(", ") || "–"} |`);
  }
}
for (const fault of faults) console.log(fault);
process.exit(faults.length ? 1 : 0);
