// Fills the "math" of an export: every formula of its reviews, typeset. The rest stays byte for byte,
// and the same export gives the same bytes.
//
// usage: node web/typeset-math.js EXPORT [-o FILE]      (without -o the export is written back)
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createContext, Script } from "node:vm";
import * as harfbuzz from "harfbuzzjs";
import { MathSetter } from "./math.js";
import { lines } from "./publish/export-text.js";

const READING_FACE = join(dirname(fileURLToPath(import.meta.url)), "../build/fonts/serif-400.ttf");

/** @typedef {import("./math.js").Formula | import("./math.js").BrokenFormula} AnyFormula */

/** Measures in the face that the page reads in, where it has been built. @returns {((text: string) => number) | undefined} */
export const measureInReadingFace = () => existsSync(READING_FACE) ? measureIn(new Uint8Array(readFileSync(READING_FACE))) : undefined;

/** Measures a text in a face, px at 1 px per em. @param {Uint8Array<ArrayBuffer>} bytes a TrueType font */
export function measureIn(bytes) {
  const face = new harfbuzz.Face(new harfbuzz.Blob(bytes));
  const font = new harfbuzz.Font(face);
  return (/** @type {string} */ text) => {
    const buffer = new harfbuzz.Buffer();
    buffer.addText(text);
    buffer.guessSegmentProperties();
    harfbuzz.shape(font, buffer);
    return buffer.getGlyphPositions().reduce((sum, { xAdvance = 0 }) => sum + xAdvance, 0) / face.upem;
  };
}

// What MathJax does within math.js's LIMITS takes some seconds at most; this is for what they do not count.
const DEADLINE = 30_000;  // ms

// A script has a deadline where a function has none; whatever it calls ends with it.
const call = new Script("work()");
/** @type {{work: (() => unknown) | null}} */
const called = { work: null };
const context = createContext(called);

/**
 * What the work gives, or null where it is not done in time: it is then stopped in the middle.
 * @template T @param {number} deadline ms @param {() => T} work @returns {T | null}
 */
function withinDeadline(deadline, work) {
  called.work = work;
  try {
    return call.runInContext(context, { timeout: deadline });
  } catch (error) {
    if (/** @type {{code?: string}} */ (error).code === "ERR_SCRIPT_EXECUTION_TIMEOUT") return null;
    throw error;
  }
}

/** @typedef {{setter: MathSetter | null, formulas: Map<string, AnyFormula>}} Typeset what is set, for the next time */

/** @returns {Typeset} */
export const newTypeset = () => ({ setter: null, formulas: new Map() });

/**
 * Every formula of the reviews once, in the order in which they come.
 * @param {any} data an export
 * @param {{measure?: (text: string) => number, deadline?: number, kept?: Typeset}} [options] of text, px at 1 px per em;
 *   of one formula, ms; what an earlier call has set, with outlines that may be of no use any more
 */
export function typesetExport(data, { measure = measureInReadingFace(), deadline = DEADLINE, kept = newTypeset() } = {}) {
  kept.setter ??= new MathSetter(measure);
  /** @param {string} tex @param {boolean} display @returns {AnyFormula} */
  const typeset = (tex, display) => {
    const setter = /** @type {MathSetter} */ (kept.setter);
    const { outlines } = setter, count = outlines.paths.length;
    const formula = withinDeadline(deadline, () => setter.typeset(tex, display));
    if (formula) return formula;
    outlines.truncate(count);
    kept.setter = new MathSetter(measure);
    kept.setter.outlines = outlines;
    return { tex, display, error: "the formula takes too long" };
  };
  /** @type {Map<string, AnyFormula>} */
  const formulas = new Map();
  for (const review of data.reviews) {
    for (const block of review.blocks) {
      for (const span of block.spans) {
        if (span.math === undefined) continue;
        const display = block.type === "math";
        const key = `${display} ${span.math}`;
        if (formulas.has(key)) continue;
        const formula = kept.formulas.get(key) ?? typeset(span.math, display);
        kept.formulas.set(key, formula);
        formulas.set(key, formula);
      }
    }
  }
  return { outlines: kept.setter.outlines.paths, formulas: [...formulas.values()] };
}

/** @param {string} text an export @param {ReturnType<typeof typesetExport>} math */
export function withMath(text, math) {
  // The last key of the export; a formula's own key "math" has a string.
  const found = [...text.matchAll(/"math":\s*\{/g)].at(-1);
  if (!found) throw new Error('the export has no "math"');
  const body = math.formulas.length === 0 ? "{}" :
    `{"outlines":${lines(math.outlines)},"formulas":${lines(math.formulas)}}`;
  return `${text.slice(0, found.index)}"math":${body}}\n`;
}

function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true, options: { output: { type: "string", short: "o" } },
  });
  if (positionals.length !== 1) {
    console.error("usage: node web/typeset-math.js EXPORT [-o FILE]");
    process.exit(2);
  }
  const text = readFileSync(positionals[0], "utf8");
  const math = typesetExport(JSON.parse(text));
  writeFileSync(values.output ?? positionals[0], withMath(text, math));
  const broken = math.formulas.filter((formula) => "error" in formula);
  console.error(`${math.formulas.length} formulas, ${math.outlines.length} outlines, ${broken.length} broken`);
  for (const formula of broken) {
    if ("error" in formula) console.error(`  ${formula.error}: ${formula.tex.replace(/\s+/g, " ")}`);
  }
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) main();
