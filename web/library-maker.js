// The library maker in its worker, which is started when the first document comes and ended when no
// more are to be read.
import { assetUrl, carriedAsset, readAsset } from "./assets.js";
import { scriptUrl } from "./trusted.js";

const SCRIPT = "maker-worker.js";

/**
 * @typedef {{
 *   progress: (fraction: number) => void,
 *   picture: (picture: import("./import/model.js").Picture) => void,
 *   part: (json: Uint8Array<ArrayBuffer>) => void,
 *   report: (json: string, used: string[]) => void,
 *   backup: (text: string) => void,
 *   failed: (failure: {why: "too-large" | "unreachable" | "damaged" | "memory" | "worker", detail: string}) => void,
 * }} Listener of one document: parts, then one of the other three
 */

export class LibraryMaker {
  /** @type {Worker | null} */
  #worker = null;
  /** The worker that was started last, to tell one that was ended meanwhile. */
  #turn = 0;

  /**
   * Reads a document.
   * @param {{name: string, file: Blob, siblings: {name: string, file: Blob}[]}} wanted with the files that it may name
   * @param {number} limit bytes when inflated @param {Listener} listener
   */
  async read(wanted, limit, listener) {
    const turn = ++this.#turn;
    /** @param {string} detail */
    const fail = (detail) => {
      if (turn !== this.#turn) return;  // it was given up
      this.end();
      listener.failed({ why: "worker", detail });
    };
    try {
      const started = this.#worker ? null : await this.#start();
      if (turn !== this.#turn) return started?.worker.terminate();
      const worker = this.#worker ??= /** @type {Worker} */ (started?.worker);
      worker.onmessage = ({ data }) => {
        if (data.progress !== undefined) listener.progress(data.progress);
        else if (data.picture) listener.picture(data.picture);
        else if (data.part) {
          listener.part(data.part);
          if (this.#worker === worker) worker.postMessage({ next: true });
        } else if (data.report) listener.report(data.report, data.used);
        else if (data.backup !== undefined) listener.backup(data.backup);
        else listener.failed(data.failed);
      };
      worker.onerror = (event) => {
        event.preventDefault();
        fail(event.message ?? "maker-worker.js");
      };
      worker.postMessage({ read: { ...wanted, limit, program: started?.program } });
    } catch (error) {
      fail(error instanceof Error ? error.message : String(error));
    }
  }

  /**
   * The text of a document that can be corrected, null where it has none.
   * @param {{name: string, file: Blob, siblings: {name: string, file: Blob}[]}} wanted @param {number} limit bytes when inflated
   * @returns {ReturnType<typeof import("./worker/add-files.js").correctableText>} rejects where the worker cannot be started
   */
  async text(wanted, limit) {
    const { worker } = await this.#start();
    try {
      return await new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) => resolve(data.text);
        worker.onerror = (event) => {
          event.preventDefault();
          reject(new Error(event.message ?? SCRIPT));
        };
        worker.postMessage({ text: { ...wanted, limit } });
      });
    } finally {
      worker.terminate();
    }
  }

  /** A worker, and the program for it. The hosted one is in parts, which modules alone can name. */
  async #start() {
    const script = await carriedAsset(SCRIPT);
    // Both are read here: so they are checked and, on a host in the middle of a deploy, asked for again.
    const [program] = await Promise.all([readAsset("skira-maker.wasm"), script ?? readAsset(SCRIPT)]);
    return { program, worker: new Worker(scriptUrl(SCRIPT, assetUrl(SCRIPT), script), { type: script ? "classic" : "module" }) };
  }

  /** Ends what is being read, and gives the memory back. */
  end() {
    ++this.#turn;
    this.#worker?.terminate();
    this.#worker = null;
  }
}
