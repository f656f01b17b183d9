/** HTML to a document object model (linkedom: workers have no DOMParser), in bounds. */
// The build for workers, in one file: the other one asks for a canvas package.
import { parseHTML } from "linkedom/worker";
import { LIMITS } from "./limits.js";
import { ImportError } from "./model.js";

/** Elements without an end tag, and those whose end tag may be left out: they say nothing of depth. */
const SHALLOW = new Set(("area base br col embed hr img input link meta param source track wbr p li td th tr dt dd option thead tbody tfoot " +
  "colgroup rp rt html head body path circle rect line").split(" "));
/** The parser's time grows with the square of the depth; at this one it is a few milliseconds. */
const DEEPEST_SOURCE = 4 * LIMITS.htmlDepth;

/** @param {string} source */
function check(source) {
  if (source.length > LIMITS.htmlBytes) throw new ImportError("too-large", `the page has more than ${LIMITS.htmlBytes / 2 ** 20} MB`);
  let count = 0;
  let depth = 0;
  for (const [, end, name] of source.matchAll(/<(\/?)([a-zA-Z][\w-]*)/g)) {
    if (!end && ++count > LIMITS.htmlElements) throw new ImportError("too-large", `the page has more than ${LIMITS.htmlElements} elements`);
    if (SHALLOW.has(name.toLowerCase())) continue;
    depth = Math.max(0, depth + (end ? -1 : 1));
    if (depth > DEEPEST_SOURCE) throw new ImportError("too-deep", `the page nests more than ${DEEPEST_SOURCE} elements`);
  }
}

/** @param {string} source a page, or a part of one @returns {Document} */
export function parseHtml(source) {
  check(source);
  const whole = /<html[\s>]/i.test(source) ? source : `<html><head></head><body>${source}</body></html>`;
  const { document } = /** @type {{document: Document}} */ (/** @type {unknown} */ (parseHTML(whole)));
  return document;
}

/** @param {ParentNode} node @param {string} selector @returns {Element[]} */
export const all = (node, selector) => /** @type {Element[]} */ ([...node.querySelectorAll(selector)]);

/** @param {Element} element @param {string} name @returns {string} "" where it is missing */
export const attribute = (element, name) => element.getAttribute(name) ?? "";

/** @param {Element} element */
export const classes = (element) => attribute(element, "class").split(/\s+/).filter(Boolean);
