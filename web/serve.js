// Serves a folder on 127.0.0.1, as any static host would: usage: node web/serve.js FOLDER PORT
import { createReadStream, openSync, readFileSync, realpathSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, sep } from "node:path";
import { pipeline } from "node:stream";
import { fileURLToPath } from "node:url";

/** @type {Record<string, string>} */
const TYPES = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css",
  ".mjs": "text/javascript; charset=utf-8",
  ".wasm": "application/wasm", ".svg": "image/svg+xml", ".png": "image/png",
  ".xml": "application/xml", ".epub": "application/epub+zip", ".webp": "image/webp", ".jpg": "image/jpeg",
  ".json": "application/json", ".webmanifest": "application/manifest+json",
};

// What a page that follows its folder has besides: it loads anew when the server says so, and no service worker
// keeps what was there before.
const FOLLOW = "skira-follow.js", CHANGES = "skira-changes";
const FOLLOWING = `new EventSource("/${CHANGES}").onmessage = () => location.reload();\n`;
const NO_WORKER = `self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.registration.unregister()));\n`;

/**
 * Answers what a page asks that follows its folder; false for everything else.
 * @param {string} path @param {string} top @param {import("node:http").ServerResponse} response @param {EventTarget} changes
 */
function follow(path, top, response, changes) {
  const answer = (/** @type {string} */ type, /** @type {string} */ text) => {
    response.writeHead(200, { "Content-Type": `${type}; charset=utf-8`, "Cache-Control": "no-store" }).end(text);
    return true;
  };
  if (path === `/${FOLLOW}`) return answer("text/javascript", FOLLOWING);
  if (path === "/sw.js") return answer("text/javascript", NO_WORKER);
  if (path === "/" || path === "/index.html") {
    return answer("text/html", readFileSync(join(top, "index.html"), "utf8").replace("</head>", `<script src="/${FOLLOW}" async></script>\n</head>`));
  }
  if (path !== `/${CHANGES}`) return false;
  response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
  response.write("retry: 500\n\n");
  const tell = () => response.write("data: changed\n\n");
  changes.addEventListener("change", tell);
  response.on("close", () => changes.removeEventListener("change", tell));
  return true;
}

/**
 * @param {string} folder @param {number} port 0: any free one
 * @param {EventTarget} [changes] the page is loaded anew on its "change"
 * @returns {Promise<import("node:http").Server>}
 */
export function serve(folder, port, changes) {
  const top = realpathSync(folder);
  const server = createServer((request, response) => {
    try {
      // Throws where the address is none ("/%").
      const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
      if (changes && follow(path, top, response, changes)) return;
      let file = realpathSync(join(top, path));
      if (statSync(file).isDirectory()) file = realpathSync(join(file, "index.html"));
      // Links lead out of the folder, too.
      if (!file.startsWith(top === sep ? top : top + sep)) throw new Error("outside");
      const { size } = statSync(file);
      const open = openSync(file, "r");
      response.writeHead(200, {
        "Content-Type": TYPES[extname(file)] ?? "application/octet-stream",
        "Content-Length": size, "Cache-Control": "no-cache",
        "Access-Control-Allow-Origin": "*",  // other sites may embed the reader, as on public hosts
      });
      pipeline(createReadStream("", { fd: open }), response, () => {});  // where one ends early, so does the other
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
