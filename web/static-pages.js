// Writes the plain pages of an export (publish/pages.js) into a folder.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { firstView as beginning, plainPages } from "./publish/pages.js";

/** @typedef {import("./publish/pages.js").Html} Html */

/** @type {(data: any, say: (name: string) => string, topics: Map<string, string>, html: Html) => string} of publish/pages.js */
export const firstView = beginning;

/**
 * Writes r/*.html, feed.xml and, where the site has an address, sitemap.xml into `out`.
 * @param {any} data the export @param {string} out
 * @param {string} site the address the folder will have, ending in "/"; "": addresses are relative,
 *   which readers of feeds and pages resolve and search engines do not
 * @param {Html} html
 */
export function writeStaticPages(data, out, site, html) {
  for (const [name, text] of plainPages(data, html, { address: site })) {
    mkdirSync(dirname(join(out, name)), { recursive: true });
    writeFileSync(join(out, name), text);
  }
}
