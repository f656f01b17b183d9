// A library as Markdown: a file for each review and the pictures, which Skira reads back.
import { pageName } from "../page-name.js";
import { newestFirst } from "./pages.js";
import { utf8 } from "./site.js";

/**
 * @param {import("./site.js").Library} library @param {Record<string, string>} markdown of each review by its id
 * @returns {Map<string, Uint8Array<ArrayBuffer>>} by their names
 */
export function markdownFiles({ data, pictures }, markdown) {
  const files = newestFirst(data.reviews)
    .map(({ id }) => /** @type {[string, Uint8Array<ArrayBuffer>]} */ ([`${pageName(id)}.md`, utf8(markdown[id])]));
  return new Map([...files, ...pictures]);
}
