// Starts the page: checks what the browser can do, gets the files, runs the program, and keeps the
// page and the program in step (route, size, theme, scrolling).
import { readAsset, unpackFonts } from "./assets.js";
import { PANES, startCore } from "./core.js";
import { DomLayer } from "./dom-layer.js";
import { SkiraError, showError } from "./notice.js";

performance.mark("skira-start");

const CSS_FAMILIES = { serif: "Skira Serif", sans: "Skira Sans", mono: "Skira Mono" };
const options = new URLSearchParams(location.search);

/** Tells the page that embeds this one, if any. @param {string} type @param {object} detail */
function tellParent(type, detail) {
  if (window.parent !== window) window.parent.postMessage({ skira: type, detail }, "*");
}

function checkBrowser() {
  if (typeof WebAssembly !== "object") throw new SkiraError("webassembly", "");
  if (typeof DecompressionStream !== "function") throw new SkiraError("old-browser", "");
  const gl = document.createElement("canvas").getContext("webgl2");
  if (!gl) throw new SkiraError("webgl", "");
  gl.getExtension("WEBGL_lose_context")?.loseContext();
}

/** The DOM layer measures with the same fonts as the canvas. @param {import("./assets.js").Font[]} fonts */
async function addPageFonts(fonts) {
  await Promise.all(fonts.map(async ({ family, weight, bytes }) => {
    const face = new FontFace(CSS_FAMILIES[family], bytes, { weight: String(weight) });
    document.fonts.add(await face.load());
  }));
}

/** @param {import("./core.js").Core} core @param {HTMLCanvasElement} canvas */
function followSize(core, canvas) {
  const resize = () => {
    const ratio = window.devicePixelRatio || 1;
    const { width, height } = canvas.getBoundingClientRect();
    canvas.width = Math.max(1, Math.round(width * ratio));
    canvas.height = Math.max(1, Math.round(height * ratio));
    core.resize(width, height, ratio);
  };
  new ResizeObserver(resize).observe(canvas);
  // Zoom changes the ratio and not always the size.
  const watchRatio = () => {
    matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`)
      .addEventListener("change", () => { resize(); watchRatio(); }, { once: true });
  };
  watchRatio();
  resize();
}

/** @param {import("./core.js").Core} core */
function followTheme(core) {
  const wanted = options.get("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const contrast = matchMedia("(prefers-contrast: more)");
  const ofSystem = () => contrast.matches ? "contrast" : system.matches ? "dark" : "light";
  const apply = () => core.setTheme(wanted && wanted !== "auto" ? wanted : ofSystem());
  system.addEventListener("change", apply);
  contrast.addEventListener("change", apply);
  apply();
}

/** Keys scroll the pane that is read even when nothing has the focus. @param {DomLayer} layer */
function followKeys(layer) {
  const keys = ["ArrowDown", "ArrowUp", "PageDown", "PageUp", "Home", "End", " "];
  document.addEventListener("keydown", (event) => {
    if (!keys.includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.activeElement && document.activeElement !== document.body) return;
    const pane = layer.scroller("review") ?? layer.scroller("catalog");
    if (!pane) return;
    event.preventDefault();
    const page = pane.clientHeight * 0.9;
    const by = { ArrowDown: 60, ArrowUp: -60, PageDown: page, PageUp: -page, " ": event.shiftKey ? -page : page,
      Home: -pane.scrollHeight, End: pane.scrollHeight }[event.key];
    pane.scrollBy({ top: by, behavior: "instant" });
  });
}

async function start() {
  checkBrowser();
  const source = options.get("src") ?? "reviews.json.gz";
  const [wasm, fontPack, reviews] = await Promise.all(
    [readAsset("skira.wasm"), readAsset("fonts.bin.gz"), readAsset(source)]);

  const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById("canvas"));
  const root = /** @type {HTMLElement} */ (document.getElementById("layer"));
  let loaded = false;
  const layer = new DomLayer(root, (pane, top) =>
    core.scroll(pane === "catalog" ? PANES.catalog : PANES.review, top),
  (block, left) => core.scrollBlock(block, left));
  const core = await startCore(wasm, {
    publishTwins: (json) => {
      layer.update(JSON.parse(json));
      const title = layer.scroller("review")?.querySelector("h1")?.textContent;
      document.title = title ? `${title} · סקירה` : "סקירה";
    },
    scrollReview: (top) => layer.scroller("review")?.scrollTo({ top, behavior: "instant" }),
    afterFrame: () => {
      if (!loaded || performance.getEntriesByName("skira-first-text").length) return;
      performance.mark("skira-first-text");
      performance.mark("skira-interactive");
    },
  });

  const fonts = unpackFonts(fontPack);
  for (const font of fonts) {
    if (!core.addFont(font)) throw new SkiraError("network", `fonts.bin.gz: ${font.file} is no font`);
  }
  await addPageFonts(fonts);
  core.setLanguage(options.get("lang") === "en" ? "en" : "he");
  followTheme(core);
  followKeys(layer);
  const route = () => {
    core.navigate(location.hash);
    const id = /^#\/r\/([^?]+)/.exec(location.hash)?.[1];
    if (id) requestAnimationFrame(() => tellParent("open", { id, title: document.title }));
  };
  window.addEventListener("hashchange", route);
  root.addEventListener("pointermove", (event) => core.movePointer(event.clientX, event.clientY));
  root.addEventListener("pointerleave", () => core.movePointer(-1, -1));
  canvas.addEventListener("webglcontextlost", (event) => event.preventDefault());
  canvas.addEventListener("webglcontextrestored", () => core.contextRestored());

  const reason = core.load(reviews);
  if (reason) throw new SkiraError("export", `${source}: ${reason}`);
  loaded = true;
  route();
  followSize(core, canvas);
  Object.assign(globalThis, {
    skira: {
      stats: () => core.stats(),
      /** @param {unknown} query @param {number} [limit] */
      search: (query, limit = 10) => core.search(String(query), limit),
    },
  });
  tellParent("ready", {});
}

start().catch((error) => {
  showError(error);
  tellParent("error", { message: error instanceof Error ? error.message : String(error) });
});
