// The program (WebAssembly) behind plain methods: strings in, strings out, frames on demand.
import createSkira from "skira-core";
import { compileAsset } from "./assets.js";
import { drawCluster, drawnPixels, measure } from "./clusters.js";
import { SkiraError } from "./notice.js";

const FAMILIES = { serif: 0, sans: 1, mono: 2 };
/** The panes that scroll, as reader/action.h counts them. */
export const PANES = { catalog: 0, review: 1, filters: 2, page: 3, overlay: 4 };

/**
 * @typedef {{
 *   publishTwins: (json: string) => void,
 *   publishLook: (json: string) => void,
 *   effect: (kind: string, a: string, b: string, c: string) => void,
 *   afterFrame: () => void,
 *   askForPicture: (number: number, file: string, width: number, height: number, declaredWidth: number, declaredHeight: number) => void,
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
      m._skira_frame();
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
      skira: { ...listener, requestFrame, measure, drawCluster, drawnPixels },
    }).then(resolve, reject);
  }).catch((error) => { throw startFault(error); });

  /** @param {Uint8Array} bytes copies into memory that the program frees */
  const give = (bytes) => {
    const at = m._skira_alloc(bytes.length || 1);
    if (!at) throw new SkiraError("memory", `no room for ${bytes.length} bytes`);
    m.HEAPU8.set(bytes, at);
    return at;
  };
  /** @param {string} text */
  const giveText = (text) => {
    const bytes = new TextEncoder().encode(text);
    return /** @type {const} */ ([give(bytes), bytes.length]);
  };

  if (!gl) m._skira_draw_nothing();
  if (m._main() !== 0) throw new SkiraError("webgl", "no WebGL 2 context on the page's canvas");

  return {
    /** @param {import("./assets.js").Font} font */
    addFont: (font) =>
      m._skira_add_font(give(font.bytes), font.bytes.length, FAMILIES[font.family], font.weight) === 1,
    /** @param {Uint8Array} json @returns {string | null} why it could not be read */
    load: (json) => {
      const reason = m._skira_load(give(json), json.length);
      return reason ? m.UTF8ToString(reason) : null;
    },
    /** @param {string} hash */
    navigate: (hash) => m._skira_navigate(...giveText(hash)),
    /** @param {number} pane @param {number} top */
    scroll: (pane, top) => m._skira_scroll(pane, top),
    /** @param {number} block its place in the open review @param {number} left its scrollLeft */
    scrollBlock: (block, left) => m._skira_scroll_block(block, left),
    /** @param {number} width @param {number} height CSS px @param {number} ratio */
    resize: (width, height, ratio) => m._skira_resize(width, height, ratio),
    /** @param {{dark: boolean, contrast: boolean, stillness: boolean, coarse: boolean, online: boolean, plain: boolean}} system */
    setSystem: ({ dark, contrast, stillness, coarse, online, plain }) =>
      m._skira_system(Number(dark) | Number(contrast) << 1 | Number(stillness) << 2 | Number(coarse) << 3 |
        Number(online) << 4 | Number(plain) << 5),
    /** @param {string} theme a theme's name, "auto" or "" @param {string} language "he", "en" or "" */
    ask: (theme, language) => m._skira_ask(...giveText(theme), ...giveText(language)),
    /** @param {number} handle */
    press: (handle) => m._skira_activate(handle),
    /** @param {number} handle @param {string} value */
    edit: (handle, value) => m._skira_edit(handle, ...giveText(value)),
    /** @param {string} chord "Ctrl+k" @returns {boolean} whether a command had it */
    key: (chord) => m._skira_key(...giveText(chord)) === 1,
    /** Shows a message of the interface. @param {string} what its key in assets/strings.json */
    tell: (what) => m._skira_tell(...giveText(what)),
    /** @returns {boolean} whether there is more to do in idle time */
    work: () => m._skira_work() === 1,
    /** @param {number} x @param {number} y CSS px; -1, -1: the pointer left */
    movePointer: (x, y) => m._skira_pointer(x, y),
    /** What the device's edges cover, CSS px. @param {{top: number, right: number, bottom: number, left: number, keyboard: number}} insets */
    setInsets: ({ top, right, bottom, left, keyboard }) => m._skira_insets(top, right, bottom, left, keyboard),
    closeDialog: () => m._skira_close_dialog(),
    /** @param {number} number */
    endNotice: (number) => m._skira_end_notice(number),
    textSize: () => m._skira_text_size(),
    /** @param {number} size CSS px */
    setTextSize: (size) => m._skira_set_text_size(size),
    /** @param {string} key @param {string} json empty: it was erased @param {boolean} merge with the program's own */
    restore: (key, json, merge) => m._skira_restore(...giveText(key), ...giveText(json), Number(merge)),
    /** @param {number} keeping see storage.js's KEEPING */
    setKeeping: (keeping) => m._skira_keeping(keeping),
    /** All that was to be kept up to this change is. @param {number} number the change's */
    kept: (number) => m._skira_kept(number),
    /** @param {string} name a file's @param {string} text its text */
    restoreBackup: (name, text) => m._skira_backup(...giveText(name), ...giveText(text)),
    /** What is selected in the open review; a block of -1: nothing. @param {{block: number, start: number, last: number, end: number}} passage */
    select: ({ block, start, last, end }) => m._skira_select(block, start, last, end),
    /**
     * HTML of a passage as `select` takes it, for the clipboard. @param {{block: number, start: number, last: number, end: number}} passage
     * @param {boolean} title the review's title above it
     */
    copiedHtml: ({ block, start, last, end }, title) => m.UTF8ToString(m._skira_copied_html(block, start, last, end, Number(title))),
    /** A press on the open review's text. @param {number} block @param {number} start */
    touch: (block, start) => m._skira_touch(block, start),
    /** What became of a sentence. @param {number} what see speech.js's NEWS @param {number} number the sentence's */
    tellSpeech: (what, number) => m._skira_speech(what, number),
    /** A document begins. @param {{name: string, size: number, added: number, restored: boolean, replaces: boolean}} file bytes; ms since 1970 @param {number} place @param {number} count */
    beginDocument: ({ name, size, added, restored, replaces }, place, count) =>
      m._skira_document_begin(...giveText(name), size, added, Number(restored), Number(replaces), place, count),
    /** @param {number} fraction of it that has been read */
    showDocumentProgress: (fraction) => m._skira_document_progress(fraction),
    /** Some of its reviews. @param {Uint8Array} json an export */
    addDocumentPart: (json) => m._skira_document_part(give(json), json.length),
    /** All parts were given. @param {string} report see src/review/report.h */
    endDocument: (report) => m._skira_document_end(...giveText(report)),
    /** It is no document but a backup of user data. @param {string} text */
    endDocumentAsBackup: (text) => m._skira_document_backup(...giveText(text)),
    /** The largest document that is read, bytes. */
    largestDocument: () => m._skira_largest_document(),
    /** @param {string} name @param {string} why a key of assets/strings.json @param {string} [detail] */
    failDocument: (name, why, detail = "") => m._skira_document_fail(...giveText(name), ...giveText(why), ...giveText(detail)),
    /** Another tab removed it. @param {string} name */
    removeDocument: (name) => m._skira_document_remove(...giveText(name)),
    /** @param {boolean} shown files are held over the page */
    showDropTarget: (shown) => m._skira_drop_target(Number(shown)),
    /** A file of the library that was asked for. @param {string} name @param {Uint8Array} bytes */
    takeFile: (name, bytes) => m._skira_file(...giveText(name), give(bytes), bytes.length),
    /** It cannot be had. @param {string} name */
    loseFile: (name) => m._skira_file_lost(...giveText(name)),
    /** What was lost may be had now. */
    retryFiles: () => m._skira_files_retry(),
    /** @param {string} json an export with nothing but formulas */
    addFormulas: (json) => m._skira_formulas(...giveText(json)),
    /** A picture that the program asked for under this number. @param {number} number @param {ImageBitmap} bitmap */
    takePicture: (number, bitmap) => {
      // Its texture is bound then.
      if (!gl || m._skira_picture(number, bitmap.width, bitmap.height) !== 1) return;
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, gl.RGBA, gl.UNSIGNED_BYTE, bitmap);
    },
    /** It cannot be had. @param {number} number @param {number} fault see pictures.js's FAULTS */
    losePicture: (number, fault) => m._skira_picture_lost(number, fault),
    contextRestored: () => m._skira_context(),
    /** Whether a frame that was drawn can be seen. */
    draws: () => !gl || gl.isContextLost() || m._skira_draws() === 1,
    requestFrame,
    /**
     * What a search of the whole catalog finds, best first.
     * @param {string} query @param {number} limit
     * @returns {SearchAnswer}
     */
    search: (query, limit) =>
      JSON.parse(m.UTF8ToString(m._skira_search(...giveText(query), limit))),
    /** @param {number} width CSS px of the column */
    reflow: (width) => m._skira_reflow(width) === 1,
    /** @returns {object[]} what src/reader/run_boxes.h tells */
    runs: () => JSON.parse(m.UTF8ToString(m._skira_runs())),
    stats: () => ({
      ...JSON.parse(m.UTF8ToString(m._skira_stats())),
      heapBytes: m.HEAPU8.length,
    }),
  };
}

/** @typedef {Awaited<ReturnType<typeof startCore>>} Core */
