// A review's page begins with its text as a document (publish/pages.js, pages.css); the app starts behind it and takes
// over in place: the same lines where they were, scrolled as far.

/** Whether the visitor asks for few bytes, or has a line that brings few. */
function sparing() {
  const { saveData = false, effectiveType = "" } = /** @type {{connection?: {saveData?: boolean, effectiveType?: string}}} */ (navigator).connection ?? {};
  return saveData || /2g/.test(effectiveType);
}

/** @param {EventTarget} target @param {string[]} names */
const oneOf = (target, names) => new Promise((resolve) => {
  for (const name of names) target.addEventListener(name, resolve, { once: true, passive: true });
});

const LONGEST_WAIT = 3000;  // ms for what the text needs besides itself
const MOST_FRAMES = 4;  // that the app may take to come to the place
const BARS = 116;  // px of the window that the app's bars cover (pages.css)

/** What tells a block from another: its first letters. @param {Element} element */
const lettersOf = (element) => (element.textContent ?? "").replace(/[^\p{L}\p{N}]+/gu, "").slice(0, 40);

export class TextFirst {
  /** How often a frame was drawn since all was there. */
  #frames = 0;

  /** @param {HTMLElement} page */
  constructor(page) {
    this.page = page;
  }

  /** Of a page that begins so; null for the others. */
  static ofPage() {
    const page = document.getElementById("page");
    return page && new TextFirst(page);
  }

  /** The app has failed to start: the text stays, as on a page without scripts. @returns {boolean} whether there is one */
  static stays() {
    document.documentElement.classList.remove("starting");
    return document.getElementById("page") !== null;
  }

  /** Whether the app is to start (entrance.js). */
  get starting() {
    return document.documentElement.classList.contains("starting");
  }

  /** The text is there with its fonts and the pictures in sight, and the line is free for the program. */
  async read() {
    if (sparing()) await oneOf(window, ["pointerdown", "keydown"]);
    if (document.readyState !== "complete") {
      await Promise.race([oneOf(window, ["load"]), new Promise((resolve) => { setTimeout(resolve, LONGEST_WAIT); })]);
    }
  }

  /** Scrolls the app's article to where the page is. @param {Element} article @returns {boolean} whether it was elsewhere */
  #follow(article) {
    // At the top one has not begun: the app knows where one stopped the last time.
    if (window.scrollY === 0) return false;
    const before = article.scrollTop;
    if (this.#frames === 1) {
      article.scrollTop = Math.round(window.scrollY);
    } else {
      // What is in sight stays where it is, also below formulas and tables that are not as high on both.
      const block = [...this.page.querySelectorAll("article > *")].find((one) => one.getBoundingClientRect().bottom > BARS && lettersOf(one));
      const letters = block && lettersOf(block);
      const same = letters ? [...article.querySelectorAll("*")].find((one) => lettersOf(one) === letters) : undefined;
      if (block && same) article.scrollTop += Math.round(same.getBoundingClientRect().top - block.getBoundingClientRect().top);
    }
    return article.scrollTop !== before;
  }

  /**
   * A frame has been drawn. Gives the page to the app once it shows what the text shows.
   * @param {HTMLElement} root the DOM layer @param {() => void} requestFrame
   * @returns {boolean} whether the app has it
   */
  handOver(root, requestFrame) {
    // Whoever marks a passage keeps it.
    const selection = getSelection();
    if (selection && !selection.isCollapsed && this.page.contains(selection.anchorNode)) {
      document.addEventListener("selectionchange", requestFrame, { once: true });
      return false;
    }
    const article = root.querySelector("article.scroll");
    if (article && this.#frames++ < MOST_FRAMES && this.#follow(article)) {
      requestFrame();
      return false;
    }
    const focused = this.page.contains(document.activeElement) ? document.activeElement : null;
    document.documentElement.classList.remove("text-first", "starting");
    root.removeAttribute("inert");
    this.page.remove();
    if (focused) [...root.querySelectorAll("a")].find((link) => link.textContent === focused.textContent)?.focus({ preventScroll: true });
    return true;
  }
}
