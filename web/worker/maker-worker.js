// The worker that reads documents: the library maker beside the page's own thread. Ending the worker
// cancels what it does and gives its memory back.
//
//   page ──{read: {name, file, siblings, limit, program}}──▶ worker
//   page ◀──{progress} …, {picture} …, {part} for each {next: true}, then {report, used}── worker
//   page ◀──{backup} or {failed: {why, detail}}── worker
//   page ──{text: {name, file, siblings, limit}}──▶ worker ──{text: what can be corrected of it, or null}──▶ page
//
// `program` are the bytes of skira-maker.wasm, once for a worker: the page has them checked. A part is an
// export with some of the reviews, which the page's program reads without stopping for long. `siblings` are
// the files that came with it, which it may name; `used` are the names of those that it does.
import { TooLarge, gathered } from "../gathered.js";
import { addFile, correctableText, joinReports } from "./add-files.js";
import { startMaker } from "./maker.js";
import { resizePicture } from "./resize-picture.js";

const PART = 1 << 16;  // bytes of text: some milliseconds of the page's time
const GZIP_MAGIC = [0x1f, 0x8b];
const STEP = 0.01;     // of progress, that is worth a message

/** A failure that the page can name: a key of the table in documents.js. */
class Failure extends Error {
  /** @param {string} why @param {string} [detail] */
  constructor(why, detail = "") {
    super(detail);
    this.why = why;
  }
}

/** @type {Promise<WebAssembly.Module> | null} */
let compiled = null;

/** The bytes, inflated where they are gzip. @param {Blob} file @param {number} limit bytes */
async function bytesOf(file, limit) {
  const magic = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  if (magic[0] !== GZIP_MAGIC[0] || magic[1] !== GZIP_MAGIC[1]) return new Uint8Array(await file.arrayBuffer());
  return gathered(file.stream().pipeThrough(new DecompressionStream("gzip")), limit)
    .catch((error) => { throw error instanceof TooLarge ? new Failure("too-large") : error; });
}

/**
 * The text of a backup of user data, null where it is none; highlights that were taken away, as JSON or Markdown, have
 * theirs inside (src/app/state/exports.h).
 * @param {Uint8Array} bytes
 */
function backupIn(bytes) {
  const beginning = new TextDecoder().decode(bytes.subarray(0, 200));
  if (/^\ufeff?# /.test(beginning)) {
    const text = new TextDecoder().decode(bytes);
    const at = text.lastIndexOf('<!-- {\n"format": "skira-backup"');
    return at < 0 ? null : text.slice(at + "<!-- ".length, text.indexOf("-->", at));
  }
  if (!/^\ufeff?\s*\{/.test(beginning)) return null;
  if (beginning.includes('"skira-backup"')) return new TextDecoder().decode(bytes);
  if (!beginning.includes('"skira-highlights"')) return null;
  const { records } = JSON.parse(new TextDecoder().decode(bytes));
  return records ? JSON.stringify({ format: "skira-backup", version: 1, records }) : null;
}

/** Lets the page ask for the next part. @type {(() => void) | null} */
let wake = null;
const asked = () => new Promise((resolve) => { wake = () => resolve(undefined); });

/**
 * The files that came with it, read when they are asked for.
 * @param {{name: string, file: Blob}[]} siblings @param {Set<string>} used is given the names of those that were
 */
const lazily = (siblings, used) => siblings.map(({ name, file }) => ({
  name,
  get bytes() {
    used.add(name);
    return new Uint8Array(new FileReaderSync().readAsArrayBuffer(file));
  },
}));

/** @param {{name: string, file: Blob, siblings: {name: string, file: Blob}[], limit: number}} wanted */
async function giveText({ name, file, siblings, limit }) {
  const text = await correctableText({ name, bytes: await bytesOf(file, limit) }, lazily(siblings, new Set()), resizePicture);
  self.postMessage({ text });
}

/** @param {{name: string, file: Blob, siblings?: {name: string, file: Blob}[], limit: number, program?: BufferSource}} wanted */
async function read({ name, file, siblings = [], limit, program }) {
  if (program) compiled = WebAssembly.compile(program);
  const bytes = await bytesOf(file, limit).catch((error) => {
    throw error instanceof Failure ? error : new Failure(error.name === "NotFoundError" || error.name === "NotReadableError" ? "unreachable" : "damaged", error.message);
  });
  const backup = backupIn(bytes);
  if (backup !== null) return self.postMessage({ backup });
  let told = 0;
  const maker = await startMaker(/** @type {WebAssembly.Module} */ (await compiled), (fraction) => {
    if (fraction - told < STEP) return;
    told = fraction;
    self.postMessage({ progress: fraction });
  });
  const used = /** @type {Set<string>} */ (new Set());
  const report = joinReports(name, await addFile(maker, { name, bytes }, lazily(siblings, used),
    (picture) => self.postMessage({ picture }), resizePicture));
  if (!report.problem) {
    maker.finish();
    for (let part = maker.part(PART); part; part = maker.part(PART)) {
      const next = asked();
      self.postMessage({ part }, { transfer: [part.buffer] });
      await next;
    }
  }
  self.postMessage({ report: JSON.stringify(report), used: [...used] });
}

self.onmessage = ({ data }) => {
  if (data.next) return wake?.();
  if (data.text) return void giveText(data.text).catch(() => self.postMessage({ text: null }));
  if (!data.read) return;  // to the worker that publishes, in one script with this one
  read(data.read).catch((error) => {
    // What the program itself says on its way down is about memory: it never gives up otherwise.
    const why = error instanceof Failure ? error.why :
      error instanceof RangeError || error instanceof WebAssembly.RuntimeError ? "memory" : "damaged";
    self.postMessage({ failed: { why, detail: error.message } });
  });
};
