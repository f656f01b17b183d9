// "Publish" in "My documents": a form over the program, in which the owner of a library says what it is called and
// takes it away as a site, one file, a book, Markdown or an export. What is made is made in a worker
// (worker/publish-worker.js), without a network.
import { assetUrl, carriedAsset, readAsset } from "./assets.js";
import { setFormulas } from "./formulas.js";
import { editorHash } from "./editor.js";
import { isOurLibrary, siteKey } from "./site-key.js";
import { ROOT } from "./site-root.js";
import { scriptUrl } from "./trusted.js";
import { filled, warningText, wordsOf } from "./words.js";

/** @typedef {import("./worker/publish-worker.js").Kind} Kind */
/** @typedef {import("./document-store.js").Record} OwnDocument */
/** @typedef {import("./worker/publish-worker.js").Remark} Remark */
/** @typedef {{documents: () => Promise<OwnDocument[]>, library: string | null, font: Uint8Array, announce: (text: string) => void}} Sources `library`: the address of the export that the page shows */

const SCRIPT = "publish-worker.js", KEPT = siteKey("skira-publish");
const CARRIED = "maker-worker.js";  // the same script, in the single file
const ASSETS = ["skira.wasm", "fonts.bin.gz", "math-worker.js", "skira-maker.wasm", "licenses.txt", "app-shell.zip"];

const FEW = 5;  // remarks that are shown without being asked for

/** @typedef {import("./publish/site-facts.js").Problem} Problem */
/** @typedef {import("./publish/accent.js").AccentNote} AccentNote */

/** @type {Kind[]} */
const KINDS = ["single", "site", "epub", "markdown", "json"];

/** @template {keyof HTMLElementTagNameMap} Name @param {Name} name @param {Record<string, string>} [attributes] @param {(Node | string)[]} content */
function element(name, attributes = {}, ...content) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
}

/** @param {Blob} file */
const bytesOf = async (file) => new Uint8Array(await file.arrayBuffer());

/** The page's own files, inflated. */
async function ownAssets() {
  const worker = await (carriedAsset(CARRIED) ?? readAsset(SCRIPT));
  const others = await Promise.all(ASSETS.map(async (name) => /** @type {[string, Uint8Array<ArrayBuffer>]} */ ([name, await readAsset(name)])));
  return new Map([...others, [SCRIPT, worker]]);
}

/** Where a file of the export at an address is. @param {string} address @param {string} file */
const beside = (address, file) => address.includes("/") ? new URL(file, new URL(address, ROOT)).href : file;

/** What was noticed when a document was read. @param {OwnDocument} document @returns {Remark[]} */
function remarksOf({ name, made }) {
  const report = made ? JSON.parse(made.report) : null;
  return (report?.warnings ?? []).map((/** @type {Remark} */ warning) => ({ ...warning, name, editable: !report.exported }));
}

/** The export that the page shows, with its pictures. @param {string} address */
async function shownLibrary(address) {
  const json = await readAsset(address);
  const { pictures = [], site } = JSON.parse(new TextDecoder().decode(json));
  const found = await Promise.all(pictures.filter((/** @type {any} */ { problem }) => !problem).map(async (/** @type {{file: string}} */ { file }) =>
    /** @type {[string, Uint8Array]} */ ([file, await readAsset(beside(address, file))])));
  return { json, site, pictures: new Map(found) };
}

class PublishingForm {
  say = wordsOf("publish");
  buttons = KINDS.map((kind) => element("button", { type: "button", "data-kind": kind }, this.say[kind]));
  stop = element("button", { type: "button", hidden: "" }, this.say.cancel);
  bar = element("progress", { max: "1", value: "0", hidden: "" });
  status = element("p", { role: "status" });
  problems = element("ul", { class: "problems", role: "alert" });
  warningList = element("ul");
  warningCount = element("summary");
  warnings = element("details", {}, this.warningCount, this.warningList);
  shownName = element("strong", { dir: "auto" });
  shownSubtitle = element("span", { dir: "auto" });
  swatches = ["light", "dark", "sepia"].map((theme) => element("i", { class: `swatch ${theme}` }, "אב Ab"));
  library = element("input", { type: "checkbox", id: "publish-library" });
  former = element("input", { type: "file", id: "publish-former", accept: ".html,.zip,.json,.gz" });
  /** Pictures that the site's facts name. */
  files = { picture: element("input", { type: "file", id: "publish-picture", accept: "image/png,image/jpeg,image/webp" }),
    favicon: element("input", { type: "file", id: "publish-favicon", accept: "image/svg+xml,image/png,image/jpeg,image/webp" }) };

  /** @param {Sources} sources */
  constructor(sources) {
    this.sources = sources;
    /** @type {Map<string, HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>} */
    this.fields = new Map();
    /** What the library that is shown says of itself. @type {Record<string, any>} */
    this.named = {};
    /** @type {Worker | null} */
    this.worker = null;
    /** What is done with what the worker says. @type {(message: any) => void} */
    this.hear = () => {};
    this.dialog = this.#build();
    document.body.append(this.dialog);
    // Keys and files in the form are the form's alone.
    for (const type of ["keydown", "paste", "drop"]) this.dialog.addEventListener(type, (event) => event.stopPropagation());
    this.dialog.addEventListener("close", () => {
      this.#end();
      this.dialog.remove();
    });
    this.dialog.showModal();
    this.#fill().catch(() => {});
  }

  /** @param {string} key @param {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} field */
  #field(key, field) {
    field.id = `publish-${key}`;
    field.addEventListener("input", () => this.#check());
    this.fields.set(key, field);
    return element("p", {}, element("label", { for: field.id }, this.say[key]), field);
  }

  #build() {
    const { say } = this;
    const input = (/** @type {string} */ key, type = "text") => this.#field(key, element("input", { type, dir: type === "url" ? "ltr" : "auto", autocomplete: "off" }));
    const language = element("select", {}, element("option", { value: "he" }, "עברית"), element("option", { value: "en" }, "English"));
    const close = element("button", { type: "button" }, say.close);
    close.addEventListener("click", () => this.dialog.close());
    for (const button of this.buttons) button.addEventListener("click", () => this.#publish(/** @type {Kind} */ (button.dataset.kind)));
    this.stop.addEventListener("click", () => {
      this.#end();
      this.#finish("");
    });
    return element("dialog", { class: "publish", "aria-labelledby": "publish-heading" },
      element("header", {}, element("h1", { id: "publish-heading" }, say.heading), close),
      element("form", { method: "dialog" },
        input("title"), input("subtitle"), input("author"), input("author_url", "url"),
        this.#field("about", element("textarea", { rows: "4", dir: "auto" })), this.#field("language", language), input("accent", "color"),
        input("licence"), input("licence_url", "url"), this.#field("links", element("textarea", { rows: "2", dir: "auto" })), input("url", "url"),
        ...Object.entries(this.files).map(([key, field]) => element("p", {}, element("label", { for: field.id }, say[key]), field)),
        element("p", {}, element("label", {}, this.library, ` ${say.library}`)),
        element("p", {}, element("label", { for: "publish-former" }, say.former), this.former)),
      element("section", { class: "shown", "aria-label": say.preview }, element("h2", {}, say.preview),
        element("div", { class: "bar" }, this.shownName, this.shownSubtitle), element("div", {}, ...this.swatches)),
      this.problems, this.warnings,
      element("p", { class: "kinds" }, ...this.buttons, this.stop), this.bar, this.status,
      element("p", { class: "hosting" }, say.hosting));
  }

  /** With what was said the last time, or what the library says of itself. */
  async #fill() {
    const documents = await this.sources.documents();
    this.#remark(documents.flatMap(remarksOf));
    const shown = this.sources.library ? await shownLibrary(this.sources.library).catch(() => null) : null;
    // Whoever has documents of their own publishes them, under a name of their own.
    const ours = documents.length > 0 && isOurLibrary(shown?.site?.title);
    this.named = ours ? {} : shown?.site ?? {};
    const site = { ...this.named, ...JSON.parse(localStorage.getItem(KEPT) ?? "{}") };
    const set = (/** @type {string} */ key, /** @type {string | undefined} */ value) => {
      const field = this.fields.get(key);
      if (field && value && !field.value) field.value = value;
    };
    const { author, licence, links = [] } = site;
    for (const key of ["title", "subtitle", "about", "url"]) set(key, site[key]);
    set("author", author?.name);
    set("author_url", author?.url);
    set("licence", licence?.name);
    set("licence_url", licence?.url);
    set("links", links.map((/** @type {{text: string, url: string}} */ { text, url }) => `${text} ${url}`).join("\n"));
    /** @type {HTMLInputElement} */ (this.fields.get("accent")).value = site.accent ?? "#1b5fa0";
    /** @type {HTMLSelectElement} */ (this.fields.get("language")).value = site.language ?? "he";
    this.library.disabled = !shown;
    this.library.checked = shown !== null && (documents.length === 0 || Boolean(this.named.title));
    this.#check();
  }

  /** As site.json would say it. */
  facts() {
    const value = (/** @type {string} */ key) => this.fields.get(key)?.value.trim() || undefined;
    const named = (/** @type {string} */ key) => value(key) ? { name: value(key), url: value(`${key}_url`) } : undefined;
    const links = (value("links") ?? "").split("\n").filter((line) => line.trim()).map((line) => {
      const [, text, url] = /^(.*?)\s*(\S+)$/.exec(line.trim()) ?? [];
      return { text: text || url, url };
    });
    return { title: value("title"), subtitle: value("subtitle"), author: named("author"), about: value("about"), language: value("language"),
      accent: value("accent"), licence: named("licence"), links: links.length ? links : undefined, url: value("url") };
  }

  /** @param {Problem} problem */
  #problem({ keys, code, values, reason }) {
    const [outer, inner] = keys;
    return code ? filled(this.say[`wrong_${code}`], this.#label(`${outer}_${inner}` in this.say ? `${outer}_${inner}` : outer), ...values) : reason;
  }

  /** A field's name without what is said of how to fill it in. @param {string} key */
  #label(key) {
    return (this.say[key] ?? "").replace(/[:(].*$/, "").trim();
  }

  /** @param {AccentNote} note */
  #note({ accent, theme, shown }) {
    return filled(this.say.accent_changed, accent, this.say[`theme_${theme}`], shown);
  }

  /** What was noticed in reading, each with the way to its line. @param {Remark[]} remarks */
  #remark(remarks) {
    const { say } = this;
    this.warnings.open = remarks.length > 0 && remarks.length <= FEW;
    this.warningCount.textContent = remarks.length ? filled(say.warnings, remarks.length) : say.no_warnings;
    this.warningList.replaceChildren(...remarks.map((remark) => {
      const { name, line, editable } = remark;
      const text = filled(say.warning_place, name, Math.max(line, 1), warningText(remark));
      return element("li", {}, editable ? element("a", { href: editorHash(name, line) }, text) : text);
    }));
  }

  /** Shows what it will look like, and what is wrong. */
  async #check() {
    const facts = this.facts();
    this.shownName.textContent = facts.title ?? "";
    this.shownSubtitle.textContent = facts.subtitle ?? "";
    const worker = await this.#started();
    this.hear = ({ checked }) => {
      if (!checked) return;
      const { problems, notes, accents } = checked;
      const said = [...problems.map((/** @type {Problem} */ problem) => this.#problem(problem)), ...notes.map((/** @type {AccentNote} */ note) => this.#note(note))];
      this.problems.replaceChildren(...said.map((text) => element("li", {}, text)));
      for (const [i, color] of Object.values(accents ?? {}).entries()) this.swatches[i]?.style.setProperty("color", color);
      for (const button of this.buttons) button.disabled = problems.length > 0;
    };
    worker.postMessage({ check: facts });
  }

  async #started() {
    if (this.worker) return this.worker;
    const script = await carriedAsset(CARRIED);
    if (!script) await readAsset(SCRIPT);
    const worker = this.worker ??= new Worker(scriptUrl(script ? CARRIED : SCRIPT, assetUrl(SCRIPT), script));
    worker.onmessage = ({ data }) => this.hear(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.hear({ failed: { code: "", values: [], reason: event.message || SCRIPT } });
    };
    return worker;
  }

  #end() {
    this.worker?.terminate();
    this.worker = null;
  }

  /** @param {string} text what is said in the end */
  #finish(text) {
    this.bar.hidden = this.stop.hidden = true;
    for (const button of this.buttons) button.disabled = false;
    this.status.textContent = text;
  }

  /** @param {Kind} kind */
  async #publish(kind) {
    const { say } = this;
    const site = this.facts();
    this.bar.hidden = this.stop.hidden = false;
    this.bar.removeAttribute("value");
    for (const button of this.buttons) button.disabled = true;
    this.status.textContent = say.read;
    try {
      localStorage.setItem(KEPT, JSON.stringify(site));
    } catch {
      // It is said anew the next time.
    }
    try {
      const worker = await this.#started();
      const [former] = this.former.files ?? [];
      const shown = this.library.checked && this.sources.library ? await shownLibrary(this.sources.library) : null;
      const documents = await Promise.all((await this.sources.documents()).map(async ({ name, file, siblings = [] }) => ({
        name, bytes: await bytesOf(file), siblings: await Promise.all(siblings.map(async (one) => ({ name: one.name, bytes: await bytesOf(one.file) }))) })));
      const wanted = { kind, site, library: shown?.json ?? null, pictures: shown?.pictures ?? new Map(), documents,
        former: former ? { name: former.name, bytes: await bytesOf(former) } : null, attached: await this.#attached(), assets: await ownAssets() };
      if (this.worker !== worker) return;  // cancelled meanwhile
      this.hear = (message) => this.#hear(message, worker);
      worker.postMessage({ publish: wanted });
    } catch (error) {
      this.#finish(filled(say.failed, error instanceof Error ? error.message : String(error)));
    }
  }

  /** The pictures of the site's facts: those that were chosen, else those of the library that is shown. */
  async #attached() {
    /** @type {Record<string, {name: string, bytes: Uint8Array}>} */
    const attached = {};
    for (const [key, field] of Object.entries(this.files)) {
      const [chosen] = field.files ?? [];
      const named = this.named[key];
      if (chosen) attached[key] = { name: chosen.name, bytes: await bytesOf(chosen) };
      else if (named) attached[key] = { name: named, bytes: await readAsset(beside(this.sources.library ?? "", named)) };
    }
    return attached;
  }

  /** @param {any} message @param {Worker} worker */
  async #hear({ step, fraction, formulas, done, failed }, worker) {
    const { say } = this;
    if (step) {
      this.status.textContent = say[step] ?? "";
      this.bar.value = fraction;
    } else if (formulas) {
      this.status.textContent = say.formulas;
      /** @type {string[]} */
      const math = [];
      if (formulas.length) await setFormulas(JSON.stringify(formulas), this.sources.font, (json) => { math.push(json); });
      if (this.worker === worker) worker.postMessage({ math });
    } else if (failed) {
      const { code, values, reason } = failed;
      const [first, ...others] = values;
      const named = code.startsWith("wrong_") ? [this.#label(first), ...others] : values;
      this.#finish(filled(say.failed, code ? filled(say[code], ...named) : reason));
    } else if (done) {
      const url = URL.createObjectURL(new Blob([done.bytes], { type: done.type }));
      element("a", { href: url, download: done.name }).click();
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
      this.#remark(done.warnings);
      this.#finish(filled(say.done, done.name));
      this.sources.announce(filled(say.done, done.name));
    }
  }
}

/** Opens the form wherever its link is followed. @param {Sources} sources */
export function followPublishing(sources) {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href="#/publish"]') : null;
    if (!link) return;
    event.preventDefault();
    event.stopPropagation();
    new PublishingForm(sources);
  }, { capture: true });
}
