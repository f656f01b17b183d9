// What a browser or its user does to the layer's text: a least size or other fonts by settings, spacing by a
// style of one's own (WCAG 2.2, 1.4.12), translation. Over the canvas such a text would stand elsewhere than it is
// drawn, or say something else: the layer then has to be the page itself (plain.js).

import { drawnWidth } from "./dom-layer.js";
import { isPlain } from "./plain.js";

/** Of a line's width as drawn, and CSS px: what rounding and the browser's own fonts make. */
const SHARE = 0.06, LEAST = 3;
/** Lines that are measured, and how many may be off before the layer takes over. */
const MEASURED = 80, MAY_BE_OFF = 2;

/** How wide the words of a line are, without the spaces behind them. @param {Element} line */
function widthOf(line) {
  const range = document.createRange();
  range.selectNodeContents(line);
  const texts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  for (let node = texts.lastChild(); node; node = texts.previousNode()) {
    const { length } = (node.nodeValue ?? "").trimEnd();
    if (!length) continue;
    range.setEnd(node, length);
    break;
  }
  return range.getBoundingClientRect().width;
}

/** Whether lines of the layer are wider or narrower than they are drawn. @param {HTMLElement} root */
function standsElsewhere(root) {
  let off = 0;
  for (const line of [...root.querySelectorAll(".line")].slice(0, MEASURED)) {
    const drawn = drawnWidth.get(line);
    if (!drawn || !line.isConnected || line.querySelector(".formula, .picture")) continue;
    off += Number(Math.abs(widthOf(line) - drawn) > Math.max(LEAST, SHARE * drawn));
  }
  return off > MAY_BE_OFF;
}

export class Overrides {
  #root;
  #tell;
  #on = false;
  /** What the browser or an extension writes into the layer by itself. */
  #observer = new MutationObserver((records) => this.#look(records));
  #probe = document.createElement("span");
  #expected = 0;
  #translated = false;

  /**
   * @param {HTMLElement} root the layer
   * @param {(on: boolean) => void} tell whether the layer has to be the page
   */
  constructor(root, tell) {
    this.#root = root;
    this.#tell = tell;
    this.#observer.observe(root, { characterData: true, childList: true, subtree: true });
    // As wide as its text: a setting that is changed changes it, too.
    this.#probe.className = "probe";
    this.#probe.ariaHidden = "true";
    this.#probe.translate = false;
    this.#probe.textContent = "אבג abc 123";
    document.body.append(this.#probe);
    new ResizeObserver(() => this.measure()).observe(this.#probe);
  }

  /** What the program itself has changed says nothing. */
  forget() {
    this.#observer.takeRecords();
  }

  /** Compares the layer with what is drawn; asks for a layout of the page, so not in every frame. */
  measure() {
    if (this.#translated || isPlain() && !this.#on) return;
    const width = this.#probe.getBoundingClientRect().width;
    if (this.#on) {
      // The lines of the visible layer are where they are; as wide as before is as it was before.
      if (Math.abs(width - this.#expected) < 1) this.#set(false);
    } else if (standsElsewhere(this.#root)) {
      this.#set(true);
    } else {
      this.#expected = width;
    }
  }

  /** @param {MutationRecord[]} records */
  #look(records) {
    const isWords = (/** @type {MutationRecord} */ { target }) => (target instanceof Element ? target : target.parentElement)?.closest(".fragment, .name, font") ?? false;
    if (this.#translated || !records.some(isWords)) return;
    this.#translated = true;
    this.#set(true);
  }

  /** @param {boolean} on */
  #set(on) {
    if (on === this.#on) return;
    this.#on = on;
    this.#tell(on);
  }
}
