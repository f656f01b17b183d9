// What publishing takes of the machine that it runs on: Node's own.
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";

/** @type {import("../publish/site.js").Tools} */
export const NODE_TOOLS = {
  gzip: (bytes) => {
    const packed = new Uint8Array(gzipSync(bytes, { level: 9 }));
    packed[9] = 255;  // the system that made it: the same bytes on each
    return packed;
  },
  sha256: (bytes) => new Uint8Array(createHash("sha256").update(bytes).digest()),
};
