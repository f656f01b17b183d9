/**
 * What importers of formatted text make of a document before it is written as Markdown (`markdown.js`).
 *
 * @typedef {object} Marks
 * @property {boolean} [bold]
 * @property {boolean} [italic]
 * @property {boolean} [strike]
 * @property {boolean} [code]
 * @property {"sup" | "sub"} [script] raised or lowered
 * @property {string} [link] address
 *
 * @typedef {{type: "text", text: string, marks: Marks}
 *   | {type: "break"}
 *   | {type: "math", tex: string, display: boolean}
 *   | {type: "picture", file: string, alt: string, link?: string, block?: boolean}
 *   | {type: "note", label: string}} Inline
 *
 * @typedef {{marker: string, checked?: boolean, blocks: Block[]}} ListItem marker: "-", "1.", "א."
 *
 * @typedef {{type: "paragraph", inlines: Inline[]}
 *   | {type: "heading", level: number, inlines: Inline[]}
 *   | {type: "list", items: ListItem[]}
 *   | {type: "quote", blocks: Block[]}
 *   | {type: "code", language: string, text: string}
 *   | {type: "table", rows: Inline[][][], align: ("" | "left" | "right" | "center")[]}
 *   | {type: "rule"}
 *   | {type: "footnote", label: string, blocks: Block[]}} Block
 */

/** @param {string} text @param {Marks} [marks] @returns {Inline} */
export const text = (text, marks = {}) => ({ type: "text", text, marks });

/** @param {Inline[]} inlines @returns {Block} */
export const paragraph = (inlines) => ({ type: "paragraph", inlines });

/** The letters alone. @param {Inline[]} inlines @returns {string} */
export const plainText = (inlines) => inlines.map((one) =>
  one.type === "text" ? one.text : one.type === "break" ? "\n" : one.type === "math" ? one.tex : "").join("");

/** Whether nothing of it would be seen. @param {Inline[]} inlines */
export const isBlank = (inlines) =>
  inlines.every((one) => one.type === "break" || (one.type === "text" && !/[^\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/.test(one.text)));

/** Adds without spreading, which a long list would not survive. @template T @param {T[]} to @param {T[]} from */
export function append(to, from) {
  for (const one of from) to.push(one);
}

/**
 * A formula or a picture of its own line inside a paragraph splits it.
 * @param {Inline[]} inlines @returns {Block[]} paragraphs; none where nothing would be seen
 */
export function paragraphsOf(inlines) {
  /** @type {Inline[][]} */
  const parts = [[]];
  for (const one of inlines) {
    if ((one.type === "math" && one.display) || (one.type === "picture" && one.block)) parts.push([one], []);
    else /** @type {Inline[]} */ (parts.at(-1)).push(one);
  }
  return parts.filter((part) => !isBlank(part)).map(paragraph);
}
