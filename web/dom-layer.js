// The DOM layer: real elements over the canvas, one for each twin that the program reports
// (src/reader/twin.h). Elements are kept by id from one report to the next, so that focus, selection
// and scroll positions survive.

/**
 * @typedef {{text: string, href?: string, font?: string}} Fragment
 * @typedef {{box: number[], fragments: Fragment[]}} Line
 * @typedef {{role: string, box: number[], id?: string, name?: string, href?: string, lang?: string,
 *   dir?: string, scrollHeight?: number, level?: number, position?: number, setSize?: number,
 *   current?: number, lines?: Line[], children?: Twin[]}} Twin
 */

/** The element of each role; a role that HTML has no element for is named. */
const ELEMENTS = {
  banner: ["header"], navigation: ["nav"], main: ["main"], list: ["ul", "list"],
  listitem: ["li"], link: ["a"], button: ["button"], article: ["article"], paragraph: ["p"],
  table: ["div", "table"], row: ["div", "row"], cell: ["div", "cell"], code: ["pre"],
  math: ["div", "math"], figure: ["div", "figure"], quote: ["blockquote"], separator: ["hr"],
  group: ["div", "group"], status: ["p", "status"],
};

/** What was last put on an element, to leave it alone when nothing changed. @type {WeakMap<Element, string>} */
const applied = new WeakMap();

/** @param {Twin} twin */
const tagOf = (twin) =>
  twin.role === "heading" ? [`h${twin.level ?? 2}`] : (ELEMENTS[/** @type {keyof ELEMENTS} */ (twin.role)] ?? ["div"]);

/** @param {HTMLElement} element @param {string} name @param {string | number | undefined} value */
function setAttribute(element, name, value) {
  if (value === undefined || value === "") element.removeAttribute(name);
  else element.setAttribute(name, String(value));
}

/** @param {HTMLElement} element @param {number[]} box */
function place(element, [x, y, width, height]) {
  element.style.left = `${x}px`;
  element.style.top = `${y}px`;
  element.style.width = `${width}px`;
  element.style.height = `${height}px`;
}

/** @param {Line} line */
function lineElement(line) {
  const element = document.createElement("span");
  element.className = "line";
  place(element, line.box);
  element.style.lineHeight = `${line.box[3]}px`;
  for (const fragment of line.fragments) {
    const piece = document.createElement(fragment.href ? "a" : "span");
    if (piece instanceof HTMLAnchorElement) {
      piece.href = fragment.href ?? "";
      if (!fragment.href?.startsWith("#")) piece.rel = "noopener noreferrer";
      if (!fragment.href?.startsWith("#")) piece.target = "_blank";
    }
    piece.style.font = fragment.font ?? "";
    piece.style.lineHeight = "inherit";
    piece.textContent = fragment.text;
    element.append(piece);
  }
  return element;
}

export class DomLayer {
  /**
   * @param {HTMLElement} root
   * @param {(id: string, top: number) => void} onScroll called with the scrolling twin's pane
   */
  constructor(root, onScroll) {
    this.root = root;
    this.onScroll = onScroll;
  }

  /** Makes the layer show `tree`. @param {Twin} tree */
  update(tree) {
    this.#reconcile(this.root, tree.children ?? []);
  }

  /** The scrolling element inside the pane of this id. @param {string} pane */
  scroller(pane) {
    return /** @type {HTMLElement | null} */ (
      this.root.querySelector(`:scope > [data-id="${pane}"] > .scroll`)
    );
  }

  /** @param {HTMLElement} parent @param {Twin[]} twins */
  #reconcile(parent, twins) {
    /** @type {Map<string, HTMLElement>} */
    const old = new Map();
    for (const child of parent.children) {
      if (child instanceof HTMLElement && child.dataset.id) old.set(child.dataset.id, child);
    }
    /** @type {Element | null} */
    let after = null;
    twins.forEach((twin, index) => {
      const id = twin.id || String(index);
      const [tag, role] = tagOf(twin);
      let element = old.get(id);
      if (element?.localName !== tag) {
        element = document.createElement(tag);
        element.dataset.id = id;
        if (role) element.setAttribute("role", role);
      } else {
        old.delete(id);
      }
      const place = after ? after.nextElementSibling : parent.querySelector(":scope > [data-id]");
      if (place !== element) {
        if (after) after.after(element);
        else parent.append(element), parent.insertBefore(element, parent.querySelector(":scope > [data-id]"));
      }
      this.#apply(element, twin);
      after = element;
    });
    for (const element of old.values()) element.remove();
  }

  /** @param {HTMLElement} element @param {Twin} twin */
  #apply(element, twin) {
    const { children, ...own } = twin;
    const signature = JSON.stringify(own);
    if (applied.get(element) !== signature) {
      applied.set(element, signature);
      this.#dress(element, twin);
    }
    if (children || element.querySelector(":scope > [data-id]")) {
      this.#reconcile(element, children ?? []);
    }
  }

  /** @param {HTMLElement} element @param {Twin} twin */
  #dress(element, twin) {
    element.classList.add("twin");
    place(element, twin.box);
    setAttribute(element, "aria-label", twin.name);
    setAttribute(element, "href", twin.href);
    setAttribute(element, "lang", twin.lang);
    setAttribute(element, "dir", twin.dir);
    setAttribute(element, "aria-posinset", twin.position);
    setAttribute(element, "aria-setsize", twin.setSize);
    setAttribute(element, "aria-current", twin.current ? "page" : undefined);
    for (const line of element.querySelectorAll(":scope > .line")) line.remove();
    for (const line of twin.lines ?? []) element.append(lineElement(line));
    if (twin.scrollHeight) this.#makeScroller(element, twin.scrollHeight);
  }

  /** @param {HTMLElement} element @param {number} height */
  #makeScroller(element, height) {
    let spacer = /** @type {HTMLElement | null} */ (element.querySelector(":scope > .spacer"));
    if (!spacer) {
      spacer = document.createElement("div");
      spacer.className = "spacer";
      element.append(spacer);
      element.classList.add("scroll");
      element.tabIndex = 0;
      const pane = element.parentElement?.dataset.id ?? "";
      element.addEventListener("scroll", () => this.onScroll(pane, element.scrollTop), { passive: true });
    }
    spacer.style.height = `${height}px`;
  }
}
