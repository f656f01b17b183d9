// What dist/skira.html carries comes out of it as it went in.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fromSevenBits, toSevenBits } from "../../web/seven-bits.js";

/** Bytes that look like chance, always the same. @param {number} length @param {number} seed */
const noise = (length, seed) => Uint8Array.from({ length }, () => (seed = (seed * 48271) % 2147483647) & 255);

test("any bytes come back, of each length to 300, and of one value alone", () => {
  for (let length = 0; length <= 300; ++length) {
    const bytes = noise(length, length + 1);
    assert.deepEqual(fromSevenBits(toSevenBits(bytes), length), bytes);
  }
  for (const value of [0, 10, 13, 60, 120, 127, 255]) {
    const bytes = new Uint8Array(50).fill(value);
    assert.deepEqual(fromSevenBits(toSevenBits(bytes), 50), bytes);
  }
});

test("the text has nothing that HTML's parser changes, and takes 8/7 of the bytes", () => {
  const bytes = noise(100000, 7);
  const text = toSevenBits(bytes);
  assert.doesNotMatch(text, /[\0\r\n<]/);
  assert.ok(Buffer.byteLength(text) / bytes.length < 1.145);
});
