// Skira's lines beside Chromium's: the same text blocks in the same font files, at the same width and
// size, laid out by `skira layout` and by the browser's own DOM.
//
//   export ─▶ skira layout ─▶ lines, runs ─┐
//      └───▶ one <div> a block ─▶ lines,  ─┴─▶ differences, each with the class of its cause
//                                 order of characters by their Range rectangles
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as harfbuzz from "harfbuzzjs";
import { ROOT } from "../browser/browser.js";
import { NATIVE_COMMAND as SKIRA } from "../command.js";

export const WIDTHS = [320, 480, 640, 800, 1000];
export const SIZES = [17, 22];
const FOLDER = join(ROOT, "build/parity");
const REAL_DOCUMENTS = resolve(ROOT, "../shared/corpus");
const MARK = /\p{M}/u;
// Characters that need no glyph: controls, joiners, direction marks, variation selectors.
const INVISIBLE = /^[\n\p{Default_Ignorable_Code_Point}]$/u;
const BATCH = 100;  // blocks a call of the page

/**
 * @typedef {{start: number, end: number, level: number, x: number, width: number}} Run
 * @typedef {{start: number, end: number, width: number, runs: Run[]}} OurLine
 * @typedef {{id: string, block: number, direction: string, text: string, lines: OurLine[]}} LaidOut
 * @typedef {{text: string, css: string}} Piece
 * @typedef {LaidOut & {pieces: Piece[]}} Subject
 * @typedef {{start: number, end: number, width: number, order: number[]}} TheirLine
 *   UTF-16 offsets; `end` without the spaces at the line's end; `order` of the visible characters
 * @typedef {{document: string, form: string, size: number, width: number, id: string, block: number, offset: number,
 *   kind: "break" | "order" | "width", cause: string, ours: number, theirs: number}} Difference
 *   `offset`: of the line's start, bytes; `ours`, `theirs`: of its end, or px of width
 * @typedef {{blocks: number, lines: number, same: number, order: number, width: number, widest: number}} Figures
 *   `lines` of ours; `same`: that begin and end as Chromium's; of those `order` read in the same visual
 *   order and `width` are within 1 px; `widest` difference of width
 */

// --- What is compared -------------------------------------------------------------------------------------

/** The corpora at hand, as exports: the repository's own always. */
export function corpora() {
  mkdirSync(FOLDER, { recursive: true });
  const folders = [["own", join(ROOT, "corpus")]];
  if (existsSync(REAL_DOCUMENTS)) folders.push(["real", REAL_DOCUMENTS]);
  return folders.map(([name, folder]) => {
    const file = join(FOLDER, `${name}-reviews.json`);
    execFileSync(SKIRA, ["export", folder, "-o", file], { stdio: "pipe" });
    return { name, file, data: JSON.parse(readFileSync(file, "utf8")) };
  });
}

/** As src/cli/layout.cpp dresses a span. @param {{style?: string[], math?: string}} span */
function cssOf({ style = [], math }) {
  let css = "";
  let scale = 1;
  if (math !== undefined || style.includes("code")) {
    css += "font-family:t-mono,t-serif,t-sans;";
    scale = 0.86;
  }
  if (style.includes("bold")) css += "font-weight:700;";
  if (style.includes("italic")) css += "font-style:italic;";
  if (style.includes("subscript") || style.includes("superscript")) scale *= 0.7;
  return scale === 1 ? css : `${css}font-size:${scale}em;`;
}

/**
 * Blocks as `skira layout` lays them out, with what the browser needs to do the same. `covered`: the
 * blocks whose every character some bundled font has.
 * @param {{file: string, data: any}} corpus @param {"plain" | "styled"} form @param {number} size @param {number} width
 */
export function layOut(corpus, form, size, width) {
  const output = execFileSync(SKIRA, ["layout", corpus.file, "--width", `${width}`, "--size", `${size}`,
    ...(form === "plain" ? ["--plain"] : [])], { maxBuffer: 1 << 30, encoding: "utf8" });
  const [first, ...lines] = output.trim().split("\n").map((line) => JSON.parse(line));
  /** @type {Map<string, any>} */
  const reviews = new Map(corpus.data.reviews.map((/** @type {any} */ review) => [review.id, review]));
  /** @type {Subject[]} */
  const blocks = lines.map((/** @type {LaidOut} */ block) => ({
    ...block,
    pieces: form === "plain" ? [{ text: block.text, css: "" }] :
      reviews.get(block.id).blocks[block.block].spans.map((/** @type {any} */ span) =>
        ({ text: span.math ?? span.text, css: cssOf(span) })),
  }));
  return { fonts: /** @type {{file: string, weight: number, style: string}[]} */ (first.fonts), blocks };
}

/** Tells blocks that the fonts cover. @param {{file: string}[]} fonts */
export function coverage(fonts) {
  /** @type {Set<number>} */
  const characters = new Set();
  for (const { file } of fonts) {
    const face = new harfbuzz.Face(new harfbuzz.Blob(readFileSync(file)));
    for (const c of face.collectUnicodes()) characters.add(c);
  }
  /** @param {Subject} block */
  return (block) => [...block.text].every((c) =>
    characters.has(/** @type {number} */ (c.codePointAt(0))) || INVISIBLE.test(c));
}

// --- The browser's half -----------------------------------------------------------------------------------

/**
 * A page that lays blocks out in the fonts.
 * @param {import("playwright-core").Browser} browser @param {{file: string, weight: number, style: string}[]} fonts
 */
export async function openYardstick(browser, fonts) {
  const page = await browser.newPage();
  const faces = fonts.map(({ file, weight, style }) => {
    const family = /([a-z]+)-\d+[^/]*$/.exec(file)?.[1];
    return `@font-face{font-family:t-${family};font-weight:${weight};font-style:${style};` +
      `src:url(data:font/ttf;base64,${readFileSync(file).toString("base64")})}`;
  });
  await page.setContent(`<!doctype html><meta charset="utf-8"><style>${faces.join("")}
    body { margin: 0; font-family: t-serif, t-sans, t-mono }
    div { white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.6; position: relative }
    </style><body lang="he">`);
  await page.evaluate(() => Promise.all([...document.fonts].map((face) => face.load())));
  return page;
}

/**
 * Runs in the page: the lines of each block.
 * @param {{blocks: {direction: string, pieces: Piece[]}[], size: number, width: number}} job
 * @returns {TheirLine[][]}
 */
function measureInPage({ blocks, size, width }) {
  const section = document.createElement("section");
  document.body.append(section);
  const divs = blocks.map(({ direction, pieces }) => {
    const div = document.createElement("div");
    div.style.width = `${width}px`;
    div.style.fontSize = `${size}px`;
    div.dir = direction;
    for (const { text, css } of pieces) {
      if (!css) {
        div.append(document.createTextNode(text));
        continue;
      }
      const span = document.createElement("span");
      span.style.cssText = css;
      span.textContent = text;
      div.append(span);
    }
    section.append(div);
    return div;
  });
  const range = document.createRange();
  const lines = divs.map((div) => {
    const walker = document.createTreeWalker(div, NodeFilter.SHOW_TEXT);
    const { left, top } = div.getBoundingClientRect();
    /** @type {{start: number, top: number, characters: [number, string, number, number][]}[]} */
    const found = [];
    let before = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent ?? "";
      for (let i = 0; i < text.length;) {
        const c = String.fromCodePoint(/** @type {number} */ (text.codePointAt(i)));
        range.setStart(node, i);
        range.setEnd(node, i + c.length);
        const rects = range.getClientRects();
        const rect = rects[rects.length - 1];
        if (rect && c !== "\n") {
          const y = rect.top - top;
          if (found.length === 0 || Math.abs(y - found[found.length - 1].top) > size * 0.8) {
            found.push({ start: before + i, top: y, characters: [] });
          }
          found[found.length - 1].characters.push([before + i, c, rect.left - left, rect.width]);
        }
        i += c.length;
      }
      before += text.length;
    }
    return found.map(({ start, characters }) => {
      while (characters.length && /[ \t]/.test(characters[characters.length - 1][1])) characters.pop();
      const last = characters[characters.length - 1];
      const visible = characters.filter(([, c, , w]) => w > 0.01 && !/\p{M}/u.test(c));
      const from = Math.min(...visible.map(([, , x]) => x));
      const to = Math.max(...visible.map(([, , x, w]) => x + w));
      return {
        start, end: last ? last[0] + last[1].length : start, width: visible.length ? to - from : 0,
        order: visible.sort((a, b) => a[2] - b[2] || a[0] - b[0]).map(([at]) => at),
      };
    });
  });
  section.remove();
  return lines;
}

// --- The comparison ---------------------------------------------------------------------------------------

/** The UTF-16 offset of each byte offset at which a character begins. @param {string} text */
function utf16Offsets(text) {
  /** @type {Map<number, number>} */
  const offsets = new Map();
  let byte = 0, at = 0;
  for (const c of text) {
    offsets.set(byte, at);
    const code = /** @type {number} */ (c.codePointAt(0));
    byte += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    at += c.length;
  }
  offsets.set(byte, at);
  return offsets;
}

/** A character as classes of causes name it: its general category, punctuation and symbols as they are. @param {string} c */
function named(c) {
  if (/\p{L}/u.test(c)) return /\p{Script=Hebrew}/u.test(c) ? "hebrew" : /\p{Script=Latin}/u.test(c) ? "latin" : "letter";
  if (/\p{N}/u.test(c)) return "digit";
  if (/\s/u.test(c)) return "space";
  if (MARK.test(c)) return "mark";
  return `U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** Why a line ends elsewhere. @param {Subject} block @param {OurLine} line @param {number} start @param {number} end UTF-16 @param {TheirLine | undefined} theirs @param {number} width */
function causeOfBreak(block, line, start, end, theirs, width) {
  if (!theirs) return "after an earlier difference";
  const early = Math.min(end, theirs.end);
  const slack = end > theirs.end ? width - line.width : width - theirs.width;
  if (slack < 0.1) return `the line is ${slack < 0 ? "wider than" : "as wide as"} the column, within 0.1 px`;
  const around = [...block.text.slice(Math.max(start, early - 2), early)].at(-1);
  const next = [...block.text.slice(early, early + 2)][0];
  return `${end < theirs.end ? "we break" : "Chromium breaks"} between ${named(around ?? "\n")} and ${named(next ?? "\n")}`;
}

/** Why characters stand in another order. @param {Subject} block @param {number[]} ours @param {number[]} theirs */
function causeOfOrder(block, ours, theirs) {
  const at = ours.findIndex((offset, i) => offset !== theirs[i]);
  const characterAt = (/** @type {number | undefined} */ offset) =>
    (offset === undefined ? "nothing" : named([...block.text.slice(offset, offset + 2)][0]));
  return `${characterAt(ours[at])} stands where Chromium has ${characterAt(theirs[at])}`;
}

/** Our visible characters of a line, from left to right. @param {OurLine} line @param {Map<number, number>} offsets @param {Set<number>} visible */
function orderOf(line, offsets, visible) {
  /** @type {number[]} */
  const order = [];
  for (const run of line.runs) {
    const from = offsets.get(run.start) ?? 0, to = offsets.get(run.end) ?? 0;
    const own = [...visible].filter((at) => at >= from && at < to).sort((a, b) => a - b);
    order.push(...(run.level % 2 ? own.reverse() : own));
  }
  return order;
}

/**
 * Compares one block's lines.
 * @param {Subject} block @param {TheirLine[]} theirs @param {number} width @param {Figures} figures
 * @param {(offset: number, kind: Difference["kind"], cause: string, ours: number, theirs: number) => void} report
 */
function compareBlock(block, theirs, width, figures, report) {
  ++figures.blocks;
  const offsets = utf16Offsets(block.text);
  const byStart = new Map(theirs.map((line) => [line.start, line]));
  for (const line of block.lines) {
    if (line.runs.length === 0) continue;
    ++figures.lines;
    const start = offsets.get(line.start) ?? -1;
    const end = start + block.text.slice(start, offsets.get(line.end)).replace(/[ \t\n\r\u2028]+$/, "").length;
    const other = byStart.get(start);
    if (!other || other.end !== end) {
      report(line.start, "break", causeOfBreak(block, line, start, end, other, width), end, other?.end ?? -1);
      continue;
    }
    ++figures.same;
    const order = orderOf(line, offsets, new Set(other.order));
    if (order.join() === other.order.join()) ++figures.order;
    else report(line.start, "order", causeOfOrder(block, order, other.order), 0, 0);
    const off = Math.abs(line.width - other.width);
    figures.widest = Math.max(figures.widest, off);
    if (off <= 1) ++figures.width;
    else report(line.start, "width", `of a line in ${block.pieces.length} pieces`, line.width, other.width);
  }
}

/** @returns {Figures} */
export const noFigures = () => ({ blocks: 0, lines: 0, same: 0, order: 0, width: 0, widest: 0 });

/** @param {Figures} sum @param {Figures} more */
export function addFigures(sum, more) {
  for (const key of /** @type {(keyof Figures)[]} */ (Object.keys(sum))) {
    sum[key] = key === "widest" ? Math.max(sum.widest, more.widest) : sum[key] + more[key];
  }
}

/**
 * Lays `blocks` out in the page and compares.
 * @param {import("playwright-core").Page} page @param {Subject[]} blocks @param {number} size @param {number} width
 * @param {(difference: Omit<Difference, "document" | "form">) => void} report
 */
export async function compare(page, blocks, size, width, report) {
  const figures = noFigures();
  for (let i = 0; i < blocks.length; i += BATCH) {
    const batch = blocks.slice(i, i + BATCH);
    const theirs = await page.evaluate(measureInPage,
      { blocks: batch.map(({ direction, pieces }) => ({ direction, pieces })), size, width });
    batch.forEach((block, k) => compareBlock(block, theirs[k], width, figures,
      (offset, kind, cause, ours, other) =>
        report({ size, width, id: block.id, block: block.block, offset, kind, cause, ours, theirs: other })));
  }
  return figures;
}

/** The bounds that Skira promises, as shares. */
export const BOUNDS = { same: 0.995, order: 0.999, width: 0.999 };

/** @param {Figures} figures */
export const shares = ({ lines, same, order, width }) =>
  ({ same: same / lines, order: order / same, width: width / same });

/** @param {Figures} figures */
export function told(figures) {
  const { same, order, width } = shares(figures);
  const percent = (/** @type {number} */ share) => `${(100 * share).toFixed(3)} %`;
  return `${figures.blocks} blocks, ${figures.lines} lines: ${percent(same)} begin and end alike, of those ` +
    `${percent(order)} in the same order, ${percent(width)} within 1 px (largest ${figures.widest.toFixed(3)} px)`;
}
