// The first frame of a GIF as a file of its own.
import assert from "node:assert/strict";
import { test } from "node:test";
import { firstFrame } from "../../web/still-gif.js";
import { gif } from "./picture-files.js";

const bytesOf = (/** @type {ReturnType<typeof gif>} */ made) => new Uint8Array(made.content);

test("a moving GIF is cut behind its first frame, a still one stays as it is", () => {
  const one = bytesOf(gif(90, 60, [[220, 30, 40]], "")), two = bytesOf(gif(90, 60, [[220, 30, 40], [1, 2, 3]], ""));
  assert.deepEqual(firstFrame(two), one);
  assert.deepEqual(firstFrame(one), one);
});

test("what is cut off or no GIF stays as it is, at whatever byte", () => {
  const whole = bytesOf(gif(9, 6, [[220, 30, 40], [1, 2, 3]], ""));
  for (let size = 0; size < whole.length; ++size) assert.ok(firstFrame(whole.slice(0, size)).length <= size + 1);
  assert.deepEqual(firstFrame(new Uint8Array(40).fill(0x2c)), new Uint8Array(40).fill(0x2c));
});
