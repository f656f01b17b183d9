/**
 * Footnotes of pages: a link to a place of the page that leads back. References become
 * `<span data-skira-note>`; the notes' elements are taken out of the page.
 */
import { all, attribute } from "./html-dom.js";
import { unescaped } from "./siblings.js";

/** How writers of pages name the places of notes: Google Docs, Word, LibreOffice, pandoc, Substack, WordPress. */
const NOTE_ID = /^(_?(ftn|edn)\d+|ftnt\d+|fn[-:_]?[\w-]+|footnote-?[\w-]*\d|sd(foot|end)note\d+sym|note-?\d+|easy-footnote-bottom-[\w-]+|user-content-fn-[\w-]+|cite_note-[\w-]+)$/i;

/** Names of the places that notes lead back to. */
const BACK_ID = /ref|anc$|anchor/i;

/** @param {Element} element @returns {string[]} ids of the element and of the anchors in it */
const idsOf = (element) => [element, ...all(element, "[id], a[name]")].flatMap((one) => [attribute(one, "id"), attribute(one, "name")]).filter(Boolean);

/** The element that holds a note's text: the anchor itself may be only its number. @param {Element} anchor */
function holderOf(anchor) {
  const holder = anchor.closest("li, div.footnote, [role='doc-footnote'], [role='doc-endnote'], aside, div[id^='ftn'], div[id^='sdfootnote'], div[id^='edn']");
  return holder ?? anchor.closest("p") ?? anchor;
}

/**
 * @param {Document} document changed in place
 * @returns {Map<string, Element>} the notes' elements by label, in the order of their references
 */
export function takeNotes(document) {
  /** @type {Map<string, Element>} */
  const places = new Map();
  for (const one of all(document, "[id], a[name]")) {
    for (const id of [attribute(one, "id"), attribute(one, "name")]) if (id && !places.has(id)) places.set(id, one);
  }
  /** @type {Map<Element, string>} */
  const labels = new Map();
  /** @type {Map<string, Element>} */
  const notes = new Map();
  for (const link of all(document, "a[href^='#']")) {
    const id = unescaped(attribute(link, "href").slice(1));
    const place = places.get(id);
    if (!place || !NOTE_ID.test(id) || BACK_ID.test(id)) continue;
    const holder = holderOf(place);
    if (holder.contains(link)) continue;
    const back = idsOf(/** @type {Element} */ (link.closest("sup") ?? link)).concat(idsOf(link));
    const leadsBack = all(holder, "a[href^='#']").some((one) => back.includes(attribute(one, "href").slice(1)));
    if (!leadsBack && !/noteref|footnote/i.test(`${attribute(link, "role")} ${attribute(link, "class")}`) && !link.closest("sup")) continue;
    const label = labels.get(holder) ?? String(labels.size + 1);
    labels.set(holder, label);
    notes.set(label, holder);
    const reference = document.createElement("span");
    reference.setAttribute("data-skira-note", label);
    reference.textContent = `[${label}]`;
    const raised = link.closest("sup");
    (raised && (raised.textContent ?? "").trim() === (link.textContent ?? "").trim() ? raised : link).replaceWith(reference);
  }
  for (const [label, holder] of notes) {
    for (const back of all(holder, "a[href^='#']")) {
      if (/^[\s[\]\d↩^.*⤴]*$|^(back|↑)/i.test((back.textContent ?? "").replace(/\ufe0e|\ufe0f/g, ""))) (back.closest("sup") ?? back).remove();
    }
    const number = all(holder, ".footnote-number")[0];
    number?.remove();
    holder.remove();
    notes.set(label, holder);
  }
  return notes;
}
