// <skira-reader src="…/reviews.json.gz" review="ID" theme="light|dark|sepia|auto" lang="he|en">: the
// reader inside any page. It runs in a frame, so that neither page reaches into the other's styles
// and scripts, and several stand on one page.
//
// Events: skira-ready; skira-open {id, title}; skira-error {message}.

const PAGE = new URL("index.html", import.meta.url);
const EVENTS = ["ready", "open", "error"];

class SkiraReader extends HTMLElement {
  static observedAttributes = ["src", "review", "theme", "lang"];
  /** @type {HTMLIFrameElement | undefined} */
  #frame;
  #onMessage = (/** @type {MessageEvent} */ event) => {
    // From our own page in our own frame, and of a shape that we know; anything else is not for us.
    if (!this.#frame || event.source !== this.#frame.contentWindow || event.origin !== PAGE.origin) return;
    const { skira, detail } = event.data ?? {};
    if (!EVENTS.includes(skira) || typeof detail !== "object") return;
    this.dispatchEvent(new CustomEvent(`skira-${skira}`, { detail, bubbles: true }));
  };

  connectedCallback() {
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(":host { display: block; height: 640px } iframe { width: 100%; height: 100%; border: 0 }");
    shadow.adoptedStyleSheets = [sheet];
    this.#frame = document.createElement("iframe");
    this.#frame.title = "סקירה";
    this.#frame.loading = "lazy";  // not before it is near the visible part
    this.#frame.src = this.#address();
    shadow.replaceChildren(this.#frame);
    window.addEventListener("message", this.#onMessage);
  }

  disconnectedCallback() {
    window.removeEventListener("message", this.#onMessage);
    this.#frame?.remove();
    this.#frame = undefined;
  }

  attributeChangedCallback() {
    if (this.#frame) this.#frame.src = this.#address();
  }

  #address() {
    const page = new URL(PAGE);
    const src = this.getAttribute("src");
    const theme = this.getAttribute("theme");
    const lang = this.getAttribute("lang");
    const review = this.getAttribute("review");
    if (src) page.searchParams.set("src", new URL(src, document.baseURI).href);
    if (theme && theme !== "auto") page.searchParams.set("theme", theme);
    if (lang) page.searchParams.set("lang", lang);
    if (review) page.hash = `#/r/${review}`;
    return page.href;
  }
}

customElements.define("skira-reader", SkiraReader);
