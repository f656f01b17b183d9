// Names under which a site keeps things on the device: those of two sites of one host differ. A site on a host is its
// folder; a file on disk, which has no address that lasts, is its title.
import { ROOT } from "./site-root.js";

/** Where no site says otherwise (index.html), and the library that the default build shows (corpus/site.yml). */
const UNNAMED = ["סקירה", "ספריית סקירה (Skira)"];

/** Whether a site shows the library that the default build has. @param {string | undefined} name of the site */
export const isOurLibrary = (name) => name !== undefined && UNNAMED.includes(name);

/** As the page was published: the program changes it. */
const title = document.title;

/** @returns {string} "" for the root of a host, and for a file without a title of its own */
function site() {
  if (location.protocol === "file:") return UNNAMED.includes(title) ? "" : title;
  const folder = new URL(ROOT).pathname;
  return folder === "/" ? "" : folder;
}

/** The name, of this site. @param {string} name @returns {string} `name` itself where the site has the root */
export const siteKey = (name) => [name, site()].filter(Boolean).join(" ");
