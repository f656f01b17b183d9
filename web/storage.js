// Storage: user data as records of JSON by key (src/app/model/device_records.h), in IndexedDB.
//
//   program ──store(key, json, number)──▶ pending ──one transaction──▶ "records"   ──▶ other tabs
//   program ◀──restore(key, json, merge)── "records" at the start, other tabs' changes later
//   program ◀──kept(number)── all that was pending is on the device
//   program ◀──keeping(how)── it is not, or is again
//
// What is pending is written in one transaction, so that a tab that is killed leaves all of it or none.
// A record that another tab changed meanwhile is not written over: the program joins both, and the joined
// one is written. Where the browser keeps nothing, answers late, has no room left or has cleared what was
// there, the records stay in memory, the program is told, and another attempt is made now and then.

import { siteKey } from "./site-key.js";
import { ROOT } from "./site-root.js";

const SHARED = "skira";           // the database of all sites of a host, before each had its own; then the root's
export const DATABASE = siteKey(SHARED);
const STORE = "records";
const CHANNEL = siteKey("skira-records");
const RETRIES = [50, 400, 2000];  // ms before another attempt at once
const LATER = 15000;              // ms before one where those failed
const DEADLINE = 5000;            // ms in which the device answers, else the program is told

/** What each version of the database added to the one before. @type {((database: IDBDatabase) => void)[]} */
const UPGRADES = [
  (database) => { database.createObjectStore(STORE); },
  // The documents that were opened, by name.
  (database) => { database.createObjectStore("documents"); },
  // From here on it is one site's alone.
  () => {},
];
const SEPARATE = UPGRADES.length;

/**
 * @typedef {{
 *   restore: (key: string, json: string, merge: boolean) => void,
 *   keeping: (keeping: import("#wire").StorageStatus) => void,
 *   kept: (number: number) => void,
 * }} Owner whose records are kept; an empty record was erased
 */

/** @param {IDBTransaction} transaction @returns {Promise<void>} settles when it is over */
export const finished = (transaction) => new Promise((resolve, reject) => {
  transaction.oncomplete = () => resolve();
  transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
});

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
export const answered = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

/** @param {number} [version] the newest where it is not said @returns {Promise<{database: IDBDatabase, made: boolean}>} */
const openVersion = (version) => new Promise((resolve, reject) => {
  // Throws where a page of this origin may keep nothing.
  const request = indexedDB.open(DATABASE, version);
  let made = false;
  request.onupgradeneeded = ({ oldVersion }) => {
    made = oldVersion === 0;
    for (const upgrade of UPGRADES.slice(oldVersion)) upgrade(request.result);
  };
  request.onsuccess = () => resolve({ database: request.result, made });
  request.onerror = () => reject(request.error);
});

/**
 * Opens the database, made or brought up to date where it has to be; one of a later version as it is.
 * @returns {Promise<{database: IDBDatabase, made: boolean}>} made: there was none
 */
async function openOrMake() {
  try {
    const opened = await openVersion(UPGRADES.length);
    if (opened.made && DATABASE !== SHARED && wasHere()) taking = takeShared(opened.database).catch(() => {});
    await taking;
    return opened;
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== "VersionError") throw error;
    return openVersion();
  }
}

/** The attempt to take over what was shared, of the first that opens the database. @type {Promise<void> | null} */
let taking = null;

/** Whether this site was open here before, as far as that is known: its service worker serves the page. */
const wasHere = () => location.protocol === "file:" || navigator.serviceWorker?.controller?.scriptURL === new URL("sw.js", ROOT).href;

/** The shared database, null where there is none or it is the root's own. @returns {Promise<IDBDatabase | null>} */
const openShared = () => new Promise((resolve) => {
  const request = indexedDB.open(SHARED);
  request.onupgradeneeded = () => request.transaction?.abort();  // there was none, and none is made
  request.onerror = () => resolve(null);
  request.onsuccess = () => {
    if (request.result.version < SEPARATE) return resolve(request.result);
    request.result.close();
    resolve(null);
  };
});

/** Copies what all sites of this host shared, and leaves it for the others. @param {IDBDatabase} database */
async function takeShared(database) {
  const shared = await openShared();
  if (!shared) return;
  try {
    for (const name of [...shared.objectStoreNames].filter((one) => database.objectStoreNames.contains(one))) {
      const from = shared.transaction(name).objectStore(name);
      const [keys, values] = await Promise.all([answered(from.getAllKeys()), answered(from.getAll())]);
      const transaction = database.transaction(name, "readwrite");
      keys.forEach((key, i) => transaction.objectStore(name).put(values[i], key));
      await finished(transaction);
    }
  } finally {
    shared.close();
  }
}

export const openDatabase = async () => (await openOrMake()).database;

/**
 * Waits for something of the device's, but no longer than it should take.
 * @template T @param {Promise<T>} work @returns {Promise<T>} rejects with a TimeoutError after the deadline
 */
export function inTime(work) {
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new DOMException("the device does not answer", "TimeoutError")), DEADLINE);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** @param {unknown} error @param {string} name */
const isNamed = (error, name) => error instanceof DOMException && error.name === name;
/** @param {unknown} error */
export const isFull = (error) => isNamed(error, "QuotaExceededError");

/**
 * A record as text; "" for none. Ours are text, what else lies there is as near to it as JSON comes.
 * @param {unknown} value @returns {string}
 */
function textOf(value) {
  if (value === undefined || typeof value === "string") return value ?? "";
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}

/** @param {number} ms */
const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

/** Whether a record has what the user has made: a place that was reached by reading is soon reached again. @param {string} key @param {string} json */
const isOwnWork = (key, json) => json !== "" && (key.startsWith("list/") || /"(?:starred|highlights|note|tags)":/.test(json));

export class Storage {
  /** @type {Owner | null} */
  #owner = null;
  /** @type {IDBDatabase | null} */
  #database = null;
  /** The attempt to open it that is under way. @type {Promise<void> | null} */
  #opening = null;
  /** What is to be written, in the order of the changes. @type {Map<string, {json: string}>} */
  #pending = new Map();
  /** The number of the last change. */
  #last = 0;
  /** What the database had when this tab last saw it. @type {Map<string, string>} */
  #seen = new Map();
  /** What came before there was an owner. @type {[string, string][]} */
  #waiting = [];
  #writing = false;
  /** @type {import("#wire").StorageStatus} */
  #keeping = "device";
  /** What the browser cleared and nobody has stored again: keys. @type {Set<string>} */
  #cleared = new Set();
  /** The database was closed and nobody here had asked for it. */
  #gone = false;
  #asked = false;
  /** The browser's answer. @type {Promise<boolean>} */
  #promised = Promise.resolve(true);
  /** @type {import("./reminders.js").Reminders | null} */
  #reminders = null;
  /** Of the next attempt, where one failed. @type {ReturnType<typeof setTimeout> | undefined} */
  #later;
  /** @type {BroadcastChannel | null} */
  #channel = null;
  /** @type {() => void} */
  #attached = () => {};
  #attach = new Promise((resolve) => { this.#attached = () => resolve(undefined); });
  /** Settles when all records of the device are here, or there are none to be had in time. */
  loaded;

  constructor() {
    this.#follow();
    this.loaded = inTime(this.#open()).catch((error) => { console.warn("skira: user data cannot be kept:", error); });
  }

  /** Hands over what the device has, now and as it comes. @param {Owner} owner */
  attach(owner) {
    this.#owner = owner;
    for (const [key, json] of this.#waiting.splice(0)) owner.restore(key, json, false);
    this.#attached();
  }

  /** @param {import("./reminders.js").Reminders} reminders told of what is kept, and of a browser that does not promise to keep it */
  remind(reminders) {
    this.#reminders = reminders;
  }

  /** Keeps a record from now on; an empty one is erased. @param {string} key @param {string} json @param {number} number grows with each */
  store(key, json, number) {
    this.#pending.delete(key);  // it takes its place after the others
    this.#pending.set(key, { json });
    this.#last = number;
    if (json && /^(review|list)\//.test(key)) this.askToPersist();
    if (isOwnWork(key, json)) {
      this.#reminders?.changed();
      this.#promised.then((promised) => { if (!promised) this.#reminders?.notPersistent(); });
    }
    this.#write();
  }

  /** Opens the database, if it is not open, and takes over what it has. @returns {Promise<void>} */
  #open() {
    if (this.#database) return Promise.resolve();
    this.#opening ??= this.#openAnew().finally(() => { this.#opening = null; });
    return this.#opening;
  }

  async #openAnew() {
    const { database, made } = await openOrMake();
    const close = () => {
      database.close();
      if (this.#database === database) this.#database = null;
    };
    // Another tab that is newer, or the user who clears the site's data, is not held up.
    database.onversionchange = () => {
      this.#gone = true;
      close();
    };
    database.onclose = () => {
      this.#gone = true;
      close();
      // Whether all of it is gone is seen by opening it.
      if (this.#seen.size > 0) this.#reopen();
    };
    /** @type {[IDBValidKey[], unknown[]]} */
    let records;
    try {
      const store = database.transaction(STORE).objectStore(STORE);
      records = await Promise.all([answered(store.getAllKeys()), answered(store.getAll())]);
    } catch (error) {
      database.close();
      throw error;
    }
    this.#database = database;
    const [keys, values] = records;
    /** @type {Map<string, string>} */
    const there = new Map();
    keys.forEach((key, i) => { if (typeof key === "string") there.set(key, textOf(values[i])); });
    // Where another tab was the first to open it anew, it is not made here, but has nothing of what was there.
    const gone = made || (this.#gone && [...this.#seen.keys()].every((key) => !there.has(key)));
    this.#gone = false;
    if (gone) {
      for (const key of this.#seen.keys()) this.#cleared.add(key);
      this.#seen.clear();
    }
    // What another tab erased while this one did not see it.
    for (const key of [...this.#seen.keys()]) if (!there.has(key)) this.#receive(key, "");
    for (const [key, json] of there) if (json !== this.#seen.get(key)) this.#receive(key, json);
    this.#write();  // and tells that all is well, or what was cleared
  }

  async #reopen() {
    clearTimeout(this.#later);
    for (let attempt = 0; ; ++attempt) {
      try {
        return await this.#open();
      } catch {
        // While the browser clears a database it breaks off the attempts to open it.
        if (attempt >= RETRIES.length) break;
        await pause(RETRIES[attempt]);
      }
    }
    this.#tell("memory");
    this.#later = setTimeout(() => this.#reopen(), LATER);
  }

  /** Other tabs' changes. */
  #follow() {
    if (typeof BroadcastChannel !== "function") return;
    try {
      this.#channel = new BroadcastChannel(CHANNEL);
    } catch {
      return;  // not of an origin of its own
    }
    this.#channel.onmessage = ({ data }) => {
      if (typeof data?.key !== "string" || typeof data?.json !== "string") return;
      // With a change of one's own under way, writing it will find the other's and join them.
      if (!this.#pending.has(data.key)) this.#receive(data.key, data.json);
    };
  }

  /** @param {string} key @param {string} json */
  #receive(key, json) {
    if (json) this.#seen.set(key, json);
    else this.#seen.delete(key);
    this.#cleared.delete(key);
    // What was changed before the records came is joined with them when it is written.
    if (this.#pending.has(key)) this.#seen.delete(key);
    else if (this.#owner) this.#owner.restore(key, json, false);
    else this.#waiting.push([key, json]);
  }

  /** @param {import("#wire").StorageStatus} keeping */
  #tell(keeping) {
    if (keeping === this.#keeping) return;
    this.#keeping = keeping;
    this.#owner?.keeping(keeping);
  }

  /** The browser is asked once not to clear what is kept here. */
  askToPersist() {
    if (this.#asked || this.#keeping !== "device") return;
    this.#asked = true;
    // Where it will not even be asked, it decides by itself.
    this.#promised = Promise.resolve(navigator.storage?.persist?.() ?? false).catch(() => false);
  }

  /** Writes what is pending until nothing is. */
  async #write() {
    if (this.#writing) return;
    this.#writing = true;
    clearTimeout(this.#later);
    await this.#attach;
    for (let attempt = 0; this.#pending.size > 0;) {
      const late = setTimeout(() => this.#tell("slow"), DEADLINE);
      try {
        await this.#open();
        await this.#writeBatch([...this.#pending]);
        attempt = 0;
      } catch (error) {
        const lasting = isFull(error) || isNamed(error, "SecurityError");
        if (lasting || attempt >= RETRIES.length) {
          this.#tell(isFull(error) ? "full" : "memory");
          break;
        }
        await pause(RETRIES[attempt++]);
      } finally {
        clearTimeout(late);
      }
    }
    this.#writing = false;
    if (this.#pending.size > 0) {
      // Or with the next change.
      this.#later = setTimeout(() => this.#write(), LATER);
      return;
    }
    this.#tell(this.#cleared.size > 0 ? "cleared" : "device");
    if (this.#last > 0) this.#owner?.kept(this.#last);
  }

  /** All of a batch or nothing. @param {[string, {json: string}][]} batch */
  async #writeBatch(batch) {
    if (!this.#database) throw new Error("the database was closed");
    let transaction;
    try {
      transaction = this.#database.transaction(STORE, "readwrite");
    } catch (error) {
      // It is closing, and the next attempt opens it anew.
      this.#database = null;
      throw error;
    }
    const done = finished(transaction);
    done.catch(() => {});  // awaited below, when the requests are made
    const store = transaction.objectStore(STORE);
    const there = await Promise.all(batch.map(([key]) => answered(store.get(key))));
    /** @type {[string, string][]} */
    const others = [];
    batch.forEach(([key, { json }], i) => {
      const other = textOf(there[i]);
      if (other && other !== json && other !== (this.#seen.get(key) ?? "")) others.push([key, other]);
    });
    if (others.length === 0) {
      try {
        for (const [key, { json }] of batch) {
          if (json) store.put(json, key);
          else store.delete(key);
        }
      } catch (error) {
        // Else what was asked for before it would be written without it.
        try {
          transaction.abort();
        } catch {
          // It is over already.
        }
        throw error;
      }
    }
    await done;
    if (others.length > 0) return this.#join(others);
    for (const [key, change] of batch) {
      if (change.json) this.#seen.set(key, change.json);
      else this.#seen.delete(key);
      this.#cleared.delete(key);
      if (this.#pending.get(key) === change) this.#pending.delete(key);
      this.#channel?.postMessage({ key, json: change.json });
    }
  }

  /** The program stores the joined records in turn, or its own beside others. @param {[string, string][]} others */
  #join(others) {
    for (const [key, json] of others) {
      const change = this.#pending.get(key);
      this.#seen.set(key, json);
      this.#owner?.restore(key, json, true);
      if (this.#pending.get(key) === change) this.#pending.delete(key);
    }
  }
}

/**
 * Lets the user choose a backup's file and hands it over.
 * @param {(name: string, text: string) => void} take @param {() => void} fail it cannot be read
 */
export function chooseBackup(take, fail) {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = ".json,application/json";
  input.onchange = () => {
    const file = input.files?.[0];
    file?.text().then((text) => take(file.name, text), fail);
  };
  input.click();
}
