// The program (WebAssembly) behind plain methods, those of src/wire/wire.json; frames on demand.
import createSkira from "skira-core";
import { effectOf, functionsOf } from "#wire";
import { compileAsset } from "./assets.js";
import { drawCluster, drawnPixels, measure } from "./clusters.js";
import { SkiraError } from "./notice.js";

/**
 * @typedef {{
 *   publishSemantics: (json: string) => void,
 *   publishLook: (json: string) => void,
 *   effect: (effect: import("#wire").Effect) => void,
 *   afterFrame: () => void,
 * }} Listener what the program tells the page
 */

/**
 * @typedef {{
 *   hits: {id: string, score: number}[],
 *   total: number,
 *   microseconds: number,
 * }} SearchAnswer `total` reviews found in `microseconds`
 */

/** What the system says to a program that could not be started. @param {unknown} error */
function startFault(error) {
  if (error instanceof SkiraError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  // Out of memory is a RangeError, an abort names it in its text.
  const memory = error instanceof RangeError || /memory|OOM/i.test(detail);
  // Of a program that has been compiled: the browser refuses to run any.
  const refused = error instanceof WebAssembly.CompileError;
  return new SkiraError(memory ? "memory" : refused ? "webassembly" : "program", detail);
}

/** The program, compiled. */
export const compileCore = () => compileAsset("skira.wasm").catch((error) => { throw startFault(error); });

/**
 * What the program draws with, null where there is no WebGL 2. The program takes it over: to have it made
 * while its code is on the way saves the wait.
 * @param {HTMLCanvasElement} canvas the page's
 */
export const drawingContext = (canvas) =>
  canvas.getContext("webgl2", { alpha: false, antialias: false, depth: false, stencil: false });

/**
 * Starts the program on the page's canvas.
 * @param {WebAssembly.Module} program
 * @param {Listener} listener
 * @param {WebGL2RenderingContext | null} gl without it the program runs and draws nothing
 */
export async function startCore(program, listener, gl) {
  let pending = 0;
  const requestFrame = () => {
    if (pending) return;
    pending = requestAnimationFrame(() => {
      pending = 0;
      functions.frame();
      listener.afterFrame();
    });
  };
  /** @type {Awaited<ReturnType<typeof createSkira>>} */
  const m = await new Promise((resolve, reject) => {
    createSkira({
      // The glue would fetch it anew, and keeps to itself what goes wrong.
      /** @type {(imports: WebAssembly.Imports, receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void) => object} */
      instantiateWasm: (imports, receive) => {
        WebAssembly.instantiate(program, imports).then((instance) => receive(instance, program)).catch(reject);
        return {};
      },
      canvas: document.getElementById("canvas"),
      noInitialRun: true,
      skira: {
        ...listener, requestFrame, measure, drawCluster, drawnPixels,
        effect: (/** @type {number} */ kind, /** @type {number} */ members) => listener.effect(effectOf(m, kind, members)),
      },
    }).then(resolve, reject);
  }).catch((error) => { throw startFault(error); });

  /** @param {Uint8Array} bytes copies into memory that the program frees */
  const give = (bytes) => {
    const at = m._skira_alloc(bytes.length || 1);
    if (!at) throw new SkiraError("memory", `no room for ${bytes.length} bytes`);
    m.HEAPU8.set(bytes, at);
    return at;
  };
  const functions = functionsOf(m, give);

  if (!gl) functions.drawNothing();
  if (m._main() !== 0) throw new SkiraError("webgl", "no WebGL 2 context on the page's canvas");

  return {
    ...functions,
    /** A picture that the program asked for under this number. @param {number} number @param {ImageBitmap} bitmap */
    givePicture: (number, bitmap) => {
      // Its texture is bound then.
      if (!gl || !functions.takePicture(number, bitmap.width, bitmap.height)) return;
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, gl.RGBA, gl.UNSIGNED_BYTE, bitmap);
    },
    /** Whether a frame that was drawn can be seen. */
    draws: () => !gl || gl.isContextLost() || functions.draws(),
    requestFrame,
    /**
     * What a search of the whole catalog finds, best first.
     * @param {string} query @param {number} limit
     * @returns {SearchAnswer}
     */
    search: (query, limit) => JSON.parse(functions.search(query, limit)),
    /** @returns {object[]} what src/app/article/run_boxes.h tells */
    runs: () => JSON.parse(functions.runs()),
    stats: () => ({ ...JSON.parse(functions.stats()), heapBytes: m.HEAPU8.length }),
  };
}

/** @typedef {Awaited<ReturnType<typeof startCore>>} Core */
