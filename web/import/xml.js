/**
 * Reads XML as a stream of elements (saxes): never the whole tree of a document. Entities other than XML's own
 * five are not defined, so none can expand; a document type declaration is refused.
 */
import { SaxesParser } from "saxes";
import { LIMITS } from "./limits.js";
import { ImportError } from "./model.js";

/** @typedef {Record<string, string>} Attributes */
/**
 * @typedef {object} Handler names are canonical: the prefix that `NAMESPACES` gives, whatever the file's own is
 * @property {(name: string, attributes: Attributes) => void} open
 * @property {(text: string) => void} text
 * @property {(name: string) => void} close
 */
/** @typedef {{name: string, attributes: Attributes, children: (Element | string)[]}} Element */

/** Namespaces' last parts, of both the transitional and the strict form (ISO/IEC 29500), to their usual prefixes. */
const NAMESPACES = [
  ["wordprocessingml/2006/main", "w"], ["wordprocessingml/main", "w"],
  ["officeDocument/2006/math", "m"], ["officeDocument/math", "m"],
  ["officeDocument/2006/relationships", "r"], ["officeDocument/relationships", "r"],
  ["drawingml/2006/main", "a"], ["drawingml/main", "a"],
  ["drawingml/2006/wordprocessingDrawing", "wp"], ["drawingml/wordprocessingDrawing", "wp"],
  ["drawingml/2006/picture", "pic"], ["drawingml/picture", "pic"],
  ["drawingml/2006/chart", "c"], ["drawingml/chart", "c"],
  ["drawingml/2006/diagram", "dgm"], ["drawingml/diagram", "dgm"],
  ["markup-compatibility/2006", "mc"], ["word/2010/wordml", "w14"], ["word/2010/wordprocessingShape", "wps"],
  ["schemas-microsoft-com:vml", "v"], ["schemas-microsoft-com:office:office", "o"],
  ["2006/relationships", ""], ["2006/metadata/core-properties", "cp"],
  ["dc/elements/1.1/", "dc"], ["dc/terms/", "dcterms"],
  ["2007/opf", "opf"], ["opendocument:xmlns:container", ""], ["2005/ncx/", "ncx"],
  ["2000/svg", ""], ["1999/xlink", "xlink"],
];

/** @param {string} uri @param {string} printed */
const prefixOf = (uri, printed) => NAMESPACES.find(([end]) => uri.endsWith(end))?.[1] ?? printed;

/** The files' prefixes seldom differ from the usual ones; where they do, names are translated. */
class Names {
  /** @type {Map<string, string>} */
  #prefixes = new Map();
  /** @type {Map<string, string>} */
  #known = new Map();
  /** Whether all prefixes are the usual ones so far, as in nearly all files. */
  #usual = true;
  /** Names with a prefix whose declaration was seen: looking again at each of a million elements takes time. @type {Set<string>} */
  #declared = new Set();

  /** @param {string} name of the element @param {Attributes} attributes */
  declare(name, attributes) {
    if (this.#declared.has(name)) return;
    if (name.includes(":")) this.#declared.add(name);
    for (const key in attributes) {
      if (!key.startsWith("xmlns")) continue;
      const printed = key.slice(6);
      const prefix = prefixOf(attributes[key], printed);
      if (this.#prefixes.get(printed) === prefix) continue;
      this.#prefixes.set(printed, prefix);
      this.#usual &&= printed === prefix;
      this.#known.clear();
    }
  }

  /** @param {string} name */
  canonical(name) {
    if (this.#usual) return name;
    let known = this.#known.get(name);
    if (known === undefined) {
      const colon = name.indexOf(":");
      const printed = colon < 0 ? "" : name.slice(0, colon);
      const prefix = this.#prefixes.get(printed) ?? printed;
      const local = name.slice(colon + 1);
      known = prefix ? `${prefix}:${local}` : local;
      this.#known.set(name, known);
    }
    return known;
  }

  /** Attributes without a prefix belong to no namespace. @param {Attributes} attributes */
  attributes(attributes) {
    if (this.#usual) return attributes;
    for (const key in attributes) {
      if (!key.includes(":")) continue;
      const known = this.canonical(key);
      if (known !== key) attributes[known] = attributes[key];
    }
    return attributes;
  }
}

/** Decoded and read in pieces of this many bytes: the text of 36 MB is never in memory as one string. */
const PIECE = 2 ** 18;

/**
 * @param {Uint8Array} bytes UTF-8, or UTF-16 with a byte order mark
 * @param {Handler} handler what it throws is thrown
 * @param {string} part the file's name, for messages
 * @throws {ImportError} with the line, where the XML is not well-formed, too deep or declares a document type
 */
export function readXml(bytes, handler, part) {
  const parser = new SaxesParser({ xmlns: false });
  const names = new Names();
  let depth = 0;
  parser.on("doctype", () => {
    throw new ImportError("xml-doctype", `"${part}" declares a document type, which no honest file of this kind does`, parser.line);
  });
  parser.on("opentag", (tag) => {
    if (++depth > LIMITS.xmlDepth) throw new ImportError("too-deep", `"${part}" nests more than ${LIMITS.xmlDepth} elements`, parser.line);
    const attributes = /** @type {Attributes} */ (tag.attributes);
    names.declare(tag.name, attributes);
    handler.open(names.canonical(tag.name), names.attributes(attributes));
  });
  parser.on("closetag", (tag) => {
    --depth;
    handler.close(names.canonical(tag.name));
  });
  parser.on("text", (text) => handler.text(text));
  parser.on("cdata", (text) => handler.text(text));
  parser.on("error", (error) => {
    throw new ImportError("xml", `"${part}" is not well-formed XML: ${error.message.replace(/^[\d:\s]+/, "")}`, parser.line);
  });
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const decoder = new TextDecoder(utf16 ? (bytes[0] === 0xff ? "utf-16le" : "utf-16be") : "utf-8");
  for (let at = 0; at < bytes.length; at += PIECE) parser.write(decoder.decode(bytes.subarray(at, at + PIECE), { stream: true }));
  parser.write(decoder.decode());
  parser.close();
}

/** Collects one element with all that is in it. */
export class TreeBuilder {
  /** @type {Element[]} */
  #open = [];
  /** @type {Element | undefined} complete when the depth is 0 again */
  root;

  /** @param {string} name @param {Attributes} attributes */
  open(name, attributes) {
    const element = { name, attributes, children: [] };
    this.#open.at(-1)?.children.push(element);
    this.root ??= element;
    this.#open.push(element);
  }

  /** @param {string} text */
  text(text) { this.#open.at(-1)?.children.push(text); }

  close() { this.#open.pop(); }

  get depth() { return this.#open.length; }
}

/** A small part as a tree. @param {Uint8Array} bytes @param {string} part @returns {Element} */
export function readTree(bytes, part) {
  const builder = new TreeBuilder();
  readXml(bytes, builder, part);
  if (!builder.root) throw new ImportError("xml", `"${part}" is empty`);
  return builder.root;
}

/** @param {Element} element @returns {Element[]} */
export const elements = (element) => /** @type {Element[]} */ (element.children.filter((child) => typeof child !== "string"));

/** @param {Element | undefined} element @param {string} name */
export const child = (element, name) => element && elements(element).find((one) => one.name === name);

/** All that match, at any depth. @param {Element} element @param {string} name @returns {Element[]} */
export const descendants = (element, name) =>
  elements(element).flatMap((one) => [...(one.name === name ? [one] : []), ...descendants(one, name)]);

/** @param {Element | undefined} element @returns {string} */
export const textOf = (element) =>
  element ? element.children.map((one) => (typeof one === "string" ? one : textOf(one))).join("") : "";
