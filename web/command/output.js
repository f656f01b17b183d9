// What the command prints and writes. Documents come from anywhere and a terminal obeys control characters (ECMA-48), so
// nothing that is printed has any but line ends and tabs; a file is written whole or not at all.
import { chmodSync, lstatSync, mkdirSync, readlinkSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { getSystemErrorMap } from "node:util";

/** Controls as U+FFFD; a line end and a tab stay. @param {string} text */
const printable = (text) => text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "\ufffd");

/** A line for people, beside what is printed. @param {string} line */
export const say = (line) => console.error(printable(line));

/** What the system says of an error, in words, without paths of this machine. @param {unknown} error */
export function reasonOf(error) {
  const { errno, message } = /** @type {NodeJS.ErrnoException} */ (error);
  return getSystemErrorMap().get(errno ?? 0)?.[1] ?? message;
}

/** To the standard output. @param {string | Uint8Array} text JSON as bytes: it has its controls as escapes */
export const print = (text) => { process.stdout.write(typeof text === "string" ? printable(text) : text); };

/** From now on an output that cannot be written is said, once, and makes the exit status 1. */
export function watchOutput() {
  process.stdout.once("error", (error) => {
    process.stdout.on("error", () => {});
    say(`skira: the standard output cannot be written: ${reasonOf(error)}`);
    process.once("exit", () => { process.exitCode = 1; });
  });
}

// --- Files -----------------------------------------------------------------------------------------------

/** Files and folders that are not whole yet. @type {Set<string>} */
const parts = new Set();

/** To be removed if the program is ended. @param {string} path */
export const addPart = (path) => { parts.add(path); };
/** @param {string} path which is whole, or gone */
export const endPart = (path) => { parts.delete(path); };

/** From now on a signal that ends the program removes what is not whole. */
export function removePartsWhenInterrupted() {
  for (const [signal, number] of /** @type {const} */ ([["SIGINT", 2], ["SIGTERM", 15], ["SIGHUP", 1]])) {
    process.once(signal, () => {
      for (const path of parts) rmSync(path, { recursive: true, force: true });
      process.exit(128 + number);
    });
  }
}

const MOST_LINKS = 40;  // as Linux follows

/** Where a link leads in the end, also one to what is not there yet. @param {string} path */
export function linkTarget(path) {
  for (let i = 0; i < MOST_LINKS && lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink(); ++i) path = resolve(dirname(path), readlinkSync(path));
  return path;
}

/**
 * Writes a file beside its place and then puts it there; into a device or pipe as it is. A link is followed, and the mode
 * of a file that was there stays.
 * @param {string} given @param {string | Uint8Array} content
 */
export function writeWhole(given, content) {
  const path = linkTarget(given);
  const before = statSync(path, { throwIfNoEntry: false });
  if (before && !before.isFile()) return writeFileSync(path, content);
  mkdirSync(dirname(path), { recursive: true });
  const part = `${path}.part-${process.pid}`;
  addPart(part);
  try {
    writeFileSync(part, content);
    if (before) chmodSync(part, before.mode & 0o7777);
    renameSync(part, path);
  } finally {
    rmSync(part, { force: true });
    endPart(part);
  }
}
