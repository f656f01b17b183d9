/**
 * An imported document as the parser takes it: facts as front matter (src/parser/document/front_matter.h), then
 * the text.
 */

/** @typedef {import("./model.js").ImportedDocument} ImportedDocument */

/** A YAML string (7.3.2). @param {string} text */
const quoted = (text) => `'${text.replace(/\s+/g, " ").replaceAll("'", "''")}'`;

/** @param {string} name @param {string[]} values @returns {string[]} lines */
const list = (name, values) => (values.length === 0 ? [] : [`${name}:`, ...values.map((value) => `  - ${quoted(value)}`)]);

/** @param {string} name @param {string | undefined} value @returns {string[]} lines */
const entry = (name, value) => (value ? [`${name}: ${quoted(value)}`] : []);

/** @param {import("./model.js").Facts} facts @returns {string[]} lines; none where there are no facts */
function frontMatter({ title, date, authors = [], tags = [], address, fields = {} }) {
  const lines = [
    ...entry("title", title), ...entry("date", date?.slice(0, "2024-08-12".length)), ...list("authors", authors),
    ...list("tags", tags), ...entry("address", address),
    ...Object.entries(fields).flatMap(([name, value]) => entry(name.replace(/[^\p{L}\p{N}_ -]/gu, "").trim() || "field", value)),
  ];
  return lines.length === 0 ? [] : ["---", ...lines, "---", ""];
}

/**
 * @param {ImportedDocument} document
 * @returns {{bytes: Uint8Array, firstLine: number}} `firstLine`: the line of the author's file that the first line
 *   of `bytes` is, less than 1 where lines were put before the file's own
 */
export function sourceText({ markdown, source, firstLine, facts }) {
  if (source) return { bytes: source, firstLine };
  const head = frontMatter(facts);
  const text = [...head, markdown].join("\n");
  return { bytes: new TextEncoder().encode(text), firstLine: firstLine - head.length };
}
