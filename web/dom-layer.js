// The DOM layer: real elements over the canvas, one for each twin that the program reports
// (src/reader/twin.h). Elements are kept by id from one report to the next, so that focus, selection
// and scroll positions survive.

/**
 * @typedef {{text: string, href?: string, font?: string, mathml?: string, width?: number}} Fragment
 *   with a width: a formula, or one of its parts; the first has the TeX as its text
 * @typedef {{box: number[], fragments: Fragment[]}} Line
 * @typedef {{role: string, box: number[], id?: string, name?: string, href?: string, lang?: string,
 *   dir?: string, scrollHeight?: number, level?: number, position?: number, setSize?: number,
 *   current?: number, lines?: Line[], children?: Twin[]}} Twin
 */

/** The element of each role; a role that HTML has no element for is named. @type {Record<string, string[]>} */
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
  twin.role === "heading" ? [`h${twin.level ?? 2}`] : (ELEMENTS[twin.role] ?? ["div"]);

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

const MATHML = "http://www.w3.org/1998/Math/MathML";
// What MathJax writes; anything else an export might hold is not taken over.
const MATHML_ATTRIBUTES = ["display", "displaystyle", "scriptlevel", "mathvariant", "stretchy", "fence", "separator",
  "accent", "accentunder", "linethickness", "columnalign", "rowalign", "width", "height", "depth", "lspace", "rspace",
  "minsize", "maxsize", "movablelimits", "notation", "open", "close"];

/** The element of a formula, or nothing where its MathML is none. @param {string} mathml */
function mathElement(mathml) {
  const math = new DOMParser().parseFromString(mathml, "application/xml").documentElement;
  if (math.namespaceURI !== MATHML || math.localName !== "math") return null;
  for (const element of [math, ...math.querySelectorAll("*")]) {
    if (element.namespaceURI !== MATHML || element.localName === "annotation-xml") return null;
    for (const { name } of [...element.attributes]) {
      if (name !== "xmlns" && !MATHML_ATTRIBUTES.includes(name)) element.removeAttribute(name);
    }
  }
  return document.importNode(math, true);
}

/**
 * A formula's room in its line. Its TeX is what is selected, copied and found; its MathML is what
 * assistive technology reads.
 * @param {Fragment} fragment @param {number} height
 */
function formulaElement(fragment, height) {
  const piece = document.createElement("span");
  piece.className = "formula";
  piece.dir = "ltr";
  piece.style.width = `${fragment.width}px`;
  piece.style.height = `${height}px`;
  if (!fragment.text) return piece;
  const source = document.createElement("span");
  source.textContent = fragment.text;
  const math = mathElement(fragment.mathml ?? "");
  if (math) {
    math.setAttribute("aria-label", fragment.text);
    source.ariaHidden = "true";
    piece.append(source, math);
  } else {
    piece.setAttribute("role", "math");
    piece.append(source);
  }
  return piece;
}

/** @param {Line} line */
function lineElement(line) {
  const element = document.createElement("span");
  element.className = "line";
  place(element, line.box);
  element.style.lineHeight = `${line.box[3]}px`;
  for (const fragment of line.fragments) {
    if (fragment.width) {
      element.append(formulaElement(fragment, line.box[3]));
      continue;
    }
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
    /** The first child that is still to be placed. @type {Element | null} */
    let next = parent.querySelector(":scope > [data-id]");
    twins.forEach((twin, index) => {
      const id = twin.id || String(index);
      const element = this.#elementFor(twin, id, old.get(id));
      if (old.get(id) === element) old.delete(id);
      if (element === next) next = next.nextElementSibling;
      else parent.insertBefore(element, next);
      this.#apply(element, twin);
    });
    for (const element of old.values()) element.remove();
  }

  /** The element that stood for the twin before, else a new one. @param {Twin} twin @param {string} id @param {HTMLElement | undefined} before */
  #elementFor(twin, id, before) {
    const [tag, role] = tagOf(twin);
    if (before?.localName === tag) return before;
    const element = document.createElement(tag);
    element.dataset.id = id;
    if (role) element.setAttribute("role", role);
    return element;
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
