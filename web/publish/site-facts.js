// What a site's owner says of it: site.yml, site.yaml or site.json, to the export's "site".
//
//   text ─▶ values with their lines ─▶ checked by the table of keys ─▶ site, notes, problems
//
// JSON is read as the YAML that it is, so that every problem has a line.
import { EVENT_ID, YAMLException, getScalarValue, parseEvents } from "js-yaml";
import { safeUrl } from "../safe-url.js";
import { accentNotes } from "./accent.js";

/**
 * @typedef {{name: string, url?: string}} NamedUrl
 * @typedef {{title?: string, subtitle?: string, author?: NamedUrl, about?: string, language?: string, direction?: string,
 *   accent?: string, licence?: NamedUrl, links?: {text: string, url: string}[], url?: string, picture?: string,
 *   favicon?: string}} Site as src/review/json.h has it
 * @typedef {"address" | "site_address" | "control" | "long" | "links" | "missing" | ""} Code of what is wrong, "" for what only a file can have
 * @typedef {{line: number, reason: string, keys: string[], code: Code, values: (string | number)[]}} Problem `reason`: in
 *   English, with the keys; for who says it in other words: the keys from the outermost, what is wrong, and with what
 * @typedef {{line: number, text?: string, list?: Value[], members?: Member[]}} Value
 * @typedef {{key: string, line: number, value: Value}} Member
 */

/** Names that a site's own file may have, beside its documents. */
export const SITE_FILES = ["site.yml", "site.yaml", "site.json"];

const LARGEST = 1 << 18;  // bytes of the file

// Longest values, characters: what a header, a preview or a page of a book has room for.
const NAME = 200, SENTENCE = 400, ADDRESS = 2000, PAGE = 20000, MOST_LINKS = 30;

/** A value that is not as it should be. */
class Wrong extends Error {
  /** @type {string[]} */
  keys = [];

  /** @param {{line: number}} value @param {string} reason @param {Code} [code] @param {(string | number)[]} values */
  constructor(value, reason, code = "", ...values) {
    super(reason);
    this.line = value.line;
    this.code = code;
    this.values = values;
  }

  /** It is of a value of this key. @param {string} key */
  in(key) {
    this.keys.unshift(key);
    return this;
  }

  /** @returns {Problem} */
  problem() {
    const { line, keys, code, values } = this;
    return { line, reason: [...keys.map((key) => JSON.stringify(key)), this.message].join(" "), keys, code, values };
  }
}

// --- The text's values -----------------------------------------------------------------------------------

/** @param {string} text @returns {Value} @throws {YAMLException} */
function valuesOf(text) {
  const events = parseEvents(text, { maxDepth: 8 });
  /** @param {number} offset */
  const lineAt = (offset) => text.slice(0, offset).split("\n").length;
  let at = 0;
  /** @param {number} line of what it belongs to @returns {Value} */
  const value = (line) => {
    const event = events[at++];
    if (event.type === EVENT_ID.SCALAR) {
      return { line: event.valueStart >= 0 ? lineAt(event.valueStart) : line, text: getScalarValue(text, event) };
    }
    if (event.type === EVENT_ID.SEQUENCE) {
      /** @type {Value} */
      const own = { line: lineAt(event.start), list: [] };
      while (events[at].type !== EVENT_ID.POP) own.list?.push(value(own.line));
      ++at;
      return own;
    }
    if (event.type === EVENT_ID.MAPPING) {
      /** @type {Value} */
      const own = { line: lineAt(event.start), members: [] };
      while (events[at].type !== EVENT_ID.POP) {
        const key = value(own.line);
        own.members?.push({ key: key.text ?? "", line: key.line, value: value(key.line) });
      }
      ++at;
      return own;
    }
    throw new Wrong({ line }, "an alias (*) is not understood here");
  };
  if (events.length === 0) return { line: 1, members: [] };
  ++at;  // the document
  const whole = events[at].type === EVENT_ID.POP ? { line: 1, members: [] } : value(1);
  if (events.slice(at + 1).some(({ type }) => type === EVENT_ID.DOCUMENT)) throw new Wrong(whole, "there is more than one document (---)");
  return whole;
}

// --- What a value may be ---------------------------------------------------------------------------------

// Embeddings, overrides and isolates would turn what stands beside the value around (UAX #9, 2).
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/u;

/** @param {string} control */
const codePoint = (control) => `U+${(control.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;

/** @param {number} longest @param {boolean} [lines] whether it may have several */
const text = (longest, lines = false) => (/** @type {Value} */ value) => {
  if (value.text === undefined) throw new Wrong(value, "is no text");
  const whole = value.text.replaceAll("\r\n", "\n").trim();
  const control = UNSEEN.exec(whole)?.[0] ?? (lines ? undefined : /[\n\t]/.exec(whole)?.[0]);
  if (control) throw new Wrong(value, `has a control character (${codePoint(control)})`, "control", codePoint(control));
  if ([...whole].length > longest) throw new Wrong(value, `is longer than ${longest} characters`, "long", longest);
  if (!whole) throw new Wrong(value, "is empty");
  return whole;
};

/** @param {Value} value */
function address(value) {
  const given = text(ADDRESS)(value);
  const url = safeUrl(given) ?? given;
  if (!safeUrl(url)) throw new Wrong(value, `is no address (https://…): ${url.slice(0, 60)}`, "address", url.slice(0, 60));
  return url;
}

/** @param {Value} value */
function siteAddress(value) {
  const url = address(value);
  const parsed = URL.canParse(url) && /^https?:/i.test(url) ? new URL(url) : null;
  if (!parsed || parsed.search || parsed.hash || parsed.username) throw new Wrong(value, `is no address of a site (https://example.org/reviews/): ${url.slice(0, 60)}`, "site_address", url.slice(0, 60));
  return parsed.href.replace(/\/?$/, "/");
}

/** @param {Value} value */
function color(value) {
  const named = text(NAME)(value).toLowerCase();
  const [, short] = /^#([0-9a-f]{3})$/.exec(named) ?? [];
  const whole = short ? `#${[...short].map((digit) => digit + digit).join("")}` : named;
  if (!/^#[0-9a-f]{6}$/.test(whole)) throw new Wrong(value, `is no color (#1a5c9e; in quotes, since # begins a comment): ${named.slice(0, 20)}`);
  return whole;
}

/** @param {string[]} names */
const oneOf = (...names) => (/** @type {Value} */ value) => {
  const name = text(NAME)(value);
  if (!names.includes(name)) throw new Wrong(value, `is "${name}", not ${names.map((one) => `"${one}"`).join(" or ")}`);
  return name;
};

/** @param {Value} value */
function fileName(value) {
  const name = text(ADDRESS)(value);
  if (/^(?:[a-z]+:|[\\/])/i.test(name)) throw new Wrong(value, "is to be a file beside this one, by its relative path");
  return name;
}

/** A name alone, or {name, url}. @param {Value} value */
function named(value) {
  if (value.text !== undefined) return { name: text(NAME)(value) };
  return members(value, { name: { read: text(NAME), needed: true }, url: { read: address } });
}

/** @param {Value} value */
function links(value) {
  if (!value.list) throw new Wrong(value, "is no list (- text: …, url: …)");
  if (value.list.length > MOST_LINKS) throw new Wrong(value, `has more than ${MOST_LINKS} links`, "links", MOST_LINKS);
  return value.list.map((one) => members(one, { text: { read: text(NAME), needed: true }, url: { read: address, needed: true } }));
}

/**
 * The keys of a site's file. @type {Record<string, {read: (value: Value) => unknown, about: string}>}
 */
export const KEYS = {
  title: { read: text(NAME), about: "the site's name" },
  subtitle: { read: text(SENTENCE), about: "one sentence below it" },
  author: { read: named, about: "a name, or name and url" },
  about: { read: text(PAGE, true), about: "what the site is, in Markdown" },
  language: { read: oneOf("he", "en"), about: "of the interface at the first visit: he or en" },
  direction: { read: oneOf("rtl", "ltr"), about: "of the plain pages: rtl or ltr" },
  accent: { read: color, about: 'the color of buttons and links: "#1a5c9e"' },
  licence: { read: named, about: "of the texts: a name, or name and url" },
  links: { read: links, about: "a list of text and url: home, Telegram, GitHub" },
  url: { read: siteAddress, about: "the address that the site has: https://example.org/reviews/" },
  picture: { read: fileName, about: "a file: PNG, JPEG or WebP that previews of the site show" },
  favicon: { read: fileName, about: "a file: SVG or PNG" },
};

/** The known key that is most like a wrong one, in words. @param {string} key @param {string[]} known */
function suggestion(key, known) {
  const near = known.find((one) => one.slice(0, 3) === key.slice(0, 3).toLowerCase());
  return near ? `; did you mean "${near}"?` : `; there are ${known.join(", ")}`;
}

/**
 * @param {Value} value @param {Record<string, {read: (value: Value) => unknown, needed?: boolean}>} table
 * @param {(problem: Wrong) => void} [complain] is told what is wrong; without it the first is thrown
 * @returns {any}
 */
function members(value, table, complain) {
  if (!value.members) throw new Wrong(value, `${complain ? "the file " : ""}is no table of ${Object.keys(table).join(", ")}`);
  const wrong = complain ?? ((problem) => { throw problem; });
  /** @type {Record<string, unknown>} */
  const read = {};
  for (const { key, line, value: own } of value.members) {
    const shown = JSON.stringify(key.slice(0, 40));
    if (!Object.hasOwn(table, key)) wrong(new Wrong({ line }, `there is no key ${shown}${suggestion(key, Object.keys(table))}`));
    else if (Object.hasOwn(read, key)) wrong(new Wrong({ line }, `${shown} is there twice`));
    else if (own.text !== "" || !complain) {  // a key without a value says nothing
      try {
        read[key] = table[key].read(own);
      } catch (error) {
        if (!(error instanceof Wrong)) throw error;
        wrong(error.in(key));
      }
    }
  }
  for (const [key, { needed }] of Object.entries(table)) {
    if (needed && !Object.hasOwn(read, key) && value.members.every((member) => member.key !== key)) wrong(new Wrong(value, "is missing", "missing").in(key));
  }
  return read;
}

/**
 * The facts of a site's file, in the order of the export.
 * @param {string | Uint8Array} content UTF-8
 * @returns {{site: Site, notes: import("./accent.js").AccentNote[], problems: Problem[]}} notes: what is done otherwise than it says; where there are problems, the facts are not to be used
 */
export function readSite(content) {
  const fail = (/** @type {number} */ line, /** @type {string} */ reason) => ({ site: {}, notes: [], problems: [new Wrong({ line }, reason).problem()] });
  if (content.length > LARGEST) return fail(1, `this is no site's file: it has more than ${LARGEST >> 10} KB`);
  /** @type {Problem[]} */
  const problems = [];
  try {
    const text = typeof content === "string" ? content : new TextDecoder("utf-8", { fatal: true }).decode(content);
    const read = members(valuesOf(text.replace(/^\ufeff/, "")), KEYS, (problem) => problems.push(problem.problem()));
    const site = Object.fromEntries(Object.keys(KEYS).filter((key) => key in read).map((key) => [key, read[key]]));
    return { site, notes: site.accent ? accentNotes(site.accent) : [], problems: problems.sort((a, b) => a.line - b.line) };
  } catch (error) {
    if (error instanceof Wrong) return { site: {}, notes: [], problems: [error.problem()] };
    if (error instanceof YAMLException) return fail((error.mark?.line ?? 0) + 1, `this is no YAML: ${error.reason}`);
    if (error instanceof TypeError) return fail(1, "this is no UTF-8");
    throw error;
  }
}

/** As the reader of a file has them. @param {unknown} given of JSON @returns {Value} */
function valueOfJson(given) {
  if (Array.isArray(given)) return { line: 1, list: given.map(valueOfJson) };
  if (typeof given === "object" && given !== null) return { line: 1, members: Object.entries(given).map(([key, value]) => ({ key, line: 1, value: valueOfJson(value) })) };
  return typeof given === "string" ? { line: 1, text: given } : { line: 1 };
}

/**
 * The facts that an export has, which anybody may have written: those that a site's file could have, files by the names
 * that they have in a site.
 * @param {object} [given] @returns {Site}
 */
export function checkedSite(given = {}) {
  return Object.fromEntries(Object.entries(KEYS).flatMap(([key, { read }]) => {
    if (!Object.hasOwn(given, key)) return [];
    try {
      const value = read(valueOfJson(/** @type {Record<string, unknown>} */ (given)[key]));
      return read !== fileName || ATTACHMENT.test(String(value)) ? [[key, value]] : [];
    } catch (error) {
      if (error instanceof Wrong) return [];
      throw error;
    }
  }));
}

/** What a picture that the facts name is called in the site. @param {"picture" | "favicon"} key @param {string} type of pictureType() */
export const attachmentName = (key, type) => `site-files/${key}.${type}`;
const ATTACHMENT = /^site-files\/(?:picture|favicon)\.[a-z]{3,4}$/;

const MAGIC = [["png", [0x89, 0x50, 0x4e, 0x47]], ["jpg", [0xff, 0xd8, 0xff]], ["webp", [0x52, 0x49, 0x46, 0x46]]];

/**
 * The type of a picture that previews may show, by its bytes; of a favicon SVG too; null for any other.
 * @param {Uint8Array} bytes @param {boolean} [favicon]
 */
export function pictureType(bytes, favicon = false) {
  const known = MAGIC.find(([, magic]) => /** @type {number[]} */ (magic).every((byte, i) => bytes[i] === byte));
  if (known) return /** @type {string} */ (known[0]);
  return favicon && /^\ufeff?\s*<(?:\?xml|svg|!--|!DOCTYPE svg)/i.test(new TextDecoder().decode(bytes.subarray(0, 200))) ? "svg" : null;
}
