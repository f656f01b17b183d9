// The page inside another one's frame: what it tells its host, and what its host may ask of it.
//
//   host (embed.js) ──{skira: "set", detail: {theme?, lang?, review?}}──▶ this page
//   host ◀──{skira: "ready" | "open" | "error" | "height", detail}── this page
//
// The address names the host (?host=ORIGIN): messages go to that origin and are taken from the frame
// around this one and that origin alone. A plain frame without a name is told nothing and asks nothing.
// A host is told which review of the library is open and how high it is; of documents, searches and notes nothing.

/** What a host may ask, and the shape it has; empty: as without the attribute. @type {Record<string, RegExp>} */
const SHAPES = {
  theme: /^(?:auto|light|dark|sepia|contrast|)$/,
  lang: /^(?:he|en|)$/,
  review: /^[^\u0000-\u001f]{0,200}$/u,
};

/** @param {unknown} value @returns {value is Record<string, unknown>} */
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * What of a message is a request of the known shape; null where it is none.
 * @param {unknown} data @returns {{theme?: string, lang?: string, review?: string} | null}
 */
function requestIn(data) {
  if (!isObject(data) || data.skira !== "set" || !isObject(data.detail)) return null;
  const wishes = Object.entries(data.detail);
  const known = wishes.every(([name, value]) =>
    Object.hasOwn(SHAPES, name) && typeof value === "string" && SHAPES[name].test(value));
  return known ? Object.fromEntries(wishes) : null;
}

/** The host's origin out of what the address says; "" where there is none. @param {string | null} named */
function originOf(named) {
  if (window.parent === window || !named) return "";
  if (named === "null") return "null";  // a page from disk, or in a sandbox
  const origin = URL.canParse(named) ? new URL(named).origin : "";
  return origin === "null" ? "" : origin;
}

/** The id that an address names. @param {string} hash */
function decodedId(hash) {
  const id = /^#\/r\/([^?]*)/.exec(hash)?.[1] ?? "";
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

export class Host {
  #origin;
  #review = "";
  #missing = "";
  #height = 0;
  /** Whether the reader is without its graphics context because nobody sees it. */
  hasGivenBack = () => false;

  /** @param {string | null} named the address's ?host= */
  constructor(named) {
    this.#origin = originOf(named);
    // A frame that is taken away gives its graphics context back at once: browsers allow a page few.
    window.addEventListener("pagehide", ({ persisted }) => {
      const canvas = /** @type {HTMLCanvasElement | null} */ (document.getElementById("canvas"));
      if (!persisted && this.isFrame) canvas?.getContext("webgl2")?.getExtension("WEBGL_lose_context")?.loseContext();
    });
  }

  get isFrame() {
    return window.parent !== window;
  }

  /** @param {"ready" | "open" | "error" | "height"} what @param {object} detail */
  tell(what, detail) {
    if (!this.#origin) return;
    window.parent.postMessage({ skira: what, detail }, this.#origin === "null" ? "*" : this.#origin);
  }

  /**
   * Tells which review is open, if it is another one. A document of the user's own is no business of the page around.
   * @param {HTMLElement | null} article of the DOM layer @param {boolean} own whether it is of such a document
   */
  tellReview(article, own) {
    const id = own ? "" : article?.dataset.id ?? "";
    if (id === this.#review) return;
    this.#review = id;
    if (id) this.tell("open", { id, title: article?.querySelector("h1")?.textContent ?? "" });
  }

  /** Tells of an address that names no review, once. @param {boolean} missing */
  tellMissing(missing) {
    const id = missing ? decodedId(location.hash) : "";
    if (id !== this.#missing && id) this.tell("error", { message: `there is no review "${id}"` });
    this.#missing = id;
  }

  /** Tells how high what is shown would like to be, CSS px, where that changed. @param {HTMLElement} root the layer */
  tellHeight(root) {
    if (!this.#origin) return;
    const article = root.querySelector("article.scroll");
    const panes = article ? [article] : [...root.querySelectorAll(".scroll")];
    const lengthOf = (/** @type {Element} */ pane) => parseFloat(/** @type {HTMLElement | null} */ (pane.querySelector(":scope > .spacer"))?.style.height ?? "0");
    const height = Math.ceil(Math.max(...panes.map((pane) => pane.getBoundingClientRect().top + lengthOf(pane)), 0));
    if (height === this.#height || height === 0) return;
    this.#height = height;
    this.tell("height", { height });
  }

  /**
   * Out of sight the reader has no graphics context: browsers allow a page few, and take them from whoever has
   * theirs longest, in sight or not. @param {HTMLCanvasElement} canvas
   */
  followSight(canvas) {
    const context = this.isFrame ? canvas.getContext("webgl2") : null;
    const extension = context?.getExtension("WEBGL_lose_context");
    if (!context || !extension) return;
    let seen = true, given = false, heard = false;
    this.hasGivenBack = () => given;
    // A context can be asked for again once the page has heard that it is lost, not before.
    const settle = () => {
      if (!seen && !given && !context.isContextLost()) {
        given = true;
        extension.loseContext();
      } else if (seen && given && heard) {
        extension.restoreContext();
      }
    };
    canvas.addEventListener("webglcontextlost", () => {
      heard = true;
      setTimeout(settle);
    });
    canvas.addEventListener("webglcontextrestored", () => {
      given = heard = false;
      setTimeout(settle);
    });
    new IntersectionObserver((entries) => {
      seen = entries[entries.length - 1].isIntersecting;
      settle();
    }).observe(canvas);
  }

  /**
   * @param {(wishes: {theme?: string, lang?: string}) => void} ask
   * @param {(hash: string) => void} go
   */
  follow(ask, go) {
    if (!this.#origin) return;
    window.addEventListener("message", (event) => {
      if (event.source !== window.parent || event.origin !== this.#origin) return;
      const request = requestIn(event.data);
      if (!request) return;
      const { review, ...wishes } = request;
      ask(wishes);
      if (review !== undefined) go(review ? `#/r/${encodeURIComponent(review)}` : "#/");
    });
  }
}
