// The first script of a review's page, before anything is painted: the look that the reader has chosen, out of the
// record that main.js keeps, and whether the app starts around the text. The class "starting" gives its bars and panes
// their room (pages.css).
{
  const root = document.documentElement;
  // A place of the app, which a link of it has opened here.
  if (location.hash.startsWith("#/")) location.replace(`../${location.hash}`);
  // As site-key.js names it.
  const folder = new URL("../", location.href).pathname, name = folder === "/" ? "skira-look" : `skira-look ${folder}`;
  try {
    const { colours, dark, system, dir, text } = JSON.parse(localStorage.getItem(name) || "");
    // A system that was light may be dark by now: then the page's own colours are right.
    if (!system || dark === matchMedia("(prefers-color-scheme: dark)").matches) {
      for (const colour of Object.keys(colours)) root.style.setProperty(`--skira-${colour}`, colours[colour]);
      root.style.colorScheme = dark ? "dark" : "light";
    }
    for (const measure of Object.keys(text)) root.style.setProperty(`--${measure}`, text[measure]);
    root.dir = dir;
  } catch {
    // Nobody has been here, or nothing is kept: the look is the system's.
  }
  const able = window.parent === window && typeof WebAssembly === "object" && !matchMedia("(forced-colors: active)").matches;
  root.classList.toggle("starting", able);
  // What does not come takes nothing away: the page is what it is without any script.
  window.addEventListener("error", ({ target, error }) => {
    if (target instanceof HTMLScriptElement || error instanceof SyntaxError) root.classList.remove("starting");
  }, true);
}
