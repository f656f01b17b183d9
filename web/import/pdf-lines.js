/**
 * Pieces of text on a page to lines and paragraphs. A PDF knows neither: it says where letters are. The order of
 * the file's own stream is kept from line to line (it is that of the columns), inside a line the order is that
 * of reading, by the direction of most of its letters.
 */
import { append } from "./blocks.js";

/** @typedef {import("./blocks.js").Inline} Inline */
/** @typedef {import("./blocks.js").Block} Block */
/** @typedef {import("./blocks.js").Marks} Marks */
/**
 * @typedef {object} Piece text of one font, in logical order; lengths in points, y from the bottom
 * @property {string} text
 * @property {number} x
 * @property {number} y of the baseline
 * @property {number} width
 * @property {number} size
 * @property {Marks} marks
 *
 * @typedef {{pieces: Piece[], y: number, size: number, x: number, right: number, page: number, rtl: boolean}} Line
 * @typedef {{picture: Inline, y: number, page: number}} Figure
 */

const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/g;
const STRONG = /\p{L}/gu;
/** Share of right-to-left letters from which a line runs from the right: terms and names make many lines half Latin. */
const RTL_SHARE = 0.25;

/** @param {string} text */
const isRtlText = (text) => (text.match(RTL)?.length ?? 0) > RTL_SHARE * (text.match(STRONG)?.length ?? 0);

/** Pieces of the same baseline are one line. @param {Piece[]} pieces of one page, in the stream's order @param {number} page @returns {Line[]} */
export function linesOf(pieces, page) {
  /** @type {Piece[][]} */
  const groups = [];
  for (const piece of pieces) {
    const last = groups.at(-1);
    const before = last?.at(-1);
    const same = before && Math.abs(before.y - piece.y) < 0.45 * Math.max(before.size, piece.size);
    // Columns have their baselines in common: a wide gap is one.
    const gap = before ? Math.max(piece.x - (before.x + before.width), before.x - (piece.x + piece.width)) : 0;
    if (last && same && gap < 6 * piece.size) last.push(piece);
    else groups.push([piece]);
  }
  return groups.map((group) => {
    const text = group.map((one) => one.text).join("");
    const sizes = new Map();
    for (const one of group) sizes.set(one.size, (sizes.get(one.size) ?? 0) + one.text.length);
    const size = [...sizes].sort((a, b) => b[1] - a[1])[0][0];
    return {
      pieces: group, size, page, rtl: isRtlText(text), y: group[0].y,
      x: Math.min(...group.map((one) => one.x)), right: Math.max(...group.map((one) => one.x + one.width)),
    };
  });
}

/** @type {Record<string, string>} */
const MIRROR = { "(": ")", ")": "(", "[": "]", "]": "[", "{": "}", "}": "{", "<": ">", ">": "<", "«": "»", "»": "«" };

/** A file has the shape that is drawn; inside right-to-left text it is that of the other bracket (UAX #9 L4). @param {Piece} piece */
const mirrored = (piece) => ({ ...piece, text: piece.text.replace(/[()[\]{}<>«»]/g, (letter) => MIRROR[letter]) });

const HEBREW_OR_ARABIC = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const LETTER = /\p{L}/u;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/**
 * Left-to-right pieces that follow one another from the right on, as far as they belong together: from one Latin
 * piece to another, with what is between them, and a number right beside ("GPT 4").
 * @param {Piece[]} visual from right to left @param {number} from
 * @returns {number} the end of the run; `from` where none begins there
 */
function leftToRightRun(visual, from) {
  if (HEBREW_OR_ARABIC.test(visual[from].text) || !LETTER_OR_DIGIT.test(visual[from].text)) return from;
  let end = from;
  let letters = false;
  let punctuation = false;
  for (let at = from; at < visual.length && !HEBREW_OR_ARABIC.test(visual[at].text); ++at) {
    const { text } = visual[at];
    if (LETTER.test(text)) {
      // "12" ":" "Attention" from the right is a number of the sentence, then a sign of it.
      if (!letters && punctuation) break;
      letters = true;
      end = at + 1;
    } else if (LETTER_OR_DIGIT.test(text)) {
      if (letters || at === from) end = at + 1;
    } else if (text.trim() !== "") punctuation = true;
  }
  return end;
}

/** @param {Line} line @returns {Piece[]} in the order of reading (UAX #9 L2 on whole pieces) */
function ordered(line) {
  const visual = [...line.pieces].sort((a, b) => a.x - b.x);
  if (!line.rtl) return visual;
  visual.reverse();
  /** @type {Piece[]} */
  const out = [];
  for (let from = 0; from < visual.length;) {
    const end = leftToRightRun(visual, from);
    if (end > from) append(out, visual.slice(from, end).reverse());
    else {
      const piece = visual[from];
      out.push(HEBREW_OR_ARABIC.test(piece.text) || LETTER_OR_DIGIT.test(piece.text) ? piece : mirrored(piece));
    }
    from = Math.max(end, from + 1);
  }
  return out;
}

/** @param {Line} line @returns {Inline[]} */
export function inlinesOf(line) {
  /** @type {Inline[]} */
  const out = [];
  /** @type {Piece | undefined} */
  let before;
  for (const piece of ordered(line)) {
    const gap = before ? Math.max(piece.x - (before.x + before.width), before.x - (piece.x + piece.width)) : 0;
    const spaced = before && !/\s$/.test(before.text) && !/^\s/.test(piece.text) && gap > 0.18 * piece.size;
    out.push({ type: "text", text: (spaced ? " " : "") + piece.text, marks: piece.marks });
    before = piece;
  }
  return out;
}

/** @param {Line} line */
const textOf = (line) => inlinesOf(line).map((one) => (one.type === "text" ? one.text : "")).join("").trim();

/** Lines that pages repeat at their edges, and their numbers. @param {Line[]} lines @param {number} pages @returns {Line[]} without them */
export function withoutFurniture(lines, pages) {
  /** @type {Map<number, Line[]>} */
  const byPage = new Map();
  for (const line of lines) byPage.set(line.page, [...(byPage.get(line.page) ?? []), line]);
  /** @type {Map<string, Line[]>} */
  const edges = new Map();
  for (const own of byPage.values()) {
    const sorted = [...own].sort((a, b) => b.y - a.y);
    for (const line of new Set([...sorted.slice(0, 2), ...sorted.slice(-2)])) {
      const key = textOf(line).replace(/\d+/g, "#");
      edges.set(key, [...(edges.get(key) ?? []), line]);
    }
  }
  /** @type {Set<Line>} */
  const dropped = new Set();
  for (const [key, same] of edges) {
    const isNumber = /^[-–\s]*#[-–\s]*$/.test(key) || /^(page|עמוד)?\s*#(\s*(of|\/|מתוך)\s*#)?$/i.test(key);
    if (pages > 1 && (same.length >= Math.max(3, pages * 0.5) || (isNumber && same.length >= 2))) for (const line of same) dropped.add(line);
  }
  return lines.filter((line) => !dropped.has(line));
}

/** Levels of headings by size: each size clearly above the text's. @param {Line[]} lines @returns {{body: number, level: (size: number) => number | undefined}} */
function headingSizes(lines) {
  /** @type {Map<number, number>} */
  const letters = new Map();
  for (const line of lines) for (const { size, text } of line.pieces) letters.set(Math.round(size * 2) / 2, (letters.get(Math.round(size * 2) / 2) ?? 0) + text.length);
  const body = [...letters].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 12;
  const larger = [...letters.keys()].filter((size) => size > body * 1.12).sort((a, b) => b - a);
  /** @type {number[]} */
  const steps = [];
  for (const size of larger) if (steps.length === 0 || size < steps[steps.length - 1] * 0.93) steps.push(size);
  return {
    body,
    level: (size) => {
      if (size <= body * 1.12) return undefined;
      const at = steps.findIndex((step) => size >= step * 0.93);
      return Math.min(6, (at < 0 ? steps.length : at) + 1);
    },
  };
}

const BULLET = /^\s*[•●○▪◦‣·∙]\s*/u;

/**
 * Where the lines of the same column end: those that begin at the same edge.
 * @param {Line[]} lines @returns {Map<Line, number>} the farthest end, a right edge, or a left one of right-to-left lines
 */
function columnEnds(lines) {
  /** @type {Map<string, number>} */
  const ends = new Map();
  const key = (/** @type {Line} */ line) => `${line.page} ${line.rtl} ${Math.round((line.rtl ? line.right : line.x) / 12)}`;
  for (const line of lines) {
    const known = ends.get(key(line));
    const end = line.rtl ? line.x : line.right;
    ends.set(key(line), known === undefined ? end : line.rtl ? Math.min(known, end) : Math.max(known, end));
  }
  return new Map(lines.map((line) => [line, /** @type {number} */ (ends.get(key(line)))]));
}

/** @param {Line} line @param {Line} next @param {number} leading the text's usual distance of baselines @param {number} end of the line's column */
function isNewParagraph(line, next, leading, end) {
  const beginning = textOf(next);
  const marked = BULLET.test(beginning) || /^(\d{1,3}[.)]|[-–])\s/.test(beginning);
  if (line.page !== next.page) return marked || !/[\p{L}\p{N},–-]$/u.test(textOf(line));
  const distance = line.y - next.y;
  if (marked || distance < 0 || distance > 1.35 * leading) return true;
  if (Math.abs(line.size - next.size) > 0.1 * line.size) return true;
  // Where the next line's first word would have fitted, the writer ended the line.
  const letters = textOf(next).length || 1;
  const word = (beginning.split(/\s/)[0].length / letters) * (next.right - next.x);
  return Math.abs(end - (line.rtl ? line.x : line.right)) > word + line.size;
}

/** @param {Line[]} lines @returns {number} the median distance of baselines */
function leadingOf(lines) {
  const distances = lines.slice(1).map((line, at) => lines[at].y - line.y).filter((distance) => distance > 0 && distance < 60).sort((a, b) => a - b);
  return distances[Math.floor(distances.length / 2)] ?? 14;
}

/** @param {Line[]} lines @param {Figure[]} figures @returns {Block[]} */
export function blocksOf(lines, figures) {
  const { level } = headingSizes(lines);
  const leading = leadingOf(lines);
  const ends = columnEnds(lines);
  /** @type {Block[]} */
  const out = [];
  /** @type {Line[]} */
  let open = [];
  const flush = () => {
    if (open.length > 0) append(out, paragraphBlocks(open, level(open[0].size)));
    open = [];
  };
  const waiting = [...figures];
  for (const line of lines) {
    const first = waiting.findIndex((figure) => figure.page < line.page || (figure.page === line.page && figure.y > line.y));
    if (first >= 0 || (open.length > 0 && isNewParagraph(open[open.length - 1], line, leading, ends.get(open[open.length - 1]) ?? 0))) flush();
    for (let at = first; at >= 0; at = waiting.findIndex((figure) => figure.page < line.page || (figure.page === line.page && figure.y > line.y))) {
      out.push({ type: "paragraph", inlines: [waiting[at].picture] });
      waiting.splice(at, 1);
    }
    open.push(line);
  }
  flush();
  for (const { picture } of waiting) out.push({ type: "paragraph", inlines: [picture] });
  return out;
}

/** @param {Line[]} lines of one paragraph @param {number | undefined} level @returns {Block[]} */
function paragraphBlocks(lines, level) {
  /** @type {Inline[]} */
  const inlines = [];
  for (const line of lines) {
    const own = inlinesOf(line);
    const last = inlines.at(-1);
    const first = own[0];
    if (last?.type === "text" && first?.type === "text") {
      // A word that was split at the line's end is one again.
      if (/[a-z]-$/.test(last.text) && /^[a-z]/.test(first.text)) last.text = last.text.slice(0, -1);
      else if (!/\s$/.test(last.text)) first.text = ` ${first.text.trimStart()}`;
    }
    append(inlines, own);
  }
  const first = inlines[0];
  if (level !== undefined && lines.length <= 3) return [{ type: "heading", level, inlines }];
  if (first?.type === "text" && BULLET.test(first.text)) {
    first.text = first.text.replace(BULLET, "");
    return [{ type: "list", items: [{ marker: "-", blocks: [{ type: "paragraph", inlines }] }] }];
  }
  return [{ type: "paragraph", inlines }];
}
