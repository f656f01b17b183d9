/**
 * Paragraphs of a .docx as blocks: which are headings, list items, code, quotes, by the ways in which Word,
 * Google Docs and LibreOffice write them.
 */
import { append, isBlank, paragraphsOf, plainText, text } from "./blocks.js";

/** @typedef {import("./docx-body.js").Raw} Raw */
/** @typedef {import("./docx-body.js").Paragraph} Paragraph */
/** @typedef {import("./blocks.js").Block} Block */
/** @typedef {import("./blocks.js").Inline} Inline */
/** @typedef {import("./blocks.js").ListItem} ListItem */
/** @typedef {{styles: import("./docx-styles.js").Styles, numberings: import("./docx-styles.js").Numberings}} Sheets */

const HEBREW = /[\u05d0-\u05ea]/g;

/** Monospaced Hebrew is an old typewriter's look; code has mostly Latin. @param {string} letters */
const isCodeText = (letters) => /\S/.test(letters) && (letters.match(HEBREW)?.length ?? 0) < 0.3 * letters.length;

/** Check boxes as bullets (Google Docs) or as the first letter (Word's content control). */
const UNCHECKED = /^[☐□❏❑]\s*/u;
const CHECKED = /^[☑☒✓✔✅]\s*/u;

/** @param {Inline[]} inlines @param {RegExp} pattern @returns {Inline[]} without what matches at the beginning */
function withoutStart(inlines, pattern) {
  const [first, ...rest] = inlines;
  return first?.type === "text" ? [text(first.text.replace(pattern, ""), first.marks), ...rest] : inlines;
}

/** @param {Inline[]} inlines without empty lines at the ends */
function withoutOuterBreaks(inlines) {
  let [from, to] = [0, inlines.length];
  while (from < to && isBlank([inlines[from]])) ++from;
  while (to > from && isBlank([inlines[to - 1]])) --to;
  return inlines.slice(from, to);
}

/** Where code is part of a sentence with Hebrew around it the mark stays; of Hebrew itself it is none. @param {Inline[]} inlines */
const withoutHebrewCode = (inlines) => inlines.map((one) =>
  one.type === "text" && one.marks.code && /[\u05d0-\u05ea]/.test(one.text) ? text(one.text, { ...one.marks, code: false }) : one);

/** The number of a formula, in brackets beside it. */
const EQUATION_NUMBER = /^\s*\((\d+(?:\.\d+)*[a-z]?)\)\s*$/;

/**
 * A formula that is all of its paragraph is displayed (Word draws it so), also where a tab sets its number apart.
 * @param {Inline[]} inlines @returns {Inline[]}
 */
function displayed(inlines) {
  const formulas = inlines.filter((one) => one.type === "math");
  const others = inlines.filter((one) => one.type !== "math");
  if (formulas.length !== 1 || others.some((one) => one.type !== "text" && !isBlank([one]))) return inlines;
  const number = EQUATION_NUMBER.exec(plainText(others))?.[1];
  if (number === undefined && !isBlank(others)) return inlines;
  const [{ tex }] = formulas;
  return [{ type: "math", tex: number === undefined ? tex : `${tex} \\tag{${number}}`, display: true }];
}

/** A table of one row that sets a formula's number apart, as many of Word's templates do. @param {Inline[][][]} rows @returns {Inline[] | undefined} */
function numberedFormula(rows) {
  if (rows.length !== 1) return undefined;
  const inlines = displayed(rows[0].flat());
  return rows[0].flat().some((one) => one.type === "text" && EQUATION_NUMBER.test(one.text)) && inlines.length === 1 && inlines[0].type === "math" ? inlines : undefined;
}

class Assembler {
  /** @type {Block[]} */
  out = [];
  /** @type {{level: number, items: ListItem[]}[]} open lists, the outermost first */
  #lists = [];

  /** @param {Sheets} sheets */
  constructor(sheets) { this.sheets = sheets; }

  /** @param {Block} block */
  #push(block) {
    this.#lists = [];
    this.out.push(block);
  }

  /** @param {Raw} raw */
  add(raw) {
    if (raw.type === "rule") this.#push({ type: "rule" });
    else if (raw.type === "table") this.#addTable(raw);
    else this.#addParagraph(raw);
  }

  /** @param {Paragraph} paragraph */
  #addParagraph(paragraph) {
    const style = this.sheets.styles.get(paragraph.style);
    if (style?.role === "contents") return;
    const inlines = withoutOuterBreaks(paragraph.inlines);
    const letters = plainText(inlines);
    const styledCode = style?.role === "code" || (style?.mono && style.name !== "normal");
    if (styledCode || (paragraph.mono && isCodeText(letters) && inlines.every(({ type }) => type === "text" || type === "break"))) {
      this.#addCode(styledCode || paragraph.inlines.length > 0 ? plainText(paragraph.inlines) : letters);
      return;
    }
    if (isBlank(inlines)) {
      if (paragraph.rule && inlines.length === 0) this.#push({ type: "rule" });
      // An empty paragraph between code paragraphs is an empty line of the code.
      else if (this.out.at(-1)?.type === "code") this.#pendingLines += 1;
      return;
    }
    this.#pendingLines = 0;
    const clean = withoutHebrewCode(inlines);
    const marker = this.#markerOf(paragraph, style);
    const heading = style?.heading ?? (paragraph.outline !== undefined && paragraph.outline < 9 ? paragraph.outline + 1 : undefined);
    if (heading !== undefined) {
      const number = marker && !marker.bullet && marker.text ? [text(`${marker.text} `)] : [];
      this.#push({ type: "heading", level: heading, inlines: [...number, ...clean] });
      return;
    }
    const open = this.#lists.at(-1);
    if (marker?.bullet && marker.text.trim() === "" && open) {
      // pandoc gives an item's second paragraph a bullet that prints nothing.
      append(/** @type {ListItem} */ (open.items.at(-1)).blocks, paragraphsOf(clean));
      return;
    }
    if (marker) {
      this.#addItem(clean, marker, paragraph.level ?? style?.numbering.level ?? 0);
      return;
    }
    const blocks = paragraphsOf(displayed(clean));
    if (style?.role !== "quote") {
      for (const block of blocks) this.#push(block);
      return;
    }
    const last = this.out.at(-1);
    if (last?.type === "quote") append(last.blocks, blocks);
    else this.#push({ type: "quote", blocks });
  }

  #pendingLines = 0;

  /** @param {string} letters */
  #addCode(letters) {
    const body = letters.replace(/\u00a0/g, " ");
    const last = this.out.at(-1);
    if (last?.type === "code") last.text += "\n".repeat(this.#pendingLines + 1) + body;
    else if (/\S/.test(body)) this.#push({ type: "code", language: "", text: body });
    this.#pendingLines = 0;
  }

  /** @param {Paragraph} paragraph @param {import("./docx-styles.js").Style | undefined} style */
  #markerOf(paragraph, style) {
    const numId = paragraph.numId ?? style?.numbering.numId;
    if (numId === undefined || numId === "0") return undefined;
    return this.sheets.numberings.next(numId, Math.min(8, paragraph.level ?? style?.numbering.level ?? 0));
  }

  /** @param {Inline[]} inlines @param {NonNullable<ReturnType<import("./docx-styles.js").Numberings["next"]>>} marker @param {number} level */
  #addItem(inlines, marker, level) {
    const letters = plainText(inlines);
    const bullet = marker.bullet ? marker.text : "";
    const boxed = UNCHECKED.test(letters) || CHECKED.test(letters);
    const sign = boxed ? letters : bullet;
    const checked = CHECKED.test(sign) ? true : UNCHECKED.test(sign) ? false : undefined;
    const clean = boxed ? withoutStart(inlines, checked ? CHECKED : UNCHECKED) : inlines;
    const blocks = paragraphsOf(clean);
    /** @type {ListItem} */
    const item = { marker: marker.bullet ? "-" : marker.number + marker.delimiter, blocks };
    if (checked !== undefined && marker.bullet) item.checked = checked;
    while (this.#lists.length > 0 && /** @type {{level: number}} */ (this.#lists.at(-1)).level > level) this.#lists.pop();
    const open = this.#lists.at(-1);
    if (open?.level === level) {
      open.items.push(item);
      return;
    }
    const list = { level, items: [item] };
    if (open) open.items.at(-1)?.blocks.push({ type: "list", items: list.items });
    else this.out.push({ type: "list", items: list.items });
    this.#lists.push(list);
  }

  /** @param {import("./docx-body.js").Table} table */
  #addTable({ rows }) {
    // A table of one cell is a frame around text.
    if (rows.length === 1 && rows[0].length === 1) {
      for (const raw of rows[0][0].blocks) this.add(raw);
      return;
    }
    const columns = Math.max(0, ...rows.map((row) => row.length));
    const centered = Array.from({ length: columns }, (_, at) => rows.length > 1 && rows.slice(1).every((row) =>
      row[at]?.blocks.some((raw) => raw.type === "paragraph" && !isBlank(raw.inlines)) &&
      row[at].blocks.every((raw) => raw.type !== "paragraph" || isBlank(raw.inlines) || raw.align === "center")));
    const written = rows.map((row) => row.flatMap((cell) =>
      [cell.joined ? [] : this.#cellInlines(cell.blocks), ...Array.from({ length: cell.span - 1 }, () => /** @type {Inline[]} */ ([]))]));
    const formula = numberedFormula(written);
    if (formula) return this.#push({ type: "paragraph", inlines: formula });
    this.#push({ type: "table", rows: written, align: centered.map((is) => (is ? "center" : "")) });
  }

  /** @param {Raw[]} blocks @returns {Inline[]} paragraphs with breaks between them */
  #cellInlines(blocks) {
    /** @type {Inline[]} */
    const out = [];
    /** @param {Inline[]} inlines */
    const line = (inlines) => {
      if (isBlank(inlines)) return;
      if (out.length > 0) out.push({ type: "break" });
      append(out, inlines);
    };
    for (const raw of blocks) {
      if (raw.type === "table") for (const row of raw.rows) line(row.flatMap((cell) => [...this.#cellInlines(cell.blocks), text(" ")]));
      if (raw.type !== "paragraph") continue;
      const marker = this.#markerOf(raw, this.sheets.styles.get(raw.style));
      line([...(marker ? [text(marker.bullet ? "• " : `${marker.number}${marker.delimiter} `)] : []), ...withoutHebrewCode(raw.inlines)]);
    }
    return out;
  }
}

/** @param {Raw[]} raws @param {Sheets} sheets @returns {Block[]} */
export function assemble(raws, sheets) {
  const assembler = new Assembler(sheets);
  for (const raw of raws) assembler.add(raw);
  return assembler.out;
}
