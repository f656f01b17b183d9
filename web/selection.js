// The selection in the open review: told to the program as places in the review's blocks, and copied
// as plain text in logical order and as the program's HTML. Works on the layer's own elements alone
// (dom-layer.js): a fragment says in data-at which block it shows, from which byte, and how many.

/** @param {string} text its length in UTF-8 */
const bytes = (text) => new TextEncoder().encode(text).length;

/** What a fragment shows. @param {Element} element */
function placeOf(element) {
  const [block, start, size] = (element.getAttribute("data-at") ?? "").split(" ").map(Number);
  return { block, start, size };
}

/** The open review's article: what is marked and pressed is in it, not in the one beside it. @param {Element | null} article */
const isOpen = (article) => article?.parentElement?.dataset.id !== "second";

/** The article that the range begins in, if it is in one. @param {Range} range */
function articleOf(range) {
  const { startContainer: node } = range;
  const element = node instanceof Element ? node : node.parentElement;
  return element?.closest("article") ?? range.commonAncestorContainer.parentElement?.querySelector("article") ?? null;
}

/**
 * How far into a fragment a boundary of the range stands, in bytes of what it shows.
 * @param {Element} fragment @param {Node} node @param {number} offset
 */
function bytesBefore(fragment, node, offset) {
  const range = document.createRange();
  range.selectNodeContents(fragment);
  range.setEnd(node, offset);
  return bytes(range.toString());
}

/**
 * What of the fragment the range covers, in bytes of its block's text; null where nothing. A formula or a picture
 * is covered whole.
 * @param {Element} fragment @param {Range} range
 */
function coveredPart(fragment, range) {
  if (!range.intersectsNode(fragment)) return null;
  const { block, start, size } = placeOf(fragment);
  const whole = fragment.matches(".formula, .picture");
  const from = !whole && fragment.contains(range.startContainer)
    ? bytesBefore(fragment, range.startContainer, range.startOffset) : 0;
  const to = !whole && fragment.contains(range.endContainer)
    ? bytesBefore(fragment, range.endContainer, range.endOffset) : size;
  return from < to ? { block, start: start + from, end: start + to } : null;
}

const NOTHING = { block: -1, start: 0, last: -1, end: 0 };

/** The passage that is selected, as core.select and core.copiedHtml take it. */
function selectedPassage() {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return NOTHING;
  const range = selection.getRangeAt(0);
  const article = articleOf(range);
  if (!article || !isOpen(article)) return NOTHING;
  let first = null, last = null;
  for (const fragment of article.querySelectorAll("[data-at]")) {
    const part = coveredPart(fragment, range);
    if (!part) {
      if (last && range.comparePoint(fragment, 0) > 0) break;
      continue;
    }
    first ??= part;
    last = part;
  }
  return first && last ? { block: first.block, start: first.start, last: last.block, end: last.end } : NOTHING;
}

/**
 * @param {import("./core.js").Core} core
 * @param {HTMLElement} root the layer's
 * @param {import("./pictures.js").Pictures} pictures
 */
export function followSelection(core, root, pictures) {
  let told = JSON.stringify(NOTHING);
  const tell = (again = false) => {
    const passage = selectedPassage();
    const now = JSON.stringify(passage);
    if (now === told && !(again && passage.block >= 0)) return;
    told = now;
    preparePictures(pictures);
    core.select(passage.block, passage.start, passage.last, passage.end);
  };
  let pressed = false, timer = 0;
  const soon = (again = false) => {
    clearTimeout(timer);
    timer = window.setTimeout(() => { if (!pressed) tell(again); }, 120);
  };
  document.addEventListener("selectionchange", () => {
    if (getSelection()?.isCollapsed && told !== JSON.stringify(NOTHING)) tell();
    else soon();
  });
  root.addEventListener("pointerdown", (event) => { pressed = event.pointerType === "mouse"; });
  window.addEventListener("pointerup", () => { pressed = false; soon(); });
  window.addEventListener("pointercancel", () => { pressed = false; soon(); });
  // The menu goes while the text moves; when it rests the selection is told anew.
  root.addEventListener("scroll", () => { if (told !== JSON.stringify(NOTHING)) soon(true); }, { capture: true, passive: true });
  // A press on the menu is not to take the selection away.
  root.addEventListener("mousedown", (event) => {
    if (event.target instanceof Element && event.target.closest('[data-id="selection"]')) event.preventDefault();
  });
  root.addEventListener("click", (event) => touch(core, event));
  document.addEventListener("copy", (event) => onCopy(core, pictures, event));
}

/** A click on the text opens the highlight there. @param {import("./core.js").Core} core @param {MouseEvent} event */
function touch(core, event) {
  if (!(event.target instanceof Element) || getSelection()?.isCollapsed === false) return;
  if (!isOpen(event.target.closest("article"))) return;
  // A footnote is shown beside its reference; its address leads to where it is.
  const reference = event.target.closest("a[role=doc-noteref][data-at]");
  if (reference && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    const { block, start } = placeOf(reference);
    return core.touch(block, start);
  }
  if (event.target.closest("a, button, input, textarea, select")) return;
  const fragment = event.target.closest("article [data-at]");
  if (!fragment) {
    if (event.target.closest("article")) core.touch(-1, 0);
    return;
  }
  const { block, start, size } = placeOf(fragment);
  if (fragment.matches(".formula, .picture")) return core.touch(block, start);
  // Any place of a mark's own fragment is inside the mark; of a link's the middle is.
  if (event.target.closest("mark[data-mark]")) return core.touch(block, start);
  core.touch(block, start + size);
}

/** What is selected may be copied with its pictures: their bytes cannot be had while it is. @param {import("./pictures.js").Pictures} pictures */
function preparePictures(pictures) {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return pictures.forgetCopies();
  const range = selection.getRangeAt(0);
  const images = articleOf(range)?.querySelectorAll("img") ?? [];
  pictures.prepareCopies([...images].filter((image) => range.intersectsNode(image)));
}

// --- Copying ------------------------------------------------------------------------------------

/** The part of a fragment's text that the range covers. @param {Element} fragment @param {Range} range */
function coveredText(fragment, range) {
  if (!range.intersectsNode(fragment)) return "";
  if (fragment.classList.contains("picture")) return fragment.querySelector("img")?.alt ?? "";
  const source = fragment.classList.contains("formula") ? fragment.querySelector("span") : null;
  if (source) return source.textContent ? `$${source.textContent}$` : "";
  const part = document.createRange();
  part.selectNodeContents(fragment);
  if (fragment.contains(range.startContainer)) part.setStart(range.startContainer, range.startOffset);
  if (fragment.contains(range.endContainer)) part.setEnd(range.endContainer, range.endOffset);
  return part.toString();
}

/** The element's own lines, as far as the range covers them. @param {Element} element @param {Range} range */
function coveredLines(element, range) {
  let text = "";
  for (const line of element.querySelectorAll(":scope > .text > .line")) {
    if (!range.intersectsNode(line)) continue;
    if (text && !text.endsWith(" ") && line === line.parentElement?.firstChild) text += " ";
    // Lines that wrapped are one text; a break that stands in the text is one.
    for (const fragment of line.querySelectorAll(".fragment")) text += coveredText(fragment, range);
  }
  return text;
}

/** What of the element the range covers, a line a block. @param {Element} element @param {Range} range @returns {string} */
function coveredWords(element, range) {
  if (!range.intersectsNode(element)) return "";
  if (element instanceof HTMLImageElement) return element.alt;
  const own = coveredLines(element, range);
  const parts = own ? [own] : [];
  for (const child of element.querySelectorAll(":scope > .node")) {
    const inner = coveredWords(child, range);
    if (inner) parts.push(inner);
  }
  return parts.join(element.tagName === "TR" ? "\t" : "\n");
}

/** The text as the page shows it, the HTML as the program writes it. @param {import("./core.js").Core} core @param {import("./pictures.js").Pictures} pictures @param {ClipboardEvent} event */
function onCopy(core, pictures, event) {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !event.clipboardData) return;
  const range = selection.getRangeAt(0);
  const article = articleOf(range);
  if (!article) return;
  const text = coveredWords(article, range);
  if (!text) return;
  event.clipboardData.setData("text/plain", text);
  const title = article.querySelector("h1");
  const { block, start, last, end } = selectedPassage();
  const html = isOpen(article) ? core.copiedHtml(block, start, last, end, title !== null && range.intersectsNode(title)) : "";
  if (html) event.clipboardData.setData("text/html", pictures.withAddresses(html));
  event.preventDefault();
}
