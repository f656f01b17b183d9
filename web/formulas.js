// Formulas that the export has not set: MathJax sets them in a worker of our own files, which is loaded
// when the first comes; the single file carries it. A formula that takes too long, or ends the worker, is
// broken, and the others go on in a new worker.
import { assetUrl, carriedAsset, readAsset } from "./assets.js";
import { formulaExport } from "./formula-export.js";
import { scriptUrl } from "./trusted.js";

/** @typedef {{tex: string, display: boolean}} Wanted */

// A formula within math.js's LIMITS takes some seconds at most, on the slowest device. The clock counts its
// own ticks: a machine that slept meanwhile has lost one.
const TICK = 1000;  // ms
const PATIENCE = 20;  // ticks without a word from the worker

/** @type {Worker | null} */
let idle = null;
/** One document's formulas after the other's. @type {Promise<void>} */
let queue = Promise.resolve();

const SCRIPT = "math-worker.js";

async function startWorker() {
  const script = await carriedAsset(SCRIPT);
  // Read first, so that it is checked and, on a host in the middle of a deploy, asked for again.
  if (!script) await readAsset(SCRIPT);
  return new Worker(scriptUrl(SCRIPT, assetUrl(SCRIPT), script));
}

/**
 * Has a worker set formulas until all are set, or one ends it.
 * @param {Worker} worker @param {Wanted[]} formulas @param {Uint8Array} font @param {(json: string) => void} take
 * @returns {Promise<{done: number, at: number, reason: string}>} how many are set; where it ended early, the index of
 *   the formula that did it, or -1 where none had begun, and the reason
 */
function setSome(worker, formulas, font, take) {
  return new Promise((resolve) => {
    let done = 0, at = -1, silence = 0;
    const end = (/** @type {string} */ reason) => {
      clearInterval(clock);
      resolve({ done, at, reason });
    };
    const clock = setInterval(() => { if (at >= 0 && ++silence > PATIENCE) end("the formula takes too long"); }, TICK);
    worker.onmessage = ({ data }) => {
      silence = 0;
      at = data.begun ?? at;
      if (data.done === undefined) return;
      done = data.done;
      take(data.json);
      if (done === formulas.length) end("");
    };
    worker.onerror = (event) => {
      event.preventDefault();
      end("the formula ended what sets formulas");
    };
    worker.postMessage({ font: font.slice().buffer, formulas });
  });
}

/** @param {Wanted[]} formulas @param {Uint8Array} font @param {(json: string) => void} take */
async function setAll(formulas, font, take) {
  for (let left = formulas; left.length > 0;) {
    const worker = idle ?? await startWorker();
    idle = worker;
    const { done, at, reason } = await setSome(worker, left, font, take);
    if (!reason) return;
    worker.terminate();
    idle = null;
    if (at < 0) return;  // the worker's script did not come
    take(formulaExport([], [{ ...left[at], error: reason }]));
    left = left.filter((_, i) => i >= done && i !== at);
  }
}

/**
 * @param {string} json [{tex, display}]
 * @param {Uint8Array} font the reading face, which measures the words in formulas
 * @param {(json: string) => void} take gets exports with nothing but formulas
 */
export function setFormulas(json, font, take) {
  if (typeof Worker !== "function") return Promise.resolve();
  // A browser that refuses workers shows TeX.
  queue = queue.then(() => setAll(JSON.parse(json), font, take)).catch(() => {});
  return queue;
}
