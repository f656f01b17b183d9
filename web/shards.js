// Fetches the files of a library in shards (src/shards) when the program asks for them. A file that
// cannot be had is tried again after a while, and when the network is back.
import { readAsset } from "./assets.js";

const WAITS = [400, 1600, 6400];  // ms before each further attempt

export class Shards {
  #core;
  #folder = "";
  #ending = "";
  #lost = false;

  /** @param {Pick<import("./core.js").Core, "takeFile" | "loseFile" | "retryFiles">} core */
  constructor(core) {
    this.#core = core;
    window.addEventListener("online", () => this.retry());
  }

  /** @param {string} source the manifest's address: its files lie beside it, compressed as it is */
  from(source) {
    this.#folder = source.slice(0, source.lastIndexOf("/") + 1);
    this.#ending = source.endsWith(".gz") ? ".gz" : "";
  }

  /** @param {string} name "text/17-9f3a1c2e.json" */
  async fetch(name) {
    for (let attempt = 0; ; ++attempt) {
      try {
        return this.#core.takeFile(name, await readAsset(this.#folder + name + this.#ending, 1));
      } catch {
        if (attempt >= WAITS.length || !navigator.onLine) break;
        await new Promise((resolve) => { setTimeout(resolve, WAITS[attempt]); });
      }
    }
    this.#lost = true;
    this.#core.loseFile(name);
  }

  /** Asks again for what was lost. */
  retry() {
    if (!this.#lost) return;
    this.#lost = false;
    this.#core.retryFiles();
  }
}
