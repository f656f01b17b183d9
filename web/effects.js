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
 *   tell: (what: string) => void,
 *   endNotice: (number: number) => void,
 *   chooseBackup: () => void,
 *   work: () => void,
 *   documents: () => import("./documents.js").Documents,
 *   pictures: import("./pictures.js").Pictures,
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

/** Rejects where the browser does not allow it. @param {string} text @param {string} html */
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
    const copied = document.execCommand("copy");
    area.remove();
    if (!copied) throw new Error("the browser does not copy");
  }
}

/** Functions that commands call by name; one that rejects could not be done. @type {Record<string, (argument: string, page: Page) => Promise<void> | void>} */
const CALLS = {
  // The text lies beside the page, or inside it where the page is one file.
  openLicences: async () => {
    const text = await readAsset("licenses.txt").then((bytes) => new TextDecoder().decode(bytes), (error) => error.message);
    const url = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
    window.open(url, "_blank");
    setTimeout(() => URL.revokeObjectURL(url), 60000);
  },
  fullScreen: async () => {
    if (document.fullscreenElement) await document.exitFullscreen();
    else await document.documentElement.requestFullscreen();
  },
  copyLink: (hash) => copy(new URL(hash, location.href).href, ""),
  copySelection: async () => {
    if (!document.execCommand("copy")) throw new Error("the browser does not copy");
  },
  copyQuote: (json) => {
    const { text, html, title, hash } = JSON.parse(json);
    const link = document.createElement("a");
    link.href = new URL(hash, location.href).href;
    link.textContent = title;
    return copy(`“${text}”\n\n${title}\n${link.href}`, `<blockquote>${html}</blockquote>\n<p>${link.outerHTML}</p>`);
  },
  savePicture: (file, { pictures }) => pictures.save(file),
  clearSelection: () => { getSelection()?.removeAllRanges(); },
};

/** What the browser refuses is said. @param {Page} page @param {Promise<void> | void} done */
const sayRefusal = ({ tell }, done) => { done?.catch(() => tell("action_failed")); };

/** @type {Record<string, Effect>} */
const EFFECTS = {
  pushHash: ({ places }, hash) => places.go(hash),
  replaceHash: ({ places }, hash) => places.go(hash, true),
  overlay: ({ places }, what) => { if (what === "opened") places.dialogOpened(); else places.dialogClosed(); },
  copy: (page, text, html) => sayRefusal(page, copy(text, html)),
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
  // What prints has all its pictures.
  print: ({ layer, pictures }) => { pictures.showAll(layer.root).then(() => window.print()); },
  speak: ({ speech }, json) => speech.speak(json),
  store: ({ storage }, key, json, number) => storage.store(key, json, Number(number)),
  erase: ({ storage }, key, _, number) => storage.store(key, "", Number(number)),
  chooseFiles: ({ chooseBackup, documents }, what) => {
    if (what === "backup") chooseBackup();
    else if (what === "files" || what === "folder") documents().choose(what);
  },
  work: ({ work }) => work(),
  document: ({ documents }, what, name, json) => documents().effect(what, name, json),
  fetch: ({ shards }, name) => { shards().fetch(name); },
  call: (page, name, argument) => sayRefusal(page, CALLS[name]?.(argument, page)),
};

/** @param {Page} page */
export const performer = (page) =>
  (/** @type {string} */ kind, /** @type {string} */ a, /** @type {string} */ b, /** @type {string} */ c) =>
    EFFECTS[kind]?.(page, a, b, c);
