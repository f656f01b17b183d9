/**
 * What a .docx says outside its text about how its paragraphs count: styles (ISO/IEC 29500-1 17.7) and
 * numbering (17.9), as Word, Google Docs and LibreOffice write them.
 */
import { child, elements, readTree } from "./xml.js";

/** @typedef {import("./xml.js").Element} Element */
/**
 * @typedef {object} Style
 * @property {string} name in lower case, the one that no translation of the program changes
 * @property {number} [heading] 1 to 9
 * @property {"code" | "quote" | "contents"} [role]
 * @property {{numId?: string, level?: number}} numbering
 * @property {boolean} [bold]
 * @property {boolean} [italic]
 * @property {boolean} [mono]
 * @property {string} [basedOn]
 */
/** @typedef {{format: string, text: string, start: number}} Level */
/** @typedef {{abstract: string, levels: Level[], restarts: Map<number, number>}} Numbering */

/** @param {Element | undefined} element @param {string} name */
const value = (element, name) => child(element, name)?.attributes["w:val"];

/** A toggle property (17.7.3): present and not off. @param {Record<string, string>} attributes */
export const isOn = (attributes) => !["0", "false", "off", "none"].includes(attributes["w:val"] ?? "1");

/** @param {Element | undefined} properties @param {string} name @returns {boolean | undefined} undefined where nothing is said */
function toggle(properties, name) {
  const found = child(properties, name);
  return found && isOn(found.attributes);
}

const MONOSPACED = /\b(mono|courier|consolas|menlo|monaco|inconsolata|cascadia|code|typewriter|lucida console|fixed(?!sys)|hack|terminal)\b|mono$/i;

/** @param {string | undefined} font */
export const isMonospaced = (font) => font !== undefined && MONOSPACED.test(font);

/** Names of styles whose paragraphs are code: Word, LibreOffice, pandoc, add-ons. */
const CODE_STYLE = /^(html (preformatted|code|sample|typewriter)|preformatted text|source (code|text)|code( block)?|verbatim( char)?|macro text|plain code|listing)$/;
const QUOTE_STYLE = /^((intense )?quote|quotations|block text|block quotation)$/;
const CONTENTS_STYLE = /^(toc( heading)?( \d)?|contents( heading)?( \d)?|table of (contents|figures)|index \d)$/;

/** @param {string} name */
function roleOf(name) {
  if (CODE_STYLE.test(name)) return "code";
  if (QUOTE_STYLE.test(name)) return "quote";
  return CONTENTS_STYLE.test(name) ? "contents" : undefined;
}

/** @param {string} name @param {string | undefined} outline */
function headingOf(name, outline) {
  const numbered = /^heading (\d)$/.exec(name);
  if (numbered) return Number(numbered[1]);
  if (name === "title") return 1;
  return outline !== undefined && Number(outline) < 9 ? Number(outline) + 1 : undefined;
}

/** @param {Element} element */
function readStyle(element) {
  const paragraph = child(element, "w:pPr");
  const run = child(element, "w:rPr");
  const name = (value(element, "w:name") ?? element.attributes["w:styleId"] ?? "").toLowerCase();
  const numbers = child(paragraph, "w:numPr");
  const level = value(numbers, "w:ilvl");
  /** @type {Style} */
  const style = {
    name, heading: headingOf(name, value(paragraph, "w:outlineLvl")), role: roleOf(name),
    numbering: { numId: value(numbers, "w:numId"), level: level === undefined ? undefined : Number(level) },
    bold: toggle(run, "w:b"), italic: toggle(run, "w:i"),
    mono: child(run, "w:rFonts") ? isMonospaced(child(run, "w:rFonts")?.attributes["w:ascii"]) : undefined,
    basedOn: value(element, "w:basedOn"),
  };
  return style;
}

/** A style with what it inherits. */
export class Styles {
  /** @type {Map<string, Style>} */
  #styles = new Map();

  /** @param {Uint8Array | undefined} bytes of styles.xml */
  constructor(bytes) {
    if (!bytes) return;
    for (const element of elements(readTree(bytes, "styles.xml"))) {
      if (element.name === "w:style") this.#styles.set(element.attributes["w:styleId"] ?? "", readStyle(element));
    }
    for (const [id, style] of this.#styles) this.#inherit(id, style, new Set());
  }

  /** @param {string} id @param {Style} style @param {Set<string>} seen styles that lead here: a circle ends */
  #inherit(id, style, seen) {
    const base = style.basedOn === undefined ? undefined : this.#styles.get(style.basedOn);
    if (!base || seen.has(id)) return;
    seen.add(id);
    this.#inherit(/** @type {string} */ (style.basedOn), base, seen);
    style.heading ??= base.name === "title" ? undefined : base.heading;
    style.role ??= base.role;
    style.numbering = { numId: style.numbering.numId ?? base.numbering.numId, level: style.numbering.level ?? base.numbering.level };
    style.bold ??= base.bold;
    style.italic ??= base.italic;
    style.mono ??= base.mono;
    style.basedOn = undefined;
  }

  /** @param {string | undefined} id @returns {Style | undefined} */
  get(id) { return id === undefined ? undefined : this.#styles.get(id); }
}

/** @param {Element} element a w:lvl @returns {Level} */
const readLevel = (element) => ({
  format: value(element, "w:numFmt") ?? "decimal", text: value(element, "w:lvlText") ?? "", start: Number(value(element, "w:start") ?? 1) || 0,
});

/** @param {Element} parent @returns {Level[]} by level */
function readLevels(parent) {
  /** @type {Level[]} */
  const levels = [];
  for (const one of elements(parent)) if (one.name === "w:lvl") levels[Number(one.attributes["w:ilvl"]) || 0] = readLevel(one);
  return levels;
}

const HEBREW_TENS = "יכלמנסעפצ";
const HEBREW_UNITS = "אבגדהוזחט";

/** @param {number} number from 1 on @returns {string} in Hebrew letters, 15 and 16 as is the custom */
function hebrewNumeral(number) {
  let rest = number;
  let out = "";
  for (const [amount, letter] of /** @type {[number, string][]} */ ([[400, "ת"], [300, "ש"], [200, "ר"], [100, "ק"]])) {
    while (rest >= amount) {
      out += letter;
      rest -= amount;
    }
  }
  if (rest === 15 || rest === 16) return out + (rest === 15 ? "טו" : "טז");
  if (rest >= 10) out += HEBREW_TENS[Math.floor(rest / 10) - 1];
  return rest % 10 ? out + HEBREW_UNITS[(rest % 10) - 1] : out;
}

/** @param {number} number @param {string} format ST_NumberFormat (17.18.59) @returns {string} */
function numeral(number, format) {
  if (number < 1 || number > 999) return String(number);
  if (format === "hebrew1") return hebrewNumeral(number);
  if (format === "hebrew2") return number <= 22 ? "אבגדהוזחטיכלמנסעפצקרשת"[number - 1] : hebrewNumeral(number);
  if (format === "decimalZero") return String(number).padStart(2, "0");
  if (format === "lowerLetter" || format === "upperLetter") {
    const letter = String.fromCharCode(97 + ((number - 1) % 26));
    return format === "lowerLetter" ? letter : letter.toUpperCase();
  }
  return String(number);
}

/** The counters of all lists. */
export class Numberings {
  /** @type {Map<string, Numbering>} by numId */
  #numberings = new Map();
  /** @type {Map<string, (number | undefined)[]>} by abstract numbering: lists of one kind count on */
  #counters = new Map();
  /** @type {Set<string>} numberings whose restart is done */
  #restarted = new Set();

  /** @param {Uint8Array | undefined} bytes of numbering.xml */
  constructor(bytes) {
    if (!bytes) return;
    /** @type {Map<string, Level[]>} */
    const abstracts = new Map();
    /** @type {Map<string, string>} */
    const links = new Map();
    /** @type {Map<string, string>} */
    const definitions = new Map();
    const all = elements(readTree(bytes, "numbering.xml"));
    for (const element of all) {
      if (element.name !== "w:abstractNum") continue;
      const id = element.attributes["w:abstractNumId"] ?? "";
      abstracts.set(id, readLevels(element));
      const [link, definition] = [value(element, "w:numStyleLink"), value(element, "w:styleLink")];
      if (link !== undefined) links.set(id, link);
      if (definition !== undefined) definitions.set(definition, id);
    }
    for (const element of all) {
      if (element.name !== "w:num") continue;
      const printed = value(element, "w:abstractNumId") ?? "";
      const abstract = definitions.get(links.get(printed) ?? "") ?? printed;
      const levels = [...(abstracts.get(abstract) ?? [])];
      const restarts = new Map();
      for (const override of elements(element)) {
        if (override.name !== "w:lvlOverride") continue;
        const level = Number(override.attributes["w:ilvl"]) || 0;
        const own = readLevels(override)[level];
        if (own) levels[level] = own;
        const start = value(override, "w:startOverride");
        if (start !== undefined) restarts.set(level, Number(start) || 0);
      }
      this.#numberings.set(element.attributes["w:numId"] ?? "", { abstract, levels, restarts });
    }
  }

  /** @param {string} id @param {Numbering} numbering @param {number} level @returns {number[]} the numbers of this level and those above */
  #count(id, numbering, level) {
    const counters = this.#counters.get(numbering.abstract) ?? [];
    this.#counters.set(numbering.abstract, counters);
    if (!this.#restarted.has(id)) {
      this.#restarted.add(id);
      for (const [at, start] of numbering.restarts) counters[at] = start - 1;
    }
    const start = (/** @type {number} */ at) => numbering.levels[at]?.start ?? 1;
    counters[level] = (counters[level] ?? start(level) - 1) + 1;
    counters.length = level + 1;
    return Array.from({ length: level + 1 }, (_, at) => (counters[at] ??= start(at)));
  }

  /**
   * Counts one paragraph.
   * @param {string} id numId @param {number} level from 0 on
   * @returns {{bullet: true, text: string} | {bullet: false, number: string, delimiter: string, text: string} | undefined} text
   *   as printed; undefined where there is no such list or it prints nothing
   */
  next(id, level) {
    const numbering = this.#numberings.get(id);
    const definition = numbering?.levels[level];
    if (!numbering || !definition) return undefined;
    if (definition.format === "bullet") return { bullet: true, text: definition.text };
    const numbers = this.#count(id, numbering, level);
    if (definition.format === "none" || definition.text === "") return undefined;
    const text = definition.text.replace(/%(\d)/g, (_, at) => numeral(numbers[at - 1] ?? 1, numbering.levels[at - 1]?.format ?? "decimal"));
    return { bullet: false, number: numeral(numbers[level], definition.format), delimiter: /\)\s*$/.test(text) ? ")" : ".", text };
  }
}
