// The service worker: after one visit everything works with the network off.
//
// bundle.js writes the list of files with their digests in front of this text, as
//   const FILES = { "index.html": "sha256 in hex", … }, LAZY = { … }, VERSION = "…";
// LAZY are files that are fetched when they are first asked for, and kept from then on.
// An update is fetched whole and checked before it takes a place of its own; the pages that are open
// keep the old one until the last of them is closed, so that none is ever half old, half new.

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
// One cache a version; the scope's path keeps several readers on one host apart.
const PREFIX = `skira ${new URL("./", location.href).pathname} `;
const CACHE = PREFIX + VERSION;
// The files of a library in shards: each is kept when it has been fetched once. Their names tell what is
// in them, so that all versions share one cache.
const SHARDS = `${PREFIX}shards`;
const SHARD = /^library\/(\w+)\/(\d+)-([0-9a-f]{8})\.\w+\.gz$/;
const MANIFEST = "library/shards.txt.gz";

/** @param {ArrayBuffer} bytes */
async function digest(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Fetches a file past the browser's own cache and checks it. @param {string} name */
async function fetched(name) {
  const response = await fetch(new Request(name, { cache: "no-cache", credentials: "same-origin" }));
  if (!response.ok) throw new Error(`${name}: HTTP ${response.status}`);
  const bytes = await response.arrayBuffer();
  // A host that inflates .gz files on its own gives other bytes; its files are taken as they are.
  const inflated = name.endsWith(".gz") && response.headers.get("content-encoding");
  if (!inflated && await digest(bytes) !== (FILES[name] ?? LAZY[name])) throw new Error(`${name}: not the version's`);
  const headers = new Headers({ "content-type": response.headers.get("content-type") ?? "application/octet-stream" });
  return new Response(bytes, { status: 200, headers });
}

async function install() {
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(Object.keys(FILES).map(async (name) => cache.put(name, await fetched(name))));
    // Those who have used a lazy file have it without the network after an update too.
    const wanted = await Promise.all(Object.keys(LAZY).map(async (name) => (await caches.match(name) ? name : "")));
    await Promise.all(wanted.filter(Boolean).map(async (name) => cache.put(name, await fetched(name))));
    await cache.put("./", /** @type {Response} */ (await cache.match("index.html")));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function activate() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE && name !== SHARDS)
    .map((name) => caches.delete(name)));
  await forgetShards();
  // The page of the first visit was loaded without a worker; it may as well be served by this one.
  await worker.clients.claim();
}

/** Drops the shards that the library no longer has. */
async function forgetShards() {
  if (!await caches.has(SHARDS)) return;
  const manifest = await (await caches.open(CACHE)).match(MANIFEST);
  const shards = await caches.open(SHARDS);
  /** @type {Map<string, string>} of each kind, the hashes of its files, eight digits each */
  const hashes = new Map();
  if (manifest?.body) {
    const text = await new Response(manifest.body.pipeThrough(new DecompressionStream("gzip"))).text();
    for (const line of text.slice(0, text.indexOf("\nnewest\n")).split("\n")) {
      hashes.set(line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1));
    }
  }
  const kept = await shards.keys();
  await Promise.all(kept.map(async (request) => {
    const [, kind, number, hash] = SHARD.exec(nameOf(request.url) ?? "") ?? [];
    const at = 8 * Number(number);
    if (hashes.get(kind)?.slice(at, at + 8) !== hash) await shards.delete(request);
  }));
}

/** The path of an address of ours, or null. @param {string} address */
function nameOf(address) {
  const url = new URL(address);
  const scope = new URL("./", location.href);
  if (url.origin !== scope.origin || !url.pathname.startsWith(scope.pathname)) return null;
  return decodeURIComponent(url.pathname.slice(scope.pathname.length));
}

/** @param {Request} request */
async function shard(request) {
  const cache = await caches.open(SHARDS);
  const kept = await cache.match(request.url);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await cache.put(request.url, response.clone()).catch(() => {});  // the device may be full
  return response;
}

/** What of ours the request is for, or null. @param {Request} request */
function ownFile(request) {
  const name = request.method === "GET" ? nameOf(request.url) : null;
  if (name === null) return null;
  if (name === "") return "index.html";
  return Object.hasOwn(FILES, name) || Object.hasOwn(LAZY, name) || SHARD.test(name) ? name : null;
}

/** @param {Request} request @param {string} name */
async function answer(request, name) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(name);
  if (kept || !Object.hasOwn(LAZY, name)) return kept ?? fetch(request);
  const response = await fetched(name);
  await cache.put(name, response.clone());
  return response;
}

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(activate()));
worker.addEventListener("fetch", (event) => {
  const name = ownFile(event.request);
  if (name !== null) event.respondWith(SHARD.test(name) ? shard(event.request) : answer(event.request, name));
});
