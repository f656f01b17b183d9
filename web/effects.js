// Effects: what the program asks of the page (src/wire/wire.json). Each is done at once, while the
// browser still knows the user's gesture.

import { addressOf, hasPages, pageOf } from "./addresses.js";
import { safeHref } from "./trusted.js";
import { readAsset } from "./assets.js";

/**
 * @typedef {{
 *   layer: import("./dom-layer.js").DomLayer,
 *   places: import("./places.js").Places,
 *   storage: import("./storage.js").Storage,
 *   reminders: import("./reminders.js").Reminders,
 *   versions: import("./offline.js").Versions,
 *   speech: import("./speech.js").Speech,
 *   announce: (text: string) => void,
 *   tell: (message: import("#wire").PageMessage) => void,
 *   endNotice: (number: number) => void,
 *   chooseBackup: () => void,
 *   work: () => void,
 *   documents: () => import("./documents.js").Documents,
 *   pictures: import("./pictures.js").Pictures,
 *   core: () => import("./core.js").Core,
 *   shards: () => import("./shards.js").Shards,
 * }} Page
 * @typedef {import("#wire").Effects} Effects
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

/** On a phone the system offers where to send it, too. @param {Effects["copyLink"]} place */
async function shareLink({ hash, page }) {
  const url = page && hasPages() ? pageOf(hash) : addressOf(hash);
  const copied = copy(url, "");
  if (navigator.share && matchMedia("(pointer: coarse)").matches) {
    // Whoever closes the system's sheet has the link all the same.
    navigator.share({ url, title: document.title }).catch(() => {});
  }
  await copied;
}

async function openLicences() {
  // The text lies beside the page, or inside it where the page is one file.
  const text = await readAsset("licenses.txt").then((bytes) => new TextDecoder().decode(bytes), (error) => error.message);
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  window.open(url, "_blank");
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}

async function toggleFullScreen() {
  if (document.fullscreenElement) await document.exitFullscreen();
  else await document.documentElement.requestFullscreen();
}

async function copySelection() {
  if (!document.execCommand("copy")) throw new Error("the browser does not copy");
}

/** @param {Effects["copyQuote"]} quote */
function copyQuote({ text, html, title, hash, page }) {
  const link = document.createElement("a");
  link.href = addressOf(hash, page);
  link.textContent = title;
  return copy(`“${text}”\n\n${title}\n${link.href}`, `<blockquote>${html}</blockquote>\n<p>${link.outerHTML}</p>`);
}

/** How each is done; one that rejects could not be. @type {{[Kind in keyof Effects]: (page: Page, effect: Effects[Kind]) => Promise<void> | void}} */
const EFFECTS = {
  pushHash: ({ places }, { hash, page }) => places.go(hash, page),
  replaceHash: ({ places }, { hash, page }) => places.go(hash, page, true),
  overlay: ({ places }, { opened }) => { if (opened) places.dialogOpened(); else places.dialogClosed(); },
  copy: (_, { text }) => copy(text, ""),
  copyLink: (_, place) => shareLink(place),
  copySelection,
  copyQuote: (_, quote) => copyQuote(quote),
  clearSelection: () => { getSelection()?.removeAllRanges(); },
  save: ({ reminders }, { name, type, text }) => {
    save(name, type, text);
    if (name.startsWith("skira-backup-")) reminders.backedUp();
  },
  store: ({ storage }, { key, json, number }) => storage.store(key, json, number),
  erase: ({ storage }, { key, number }) => storage.store(key, "", number),
  scroll: ({ layer }, { pane, top, smooth }) => {
    // The pane may only come with the next frame's semantics nodes.
    requestAnimationFrame(() => layer.scroll(pane, top, smooth ? "smooth" : "instant"));
  },
  focus: ({ layer }, { id }) => {
    // It may only come with the next frame's semantics nodes, which is drawn in the same step as this.
    requestAnimationFrame(() => setTimeout(() => layer.focus(id)));
  },
  announce: ({ announce }, { text }) => announce(text),
  notice: ({ layer, endNotice }, { number, milliseconds }) => {
    // Nobody loses what they point at or are in.
    const end = () => { if (layer.inUse("notice")) wait(); else endNotice(number); };
    const wait = () => { setTimeout(end, milliseconds); };
    wait();
  },
  openLink: (_, { url }) => {
    const address = safeHref(url);
    if (address) window.open(address, "_blank", "noopener,noreferrer");
  },
  openLicences,
  takeUpdate: ({ versions }) => versions.takeUpdate(),
  toggleFullScreen,
  askForPicture: ({ pictures, core }, request) => { pictures.give(request, core()); },
  savePicture: ({ pictures }, { file }) => pictures.save(file),
  // What prints has all its pictures.
  print: async ({ layer, pictures }) => {
    await pictures.showAll(layer.root);
    window.print();
  },
  speak: ({ speech }, { number, rate, runs }) => speech.speak({ number, rate, runs: JSON.parse(runs) }),
  silence: ({ speech }) => speech.silence(),
  document: ({ documents }, { step, name }) => documents().effect(step, name),
  setFormulas: ({ documents }, { formulas }) => documents().formulas(formulas),
  chooseFiles: ({ chooseBackup, documents }, { what }) => {
    if (what === "backup") chooseBackup();
    else documents().choose(what);
  },
  work: ({ work }) => work(),
  fetch: ({ shards }, { name }) => { shards().fetch(name); },
};

/** Performs effects; what the browser refuses is said. @param {Page} page @returns {(effect: import("#wire").Effect) => void} */
export const performer = (page) => (effect) => {
  const perform = /** @type {(page: Page, effect: object) => Promise<void> | void} */ (EFFECTS[effect.kind]);
  perform(page, effect)?.catch(() => page.tell("action_failed"));
};
