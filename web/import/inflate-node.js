// inflate.js for Node, by its own zlib.
import { inflateRawSync } from "node:zlib";

/** @type {typeof import("./inflate.js").inflate} */
export function inflate(data, size) {
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(size, 1), chunkSize: Math.max(size, 64) });
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "ERR_BUFFER_TOO_LARGE") return undefined;
    throw error;
  }
}
