// A worker that sets formulas: MathJax is large and takes its time, the page stays alive beside it.
//
//   page ──{font, formulas: [{tex, display}]}──▶ ──{begun}, {done, json}──▶ page
//
// `begun` is the index of the formula that is next, for the page's clock (formulas.js); `json` is an export
// with the formulas that were set since the last, of which there are now `done`.
import { formulaExport } from "./formula-export.js";
import { MathSetter, OutlineTable } from "./math.js";

const BATCH = 24;
const FACE = "Skira Serif";

/** @type {OffscreenCanvasRenderingContext2D | null} */
let context = null;

/** The width of text in the page's own reading face, px at 1 px per em. @param {string} text */
function measure(text) {
  if (!context) return 0.56 * [...text].length;
  context.font = `100px '${FACE}', serif`;
  return context.measureText(text).width / 100;
}

/** @param {ArrayBuffer} font */
async function prepare(font) {
  if (typeof OffscreenCanvas !== "function" || context) return;
  const face = new FontFace(FACE, font);
  /** @type {any} */ (self).fonts?.add(await face.load());
  context = new OffscreenCanvas(1, 1).getContext("2d");
}

const setter = new MathSetter(measure);

self.onmessage = async ({ data }) => {
  await prepare(data.font).catch(() => {});
  for (let i = 0; i < data.formulas.length; i += BATCH) {
    setter.outlines = new OutlineTable();
    const formulas = data.formulas.slice(i, i + BATCH)
      .map((/** @type {{tex: string, display: boolean}} */ { tex, display }, /** @type {number} */ k) => {
        self.postMessage({ begun: i + k });
        return setter.typeset(tex, display);
      });
    self.postMessage({ done: i + formulas.length, json: formulaExport(setter.outlines.paths, formulas) });
  }
};
