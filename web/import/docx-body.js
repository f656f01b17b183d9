/**
 * Reads the elements of document.xml (ISO/IEC 29500-1 17) as they stream by, into paragraphs and tables.
 * What is not known is passed through: its text counts. What is no text of the document (deletions, comments,
 * field codes, hidden text, tables of contents) is skipped with all that is in it.
 */
import { append, isBlank } from "./blocks.js";
import { isMonospaced, isOn } from "./docx-styles.js";
import { texOf } from "./omml.js";
import { TreeBuilder } from "./xml.js";

/** @typedef {import("./blocks.js").Inline} Inline */
/** @typedef {import("./blocks.js").Marks} Marks */
/** @typedef {import("./xml.js").Attributes} Attributes */
/**
 * @typedef {object} Paragraph
 * @property {"paragraph"} type
 * @property {Inline[]} inlines
 * @property {string} [style] its id
 * @property {string} [numId]
 * @property {number} [level] of its list
 * @property {number} [outline] w:outlineLvl
 * @property {string} [align] w:jc
 * @property {boolean} rule a line is drawn below it
 * @property {boolean} markDeleted it ends in the next one
 * @property {boolean} mono whether all of its letters are monospaced
 * @property {boolean} bidi
 *
 * @typedef {{blocks: Raw[], span: number, joined: boolean}} Cell joined: it goes on from the cell above
 * @typedef {{type: "table", rows: Cell[][]}} Table
 * @typedef {Paragraph | Table | {type: "rule"}} Raw
 *
 * @typedef {object} Parts what the body refers to
 * @property {import("./docx-styles.js").Styles} styles
 * @property {(id: string) => {target: string, external: boolean} | undefined} relationship
 * @property {(target: string, alt: string, external: boolean) => Inline[]} picture
 * @property {(kind: "footnote" | "endnote", id: string) => string} note gives its label
 * @property {(code: string, message: string) => void} warn
 */

/** Skipped with all that is in them. */
const SKIPPED = new Set([
  "w:del", "w:moveFrom", "w:instrText", "w:delText", "w:delInstrText", "w:pPrChange", "w:rPrChange", "w:sectPrChange", "w:tblPrChange",
  "w:trPrChange", "w:tcPrChange", "w:numberingChange", "w:rt", "w:sectPr", "w:comment", "w:annotationRef", "w:footnoteRef", "w:endnoteRef",
  "w:ffData", "w:fldData", "a:extLst", "wps:bodyPr", "w:tblPr", "w:tblGrid", "wp:positionH", "wp:positionV",
]);

/** Text alternatives that programs write when nobody wrote one. */
const NO_ALT = /^(image|picture|graphic|תמונה|graphical user interface)?\s*\d*(\.(png|jpe?g|gif|webp|emf|wmf))?$/i;

/** A picture taller than this (EMU: 914,400 an inch) is a figure: two lines of text are less high. */
const TALLEST_INLINE = 420_000;

/** Letters of the fonts Symbol and Wingdings that stand for a character (17.3.3.30). @type {Record<string, string>} */
const SYMBOLS = {
  "wingdings:E0": "→", "wingdings:DF": "←", "wingdings:E1": "↑", "wingdings:E2": "↓", "wingdings:E8": "➔", "wingdings:F0": "⇒", "wingdings:FC": "✓", "wingdings:FB": "✗",
  "wingdings:FE": "☑", "wingdings:A8": "☐", "wingdings:FD": "☒", "wingdings:4A": "🙂", "wingdings:4C": "🙁", "wingdings:A7": "▪", "wingdings:6C": "●",
  "symbol:AE": "→", "symbol:AC": "←", "symbol:B3": "≥", "symbol:A3": "≤", "symbol:B9": "≠", "symbol:BB": "≈", "symbol:B1": "±", "symbol:B4": "×", "symbol:A5": "∞",
  "symbol:B6": "∂", "symbol:E5": "∑", "symbol:CE": "∈", "symbol:D0": "∠", "symbol:B7": "•", "symbol:DE": "⇒", "symbol:61": "α", "symbol:62": "β", "symbol:67": "γ", "symbol:64": "δ",
  "symbol:65": "ε", "symbol:6C": "λ", "symbol:6D": "μ", "symbol:70": "π", "symbol:73": "σ", "symbol:74": "τ", "symbol:71": "θ", "symbol:77": "ω", "symbol:44": "Δ", "symbol:53": "Σ",
};

/** @returns {Paragraph} */
const newParagraph = () => ({ type: "paragraph", inlines: [], rule: false, markDeleted: false, mono: true, bidi: false });

/** @typedef {{blocks: Raw[], paragraph?: Paragraph, carried?: Paragraph, run?: Run, inProperties: boolean}} Flow a body, a cell, a text box or a note */
/** @typedef {{bold?: boolean, italic?: boolean, boldCs?: boolean, italicCs?: boolean, rtl?: boolean, hidden?: boolean, mono?: boolean, marks: Marks}} Run */

/** @param {string} instruction of a field @returns {string | undefined} the address of a HYPERLINK */
const hyperlinkOf = (instruction) => /^\s*HYPERLINK\s+(?!\\l)"?([^"\s]+)"?/i.exec(instruction)?.[1];

export class BodyReader {
  /** @type {Flow[]} */
  #flows = [];
  /** @type {{rows: Cell[][], cell?: Cell, rowDeleted: boolean}[]} */
  #tables = [];
  /** @type {{instruction: string, link?: string, inCode: boolean}[]} */
  #fields = [];
  /** @type {(string | undefined)[]} addresses of open w:hyperlink elements */
  #links = [];
  /** @type {number[]} what was made when each open mc:AlternateContent began */
  #alternatives = [];
  /** @type {boolean[]} whether each open w:sdt is a table of contents */
  #contents = [];
  #made = 0;
  #skipping = 0;
  /** @type {TreeBuilder | undefined} */
  #equation;
  #equationDisplay = 0;
  #inText = false;
  /** @type {{alt: string, link?: string, block: boolean}} */
  #drawing = { alt: "", block: false };
  /** "" in a line that separates notes */
  #noteId = "";
  /** @type {Map<string, Raw[]>} of footnotes.xml and endnotes.xml, by id */
  notes = new Map();

  /** @param {Parts} parts */
  constructor(parts) {
    this.parts = parts;
    this.#flows.push({ blocks: [], inProperties: false });
  }

  get #flow() { return /** @type {Flow} */ (this.#flows.at(-1)); }

  /** @returns {Raw[]} of the body */
  get blocks() { return this.#flows[0].blocks; }

  /** @param {string} name @param {Attributes} attributes */
  open(name, attributes) {
    if (this.#skipping) {
      ++this.#skipping;
      return;
    }
    if (this.#equation) {
      this.#equation.open(name, attributes);
      return;
    }
    if (SKIPPED.has(name) && !this.#isFlag(name)) {
      this.#skipping = 1;
      if (name === "w:instrText") this.#inText = true;
      return;
    }
    if (this.#isLeftOut(name)) {
      this.#skipping = 1;
      return;
    }
    this.#openers[name]?.(attributes);
  }

  /** w:del among a paragraph's or a row's properties says something of that, and is no element around text. @param {string} name */
  #isFlag(name) {
    if (name !== "w:del") return false;
    const { inProperties, paragraph } = this.#flow;
    const table = this.#tables.at(-1);
    if (inProperties && paragraph) paragraph.markDeleted = true;
    else if (inProperties && table) table.rowDeleted = true;
    return inProperties;
  }

  /** @param {string} name */
  #isLeftOut(name) {
    if (name === "mc:Fallback") return this.#made > (this.#alternatives.at(-1) ?? Infinity);
    if (name === "w:sdtContent" && this.#contents.at(-1)) {
      this.parts.warn("contents-left-out", "the table of contents was left out: it is made anew");
      return true;
    }
    return false;
  }

  /** @param {string} text */
  text(text) {
    if (this.#equation && !this.#skipping) this.#equation.text(text);
    else if (this.#skipping === 1 && this.#inText) this.#instruction(text);
    else if (!this.#skipping && this.#inText) this.#addText(text);
  }

  /** @param {string} name */
  close(name) {
    if (this.#skipping) {
      --this.#skipping;
      if (name === "w:instrText") this.#inText = false;
      return;
    }
    if (this.#equation) {
      this.#equation.close();
      if (this.#equation.depth === 0) this.#endEquation();
      return;
    }
    this.#closers[name]?.();
  }

  /** @param {string} text */
  #instruction(text) {
    const field = this.#fields.at(-1);
    if (field?.inCode) field.instruction += text;
  }

  #endEquation() {
    const root = this.#equation?.root;
    this.#equation = undefined;
    if (!root) return;
    const tex = texOf(root);
    if (tex) this.#add({ type: "math", tex, display: this.#equationDisplay > 0 });
  }

  /** @param {Inline} inline */
  #add(inline) {
    ++this.#made;
    const flow = this.#flow;
    flow.paragraph ??= newParagraph();
    flow.paragraph.inlines.push(inline);
  }

  /** @returns {Marks | undefined} of the current run, undefined where it is hidden */
  #marks() {
    const run = this.#flow.run;
    if (!run) return {};
    if (run.hidden) return undefined;
    /** @type {Marks} */
    const marks = { ...run.marks };
    if (run.bold || (run.rtl && run.boldCs)) marks.bold = true;
    if (run.italic || (run.rtl && run.italicCs)) marks.italic = true;
    if (run.mono) marks.code = true;
    return marks;
  }

  /** @param {string} text */
  #addText(text) {
    if (this.#fields.some(({ inCode }) => inCode)) return;
    const marks = this.#marks();
    if (!marks || text === "") return;
    const link = this.#fields.findLast((field) => field.link)?.link ?? this.#links.findLast(Boolean);
    if (link) marks.link = link;
    const flow = this.#flow;
    flow.paragraph ??= newParagraph();
    if (!marks.code && /\S/.test(text)) flow.paragraph.mono = false;
    // Google Docs encloses its code blocks in private characters.
    this.#add({ type: "text", text: text.replace(/[\u0000-\u0008\u000b-\u001f\ue000-\uf8ff]/g, "").replace(/\n/g, " "), marks });
  }

  #endParagraph() {
    const flow = this.#flow;
    const paragraph = flow.paragraph;
    flow.paragraph = undefined;
    flow.run = undefined;
    // A field whose end was deleted must not swallow the rest.
    for (const field of this.#fields) field.inCode = false;
    if (!paragraph) return;
    if (flow.carried) {
      paragraph.inlines = [...flow.carried.inlines, ...paragraph.inlines];
      paragraph.mono &&= flow.carried.mono;
    }
    flow.carried = paragraph.markDeleted ? paragraph : undefined;
    if (!paragraph.markDeleted) flow.blocks.push(paragraph);
  }

  #openFlow() { this.#flows.push({ blocks: [], inProperties: false }); }

  /** @returns {Raw[]} */
  #closeFlow() {
    const flow = this.#flow;
    if (flow.paragraph) this.#endParagraph();
    if (flow.carried) flow.blocks.push(flow.carried);
    this.#flows.pop();
    return flow.blocks;
  }

  /** @param {string} id @param {string} target */
  #picture(id, target = "") {
    const relationship = id ? this.parts.relationship(id) : { target, external: true };
    if (!relationship) {
      this.parts.warn("picture-missing", "a picture is not in the file");
      return;
    }
    const { alt, link, block } = this.#drawing;
    for (const one of this.parts.picture(relationship.target, NO_ALT.test(alt.trim()) ? "" : alt, relationship.external)) {
      this.#add(one.type === "picture" ? { ...one, link, block } : one);
    }
  }

  /** @param {Attributes} attributes @param {keyof Run} key */
  #setRun(attributes, key) {
    const flow = this.#flow;
    if (flow.run && !flow.inProperties) Object.assign(flow.run, { [key]: isOn(attributes) });
  }

  /** @param {Partial<Paragraph>} properties */
  #setParagraph(properties) {
    const flow = this.#flow;
    if (flow.inProperties && flow.paragraph) Object.assign(flow.paragraph, properties);
  }

  /** @type {Record<string, (attributes: Attributes) => void>} */
  #openers = {
    "w:p": () => {
      // A text box is inside the paragraph that it hangs on.
      this.#flow.paragraph = newParagraph();
    },
    "w:pPr": () => { this.#flow.inProperties = true; },
    "w:trPr": () => { this.#flow.inProperties = true; },
    "w:ins": () => {},
    "w:pStyle": (attributes) => this.#setParagraph({ style: attributes["w:val"] }),
    "w:numId": (attributes) => this.#setParagraph({ numId: attributes["w:val"] }),
    "w:ilvl": (attributes) => this.#setParagraph({ level: Number(attributes["w:val"]) || 0 }),
    "w:outlineLvl": (attributes) => this.#setParagraph({ outline: Number(attributes["w:val"]) }),
    "w:jc": (attributes) => this.#setParagraph({ align: attributes["w:val"] }),
    "w:bidi": (attributes) => this.#setParagraph({ bidi: isOn(attributes) }),
    "w:bottom": (attributes) => {
      if (!["nil", "none", undefined].includes(attributes["w:val"]) && attributes["w:sz"] !== "0") this.#setParagraph({ rule: true });
    },
    "w:r": () => { this.#flow.run = { marks: {} }; },
    "w:rStyle": (attributes) => {
      const run = this.#flow.run;
      const style = this.parts.styles.get(attributes["w:val"]);
      if (run && style && !this.#flow.inProperties) {
        Object.assign(run, { bold: style.bold, italic: style.italic, mono: style.mono || style.role === "code" });
      }
    },
    "w:rFonts": (attributes) => {
      const run = this.#flow.run;
      if (run && !this.#flow.inProperties) run.mono = isMonospaced(attributes["w:ascii"]);
    },
    "w:b": (attributes) => this.#setRun(attributes, "bold"),
    "w:i": (attributes) => this.#setRun(attributes, "italic"),
    "w:bCs": (attributes) => this.#setRun(attributes, "boldCs"),
    "w:iCs": (attributes) => this.#setRun(attributes, "italicCs"),
    "w:rtl": (attributes) => this.#setRun(attributes, "rtl"),
    "w:vanish": (attributes) => this.#setRun(attributes, "hidden"),
    "w:strike": (attributes) => { if (this.#flow.run) this.#flow.run.marks.strike = isOn(attributes); },
    "w:dstrike": (attributes) => { if (this.#flow.run) this.#flow.run.marks.strike = isOn(attributes); },
    "w:vertAlign": (attributes) => {
      const script = /** @type {Record<string, "sup" | "sub">} */ ({ superscript: "sup", subscript: "sub" })[attributes["w:val"]];
      if (this.#flow.run && script) this.#flow.run.marks.script = script;
    },
    "w:t": () => { this.#inText = true; },
    // Among a paragraph's properties it is a tab stop.
    "w:tab": () => { if (this.#flow.run && !this.#flow.inProperties) this.#addText("\t"); },
    "w:ptab": () => this.#addText("\t"),
    "w:br": (attributes) => { if (!["page", "column"].includes(attributes["w:type"])) this.#break(); },
    "w:cr": () => this.#break(),
    "w:noBreakHyphen": () => this.#addText("-"),
    "w:sym": (attributes) => this.#symbol(attributes),
    "w:hyperlink": (attributes) => {
      const relationship = this.parts.relationship(attributes["r:id"] ?? "");
      const anchor = attributes["w:anchor"];
      this.#links.push(relationship && relationship.target + (anchor && !relationship.target.includes("#") ? `#${anchor}` : ""));
    },
    "w:fldSimple": (attributes) => {
      this.#fields.push({ instruction: "", inCode: false, link: hyperlinkOf(attributes["w:instr"] ?? "") });
    },
    "w:fldChar": (attributes) => this.#fieldMark(attributes["w:fldCharType"]),
    "w:footnoteReference": (attributes) => this.#note("footnote", attributes["w:id"]),
    "w:endnoteReference": (attributes) => this.#note("endnote", attributes["w:id"]),
    "w:footnote": (attributes) => this.#beginNote(attributes),
    "w:endnote": (attributes) => this.#beginNote(attributes),
    "w:txbxContent": () => this.#openFlow(),
    "w:sdt": () => { this.#contents.push(false); },
    "w:docPartGallery": (attributes) => {
      if (/table of contents/i.test(attributes["w:val"] ?? "")) this.#contents[this.#contents.length - 1] = true;
    },
    "mc:AlternateContent": () => { this.#alternatives.push(this.#made); },
    "m:oMathPara": () => { ++this.#equationDisplay; },
    "m:oMath": (attributes) => {
      this.#equation = new TreeBuilder();
      this.#equation.open("m:oMath", attributes);
    },
    "w:drawing": () => { this.#drawing = { alt: "", block: false }; },
    "w:pict": () => { this.#drawing = { alt: "", block: false }; },
    "wp:anchor": () => { this.#drawing.block = true; },
    "wp:extent": (attributes) => { this.#drawing.block ||= Number(attributes.cy) > TALLEST_INLINE; },
    "wp:docPr": (attributes) => { this.#drawing.alt = attributes.descr || attributes.title || ""; },
    "pic:cNvPr": (attributes) => { this.#drawing.alt ||= attributes.descr || ""; },
    "a:hlinkClick": (attributes) => {
      const relationship = this.parts.relationship(attributes["r:id"] ?? "");
      if (relationship?.external) this.#drawing.link = relationship.target;
    },
    "a:blip": (attributes) => {
      if (attributes["r:embed"] || attributes["r:link"]) this.#picture(attributes["r:embed"] || attributes["r:link"]);
    },
    "v:shape": (attributes) => { this.#drawing.alt = attributes.alt ?? ""; },
    "v:imagedata": (attributes) => {
      if (attributes["r:id"]) this.#picture(attributes["r:id"]);
    },
    "v:rect": (attributes) => {
      if (["t", "true", "1"].includes(attributes["o:hr"])) this.#flow.blocks.push({ type: "rule" });
    },
    "c:chart": () => this.parts.warn("chart-left-out", "a chart was left out: paste it into the document as a picture"),
    "dgm:relIds": () => this.parts.warn("diagram-left-out", "a diagram (SmartArt) was left out: paste it into the document as a picture"),
    "w:tbl": () => { this.#tables.push({ rows: [], rowDeleted: false }); },
    "w:tr": () => {
      const table = this.#tables.at(-1);
      if (table) table.rows.push([]);
    },
    "w:tc": () => {
      const table = this.#tables.at(-1);
      if (!table) return;
      table.cell = { blocks: [], span: 1, joined: false };
      this.#openFlow();
    },
    "w:gridSpan": (attributes) => {
      const cell = this.#tables.at(-1)?.cell;
      if (cell) cell.span = Math.min(64, Math.max(1, Number(attributes["w:val"]) || 1));
    },
    "w:vMerge": (attributes) => {
      const cell = this.#tables.at(-1)?.cell;
      if (cell) cell.joined = attributes["w:val"] !== "restart";
    },
  };

  /** @type {Record<string, () => void>} */
  #closers = {
    "w:p": () => this.#endParagraph(),
    "w:pPr": () => { this.#flow.inProperties = false; },
    "w:trPr": () => { this.#flow.inProperties = false; },
    "w:r": () => { this.#flow.run = undefined; },
    "w:t": () => { this.#inText = false; },
    "w:hyperlink": () => { this.#links.pop(); },
    "w:fldSimple": () => { this.#fields.pop(); },
    "w:txbxContent": () => {
      // After the paragraph that it hangs on would be far away in a long one: before it.
      const blocks = this.#closeFlow();
      append(this.#flow.blocks, blocks);
      this.#made += blocks.length;
    },
    "w:footnote": () => this.#endNote(),
    "w:endnote": () => this.#endNote(),
    "w:sdt": () => { this.#contents.pop(); },
    "mc:AlternateContent": () => { this.#alternatives.pop(); },
    "m:oMathPara": () => { --this.#equationDisplay; },
    "w:tc": () => {
      const table = this.#tables.at(-1);
      if (!table?.cell) return;
      table.cell.blocks = this.#closeFlow();
      table.rows.at(-1)?.push(table.cell);
      table.cell = undefined;
    },
    "w:tr": () => {
      const table = this.#tables.at(-1);
      if (table?.rowDeleted) table.rows.pop();
      if (table) table.rowDeleted = false;
    },
    "w:tbl": () => {
      const table = this.#tables.pop();
      if (!table) return;
      this.#flow.blocks.push({ type: "table", rows: table.rows });
      ++this.#made;
    },
  };

  #break() {
    if (!this.#flow.run?.hidden && !this.#fields.some(({ inCode }) => inCode)) this.#add({ type: "break" });
  }

  /** @param {Attributes} attributes */
  #symbol(attributes) {
    const code = (attributes["w:char"] ?? "").toUpperCase().replace(/^F0/, "");
    const letter = SYMBOLS[`${(attributes["w:font"] ?? "").toLowerCase()}:${code}`];
    if (letter) this.#addText(letter);
    else this.parts.warn("symbol-left-out", `a symbol of the font ${attributes["w:font"] ?? "?"} was left out`);
  }

  /** @param {string | undefined} kind ST_FldCharType */
  #fieldMark(kind) {
    const field = this.#fields.at(-1);
    if (kind === "begin") this.#fields.push({ instruction: "", inCode: true });
    else if (kind === "end") this.#fields.pop();
    else if (kind === "separate" && field) {
      field.inCode = false;
      field.link = hyperlinkOf(field.instruction);
    }
  }

  /** @param {"footnote" | "endnote"} kind @param {string | undefined} id */
  #note(kind, id) {
    if (id !== undefined && !this.#flow.run?.hidden) this.#add({ type: "note", label: this.parts.note(kind, id) });
  }

  /** @param {Attributes} attributes */
  #beginNote(attributes) {
    this.#noteId = attributes["w:type"] ? "" : attributes["w:id"] ?? "";
    this.#openFlow();
  }

  #endNote() {
    const blocks = this.#closeFlow();
    if (this.#noteId) this.notes.set(this.#noteId, blocks);
  }
}

/** @param {Raw} raw */
export const isEmpty = (raw) => raw.type === "paragraph" && isBlank(raw.inlines);
