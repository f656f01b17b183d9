// Writes the plain pages of an export (publish/pages.js) into a folder.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { firstView as beginning, plainPages } from "./publish/pages.js";

/** @typedef {import("./publish/pages.js").Html} Html */

/** @param {string} name @returns {any} */
const table = (name) => JSON.parse(readFileSync(new URL(`../assets/${name}`, import.meta.url), "utf8"));

/** The words of the interface, out of the tables of the repository. @returns {import("./publish/pages.js").Words} */
export const readWords = () => ({ strings: table("strings.json"), topics: table("topics.json") });

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
  for (const [name, text] of plainPages(data, html, readWords(), { address: site })) {
    mkdirSync(dirname(join(out, name)), { recursive: true });
    writeFileSync(join(out, name), text);
  }
}
