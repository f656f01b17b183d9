// The service worker against a model: web/sw.js itself runs in a world of ours, with a host, caches, tabs and a
// browser that installs, activates, kills and restarts workers as the standard says. A seeded walk of thousands of
// steps (deploys, half deploys, answers of HTML, half files, lost entries, a full device, kills, two tabs) is held to:
//
//   - a page gets files of its own version or none (the library apart, which every version reads),
//   - what has worked with the network off works on, unless the device lost it,
//   - a version that is active keeps what it has, whatever becomes of an install,
//   - what the device lost is put back when the host has it,
//   - other readers' caches on the host stay.
//
// SKIRA_FUZZ_SEED and SKIRA_FUZZ_RUNS choose the walk and its length.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";
import { gunzipSync, gzipSync } from "node:zlib";
import { randomNumbers } from "../bench/recombine.js";
import { ALL, ROOT } from "./browser.js";

const SCOPE = "https://example.org/some/where/";
const TEXT = readFileSync(join(ROOT, "web/sw.js"), "utf8");
const PINNED = ["skira.js", "skira.css", "skira.wasm", "fonts.bin.gz"];
const LIBRARY = "reviews.json.gz", LAZY = "math-worker.js";
const OTHERS = "skira /some/ 0123456789abcdef";  // another reader's cache

/** @typedef {{status: number, type: string, bytes: Buffer}} File */
/** @typedef {Map<string, File>} Files by name */
/** @typedef {{number: number, files: Files, vital: Set<string>}} Version */

const sha256 = (/** @type {Uint8Array | string} */ bytes, /** @type {"hex" | "base64"} */ form = "hex") =>
  createHash("sha256").update(bytes).digest(form);
/** @param {string} type @param {Buffer | string} bytes @returns {File} */
const file = (type, bytes) => ({ status: 200, type, bytes: Buffer.from(bytes) });


/** What bundle.js makes, in small. @param {number} number @param {Version | null} before @param {(name: string) => boolean} changes */
function makeVersion(number, before, changes) {
  /** @type {Files} */
  const files = new Map();
  for (const name of [...PINNED, LIBRARY, LAZY, "licenses.txt", "icons/a.png"]) {
    const text = `${name} of ${number} `.repeat(3);
    const kept = before && !changes(name) ? before.files.get(name) : undefined;
    files.set(name, kept ?? file("application/octet-stream", name.endsWith(".gz") ? gzipSync(text) : text));
  }
  const digest = (/** @type {string} */ name) => sha256(/** @type {File} */ (files.get(name)).bytes);
  const integrity = (/** @type {string} */ name) => Buffer.from(digest(name), "hex").toString("base64");
  // The addresses as index.html has them: [name, search, integrity].
  const asks = [["skira.js", "", `sha256-${integrity("skira.js")}`], ["skira.css", "", `sha256-${integrity("skira.css")}`],
    ...["skira.wasm", "fonts.bin.gz", LIBRARY, LAZY, "licenses.txt"].map((name) => [name, `?v=${digest(name).slice(0, 12)}`, ""])];
  files.set("index.html", file("text/html", JSON.stringify({ number, asks })));
  const names = [...files.keys()].sort();
  const lazy = { [LAZY]: digest(LAZY) };
  const list = Object.fromEntries(names.filter((name) => name !== LAZY).map((name) => [name, digest(name)]));
  const inflated = Object.fromEntries(names.filter((name) => name.endsWith(".gz")).map((name) =>
    [name, sha256(gunzipSync(/** @type {File} */ (files.get(name)).bytes))]));
  files.set("sw.js", file("text/javascript", `const FILES = ${JSON.stringify(list)}, LAZY = ${JSON.stringify(lazy)}, ` +
    `INFLATED = ${JSON.stringify(inflated)}, VERSION = "${sha256(JSON.stringify(list) + TEXT).slice(0, 16)}";\n${TEXT}`));
  return /** @type {Version} */ ({ number, files, vital: new Set(Object.keys(list)) });
}

/** The device's caches, which outlive workers. */
class Device {
  /** @type {Map<string, Map<string, {type: string, bytes: Buffer}>>} */
  caches = new Map([[OTHERS, new Map([["https://example.org/some/index.html", { type: "text/html", bytes: Buffer.from("theirs") }]])]]);
  full = false;
}

/** One run of a worker's text: it may be killed at any step, after which nothing of it goes on. */
class Worker {
  /** @type {Record<string, (event: any) => void>} */
  listeners = {};
  alive = true;
  /** Steps that it may still take. */
  left = Infinity;
  /** @type {() => void} */
  killed = () => {};
  death = new Promise((resolve) => { this.killed = () => resolve("killed"); });

  /** @param {World} world @param {Buffer} text */
  constructor(world, text) {
    this.world = world;
    this.text = text;
    const { device } = world;
    const step = async () => {
      for (let i = Math.floor(world.next() * 3); i > 0; --i) await null;
      if (--this.left < 0 && this.alive) this.kill();
      if (!this.alive) await new Promise(() => {});
    };
    const addressOf = (/** @type {any} */ key) => new URL(typeof key === "string" ? key : key.url, SCOPE).href;
    const responseOf = (/** @type {{type: string, bytes: Buffer} | undefined} */ kept) =>
      kept && new Response(new Uint8Array(kept.bytes), { headers: { "content-type": kept.type } });
    const cacheOf = (/** @type {string} */ name) => {
      const entries = () => {
        const found = device.caches.get(name) ?? new Map();
        return found;
      };
      return {
        match: async (/** @type {any} */ key) => { await step(); return responseOf(entries().get(addressOf(key))); },
        put: async (/** @type {any} */ key, /** @type {Response} */ response) => {
          await step();
          const bytes = Buffer.from(await response.arrayBuffer());
          if (device.full) throw new Error("QuotaExceededError");
          entries().set(addressOf(key), { type: response.headers.get("content-type") ?? "", bytes });
        },
        delete: async (/** @type {any} */ key) => { await step(); return entries().delete(addressOf(key)); },
        keys: async () => { await step(); return [...entries().keys()].map((url) => ({ url })); },
      };
    };
    const caches = {
      open: async (/** @type {string} */ name) => {
        await step();
        if (!device.caches.has(name)) device.caches.set(name, new Map());
        return cacheOf(name);
      },
      has: async (/** @type {string} */ name) => { await step(); return device.caches.has(name); },
      delete: async (/** @type {string} */ name) => { await step(); return device.caches.delete(name); },
      keys: async () => { await step(); return [...device.caches.keys()]; },
      match: async (/** @type {any} */ key) => {
        await step();
        for (const entries of device.caches.values()) if (entries.has(addressOf(key))) return responseOf(entries.get(addressOf(key)));
        return undefined;
      },
    };
    const self = {
      addEventListener: (/** @type {string} */ type, /** @type {any} */ listener) => { this.listeners[type] = listener; },
      clients: { claim: async () => { await step(); for (const tab of world.tabs) tab.controlled = true; } },
    };
    const context = createContext({
      self, caches, location: new URL("sw.js", SCOPE), URL, Response, Headers, Blob, TextDecoder, DecompressionStream, atob,
      crypto: globalThis.crypto, Uint8Array, ArrayBuffer,
      Request: class extends Request { constructor(/** @type {any} */ url, /** @type {any} */ init) { super(new URL(url, SCOPE), init); } },
      fetch: async (/** @type {any} */ request) => { await step(); return world.fetch(addressOf(request)); },
    });
    runInContext(text.toString(), context);
  }

  kill() {
    this.alive = false;
    this.killed();
  }

  /** An event with waitUntil: whether all went well. @param {"install" | "activate"} type @returns {Promise<boolean>} */
  async lifecycle(type) {
    /** @type {Promise<unknown>[]} */
    const work = [];
    this.listeners[type]({ waitUntil: (/** @type {Promise<unknown>} */ promise) => work.push(promise.then(() => "done", () => "failed")) });
    return await Promise.race([Promise.all(work).then((all) => all.join()), this.death]) === "done";
  }

  /** @param {string} url @param {string} integrity @returns {Promise<Response | null>} null: the network's failure */
  async answer(url, integrity) {
    /** @type {Promise<Response> | null} */
    let given = null;
    this.listeners.fetch({ request: new Request(url, { integrity }), respondWith: (/** @type {Promise<Response>} */ promise) => { given = promise; } });
    const response = await (given ?? this.world.fetch(url)).catch(() => null);
    return response === null || response.type === "error" ? null : response;
  }
}

/** @param {Buffer | undefined} text a worker's */
const versionOf = (text) => /VERSION = "(\w+)"/.exec(String(text))?.[1];

/** @typedef {{controlled: boolean, index: any}} Tab */

class World {
  device = new Device();
  /** @type {Tab[]} */
  tabs = [];
  /** @type {Worker | null} */
  active = null;
  /** @type {Worker | null} */
  waiting = null;
  /** @type {"" | "offline" | "html" | "half" | "404" | "503"} */
  fault = "";
  /** The only file that the fault strikes, or "" for all. */
  struck = "";
  /** @type {Version[]} */
  versions = [];
  /** What the host has now. @type {Files} */
  host = new Map();

  /** @param {() => number} next */
  constructor(next) {
    this.next = next;
  }

  /** @param {string} url */
  async fetch(url) {
    const name = new URL(url).pathname.slice(new URL(SCOPE).pathname.length) || "index.html";
    if (this.fault === "offline") throw new TypeError("Failed to fetch");
    const strikes = this.struck === "" || this.struck === name;
    const found = this.host.get(name);
    if (strikes && this.fault === "503") return new Response("busy", { status: 503 });
    if (!found || strikes && this.fault === "404") return new Response("not found", { status: 404 });
    if (strikes && this.fault === "html") return new Response("<!doctype html>sign in", { headers: { "content-type": "text/html" } });
    const bytes = strikes && this.fault === "half" ? found.bytes.subarray(0, found.bytes.length / 2) : found.bytes;
    return new Response(new Uint8Array(bytes), { status: found.status, headers: { "content-type": found.type } });
  }

  /** As the browser does at each navigation and from time to time. @param {number} [steps] after which the new worker is killed */
  async update(steps = Infinity) {
    const response = await this.fetch(`${SCOPE}sw.js`).catch(() => null);
    if (!response?.ok || response.headers.get("content-type") !== "text/javascript") return;
    const text = Buffer.from(await response.arrayBuffer());
    const newest = this.waiting ?? this.active;
    if (newest?.text.equals(text)) return;
    let worker;
    try {
      worker = new Worker(this, text);
    } catch {
      return;  // half a script
    }
    worker.left = steps;
    if (!await worker.lifecycle("install")) return;
    worker.left = Infinity;
    this.waiting = worker;
    await this.activateIfFree();
  }

  async activateIfFree() {
    if (!this.waiting || this.active && this.tabs.some((tab) => tab.controlled)) return;
    this.active = this.waiting;
    this.waiting = null;
    await this.active.lifecycle("activate");
  }

  /** The browser ends an idle worker and starts it again. */
  restart() {
    if (!this.active) return;
    this.active.kill();
    this.active = new Worker(this, this.active.text);
  }

  /** @param {boolean} controlled @param {string} url @param {string} integrity */
  get(controlled, url, integrity = "") {
    return controlled && this.active ? this.active.answer(url, integrity) : this.fetch(url).catch(() => null);
  }

  /**
   * Opens a page as assets.js and the browser do. Returns whether it started.
   * @param {Tab} tab which is then among the tabs
   */
  async open(tab) {
    tab.controlled = this.active !== null;
    this.tabs.push(tab);
    const response = await this.get(tab.controlled, SCOPE);
    const text = response?.ok ? await response.text() : "";
    if (!text.startsWith('{"number"')) return false;
    try {
      tab.index = JSON.parse(text);
    } catch {
      return false;  // half of it
    }
    const got = await Promise.all([...PINNED, LIBRARY].map((name) => this.load(tab, name)));
    return got.every(Boolean);
  }

  /** Whether a tab has a file that it asked for: it is then the right one. @param {Tab} tab @param {string} name */
  async load(tab, name) {
    const [, search, integrity] = tab.index.asks.find((/** @type {string[]} */ [one]) => one === name);
    const { controlled } = tab;
    const response = await this.get(controlled, SCOPE + name + search, integrity);
    if (!response?.ok) return false;
    const bytes = Buffer.from(await response.arrayBuffer());
    const version = this.versions[tab.index.number];
    const right = version.files.get(name)?.bytes.equals(bytes) ?? false;
    if (name === LIBRARY) return right || this.versions.some(({ files }) => files.get(name)?.bytes.equals(bytes));
    // Without a worker the page checks for itself; with one it has the worker's word.
    if (controlled && !integrity) assert.ok(right, `${name} of another version, or none, in a page of version ${tab.index.number}`);
    return right;
  }

  /** @param {Tab} tab */
  async close(tab) {
    this.tabs = this.tabs.filter((one) => one !== tab);
    await this.activateIfFree();
  }

  /** The version whose worker is active. */
  activeVersion() {
    const name = versionOf(this.active?.text);
    return this.versions.find(({ files }) => versionOf(files.get("sw.js")?.bytes) === name);
  }

  /** The name of the active version's cache. */
  activeCache() {
    return `skira /some/where/ ${versionOf(this.active?.text)}`;
  }

  /** Whether the active version has all its files. */
  isWhole() {
    const version = this.activeVersion();
    if (!version) return false;
    const entries = this.device.caches.get(this.activeCache());
    return [...version.vital].every((one) => entries?.get(SCOPE + one)?.bytes.equals(version.files.get(one)?.bytes ?? Buffer.alloc(0)));
  }

  /** Whether a page starts with the network off; the tab is closed again. @returns {Promise<Tab | null>} */
  async startsOffline() {
    const { fault } = this;
    this.fault = "offline";
    const tab = { controlled: false, index: null };
    const started = await this.open(tab);
    this.tabs = this.tabs.filter((one) => one !== tab);
    this.fault = fault;
    return started ? tab : null;
  }
}

/** @param {number} seed @param {number} steps @param {Record<string, number>} count of what happened */
async function walk(seed, steps, count) {
  const next = randomNumbers(seed);
  const pick = (/** @type {readonly any[]} */ list) => list[Math.floor(next() * list.length)];
  const world = new World(next);
  const publish = () => {
    const version = makeVersion(world.versions.length, world.versions.at(-1) ?? null, () => next() < 0.6);
    world.versions.push(version);
    return version;
  };
  world.host = new Map(publish().files);
  /** The file names that the deploy under way has still to bring. @type {string[]} */
  let toCome = [];
  const bring = (/** @type {number} */ files) => {
    const version = /** @type {Version} */ (world.versions.at(-1));
    for (const name of toCome.splice(0, files)) world.host.set(name, /** @type {File} */ (version.files.get(name)));
  };
  let works = false;
  /** The caches of which the device took something that has not been put back. @type {Set<string>} */
  const lost = new Set();
  /** An update leaves the active version what it has. @param {() => Promise<void>} update */
  const keeping = async (update) => {
    const name = world.activeCache();
    const before = [...world.device.caches.get(name)?.keys() ?? []];
    await update();
    if (world.activeCache() === name) assert.deepEqual(before.filter((url) => !world.device.caches.get(name)?.has(url)), [], "the active version keeps its files");
  };
  /** @type {string[]} */
  const trail = [];
  /** @type {Record<string, () => Promise<unknown> | unknown>} */
  const actions = {
    deploy: () => { bring(99); world.host = new Map(publish().files); },
    beginDeploy: () => {
      bring(99);
      toCome = [...publish().files.keys()].sort(() => next() - 0.5);
      bring(Math.floor(next() * toCome.length));
    },
    goOnDeploying: () => bring(1 + Math.floor(next() * 3)),
    endDeploy: () => bring(99),
    // A host that writes something of its own into scripts: another worker of the same version.
    touchWorker: () => {
      const worker = world.host.get("sw.js");
      if (worker) world.host.set("sw.js", file(worker.type, `${worker.bytes}\n// ${Math.floor(next() * 1e9)}`));
    },
    // Another worker of the active version, which lost a file, cannot be installed.
    failSameVersion: async () => {
      const { host, fault, struck } = world, version = world.activeVersion();
      const entries = world.device.caches.get(world.activeCache());
      if (!version || !entries) return;
      const name = pick([...version.vital]);
      if (entries.delete(SCOPE + name)) lost.add(world.activeCache());
      [world.host, world.fault, world.struck] = [new Map(version.files), pick(["404", "html", "half"]), name];
      actions.touchWorker();
      await keeping(() => world.update());
      [world.host, world.fault, world.struck] = [host, fault, struck];
    },
    update: () => keeping(() => world.update()),
    killInstall: () => keeping(() => world.update(Math.floor(next() * 60))),
    openTab: async () => { if (world.tabs.length < 2) await world.open({ controlled: false, index: null }); },
    // While the browser looks for an update, as it does.
    openAndUpdate: async () => {
      if (world.tabs.length < 2) await Promise.all([world.open({ controlled: false, index: null }), world.update()]);
    },
    deployWhileOpening: async () => {
      if (world.tabs.length >= 2) return;
      await Promise.all([world.open({ controlled: false, index: null }), (async () => { await null; await null; actions.deploy(); })()]);
    },
    useLazy: async () => { const tab = pick(world.tabs); if (tab?.index) await world.load(tab, LAZY); },
    licences: async () => { const tab = pick(world.tabs); if (tab?.index) await world.load(tab, "licenses.txt"); },
    closeTab: async () => { if (world.tabs.length > 0) await world.close(pick(world.tabs)); },
    closeAll: async () => { while (world.tabs.length > 0) await world.close(world.tabs[0]); },
    restart: () => world.restart(),
    fault: () => { world.fault = pick(["offline", "html", "half", "404", "503"]); world.struck = next() < 0.5 ? "" : pick([...world.host.keys()]); },
    noFault: () => { world.fault = ""; },
    full: () => { world.device.full = true; },
    notFull: () => { world.device.full = false; },
    evictEntry: () => {
      const name = pick([...world.device.caches.keys()].filter((one) => one !== OTHERS));
      const entries = world.device.caches.get(name);
      if (!entries?.size) return;
      entries.delete(pick([...entries.keys()]));
      lost.add(name);
    },
    evictAll: () => {
      for (const name of [...world.device.caches.keys()]) if (name !== OTHERS && world.device.caches.delete(name)) lost.add(name);
    },
    // The host is well and has one version whole, whichever: a page starts, by itself loaded again twice at most.
    visit: async () => {
      const { host, fault, tabs } = world;
      [world.host, world.fault] = [/** @type {Version} */ (world.versions.at(-1)).files, ""];
      let started = false;
      for (let i = 0; i < 3 && !started; ++i) {
        world.tabs = tabs;
        started = await world.open({ controlled: false, index: null });
      }
      assert.ok(started, "a page starts where the host is well");
      [world.host, world.fault, world.tabs] = [host, fault, tabs];
    },
    mend: async () => {
      // The host is well and has the active version: what the device lost comes back with the next use of it.
      const version = world.activeVersion();
      if (!version) return;
      const { host, fault } = world, { full } = world.device;
      [world.host, world.fault, world.device.full] = [version.files, "", false];
      const tab = { controlled: false, index: null };
      assert.ok(await world.open(tab), "the page starts where the host has its version");
      for (const name of version.vital) await world.active?.answer(SCOPE + name, "");
      assert.ok(world.isWhole(), "what was lost is put back");
      world.tabs = world.tabs.filter((one) => one !== tab);
      [world.host, world.fault, world.device.full] = [host, fault, full];
    },
  };
  const rare = ["failSameVersion", "evictAll", "evictEntry", "full"];
  const names = Object.keys(actions).flatMap((name) => (rare.includes(name) ? [name] : [name, name, name]));
  for (let i = 0; i < steps; ++i) {
    const name = pick(names);
    trail.push(name);
    count[name] = (count[name] ?? 0) + 1;
    const where = () => `seed ${seed}, step ${i}: ${trail.slice(-12).join(", ")}`;
    try {
      await actions[name]();
      const started = await world.startsOffline();
      if (world.isWhole()) lost.delete(world.activeCache());
      if (works && !lost.has(world.activeCache())) assert.ok(started && world.isWhole(), "what worked with the network off works on");
      if (world.isWhole()) assert.ok(started, "a whole version starts");
      works = started !== null && world.isWhole();
      assert.ok(world.device.caches.get(OTHERS)?.size === 1, "another reader's cache is not ours");
      count.offline = (count.offline ?? 0) + Number(works);
    } catch (error) {
      throw new Error(`${where()}: ${error instanceof Error ? error.message : error}`, { cause: error });
    }
  }
  count.versions = (count.versions ?? 0) + world.versions.length;
}

test("random steps of deploys, faults, kills and tabs leave every page whole and every version in its place", async (t) => {
  const seed = Number(process.env.SKIRA_FUZZ_SEED ?? 16), steps = Number(process.env.SKIRA_FUZZ_RUNS ?? (ALL ? 4000 : 1200));
  /** @type {Record<string, number>} */
  const count = {};
  for (let walked = 0; walked < steps; walked += 200) await walk(seed + walked / 200, 200, count);
  t.diagnostic(JSON.stringify(count));
  // The walk has been where it matters.
  assert.ok(count.offline > steps / 4, "pages often work with the network off");
});
