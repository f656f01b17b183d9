/**
 * Writes blocks as Markdown: CommonMark 0.31 with GFM's tables, strikethrough and task lists. Text is escaped
 * only where it would be read as something else, so that a header's words stay as they were typed.
 */
import { isBlank } from "./blocks.js";
import { LIMITS } from "./limits.js";

/** @typedef {import("./blocks.js").Inline} Inline */
/** @typedef {import("./blocks.js").Block} Block */
/** @typedef {import("./blocks.js").Marks} Marks */

const PUNCTUATION = /[\p{P}\p{S}]/u;

/** @param {string | undefined} letter undefined at an end of the text */
const isSpace = (letter) => letter === undefined || /\s/.test(letter);

/**
 * What TeX authors type between dollars in a word processor, against prices.
 * @param {string} content
 */
const looksLikeTex = (content) => /[\\^_{}=]|^[A-Za-z]\w?$/.test(content) && !/^\d[\d,.]*\s/.test(content);

/** Splits text into formulas that were typed as `$…$` and what is between them. @param {string} text */
function splitTypedTex(text) {
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(/\$\$[^$\n]+\$\$|\$(?!\s)[^$\n]*[^$\s\\]\$(?!\d)/g)) {
    const content = match[0].replace(/^\$+|\$+$/g, "");
    if (!looksLikeTex(content)) continue;
    parts.push({ tex: false, text: text.slice(from, match.index) }, { tex: true, text: match[0] });
    from = match.index + match[0].length;
  }
  parts.push({ tex: false, text: text.slice(from) });
  return parts;
}

/** @param {string} text one stretch of text, not the beginning of a line */
function escapeProse(text) {
  return text
    .replace(/\\(?=[!-/:-@[-`{-~]|$)/g, "\\\\")
    .replace(/`/g, "\\`")
    .replace(/\*/g, (star, at) => (isSpace(text[at - 1]) && isSpace(text[at + 1]) ? star : "\\*"))
    // Inside a word an underscore marks nothing (CommonMark 6.2).
    .replace(/_+/g, (run, at, all) => (/[\p{L}\p{N}]/u.test(all[at - 1] ?? "") && /[\p{L}\p{N}]/u.test(all[at + run.length] ?? "") ? run : run.replaceAll("_", "\\_")))
    .replace(/~~/g, "\\~\\~")
    .replace(/\[(?=[^\]]{0,300}\](\(|\[|:)|\^|[ xX]\])/g, "\\[")
    .replace(/<(?=[A-Za-z/!?])/g, "\\<")
    .replace(/&(?=#?\w+;)/g, "\\&")
    .replace(/\$/g, "\\$");
}

/** Addresses stay as typed: escapes in them would be read as part of them. */
const ADDRESS = /(?:https?:\/\/|www\.)[^\s<>"'\u0590-\u05ff]+/g;

/** @param {string} text */
function escapeText(text) {
  return splitTypedTex(text).map((part) => {
    if (part.tex) return part.text;
    let out = "";
    let from = 0;
    for (const match of part.text.matchAll(ADDRESS)) {
      out += escapeProse(part.text.slice(from, match.index)) + match[0];
      from = match.index + match[0].length;
    }
    return out + escapeProse(part.text.slice(from));
  }).join("");
}

/**
 * A line that would begin another block. Lists that were typed by hand ("1. ", "- ") stay lists: that is what
 * their author means, whatever program they were typed in.
 * @param {string} line
 */
const escapeLineStart = (line) =>
  line.replace(/^(#{1,6})(?=\s|$)/, "\\$1").replace(/^(>|\+(?=\s)|={3,}\s*$|:{3,}|~{3})/, "\\$1")
    .replace(/^(\|)/, "\\$1");

/** @param {string} text @param {boolean} inTable */
function codeSpan(text, inTable) {
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), (run) => run[0].length));
  const fence = "`".repeat(longest + 1);
  const pad = /^`|`$|^ .* $/.test(text) ? " " : "";
  const body = text.replace(/\s*\n\s*/g, " ");
  return fence + pad + (inTable ? body.replaceAll("|", "\\|") : body) + pad + fence;
}

/** @param {string} address */
const target = (address) => {
  const clean = address.trim().replace(/[\s<>]/g, (letter) => encodeURIComponent(letter));
  let depth = 0;
  const balanced = [...clean].every((letter) => (depth += letter === "(" ? 1 : letter === ")" ? -1 : 0) >= 0) && depth === 0;
  return balanced ? clean : clean.replace(/[()]/g, (letter) => (letter === "(" ? "%28" : "%29"));
};

/** @param {string} alt */
const altText = (alt) => escapeProse(alt.replace(/\s+/g, " ").trim()).replace(/(?<!\\)[[\]]/g, "\\$&");

/** Delimiters from the outside in. @type {{key: keyof Marks, open: string, close: string, flanking: boolean, of?: string}[]} */
const DELIMITERS = [
  { key: "bold", open: "**", close: "**", flanking: true },
  { key: "italic", open: "*", close: "*", flanking: true },
  { key: "strike", open: "~~", close: "~~", flanking: true },
  { key: "script", of: "sup", open: "<sup>", close: "</sup>", flanking: false },
  { key: "script", of: "sub", open: "<sub>", close: "</sub>", flanking: false },
];

const MARKS = /** @type {(keyof Marks)[]} */ (["bold", "italic", "strike", "code", "script", "link"]);

/** @param {Marks} one @param {Marks} other */
const sameMarks = (one, other) => MARKS.every((key) => (one[key] || undefined) === (other[key] || undefined));

/**
 * Runs with the same marks are one; a space between two marked runs has their marks; a mark on spaces alone is
 * none. Word processors split runs at every change of language, and mark spaces at random.
 * @param {Inline[]} inlines @returns {Inline[]}
 */
function tidyInlines(inlines) {
  /** @type {Inline[]} */
  const out = [];
  /** @param {string} letters @param {Marks} marks */
  const push = (letters, marks) => {
    const last = out.at(-1);
    if (last?.type === "text" && sameMarks(last.marks, marks)) last.text += letters;
    else out.push({ type: "text", text: letters, marks });
  };
  let spaces = "";
  for (const one of inlines) {
    if (one.type === "text" && !/\S/.test(one.text)) {
      spaces += one.text;
      continue;
    }
    if (spaces) {
      const last = out.at(-1);
      /** @type {Marks} */
      const shared = {};
      if (last?.type === "text" && one.type === "text") {
        for (const key of MARKS) if (last.marks[key] && last.marks[key] === one.marks[key]) Object.assign(shared, { [key]: one.marks[key] });
      }
      push(spaces, shared);
      spaces = "";
    }
    if (one.type === "text") push(one.text, one.marks);
    // Many breaks in a row are an empty line's height, and slow to look through.
    else if (one.type !== "break" || out.at(-1)?.type !== "break" || out.at(-2)?.type !== "break") out.push(one);
  }
  if (spaces) push(spaces, {});
  out.forEach((one, at) => separateMarks(one, out[at + 1]));
  return out;
}

/** Bold that touches italic would read as one run of stars: the italic gives way. @param {Inline} one changed @param {Inline | undefined} next changed */
function separateMarks(one, next) {
  if (one.type !== "text" || next?.type !== "text" || /\s$/.test(one.text) || /^\s/.test(next.text)) return;
  const kind = (/** @type {Marks} */ { bold, italic }) => (bold && !italic ? "bold" : italic && !bold ? "italic" : "");
  if (kind(one.marks) === "" || kind(next.marks) === "" || kind(one.marks) === kind(next.marks)) return;
  const weaker = kind(one.marks) === "italic" ? one : next;
  weaker.marks = { ...weaker.marks, italic: false };
}

/** @typedef {{open: string, inner: string, close: string, flanking: boolean}} Part */

/** Whether a delimiter run between `before` and `after` opens, or mirrored closes (CommonMark 6.2). @param {string | undefined} before @param {string | undefined} after */
const flanks = (before, after) =>
  !isSpace(after) && (!PUNCTUATION.test(/** @type {string} */ (after)) || isSpace(before) || PUNCTUATION.test(/** @type {string} */ (before)));

/** Punctuation and spaces that are no syntax, so that a delimiter may go to their other side. */
const MOVABLE = "[^\\w\\\\*_[\\]<>`$~!&\\p{L}\\p{N}]+";
const MOVABLE_START = new RegExp(`^${MOVABLE}`, "u");
const MOVABLE_END = new RegExp(`${MOVABLE}$`, "u");

/** @param {string} inner @param {RegExp} side @returns {number} how many letters can go outside; those of a picture's target cannot */
const movable = (inner, side) => (inner.includes("](") ? 0 : side.exec(side === MOVABLE_END ? inner.slice(-32) : inner)?.[0].length ?? 0);

/** @param {string} text */
const firstLetter = (text) => (text ? String.fromCodePoint(/** @type {number} */ (text.codePointAt(0))) : undefined);
/** @param {string} text */
const lastLetter = (text) => Array.from(text.slice(-2)).at(-1);

/** Joins parts so that each pair of delimiters is read as one. @param {Part[]} parts */
function joined(parts) {
  let out = "";
  parts.forEach((part, at) => {
    if (!part.open) {
      out += part.inner;
      return;
    }
    const lead = /^\s*/.exec(part.inner)?.[0] ?? "";
    const trail = part.inner.length > lead.length ? /\s*$/.exec(part.inner)?.[0] ?? "" : "";
    let inner = part.inner.slice(lead.length, part.inner.length - trail.length);
    if (inner === "") {
      out += part.inner;
      return;
    }
    out += lead;
    const next = parts.slice(at + 1, at + 3).find(({ inner }) => inner !== "");
    const following = trail + (next ? next.open + next.inner : "");
    let after = "";
    if (part.flanking && !flanks(lastLetter(out), firstLetter(inner))) {
      const moved = movable(inner, MOVABLE_START);
      out += inner.slice(0, moved);
      inner = inner.slice(moved);
    }
    if (part.flanking && inner && !flanks(firstLetter(following), lastLetter(inner))) {
      const moved = movable(inner, MOVABLE_END);
      after = inner.slice(inner.length - moved);
      inner = inner.slice(0, inner.length - moved);
    }
    const collides = part.flanking && (out.endsWith(part.open[0]) || following.startsWith(part.open[0])) && after === "";
    const reads = inner !== "" && !collides && (!part.flanking ||
      (flanks(lastLetter(out), firstLetter(inner)) && flanks(firstLetter(after + following), lastLetter(inner))));
    out += (reads ? part.open + inner + part.close : inner) + after + trail;
  });
  return out;
}

/** @param {Inline & {type: "text"}} one @param {boolean} inTable */
function writeText({ text, marks }, inTable) {
  if (marks.code) return codeSpan(text, inTable);
  return inTable ? escapeText(text).replaceAll("|", "\\|") : escapeText(text);
}

/** @param {Inline} one @param {boolean} inTable */
function writeOne(one, inTable) {
  switch (one.type) {
    case "text": return writeText({ ...one, text: one.text.replace(/[^\S\n]{40,}/g, " ") }, inTable);
    case "break": return inTable ? "<br>" : "  \n";
    case "math": {
      const tex = one.tex.trim().replace(/\s*\n\s*/g, " ");
      const fence = one.display && !inTable ? "$$" : "$";
      return fence + (inTable ? tex.replaceAll("\\|", "\\Vert ").replaceAll("|", "\\vert ") : tex) + fence;
    }
    case "picture": {
      const picture = `![${altText(one.alt)}](${one.file})`;
      return one.link ? `[${picture}](${target(one.link)})` : picture;
    }
    default: return `[^${one.label}]`;
  }
}

/** @param {Inline} one */
const linkOf = (one) => (one.type === "text" ? one.marks.link : undefined);

/** @param {Inline[]} inlines @param {boolean} inTable @param {number} depth the delimiter to look at */
function writeMarked(inlines, inTable, depth = 0) {
  if (depth === DELIMITERS.length) return inlines.map((one) => writeOne(one, inTable)).join("");
  const { key, of, open, close, flanking } = DELIMITERS[depth];
  /** @param {Inline} one */
  const marked = (one) => one.type === "text" && (of ? one.marks[key] === of : Boolean(one.marks[key]));
  /** @type {Part[]} */
  const parts = [];
  for (let from = 0; from < inlines.length;) {
    const on = marked(inlines[from]);
    let to = from + 1;
    while (to < inlines.length && marked(inlines[to]) === on) ++to;
    const inner = writeMarked(inlines.slice(from, to), inTable, depth + 1);
    parts.push({ open: on ? open : "", inner, close: on ? close : "", flanking });
    from = to;
  }
  return joined(parts);
}

/** @param {string} label as written @param {string} link */
function writeLink(label, link, /** @type {string} */ plain) {
  if (!/^(https?|mailto|ftp):|^www\./i.test(link.trim())) return label;
  const address = target(link);
  const bare = plain.trim();
  if (bare === link.trim() || `http://${bare}` === link.trim() || `https://${bare}` === link.trim()) {
    return /^https?:/.test(bare) ? `<${address}>` : `[${label}](${address})`;
  }
  return label.trim() === "" ? label : `[${label}](${address})`;
}

/**
 * One paragraph's text, without a line's beginning escaped.
 * @param {Inline[]} inlines @param {boolean} [inTable]
 * @returns {string}
 */
function writeInlines(inlines, inTable = false) {
  const tidy = tidyInlines(inlines);
  /** @type {Inline[][]} */
  const groups = [];
  for (const one of tidy) {
    const last = groups.at(-1);
    if (last && linkOf(last[0]) === linkOf(one)) last.push(one);
    else groups.push([one]);
  }
  return groups.map((group) => {
    const link = linkOf(group[0]);
    if (link === undefined) return writeMarked(group, inTable);
    const written = writeMarked(group, inTable);
    const lead = /^\s*/.exec(written)?.[0] ?? "";
    const body = written.trim();
    const plain = group.map((one) => (one.type === "text" ? one.text : "")).join("");
    return lead + writeLink(body, link, plain) + written.slice(lead.length + body.length);
  }).join("");
}

/** Text of a block: no space at a line's ends but a break's two, no empty line. @param {string} text */
function lines(text) {
  const printed = text.split("\n").map((line) => line.replace(/^[ \t\u00a0]+/, ""))
    .map((line) => ({ text: line.trimEnd(), breaks: line.endsWith("  ") })).filter((line) => line.text !== "");
  return printed.map((line, at) =>
    escapeLineStart(line.text) + (line.breaks && at + 1 < printed.length ? "  " : ""));
}

/** @param {Block & {type: "table"}} table */
function writeTable({ rows, align }) {
  const width = Math.max(1, ...rows.map((row) => row.length));
  const cells = rows.map((row) => Array.from({ length: width }, (_, at) =>
    writeInlines(row[at] ?? [], true).replace(/\s*\n\s*/g, " ").replace(/^(\s|<br>)+|(\s|<br>)+$/g, "")));
  const marks = Array.from({ length: width }, (_, at) =>
    ({ left: ":--", right: "--:", center: ":-:", "": "---" })[align[at] ?? ""]);
  return [cells[0], marks, ...cells.slice(1)].map((row) => `| ${row.join(" | ")} |`);
}

/** @param {Block & {type: "code"}} code */
function writeCode({ language, text }) {
  const body = text.replace(/^\n+|\s+$/g, "");
  const longest = Math.max(2, ...Array.from(body.matchAll(/^\s*(`{3,})/gm), (run) => run[1].length));
  const fence = "`".repeat(longest + 1);
  return [fence + language.replace(/[^\w+#.-]/g, ""), ...body.split("\n"), fence];
}

/** @param {import("./blocks.js").ListItem} item @param {number} depth */
function writeItem(item, depth) {
  const marker = item.checked === undefined ? item.marker : `${item.marker} [${item.checked ? "x" : " "}]`;
  const indent = " ".repeat(depth < LIMITS.blockDepth ? item.marker.length + 1 : 0);
  const inner = writeBlocks(item.blocks, depth + 1, true);
  const [first = "", ...rest] = inner;
  return [`${marker} ${first}`.trimEnd() === marker ? `${marker} ` : `${marker} ${first}`,
    ...rest.map((line) => (line === "" ? "" : indent + line))];
}

/** @param {Block} block @param {number} depth @returns {string[]} lines */
function writeBlock(block, depth) {
  switch (block.type) {
    case "paragraph": return lines(writeInlines(block.inlines));
    case "heading": {
      const plain = block.inlines.map((one) => (one.type === "text" ? { ...one, marks: { ...one.marks, bold: false } } : one));
      const text = writeInlines(plain).replace(/\s*\n\s*/g, " ").trim();
      return text ? [`${"#".repeat(Math.min(6, Math.max(1, block.level)))} ${text.replace(/#+$/, "\\$&")}`] : [];
    }
    case "list": return block.items.flatMap((item) => writeItem(item, depth));
    case "quote": return writeBlocks(block.blocks, depth + 1).map((line) => (depth < LIMITS.blockDepth ? `> ${line}`.trimEnd() : line));
    case "code": return writeCode(block);
    case "table": return block.rows.some((row) => row.some((cell) => !isBlank(cell))) ? writeTable(block) : [];
    case "rule": return ["---"];
    default: {
      const [first = "", ...rest] = writeBlocks(block.blocks, depth + 1);
      return [`[^${block.label}]: ${first}`, ...rest.map((line) => (line === "" ? "" : `    ${line}`))];
    }
  }
}

/** @param {Block[]} blocks @param {number} depth @param {boolean} [tight] a list right below text has no empty line before it */
function writeBlocks(blocks, depth, tight = false) {
  /** @type {string[]} */
  const out = [];
  for (const block of blocks) {
    const written = writeBlock(block, depth);
    if (written.length === 0) continue;
    if (out.length > 0 && !(tight && block.type === "list")) out.push("");
    for (const line of written) out.push(line);
  }
  return out;
}

/** @param {Block[]} blocks @returns {string} with a newline at its end; "" for nothing */
export function writeMarkdown(blocks) {
  const out = writeBlocks(blocks, 0).join("\n");
  return out.trim() === "" ? "" : `${out}\n`;
}
