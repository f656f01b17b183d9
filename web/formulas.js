// Formulas that the export has not set: MathJax sets them in a worker of our own files, which is loaded
// when the first comes. The single file has none: there they stay what they are, TeX.
import { mathWorkerUrl } from "./trusted.js";

/** @type {Worker | null} */
let worker = null;

/**
 * @param {string} json [{tex, display}]
 * @param {Uint8Array} font the reading face, which measures the words in formulas
 * @param {(json: string) => void} take gets exports with nothing but formulas
 */
export function setFormulas(json, font, take) {
  if (document.querySelector("script[data-asset]") || typeof Worker !== "function") return;
  try {
    worker ??= new Worker(mathWorkerUrl());
  } catch {
    return;  // a browser that refuses workers shows TeX
  }
  worker.onmessage = ({ data }) => { if (typeof data === "string") take(data); };
  worker.postMessage({ font: font.slice().buffer, formulas: JSON.parse(json) });
}
