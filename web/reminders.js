// Reminders that what is kept here may go: once where the browser deletes it after a week without a visit (WebKit does
// with what no installed site has kept), and once a month where much was changed since the last backup. The program
// shows them, and does not show the second where the user has turned it off.
import { siteKey } from "./site-key.js";

const RECORD = siteKey("skira-backup");
const MONTH = 30 * 24 * 3600_000;
/** Records that were kept since the last backup: fewer are soon made again. */
const MANY = 30;

/** @typedef {{changes: number, since: number, told?: boolean}} Record since: ms since 1970, of the last backup or reminder */

/** @returns {Record} */
function read() {
  try {
    const { changes, since, told } = JSON.parse(localStorage.getItem(RECORD) ?? "{}");
    return { changes: Number(changes) || 0, since: Number(since) || Date.now(), told: Boolean(told) };
  } catch {
    return { changes: 0, since: Date.now() };
  }
}

/** @param {Partial<Record>} changed */
function write(changed) {
  try {
    localStorage.setItem(RECORD, JSON.stringify({ ...read(), ...changed }));
  } catch {
    // Where nothing is kept, nothing is lost.
  }
}

export class Reminders {
  #tell;

  /** @param {(what: "storage_forgets" | "backup_due") => void} tell */
  constructor(tell) {
    this.#tell = tell;
  }

  /** A record of user data was kept. */
  changed() {
    const { changes, since } = read();
    write({ changes: changes + 1, since });
  }

  backedUp() {
    write({ changes: 0, since: Date.now() });
  }

  /** At a visit's beginning. */
  begin() {
    const { changes, since } = read();
    if (changes < MANY || Date.now() - since < MONTH) return;
    write({ since: Date.now() });
    this.#tell("backup_due");
  }

  /** The browser has not promised to keep what is here. */
  notPersistent() {
    const installed = matchMedia("(display-mode: standalone)").matches;
    if (!navigator.vendor.startsWith("Apple") || installed || read().told) return;
    write({ told: true });
    this.#tell("storage_forgets");
  }
}
