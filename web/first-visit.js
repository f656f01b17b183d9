// Decides, before the page is first painted, whether it begins with the newest reviews as plain elements
// (static-pages.js, firstView). Only a first visit to the catalog does: who has been here has the program at hand, and
// perhaps another theme, language or order than those that the elements were written with.
{
  const root = document.documentElement;
  const asks = /^(src|theme|lang|host|share-\w+)$/;
  // As site-key.js names it.
  const folder = location.pathname.replace(/[^/]*$/, ""), here = folder === "/" ? "skira-here" : `skira-here ${folder}`;
  let first = false;
  try {
    first = window.parent === window && /^#?\/?$/.test(location.hash) &&
      ![...new URLSearchParams(location.search).keys()].some((name) => asks.test(name)) &&
      !matchMedia("(prefers-contrast: more), (forced-colors: active)").matches &&
      // main.js leaves the mark with the first frame; the worker comes sooner or later.
      localStorage.getItem(here) === null && !navigator.serviceWorker?.controller;
  } catch {
    // Who denies the question may have been here.
  }
  root.classList.toggle("no-first-view", !first);
  // Without its script the page is what it is without any: a document.
  window.addEventListener("error", ({ target, error }) => {
    if (!(target instanceof HTMLScriptElement) && !(error instanceof SyntaxError)) return;
    root.classList.remove("no-first-view");
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = "no-script.css";
    document.head.append(style);
  }, true);
}
