// The addresses of the app's places. A place is a route (src/app/model/route.h, "#/r/adam?b=3"); where the site has pages
// beside the app, a review's address is its page (r/adam.html?b=3), and the others are hashes of the site's own.
import { idInAddress, pageAddress } from "./page-name.js";
import { ROOT } from "./site-root.js";

/** The review whose page this one began as, and its address; null for the site's own page. */
const landed = (() => {
  const id = /** @type {HTMLElement | null} */ (document.querySelector("[data-review]"))?.dataset.review;
  return id === undefined ? null : { id, path: location.pathname };
})();

/** What an address asks of the app that a page of a review cannot carry on. */
const WISHES = /^(?:theme|lang|host)$/;

const asked = [...new URLSearchParams(location.search).keys()];

/** Whether the site has pages: its feed is named where they are. */
export const hasPages = () => /^https?:$/.test(location.protocol) && !asked.includes("src") &&
  document.querySelector('link[type="application/atom+xml"]') !== null;

/** Whether the app goes to them. A frame keeps to its own address. */
export const goesToPages = () => hasPages() && window.parent === window && !asked.some((name) => WISHES.test(name));

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The address of a review's page. @param {string} route "#/r/adam?b=3" */
export function pageOf(route) {
  const [, id = "", query = ""] = /^#\/r\/([^?]*)(\?.*)?$/.exec(route) ?? [];
  return `${ROOT}r/${pageAddress(decoded(id))}${query}`;
}

/** The address of a route. @param {string} route @param {boolean} [page] whether it is of a review that has a page */
export function addressOf(route, page = false) {
  if (!goesToPages()) return new URL(route, location.href).href;
  return page ? pageOf(route) : new URL(route, ROOT).href;
}

/** The route of the present address. */
export function routeHere() {
  const { hash, pathname, search } = location;
  if (hash) return hash;
  // What places.js keeps with an address: not every one tells its review.
  const kept = /** @type {unknown} */ (history.state?.route);
  if (typeof kept === "string" && addressOf(kept, true) === location.href) return kept;
  if (landed?.path === pathname) return `#/r/${idInAddress(landed.id)}${search}`;
  const pages = `${new URL(ROOT).pathname}r/`;
  const [, name] = pathname.startsWith(pages) ? /^([^/]+)\.html$/.exec(pathname.slice(pages.length)) ?? [] : [];
  return name ? `#/r/${name}${search}` : "#/";
}
