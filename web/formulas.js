// Formulas that the export has not set: MathJax sets them in a worker of our own files, which is loaded
// when the first comes; the single file carries it.
import { carriedAsset } from "./assets.js";
import { scriptUrl } from "./trusted.js";

/** @type {Promise<Worker> | null} */
let worker = null;

const startWorker = async () => new Worker(scriptUrl("math-worker.js", await carriedAsset("math-worker.js")));

/**
 * @param {string} json [{tex, display}]
 * @param {Uint8Array} font the reading face, which measures the words in formulas
 * @param {(json: string) => void} take gets exports with nothing but formulas
 */
export async function setFormulas(json, font, take) {
  if (typeof Worker !== "function") return;
  try {
    worker ??= startWorker();
    const running = await worker;
    running.onmessage = ({ data }) => { if (typeof data === "string") take(data); };
    running.postMessage({ font: font.slice().buffer, formulas: JSON.parse(json) });
  } catch {
    // A browser that refuses workers shows TeX.
  }
}
