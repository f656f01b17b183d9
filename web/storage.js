// Storage: what a reader keeps, as records of JSON by key (src/reader/user_data.h), in IndexedDB.
//
//   program ──store(key, json)──▶ pending ──one transaction──▶ "records"   ──▶ other tabs
//   program ◀──restore(key, json, merge)── "records" at the start, other tabs' changes later
//
// Records are written in the order of the changes, several in one transaction, so that a tab that is
// killed leaves all of them or none. A record that another tab changed meanwhile is not written over:
// the program joins both, and the joined one is written. Where the browser keeps nothing, or has no
// room left, the records stay in memory and the program is told.

export const DATABASE = "skira";
const STORE = "records";
const CHANNEL = "skira-records";
const RETRIES = [50, 400, 2000];  // ms before another attempt

/** What each version of the database added to the one before. @type {((database: IDBDatabase) => void)[]} */
const UPGRADES = [
  (database) => { database.createObjectStore(STORE); },
  // The documents that were opened, by name.
  (database) => { database.createObjectStore("documents"); },
];

/** How records are kept, as reader/action.h counts it. */
export const KEEPING = { device: 0, memory: 1, full: 2 };

/**
 * @typedef {{
 *   restore: (key: string, json: string, merge: boolean) => void,
 *   keeping: (keeping: number) => void,
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

/** Opens the database, made or brought up to date where it has to be. @returns {Promise<IDBDatabase>} */
export function openDatabase() {
  return new Promise((resolve, reject) => {
    // Throws where a page of this origin may keep nothing.
    const request = indexedDB.open(DATABASE, UPGRADES.length);
    request.onupgradeneeded = ({ oldVersion }) => {
      for (const upgrade of UPGRADES.slice(oldVersion)) upgrade(request.result);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @param {unknown} error */
export const isFull = (error) => error instanceof DOMException && error.name === "QuotaExceededError";

/** @param {number} ms */
const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

export class Storage {
  /** @type {Owner | null} */
  #owner = null;
  /** @type {IDBDatabase | null} */
  #database = null;
  /** What is to be written, in the order of the changes. @type {Map<string, string>} */
  #pending = new Map();
  /** What the database had when this tab last saw it. @type {Map<string, string>} */
  #seen = new Map();
  /** What came before there was an owner. @type {[string, string][]} */
  #waiting = [];
  #writing = false;
  #keeping = KEEPING.device;
  #asked = false;
  /** @type {BroadcastChannel | null} */
  #channel = null;
  /** Settles when all records of the device are here, or there are none to be had. */
  loaded;

  constructor() {
    this.loaded = this.#load();
  }

  /** Hands over what the device has, now and as it comes. @param {Owner} owner */
  attach(owner) {
    this.#owner = owner;
    for (const [key, json] of this.#waiting.splice(0)) owner.restore(key, json, false);
  }

  /** Keeps a record from now on; an empty one is erased. @param {string} key @param {string} json */
  store(key, json) {
    this.#pending.delete(key);  // it takes its place behind the others
    this.#pending.set(key, json);
    if (json && /^(review|list)\//.test(key)) this.askToPersist();
    this.#write();
  }

  async #load() {
    try {
      this.#database = await openDatabase();
      // Another tab that is newer, or the user who clears the site's data, is not held up.
      this.#database.onversionchange = () => { this.#close(); };
      this.#database.onclose = () => { this.#database = null; };
      const store = this.#database.transaction(STORE).objectStore(STORE);
      const [keys, values] = await Promise.all([answered(store.getAllKeys()), answered(store.getAll())]);
      keys.forEach((key, i) => {
        if (typeof key === "string" && typeof values[i] === "string") this.#receive(key, values[i]);
      });
      this.#follow();
    } catch (error) {
      console.warn("skira: records cannot be kept:", error);
      this.#database = null;
    }
    this.#write();
  }

  /** Other tabs' changes. */
  #follow() {
    if (typeof BroadcastChannel !== "function") return;
    this.#channel = new BroadcastChannel(CHANNEL);
    this.#channel.onmessage = ({ data }) => {
      if (typeof data?.key !== "string" || typeof data?.json !== "string") return;
      // With a change of one's own under way, writing it will find the other's and join them.
      if (!this.#pending.has(data.key)) this.#receive(data.key, data.json);
    };
  }

  #close() {
    this.#database?.close();
    this.#database = null;
    this.#channel?.close();
  }

  /** @param {string} key @param {string} json */
  #receive(key, json) {
    this.#seen.set(key, json);
    // What was changed before the records came is joined with them when it is written.
    if (this.#pending.has(key)) this.#seen.delete(key);
    else if (this.#owner) this.#owner.restore(key, json, false);
    else this.#waiting.push([key, json]);
  }

  /** @param {number} keeping */
  #tell(keeping) {
    if (keeping === this.#keeping) return;
    this.#keeping = keeping;
    this.#owner?.keeping(keeping);
  }

  /** The browser is asked once not to clear what is kept here. */
  askToPersist() {
    if (this.#asked || this.#keeping !== KEEPING.device) return;
    this.#asked = true;
    navigator.storage?.persist?.().catch(() => {});
  }

  /** Writes what is pending until nothing is. */
  async #write() {
    if (this.#writing) return;
    this.#writing = true;
    await this.loaded;
    for (let attempt = 0; this.#pending.size > 0;) {
      const batch = [...this.#pending];
      try {
        if (!this.#database) throw new Error("no database");
        await this.#writeBatch(this.#database, batch);
        attempt = 0;
        this.#tell(KEEPING.device);
      } catch (error) {
        const lasting = !this.#database || isFull(error);
        if (lasting || attempt >= RETRIES.length) {
          this.#tell(isFull(error) ? KEEPING.full : KEEPING.memory);
          break;  // the next change tries again
        }
        await pause(RETRIES[attempt++]);
      }
    }
    this.#writing = false;
  }

  /** @param {IDBDatabase} database @param {[string, string][]} batch */
  async #writeBatch(database, batch) {
    const transaction = database.transaction(STORE, "readwrite");
    const done = finished(transaction);
    done.catch(() => {});  // awaited below, when the requests are made
    const store = transaction.objectStore(STORE);
    /** @type {[string, string][]} */
    const written = [], others = [];
    for (const [key, json] of batch) {
      const there = /** @type {string} */ (await answered(store.get(key)) ?? "");
      if (there !== (this.#seen.get(key) ?? "") && there && there !== json && key !== "settings") {
        others.push([key, there]);
        continue;
      }
      if (json) store.put(json, key);
      else store.delete(key);
      written.push([key, json]);
    }
    await done;
    for (const [key, json] of written) {
      this.#seen.set(key, json);
      if (this.#pending.get(key) === json) this.#pending.delete(key);
      this.#channel?.postMessage({ key, json });
    }
    for (const [key, json] of others) {
      this.#seen.set(key, json);
      // The program stores the joined record in turn.
      this.#pending.delete(key);
      this.#owner?.restore(key, json, true);
    }
  }
}

/** Lets the user choose a backup's file and hands it over. @param {(name: string, text: string) => void} take */
export function chooseBackup(take) {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = ".json,application/json";
  input.onchange = async () => {
    const file = input.files?.[0];
    if (file) take(file.name, await file.text());
  };
  input.click();
}
