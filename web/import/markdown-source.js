/**
 * Markdown of other programs made plain: pictures by relative path, Obsidian's embeds, links and callouts, Hugo's
 * and Jekyll's tags. Line for line, so that a warning's line is the file's.
 */

/** @typedef {import("./picture-source.js").PictureSource} PictureSource */

import { isElsewhere } from "./picture-source.js";

const PICTURE_NAME = /\.(png|jpe?g|gif|webp|avif|svg|bmp|tiff?|heic)$/i;

/** @param {string} alt */
const altOf = (alt) => alt.replace(/\s+/g, " ").trim().replace(/[[\]]/g, "\\$&");

/** Paths that a site's generator would complete. @param {string} target */
const withoutVariables = (target) =>
  target.replace(/\{\{\s*(site\.(base)?url|page\.\w+|'?"?\/?"?'?\s*\|\s*relative_url)\s*\}\}/g, "")
    .replace(/\{\{\s*["']([^"']+)["']\s*\|\s*(relative|absolute)_url\s*\}\}/g, "$1");

/** @param {string} text attributes of a tag @param {string} name @returns {string} */
const attributeOf = (text, name) => new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>"']+))`, "i").exec(text)?.slice(1).find((value) => value !== undefined) ?? "";

/** Obsidian's callout types that have another name in print (GFM's alerts are the same in capitals). @param {string} type */
const calloutName = (type) => type[0].toUpperCase() + type.slice(1).toLowerCase();

export class MarkdownSource {
  /** @type {Map<string, string>} targets of reference definitions */
  #definitions = new Map();
  /** Targets that were written here: one rule's result is not another's input. @type {Set<string>} */
  #written = new Set();
  #line = 0;

  /**
   * @param {PictureSource} pictures
   * @param {(name: string) => Uint8Array | undefined} [attachment] a notebook cell's
   */
  constructor(pictures, attachment = () => undefined) {
    this.pictures = pictures;
    this.attachment = attachment;
  }

  /** @param {string} text lines end with "\n" @param {number} [firstLine] 1-based, for warnings @returns {string} with as many lines */
  read(text, firstLine = 1) {
    const lines = text.split("\n");
    for (const line of lines) {
      const definition = /^ {0,3}\[([^\]]+)\]:\s*<?([^\s>]+)>?/.exec(line);
      if (definition && !definition[1].startsWith("^")) this.#definitions.set(definition[1].toLowerCase(), definition[2]);
    }
    let fence = "";
    let comment = false;
    return lines.map((line, at) => {
      this.#line = firstLine + at;
      const mark = /^\s*(?:>\s*)*(`{3,}|~{3,})/.exec(line)?.[1];
      if (fence) {
        if (mark && mark[0] === fence[0] && mark.length >= fence.length && line.trim().replace(/^[>\s]+/, "") === mark) fence = "";
        return /^\s*\{%\s*endhighlight\s*%\}\s*$/.test(line) && fence === "```" ? ((fence = ""), "```") : line;
      }
      if (mark) {
        fence = mark;
        return line;
      }
      const highlight = /^\s*\{%\s*highlight\s+(\S+)[^%]*%\}\s*$/.exec(line);
      if (highlight) {
        fence = "```";
        return `\`\`\`${highlight[1]}`;
      }
      if (comment || /^%%/.test(line.trim())) {
        // Obsidian's comments: in one line, or from one line to another.
        const ends = (line.match(/%%/g) ?? []).length;
        if (ends % 2 === 1) comment = !comment;
        return "";
      }
      return this.#prose(line);
    }).join("\n");
  }

  /** Code spans stay as they are. @param {string} line */
  #prose(line) {
    const parts = line.split(/(`+[^`]*`+)/);
    const read = parts.map((part, at) => (at % 2 === 1 ? part : this.#text(part))).join("");
    return read
      .replace(/^((?:\s*>)+\s*)\[!(\w+)\][+-]?[ \t]*(.*)$/, (_, quote, type, title) => `${quote}**${title.trim() || calloutName(type)}**`)
      .replace(/\s\^[\w-]+$/, "")
      .replace(/^\s*\{:[^}]*\}\s*$/, "").replace(/\{:\s*[.#][^}]*\}/g, "")
      .replace(/^\s*\{%[^%]*%\}\s*$/, "").replace(/^\s*\{\{[<%].*?[%>]\}\}\s*$/, "");
  }

  /** @param {string} text outside of code */
  #text(text) {
    return text
      .replace(/%%[^%]*%%/g, "")
      .replace(/\{\{[<%]\s*figure\s+([^{}]{0,2000}?)[%>]\}\}|\{%\s*include\s+(?:figure|image)\S{0,100}\s+([^{}]{0,2000}?)%\}/g, (whole, hugo, jekyll) => {
        const source = attributeOf(hugo ?? jekyll, "src") || attributeOf(hugo ?? jekyll, "url") || attributeOf(hugo ?? jekyll, "image_path");
        return source ? this.#picture(source, attributeOf(hugo ?? jekyll, "alt") || attributeOf(hugo ?? jekyll, "caption")) : whole;
      })
      .replace(/!\[\[([^\]|#]{1,300})(#[^\]|]{0,300})?(?:\|([^\]]{0,300}))?\]\]/g, (_, target, __, label) => {
        if (!PICTURE_NAME.test(target.trim())) return label || target.trim();
        return this.#picture(target.trim(), /^\d+(x\d+)?$/.test(label ?? "") ? "" : label ?? "");
      })
      .replace(/\[\[([^\]|#]{0,300})(?:#([^\]|]{0,300}))?(?:\|([^\]]{0,300}))?\]\]/g, (_, target, section, label) => label || target.trim() || (section ?? "").trim())
      .replace(/!\[((?:\\.|[^\]\\]){0,1000})\]\((<[^>]{0,2000}>|(?:[^()\s{]|\{(?!\{)|\([^()]{0,200}\)|\{\{[^}]{0,200}\}\}){1,2000})(\s+(?:"[^"]*"|'[^']*'))?\s*\)(\{[^}]*\})?/g,
        (_, alt, target, title) => this.#picture(target.replace(/^<|>$/g, ""), alt || (title ?? "").trim().slice(1, -1)))
      .replace(/!\[((?:\\.|[^\]\\]){0,1000})\]\[([^\]]{0,300})\]/g, (whole, alt, label) => {
        const target = this.#definitions.get((label || alt).toLowerCase());
        return target ? this.#picture(target, alt) : whole;
      })
      .replace(/<img\b([^>]{0,5000})>/gi, (_, attributes) => {
        const source = attributeOf(attributes, "src");
        return source ? this.#picture(source, attributeOf(attributes, "alt")) : "";
      });
  }

  /** @param {string} printed @param {string} alt @returns {string} */
  #picture(printed, alt) {
    if (this.#written.has(printed)) return `![${alt}](${printed})`;
    const target = withoutVariables(printed.trim());
    const name = /^attachment:(.+)$/.exec(target)?.[1];
    const bytes = name && this.attachment(name);
    const picture = bytes ? this.pictures.add(bytes, alt, name) : this.pictures.find(target, alt, this.#line);
    if (picture) {
      this.#written.add(picture.file);
      return `![${altOf(alt)}](${picture.file})`;
    }
    if (!isElsewhere(target)) return altOf(alt);
    const address = target.startsWith("//") ? `https:${target}` : target;
    return alt.trim() ? `[${altOf(alt)}](${address})` : `<${address}>`;
  }
}
