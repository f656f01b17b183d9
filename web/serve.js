// Serves a folder on 127.0.0.1, as any static host would: usage: node web/serve.js FOLDER PORT
import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** @type {Record<string, string>} */
const TYPES = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css",
  ".mjs": "text/javascript; charset=utf-8",
  ".wasm": "application/wasm", ".svg": "image/svg+xml", ".png": "image/png",
  ".json": "application/json", ".webmanifest": "application/manifest+json",
};

/**
 * @param {string} folder @param {number} port 0: any free one
 * @returns {Promise<import("node:http").Server>}
 */
export function serve(folder, port) {
  const top = resolve(folder);
  const server = createServer((request, response) => {
    try {
      // Throws where the address is none ("/%").
      const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
      let file = normalize(join(top, path));
      if (file !== top && !file.startsWith(top + sep)) throw new Error("outside");
      if (statSync(file).isDirectory()) file = join(file, "index.html");
      const { size } = statSync(file);
      response.writeHead(200, {
        "Content-Type": TYPES[extname(file)] ?? "application/octet-stream",
        "Content-Length": size, "Cache-Control": "no-cache",
        "Access-Control-Allow-Origin": "*",  // other sites may embed the reader, as on public hosts
      });
      createReadStream(file).pipe(response);
    } catch {
      response.writeHead(404, { "Content-Type": "text/plain" }).end("not found\n");
    }
  });
  return new Promise((done, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", () => done(server));
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder = "dist", port = "8080"] = process.argv.slice(2);
  serve(folder, Number(port)).catch((error) => {
    console.error(`serve.js: ${error.message}`);
    process.exit(1);
  });
}
