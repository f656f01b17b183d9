// The plain reader: the DOM layer itself as the page, where there is no canvas to look at (no WebGL 2),
// where a canvas could not follow (forced colours, other text sizes or spacing, translation: overrides.js), or where
// zoom has left no room for its bars. The program then lays everything out for one
// narrow pane, and the layer's elements flow as a document's do (skira.css, .plain).

// What the program is told to lay out for: one pane at a time.
const WIDTH = 480, HEIGHT = 900;

/** Whether the layer is the page at the moment. */
export const isPlain = () => document.documentElement.classList.contains("plain");

export class PlainReader {
  // A desktop's window of 1280 by 1024 at 400 %: fingers have the keyboard on the screen instead.
  #asked = [matchMedia("(forced-colors: active)"),
    ...window.parent === window ? [matchMedia("(max-width: 400px) and (max-height: 340px) and (pointer: fine)")] : []];
  #drawn;
  #overridden = false;
  /** @type {(() => void)[]} */
  #acts = [];

  /** @param {boolean} drawn whether the program draws on a canvas at all */
  constructor(drawn) {
    this.#drawn = drawn;
    document.documentElement.classList.toggle("plain", this.on);
  }

  /** Whether the layer is the page at the moment. */
  get on() {
    return !this.#drawn || this.#overridden || this.#asked.some(({ matches }) => matches);
  }

  /** @param {() => void} act runs when it begins and when it ends */
  whenChanged(act) {
    this.#acts.push(act);
    for (const query of this.#asked) {
      query.addEventListener("change", () => {
        document.documentElement.classList.toggle("plain", this.on);
        act();
      });
    }
  }

  /** The canvas was lost to others, or is back. @param {boolean} drawn */
  setDrawn(drawn) {
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.#change();
  }

  /** The browser or its user does something else to the layer's text than the canvas shows. @param {boolean} overridden */
  setOverridden(overridden) {
    this.#overridden = overridden;
    this.#change();
  }

  #change() {
    document.documentElement.classList.toggle("plain", this.on);
    for (const act of this.#acts) act();
  }

  size() {
    return { width: WIDTH, height: HEIGHT };
  }

  /**
   * How far one has read is told from where the document is scrolled to.
   * @param {HTMLElement} root the layer @param {(pane: import("#wire").Pane, top: number) => void} tell
   */
  followScroll(root, tell) {
    document.addEventListener("scroll", () => {
      const article = this.on ? root.querySelector("article.scroll") : null;
      const length = parseFloat(/** @type {HTMLElement | null} */ (article?.querySelector(":scope > .spacer"))?.style.height ?? "0");
      if (!article || !length) return;
      const { top, height } = article.getBoundingClientRect();
      const part = Math.min(1, Math.max(0, -top / Math.max(1, height - innerHeight)));
      tell("review", part * Math.max(0, length - HEIGHT));
    }, { passive: true });
  }
}
