// Keys: shortcuts go to the program's commands; keys that scroll move the pane that is read even
// when nothing has the focus.
import { isPlain } from "./plain.js";

/** @param {KeyboardEvent} event as src/app/state/commands.h writes it: "Ctrl+Shift+p", "?" */
function chordOf(event) {
  const control = event.ctrlKey || event.metaKey;
  const key = control ? event.key.toLowerCase() : event.key;
  const shift = event.shiftKey && (control || event.altKey);
  return `${control ? "Ctrl+" : ""}${event.altKey ? "Alt+" : ""}${shift ? "Shift+" : ""}${key}`;
}

/** What keys beside the letters have on a Latin layout. @type {Record<string, string>} */
const SIGNS = { Comma: ",", Period: ".", Slash: "/", Semicolon: ";", Quote: "'", BracketLeft: "[", BracketRight: "]", Backslash: "\\", Minus: "-", Equal: "=", Backquote: "`" };

/**
 * What is on the key on a Latin layout, so that shortcuts work with a Hebrew one; null where the layout is Latin itself.
 * @param {KeyboardEvent} event
 */
function latin(event) {
  const key = /^Key([A-Z])$/.exec(event.code)?.[1].toLowerCase() ?? SIGNS[event.code];
  const isLetter = /^Key/.test(event.code);
  // A Hebrew layout has "/" and "'" on letters, and letters on "," and ".".
  if (!key || (isLetter ? /^[a-z]$/i.test(event.key) : !/^\p{L}$/u.test(event.key))) return null;
  return new KeyboardEvent("keydown", { key, ctrlKey: event.ctrlKey, metaKey: event.metaKey,
    altKey: event.altKey, shiftKey: event.shiftKey });
}

/** Whether the key types a character by AltGr or Option. @param {KeyboardEvent} event */
const typesByAlt = (event) => [...event.key].length === 1 && (event.getModifierState("AltGraph") ||
  (event.altKey && !event.ctrlKey && !event.metaKey && event.key !== "\u00a0" && !/^[\x20-\x7e]$/.test(event.key) && !/\p{Script=Hebrew}/u.test(event.key)));

// What in a combo box moves through its list.
const LIST_KEYS = ["ArrowDown", "ArrowUp", "Enter"];

/** @param {Element | null} element */
const isField = (element) => element?.matches("input:not([type=range]), textarea, select") ?? false;

/** What a one-line field may take for itself; the program hears of it as "FIELD:KEY". */
const FIELD_KEYS = ["ArrowDown", "ArrowUp", "Enter", "Escape"];

const BARS = ["banner", "catalog-bar", "review-bar", "bottom"].map((id) => `[data-id=${id}]`).join();

/** Tells the program when a field gets and loses the focus. @param {import("./core.js").Core} core @param {HTMLElement} root */
function followFocus(core, root) {
  /** @param {FocusEvent} event @param {string} what */
  const tell = ({ target }, what) => {
    const field = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target : null;
    if (field && isField(field)) core.key(`${field.dataset.id}:${what}`);
  };
  root.addEventListener("focusin", (event) => {
    tell(event, "Focus");
    // Bars that are away come back for whoever goes to them with the keyboard.
    if (event.target instanceof Element && event.target.closest(BARS)) core.key("bars:Focus");
  });
  root.addEventListener("focusout", (event) => tell(event, "Blur"));
}

/** The arrow keys go from row to row of the catalog, and from the first back to the search. @param {KeyboardEvent} event @param {import("./dom-layer.js").DomLayer} layer */
function stepInList(event, layer) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const list = document.activeElement?.closest("[data-id=catalog-list]");
  if (!step || !list) return false;
  const rows = /** @type {HTMLElement[]} */ ([...list.querySelectorAll("a")]);
  const here = rows.findIndex((row) => row === document.activeElement);
  if (here < 0) return false;
  event.preventDefault();
  const row = rows[here + step];
  if (row) row.focus();
  else if (event.key === "ArrowUp") layer.focus("search");
  return true;
}

/**
 * Whether the layout in use is the Hebrew one; null where the key does not tell: capitals are on both.
 * @param {KeyboardEvent} event
 */
function isHebrewLayout({ code, key, ctrlKey, metaKey, altKey }) {
  if (!/^Key/.test(code) || ctrlKey || metaKey || altKey) return null;
  if (/^[א-ת]$/u.test(key)) return true;
  return /^[a-z]$/.test(key) ? false : null;
}

/**
 * @param {import("./core.js").Core} core
 * @param {import("./dom-layer.js").DomLayer} layer
 * @param {(hebrew: boolean) => void} tellLayout told when another layout is in use than before, first a Latin one
 */
export function followKeys(core, layer, tellLayout) {
  followFocus(core, layer.root);
  let hebrew = false;
  document.addEventListener("keydown", (event) => {
    const now = isHebrewLayout(event) ?? hebrew;
    if (now !== hebrew) tellLayout(now);
    hebrew = now;
    if (event.defaultPrevented || event.isComposing) return;
    const typing = isField(document.activeElement);
    if (typing && typesByAlt(event)) return;
    const bare = !event.ctrlKey && !event.metaKey && !event.altKey;
    const field = /** @type {HTMLElement | null} */ (document.activeElement);
    if (bare && field instanceof HTMLInputElement && FIELD_KEYS.includes(event.key) &&
        core.key(`${field.dataset.id}:${event.key}`)) {
      event.preventDefault();
      return;
    }
    // The search is left as it is.
    if (bare && event.key === "Escape" && field?.dataset.id === "search" && !layer.hasDialog()) {
      event.preventDefault();
      field.blur();
      return;
    }
    if (bare && stepInList(event, layer)) return;
    // In a field only keys that type nothing are commands.
    const listed = document.activeElement?.getAttribute("role") === "combobox" && LIST_KEYS.includes(event.key);
    if (typing && bare && event.key !== "Escape" && !listed) return;
    if (bare && moveInRadios(event)) return;
    const other = latin(event);
    if (core.key(chordOf(event)) || (other && core.key(chordOf(other)))) {
      event.preventDefault();
      if (event.key === "Escape" && typing) /** @type {HTMLElement} */ (document.activeElement).blur();
      return;
    }
    if (bare) scrollByKey(event, layer);
  });
}

/** Arrows choose among radio buttons, as everywhere. @param {KeyboardEvent} event */
function moveInRadios(event) {
  const here = document.activeElement;
  const group = here?.getAttribute("role") === "radio" ? here.closest("[role=radiogroup]") : null;
  const forth = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
  const back = forth === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
  const by = event.key === "ArrowDown" || event.key === forth ? 1 : event.key === "ArrowUp" || event.key === back ? -1 : 0;
  if (!group || !by) return false;
  const radios = /** @type {HTMLElement[]} */ ([...group.querySelectorAll("[role=radio]")]);
  const next = radios[(radios.indexOf(/** @type {HTMLElement} */ (here)) + by + radios.length) % radios.length];
  next.focus();
  next.click();
  event.preventDefault();
  return true;
}

/** @param {KeyboardEvent} event @param {import("./dom-layer.js").DomLayer} layer */
function scrollByKey(event, layer) {
  if (document.activeElement && document.activeElement !== document.body) return;
  if (isPlain()) return;  // the document itself scrolls
  if (event.shiftKey && event.key !== " ") return;  // these move the end of a selection
  const pane = layer.scroller("review") ?? layer.scroller("page") ?? layer.scroller("catalog");
  if (!pane) return;
  const page = pane.clientHeight * 0.9;
  const by = { ArrowDown: 60, ArrowUp: -60, PageDown: page, PageUp: -page, " ": event.shiftKey ? -page : page,
    Home: -pane.scrollHeight, End: pane.scrollHeight }[event.key];
  if (by === undefined) return;
  event.preventDefault();
  pane.scrollBy({ top: by, behavior: "instant" });
}
