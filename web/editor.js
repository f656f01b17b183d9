// A document corrected in place: its text in a plain editor beside the app, which shows the review that the caret is in.
// Both are live: what is typed is read again, and the library follows.
//
//   a link "#/edit/NAME/LINE" ─▶ Documents.text ─▶ textarea ─▶ (300 ms after the last key) Documents.show ─▶ the app
//                                             save ─▶ Documents.keep        cancel ─▶ Documents.showAgain
import { routeHere } from "./addresses.js";
import { filled, warningText, wordsOf } from "./words.js";

/** @typedef {import("./documents.js").Documents} Documents */
/** @typedef {import("./documents.js").Reading} Reading */
/** @typedef {import("./documents.js").Item} Item */
/** @typedef {NonNullable<Awaited<ReturnType<Documents["text"]>>>} Text */

const QUIET = 300;           // ms after the last key
const EDITING = "editing";   // of the root element: the app leaves room (skira.css)

/** @template {keyof HTMLElementTagNameMap} Name @param {Name} name @param {Record<string, string>} [attributes] @param {(Node | string)[]} content */
function element(name, attributes = {}, ...content) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
}

/** The direction of most of a text's letters; Hebrew where they are even. @param {string} text */
function directionOf(text) {
  const count = (/** @type {RegExp} */ letters) => text.match(letters)?.length ?? 0;
  return count(/[\u05d0-\u05ea]/g) * 2 >= count(/[A-Za-z\u05d0-\u05ea]/g) ? "rtl" : "ltr";
}

/** Which line a place of a text is on, from 1. @param {string} text @param {number} at */
const lineAt = (text, at) => text.slice(0, at).split("\n").length;

/** Where a line of a text begins; its end where it has fewer. @param {string} text @param {number} line from 1 */
function startOf(text, line) {
  let at = 0;
  for (let i = 1; i < line; ++i) {
    const next = text.indexOf("\n", at);
    if (next < 0) return text.length;
    at = next + 1;
  }
  return at;
}

/** The one editor that is open. @type {Editor | null} */
let open = null;

class Editor {
  say = wordsOf("editor");
  /** Of the reviews, as they were last read. @type {Reading["places"]} */
  places = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer;
  /** What was last read could be shown. */
  good = true;
  /** The reading that is under way. @type {Promise<void> | null} */
  reading = null;
  asked = false;  // whether the corrections may be given up
  shown = "";     // the id of the review that the app was led to
  before = routeHere();
  opener = document.activeElement;

  /** @param {Documents} documents @param {Item} item @param {Text} text @param {(text: string) => void} announce */
  constructor(documents, item, text, announce) {
    this.documents = documents;
    this.item = item;
    this.source = text;
    this.announce = announce;
    this.read = text.text.replace(/\r\n?/g, "\n");  // what was last read, as a textarea has it
    this.first = this.read;
    this.siblings = text.made ? text.pictures.map(({ file, bytes, type }) => ({ name: item.name.replace(/[^/]*$/, file), file: new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (bytes)], { type }) })) : item.siblings ?? [];
    this.area = element("textarea", { id: "editor-source", "aria-label": filled(this.say.source, item.name), "aria-describedby": "editor-status",
      dir: directionOf(this.read), spellcheck: "false", autocapitalize: "off" });
    this.area.value = this.read;
    this.status = element("p", { id: "editor-status", role: "status", dir: "auto" });
    this.list = element("ul");
    this.section = this.#build();
    document.body.append(this.section);
    document.documentElement.classList.add(EDITING);
    this.#fit();
    window.visualViewport?.addEventListener("resize", this.#fit);
    window.addEventListener("beforeunload", this.#hold);
  }

  #build() {
    const { say, item } = this;
    const button = (/** @type {string} */ name, /** @type {string} */ keys, /** @type {() => void} */ act) => {
      const made = element("button", { type: "button", "aria-keyshortcuts": keys }, name);
      made.addEventListener("click", act);
      return made;
    };
    const heading = element("h1", { id: "editor-heading", dir: "auto" }, filled(say.heading, item.name));
    const section = element("section", { class: "editor", role: "dialog", "aria-labelledby": "editor-heading" },
      element("header", {}, heading, button(say.save, "Control+S", () => this.save()), button(say.cancel, "Escape", () => this.cancel())),
      ...this.source.made ? [element("p", {}, say.made)] : [], this.area, this.status, this.list);
    // Keys and files in the editor are the editor's alone.
    for (const type of ["keydown", "paste", "drop"]) section.addEventListener(type, (event) => event.stopPropagation());
    section.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if ((event.ctrlKey || event.metaKey) && event.code === "KeyS") this.save();
      else if (event.key === "Escape") this.cancel();
      else return;
      event.preventDefault();
    });
    this.area.addEventListener("input", () => {
      this.asked = false;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.#follow(), QUIET);
    });
    for (const type of ["keyup", "click"]) this.area.addEventListener(type, () => this.#show());
    return section;
  }

  /** On small screens it has half of what the keyboard leaves. */
  #fit = () => {
    document.documentElement.style.setProperty("--skira-editor", `${Math.round((window.visualViewport?.height ?? innerHeight) * 0.55)}px`);
  };

  /** @param {BeforeUnloadEvent} event */
  #hold = (event) => { if (this.changed) event.preventDefault(); };

  get changed() {
    return this.area.value !== this.first;
  }

  /** The caret at a line, in sight. @param {number} line from 1; 0: at none in particular */
  go(line) {
    const { area } = this;
    const at = line > 0 ? startOf(area.value, line) : 0;
    area.focus();
    area.setSelectionRange(at, at);
    // How high the text before it is, which only another one can tell: this one's undo history stays.
    const probe = /** @type {HTMLTextAreaElement} */ (area.cloneNode());
    probe.removeAttribute("id");
    probe.style.cssText = `position: absolute; visibility: hidden; height: 0; min-height: 0; inline-size: ${area.clientWidth}px`;
    probe.value = area.value.slice(0, at);
    area.after(probe);
    area.scrollTop = Math.max(0, probe.scrollHeight - area.clientHeight / 2);
    probe.remove();
    this.#show();
  }

  /** Reads what is typed, until it is what was read. */
  #follow() {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.reading ??= this.#readAll().finally(() => { this.reading = null; });
    return this.reading;
  }

  async #readAll() {
    while (this.area.value !== this.read) {
      const text = this.area.value;
      this.status.textContent = this.say.reading;
      this.#tell(await this.documents.show({ ...this.item, file: new Blob([text], { type: "text/plain" }), siblings: this.siblings, corrected: true, made: null }));
      this.read = text;
    }
    this.#show();
  }

  /** What became of the first reading, and of each. @param {Reading} reading */
  #tell(reading) {
    const { say } = this;
    const { problem, detail, reviews, warnings } = reading;
    this.good = !problem;
    if (this.good) this.places = reading.places;
    this.status.textContent = problem === "no-review" ? say.no_review : problem ? filled(say.failed, detail || problem) : filled(say.read, reviews, warnings.length);
    this.list.replaceChildren(...warnings.map((warning) => {
      const { line } = warning;
      const go = element("button", { type: "button" }, line > 0 ? filled(say.line, line, warningText(warning)) : warningText(warning));
      go.addEventListener("click", () => this.go(line));
      return element("li", {}, go);
    }));
  }

  /** As it is when the editor opens. @param {number} line of the document, as warnings count them */
  async start(line) {
    this.go(line > 0 ? Math.max(1, line - this.source.firstLine + 1) : 0);
    // Made of something else, it is read as what it is from now on.
    const same = this.source.made ? { ...this.item, file: new Blob([this.read], { type: "text/plain" }), siblings: this.siblings, corrected: true, made: null } : { ...this.item, made: null };
    const first = async () => {
      this.#tell(await this.documents.show(same));
      await this.#readAll();  // what was typed meanwhile
    };
    this.reading = first().finally(() => { this.reading = null; });
    await this.reading;
  }

  /** Leads the app to the review that the caret is in. */
  #show() {
    const line = lineAt(this.area.value, this.area.selectionStart);
    const place = this.places.filter(({ first }) => first <= line).at(-1) ?? this.places[0];
    if (!place || place.id === this.shown) return;
    this.shown = place.id;
    location.replace(`#/r/${encodeURIComponent(place.id)}`);
  }

  async save() {
    await this.#follow();
    if (!this.good) return;  // the status says why
    if (this.changed) await this.documents.keep(this.item.name);
    else await this.documents.showAgain(this.item);
    this.announce(filled(this.say.saved, this.item.name));
    this.#close();
  }

  async cancel() {
    if (this.changed && !this.asked) {
      this.asked = true;
      this.status.textContent = this.say.unsaved;
      return;
    }
    clearTimeout(this.timer);
    await this.reading;
    await this.documents.showAgain(this.item);
    this.announce(filled(this.say.cancelled, this.item.name));
    this.#close();
  }

  #close() {
    clearTimeout(this.timer);
    window.visualViewport?.removeEventListener("resize", this.#fit);
    window.removeEventListener("beforeunload", this.#hold);
    this.documents.endShowing();
    document.documentElement.classList.remove(EDITING);
    this.section.remove();
    open = null;
    location.replace(this.before);
    if (this.opener instanceof HTMLElement && this.opener.isConnected) this.opener.focus();
  }
}

/** As EditorHash of src/app/model/route.h. @param {string} name @param {number} line of a warning */
export const editorHash = (name, line) => `#/edit/${encodeURIComponent(name)}${line > 0 ? `/${line}` : ""}`;

/** @param {string} hash @returns {{name: string, line: number} | null} what src/app/model/route.h, EditorHash, wrote */
function wantedBy(hash) {
  const [, name, line = "0"] = /^#\/edit\/([^/]+)(?:\/(\d+))?$/.exec(hash) ?? [];
  return name === undefined ? null : { name: decodeURIComponent(name), line: Number(line) };
}

/** A document of its own for a new review, made of the template; nothing where it could not be read. @param {Documents} documents @returns {Promise<string | null>} its name */
async function makeNew(documents) {
  const say = wordsOf("editor");
  let name = `${say.new_name}.md`;
  for (let i = 2; documents.item(name); ++i) name = `${say.new_name} ${i}.md`;
  const [year, month, day] = new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10).split("-");
  const text = `${say.template.replace("%s", `${day}.${month}.${year}`)}\n`;
  await documents.open([{ name, file: new File([text], name, { type: "text/markdown" }) }]);
  return documents.item(name) ? name : null;
}

/**
 * Opens the editor wherever its link is followed.
 * @param {Documents} documents @param {(text: string) => void} announce
 */
export function followEditing(documents, announce) {
  let opening = false;
  document.addEventListener("click", async (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#/edit/"], a[href="#/new"]') : null;
    const isNew = link?.getAttribute("href") === "#/new";
    const known = link && wantedBy(link.getAttribute("href") ?? "");
    if (!isNew && !known) return;
    event.preventDefault();
    event.stopPropagation();
    if (open || opening) return;
    opening = true;
    link?.closest("dialog")?.close();
    try {
      const name = known?.name ?? await makeNew(documents);
      if (name === null) return;  // the page says why
      const item = documents.item(name);
      const text = item && await documents.text(name);
      if (!item || !text) return announce(filled(wordsOf("editor").none, name));
      open = new Editor(documents, item, text, announce);
    } catch (error) {
      return announce(filled(wordsOf("editor").failed, error instanceof Error ? error.message : String(error)));
    } finally {
      opening = false;
    }
    await open.start(known?.line ?? 0);
  }, { capture: true });
}
