// <skira-reader src="…/reviews.json.gz" review="ID" library theme="light|dark|sepia|contrast|auto" lang="he|en" height="auto">:
// the reader inside any page: a review by itself, or with `library` (or without a review) the whole library. It runs in a frame, so that neither page reaches into the other's styles,
// scripts and keys, and several stand on one page. The frame is made when the element comes into
// sight; it fills its container, or is 640 px high where the container leaves the height open; with
// height="auto" it is as high as what it shows, from 320 to 4,000 px.
//
// Events: skira-ready; skira-open {id, title}; skira-error {message}. A reader that has said nothing
// for 10 s gives a skira-error and a link in its place. The messages between the frame and this element
// are drawn in embedded.js.

const PAGE = new URL("index.html", import.meta.url);
const EVENTS = ["ready", "open", "error", "height"];
/** What the frame follows while it runs, and what it may be (embedded.js); another `src` is another frame. @type {Record<string, RegExp>} */
const SHAPES = { review: /^[^\u0000-\u001f]{0,200}$/u, theme: /^(?:auto|light|dark|sepia|contrast|)$/, lang: /^(?:he|en|)$/ };
const FOLLOWED = Object.keys(SHAPES);
// Layout rather than a fixed height: a host's own rule for skira-reader comes before these.
const STYLE = ":host { display: block; position: relative; height: 100%; contain: strict; " +
  "contain-intrinsic-height: 640px } " +
  "iframe { position: absolute; inset: 0; width: 100%; height: 100%; border: 0; color-scheme: normal } " +
  "p { margin: 0; padding: 1em; font: 16px/1.5 sans-serif; position: relative; background: Canvas; color: CanvasText }";
const PATIENCE = 10_000;  // ms until a frame that says nothing is said not to come
const LEAST = 320, MOST = 4000;  // px of height="auto"

class SkiraReader extends HTMLElement {
  static observedAttributes = ["src", "height", ...FOLLOWED];
  /** @type {HTMLIFrameElement | undefined} */
  #frame;
  #ready = false;
  /** The attributes that the frame has, as JSON. */
  #told = "";
  /** @type {IntersectionObserver | undefined} */
  #sight;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #patience;
  /** What the frame shows would like to be so high, px; 0: not known. */
  #height = 0;

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
    clearTimeout(this.#patience);
    window.removeEventListener("message", this.#hear);
    this.#frame?.remove();
    this.#frame = undefined;
  }

  /** Moved within the page by moveBefore(): the frame goes on running. */
  connectedMoveCallback() {}

  /** @param {string} name */
  attributeChangedCallback(name) {
    if (!this.#frame) return;
    this.#check(name);
    if (name === "src") this.#show();
    else if (name === "height") this.#size();
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
    this.#frame = frame;
    clearTimeout(this.#patience);
    const address = this.#address();
    if (!address) {
      this.shadowRoot?.replaceChildren();
      this.#fail(`src: this is no address: ${this.getAttribute("src")}`, PAGE.href);
      return;
    }
    FOLLOWED.forEach((name) => this.#check(name));
    frame.src = address;
    window.addEventListener("message", this.#hear);
    this.shadowRoot?.replaceChildren(frame);
    this.#patience = setTimeout(() => this.#fail("the reader did not come", address), PATIENCE);
  }

  /** Gives the error, and a link in the reader's place. @param {string} message @param {string} address */
  #fail(message, address) {
    const line = document.createElement("p"), link = document.createElement("a");
    link.href = address;
    link.textContent = this.getAttribute("lang") === "en" ? "The reviews did not load here. Open them in a page of their own" : "הסקירות לא נטענו כאן. לפתיחתן בדף משלהן";
    line.dir = "auto";
    line.append(link);
    this.shadowRoot?.prepend(line);
    this.#dispatch("error", { message });
  }

  /** @param {string} what @param {object} detail */
  #dispatch(what, detail) {
    this.dispatchEvent(new CustomEvent(`skira-${what}`, { detail, bubbles: true, composed: true }));
  }

  #hear = (/** @type {MessageEvent} */ event) => {
    // From our own page in our own frame, and of a shape that we know; anything else is not for us.
    if (!this.#frame || event.source !== this.#frame.contentWindow || event.origin !== PAGE.origin) return;
    const { skira, detail } = event.data ?? {};
    if (!EVENTS.includes(skira) || typeof detail !== "object" || detail === null) return;
    clearTimeout(this.#patience);
    this.shadowRoot?.querySelector("p")?.remove();
    if (skira === "height") {
      this.#height = Number(detail.height) || 0;
      this.#size();
      return;
    }
    if (skira === "ready") {
      this.#ready = true;
      this.#tell();  // what changed while it started
    }
    this.#dispatch(skira, detail);
  };

  /** As high as what is shown, where the host asks for it. */
  #size() {
    const auto = this.getAttribute("height") === "auto" && this.#height > 0;
    this.style.height = auto ? `${Math.min(Math.max(this.#height, LEAST), MOST)}px` : "";
  }

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

  /** An attribute's value, "" where there is none or it is none. @param {string} name */
  #valueOf(name) {
    const value = this.getAttribute(name) ?? "";
    return SHAPES[name].test(value) ? value : "";
  }

  /** Says that an attribute has a value that it cannot have. @param {string} name */
  #check(name) {
    const value = this.getAttribute(name) ?? "";
    if (SHAPES[name]?.test(value) === false) this.#dispatch("error", { message: `${name}: it cannot be "${value.slice(0, 60)}"` });
  }

  /** The followed attributes; "" where there is none. @returns {Record<string, string>} */
  #asked() {
    return Object.fromEntries(FOLLOWED.map((name) => [name, this.#valueOf(name)]));
  }

  /** Of the frame; null where `src` is no address. */
  #address() {
    const page = new URL(PAGE);
    const { review, theme, lang } = this.#asked();
    const src = this.getAttribute("src");
    if (src && !URL.canParse(src, document.baseURI)) return null;
    page.searchParams.set("host", window.origin);
    if (src) page.searchParams.set("src", new URL(src, document.baseURI).href);
    if (theme) page.searchParams.set("theme", theme);
    if (lang) page.searchParams.set("lang", lang);
    // A review by itself, unless the library around it is asked for.
    const alone = this.hasAttribute("library") ? "" : "?alone=1";
    if (review) page.hash = `#/r/${encodeURIComponent(review)}${alone}`;
    return page.href;
  }
}

// A page may well load this file twice.
if (!customElements.get("skira-reader")) customElements.define("skira-reader", SkiraReader);
