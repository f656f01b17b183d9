// The host of the measurements of a start.
import { readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";

const TYPES = /** @type {Record<string, string>} */ ({ ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".mjs": "text/javascript",
  ".css": "text/css", ".wasm": "application/wasm", ".svg": "image/svg+xml", ".webmanifest": "application/manifest+json" });

/**
 * A host that compresses, and lets browsers keep what they have for ten minutes.
 * @param {string} folder @returns {Promise<{server: import("node:http").Server, port: number}>}
 */
export function serveCompressed(folder) {
  /** @type {Map<string, Buffer>} */
  const packed = new Map();
  const server = createServer((request, response) => {
    let path = join(folder, decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname));
    try {
      if (statSync(path).isDirectory()) path = join(path, "index.html");
      const type = TYPES[extname(path)];
      if (type && !packed.has(path)) packed.set(path, gzipSync(readFileSync(path), { level: 9 }));
      const body = packed.get(path) ?? readFileSync(path);
      response.writeHead(200, { "Content-Type": type ?? "application/octet-stream", "Cache-Control": "max-age=600",
        "Content-Length": body.length, ...(type ? { "Content-Encoding": "gzip" } : {}) });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((done) => {
    server.listen(0, "127.0.0.1", () => done({ server, port: /** @type {import("node:net").AddressInfo} */ (server.address()).port }));
  });
}
