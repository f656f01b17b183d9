// <skira-reader src="…/reviews.json.gz" review="ID" theme="light|dark|sepia|auto" lang="he|en">: the
// reader inside any page. It runs in a frame, so that neither page reaches into the other's styles,
// scripts and keys, and several stand on one page. The frame is made when the element comes into
// sight; it fills its container, or is 640 px high where the container leaves the height open.
//
// Events: skira-ready; skira-open {id, title}; skira-error {message}. The messages between the frame
// and this element are drawn in embedded.js.

const PAGE = new URL("index.html", import.meta.url);
const EVENTS = ["ready", "open", "error"];
/** What the frame follows while it runs; another `src` is another frame. */
const FOLLOWED = ["review", "theme", "lang"];
// Layout rather than a fixed height: a host's own rule for skira-reader comes before these.
const STYLE = ":host { display: block; position: relative; height: 100%; contain: strict; " +
  "contain-intrinsic-height: 640px } " +
  "iframe { position: absolute; inset: 0; width: 100%; height: 100%; border: 0; color-scheme: normal }";

class SkiraReader extends HTMLElement {
  static observedAttributes = ["src", ...FOLLOWED];
  /** @type {HTMLIFrameElement | undefined} */
  #frame;
  #ready = false;
  /** The attributes that the frame has, as JSON. */
  #told = "";
  /** @type {IntersectionObserver | undefined} */
  #sight;

  connectedCallback() {
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    shadow.adoptedStyleSheets = [sheet];
    this.#sight = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) this.#show();
    }, { rootMargin: "100px" });
    this.#sight.observe(this);
  }

  disconnectedCallback() {
    this.#sight?.disconnect();
    this.#sight = undefined;
    window.removeEventListener("message", this.#hear);
    this.#frame?.remove();
    this.#frame = undefined;
  }

  /** Moved within the page by moveBefore(): the frame goes on running. */
  connectedMoveCallback() {}

  /** @param {string} name */
  attributeChangedCallback(name) {
    if (!this.#frame) return;
    if (name === "src") this.#show();
    else this.#tell();
  }

  /** Puts a frame in place, a new one for a new export. */
  #show() {
    this.#sight?.disconnect();
    this.#ready = false;
    this.#told = JSON.stringify(this.#asked());
    const frame = document.createElement("iframe");
    frame.title = this.getAttribute("lang") === "en" ? "Skira" : "סקירה";
    frame.allow = "clipboard-write; fullscreen";
    frame.src = this.#address();
    this.#frame = frame;
    window.addEventListener("message", this.#hear);
    this.shadowRoot?.replaceChildren(frame);
  }

  #hear = (/** @type {MessageEvent} */ event) => {
    // From our own page in our own frame, and of a shape that we know; anything else is not for us.
    if (!this.#frame || event.source !== this.#frame.contentWindow || event.origin !== PAGE.origin) return;
    const { skira, detail } = event.data ?? {};
    if (!EVENTS.includes(skira) || typeof detail !== "object" || detail === null) return;
    if (skira === "ready") {
      this.#ready = true;
      this.#tell();  // what changed while it started
    }
    this.dispatchEvent(new CustomEvent(`skira-${skira}`, { detail, bubbles: true, composed: true }));
  };

  /** Tells the frame of attributes that changed. */
  #tell() {
    const asked = this.#asked();
    const json = JSON.stringify(asked);
    if (!this.#ready || json === this.#told) return;
    const before = JSON.parse(this.#told);
    this.#told = json;
    const changes = Object.fromEntries(Object.entries(asked).filter(([name, value]) => before[name] !== value));
    this.#frame?.contentWindow?.postMessage({ skira: "set", detail: changes }, PAGE.origin);
  }

  /** The followed attributes; "" where there is none. @returns {Record<string, string>} */
  #asked() {
    return Object.fromEntries(FOLLOWED.map((name) => [name, this.getAttribute(name) ?? ""]));
  }

  #address() {
    const page = new URL(PAGE);
    const { review, theme, lang } = this.#asked();
    const src = this.getAttribute("src");
    page.searchParams.set("host", window.origin);
    if (src) page.searchParams.set("src", new URL(src, document.baseURI).href);
    if (theme) page.searchParams.set("theme", theme);
    if (lang) page.searchParams.set("lang", lang);
    if (review) page.hash = `#/r/${encodeURIComponent(review)}`;
    return page.href;
  }
}

// A page may well load this file twice.
if (!customElements.get("skira-reader")) customElements.define("skira-reader", SkiraReader);
