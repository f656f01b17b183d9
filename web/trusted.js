// What the page lets through: addresses of links, and the two places where a string becomes more
// than text. Where the browser has Trusted Types, the page's policy allows no other.

import { safeUrl } from "./safe-url.js";
import { ROOT } from "./site-root.js";

/** The address of a link, or null where it is none that we open. @param {string | undefined} href */
export const safeHref = (href) => href?.startsWith("#/") ? href : safeUrl(href ?? "");

const WORKERS = ["sw.js", "math-worker.js", "maker-worker.js", "publish-worker.js"];
/** The addresses of scripts that the single file carries, once they were asked for, by name. @type {Map<string, string>} */
const carried = new Map();
/** @param {string} name of a file beside the page */
const ownUrl = (name) => new URL(name, ROOT).href;

/**
 * @typedef {{createHTML(text: string): string, createScriptURL(url: string): string}} Policy
 */
const policy = /** @type {Policy | undefined} */ (
  /** @type {any} */ (globalThis).trustedTypes?.createPolicy("skira", {
    // For DOMParser with an XML type alone (formulas), whose result is filtered element by element.
    createHTML: (/** @type {string} */ text) => text,
    createScriptURL: (/** @type {string} */ url) => {
      if (![...carried.values()].includes(url) && !WORKERS.some((name) => url.replace(/\?v=[0-9a-f]+$/, "") === ownUrl(name))) throw new TypeError("no script of ours");
      return url;
    },
  }));

/** XML out of a text; scripts in it do not run. @param {string} text */
export const parseXml = (text) =>
  new DOMParser().parseFromString(policy?.createHTML(text) ?? text, "application/xml");

/** The address of the service worker. */
export const workerUrl = () => policy?.createScriptURL(ownUrl("sw.js")) ?? ownUrl("sw.js");

/**
 * The address of a worker's script.
 * @param {string} name @param {string} hosted its address beside the page
 * @param {Uint8Array<ArrayBuffer> | null} script where the single file carries it
 */
export function scriptUrl(name, hosted, script) {
  if (script && !carried.has(name)) carried.set(name, URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
  const url = carried.get(name) ?? hosted;
  return policy?.createScriptURL(url) ?? url;
}
