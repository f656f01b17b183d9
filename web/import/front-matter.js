/**
 * What stands above a Markdown text: YAML between `---`, TOML between `+++` (Hugo), JSON in braces (Hugo), as
 * Jekyll, Hugo, Obsidian, Quarto and others name their fields.
 */
import { CORE_SCHEMA, load } from "js-yaml";
import { parse as parseToml } from "smol-toml";

/** @typedef {import("./model.js").Facts} Facts */
/** @typedef {{facts: Facts, body: string, firstLine: number, warnings: import("./model.js").Warning[]}} Split */

/** Larger ones are no front matter; YAML's aliases could make more of a small one. */
const LONGEST = 2 ** 16;

/** No front matter repeats more; nested repetitions grow without end. */
const MOST_ALIASES = 16;

/** Names of the fields that facts are made of, in the order in which they count. @type {Record<"title" | "date" | "authors" | "tags" | "address", string[]>} */
const FIELDS = {
  title: ["title", "כותרת", "שם"],
  date: ["date", "published", "publishdate", "pubdate", "created", "תאריך"],
  authors: ["authors", "author", "by", "writer", "מחבר", "כותב", "כותבים"],
  tags: ["tags", "tag", "keywords", "categories", "category", "topics", "תגיות"],
  address: ["canonical_url", "canonicalurl", "canonical", "url", "permalink", "link", "source"],
};

/** @param {unknown} value @returns {string} as people would type it */
function asText(value) {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "" : value.toISOString().replace(/T00:00:00\.000Z$/, "").replace(/\.000Z$/, "Z");
  if (Array.isArray(value)) return value.map(asText).filter(Boolean).join(", ");
  if (typeof value === "object" && value !== null) {
    const record = /** @type {Record<string, unknown>} */ (value);
    return typeof record.name === "string" ? record.name : JSON.stringify(value);
  }
  return value === null || value === undefined ? "" : String(value).trim();
}

/** @param {unknown} value @returns {string[]} */
function asList(value) {
  if (Array.isArray(value)) return value.map(asText).filter(Boolean);
  return asText(value).split(/\s*[,;]\s*/).filter(Boolean);
}

/** Obsidian's and YAML's "2024-08-12 14:05:33 +0300" as ISO 8601. @param {string} text */
function asDate(text) {
  const match = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T\s]+(\d{1,2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?/.exec(text);
  if (match) {
    const day = `${match[1]}-${match[2].padStart(2, "0")}-${match[3].padStart(2, "0")}`;
    return match[4] ? `${day}T${match[4].padStart(5, "0")}${match[5] ?? ""}` : day;
  }
  const [, d, m, y] = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text) ?? [];
  return d ? `${y}-${m.padStart(2, "0")}-${d.padStart(2, "0")}` : undefined;
}

/** @param {Record<string, unknown>} record @returns {Facts} */
function factsOf(record) {
  /** @type {Facts} */
  const facts = {};
  const byName = new Map(Object.entries(record).map(([key, value]) => [key.toLowerCase(), { key, value }]));
  const used = new Set();
  const take = (/** @type {keyof typeof FIELDS} */ fact) => {
    const found = FIELDS[fact].map((name) => byName.get(name)).find((one) => one && asText(one.value) !== "");
    if (found) used.add(found.key);
    return found?.value;
  };
  const title = take("title");
  if (title !== undefined) facts.title = asText(title);
  const printed = take("date");
  const date = printed === undefined ? undefined : asDate(asText(printed));
  if (date) facts.date = date;
  else if (printed !== undefined) facts.fields = { date: asText(printed) };
  const authors = take("authors");
  if (authors !== undefined) facts.authors = asList(authors);
  const tags = take("tags");
  if (tags !== undefined) facts.tags = asList(tags).map((tag) => tag.replace(/^#/, ""));
  const address = take("address");
  if (address !== undefined && /^https?:/.test(asText(address))) facts.address = asText(address);
  else if (address !== undefined) for (const name of FIELDS.address) used.delete(byName.get(name)?.key);
  for (const [key, value] of Object.entries(record)) {
    if (used.has(key)) continue;
    const text = asText(value);
    if (text !== "") (facts.fields ??= {})[key] = text;
  }
  return facts;
}

/** @type {{open: RegExp, read: (text: string) => unknown, name: string}[]} the block is the pattern's first group */
const KINDS = [
  { open: /^\ufeff?---[ \t]*\n([^]*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\n|$)/, read: (text) => load(text, { schema: CORE_SCHEMA, maxAliases: MOST_ALIASES }), name: "YAML" },
  { open: /^\ufeff?\+\+\+[ \t]*\n([^]*?)(?:^|\n)\+\+\+[ \t]*(?:\n|$)/, read: (text) => parseToml(text), name: "TOML" },
  { open: /^\ufeff?(\{\s*\n[^]*?\n\})[ \t]*(?:\n|$)/, read: (text) => JSON.parse(text), name: "JSON" },
];

/**
 * @param {string} text lines end with "\n"
 * @returns {Split} the text itself as the body where there is no front matter, or none that can be read
 */
export function splitFrontMatter(text) {
  for (const { open, read, name } of KINDS) {
    const match = open.exec(text.slice(0, LONGEST));
    if (!match) continue;
    try {
      const record = read(match[1]);
      // A rule and a paragraph between two rules is text.
      if (typeof record !== "object" || record === null || Array.isArray(record)) continue;
      const firstLine = match[0].split("\n").length;
      return { facts: factsOf(/** @type {Record<string, unknown>} */ (record)), body: text.slice(match[0].length), firstLine, warnings: [] };
    } catch (error) {
      if (name === "JSON" || !/^\s*[\w-]+\s*[:=]/m.test(match[1])) continue;
      const reason = /** @type {Error} */ (error).message.split("\n")[0];
      const firstLine = match[0].split("\n").length;
      return { facts: {}, body: text.slice(match[0].length), firstLine, warnings: [{ code: "front-matter", message: `the ${name} above the text cannot be read and was left out: ${reason}`, line: 1 }] };
    }
  }
  return { facts: {}, body: text, firstLine: 1, warnings: [] };
}
