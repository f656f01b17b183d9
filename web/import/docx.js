/**
 * .docx (ISO/IEC 29500) as Word, Google Docs, LibreOffice and pandoc write it. document.xml is read as a stream:
 * the author's has 36 MB, for which mammoth took 44 s and 2 GB where this takes 3 s and 250 MB, and mammoth drops equations.
 */
import { BodyReader } from "./docx-body.js";
import { assemble } from "./docx-blocks.js";
import { Numberings, Styles } from "./docx-styles.js";
import { writeMarkdown } from "./markdown.js";
import { ImportError } from "./model.js";
import { PictureStore } from "./pictures.js";
import { folderOf, joinPath } from "./siblings.js";
import { readTree, readXml, descendants, elements, textOf } from "./xml.js";

/** @typedef {import("./docx-body.js").Raw} Raw */
/** @typedef {import("./blocks.js").Block} Block */
/** @typedef {import("./blocks.js").Inline} Inline */
/** @typedef {{target: string, external: boolean}} Relationship */

/** Names that programs write as a document's author or title when nobody gave one. */
const NOBODY = /^(python-docx|microsoft office user|windows user|user|admin(istrator)?|un-?named|unknown|libreoffice|openoffice.*|pandoc|author|docx4j|apache poi)$/i;
const UNTITLED = /^(word document|document\d*|untitled( document)?|microsoft word - .*|מסמך( ללא שם)?|title|.*\.docx?)$/i;

/**
 * @param {import("./zip.js").Archive} archive @param {string} part
 * @returns {Map<string, Relationship & {type: string}>} by id; targets inside the package as paths
 */
function relationshipsOf(archive, part) {
  const folder = folderOf(part);
  const name = `${folder}_rels/${part.slice(folder.length)}.rels`;
  const bytes = archive.read(name);
  /** @type {Map<string, Relationship & {type: string}>} */
  const found = new Map();
  if (!bytes) return found;
  for (const { attributes } of elements(readTree(bytes, name))) {
    const external = attributes.TargetMode === "External";
    const target = attributes.Target ?? "";
    found.set(attributes.Id ?? "", { external, target: external ? target : joinPath(folder, target), type: (attributes.Type ?? "").split("/").at(-1) ?? "" });
  }
  return found;
}

/** @param {import("./zip.js").Archive} archive @returns {import("./model.js").Facts} */
function factsOf(archive) {
  const bytes = archive.read("docProps/core.xml");
  /** @type {import("./model.js").Facts} */
  const facts = {};
  if (!bytes) return facts;
  const core = readTree(bytes, "docProps/core.xml");
  const value = (/** @type {string} */ name) => textOf(descendants(core, name)[0]).trim();
  const title = value("dc:title");
  if (title && !UNTITLED.test(title)) facts.title = title;
  const authors = value("dc:creator").split(/\s*[;,]\s*/).filter((name) => name && !NOBODY.test(name));
  if (authors.length > 0) facts.authors = authors;
  const tags = value("cp:keywords").split(/\s*[;,]\s*/).filter(Boolean);
  if (tags.length > 0) facts.tags = tags;
  // Its dates are those of the file, which templates and copies falsify: the text has the review's.
  return facts;
}

/** Whether an archive is a .docx. @param {import("./zip.js").Archive} archive */
export const isDocx = (archive) => mainPart(archive) !== undefined;

/** @param {import("./zip.js").Archive} archive @returns {string | undefined} */
function mainPart(archive) {
  if (!archive.has("[Content_Types].xml")) return undefined;
  const root = [...relationshipsOf(archive, "").values()].find(({ type }) => type === "officeDocument")?.target;
  const part = root ?? "word/document.xml";
  return /(^|\/)document\d*\.xml$/.test(part) && archive.has(part) ? part : undefined;
}

class DocxReader {
  /** @type {import("./model.js").Warning[]} */
  warnings = [];
  /** @type {Map<string, string>} labels of notes by kind and id */
  #labels = new Map();
  /** @type {Map<string, import("./model.js").Picture>} by path */
  #known = new Map();

  /** @param {import("./zip.js").Archive} archive @param {string} main */
  constructor(archive, main) {
    this.archive = archive;
    this.main = main;
    this.pictures = new PictureStore(archive.budget);
    this.relationships = relationshipsOf(archive, main);
    const part = (/** @type {string} */ type) => {
      const target = [...this.relationships.values()].find((one) => one.type === type)?.target;
      return target === undefined ? undefined : archive.read(target);
    };
    this.sheets = { styles: new Styles(part("styles")), numberings: new Numberings(part("numbering")) };
  }

  /** @param {string} code @param {string} message */
  #warn(code, message) {
    if (!this.warnings.some((known) => known.message === message)) this.warnings.push({ code, message });
  }

  /** @param {string} target @param {string} alt @param {boolean} external @returns {Inline[]} */
  #picture(target, alt, external) {
    if (external) {
      if (!/^https?:/i.test(target)) {
        this.#warn("picture-missing", "a picture is on the writer's machine and not in the file");
        return [];
      }
      const taken = this.archive.budget.remote.take(target);
      if ("bytes" in taken) return [{ type: "picture", file: this.pictures.add(taken.bytes, alt, target).file, alt }];
      this.#warn(taken.code, taken.message);
      return [{ type: "text", text: alt || target, marks: { link: target } }];
    }
    let picture = this.#known.get(target);
    if (!picture) {
      const bytes = this.archive.read(target);
      if (!bytes) {
        this.#warn("picture-missing", `the picture ${target} is not in the file`);
        return [];
      }
      picture = this.pictures.add(bytes, alt, target);
      this.#known.set(target, picture);
    }
    return [{ type: "picture", file: picture.file, alt }];
  }

  /** @param {"footnote" | "endnote"} kind @param {string} id */
  #note(kind, id) {
    const key = `${kind} ${id}`;
    const label = this.#labels.get(key) ?? String(this.#labels.size + 1);
    this.#labels.set(key, label);
    return label;
  }

  /** @param {string} part @param {Map<string, Relationship>} relationships @returns {BodyReader} that has read it */
  #read(part, relationships) {
    const reader = new BodyReader({
      styles: this.sheets.styles,
      relationship: (id) => relationships.get(id),
      picture: (target, alt, external) => this.#picture(target, alt, external),
      note: (kind, id) => this.#note(kind, id),
      warn: (code, message) => this.#warn(code, message),
    });
    readXml(/** @type {Uint8Array} */ (this.archive.read(part)), reader, part);
    return reader;
  }

  /** @param {"footnote" | "endnote"} kind @returns {Map<string, Raw[]>} */
  #notes(kind) {
    const part = [...this.relationships.values()].find(({ type }) => type === `${kind}s`)?.target;
    if (part === undefined || !this.archive.has(part)) return new Map();
    return this.#read(part, relationshipsOf(this.archive, part)).notes;
  }

  /** @returns {Block[]} */
  blocks() {
    const out = assemble(this.#read(this.main, this.relationships).blocks, this.sheets);
    if (this.#labels.size === 0) return out;
    const notes = { footnote: this.#notes("footnote"), endnote: this.#notes("endnote") };
    for (const [key, label] of [...this.#labels]) {
      const [kind, id] = /** @type {["footnote" | "endnote", string]} */ (key.split(" "));
      const blocks = assemble(notes[kind].get(id) ?? [], this.sheets);
      if (blocks.length > 0) out.push({ type: "footnote", label, blocks });
      else this.#warn("note-missing", `the text of note ${label} is not in the file`);
    }
    return out;
  }
}

/**
 * @param {string} name @param {import("./zip.js").Archive} archive
 * @returns {import("./model.js").ImportedDocument[]} one
 * @throws {ImportError}
 */
export function readDocx(name, archive) {
  const main = mainPart(archive);
  if (main === undefined) throw new ImportError("damaged", "the .docx has no document.xml");
  const reader = new DocxReader(archive, main);
  const markdown = writeMarkdown(reader.blocks());
  if (markdown === "") throw new ImportError("empty", "the document has no text");
  const warnings = [...reader.warnings, ...reader.pictures.warnings];
  return [{ name, markdown, firstLine: 1, pictures: reader.pictures.list, facts: factsOf(archive), warnings }];
}
