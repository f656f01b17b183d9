// The user's own documents: dropped, chosen, pasted or handed over by the system; read by the library
// maker in its worker, joined by the program part by part; kept on the device with what was read, which is
// joined at the next start; where another maker has read it, it is read anew.
//
//   drop, paste, choose, launch ─▶ queue ─▶ maker ─▶ core.beginDocument, addDocumentPart …, endDocument
//                                       ◀─ effect "read": kept in IndexedDB, other tabs told
//                                       ◀─ effect "failed", "cancelled": the next one, or none
import { isPartOfFolder, isPictureName } from "./document-names.js";
import { isMade } from "./document-store.js";
import { LibraryMaker } from "./library-maker.js";
import { ROOT } from "./site-root.js";

/**
 * @typedef {{name: string, file: Blob}} Sibling a file that came with a document, as its pictures do
 * @typedef {import("./document-store.js").Made} Made
 * @typedef {{name: string, file?: Blob, error?: string, handle?: FileSystemFileHandle, added?: number, siblings?: Sibling[], made?: Made | null, corrected?: boolean, pictures?: Set<string>}} Item
 *   a file under its path, or why it cannot be reached; with what the device kept of its siblings, and of its reviews;
 *   corrected: the file is the text that the user made of it (editor.js); the files of the pictures that it holds
 * @typedef {{problem: string, detail: string, line: number, reviews: number, warnings: {line: number, code: string, message: string}[], places: {id: string, first: number, last: number}[]}} Reading
 *   what became of a document (src/review/report.h), and the lines of its reviews
 * @typedef {{restored?: boolean, replaces?: boolean}} How restored: the device kept it, nobody has to be told;
 *   replaces: it takes the place of the document of its name
 * @typedef {Item & How & {place: number, count: number, used: Set<string>, done: () => void}} Waiting `used` is
 *   given the names of the siblings that the documents of the same drop name
 */

const HELD = 1000;  // ms after the last that was heard of files over the page
// For the browser's dialog alone: what a file is its content tells (import/import.js).
const ACCEPT = ".docx,.md,.txt,.html,.htm,.pdf,.epub,.ipynb,.json,.gz,.zip,image/*";
// Types that hold all that they show.
const SELF_CONTAINED = /\.(?:docx|pdf|epub|zip|gz)$/i;

// A folder's walk gives an item for each document in it and below; what of it cannot be reached is an
// item that says why, and ends nothing else.

/** @param {string} name @param {unknown} error @returns {Item} */
const unreachable = (name, error) => ({ name, error: error instanceof Error ? error.message : String(error) });

/** @param {FileSystemDirectoryHandle} folder @param {string} path @returns {AsyncGenerator<Item>} */
async function* filesOfHandle(folder, path) {
  try {
    // The iterator is newer than the types.
    for await (const entry of /** @type {any} */ (folder).values()) {
      const name = `${path}${entry.name}`;
      if (entry.kind === "directory") yield* filesOfHandle(entry, `${name}/`);
      else if (isPartOfFolder(name)) {
        yield await entry.getFile().then((/** @type {File} */ file) => ({ name, file, handle: entry }),
          (/** @type {unknown} */ error) => unreachable(name, error));
      }
    }
  } catch (error) {
    yield unreachable(path, error);
  }
}

/** @param {FileSystemEntry} entry @param {string} path @returns {AsyncGenerator<Item>} */
async function* filesOfEntry(entry, path) {
  const name = `${path}${entry.name}`;
  try {
    if (entry.isFile) {
      if (path && !isPartOfFolder(name)) return;
      yield { name, file: await new Promise((resolve, reject) => {
        /** @type {FileSystemFileEntry} */ (entry).file(resolve, reject);
      }) };
      return;
    }
    const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
    for (;;) {
      /** @type {FileSystemEntry[]} */
      const entries = await new Promise((resolve, reject) => { reader.readEntries(resolve, reject); });
      if (entries.length === 0) return;
      for (const inner of entries) yield* filesOfEntry(inner, `${name}/`);
    }
  } catch (error) {
    yield unreachable(name, error);
  }
}

/** What was dropped or pasted; asked for at once, before the browser forgets it. @param {DataTransfer} data @returns {Promise<Item[]>} */
async function itemsOf(data) {
  const waiting = [...data.items].filter((item) => item.kind === "file").map((item) => ({
    handle: /** @type {any} */ (item).getAsFileSystemHandle?.().catch(() => null),
    entry: item.webkitGetAsEntry?.(),
    file: item.getAsFile(),
  }));
  /** @type {Item[]} */
  const items = [];
  for (const { handle, entry, file } of waiting) {
    const from = await handle;
    if (from?.kind === "directory") {
      for await (const item of filesOfHandle(from, `${from.name}/`)) items.push(item);
    } else if (entry?.isDirectory) {
      for await (const item of filesOfEntry(entry, "")) items.push(item);
    } else if (file) {
      items.push({ name: file.name, file, handle: from ?? undefined });
    }
  }
  return items.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What the program says where the maker fails: keys of assets/strings.json. @type {Record<string, string>} */
/** @type {Record<string, import("#wire").DocumentFailure>} */
const FAILURES = { worker: "error_maker", "too-large": "error_too_large",
  unreachable: "documents_unreachable", damaged: "error_packed", memory: "error_memory" };

/** Which library maker this page has (bundle.js). */
const makerName = () => document.querySelector("meta[name=skira-maker]")?.getAttribute("content") ?? "";

/** Lets the page do something else. */
const pause = () => new Promise((resolve) => { setTimeout(resolve); });

export class Documents {
  #core;
  #store;
  #work;
  #maker = new LibraryMaker();
  /** Reads what is being corrected. */
  #trials = new LibraryMaker();
  /** @type {Waiting[]} */
  #queue = [];
  #busy = false;
  /** Of the one that is being read. @type {((outcome: {step: import("#wire").DocumentStep, name: string}) => void) | null} */
  #settle = null;
  /** Where documents came from, by name. @type {Map<string, Item>} */
  #items = new Map();
  /** The one that was removed last. @type {Item | null} */
  #removed = null;
  #pictures;

  /**
   * @param {import("./core.js").Core} core
   * @param {import("./document-store.js").DocumentStore} store
   * @param {{work: () => void, formulas: (json: string) => void, pictures: import("./pictures.js").Pictures}} page
   *   `work` starts the program's idle work; `formulas` sets those that nobody has set; `pictures` are given
   *   a document's before the program hears of them
   */
  constructor(core, store, page) {
    this.#core = core;
    this.#store = store;
    this.#work = page.work;
    this.formulas = page.formulas;
    this.#pictures = page.pictures;
  }

  /** Reads again what the device keeps, and follows the other tabs. */
  async restore() {
    this.#store.follow((name, record) => {
      if (!record) this.#core.removeDocument(name);
      else this.#add([record], { restored: true });
    });
    await this.#add(await this.#store.all(), { restored: true });
  }

  /** Reads documents. @param {Item[]} items @param {How} [how] */
  async open(items, how = {}) {
    if (items.length === 0) return;
    this.#core.navigate("#/documents");
    const pictures = items.filter(({ name, file }) => file && isPictureName(name));
    const siblings = items.flatMap(({ name, file }) => (file ? [{ name, file }] : []));
    const documents = items.filter((item) => !pictures.includes(item)).map((item) => ({ ...item, siblings }));
    const used = await this.#add(documents, how);
    const unused = pictures.filter(({ name }) => !used.has(name)).map(({ name }) => name);
    if (unused.length === 0) return;
    this.#core.failDocument(unused.length === 1 ? unused[0] : `${unused[0]} (+${unused.length - 1})`, "refused_picture_unused", "");
  }

  /** @param {Item[]} items @param {How} how @returns {Promise<Set<string>>} the names of the siblings that they named */
  #add(items, how) {
    const used = /** @type {Set<string>} */ (new Set());
    if (items.length === 0) return Promise.resolve(used);
    return new Promise((resolve) => {
      this.#queue.push(...items.map((item, i) => ({ ...item, ...how, place: i + 1, count: items.length, used,
        done: i + 1 === items.length ? () => resolve(used) : () => {} })));
      if (!this.#busy) this.#workOff();
    });
  }

  /** Reads what waits. */
  async #workOff() {
    this.#busy = true;
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
      await this.#read(next);
      next.done();
    }
    this.#maker.end();
    this.#busy = false;
  }

  /** @param {Waiting} item */
  async #read(item) {
    const core = this.#core;
    const { file } = item;
    if (!file) return core.failDocument(item.name, "documents_unreachable", "");
    /** @type {Promise<{step: import("#wire").DocumentStep, name: string}>} */
    const settled = new Promise((resolve) => { this.#settle = resolve; });
    const added = item.added ?? Date.now();
    core.beginDocument(item.name, file.size, added, item.restored === true, item.replaces === true, item.place, item.count);
    let open = true;
    settled.then(() => { open = false; });
    await null;  // it may be too large, which is known at once
    // What the device kept of its siblings is what it names.
    const siblings = SELF_CONTAINED.test(item.name) && !item.corrected ? [] : (item.siblings ?? []).filter(({ name }) => name !== item.name);
    let named = siblings;
    const kept = item.restored && isMade(item.made) && item.made.maker === makerName() ? item.made : null;
    /** @type {Made | null} */
    let made = kept;
    const pictures = /** @type {Set<string>} */ (new Set());
    if (open && !(kept && await this.#join(kept, pictures, () => open)) && open) {
      made = null;
      this.#make({ name: item.name, file, siblings }, pictures, (done, used) => {
        made = done;
        named = siblings.filter(({ name }) => used.includes(name));
        for (const name of used) item.used.add(name);
      });
    }
    const { step, name } = await settled;
    if (step === "cancelled") this.#maker.end();
    if (step !== "read") return this.#dropPictures(pictures);
    const before = this.#items.get(name)?.pictures;
    // Of a document that was given another name the parts have the former one.
    if (name !== item.name) made = null;
    const known = { name, file, handle: item.handle, added, siblings: named, made, ...item.corrected ? { corrected: true } : {} };
    this.#items.set(name, { ...known, pictures });
    this.#dropPictures(before);
    if (!item.restored) await this.#store.put(known);
    else if (made && made !== kept) await this.#store.putMade(name, made);
  }

  /**
   * Gives the program what the device kept of a document's reviews.
   * @param {Made} made @param {Set<string>} files is given those of its pictures @param {() => boolean} goesOn whether it is still wanted
   * @returns {Promise<boolean>} false, with nothing given, where the device does not have it any more
   */
  async #join({ report, parts, pictures, bytes }, files, goesOn) {
    let at = parts.reduce((sum, size) => sum + size, 0);
    const texts = await bytes.slice(0, at).arrayBuffer().catch(() => null);
    if (texts?.byteLength !== at) return false;
    for (const { file, size } of pictures) {
      files.add(file);
      this.#pictures.add({ file, bytes: bytes.slice(at, at += size) });
    }
    at = 0;
    for (const size of parts) {
      await pause();
      if (!goesOn()) return true;
      this.#core.addDocumentPart(new Uint8Array(texts, at, size));
      at += size;
    }
    this.#core.endDocument(report);
    this.#work();
    return true;
  }

  /**
   * Has the maker read a document for the program.
   * @param {{name: string, file: Blob, siblings: Sibling[]}} wanted
   * @param {Set<string>} files is given those of its pictures
   * @param {(made: Made, used: string[]) => void} done is given the names of the siblings that it names
   */
  #make(wanted, files, done) {
    const core = this.#core;
    const { name } = wanted;
    /** @type {Blob[]} */
    const parts = [];
    /** @type {{file: string, bytes: Blob}[]} */
    const pictures = [];
    this.#maker.read(wanted, core.largestDocument(), {
      picture: ({ file, bytes }) => {
        const picture = { file, bytes: new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (bytes)]) };
        files.add(file);
        pictures.push(picture);
        this.#pictures.add(picture);
      },
      progress: (fraction) => core.showDocumentProgress(fraction),
      part: (json) => {
        parts.push(new Blob([json]));
        core.addDocumentPart(json);
      },
      report: (report, used) => {
        done({ maker: makerName(), report, parts: parts.map(({ size }) => size),
          pictures: pictures.map(({ file, bytes }) => ({ file, size: bytes.size })),
          bytes: new Blob([...parts, ...pictures.map(({ bytes }) => bytes)]) }, used);
        core.endDocument(report);
        this.#work();
      },
      backup: (text) => core.endDocumentAsBackup(text),
      failed: ({ why, detail }) => core.failDocument(name, FAILURES[why], why === "too-large" ? "" : detail),
    });
  }

  /** What became of a document. @param {import("#wire").DocumentStep} step @param {string} name */
  effect(step, name) {
    switch (step) {
      case "cancelled":
        for (const waiting of this.#queue.splice(0)) waiting.done();
        // Falls through.
      case "read": case "failed": return this.#settle?.({ step, name });
      case "removed": {
        const item = this.#items.get(name);
        if (item) this.#removed = item;
        this.#items.delete(name);
        this.#dropPictures(item?.pictures);
        return void this.#store.remove(name);
      }
      case "putBack": return void this.#putBack(name);
      case "reread": return void this.#reread(name);
      case "keepAll": return void this.#keepAll();
    }
  }

  /** Shows and stores the document again that was removed last. @param {string} name */
  async #putBack(name) {
    const item = this.#removed;
    if (item?.name !== name) return;
    this.#removed = null;
    await this.#add([item], { restored: true });
    await this.keep(name);
  }

  /** Stores a document as it is now. @param {string} name */
  async keep(name) {
    const { file, handle, added = Date.now(), siblings = [], made, corrected } = this.#items.get(name) ?? {};
    if (file) await this.#store.put({ name, file, handle, added, siblings, made, ...corrected ? { corrected } : {} });
  }

  /** A document as it is, null where there is none of this name. @param {string} name @returns {Item | null} */
  item(name) {
    return this.#items.get(name) ?? null;
  }

  /**
   * The text of a document that can be corrected (worker/add-files.js), null where it has none.
   * @param {string} name
   */
  async text(name) {
    const { file, siblings = [] } = this.#items.get(name) ?? {};
    return file ? new LibraryMaker().text({ name, file, siblings }, this.#core.largestDocument()) : null;
  }

  /**
   * Shows a document with another content, and keeps nothing of it on the device. @param {Item} item that joins where
   * something can be read of it
   * @returns {Promise<Reading>}
   */
  async show(item) {
    const { name, file = new Blob(), siblings = [] } = item;
    /** @type {Uint8Array[]} */
    const parts = [];
    const pictures = /** @type {{file: string, bytes: Blob}[]} */ ([]);
    const maker = this.#trials;
    const reading = await /** @type {Promise<Reading & {report?: string}>} */ (new Promise((resolve) => {
      maker.read({ name, file, siblings }, this.#core.largestDocument(), {
        picture: (picture) => { pictures.push({ file: picture.file, bytes: new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (picture.bytes)]) }); },
        progress: () => {},
        part: (json) => { parts.push(json); },
        report: (report) => resolve({ ...JSON.parse(report), report }),
        backup: () => resolve({ problem: "no-review", detail: "", line: 0, warnings: [], reviews: 0, places: [] }),
        failed: ({ why, detail }) => resolve({ problem: why, detail, line: 0, warnings: [], reviews: 0, places: [] }),
      });
    }));
    if (reading.problem) return { ...reading, places: [] };
    const made = { maker: makerName(), report: /** @type {string} */ (reading.report), parts: parts.map(({ length }) => length),
      pictures: pictures.map(({ file: name_, bytes }) => ({ file: name_, size: bytes.size })),
      bytes: new Blob([.../** @type {Uint8Array<ArrayBuffer>[]} */ (parts), ...pictures.map(({ bytes }) => bytes)]) };
    await this.#add([{ ...item, made }], { restored: true, replaces: true });
    return { ...reading, places: JSON.parse(this.#core.documentPlaces(name)) };
  }

  /** Shows a document as it was before. @param {Item} item as item() gave it */
  showAgain(item) {
    return this.#add([item], { restored: true, replaces: true });
  }

  /** No more is shown: the worker's memory is given back. */
  endShowing() {
    this.#trials.end();
  }

  /** Forgets those that no other document has. @param {Set<string>} [files] */
  #dropPictures(files = new Set()) {
    for (const file of files) {
      if (![...this.#items.values()].some(({ pictures }) => pictures?.has(file))) this.#pictures.remove(file);
    }
  }

  /** Stores all anew: the browser has cleared what it kept. */
  async #keepAll() {
    for (const name of this.#items.keys()) await this.keep(name);
  }

  /** From the file itself where the browser has it, else it has to be chosen again. @param {string} name */
  async #reread(name) {
    const item = this.#items.get(name);
    const handle = /** @type {any} */ (item?.handle);
    try {
      if (handle) {
        if (await handle.queryPermission?.({ mode: "read" }) !== "granted") await handle.requestPermission?.({ mode: "read" });
        return await this.open([{ name, file: await handle.getFile(), handle }], { replaces: true });
      }
    } catch {
      return this.#core.failDocument(name, "documents_unreachable", "");
    }
    const [chosen] = await chooseByInput(false, false);
    if (chosen) await this.open([{ ...chosen, name }], { replaces: true });
  }

  /** Lets the user choose. @param {"files" | "folder"} what */
  choose(what) {
    return this.#take(chosenItems(what), "action_failed");
  }

  /**
   * Reads what was dropped, pasted, chosen or handed over.
   * @param {Promise<Item[]>} coming @param {import("#wire").PageMessage} refused what the user is told where it does not come
   */
  async #take(coming, refused = "file_unreadable") {
    try {
      await this.open(await coming);
    } catch (error) {
      // Whoever closed the dialog of files knows.
      if (/** @type {Error} */ (error).name !== "AbortError") this.#core.tell(refused);
    }
  }

  /** Takes what is dropped on the page, pasted, or handed over by the system. */
  follow() {
    /** @param {DragEvent} event */
    const hasFiles = (event) => event.dataTransfer?.types.includes("Files") ?? false;
    // The page's elements come and go below the pointer, so that "leave" tells little: what is held
    // over the page is told again and again, and is gone when that ends.
    let gone = 0;
    const hide = () => {
      clearTimeout(gone);
      this.#core.showDropTarget(false);
    };
    /** @param {DragEvent} event */
    const hold = (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
      clearTimeout(gone);
      gone = window.setTimeout(hide, HELD);
      this.#core.showDropTarget(true);
    };
    window.addEventListener("dragenter", hold);
    window.addEventListener("dragover", hold);
    window.addEventListener("drop", (event) => {
      if (!event.dataTransfer || !hasFiles(event)) return;
      event.preventDefault();
      hide();
      this.#take(itemsOf(event.dataTransfer));
    });
    window.addEventListener("paste", (event) => {
      if (!event.clipboardData?.types.includes("Files")) return;
      const data = event.clipboardData;
      // A picture pasted into a note is not meant for the library.
      if ([...data.files].every((file) => isPictureName(file.name))) return;
      event.preventDefault();
      this.#take(itemsOf(data));
    });
    /** @type {any} */ (window).launchQueue?.setConsumer((/** @type {{files?: FileSystemFileHandle[]}} */ { files }) => {
      if (files?.length) this.#take(itemsOfHandles(files));
    });
  }
}

/** Files that were picked or handed over. @param {readonly FileSystemFileHandle[]} handles @returns {Promise<Item[]>} */
const itemsOfHandles = (handles) => Promise.all(handles.map((handle) => handle.getFile().then(
  (file) => ({ name: handle.name, file, handle }), (error) => unreachable(handle.name, error))));

/** What the user chooses. @param {"files" | "folder"} what @returns {Promise<Item[]>} rejects with an AbortError where that is nothing */
async function chosenItems(what) {
  const pick = /** @type {any} */ (window)[what === "folder" ? "showDirectoryPicker" : "showOpenFilePicker"];
  if (!pick) return chooseByInput(what === "folder", true);
  const picked = await pick.call(window, what === "folder" ? {} : { multiple: true });
  if (what === "files") return itemsOfHandles(picked);
  /** @type {Item[]} */
  const items = [];
  for await (const item of filesOfHandle(picked, `${picked.name}/`)) items.push(item);
  return items.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** @param {boolean} folder @param {boolean} several @returns {Promise<Item[]>} */
function chooseByInput(folder, several) {
  const input = document.createElement("input");
  input.type = "file";
  input.multiple = several;
  input.accept = ACCEPT;
  input.webkitdirectory = folder;
  return new Promise((resolve) => {
    input.oncancel = () => resolve([]);
    input.onchange = () => {
      const items = [...input.files ?? []].map((file) => ({ name: file.webkitRelativePath || file.name, file }));
      resolve(folder ? items.filter(({ name }) => isPartOfFolder(name)).sort((a, b) => (a.name < b.name ? -1 : 1)) : items);
    };
    input.click();
  });
}

/**
 * The route that opens what another application shared: a review of this library, a paper by its arXiv
 * identifier, or a search for the words; empty where nothing was shared.
 * @param {URLSearchParams} shared
 */
export function sharedRoute(shared) {
  const [title, text, url] = ["share-title", "share-text", "share-url"].map((name) => shared.get(name)?.trim() ?? "");
  // Many applications put the address into the text.
  const address = url || /https?:\/\/\S+/.exec(text)?.[0] || "";
  if (!title && !text && !address) return "";
  const own = ROOT;
  if (address.startsWith(own) && address.includes("#/")) return address.slice(address.indexOf("#/"));
  const [, name] = address.startsWith(`${own}r/`) ? /^([^/?#]+)\.html/.exec(address.slice(own.length + 2)) ?? [] : [];
  if (name) return `#/r/${name}`;
  const arxiv = /arxiv\.org\/(?:abs|pdf|html)\/(\d{4}\.\d{4,5})/i.exec(address)?.[1];
  const words = arxiv ? `arxiv:${arxiv}` : text.replace(address, "").trim() || title || address;
  return `#/?q=${encodeURIComponent(words.slice(0, 200))}`;
}
