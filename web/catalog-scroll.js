// Where the catalog's list was scrolled to, for the same tab when the page is loaded again.
import { routeHere } from "./addresses.js";

const KEY = "skira catalog scroll";

/** @returns {[route: string, top: number] | null} */
function kept() {
  try {
    const [route, top] = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    return typeof route === "string" && top > 0 ? [route, top] : null;
  } catch {  // storage that is refused keeps nothing
    return null;
  }
}

/**
 * Scrolls the list back where the page was reloaded or returned to, before it is drawn, and keeps its place from now on.
 * @param {(pane: "catalog", top: number) => void} scroll @param {import("./dom-layer.js").DomLayer} layer
 */
export function followCatalogScroll(scroll, layer) {
  const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  const [route, top] = kept() ?? [];
  if (top !== undefined && route === routeHere() && visit?.type !== "navigate") scroll("catalog", top);
  window.addEventListener("pagehide", () => {
    const list = layer.scroller("catalog");
    if (!list) return;
    try {
      sessionStorage.setItem(KEY, JSON.stringify([routeHere(), Math.round(list.scrollTop)]));
    } catch {}  // as above
  });
}
