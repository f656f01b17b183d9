// Formulas: TeX in, positioned outlines and MathML out. MathJax typesets to a tree of SVG, which is
// flattened here.
//
//   TeX ─▶ MathJax (MathML tree ─▶ SVG tree) ─▶ glyphs, rules and texts, each with its place
//
// Lengths are whole units of 1/1000 em; a formula's origin is the left end of its baseline, y grows
// upwards. Glyphs refer to a table of outlines that all formulas share (OutlineTable). The form of a
// formula is that of the export's "math", see src/review/json.h.
import { liteAdaptor } from "mathjax-full/js/adaptors/liteAdaptor.js";
import { TEXCLASS } from "mathjax-full/js/core/MmlTree/MmlNode.js";
import { SerializedMmlVisitor } from "mathjax-full/js/core/MmlTree/SerializedMmlVisitor.js";
import { RegisterHTMLHandler } from "mathjax-full/js/handlers/html.js";
import { AllPackages } from "mathjax-full/js/input/tex/AllPackages.js";
import { AmsMethods } from "mathjax-full/js/input/tex/ams/AmsMethods.js";
import { Configuration } from "mathjax-full/js/input/tex/Configuration.js";
import { CommandMap, EnvironmentMap } from "mathjax-full/js/input/tex/SymbolMap.js";
import { TeX } from "mathjax-full/js/input/tex.js";
import { mathjax } from "mathjax-full/js/mathjax.js";
import { SVG } from "mathjax-full/js/output/svg.js";
import { STATE } from "mathjax-full/js/core/MathItem.js";

/**
 * @typedef {{text: string, x: number, y: number, size: number, width: number}} TextItem
 * @typedef {{tex: string, display: boolean, width: number, height: number, depth: number,
 *   glyphs: number[], rules: number[], texts: TextItem[], colours?: number[], breaks: number[],
 *   gaps: number[], mathml: string}} Formula
 *   `glyphs`: four numbers each: outline, x, y, size; `rules`: x, y, width, height each; `colours`: of
 *   what is not in the colour of the text, four numbers each: 0 glyphs, 1 rules or 2 texts, the first of
 *   them, the one behind the last, 0xRRGGBB; `breaks`: the x of the places where a line may be broken;
 *   `gaps`: the blank before each, which a broken line drops
 * @typedef {{tex: string, display: boolean, error: string}} BrokenFormula
 * @typedef {[number, number, number, number]} Matrix x' = a·x + c, y' = b·y + d, as [a, b, c, d]
 * @typedef {{minX: number, maxX: number, minY: number, maxY: number}} Clip
 */

/**
 * What one formula may cost. The work is counted, not timed, so that every machine gives the same answer;
 * whoever runs a setter has a clock besides (formulas.js, typeset-math.js).
 */
export const LIMITS = {
  characters: 10_000,  // of TeX; the longest formulas of papers have some 2000
  steps: 200_000,      // of the parser: a character costs about one, a macro as many as its expansion
  nodes: 10_000,       // of MathML; a page full of matrices has some 2000. 10,000 take a second or two
  parsers: 100,        // inside each other: a command's argument has a parser of its own
  depth: 250,          // of the tree of MathML: a fraction in a fraction is four levels deeper
  columns: 200,        // of alignat and alignedat, which make them before there is any content
  length: 1_000_000,   // 1/1000 em, in every direction: no formula that anyone reads has 1000 em
};

/** A formula asks for more than LIMITS allow. */
class LimitError extends Error {}

/**
 * Whether a formula may change what MathJax knows: macros, delimiters, environments, colors, labels, tags
 * and their forms. tests/browser/math.test.js holds every command of MathJax's against it.
 * @param {string} tex
 */
export const mayDefine = (tex) => /\\[a-z]*(?:def|let|new|declare|provide|label|tag|ref|mathtoolsset)/i.test(tex);

// Without the packages that turn errors into red text: a broken formula is to show its source. "unicode"
// keeps the font of one formula's \unicode for the next.
const OWN_PACKAGE = "skira";
export const PACKAGES = [OWN_PACKAGE,
  ...AllPackages.filter((name) => !["noerrors", "noundefined", "bussproofs", "unicode"].includes(name))];
const HEBREW = /[\u0590-\u05FF]/;
// Groups: a command that sets text, its text; or a run of Hebrew words that stands in none.
const TEXT_OR_HEBREW = /\\(text\w*|mbox|mathrm|operatorname\*?)\s*\{([^{}]*)\}|([\u0590-\u05FF]+(?: +[\u0590-\u05FF]+)*)/g;
const LETTER_WIDTH = 0.56;  // of the em: an ordinary letter, where no font is at hand to measure with
const TEXT_SIZE = 0.96;     // of the formula's em: Hebrew in a formula is then as large as around it
const X_HEIGHT = 0.442;     // of MathJax's font: text around that has it too is not scaled
const LINE_THICKNESS = 70;  // of a line that a style sheet would dress

// --- MathJax's own commands, bounded ---------------------------------------------------------------------

/**
 * alignat and its like.
 * @param {any} parser @param {any} begin @param {boolean} numbered @param {boolean} taggable
 */
function alignAt(parser, begin, numbered, taggable) {
  const count = /^\s*(?:\[[^\]]*\])?\s*\{?\s*(\d+)/.exec(parser.string.slice(parser.i));
  if (count && Number(count[1]) > LIMITS.columns) throw new LimitError(`the formula has more than ${LIMITS.columns} columns`);
  return AmsMethods.AlignAt(parser, begin, numbered, taggable);
}

/** \unicode[height,depth][font]{number}: the number alone. @param {any} parser @param {string} name */
function unicode(parser, name) {
  const option = parser.GetBrackets(name);
  if (option && /^[\d., ]+$/.test(option)) parser.GetBrackets(name);
  const number = /^(?:0?x([\da-f]{1,6})|(\d{1,7}))$/i.exec(parser.GetArgument(name).trim());
  const code = number ? parseInt(number[1] ?? number[2], number[1] ? 16 : 10) : NaN;
  if (!(code <= 0x10ffff)) throw new Error("Argument to \\unicode must be a number of Unicode");
  parser.Push(parser.create("token", "mtext", {}, String.fromCodePoint(code)));
}

/**
 * As MathJax's own ParseMethods.environment, which is no named export.
 * @param {any} parser @param {string} name @param {(...args: any[]) => any} method @param {any[]} args
 */
function environment(parser, name, method, [end, ...args]) {
  parser.Push(method(parser, parser.itemFactory.create("begin").setProperties({ name, end }), ...args));
}

new CommandMap("skira-macros", { unicode: "unicode" }, { unicode: /** @type {any} */ (unicode) });
new EnvironmentMap("skira-environments", /** @type {any} */ (environment), {
  alignat: ["alignAt", null, true, true], "alignat*": ["alignAt", null, false, true], alignedat: ["alignAt", null, false, false],
}, { alignAt: /** @type {any} */ (alignAt) });
// Before MathJax's own, whose priority is 5, and after what the formula itself defines, which has -1.
Configuration.create(OWN_PACKAGE, { priority: 1, handler: { macro: ["skira-macros"], environment: ["skira-environments"] } });

// --- Outlines -------------------------------------------------------------------------------------------

/** Path commands as points: only M, L, Q, C and Z, absolute. @param {string} path */
function* pathSegments(path) {
  let x = 0, y = 0, controlX = 0, controlY = 0;
  /** Numbers that a command takes. @type {Record<string, number>} */
  const counts = { M: 2, L: 2, H: 1, V: 1, Q: 4, T: 2, C: 6, Z: 0 };
  for (const [, command, rest] of path.matchAll(/([A-Za-z])([^A-Za-z]*)/g)) {
    const numbers = (rest.match(/-?(?:\d+\.?\d*|\.\d+)/g) ?? []).map(Number);
    const count = counts[command];
    if (count === undefined) throw new Error(`a path has the command ${command}`);
    if (count === 0) yield { command: "Z", numbers: [] };
    for (let i = 0; count > 0 && i + count <= numbers.length; i += count) {
      let own = numbers.slice(i, i + count);
      let plain = command;
      if (command === "H") own = [own[0], y];
      if (command === "V") own = [x, own[0]];
      if (command === "H" || command === "V") plain = "L";
      if (command === "T") {
        own = [2 * x - controlX, 2 * y - controlY, ...own];
        plain = "Q";
      }
      [x, y] = own.slice(-2);
      [controlX, controlY] = plain === "Q" ? own : [x, y];
      yield { command: plain, numbers: own };
    }
  }
}

/** @param {number} value @param {number} low @param {number} high */
const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

/** Numbers as a path has them: a minus parts them as well as a blank. @param {number[]} numbers */
const joined = (numbers) => numbers.map((value, i) => (i > 0 && value >= 0 ? ` ${value}` : `${value}`)).join("");

/**
 * The path after a transformation, its points moved into the clip. That is true clipping for the
 * straight bars of which stretched brackets are made, and nothing else is ever clipped. Lines and
 * curves are relative to the point before them: compressed, a third less.
 * @param {string} path @param {Matrix} [matrix] @param {Clip | null} [clip]
 */
function bakedPath(path, [a, b, c, d] = [1, 1, 0, 0], clip = null) {
  let baked = "", x = 0, y = 0, startX = 0, startY = 0;
  for (const { command, numbers } of pathSegments(path)) {
    const points = numbers.map((value, i) => {
      let moved = i % 2 === 0 ? a * value + c : b * value + d;
      if (clip) moved = i % 2 === 0 ? clamp(moved, clip.minX, clip.maxX) : clamp(moved, clip.minY, clip.maxY);
      return Math.round(moved);
    });
    const far = command === "M" || command === "Z";
    baked += far ? command + joined(points) :
      command.toLowerCase() + joined(points.map((value, i) => value - (i % 2 === 0 ? x : y)));
    [x, y] = command === "Z" ? [startX, startY] : points.slice(-2);
    if (command === "M") [startX, startY] = [x, y];
  }
  return baked;
}

/** The outlines that formulas share, numbered in the order in which they come. */
export class OutlineTable {
  /** @type {string[]} */
  paths = [];
  /** @type {Map<string, number>} */
  #known = new Map();

  /** @param {string} path of M, l, q, c and Z @returns {number} */
  add(path) {
    const known = this.#known.get(path);
    if (known !== undefined) return known;
    this.#known.set(path, this.paths.length);
    return this.paths.push(path) - 1;
  }

  /** Drops all but the first outlines. @param {number} count of those that stay */
  truncate(count) {
    for (const path of this.paths.splice(count)) this.#known.delete(path);
  }
}

// --- Colours --------------------------------------------------------------------------------------------

/** The names that TeX and CSS share; MathJax turns its own into numbers. @type {Record<string, number>} */
const NAMED_COLOURS = {
  black: 0x000000, white: 0xffffff, red: 0xff0000, green: 0x008000, blue: 0x0000ff, cyan: 0x00ffff, magenta: 0xff00ff,
  yellow: 0xffff00, gray: 0x808080, grey: 0x808080, darkgray: 0xa9a9a9, lightgray: 0xd3d3d3, brown: 0xa52a2a, lime: 0x00ff00,
  olive: 0x808000, orange: 0xffa500, pink: 0xffc0cb, purple: 0x800080, teal: 0x008080, violet: 0xee82ee, navy: 0x000080,
  maroon: 0x800000, darkblue: 0x00008b, darkgreen: 0x006400, darkred: 0x8b0000, crimson: 0xdc143c, gold: 0xffd700,
};

/** 0xRRGGBB, or nothing where the text's own colour is meant or the name is not known. @param {string | undefined} css */
function parseColour(css) {
  const name = css?.trim().toLowerCase() ?? "";
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/.exec(name)?.[1];
  if (hex) return parseInt(hex.length === 3 ? hex.replace(/./g, "$&$&") : hex, 16);
  const channels = /^rgb\((\d+),\s*(\d+),\s*(\d+)\)$/.exec(name)?.slice(1).map(Number);
  if (channels) return (channels[0] << 16) | (channels[1] << 8) | channels[2];
  return NAMED_COLOURS[name];
}

// --- SVG ------------------------------------------------------------------------------------------------

/** @param {Matrix} outer @param {Matrix} inner @returns {Matrix} first the inner, then the outer */
const composed = ([a, b, c, d], [e, f, g, h]) => [a * e, b * f, a * g + c, b * h + d];

/** @param {string | undefined} text @returns {Matrix} */
function parseTransform(text) {
  /** @type {Matrix} */
  let matrix = [1, 1, 0, 0];
  for (const [, name, list] of (text ?? "").matchAll(/(\w+)\(([^)]*)\)/g)) {
    const values = list.split(/[\s,]+/).filter(Boolean).map(parseFloat);
    if (name === "translate") matrix = composed(matrix, [1, 1, values[0], values[1] ?? 0]);
    else if (name === "scale") matrix = composed(matrix, [values[0], values[1] ?? values[0], 0, 0]);
    else throw new Error(`a transformation by ${name}`);
  }
  return matrix;
}

/** Collects what a tree of SVG draws. */
class Flattener {
  /** @type {number[]} */ glyphs = [];
  /** @type {number[]} */ rules = [];
  /** @type {TextItem[]} */ texts = [];
  /** @type {number[]} */ colours = [];
  /** @type {number | undefined} */ #colour;

  /** @param {any} adaptor @param {OutlineTable} outlines @param {(text: string) => number} measure px at 1 px per em */
  constructor(adaptor, outlines, measure) {
    this.adaptor = adaptor;
    this.outlines = outlines;
    this.measure = measure;
  }

  /** @param {any} node @param {Matrix} matrix @param {Clip | null} clip */
  walk(node, matrix, clip = null) {
    const kind = this.adaptor.kind(node);
    const own = composed(matrix, parseTransform(this.#text(node, "transform")));
    switch (kind) {
      case "g": case "a": return this.#group(node, own, clip);
      case "svg": return this.#nested(node, own);
      case "path": return this.#path(this.#text(node, "d") ?? "", own, clip);
      case "rect": return this.#rect(node, own);
      case "line": return this.#line(node, own);
      case "text": return this.#foreignText(node, own);
      case "defs": case "title": case "#text": case "#comment": return;
      default: throw new Error(`MathJax drew an element <${kind}>`);
    }
  }

  /** @param {any} node @param {Matrix} matrix @param {Clip | null} clip */
  children(node, matrix, clip = null) {
    for (const child of this.adaptor.childNodes(node)) this.walk(child, matrix, clip);
  }

  /** @param {any} node @param {Matrix} matrix @param {Clip | null} clip */
  #group(node, matrix, clip) {
    const outer = this.#colour;
    this.#colour = parseColour(this.#text(node, "fill")) ?? outer;
    this.children(node, matrix, clip);
    this.#colour = outer;
  }

  /** Notes the colour of what was added last. @param {0 | 1 | 2} what @param {number} count of them so far */
  #dye(what, count) {
    if (this.#colour === undefined) return;
    const [before, , end, colour] = this.colours.slice(-4);
    if (before === what && end === count - 1 && colour === this.#colour) this.colours[this.colours.length - 2] = count;
    else this.colours.push(what, count - 1, count, this.#colour);
  }

  /** @param {any} node @param {string} name @returns {string | undefined} */
  #text(node, name) { return this.adaptor.getAttribute(node, name) ?? undefined; }
  /** @param {any} node @param {string} name */
  #number(node, name, otherwise = 0) { return parseFloat(this.#text(node, name) ?? "") || otherwise; }

  /** A window on its content: the bar of a stretched bracket. @param {any} node @param {Matrix} matrix */
  #nested(node, matrix) {
    const box = (this.#text(node, "viewBox") ?? "").split(/[\s,]+/).map(parseFloat);
    if (box.length !== 4) return this.children(node, matrix);
    const [width, height] = [this.#number(node, "width", box[2]), this.#number(node, "height", box[3])];
    const [scaleX, scaleY] = [width / box[2] || 1, height / box[3] || 1];
    const inner = composed(matrix, [scaleX, scaleY,
      this.#number(node, "x") - box[0] * scaleX, this.#number(node, "y") - box[1] * scaleY]);
    const [a, b, c, d] = inner;
    const xs = [a * box[0] + c, a * (box[0] + box[2]) + c];
    const ys = [b * box[1] + d, b * (box[1] + box[3]) + d];
    this.children(node, inner, { minX: Math.min(...xs), maxX: Math.max(...xs), minY: Math.min(...ys), maxY: Math.max(...ys) });
  }

  /** @param {string} path @param {Matrix} matrix @param {Clip | null} clip */
  #path(path, matrix, clip) {
    if (!path) return;
    const [a, b, c, d] = matrix;
    const shared = !clip && a > 0 && Math.abs(a - b) < 1e-6;
    if (shared) {
      this.glyphs.push(this.outlines.add(bakedPath(path)), Math.round(c), Math.round(d), Math.round(a * 1000));
    } else {
      this.glyphs.push(this.outlines.add(bakedPath(path, [a, b, 0, clip ? d : 0], clip && {
        minX: clip.minX - c, maxX: clip.maxX - c, minY: clip.minY, maxY: clip.maxY })),
        Math.round(c), clip ? 0 : Math.round(d), 1000);
    }
    this.#dye(0, this.glyphs.length / 4);
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  #rule(x, y, width, height) {
    if (width <= 0 || height <= 0) return;
    this.rules.push(...[x, y, width, height].map(Math.round));
    this.#dye(1, this.rules.length / 4);
  }

  /** @param {any} node @param {Matrix} matrix */
  #rect(node, [a, b, c, d]) {
    const width = a * this.#number(node, "width"), height = b * this.#number(node, "height");
    const x = a * this.#number(node, "x") + c, y = b * this.#number(node, "y") + d;
    if (this.#text(node, "fill") !== "none") {
      if (this.#text(node, "data-bgcolor") === undefined) this.#rule(x, y, width, height);
      return;
    }
    const t = this.#number(node, "stroke-width", LINE_THICKNESS);  // on both sides of the edge
    this.#rule(x - t / 2, y - t / 2, width + t, t);
    this.#rule(x - t / 2, y + height - t / 2, width + t, t);
    this.#rule(x - t / 2, y, t, height);
    this.#rule(x + width - t / 2, y, t, height);
  }

  /** @param {any} node @param {Matrix} matrix */
  #line(node, [a, b, c, d]) {
    const x1 = a * this.#number(node, "x1") + c, x2 = a * this.#number(node, "x2") + c;
    const y1 = b * this.#number(node, "y1") + d, y2 = b * this.#number(node, "y2") + d;
    const t = this.#number(node, "stroke-width", LINE_THICKNESS);
    if (y1 === y2) return this.#rule(Math.min(x1, x2), y1 - t / 2, Math.abs(x2 - x1), t);
    if (x1 === x2) return this.#rule(x1 - t / 2, Math.min(y1, y2), t, Math.abs(y2 - y1));
    const length = Math.hypot(x2 - x1, y2 - y1);
    const [nx, ny] = [(y1 - y2) / length * t / 2, (x2 - x1) / length * t / 2];
    this.#path(`M${x1 + nx} ${y1 + ny}L${x2 + nx} ${y2 + ny}L${x2 - nx} ${y2 - ny}L${x1 - nx} ${y1 - ny}Z`,
      [1, 1, 0, 0], null);
  }

  /** Text in letters that MathJax's font lacks. @param {any} node @param {Matrix} matrix */
  #foreignText(node, [a, , c, d]) {
    const text = this.adaptor.textContent(node).replace(/\s+/g, " ");
    if (!text.trim()) return;
    const em = TEXT_SIZE * a * 1000;
    const leading = text.slice(0, text.length - text.trimStart().length);
    this.texts.push({ text: text.trim(), x: Math.round(c + this.measure(leading) * em), y: Math.round(d),
      size: Math.round(em), width: Math.round(this.measure(text.trim()) * em) });
    this.#dye(2, this.texts.length);
  }
}

// --- MathML ---------------------------------------------------------------------------------------------

/** @param {any} node of the tree of MathML @returns {string} */
const tokenText = (node) => (node.isToken ? node.childNodes.map((/** @type {any} */ c) => c.getText?.() ?? "").join("") : "");

/** Lets Hebrew be set as text, whole words in one face. @param {any} node */
function keepHebrewWhole(node) {
  if (node.isToken && HEBREW.test(tokenText(node))) {
    delete node.attributes.getAllAttributes().mathvariant;
    node.attributes.set("fontfamily", "serif");
  }
  for (const child of node.childNodes ?? []) if (child?.childNodes) keepHebrewWhole(child);
}

/** @param {any} root */
function mathmlOf(root) {
  return new SerializedMmlVisitor().visitTree(root)
    .replace(/>\s+</g, "><").replace(/&#x([0-9A-F]+);/g, (all, hex) => (hex.length > 2 ? String.fromCodePoint(parseInt(hex, 16)) : all))
    .replace(/ (?:data-mjx-[\w-]+|fontfamily)="[^"]*"/g, "").trim();
}

/** What TeX leaves free behind a relation, an operator, a comma: 5, 4 and 3 mu. @type {Record<number, number>} */
const GAPS = { [TEXCLASS.REL]: 278, [TEXCLASS.BIN]: 222, [TEXCLASS.PUNCT]: 167 };

/**
 * The x of the places where a line may be broken: behind the relations, operators and commas that stand
 * in no bracket, and the blanks before them. The SVG of a row has an element for each of the row's nodes.
 * @param {any} adaptor @param {any} root @param {any} math the element of the whole formula
 */
function breakPlaces(adaptor, root, math) {
  /** @type {number[]} */
  const places = [];
  /** @type {number[]} */
  const gaps = [];
  let nodes = root.childNodes[0]?.childNodes ?? [];
  let elements = adaptor.childNodes(math);
  let left = 0;
  while (nodes.length === 1 && elements.length === 1 && (nodes[0].isKind("mstyle") || nodes[0].isKind("mrow"))) {
    left += parseTransform(adaptor.getAttribute(elements[0], "transform"))[2];
    elements = adaptor.childNodes(elements[0]);
    const inner = nodes[0].childNodes;
    nodes = inner.length === 1 && inner[0].isInferred ? inner[0].childNodes : inner;
  }
  if (nodes.length !== elements.length) return { breaks: places, gaps };
  let depth = 0;
  for (let i = 0; i + 1 < nodes.length; ++i) {
    const core = nodes[i].coreMO?.() ?? nodes[i];
    if (!nodes[i].isEmbellished) continue;
    if (core.texClass === TEXCLASS.OPEN) ++depth;
    if (core.texClass === TEXCLASS.CLOSE) --depth;
    const breakable = [TEXCLASS.REL, TEXCLASS.BIN, TEXCLASS.PUNCT].includes(core.texClass);
    if (!breakable || depth > 0 || i === 0) continue;
    places.push(Math.round(left + parseTransform(adaptor.getAttribute(elements[i + 1], "transform"))[2]));
    gaps.push(GAPS[core.texClass]);
  }
  return { breaks: places, gaps };
}

// --- The face -------------------------------------------------------------------------------------------

/** The end of the group that begins with the brace at `open`; the text's end where it is not closed. @param {string} tex @param {number} open */
function groupEnd(tex, open) {
  let depth = 0;
  for (let i = open; i < tex.length; ++i) {
    if (tex[i] === "\\") ++i;
    else if (tex[i] === "{") ++depth;
    else if (tex[i] === "}" && --depth === 0) return i + 1;
  }
  return tex.length;
}

/** Numbers of equations stand a space behind them; MathJax would set them at the edge of a page. @param {string} tex */
function withTags(tex) {
  let result = "", from = 0;
  for (const found of tex.matchAll(/\\(tag(\*?)|label)\s*(?=\{)/g)) {
    if (found.index < from) continue;
    const open = found.index + found[0].length;
    const end = groupEnd(tex, open);
    const content = tex.slice(open + 1, end - 1);
    result += tex.slice(from, found.index);
    if (found[1] !== "label") result += found[2] ? `\\qquad\\text{${content}}` : `\\qquad\\text{(${content})}`;
    from = end;
  }
  return (result + tex.slice(from)).replace(/\\(?:nonumber|notag)(?![a-zA-Z])/g, "");
}

/** What MathJax 3 ignores or draws to the width of a page. @param {string} tex */
function prepared(tex) {
  tex = withTags(tex).replace(TEXT_OR_HEBREW, (all, command, content, run) =>
    run ? `\\text{${run}}` : HEBREW.test(content) ? `\\text{${content}}` : all);
  if (!/\\\\/.test(tex) || /\\begin\s*\{|\\(?:substack|cases|matrix|pmatrix)\b/.test(tex)) return tex;
  const kind = /(^|[^\\])&/.test(tex) ? "aligned" : "gathered";
  return `\\begin{${kind}}${tex}\\end{${kind}}`;
}

/** The width of text in the page's own reading face, at 1 px per em. @param {string} text */
export function measureOnPage(text) {
  canvas ??= document.createElement("canvas").getContext("2d");
  if (!canvas) return LETTER_WIDTH * [...text].length;
  canvas.font = "100px 'Skira Serif', serif";
  return canvas.measureText(text).width / 100;
}
/** @type {CanvasRenderingContext2D | null | undefined} */
let canvas;

/** The levels of a tree of MathML, counted without recursion. @param {any} root */
function checkDepth(root) {
  let level = [root];
  for (let depth = 0; level.length > 0; ++depth) {
    if (depth > LIMITS.depth) throw new LimitError(`the formula is nested more than ${LIMITS.depth} levels deep`);
    level = level.flatMap((node) => node?.childNodes ?? []);
  }
}

/** @param {Formula} formula */
function checkFormula({ width, height, depth, glyphs, rules, texts, breaks, mathml }) {
  const lengths = [width, height, depth, ...rules, ...breaks, ...glyphs.filter((_, i) => i % 4 !== 0),
    ...texts.flatMap(({ x, y, size, width: room }) => [x, y, size, room])];
  if (!lengths.every((length) => Math.abs(length) <= LIMITS.length)) {  // NaN is none either
    throw new LimitError(`the formula is larger than ${LIMITS.length / 1000} em`);
  }
  // Half a surrogate pair has no UTF-8.
  if (/\p{Surrogate}/u.test(mathml + texts.map(({ text }) => text).join(""))) throw new Error("the formula has half a character");
}

/** @param {unknown} error */
function reasonOf(error) {
  const { message } = /** @type {{message?: string}} */ (error);  // TexError is no Error
  // Where the stack ends, and how that is called, differs from engine to engine.
  if (/call stack|recursion/i.test(message ?? "")) return `the formula is nested more than ${LIMITS.depth} levels deep`;
  return String(message ?? error);
}

/**
 * Typesets formulas one after the other; their outlines collect in `outlines`. None knows what another
 * defined, and each keeps to LIMITS or is broken.
 */
export class MathSetter {
  outlines = new OutlineTable();
  #adaptor = liteAdaptor();
  #measure;
  /** @type {SVG<any, any, any> | null} */
  #output = null;
  /** What sets the formulas that define nothing. @type {any} */
  #plain = null;
  #spent = { steps: 0, nodes: 0 };

  /**
   * @param {(text: string) => number} [measure] the width of text that MathJax's fonts lack, in the face
   *   that it will be drawn in, px at 1 px per em
   */
  constructor(measure = (text) => LETTER_WIDTH * [...text].length) {
    this.#measure = measure;
    /** What MathJax asks for its width. @param {any} node @returns {[number, number]} */
    this.#adaptor.nodeSize = (node) => [TEXT_SIZE * measure(this.#adaptor.textContent(node)), TEXT_SIZE];
    RegisterHTMLHandler(this.#adaptor);
  }

  /**
   * @param {string} tex without dollar signs @param {boolean} display
   * @returns {Formula | BrokenFormula}
   */
  typeset(tex, display) {
    const outlines = this.outlines.paths.length;
    try {
      this.#spent = { steps: 0, nodes: 0 };
      const formula = this.#typeset(tex, display);
      checkFormula(formula);
      return formula;
    } catch (error) {
      this.outlines.truncate(outlines);
      // What stopped in the middle is not used again.
      this.#plain = this.#output = null;
      return { tex, display, error: reasonOf(error) };
    }
  }

  /** @param {"steps" | "nodes"} what */
  #spend(what) {
    if (++this.#spent[what] > LIMITS[what]) throw new LimitError(`the formula needs more than ${LIMITS[what]} ${what}`);
  }

  /** Has a parser count what it does. @param {any} options MathJax's ParseOptions */
  #count(options) {
    const { handlers, nodeFactory } = options;
    const [find, create, push] = [handlers.get, nodeFactory.create, options.pushParser];
    handlers.get = (/** @type {any[]} */ ...args) => {
      this.#spend("steps");
      return find.apply(handlers, args);
    };
    nodeFactory.create = (/** @type {any[]} */ ...args) => {
      this.#spend("nodes");
      return create.apply(nodeFactory, args);
    };
    options.pushParser = (/** @type {any} */ parser) => {
      push.call(options, parser);
      if (options.parsers.length > LIMITS.parsers) throw new LimitError(`the formula has more than ${LIMITS.parsers} commands inside each other`);
    };
  }

  /** MathJax, with all definitions as it comes. @returns {any} */
  #document() {
    /** @param {unknown} _jax @param {Error} error @returns {never} */
    const formatError = (_jax, error) => { throw error; };
    const input = new TeX({ packages: PACKAGES, tags: "none", formatError });
    this.#count(input.parseOptions);
    this.#count(input.parseOptions.packageData.get("textmacros").parseOptions);
    // The first of all that walk the tree.
    input.postFilters.add(/** @type {any} */ ((/** @type {any} */ { data }) => checkDepth(data.root)), -100);
    this.#output ??= new SVG({ fontCache: "none" });
    return mathjax.document("", { InputJax: input, OutputJax: this.#output, compileError: formatError, typesetError: formatError });
  }

  /** @param {string} tex @param {boolean} display @returns {Formula} */
  #typeset(tex, display) {
    if (tex.length > LIMITS.characters) throw new LimitError(`the formula has more than ${LIMITS.characters} characters`);
    /** @type {any} */
    const adaptor = this.#adaptor;
    const source = prepared(tex);
    const document = mayDefine(source) ? this.#document() : this.#plain ??= this.#document();
    /** @type {any} */
    const root = document.convert(source, { display, end: STATE.CONVERT });
    const mathml = mathmlOf(root);
    keepHebrewWhole(root);
    const item = new document.options.MathItem(source, document.inputJax[0], display);
    item.root = root;
    item.setMetrics(16, 16 * X_HEIGHT, 1e6, 1e6, 1);
    item.outputData = {};
    /** @type {any} */
    const container = document.outputJax.typeset(item, document);
    const svg = adaptor.childNodes(container).find((/** @type {any} */ n) => adaptor.kind(n) === "svg");
    const [, top, width, total] = adaptor.getAttribute(svg, "viewBox").split(" ").map(parseFloat);
    const page = adaptor.childNodes(svg).find((/** @type {any} */ n) => adaptor.kind(n) === "g");
    const flat = new Flattener(adaptor, this.outlines, this.#measure);
    flat.children(page, [1, 1, 0, 0]);
    return {
      tex, display, width: Math.round(width), height: Math.round(-top), depth: Math.round(total + top),
      glyphs: flat.glyphs, rules: flat.rules, texts: flat.texts, ...(flat.colours.length && { colours: flat.colours }),
      ...breakPlaces(adaptor, root, adaptor.childNodes(page)[0]), mathml,
    };
  }
}
