// Starts the page: checks what the browser can do, gets the files, runs the program, and keeps the
// page and the program in step (route, size, theme, scrolling).
import { loadAgain } from "./again.js";
import { routeHere } from "./addresses.js";
import { readAsset, unpackFonts } from "./assets.js";
import { Pane } from "#wire";
import { followCatalogScroll } from "./catalog-scroll.js";
import { compileCore, drawingContext, startCore } from "./core.js";
import { DomLayer } from "./dom-layer.js";
import { Documents, sharedRoute } from "./documents.js";
import { DocumentStore } from "./document-store.js";
import { performer } from "./effects.js";
import { followEditing } from "./editor.js";
import { Host } from "./embedded.js";
import { setFormulas } from "./formulas.js";
import { followGestures } from "./gestures.js";
import { followKeys } from "./keys.js";
import { Versions } from "./offline.js";
import { Overrides } from "./overrides.js";
import { followPictureGestures } from "./picture-gestures.js";
import { followPublishing } from "./publishing.js";
import { Pictures } from "./pictures.js";
import { Places } from "./places.js";
import { PlainReader } from "./plain.js";
import { followInsets } from "./screen.js";
import { siteKey } from "./site-key.js";
import { SkiraError, showError } from "./notice.js";
import { followSelection } from "./selection.js";
import { Reminders } from "./reminders.js";
import { Shards } from "./shards.js";
import { Speech } from "./speech.js";
import { Storage, chooseBackup } from "./storage.js";
import { TextFirst } from "./text-first.js";

performance.mark("skira-start");
// Text that was asked for stands there already, as elements.
if (document.querySelector("#page, html:not(.no-first-view) #first-view")) performance.mark("skira-text");

const CSS_FAMILIES = { serif: "Skira Serif", sans: "Skira Sans", mono: "Skira Mono" };
const options = new URLSearchParams(location.search);

const host = new Host(options.get("host"));
// Scrolled to its end, a frame gives the scroll on to the page around it.
document.documentElement.classList.toggle("framed", host.isFrame);
/** What the address and the host ask for, above what the reader keeps. */
const asked = { theme: options.get("theme") ?? "", lang: options.get("lang") ?? "" };

function checkBrowser() {
  if (typeof WebAssembly !== "object") throw new SkiraError("webassembly", "");
  if (typeof DecompressionStream !== "function") throw new SkiraError("old-browser", "");
}

/** The DOM layer measures with the same fonts as the canvas. @param {import("./assets.js").Font[]} fonts */
async function addPageFonts(fonts) {
  await Promise.all(fonts.map(async ({ family, weight, bytes }) => {
    const face = new FontFace(CSS_FAMILIES[family], bytes, { weight: String(weight) });
    document.fonts.add(await face.load());
  }));
}

/**
 * Makes the canvas as large as its place, pixel for pixel: text is sharp only where the browser does not
 * scale the picture. Gives the ratio of its pixels to the place's.
 * @param {HTMLCanvasElement} canvas
 * @param {{inlineSize: number, blockSize: number}} [pixels] the device pixels that the canvas covers
 */
function fit(canvas, pixels) {
  const ratio = window.devicePixelRatio || 1;
  const { width, height } = canvas.getBoundingClientRect();
  // What the browser tells is not to be had everywhere, and is wrong under an emulated ratio.
  const whole = (/** @type {number} */ length, /** @type {number | undefined} */ told) =>
    Math.max(1, told !== undefined && Math.abs(told - length * ratio) < 1 ? told : Math.round(length * ratio));
  const [across, down] = [whole(width, pixels?.inlineSize), whole(height, pixels?.blockSize)];
  // Each change makes the context's buffers anew.
  if (canvas.width !== across) canvas.width = across;
  if (canvas.height !== down) canvas.height = down;
  return ratio;
}

/**
 * Keeps the canvas fitted and the program told of its size.
 * @param {import("./core.js").Core} core @param {HTMLCanvasElement} canvas @param {PlainReader} plain
 */
function followSize(core, canvas, plain) {
  /** @param {{inlineSize: number, blockSize: number}} [pixels] */
  const resize = (pixels) => {
    if (plain.on) return core.resize(plain.size().width, plain.size().height, 1);
    const ratio = fit(canvas, pixels);
    core.resize(canvas.width / ratio, canvas.height / ratio, ratio);
  };
  const observer = new ResizeObserver(([entry]) => resize(entry.devicePixelContentBoxSize?.[0]));
  try {
    observer.observe(canvas, { box: "device-pixel-content-box" });
  } catch {
    observer.observe(canvas);
  }
  // Zoom changes the ratio and not always the size.
  const watchRatio = () => {
    const ratio = window.devicePixelRatio || 1;
    matchMedia(`(min-resolution: ${ratio + 0.001}dppx), (max-resolution: ${ratio - 0.001}dppx)`)
      .addEventListener("change", () => { resize(); watchRatio(); }, { once: true });
  };
  watchRatio();
  plain.whenChanged(resize);
  resize();
}

/**
 * Tells the program what the system tells of itself.
 * @param {import("./core.js").Core} core @param {PlainReader} plain
 * @returns {(hebrew: boolean) => void} to be told whether the keyboard's layout is the Hebrew one, which only keys tell
 */
function followSystem(core, plain) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const contrast = matchMedia("(prefers-contrast: more)");
  const stillness = matchMedia("(prefers-reduced-motion: reduce)");
  const coarse = matchMedia("(pointer: coarse)");
  let hebrewKeys = false;
  const tell = () => core.setSystem(dark.matches, contrast.matches, stillness.matches, coarse.matches, navigator.onLine, plain.on, hebrewKeys);
  for (const query of [dark, contrast, stillness, coarse]) query.addEventListener("change", tell);
  for (const event of ["online", "offline"]) window.addEventListener(event, tell);
  plain.whenChanged(tell);
  tell();
  return (hebrew) => {
    hebrewKeys = hebrew;
    tell();
  };
}

/** Gives the page itself the program's colours, language and direction. @param {HTMLElement} root @param {string} json */
function wearLook(root, json) {
  const { theme, dark, system, lang, dir, colours, text } = JSON.parse(json);
  const html = document.documentElement;
  html.lang = root.lang = lang;
  html.dir = root.dir = dir;
  html.dataset.theme = theme;
  html.style.colorScheme = dark ? "dark" : "light";
  for (const [name, colour] of Object.entries(colours)) html.style.setProperty(`--skira-${name}`, colour);
  // The next page that begins with its text has the same look (entrance.js); what an address asks for is of this one alone.
  if (asked.theme || asked.lang || host.isFrame) return;
  try {
    localStorage.setItem(siteKey("skira-look"), JSON.stringify({ colours, dark, system, dir, text }));
  } catch {
    // Where nothing is kept it begins with the system's.
  }
}

/** Gives what starts the work that waits for idle time, done slice by slice. @param {import("./core.js").Core} core */
function workWhenIdle(core) {
  // Frames that follow each other leave no idle time: some is taken all the same.
  const soon = (/** @type {() => void} */ run) =>
    window.requestIdleCallback?.(run, { timeout: 50 }) ?? setTimeout(run, 4);
  let waiting = false;
  const slice = () => {
    waiting = core.work();
    if (waiting) soon(slice);
  };
  return () => {
    if (waiting) return;
    waiting = true;
    soon(slice);
  };
}

/**
 * Hands over what the device keeps, before the first frame where it is at hand in time.
 * @param {import("./core.js").Core} core @param {Storage} storage
 */
async function restore(core, storage) {
  const ask = () => core.ask(asked.theme, asked.lang);
  await Promise.race([storage.loaded, new Promise((resolve) => { setTimeout(resolve, 50); })]);
  storage.attach({
    restore: (key, json, merge) => {
      core.restore(key, json, merge);
      if (key === "settings") ask();
    },
    keeping: (keeping) => core.setStorageStatus(keeping),
    kept: (number) => core.kept(number),
  });
  ask();
}

/** What another application shared becomes the place where one is. */
function takeShared() {
  const address = new URL(location.href);
  const route = sharedRoute(address.searchParams);
  if (!route) return;
  for (const name of ["share-title", "share-text", "share-url"]) address.searchParams.delete(name);
  address.hash = route;
  history.replaceState(history.state, "", address);
}

/** The newest reviews as elements, which a first visit begins with (first-visit.js), have had their time. */
function endFirstView() {
  const view = document.getElementById("first-view");
  const focused = [...view?.querySelectorAll("ol a") ?? []].findIndex((link) => link === document.activeElement);
  view?.remove();
  // Whoever went along the rows with the keyboard is where they were.
  if (focused < 0) return;
  const rows = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-id=catalog-list] a"));
  rows[focused]?.focus({ preventScroll: true });
}

/** The next visit has its program at hand: it begins without. */
function markVisit() {
  try {
    localStorage.setItem(siteKey("skira-here"), "1");
  } catch {
    // A browser that keeps nothing asks again.
  }
}

async function start() {
  const text = TextFirst.ofPage();
  if (text && !text.starting) return;
  await text?.read();
  checkBrowser();
  const source = options.get("src") ?? document.querySelector("meta[name=skira-library]")?.getAttribute("content") ?? "reviews.json.gz";
  const fontPack = readAsset("fonts.bin.gz").then(unpackFonts);
  const files = Promise.all([compileCore(), fontPack, readAsset(source), fontPack.then(addPageFonts)]);
  const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById("canvas"));
  fit(canvas);
  const gl = drawingContext(canvas);
  const plain = new PlainReader(gl !== null);
  canvas.addEventListener("webglcontextlost", (event) => {
    event.preventDefault();
    // Among more readers in sight than the browser has contexts the plain one stands in.
    setTimeout(() => {
      if (host.isFrame && !host.hasGivenBack() && gl?.isContextLost()) plain.setDrawn(false);
    }, 500);
  });
  canvas.addEventListener("webglcontextrestored", () => plain.setDrawn(gl !== null));
  const pictures = new Pictures(source);
  const storage = new Storage();
  const [program, fonts, reviews] = await files;

  const root = /** @type {HTMLElement} */ (document.getElementById("layer"));
  let loaded = false, begun = false;
  const paneNamed = (/** @type {string} */ wanted) => Pane.find((name) => name === wanted) ?? "page";
  const layer = new DomLayer(root, {
    scroll: (pane, top) => core.scroll(paneNamed(pane), top),
    scrollBlock: (pane, block, left) => core.scrollBlock(paneNamed(pane), block, left),
    press: (handle) => core.press(handle),
    edit: (handle, value) => core.edit(handle, value),
    picture: (image, file) => pictures.follow(image, file),
  });
  const overrides = new Overrides(root, (on) => plain.setOverridden(on));
  const versions = new Versions((what) => core.tell(what));
  const reminders = new Reminders((what) => core.tell(what));
  storage.remind(reminders);
  const places = new Places();
  const speech = new Speech((outcome, number) => core.tellSpeech(outcome, number));
  const live = /** @type {HTMLElement} */ (document.getElementById("live"));
  // As the page was published; a review's page has its title, too.
  const siteName = document.querySelector("meta[property='og:site_name']")?.getAttribute("content") ?? document.title;
  const core = await startCore(program, {
    publishSemantics: (json) => {
      layer.update(JSON.parse(json));
      overrides.forget();
      const article = layer.section("review")?.querySelector("article") ?? null;
      const title = article?.querySelector("h1")?.textContent;
      const named = title ? `${title} · ${siteName}` : siteName;
      if (document.title !== named) document.title = named;
      host.tellMissing(loaded && host.isFrame && core.lacksReview());
      host.tellHeight(root);
      host.tellReview(article, article !== null && core.opensOwn());
    },
    publishLook: (json) => wearLook(root, json),
    effect: performer({ layer, places, storage, reminders, versions, speech, pictures, core: () => core, documents: () => documents, shards: () => shards,
      announce: (text) => { live.textContent = text; },
      tell: (what) => core.tell(what),
      endNotice: (number) => core.endNotice(number),
      chooseBackup: () => chooseBackup((name, text) => core.restoreBackup(name, text), () => core.tell("file_unreadable")),
      work: () => { if (begun) work(); } }),
    afterFrame: () => {
      if (!loaded || performance.getEntriesByName("skira-first-text").length) return;
      if (text && !text.handOver(root, () => core.requestFrame())) return;
      endFirstView();
      if (!performance.getEntriesByName("skira-text").length) performance.mark("skira-text");
      performance.mark("skira-first-text");
      performance.mark("skira-interactive");
      setTimeout(() => {
        overrides.measure();
        if (!host.isFrame) markVisit();
        if (!core.draws()) showError(new SkiraError("webgl", "the WebGL 2 context refuses the program's shaders"));
        begin();
      });
    },
  }, gl);
  canvas.addEventListener("webglcontextrestored", () => core.contextRestored());
  host.followSight(canvas);

  const work = workWhenIdle(core);
  // The first text comes before all that can wait.
  const begin = () => {
    begun = true;
    work();
  };
  const shards = new Shards(core);
  shards.from(source);
  for (const font of fonts) {
    if (!core.addFont(font.bytes, font.family, font.weight)) throw new SkiraError("network", `fonts.bin.gz: ${font.file} is no font`);
  }
  await restore(core, storage);
  followKeys(core, layer, followSystem(core, plain));
  followSelection(core, root, pictures);
  followGestures(root, core);
  followPictureGestures(root, (handle, gesture) => core.edit(handle, gesture));
  window.addEventListener("beforeprint", () => { pictures.showAll(root); });
  followInsets(core);
  const navigate = (/** @type {string} */ hash) => core.navigate(hash);
  places.follow(root, { navigate, closeDialog: () => core.closeDialog() });
  // A press beside a dialog falls through to the canvas.
  canvas.addEventListener("click", () => { if (layer.hasDialog()) core.closeDialog(); });
  root.addEventListener("pointermove", (event) => {
    const { left, top } = canvas.getBoundingClientRect();  // not the window's corner while a document is corrected
    core.movePointer(event.clientX - left, event.clientY - top);
  });
  root.addEventListener("pointerleave", () => core.movePointer(-1, -1));

  const reason = core.load(reviews);
  if (reason) throw new SkiraError("export", `${source}: ${reason}`);
  loaded = true;
  takeShared();
  navigate(routeHere());
  if (!host.isFrame) followCatalogScroll((pane, top) => core.scroll(pane, top), layer);
  followSize(core, canvas, plain);
  plain.followScroll(root, (pane, top) => core.scroll(pane, top));
  // A page that nobody looks at draws no frame: its search is made ready all the same.
  setTimeout(begin, 1000);
  const serif = /** @type {import("./assets.js").Font} */ (fonts.find(({ family }) => family === "serif"));
  const documents = new Documents(core, new DocumentStore((what) => core.tell(what), () => storage.askToPersist()),
    { work, formulas: (json) => setFormulas(json, serif.bytes, (math) => core.addFormulas(math)), pictures });
  documents.follow();
  const announce = (/** @type {string} */ text) => { live.textContent = text; };
  followEditing(documents, announce);
  followPublishing({
    // A library in shards is too large to be taken along.
    documents: () => new DocumentStore(() => {}, () => {}).all(), library: document.querySelector("meta[name=skira-library]") ? null : source,
    font: serif.bytes, announce,
  });
  // A visitor of another page has not asked for this one to be kept, nor for what is kept elsewhere.
  if (!host.isFrame) {
    versions.follow();
    setTimeout(() => reminders.begin(), 5000);
    // After the first frame: what the library has comes first.
    requestAnimationFrame(() => setTimeout(() => documents.restore()));
  }
  Object.assign(globalThis, {
    skira: {
      stats: () => core.stats(),
      /** @param {unknown} query @param {number} [limit] */
      search: (query, limit = 10) => core.search(String(query), limit),
      /** For measuring: lays the open review out in a column of other width. @param {number} width CSS px */
      reflow: (width) => core.reflow(width),
      /** For measuring: where the open review's runs are drawn. */
      runs: () => core.runs(),
    },
  });
  host.follow(({ theme, lang }) => {
    if (theme !== undefined) asked.theme = theme || "auto";
    if (lang !== undefined) asked.lang = lang || "he";
    core.ask(asked.theme, asked.lang);
  }, (hash) => {
    if (location.hash !== hash) location.replace(hash);  // the host's history stays the host's
  });
  host.tell("ready", {});
}

start().catch(async (error) => {
  if (error instanceof SkiraError && error.fault === "file" && await loadAgain()) return;
  endFirstView();
  if (TextFirst.stays()) return console.warn(error);  // the page is a document without the app
  showError(error);
  host.tell("error", { message: error instanceof Error ? error.message : String(error) });
});
