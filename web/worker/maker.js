// The library maker (src/maker, skira-maker.wasm) behind plain methods, the same in the page's worker
// and in Node.
//
//   const maker = await startMaker(program);
//   for (each document) report = maker.add(name, bytes);
//   maker.finish();
//   maker.export(), or maker.part(size) until it is null
//
// One maker makes one library; the memory goes with it. Whatever goes wrong inside of the program (no
// memory is left) is thrown.

/**
 * @typedef {{line: number, code: string, message: string}} Warning
 * @typedef {{name: string, exported: boolean, reviews: number, warnings: Warning[], suspicions?: Warning[],
 *   problem: string, line: number, detail: string}} Report what became of a document: see src/review/report.h
 * @typedef {{id: string, file: string, width: number, height: number, bytes: number, alt: string, problem?: string}} Picture
 *   as in the export
 */

// What WASI's functions answer that the program imports and never needs: there are no files.
const NOT_SUPPORTED = 58;

const WASI = "wasi_snapshot_preview1";
/** @param {WebAssembly.Module} program @returns {Record<string, () => number>} */
const wasi = (program) => Object.fromEntries(WebAssembly.Module.imports(program)
  .filter(({ module }) => module === WASI).map(({ name }) => [name, () => NOT_SUPPORTED]));

/**
 * @param {WebAssembly.Module} program
 * @param {(fraction: number) => void} [progress] is told how much of a document has been read
 */
export async function startMaker(program, progress = () => {}) {
  /** @type {(name: string, bytes: Uint8Array<ArrayBuffer>) => void} */
  let takeFile = () => {};
  const exports = /** @type {import("#wire").MakerExports} */ (/** @type {unknown} */ ((await WebAssembly.instantiate(program, {
    [WASI]: { ...wasi(program), proc_exit: () => { throw new Error("the library maker ended"); } },
    env: { emscripten_notify_memory_growth: () => {} },
    skira: {
      progress,
      /** @type {(name: number, nameSize: number, bytes: number, size: number) => void} */
      file: (name, nameSize, bytes, size) => takeFile(text(name, nameSize), copy(bytes, size)),
    },
  })).exports));
  exports._initialize?.();

  /** @param {number} at @param {number} size @returns {Uint8Array<ArrayBuffer>} */
  const copy = (at, size) => new Uint8Array(exports.memory.buffer, at, size).slice();
  /** @param {number} at @param {number} size */
  const text = (at, size) => new TextDecoder().decode(copy(at, size));
  const answer = () => copy(exports.maker_answer(), exports.maker_answer_size());

  /**
   * Calls with texts in the program's memory, which are there during the call alone.
   * @template Result @param {Uint8Array[]} texts @param {(...places: number[]) => Result} call is given the place and size of each
   * @returns {Result}
   */
  function withTexts(texts, call) {
    /** @type {number[]} */
    const places = [];
    try {
      for (const bytes of texts) {
        const at = exports.maker_alloc(bytes.length || 1);
        if (!at) throw new RangeError(`no memory for ${bytes.length} bytes`);
        places.push(at, bytes.length);
        new Uint8Array(exports.memory.buffer).set(bytes, at);
      }
      return call(...places);
    } finally {
      for (let i = 0; i < places.length; i += 2) exports.maker_free(places[i]);
    }
  }
  /** @param {string} value */
  const utf8 = (value) => new TextEncoder().encode(value);

  return {
    /**
     * Reads a document or an export.
     * @param {string} name @param {Uint8Array} bytes
     * @param {{pictures?: Picture[], firstLine?: number}} [attached] pictures that the text names; the line of
     *   the author's file that the text's first line is
     * @returns {Report}
     */
    add(name, bytes, { pictures = [], firstLine = 1 } = {}) {
      const table = pictures.length ? utf8(JSON.stringify({ format: "skira-reviews", version: 2, sources: [], reviews: [], pictures })) : utf8("");
      withTexts([utf8(name), bytes, table], (nameAt, nameSize, at, size, tableAt, tableSize) =>
        exports.maker_add(nameAt, nameSize, at, size, tableAt, tableSize, firstLine));
      return JSON.parse(new TextDecoder().decode(answer()));
    },
    /** Reports of what is added from now on have suspicions: words that hardly anyone wrote. */
    lookForSuspicions: () => exports.maker_look_for_suspicions(),
    /** All documents are added. */
    finish: () => exports.maker_finish(),
    /** The export. @returns {Uint8Array<ArrayBuffer>} */
    export() {
      exports.maker_export();
      return answer();
    },
    /** The export's next part. @param {number} size about so many bytes of text @returns {Uint8Array<ArrayBuffer> | null} null after the last */
    part: (size) => exports.maker_part(size) ? answer() : null,
    /**
     * The text of the plain pages.
     * @param {Uint8Array} json an export
     * @returns {Record<string, import("../publish/pages.js").Written>} by the reviews' ids
     */
    pages(json) {
      const done = withTexts([json], exports.maker_pages);
      const said = new TextDecoder().decode(answer());
      if (!done) throw new Error(said);
      return JSON.parse(said);
    },
    /**
     * The reviews as Markdown.
     * @param {Uint8Array} json an export
     * @returns {Record<string, string>} by their ids
     */
    markdown(json) {
      const done = withTexts([json], exports.maker_markdown);
      const said = new TextDecoder().decode(answer());
      if (!done) throw new Error(said);
      return JSON.parse(said);
    },
    /**
     * The files of a library in shards (src/shards).
     * @param {Uint8Array} json an export @param {number} perText reviews in a file of text
     * @param {(name: string, bytes: Uint8Array<ArrayBuffer>) => void} take
     */
    shards(json, perText, take) {
      takeFile = take;
      const done = withTexts([json], (at, size) => exports.maker_shards(at, size, perText));
      if (!done) throw new Error(new TextDecoder().decode(answer()));
    },
  };
}
