// The program's functions in another order are the same program.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { binaryen, orderByLikeness, shrinkProgram } from "../../web/shrink-program.js";

/** @param {string[]} texts */
const bodies = (texts) => texts.map((text) => Buffer.from(text));

test("what is alike stands together, behind those that keep their places", () => {
  const order = orderByLikeness(bodies(["first one", "abcdefgh 1", "zyxwvuts 1", "abcdefgh 2", "zyxwvuts 2", "alone"]), 1);
  assert.deepEqual(order, [0, 1, 3, 2, 4, 5]);
});

test("every function is there once, whatever they share", () => {
  const texts = Array.from({ length: 500 }, (_, i) => `${"common".repeat(i % 3)}${(i * 7919) % 500}`.repeat(1 + i % 5));
  for (const pinned of [0, 1, 128, 500, 900]) {
    const order = orderByLikeness(bodies(texts), pinned);
    assert.deepEqual([...order].sort((a, b) => a - b), texts.map((_, i) => i));
    assert.deepEqual(order.slice(0, pinned), texts.map((_, i) => i).slice(0, pinned));
  }
  assert.deepEqual(orderByLikeness([], 128), []);
});

test("a program that is shrunk gives the same answers, and the same bytes each time", async () => {
  const folder = mkdtempSync(join(tmpdir(), "skira-shrink-"));
  const file = join(folder, "program.wasm");
  const functions = Array.from({ length: 200 }, (_, i) =>
    `(func $f${i} (export "f${i}") (param $n i32) (result i32)
       (if (result i32) (i32.lt_s (local.get $n) (i32.const ${i}))
         (then (i32.mul (local.get $n) (i32.const ${i + 3})))
         (else (call_indirect (type $one) (i32.sub (local.get $n) (i32.const ${i + 1})) (i32.const ${(i * 7) % 200})))))`);
  const wat = `(module (type $one (func (param i32) (result i32))) (table 200 funcref)
    (elem (i32.const 0) ${functions.map((_, i) => `$f${i}`).join(" ")}) ${functions.join("\n")})`;
  const make = () => {
    writeFileSync(`${file}.in`, wat);
    binaryen("wasm-as", [`${file}.in`, "-o", file]);
    return readFileSync(file);
  };
  /** @param {Buffer} program */
  const answers = async (program) => {
    const { instance } = await WebAssembly.instantiate(program);
    return functions.map((_, i) => /** @type {(n: number) => number} */ (instance.exports[`f${i}`])(i * 3));
  };
  const before = make();
  shrinkProgram(file);
  const shrunk = readFileSync(file);
  assert.deepEqual(await answers(shrunk), await answers(before));
  make();
  shrinkProgram(file);
  assert.deepEqual(readFileSync(file), shrunk);
  rmSync(folder, { recursive: true });
});
