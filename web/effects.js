// Effects: what the program asks of the page (src/reader/effect.h). Each is done at once, while the
// browser still knows the user's gesture.

import { safeHref } from "./trusted.js";
import { readAsset } from "./assets.js";

/**
 * @typedef {{
 *   layer: import("./dom-layer.js").DomLayer,
 *   places: import("./places.js").Places,
 *   storage: import("./storage.js").Storage,
 *   speech: import("./speech.js").Speech,
 *   announce: (text: string) => void,
 *   endNotice: (number: number) => void,
 *   chooseBackup: () => void,
 *   work: () => void,
 *   documents: () => import("./documents.js").Documents,
 *   shards: () => import("./shards.js").Shards,
 * }} Page
 * @typedef {(page: Page, a: string, b: string, c: string) => void} Effect
 */

/** @param {string} name @param {string} type @param {string} text */
function save(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

/** @param {string} text @param {string} html */
async function copy(text, html) {
  try {
    if (html && typeof ClipboardItem === "function") {
      await navigator.clipboard.write([new ClipboardItem({
        "text/plain": new Blob([text], { type: "text/plain" }),
        "text/html": new Blob([html], { type: "text/html" }),
      })]);
    } else {
      await navigator.clipboard.writeText(text);
    }
  } catch {
    // Without the permission, or not in a secure context: the old way, by a selection.
    const area = document.createElement("textarea");
    area.value = text;
    area.style.position = "fixed";
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}

/** Functions that commands call by name. @type {Record<string, (argument: string) => void>} */
const CALLS = {
  // The text lies beside the page, or inside it where the page is one file.
  openLicences: async () => {
    const text = new TextDecoder().decode(await readAsset("licenses.txt"));
    const url = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
    window.open(url, "_blank");
    setTimeout(() => URL.revokeObjectURL(url), 60000);
  },
  fullScreen: () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.().catch(() => {});
  },
  copyLink: (hash) => { copy(new URL(hash, location.href).href, ""); },
  copySelection: () => { document.execCommand("copy"); },
  copyQuote: (json) => {
    const { text, html, title, hash } = JSON.parse(json);
    const link = document.createElement("a");
    link.href = new URL(hash, location.href).href;
    link.textContent = title;
    copy(`“${text}”\n\n${title}\n${link.href}`, `<blockquote>${html}</blockquote>\n<p>${link.outerHTML}</p>`);
  },
  clearSelection: () => { getSelection()?.removeAllRanges(); },
};

/** @type {Record<string, Effect>} */
const EFFECTS = {
  pushHash: ({ places }, hash) => places.go(hash),
  replaceHash: ({ places }, hash) => places.go(hash, true),
  overlay: ({ places }, what) => { if (what === "opened") places.dialogOpened(); else places.dialogClosed(); },
  copy: (_, text, html) => { copy(text, html); },
  save: (_, name, type, text) => save(name, type, text),
  scroll: ({ layer }, pane, top, smooth) => {
    // The pane may only come with the next frame's twins.
    requestAnimationFrame(() => layer.scroll(pane, Number(top), smooth ? "smooth" : "instant"));
  },
  focus: ({ layer }, id) => {
    // It may only come with the next frame's twins, which is drawn in the same step as this.
    requestAnimationFrame(() => setTimeout(() => layer.focus(id)));
  },
  announce: ({ announce }, text) => announce(text),
  notice: ({ layer, endNotice }, number, milliseconds) => {
    // Nobody loses what they point at or are in.
    const end = () => { if (layer.inUse("notice")) wait(); else endNotice(Number(number)); };
    const wait = () => { setTimeout(end, Number(milliseconds)); };
    wait();
  },
  openLink: (_, url) => { if (safeHref(url)) window.open(url, "_blank", "noopener,noreferrer"); },
  print: () => window.print(),
  speak: ({ speech }, json) => speech.speak(json),
  store: ({ storage }, key, json) => storage.store(key, json),
  erase: ({ storage }, key) => storage.store(key, ""),
  chooseFiles: ({ chooseBackup, documents }, what) => {
    if (what === "backup") chooseBackup();
    else if (what === "files" || what === "folder") documents().choose(what);
  },
  work: ({ work }) => work(),
  document: ({ documents }, what, name, json) => documents().effect(what, name, json),
  fetch: ({ shards }, name) => { shards().fetch(name); },
  call: (_, name, argument) => CALLS[name]?.(argument),
};

/** @param {Page} page */
export const performer = (page) =>
  (/** @type {string} */ kind, /** @type {string} */ a, /** @type {string} */ b, /** @type {string} */ c) =>
    EFFECTS[kind]?.(page, a, b, c);
