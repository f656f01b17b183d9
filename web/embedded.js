// The page inside another one's frame: what it tells its host, and what its host may ask of it.
//
//   host (embed.js) ──{skira: "set", detail: {theme?, lang?, review?}}──▶ this page
//   host ◀──{skira: "ready" | "open" | "error", detail}── this page
//
// The address names the host (?host=ORIGIN): messages go to that origin and are taken from the frame
// around this one and that origin alone. A plain frame without a name is told nothing and asks nothing.

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

export class Host {
  #origin;
  #review = "";

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

  /** @param {"ready" | "open" | "error"} what @param {object} detail */
  tell(what, detail) {
    if (!this.#origin) return;
    window.parent.postMessage({ skira: what, detail }, this.#origin === "null" ? "*" : this.#origin);
  }

  /** Tells which review is open, if it is another one. @param {HTMLElement | null} article of the DOM layer */
  tellReview(article) {
    const id = article?.dataset.id ?? "";
    if (id === this.#review) return;
    this.#review = id;
    if (id) this.tell("open", { id, title: article?.querySelector("h1")?.textContent ?? "" });
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
