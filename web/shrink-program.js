#!/usr/bin/env node
// Makes a linked WebAssembly program smaller on the wire: Binaryen's optimiser once more, then its
// functions in an order of likeness. gzip sees 32 KB, and links put functions of one kind (a
// template's instances, a view's parts) far apart. What the program does stays the same, and the
// result is a function of the program alone.
//
// usage: node web/shrink-program.js PROGRAM.wasm    in place
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

// Calls of the first 128 functions are a byte shorter: wasm-opt put those there that are called most.
const SHORT = 128;
// Functions are alike by the runs of so many bytes that they share; runs of more functions say nothing.
const RUN = 5, MOST = 200;

/** Instructions beyond the first version that the program may have (CMakeLists.txt at the top). */
const FEATURES = ["--enable-bulk-memory", "--enable-nontrapping-float-to-int", "--enable-sign-ext",
  "--enable-mutable-globals"];

/** Runs one of Emscripten's own Binaryen's tools; returns what it prints. @param {string} tool @param {string[]} args */
export function binaryen(tool, args) {
  const root = execFileSync("em-config", ["BINARYEN_ROOT"], { encoding: "utf8" }).trim();
  const own = join(root, "bin", tool);
  return execFileSync(existsSync(own) ? own : tool, [...FEATURES, ...args], { encoding: "utf8", maxBuffer: 2 ** 30 });
}

/**
 * The bodies of a program's functions (WebAssembly core specification, 5.5.13).
 * @param {Buffer} program
 */
function functionBodies(program) {
  const CODE = 10;
  let at = 8;
  const number = () => {
    let value = 0, shift = 0, byte;
    do {
      byte = program[at++];
      value += (byte & 127) * 2 ** shift;
      shift += 7;
    } while (byte & 128);
    return value;
  };
  /** @type {Buffer[]} */
  const bodies = [];
  while (at < program.length) {
    const section = program[at++], size = number(), end = at + size;
    for (let left = section === CODE ? number() : 0; left > 0; --left) {
      const length = number();
      bodies.push(program.subarray(at, at + length));
      at += length;
    }
    at = end;
  }
  return bodies;
}

/**
 * For each function the groups of functions that share a run of bytes with it.
 * @param {Buffer[]} bodies
 * @returns {number[][][]}
 */
function kinships(bodies) {
  const runs = bodies.map((body) => {
    const text = body.toString("latin1");
    /** @type {Set<string>} */
    const set = new Set();
    for (let i = 0; i + RUN <= text.length; ++i) set.add(text.slice(i, i + RUN));
    return set;
  });
  /** @type {Map<string, number[]>} */
  const sharing = new Map();
  runs.forEach((set, i) => {
    for (const run of set) {
      const group = sharing.get(run);
      if (group) group.push(i);
      else sharing.set(run, [i]);
    }
  });
  return runs.map((set) => {
    /** @type {number[][]} */
    const groups = [];
    for (const run of set) {
      const group = /** @type {number[]} */ (sharing.get(run));
      if (group.length > 1 && group.length <= MOST) groups.push(group);
    }
    return groups;
  });
}

/**
 * An order in which each function but the first `pinned` follows the one that is most like it of
 * those that are left; rare runs count for more, and long functions are not favoured.
 * @param {Buffer[]} bodies @param {number} pinned
 */
export function orderByLikeness(bodies, pinned) {
  const groups = kinships(bodies);
  const placed = new Uint8Array(bodies.length), likeness = new Float64Array(bodies.length);
  /** @type {number[]} */
  const order = [];
  let next = 0;
  /** @param {number} i */
  const place = (i) => {
    placed[i] = 1;
    order.push(i);
    while (next < bodies.length && placed[next]) ++next;
  };
  while (next < Math.min(pinned, bodies.length)) place(next);
  while (next < bodies.length) {
    let best = next, most = 0;
    const last = order.at(-1);
    /** @type {number[]} */
    const seen = [];
    for (const group of last === undefined || order.length <= pinned ? [] : groups[last]) {
      for (const i of group) {
        if (placed[i]) continue;
        if (likeness[i] === 0) seen.push(i);
        likeness[i] += 1 / Math.sqrt(group.length);
      }
    }
    for (const i of seen) {
      const alike = likeness[i] / (Math.sqrt(groups[i].length) + 5);
      if (alike > most) { most = alike; best = i; }
      likeness[i] = 0;
    }
    place(best);
  }
  return order;
}

/** @param {string} file */
export function shrinkProgram(file) {
  binaryen("wasm-opt", ["-Oz", file, "-o", file]);
  // Binaryen's text names what is called: its items can change places.
  const text = binaryen("wasm-dis", [file]);
  const items = text.split(/\n(?= \(|\))/);
  const isFunction = (/** @type {string} */ item) => item.startsWith(" (func ");
  const functions = items.filter(isFunction);
  const imported = items.filter((item) => /^ \(import .*\(func /.test(item)).length;
  const bodies = functionBodies(readFileSync(file));
  // What a newer Binaryen notes before a function must not come to stand before another.
  if (/\n \(@/.test(text)) {
    console.warn(`${file}: its functions keep their order, because this wasm-dis annotates them; it is some KB larger`);
    return;
  }
  if (bodies.length !== functions.length) {
    throw new Error(`${file} has ${bodies.length} functions, its text ${functions.length}`);
  }
  const order = orderByLikeness(bodies, Math.max(0, SHORT - imported));
  let placed = 0;
  const ordered = items.map((item) => isFunction(item) ? functions[order[placed++]] : item);
  const wat = `${file}.wat`;
  writeFileSync(wat, ordered.join("\n"));
  binaryen("wasm-as", [wat, "-o", file]);
  rmSync(wat);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = process.argv[2];
  if (!file) {
    console.error("usage: node web/shrink-program.js PROGRAM.wasm");
    process.exit(2);
  }
  shrinkProgram(file);
}
