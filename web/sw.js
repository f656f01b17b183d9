// The service worker: after one visit everything works with the network off.
//
// bundle.js writes the list of files with their digests in front of this text, as
//   const FILES = { "index.html": "sha256 in hex", … }, LAZY = { … }, INFLATED = { … }, VERSION = "…";
// LAZY are files that are fetched when they are first asked for, and kept from then on; INFLATED has the
// digests of what is in the .gz files; VERSION is the digest of both lists and of this text.
//
// An update is fetched whole and checked before it takes a place of its own; the pages that are open
// keep the old one until the last of them is closed, so that none is ever half old, half new:
//
//   page (of whichever version) ──name, digest──▶ of this version: the cache, else the host, checked
//                                                 of another: the caches, else the host, checked
//
// The page says which version it means: index.html names its scripts and styles with their digests
// (integrity), and the page asks for the others as NAME?v=DIGEST.

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
// One cache a version; the scope's path keeps several readers on one host apart.
const PREFIX = `skira ${new URL("./", location.href).pathname} `;
const CACHE = PREFIX + VERSION;
// The files of a library in shards: each is kept when it has been fetched once. Their names tell what is
// in them, so that all versions share one cache.
const SHARDS = `${PREFIX}shards`;
const SHARD = /^library\/(\w+)\/(\d+)-([0-9a-f]{8})\.\w+\.gz$/;
const MANIFEST = "library/shards.txt.gz";
// The pages of reviews: each is kept when it has been visited once.
const REVIEW = /^r\/([^/]+)\.html$/;
const PAGE = "index.html";
// Data: every version reads it, so that the version's own is better than none.
const LIBRARY = ["reviews.json.gz", MANIFEST];
// Without these no page starts.
const VITAL = ["skira.js", "skira.css", "skira.wasm", "fonts.bin.gz"];

// The pages that the host gave, not this version: what they ask for without a digest is the host's too. Not every
// engine tells the worker of a script's integrity. Known for as long as the worker runs, which a load outlives not.
/** @type {Set<string>} of client ids */
const guests = new Set();

/** The host has other bytes under a name. */
class OtherVersion extends Error {}

/** @param {string} name */
const digestOf = (name) => FILES[name] ?? LAZY[name];

/** @param {ArrayBuffer} bytes */
async function digest(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Whether a response has the file's bytes; a host that inflates .gz files on its own gives what is in them.
 * @param {Response} response which is read @param {string} name @param {string} wanted the first digits of the digest
 */
async function isFile(response, name, wanted = digestOf(name)) {
  const bytes = await digest(await response.arrayBuffer());
  return bytes.startsWith(wanted) || name.endsWith(".gz") && digestOf(name).startsWith(wanted) && bytes === INFLATED[name];
}

/** Fetches a file past the browser's own cache and checks it. @param {string} name @param {string} [wanted] as above */
async function fetched(name, wanted) {
  const response = await fetch(new Request(name, { cache: "no-cache", credentials: "same-origin" }));
  if (!response.ok) throw new (response.status < 500 ? OtherVersion : Error)(`${name}: HTTP ${response.status}`);
  const headers = new Headers({ "content-type": response.headers.get("content-type") ?? "application/octet-stream" });
  const whole = new Response(await response.arrayBuffer(), { status: 200, headers });
  if (!await isFile(whole.clone(), name, wanted)) throw new OtherVersion(`${name}: not the version's`);
  return whole;
}

/** What the versions before keep under a name, if it is the file. @param {string} name @param {string} [wanted] as above */
async function fromOtherVersions(name, wanted) {
  for (const other of await caches.keys()) {
    if (!other.startsWith(PREFIX) || other === CACHE || other === SHARDS) continue;
    const kept = await (await caches.open(other)).match(name);
    if (kept && await isFile(kept.clone(), name, wanted)) return kept;
  }
  return null;
}

/** Puts a file where it is kept, unless it is there: an install may have been ended in the middle. @param {Cache} cache @param {string} name */
async function take(cache, name) {
  const kept = await cache.match(name);
  if (kept && await isFile(kept, name)) return;
  await cache.put(name, await fromOtherVersions(name) ?? await fetched(name));
}

async function install() {
  // The active version's own cache may be this one: another worker text of the same version, or a host that
  // changes the text on its way.
  const begun = await caches.has(CACHE);
  try {
    const cache = await caches.open(CACHE);
    await Promise.all(Object.keys(FILES).map((name) => take(cache, name)));
    // Those who have used a lazy file have it without the network after an update too.
    const wanted = await Promise.all(Object.keys(LAZY).map(async (name) => (await caches.match(name) ? name : "")));
    await Promise.all(wanted.filter(Boolean).map((name) => take(cache, name)));
  } catch (error) {
    if (!begun) await caches.delete(CACHE);
    throw error;
  }
}

async function activate() {
  // What the device lost while this version waited, as long as the versions before may have it.
  const cache = await caches.open(CACHE);
  await Promise.all(Object.keys(FILES).map(async (name) => await cache.match(name) ?? take(cache, name))).catch(() => {});
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE && name !== SHARDS)
    .map((name) => caches.delete(name)));
  await forgetShards().catch(() => {});  // then they take room until the next version
  // The page of the first visit was loaded without a worker; it may as well be served by this one.
  await worker.clients.claim();
}

/** What is in gzip, as it is or inflated by the host. @param {ArrayBuffer} bytes */
async function inflated(bytes) {
  const [first, second] = new Uint8Array(bytes);
  if (first !== 0x1f || second !== 0x8b) return new Uint8Array(bytes);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Drops the shards that the library no longer has. */
async function forgetShards() {
  if (!await caches.has(SHARDS)) return;
  const manifest = await (await caches.open(CACHE)).match(MANIFEST);
  const shards = await caches.open(SHARDS);
  /** @type {Map<string, string>} of each kind, the hashes of its files, eight digits each */
  const hashes = new Map();
  if (manifest) {
    const text = new TextDecoder().decode(await inflated(await manifest.arrayBuffer()));
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
  try {
    return decodeURIComponent(url.pathname.slice(scope.pathname.length));
  } catch {
    return null;
  }
}

/** The hash in a shard's name (src/shards/rows.h, NameHash): FNV-1a of 64 bits, folded. @param {Uint8Array} bytes */
function nameHash(bytes) {
  // In four digits of 16 bits: the prime is 2^40 + 0x1b3.
  let [a, b, c, d] = [0x2325, 0x8422, 0x9ce4, 0xcbf2];
  for (const byte of bytes) {
    a ^= byte;
    const a1 = a * 0x1b3, b1 = b * 0x1b3 + (a1 >>> 16), c1 = c * 0x1b3 + (a << 8) + Math.floor(b1 / 65536);
    const d1 = d * 0x1b3 + (b << 8) + Math.floor(c1 / 65536);
    [a, b, c, d] = [a1 & 0xffff, b1 & 0xffff, c1 & 0xffff, d1 & 0xffff];
  }
  return ((((b ^ d) << 16) | (a ^ c)) >>> 0).toString(16).padStart(8, "0");
}

/** @param {Request} request @param {string} name */
async function shard(request, name) {
  const cache = await caches.open(SHARDS);
  const kept = await cache.match(request.url);
  if (kept) return kept;
  const response = await fetch(request);
  // Anything may answer for a host; what is not the file is the page's business, and is not kept.
  const bytes = response.ok && await inflated(await response.clone().arrayBuffer()).catch(() => null);
  if (bytes && nameHash(bytes) === SHARD.exec(name)?.[3]) await cache.put(request.url, response.clone()).catch(() => {});  // the device may be full
  return response;
}

/**
 * A review's page: this version's where it was visited; where there is no network the app has the review.
 * @param {Request} request @param {string} name
 */
async function reviewPage(request, name) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(name);
  if (kept) return kept;
  try {
    const response = await fetch(request);
    const own = response.ok && (await response.clone().text()).includes(`content="${VERSION}"`);
    if (own) await cache.put(name, response.clone()).catch(() => {});  // the device may be full
    return response;
  } catch {
    return Response.redirect(`./#/r/${encodeURIComponent(REVIEW.exec(name)?.[1] ?? "")}`);
  }
}

/** What of ours the request is for, or null. @param {Request} request */
function ownFile(request) {
  const name = request.method === "GET" ? nameOf(request.url) : null;
  if (name === null) return null;
  if (name === "") return PAGE;
  return digestOf(name) !== undefined || SHARD.test(name) ? name : null;
}

/** The digest that the page names, as far as it does; "" where it takes what is there. @param {Request} request @param {string} name */
function wantedBy(request, name) {
  if (name === PAGE) return "";
  const [, base64 = ""] = /^sha256-([\w+/]{43}=)$/.exec(request.integrity) ?? [];
  if (base64) return [...atob(base64)].map((byte) => byte.charCodeAt(0).toString(16).padStart(2, "0")).join("");
  const wanted = new URL(request.url).searchParams.get("v") ?? "";
  return /^[0-9a-f]{12,64}$/.test(wanted) ? wanted : "";
}

/**
 * A file of this version: kept, or fetched anew, checked and put back.
 * @param {Request} request @param {string} name @param {string} [client] the id of the page that it is, if it is one
 */
async function ownVersion(request, name, client) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(name);
  if (kept) return kept;
  try {
    const response = await fetched(name);
    await cache.put(name, response.clone()).catch(() => {});  // the device may be full
    return response;
  } catch (error) {
    // The host's page names the host's files, and any version reads any library.
    if (name === PAGE && client) guests.add(client);
    if (name === PAGE || LIBRARY.includes(name)) return fetch(request);
    if (error instanceof OtherVersion && VITAL.includes(name)) {
      // This version has lost a part for good: the next start is the host's, whole.
      await cache.delete(PAGE);
    }
    return refusal(error);
  }
}

/** A file of another version than this worker's. @param {Request} request @param {string} name @param {string} wanted */
async function otherVersion(request, name, wanted) {
  const kept = await fromOtherVersions(name, wanted);
  if (kept) return kept;
  try {
    return await fetched(name, wanted);
  } catch (error) {
    return LIBRARY.includes(name) ? ownVersion(request, name) : refusal(error);
  }
}

/** The answer where a file cannot be had: none of another version. @param {unknown} error */
const refusal = (error) => (error instanceof OtherVersion ?
  new Response(error.message, { status: 404, statusText: "not of this version" }) : Response.error());

/** @param {FetchEvent} event @param {string} name */
function answer({ request, clientId, resultingClientId }, name) {
  const wanted = wantedBy(request, name);
  if (!wanted && name !== PAGE && guests.has(clientId)) return fetch(request);
  return digestOf(name).startsWith(wanted) ? ownVersion(request, name, resultingClientId) : otherVersion(request, name, wanted);
}

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(activate()));
// Of a page whose user wants this version now: the pages that are open begin anew (offline.js).
worker.addEventListener("message", ({ data }) => { if (data === "take-over") worker.skipWaiting(); });
worker.addEventListener("fetch", (event) => {
  const page = event.request.mode === "navigate" ? nameOf(event.request.url) : null;
  if (page !== null && REVIEW.test(page)) return event.respondWith(reviewPage(event.request, page));
  const name = ownFile(event.request);
  if (name !== null) event.respondWith(SHARD.test(name) ? shard(event.request, name) : answer(event, name));
});
