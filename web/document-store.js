// The reader's own documents on the device: their bytes by name in IndexedDB, in step with other tabs.
import { siteKey } from "./site-key.js";
import { answered, finished, inTime, openDatabase } from "./storage.js";

const STORE = "documents";
const CHANNEL = siteKey("skira-documents");

/**
 * @typedef {{maker: string, report: string, parts: number[], pictures: {file: string, size: number}[], bytes: Blob}} Made
 *   what the library maker of this name made of a document: in `bytes`, one behind the other, the exports of its
 *   reviews as the program takes them, of these sizes, and its pictures
 * @typedef {{name: string, file: Blob, handle?: FileSystemFileHandle, added: number, siblings?: {name: string, file: Blob}[], made?: Made | null, corrected?: boolean}} Record
 *   with the files that the document names: its pictures; corrected: the file is the text that the user made of it
 */

/** @param {any} value @returns {value is Record} */
const isRecord = (value) => typeof value?.name === "string" && value.file instanceof Blob && typeof value.added === "number";

/** @param {any} made @returns {made is Made} */
export const isMade = (made) => typeof made?.maker === "string" && typeof made.report === "string" && made.bytes instanceof Blob &&
  Array.isArray(made.parts) && Array.isArray(made.pictures);

export class DocumentStore {
  /** @type {Promise<IDBDatabase> | null} */
  #database = null;
  /** @type {BroadcastChannel | null} */
  #channel = typeof BroadcastChannel === "function" ? new BroadcastChannel(CHANNEL) : null;
  #tell;
  #persist;

  /**
   * @param {(message: import("#wire").PageMessage) => void} tell what went wrong
   * @param {() => void} persist asks the browser not to clear them
   */
  constructor(tell, persist) {
    this.#tell = tell;
    this.#persist = persist;
  }

  /** @param {IDBTransactionMode} mode */
  async #begin(mode) {
    this.#database ??= openDatabase();
    try {
      const database = await inTime(this.#database);
      database.onversionchange = database.onclose = () => { database.close(); this.#database = null; };
      return database.transaction(STORE, mode);
    } catch (error) {
      this.#database = null;
      throw error;
    }
  }

  /** Those that are kept, in the order in which they came. @returns {Promise<Record[]>} */
  async all() {
    try {
      const records = await inTime(answered((await this.#begin("readonly")).objectStore(STORE).getAll()));
      return records.filter(isRecord).sort((a, b) => a.added - b.added || (a.name < b.name ? -1 : 1));
    } catch {
      return [];  // storage.js tells of a device that does not work
    }
  }

  /** Keeps a document, in place of the one of its name. @param {Record} record @returns {Promise<void>} */
  async put(record) {
    try {
      await this.#write((store) => store.put(record, record.name));
    } catch (error) {
      // Some browsers cannot keep a handle.
      if (/** @type {Error} */ (error).name === "DataCloneError" && record.handle) {
        return this.put({ ...record, handle: undefined });
      }
      return this.#tell("document_not_kept");
    }
    this.#persist();
    this.#channel?.postMessage({ name: record.name });
  }

  /** Adds to a document, unless it is gone meanwhile, what was made of it. @param {string} name @param {Made} made */
  async putMade(name, made) {
    try {
      const transaction = await this.#begin("readwrite");
      const done = finished(transaction);
      done.catch(() => {});  // awaited below
      const store = transaction.objectStore(STORE);
      const record = await answered(store.get(name));
      if (isRecord(record)) store.put({ ...record, made }, name);
      await inTime(done);
    } catch {
      // It is read anew at the next start.
    }
  }

  /** @param {string} name */
  async remove(name) {
    try {
      await this.#write((store) => store.delete(name));
    } catch {
      return this.#tell("document_not_removed");
    }
    this.#channel?.postMessage({ name });
  }

  /** @param {(store: IDBObjectStore) => void} change */
  async #write(change) {
    const transaction = await this.#begin("readwrite");
    const done = finished(transaction);
    done.catch(() => {});  // awaited below
    change(transaction.objectStore(STORE));
    await inTime(done);
  }

  /** Tells of other tabs' changes. @param {(name: string, record: Record | undefined) => void} changed no record: it is gone */
  follow(changed) {
    if (!this.#channel) return;
    this.#channel.onmessage = async ({ data }) => {
      if (typeof data?.name !== "string") return;
      try {
        const record = await answered((await this.#begin("readonly")).objectStore(STORE).get(data.name));
        changed(data.name, isRecord(record) ? record : undefined);
      } catch {
        // It comes with the next start.
      }
    };
  }
}
