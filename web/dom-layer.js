// The DOM layer: real elements over the canvas, one for each semantics node that the program reports
// (src/app/ui/semantics.h). Elements are kept by id from one report to the next, so that focus, selection
// and scroll positions survive.

import { FAMILIES } from "./clusters.js";
import { MATHML, MATHML_ATTRIBUTES, MATHML_ELEMENTS } from "./mathml.js";
import { isPlain } from "./plain.js";
import { parseXml, safeHref } from "./trusted.js";

/**
 * @typedef {{text: string, href?: string, font?: string, mathml?: string, note?: string, tag?: string,
 *   picture?: string, noteref?: number, isolate?: number, rise?: number, boxed?: number, size?: number[], at?: number[], mark?: string}} Fragment
 *   boxed: no text but the room of a formula, whose TeX is its text, of a picture, whose alt is its text, or of a sign
 *   that is for eyes; size: its width and its
 *   reach above and below the baseline, or of a text the width alone, where fonts of the browser's fill in
 * @typedef {{box: number[], first?: number, dir?: string, baseline?: number, wordSpacing?: number, fragments: Fragment[]}} Line
 * @typedef {{role: string, box: number[], id?: string, name?: string, description?: string, href?: string,
 *   lang?: string, dir?: string, scrollHeight?: number, scrollTop?: number, emitted?: number, sideways?: number, level?: number, ordered?: number,
 *   place?: number, position?: number, setSize?: number,
 *   current?: number, handle?: number, checked?: boolean, pressed?: boolean, expanded?: boolean,
 *   disabled?: number, picture?: string, autofocus?: number, modal?: number, shortcut?: string, drag?: number, value?: string,
 *   roomLeft?: number, roomRight?: number, selected?: boolean, controls?: string, active?: string,
 *   placeholder?: string, min?: number, max?: number, step?: number, options?: string[], font?: string,
 *   lines?: Line[], children?: SemanticsNode[]}} SemanticsNode
 */

/** The element of each role; a role that HTML has no element for is named. @type {Record<string, string[]>} */
const ELEMENTS = {
  banner: ["header"], navigation: ["nav"], main: ["main"], region: ["section", "region"],
  complementary: ["aside"], search: ["div", "search"], group: ["div", "group"], toolbar: ["div", "toolbar"],
  dialog: ["div", "dialog"], menu: ["div", "menu"],
  article: ["article"], paragraph: ["p"], list: ["ul", "list"], listitem: ["li", "listitem"],
  part: ["div", "presentation"],
  // Placed as boxes, table elements lose their roles in some browsers: the roles are said once more.
  table: ["table", "table"], row: ["tr", "row"], cell: ["td", "cell"], columnheader: ["th", "columnheader"],
  caption: ["figcaption"], code: ["pre"], codetext: ["code"],
  math: ["div", "math"], figure: ["figure"], footnote: ["p", "doc-footnote"], quote: ["blockquote"], separator: ["hr"],
  text: ["span"], image: ["div", "img"], picture: ["img"], status: ["p", "status"], alert: ["p", "alert"],
  progress: ["div", "progressbar"],
  link: ["a"], button: ["button"], menuitem: ["button", "menuitem"], switch: ["button", "switch"],
  checkbox: ["button", "checkbox"], radiogroup: ["div", "radiogroup"], radio: ["button", "radio"],
  combobox: ["input", "combobox"], listbox: ["div", "listbox"], option: ["div", "option"],
  slider: ["input"], splitter: ["div", "separator"], select: ["select"], searchbox: ["input"], textbox: ["input"], textarea: ["textarea"],
};
/** Letters of a field of one line, more than any limit of src/app/model/record_limits.cpp: pasted millions are cut by the browser. */
const LONGEST_LINE = 2000;
/** The type of each role's input. @type {Record<string, string>} */
const INPUT_TYPES = { slider: "range", searchbox: "search", textbox: "text", combobox: "text" };

/** How wide the program draws a line's words, CSS px, by its element. @type {WeakMap<Element, number>} */
export const drawnWidth = new WeakMap();

/** What was last put on an element, to leave it alone when nothing changed. @type {WeakMap<Element, string>} */
const applied = new WeakMap();

/** @param {SemanticsNode} node */
function tagOf(node) {
  if (node.role === "heading") return [`h${node.level ?? 2}`];
  if (node.role === "list" && node.ordered) return ["ol", "list"];
  // Without a name a scrolling block would be announced as nothing when it takes the focus.
  if (node.sideways && node.role === "code") return ["pre", "group"];
  return ELEMENTS[node.role] ?? ["div"];
}

/** @param {HTMLElement} element @param {string} name @param {string | number | undefined} value */
function setAttribute(element, name, value) {
  if (value !== undefined && value !== "") element.setAttribute(name, String(value));
  else if (applied.has(element)) element.removeAttribute(name);  // a new one has none
}

/** @param {HTMLElement} element @param {number[]} box */
function place(element, [x, y, width, height]) {
  const { style } = element;
  if (!style.length) {
    style.cssText = `left: ${x}px; top: ${y}px; width: ${width}px; height: ${height}px`;
    return;
  }
  style.left = `${x}px`;
  style.top = `${y}px`;
  style.width = `${width}px`;
  style.height = `${height}px`;
}

/**
 * The first child that is so. A selector would look at all that is below, some thousands of elements.
 * @param {Element} parent @param {(child: HTMLElement) => boolean} is
 */
function childOf(parent, is) {
  for (const child of parent.children) if (is(/** @type {HTMLElement} */ (child))) return /** @type {HTMLElement} */ (child);
  return null;
}

/** @param {HTMLElement} child */
const isNode = ({ dataset }) => dataset.id !== undefined;

/** The element of a formula, or nothing where its MathML is none. @param {string} mathml */
function mathElement(mathml) {
  const math = parseXml(mathml).documentElement;
  if (math.namespaceURI !== MATHML || math.localName !== "math") return null;
  for (const element of [math, ...math.querySelectorAll("*")]) {
    if (element.namespaceURI !== MATHML || !MATHML_ELEMENTS.has(element.localName)) return null;
    for (const { name } of [...element.attributes]) {
      if (name !== "xmlns" && !MATHML_ATTRIBUTES.has(name)) element.removeAttribute(name);
    }
  }
  return document.importNode(math, true);
}

/**
 * A formula's or a picture's room in its line. A formula's TeX is what is selected, copied and found; its MathML is what
 * assistive technology reads.
 * @param {Fragment} fragment
 */
function boxElement(fragment) {
  const [width, ascent, descent] = fragment.size ?? [0, 0, 0];
  const piece = document.createElement("span");
  piece.className = "fragment formula";
  piece.dir = "ltr";
  piece.style.width = `${width}px`;
  piece.style.height = `${ascent + descent}px`;
  piece.style.setProperty("--ems", String(Math.max(1, width / LEAST_SIZE)));  // for print (skira.css)
  if (fragment.picture) {
    piece.className = "fragment picture";
    const image = new Image();
    image.alt = fragment.text;
    image.dataset.file = fragment.picture;
    piece.append(image);
    return piece;
  }
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

// The text's size, CSS px, that a formula's width is reckoned with for print: the usual one, or smaller.
const LEAST_SIZE = 16;

// What fills in where a font has no letter, as on the canvas.
const OTHER_FONTS = `, "Skira Serif", "Skira Sans", "Skira Mono", ${FAMILIES}`;

// What a fragment may be; anything else would come from no semantics node of ours.
const TAGS = ["code", "mark", "sup", "sub", "s", "strong", "em", "u"];

const ruler = document.createElement("canvas").getContext("2d");

/** The width of a text in a font, CSS px. Asks nothing of the page's layout. @param {string} font @param {string} text */
function widthOf(font, text) {
  if (!ruler) return 0;
  ruler.font = font;
  return ruler.measureText(text).width;
}

// Letters that join are not to be parted.
const JOINING = /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}]/u;

// As many spaces as a tab stands for in code (src/app/article/block_layout.cpp).
const TAB_SPACES = 4;
const graphemes = new Intl.Segmenter();

/**
 * Makes a piece in which fonts of the browser's fill in as wide as it is drawn.
 * @param {HTMLElement} piece @param {string} font @param {number} width @param {number} wordSpacing of its line
 */
function fitForeign(piece, font, width, wordSpacing) {
  const text = piece.textContent?.trimEnd() ?? "";
  const letters = [...graphemes.segment(text)].length;
  const parts = text.split("\t");  // for the ruler a tab is a space
  const now = widthOf(font, parts.join("")) + (parts.length - 1) * TAB_SPACES * widthOf(font, " ") +
    wordSpacing * (text.split(" ").length - 1);
  if (!letters || !now) return;
  if (JOINING.test(text)) piece.style.fontSize = `${parseFloat(piece.style.fontSize) * (width / now)}px`;
  else piece.style.letterSpacing = `${(width - now) / letters}px`;
}

/** @param {Fragment} fragment @param {number} wordSpacing of its line */
function textElement(fragment, wordSpacing) {
  const tag = TAGS.includes(fragment.tag ?? "") ? fragment.tag ?? "span" : "span";
  const href = safeHref(fragment.href);
  const element = document.createElement(href ? "a" : tag);
  if (element instanceof HTMLAnchorElement) {
    element.href = href ?? "";
    if (!href?.startsWith("#")) element.rel = "noopener noreferrer";
    if (!href?.startsWith("#")) element.target = "_blank";
    if (fragment.noteref) element.setAttribute("role", "doc-noteref");
  }
  if (fragment.isolate) element.dir = "ltr";
  if (fragment.note) {
    element.title = fragment.note;
    element.setAttribute("role", "math");
    element.setAttribute("aria-label", `${fragment.note}: ${fragment.text}`);
  }
  element.className = "fragment";
  const font = fragment.font ? `${fragment.font}${OTHER_FONTS}` : "";
  element.style.font = font;
  element.style.lineHeight = "0";
  element.textContent = fragment.text;
  if (fragment.size) fitForeign(element, font, fragment.size[0], wordSpacing);
  return element;
}

/** The reader's highlight that a piece stands in. @param {HTMLElement} piece @param {string} id */
function markAround(piece, id) {
  const mark = document.createElement("mark");
  mark.dataset.mark = id;
  mark.append(piece);
  return mark;
}

/** Lengths as the browser keeps them. @param {number} px */
const snapped = (px) => Math.round(px * 64) / 64;

/**
 * A line, so high that the next one begins where it is drawn. Its own font has no size: the line's
 * middle is then where its box is hung up, whatever fonts its pieces have.
 * @param {Line} line @param {number} height @param {number} shift to the right, from the side where the text starts
 */
function lineElement(line, height, shift) {
  const element = document.createElement("span");
  element.className = "line";
  drawnWidth.set(element, line.box[2]);
  // Blink gives the upper half of a line's height in whole pixels, the lower one the rest.
  const lift = (line.baseline ?? 0) - Math.floor(height / 2);
  element.style.lineHeight = `${height}px`;
  element.style.padding = `${Math.floor(height / 2)}px 0 ${height - Math.floor(height / 2)}px`;
  element.style.verticalAlign = `${lift}px`;
  if (shift) element.style.left = `${shift}px`;
  if (line.wordSpacing) element.style.wordSpacing = `${line.wordSpacing}px`;
  for (const fragment of line.fragments) {
    const piece = fragment.boxed ? boxElement(fragment) : textElement(fragment, line.wordSpacing ?? 0);
    const down = fragment.boxed ? fragment.size?.[2] ?? 0 : 0;
    piece.style.verticalAlign = `${(fragment.rise ?? 0) - lift - down}px`;
    // Which block of the review it shows, from which byte and how many: see selection.js.
    if (fragment.at) piece.dataset.at = fragment.at.join(" ");
    element.append(fragment.mark ? markAround(piece, fragment.mark) : piece);
  }
  return element;
}

/**
 * A text as the browser's own: its lines flow, so that words, sentences and what is searched for go
 * on from line to line, and there is no room for two beside each other, so that they break where
 * they are drawn. All of its width is padding.
 * @param {Line[]} lines
 */
function flowElement(lines) {
  const element = document.createElement("span");
  element.className = "text";
  const rightToLeft = lines[0].dir !== "ltr";
  element.dir = rightToLeft ? "rtl" : "ltr";
  const left = Math.min(...lines.map(({ box }) => box[0]));
  const right = Math.max(...lines.map(({ box }) => box[0] + box[2]));
  const last = lines[lines.length - 1].box;
  place(element, [left, lines[0].box[1], right - left, last[1] + last[3] - lines[0].box[1]]);
  element.style.paddingInlineEnd = `${right - left}px`;
  const tabbed = lines[0].fragments[0]?.font && lines.some(({ fragments }) => fragments.some(({ text }) => text.includes("\t")));
  if (tabbed) element.style.tabSize = `${TAB_SPACES * widthOf(lines[0].fragments[0].font ?? "", " ")}px`;
  lines.forEach((line, i) => {
    const [x, y, width, height] = line.box;
    const next = lines[i + 1]?.box[1] ?? y + height;
    const shift = rightToLeft ? x + width - right : x - left;
    const made = lineElement(line, snapped(next) - snapped(y), shift);
    element.append(made);
    if (i < lines.length - 1 && !made.textContent?.endsWith("\n")) {
      element.append(document.createElement(made.textContent?.endsWith("\u2028") ? "br" : "wbr"));
    }
  });
  return element;
}

/** The texts that lines belong to. @param {Line[]} lines */
function flowElements(lines) {
  /** @type {Line[][]} */
  const texts = [];
  for (const line of lines) {
    if (line.first || texts.length === 0) texts.push([]);
    texts[texts.length - 1].push(line);
  }
  const flows = texts.map(flowElement);
  // Words that stand apart are told apart: a list's number, its item.
  for (const flow of flows.slice(0, -1)) flow.lastElementChild?.append(" ");
  return flows;
}

// Roles whose name is what they show.
const NAMED = ["link", "button", "menuitem", "switch", "checkbox", "radio", "option", "heading"];

/**
 * What a control or a row of a list shows, as text: found in the page, translated, and read in the plain
 * reader.
 * @param {HTMLElement} element @param {SemanticsNode} node
 */
function nameInWords(element, node) {
  let words = childOf(element, ({ className }) => className === "name");
  const wanted = NAMED.includes(node.role) && !node.lines && node.name ? node.name : "";
  if (words?.textContent === wanted || (!words && !wanted)) return;
  if (!words) {
    words = document.createElement("span");
    words.className = "name";
    element.prepend(words);
  }
  if (wanted) words.textContent = wanted;
  else words.remove();
}

/** @param {HTMLElement} element @param {string} name @param {boolean | undefined} value */
const setState = (element, name, value) => setAttribute(element, name, value === undefined ? undefined : String(value));

/** What a control says of itself beyond its name. @param {HTMLElement} element @param {SemanticsNode} node */
function dressControl(element, node) {
  setAttribute(element, "data-handle", node.handle);
  setAttribute(element, "data-drag", node.drag);
  setState(element, "aria-checked", node.checked);
  setState(element, "aria-pressed", node.pressed);
  setState(element, "aria-selected", node.selected);
  setAttribute(element, "aria-controls", node.controls && `skira-${node.controls}`);
  setAttribute(element, "aria-activedescendant", node.active && `skira-${node.active}`);
  setAttribute(element, "aria-autocomplete", node.controls && "list");
  setAttribute(element, "aria-keyshortcuts", node.shortcut);
  if (element instanceof HTMLButtonElement) {
    element.type = "button";
    element.disabled = Boolean(node.disabled);
  }
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) dressField(element, node);
  if (element instanceof HTMLSelectElement) dressSelect(element, node);
  if (node.role === "progress" || node.role === "splitter") {
    setAttribute(element, "aria-valuenow", node.value);
    setAttribute(element, "aria-valuemin", node.min);
    setAttribute(element, "aria-valuemax", node.max);
    setAttribute(element, "data-step", node.step);
  }
  if (node.role === "splitter") {
    element.tabIndex = 0;
    element.ariaOrientation = "vertical";
  }
}

/** Fields in which an input method is at work. @type {WeakSet<EventTarget>} */
const composing = new WeakSet();

/** @param {HTMLInputElement | HTMLTextAreaElement} field @param {SemanticsNode} node */
function dressField(field, node) {
  field.placeholder = node.placeholder ?? "";
  field.style.font = node.font ?? "";
  if (field instanceof HTMLInputElement) {
    field.type = INPUT_TYPES[node.role];
    if (node.role === "slider") {
      field.min = String(node.min ?? 0);
      field.max = String(node.max ?? 1);
      field.step = String(node.step ?? "any");
      setAttribute(field, "aria-valuetext", node.description);
    } else {
      field.style.paddingLeft = `${node.roomLeft ?? 0}px`;
      field.style.paddingRight = `${node.roomRight ?? 0}px`;
      field.autocomplete = "off";
      field.enterKeyHint = node.role === "searchbox" ? "search" : "done";
      field.inputMode = node.role === "searchbox" ? "search" : "text";
    }
  }
  // An input method's own text is not to be touched.
  if (composing.has(field)) return;
  // While one types, what came back is what was typed.
  if (field.value !== (node.value ?? "")) field.value = node.value ?? "";
  // An empty field stands as the interface does, text by its own letters.
  if (field.value && node.role !== "slider") field.dir = "auto";
  else field.removeAttribute("dir");
}

/** @param {HTMLSelectElement} select @param {SemanticsNode} node */
function dressSelect(select, node) {
  const options = node.options ?? [];
  if (select.options.length !== options.length || options.some((text, i) => select.options[i].text !== text)) {
    select.replaceChildren(...options.map((text, i) => new Option(text, String(i))));
  }
  select.value = node.value ?? "";
}

export class DomLayer {
  /** What the plain reader's fields are for, see #label(). @type {HTMLElement[]} */
  #labels = [];
  /** What had the focus when the dialog that is open came. @type {Element | null} */
  #before = null;
  /** @type {Element | null} */
  #dialog = null;

  /**
   * @param {HTMLElement} root
   * @param {{
   *   scroll: (pane: string, top: number) => void,
   *   scrollBlock: (pane: string, block: number, left: number) => void,
   *   press: (handle: number) => void,
   *   edit: (handle: number, value: string) => void,
   *   picture: (image: HTMLImageElement, file: string) => void,
   * }} listener told of scrolling (a pane; a block that scrolls sideways, by its place), presses and edits; gives
   *   pictures their files
   */
  constructor(root, listener) {
    this.root = root;
    this.listener = listener;
    /** @param {Event} event */
    const target = (event) => event.target instanceof Element
      ? /** @type {HTMLElement | null} */ (event.target.closest("[data-handle]")) : null;
    root.addEventListener("click", (event) => {
      const control = target(event);
      if (!control || control.matches("input, textarea, select")) return;
      listener.press(Number(control.dataset.handle));
    });
    // Options are chosen while their field keeps the focus.
    root.addEventListener("mousedown", (event) => {
      if (target(event)?.role === "option") event.preventDefault();
    });
    root.addEventListener("compositionstart", ({ target: field }) => { if (field) composing.add(field); });
    root.addEventListener("compositionend", ({ target: field }) => { if (field) composing.delete(field); });
    this.#followDrags();
    this.#followSplitters();
    root.addEventListener("keydown", (event) => this.#takeField(event));
    root.addEventListener("input", (event) => {
      const control = target(event);
      if (control?.matches("input, textarea, select")) {
        const { value } = /** @type {HTMLInputElement} */ (control);
        listener.edit(Number(control.dataset.handle), value);
      }
    });
  }

  /** What is dragged tells how far, in CSS px: "drag 12", "drop 12"; its arrow keys tell "move -1". */
  #followDrags() {
    /** @type {{grip: HTMLElement, from: number} | null} */
    let drag = null;
    const tell = (/** @type {HTMLElement} */ grip, /** @type {string} */ what) =>
      this.listener.edit(Number(grip.dataset.handle), what);
    this.root.addEventListener("pointerdown", (event) => {
      const grip = event.target instanceof Element ? event.target.closest("[data-drag]") : null;
      if (!(grip instanceof HTMLElement) || event.button !== 0) return;
      drag = { grip, from: event.clientY };
      grip.setPointerCapture(event.pointerId);
    });
    this.root.addEventListener("pointermove", (event) => {
      if (drag) tell(drag.grip, `drag ${Math.round(event.clientY - drag.from)}`);
    });
    const drop = (/** @type {PointerEvent} */ event) => {
      if (!drag) return;
      const { grip, from } = drag;
      drag = null;
      tell(grip, `drop ${event.type === "pointerup" ? Math.round(event.clientY - from) : 0}`);
    };
    this.root.addEventListener("pointerup", drop);
    this.root.addEventListener("pointercancel", drop);
    this.root.addEventListener("keydown", (event) => {
      const grip = event.target instanceof HTMLElement && event.target.dataset.drag ? event.target : null;
      const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!grip || !by) return;
      event.preventDefault();
      tell(grip, `move ${by}`);
    });
  }

  /** The edge of a pane: the mouse and the arrow keys say how wide the pane on its start side is to be, CSS px. */
  #followSplitters() {
    const splitterOf = (/** @type {Event} */ { target }) => target instanceof HTMLElement && target.role === "separator" && target.dataset.handle ? target : null;
    const width = (/** @type {HTMLElement} */ splitter) => Number(splitter.ariaValueNow);
    const towardsEnd = (/** @type {HTMLElement} */ splitter) => getComputedStyle(splitter).direction === "rtl" ? -1 : 1;
    const set = (/** @type {HTMLElement} */ splitter, /** @type {string | number | null} */ wanted) =>
      this.listener.edit(Number(splitter.dataset.handle), String(wanted));
    /** @type {{splitter: HTMLElement, from: number, width: number} | null} */
    let moved = null;
    this.root.addEventListener("pointerdown", (event) => {
      const splitter = splitterOf(event);
      if (!splitter || event.button !== 0) return;
      moved = { splitter, from: event.clientX, width: width(splitter) };
      splitter.setPointerCapture(event.pointerId);
    });
    this.root.addEventListener("pointermove", ({ clientX }) => {
      if (moved) set(moved.splitter, moved.width + (clientX - moved.from) * towardsEnd(moved.splitter));
    });
    for (const end of ["pointerup", "pointercancel"]) this.root.addEventListener(end, () => { moved = null; });
    this.root.addEventListener("keydown", (event) => {
      const splitter = splitterOf(event);
      if (!splitter) return;
      const step = Number(splitter.dataset.step) * towardsEnd(splitter);
      const wanted = { ArrowLeft: width(splitter) - step, ArrowRight: width(splitter) + step,
        Home: splitter.ariaValueMin, End: splitter.ariaValueMax }[event.key];
      if (wanted === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      set(splitter, wanted);
    });
  }

  /**
   * Enter in a field presses the button that stands right behind it. In a combo box it takes what is
   * chosen in the list (keys.js).
   * @param {KeyboardEvent} event
   */
  #takeField(event) {
    if (event.key !== "Enter" || event.isComposing) return;
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || field.type !== "text" || field.role === "combobox") return;
    const next = field.nextElementSibling;
    if (next instanceof HTMLButtonElement) next.click();
  }

  /** Makes the layer show `tree`. @param {SemanticsNode} tree */
  update(tree) {
    const row = document.activeElement?.closest("[role=presentation] > li > *");
    for (const label of this.#labels.splice(0)) label.remove();
    this.#reconcile(this.root, tree.children ?? []);
    if (row instanceof HTMLElement && !row.isConnected) this.#focusRow(row.dataset.id ?? "");
    this.#label();
    this.#followDialog();
  }

  /** Puts the focus on the element of this id. @param {string} id */
  focus(id) {
    const element = this.scroller(id) ??
      /** @type {HTMLElement | null} */ (this.root.querySelector(`[data-id="${CSS.escape(id)}"]`));
    element?.focus();
    if (element instanceof HTMLInputElement) element.select();
  }

  /** Whether the pointer or the focus is in a section. @param {string} id */
  inUse(id) {
    return this.section(id)?.matches(":hover, :focus-within") ?? false;
  }

  /** The row that had the focus may stand in another part of its list. @param {string} id */
  #focusRow(id) {
    const row = /** @type {HTMLElement | null} */ (this.root.querySelector(`[data-id="${CSS.escape(id)}"]`));
    row?.focus({ preventScroll: true });
  }

  /**
   * Scrolls a pane to where the program has something, CSS px of its content.
   * @param {string} pane @param {number} top @param {ScrollBehavior} behavior
   */
  scroll(pane, top, behavior) {
    const scroller = this.scroller(pane);
    if (!scroller) return;
    if (!isPlain()) {
      scroller.scrollTo({ top, behavior });
      return;
    }
    // In the plain reader things flow: what the program has there is the last that begins before it.
    const parts = /** @type {HTMLElement[]} */ ([...scroller.querySelectorAll(":scope > .node")]);
    const shown = top > 0 ? parts.filter((part) => parseFloat(part.style.top) <= top + 150).pop() : null;
    if (shown) shown.scrollIntoView({ block: "start", behavior });
    else window.scrollTo({ top: 0, behavior });
  }

  /** The plain reader says what its fields are for in words before them. */
  #label() {
    if (!isPlain()) return;
    for (const field of this.root.querySelectorAll("input, select, textarea")) {
      const label = document.createElement("span");
      label.className = "label";
      label.ariaHidden = "true";  // the field has its name
      label.textContent = field.getAttribute("aria-label");
      field.before(label);
      this.#labels.push(label);
    }
  }

  hasDialog() {
    return this.#dialog !== null;
  }

  /** A modal dialog takes the focus when it comes, keeps it, and gives it back when it goes. */
  #followDialog() {
    const dialog = childOf(this.root, (part) => part.hasAttribute("aria-modal"));
    for (const part of this.root.children) part.toggleAttribute("inert", dialog !== null && part !== dialog);
    if (dialog === this.#dialog) return;
    if (!this.#dialog) this.#before = document.activeElement;
    this.#dialog = dialog;
    if (dialog) {
      const first = dialog.querySelector("[data-autofocus]") ?? dialog.querySelector("button, a, input, select, textarea");
      /** @type {HTMLElement | null} */ (first)?.focus();
    } else if (this.#before instanceof HTMLElement && this.#before.isConnected) {
      this.#before.focus();
    }
  }

  /** @param {string} id */
  section(id) {
    return childOf(this.root, ({ dataset }) => dataset.id === id);
  }

  /** The id of the section that the element is in. @param {Element} element */
  paneOf(element) {
    return childOf(this.root, (child) => child.contains(element))?.dataset.id ?? "";
  }

  /** The scrolling element inside the pane of this id. @param {string} pane */
  scroller(pane) {
    const section = this.section(pane);
    return section && childOf(section, ({ classList }) => classList.contains("scroll"));
  }

  /** @param {HTMLElement} parent @param {SemanticsNode[]} nodes */
  #reconcile(parent, nodes) {
    /** @type {Map<string, HTMLElement>} */
    const old = new Map();
    for (const child of parent.children) {
      if (child instanceof HTMLElement && child.dataset.id) old.set(child.dataset.id, child);
    }
    const elements = nodes.map((node, index) => {
      const id = node.id || String(index);
      const element = this.#elementFor(node, id, old.get(id));
      if (old.get(id) === element) old.delete(id);
      return element;
    });
    // What goes goes first: behind it the others stand where they are, and a selection in them with them.
    for (const element of old.values()) element.remove();
    /** The first child that is still to be placed. @type {Element | null} */
    let next = childOf(parent, isNode);
    nodes.forEach((node, index) => {
      const element = elements[index];
      if (element === next) next = next.nextElementSibling;
      else parent.insertBefore(element, next);
      if (!node.emitted) this.#apply(element, node);
    });
  }

  /** The element that stood for the semantics node before, else a new one. @param {SemanticsNode} node @param {string} id @param {HTMLElement | undefined} before */
  #elementFor(node, id, before) {
    const [tag, role] = tagOf(node);
    if (before && node.emitted) return before;
    const same = before?.localName === tag && before.dataset.role === (role ?? "") &&
      before.classList.contains("sideways") === !!node.sideways;
    if (before && same) return before;
    const element = document.createElement(tag);
    element.dataset.id = id;
    element.dataset.role = role ?? "";
    if (node.sideways) this.#makeSideways(element);
    return element;
  }

  /** @param {HTMLElement} element @param {SemanticsNode} node */
  #apply(element, node) {
    const { children, ...own } = node;
    const signature = JSON.stringify(own);
    if (applied.get(element) !== signature) {
      this.#dress(element, node);
      applied.set(element, signature);
    }
    if (children || childOf(element, isNode)) {
      this.#reconcile(element, children ?? []);
    }
  }

  /** @param {HTMLElement} element @param {SemanticsNode} node */
  #dress(element, node) {
    element.classList.add("node");
    if (element instanceof HTMLInputElement) element.maxLength = LONGEST_LINE;
    place(element, node.box);
    setAttribute(element, "role", tagOf(node)[1]);
    if (element instanceof HTMLImageElement) this.#dressPicture(element, node);
    else setAttribute(element, "aria-label", node.name);
    setAttribute(element, "href", safeHref(node.href) ?? undefined);
    setAttribute(element, "lang", node.lang);
    setAttribute(element, "dir", node.dir);
    setAttribute(element, "scope", node.role === "columnheader" ? "col" : undefined);
    setAttribute(element, node.role === "list" ? "start" : "value", node.place || undefined);
    setAttribute(element, "aria-posinset", node.position);
    setAttribute(element, "aria-setsize", node.setSize);
    setAttribute(element, "aria-current", node.current ? "page" : undefined);
    setAttribute(element, "aria-modal", node.modal ? "true" : undefined);
    setAttribute(element, "data-autofocus", node.autofocus);
    setState(element, "aria-expanded", node.expanded);
    // What a combo box points to by its id.
    if (node.role === "listbox" || node.role === "option") element.id = `skira-${node.id}`;
    if (node.role === "link" || node.role === "button") setAttribute(element, "title", node.description);
    else setAttribute(element, "aria-description", node.description);
    if (node.handle || node.disabled || node.role === "progress") dressControl(element, node);
    if (element instanceof HTMLAnchorElement && node.href && !node.href.startsWith("#")) {
      element.target = "_blank";
      element.rel = "noopener noreferrer";
    }
    if (applied.has(element)) for (const text of element.querySelectorAll(":scope > .text")) text.remove();
    nameInWords(element, node);
    const below = childOf(element, isNode);
    for (const text of flowElements(node.lines ?? [])) element.insertBefore(text, below);
    for (const image of element.querySelectorAll(":scope > .text img[data-file]")) {
      this.listener.picture(/** @type {HTMLImageElement} */ (image), /** @type {HTMLElement} */ (image).dataset.file ?? "");
    }
    if (node.scrollHeight) this.#makeScroller(element, node.scrollHeight, node.scrollTop ?? 0);
  }

  /** @param {HTMLImageElement} image @param {SemanticsNode} node */
  #dressPicture(image, node) {
    image.alt = node.name ?? "";
    image.decoding = "async";
    // One that is open by itself is moved, not dragged away.
    image.draggable = !image.closest("[role=dialog]");
    this.listener.picture(image, node.picture ?? "");
  }

  /** A block that scrolls sideways; wheel, touch and keys are the browser's own. @param {HTMLElement} element */
  #makeSideways(element) {
    element.classList.add("sideways");
    element.tabIndex = 0;
    const block = Number((element.dataset.id ?? "").slice(1));
    element.addEventListener("scroll", () => this.listener.scrollBlock(this.paneOf(element), block, element.scrollLeft), { passive: true });
  }

  /** @param {HTMLElement} element @param {number} height @param {number} top where it stands when it is new */
  #makeScroller(element, height, top) {
    const known = element.classList.contains("scroll");
    let spacer = childOf(element, ({ className }) => className === "spacer");
    if (!spacer) {
      spacer = document.createElement("div");
      spacer.className = "spacer";
      element.append(spacer);
      element.classList.add("scroll");
      element.tabIndex = 0;
      const section = element.parentElement;
      const pane = section?.getAttribute("role") === "dialog" ? "overlay" : section?.dataset.id ?? "";
      /** @type {ReturnType<typeof setTimeout> | undefined} */
      let rest;
      const tell = () => this.listener.scroll(pane, element.scrollTop);
      // Where it comes to rest is told twice.
      element.addEventListener("scroll", () => {
        tell();
        clearTimeout(rest);
        rest = setTimeout(tell, 150);
      }, { passive: true });
    }
    spacer.style.height = `${height}px`;
    if (!known && top) element.scrollTop = top;
  }
}
