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
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)));
  // The page of the first visit was loaded without a worker; it may as well be served by this one.
  await worker.clients.claim();
}

/** What of ours the request is for, or null. @param {Request} request */
function ownFile(request) {
  const url = new URL(request.url);
  const scope = new URL("./", location.href);
  if (request.method !== "GET" || url.origin !== scope.origin || !url.pathname.startsWith(scope.pathname)) return null;
  const name = decodeURIComponent(url.pathname.slice(scope.pathname.length));
  if (name === "") return "index.html";
  return Object.hasOwn(FILES, name) || Object.hasOwn(LAZY, name) ? name : null;
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
  if (name !== null) event.respondWith(answer(event.request, name));
});
