/** Elements of a page as blocks. */
import { append, isBlank, paragraphsOf, text } from "./blocks.js";
import { all, attribute, classes } from "./html-dom.js";
import { LIMITS } from "./limits.js";
import { unescaped } from "./siblings.js";

/** @typedef {import("./blocks.js").Inline} Inline */
/** @typedef {import("./blocks.js").Block} Block */
/** @typedef {import("./blocks.js").Marks} Marks */
/** @typedef {import("./blocks.js").ListItem} ListItem */

const LEFT_OUT = new Set(["script", "style", "head", "template", "svg", "button", "form", "select", "textarea", "nav", "object", "canvas", "dialog", "noscript", "label"]);
const BLOCKS = new Set(("address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 header hr html li main ol p pre " +
  "section summary table tbody td tfoot th thead tr ul").split(" "));
/** @type {Record<string, Marks>} */
const MARKS = {
  b: { bold: true }, strong: { bold: true }, i: { italic: true }, em: { italic: true }, cite: { italic: true }, dfn: { italic: true }, s: { strike: true }, strike: { strike: true },
  del: { strike: true }, code: { code: true }, kbd: { code: true }, samp: { code: true }, tt: { code: true }, sup: { script: "sup" }, sub: { script: "sub" },
};

/** Declarations beyond this many letters say nothing of marks. */
const LONGEST_STYLE = 2000;

/** @param {string} css declarations @returns {Marks} */
export function marksOfStyle(css) {
  css = css.slice(0, LONGEST_STYLE);
  /** @type {Marks} */
  const marks = {};
  const weight = /font-weight:\s*(bold|normal|\d+)/i.exec(css)?.[1].toLowerCase();
  if (weight) marks.bold = weight === "bold" || Number(weight) >= 600;
  const style = /font-style:\s*(italic|normal)/i.exec(css)?.[1].toLowerCase();
  if (style) marks.italic = style === "italic";
  if (/text-decoration[^;]*line-through/i.test(css)) marks.strike = true;
  const align = /vertical-align:\s*(super|sub)\b/i.exec(css)?.[1].toLowerCase();
  if (align) marks.script = align === "super" ? "sup" : "sub";
  if (/font-family:[^;]*(courier|consolas|roboto mono|source code|menlo|monospace)/i.test(css)) marks.code = true;
  return marks;
}

/** @param {string} name */
const isNumbered = (name) => name === "ol";

/** Links through a forwarder, as Google Docs writes them. @param {string} address */
function unwrapped(address) {
  const match = /^https?:\/\/(?:www\.)?google\.com\/url\?(?:.*&)?q=([^&]+)/.exec(address);
  return match ? unescaped(match[1]) : address;
}

/** @param {Element} code @returns {string} of a pre or code, "" where none is named */
function languageOf(code) {
  const named = [code, ...all(code, "code"), ...(code.parentElement ? [code.parentElement] : [])];
  for (const one of named) {
    if (attribute(one, "data-lang") || attribute(one, "data-language")) return attribute(one, "data-lang") || attribute(one, "data-language");
    const match = /(?:^|\s)(?:language-|lang-|highlight-source-|sourceCode\s+|brush:\s*)([\w+#-]+)/.exec(attribute(one, "class"));
    if (match) return match[1];
  }
  return "";
}

/** @typedef {{blocks: Block[], inlines: Inline[]}} Output */

export class HtmlReader {
  /**
   * @param {import("./picture-source.js").PictureSource} pictures
   * @param {{styles?: Map<string, Marks>, base?: string}} [page] marks of the page's classes; its address, for relative links
   */
  constructor(pictures, { styles = new Map(), base = "" } = {}) {
    this.pictures = pictures;
    this.styles = styles;
    this.base = base;
  }

  /** @param {Iterable<Node>} nodes @returns {Block[]} */
  read(nodes) {
    /** @type {Output} */
    const out = { blocks: [], inlines: [] };
    for (const node of nodes) this.#node(node, {}, out, 0);
    this.#flush(out);
    return out.blocks;
  }

  /** @param {Output} out */
  #flush(out) {
    if (out.inlines.length > 0) append(out.blocks, paragraphsOf(out.inlines));
    out.inlines = [];
  }

  /** @param {Element} element @param {Marks} marks @param {number} depth @returns {Block[]} of its children alone */
  #inside(element, marks, depth) {
    /** @type {Output} */
    const out = { blocks: [], inlines: [] };
    for (const child of element.childNodes) this.#node(child, marks, out, depth + 1);
    this.#flush(out);
    return out.blocks;
  }

  /** @param {string} letters @param {Marks} marks @param {Output} out */
  #text(letters, marks, out) {
    let clean = letters.replace(/[\s\u00a0]+/g, " ").replace(/[\u200b\u00ad\ufeff\u0000-\u0008\u000e-\u001f]/g, "");
    const last = out.inlines.at(-1);
    if ((last?.type === "text" && last.text.endsWith(" ")) || last?.type === "break" || !last) clean = clean.replace(/^ /, "");
    if (clean === "") return;
    // Pages that a script would set: \(…\) and \[…\].
    const parts = clean.split(/(\\\([^]{1,2000}?\\\)|\\\[[^]{1,2000}?\\\])/);
    parts.forEach((part, at) => {
      if (at % 2 === 1 && !marks.code) out.inlines.push({ type: "math", tex: part.slice(2, -2).trim(), display: part[1] === "[" });
      else if (part) out.inlines.push(text(part, marks));
    });
  }

  /** @param {Node} node @param {Marks} marks @param {Output} out @param {number} depth */
  #node(node, marks, out, depth) {
    if (node.nodeType === 3) {
      this.#text(node.nodeValue ?? "", marks, out);
      return;
    }
    if (node.nodeType !== 1) return;
    const element = /** @type {Element} */ (node);
    if (depth > LIMITS.htmlDepth) {
      this.#text(element.textContent ?? "", marks, out);
      return;
    }
    this.#element(element, marks, out, depth);
  }

  /** @param {Element} element @param {Marks} marks @param {Output} out @param {number} depth */
  #element(element, marks, out, depth) {
    const name = element.localName.toLowerCase();
    if (element.hasAttribute("data-skira-tex")) {
      out.inlines.push({ type: "math", tex: attribute(element, "data-skira-tex"), display: element.hasAttribute("data-skira-display") });
      return;
    }
    if (element.hasAttribute("data-skira-note")) {
      out.inlines.push({ type: "note", label: attribute(element, "data-skira-note") });
      return;
    }
    if (LEFT_OUT.has(name) || (attribute(element, "aria-hidden") === "true" && name !== "figcaption") || element.hasAttribute("hidden") || /display:\s*none/i.test(attribute(element, "style"))) {
      if (name === "label") this.#children(element, marks, out, depth);
      return;
    }
    const special = this.#special[name];
    if (special) {
      special(element, marks, out, depth);
      return;
    }
    const inner = this.#marksOf(element, name, marks);
    if (BLOCKS.has(name)) {
      this.#flush(out);
      this.#children(element, inner, out, depth);
      this.#flush(out);
    } else {
      this.#children(element, inner, out, depth);
    }
  }

  /** @param {Element} element @param {Marks} marks @param {Output} out @param {number} depth */
  #children(element, marks, out, depth) {
    for (const child of element.childNodes) this.#node(child, marks, out, depth + 1);
  }

  /** @param {Element} element @param {string} name @param {Marks} marks @returns {Marks} */
  #marksOf(element, name, marks) {
    const own = { ...MARKS[name], ...marksOfStyle(attribute(element, "style")) };
    for (const one of this.styles.size > 0 ? classes(element) : []) Object.assign(own, this.styles.get(one));
    return Object.keys(own).length > 0 ? { ...marks, ...own } : marks;
  }

  /** @type {Record<string, (element: Element, marks: Marks, out: Output, depth: number) => void>} */
  #special = {
    br: (_, __, out) => { out.inlines.push({ type: "break" }); },
    hr: (_, __, out) => {
      this.#flush(out);
      out.blocks.push({ type: "rule" });
    },
    img: (element, marks, out) => this.#image(element, marks, out),
    a: (element, marks, out, depth) => this.#link(element, marks, out, depth),
    iframe: (element, _, out) => this.#embedded(element, out),
    video: (element, _, out) => this.#embedded(element, out),
    audio: (element, _, out) => this.#embedded(element, out),
    input: (element, _, out) => {
      if (attribute(element, "type") === "checkbox") out.inlines.push(text(element.hasAttribute("checked") ? "☑ " : "☐ "));
    },
    pre: (element, _, out) => {
      this.#flush(out);
      out.blocks.push({ type: "code", language: languageOf(element), text: this.#codeText(element) });
    },
    blockquote: (element, marks, out, depth) => {
      this.#flush(out);
      const blocks = this.#inside(element, marks, depth);
      if (blocks.length > 0) out.blocks.push({ type: "quote", blocks });
    },
    ul: (element, marks, out, depth) => this.#list(element, marks, out, depth),
    ol: (element, marks, out, depth) => this.#list(element, marks, out, depth),
    menu: (element, marks, out, depth) => this.#list(element, marks, out, depth),
    table: (element, marks, out, depth) => this.#table(element, marks, out, depth),
    dt: (element, marks, out, depth) => {
      this.#flush(out);
      this.#children(element, { ...marks, bold: true }, out, depth);
      this.#flush(out);
    },
    picture: (element, marks, out) => {
      const image = element.querySelector("img");
      if (image) this.#image(image, marks, out);
    },
    ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((level) => [`h${level}`, (/** @type {Element} */ element, /** @type {Marks} */ marks, /** @type {Output} */ out, /** @type {number} */ depth) => this.#heading(element, level, marks, out, depth)])),
  };

  /** @param {Element} element */
  #codeText(element) {
    const clone = /** @type {Element} */ (element.cloneNode(true));
    for (const line of all(clone, "br")) line.replaceWith("\n");
    for (const numbers of all(clone, ".lineno, .line-numbers, .gutter, .linenos")) numbers.remove();
    return (clone.textContent ?? "").replace(/\u00a0/g, " ").replace(/\r\n?/g, "\n");
  }

  /** @param {Element} element @param {number} level @param {Marks} marks @param {Output} out @param {number} depth */
  #heading(element, level, marks, out, depth) {
    this.#flush(out);
    for (const anchor of all(element, "a.anchor, a.headerlink, a.header-anchor, .header-anchor-parent")) anchor.remove();
    for (const block of this.#inside(element, marks, depth)) {
      out.blocks.push(block.type === "paragraph" && !block.inlines.every(({ type }) => type === "picture") ? { type: "heading", level, inlines: block.inlines } : block);
    }
  }

  /** @param {Element} element */
  #addressOf(element) {
    const lazy = attribute(element, "data-src") || attribute(element, "data-lazy-src") || attribute(element, "data-original");
    const source = attribute(element, "src");
    const placeholder = source === "" || /^data:image\/(gif|svg)/i.test(source);
    return (placeholder && lazy) || source || attribute(element, "srcset").trim().split(/\s/)[0];
  }

  /** @param {Element} element @param {Marks} marks @param {Output} out */
  #image(element, marks, out) {
    const address = this.#addressOf(element);
    // Counters of visits.
    const tiny = ["width", "height"].some((side) => /^[0-3](px)?$/.test(attribute(element, side)));
    if (!address || tiny) return;
    for (const one of this.pictures.inlines(address, attribute(element, "alt"))) {
      if (one.type === "picture" && marks.link && !/\.(png|jpe?g|gif|webp|avif|svg)(\?|$)|substackcdn|googleusercontent/i.test(marks.link)) out.inlines.push({ ...one, link: marks.link });
      else out.inlines.push(one);
    }
  }

  /** @param {Element} element @param {Marks} marks @param {Output} out @param {number} depth */
  #link(element, marks, out, depth) {
    const printed = attribute(element, "href").trim();
    let link = unwrapped(printed);
    if (link && this.base && !/^[a-z][\w+.-]*:|^#/i.test(link)) {
      try {
        link = new URL(link, this.base).href;
      } catch {}  // as printed
    }
    const isAddress = /^(https?|mailto|ftp):/i.test(link);
    this.#children(element, this.#marksOf(element, "a", isAddress ? { ...marks, link } : marks), out, depth);
  }

  /** @param {Element} element @param {Output} out */
  #embedded(element, out) {
    const source = attribute(element, "src") || attribute(element, "data-src") || attribute(element.querySelector("source") ?? element, "src");
    const address = source.startsWith("//") ? `https:${source}` : source;
    if (!/^https?:/.test(address)) return;
    const watch = address.replace(/^https?:\/\/(?:www\.)?youtube(?:-nocookie)?\.com\/embed\/([\w-]+).*$/, "https://www.youtube.com/watch?v=$1");
    this.#flush(out);
    out.inlines.push(text(attribute(element, "title") || watch, { link: watch }));
    this.#flush(out);
  }

  /** @param {Element} element a list @param {Marks} marks @param {Output} out @param {number} depth */
  #list(element, marks, out, depth) {
    this.#flush(out);
    const numbered = isNumbered(element.localName);
    const kind = attribute(element, "type");
    let number = Number.parseInt(attribute(element, "start") || "1", 10) || 0;
    /** @type {ListItem[]} */
    const items = [];
    for (const child of element.children) {
      const name = child.localName;
      if (name === "ul" || name === "ol") {
        // A list right inside a list belongs to the item before it.
        const inner = this.read([child]);
        if (items.length > 0) append(/** @type {ListItem} */ (items.at(-1)).blocks, inner);
        else append(out.blocks, inner);
        continue;
      }
      if (name !== "li") continue;
      number = Number.parseInt(attribute(child, "value"), 10) || number;
      const blocks = this.#inside(child, this.#marksOf(child, "li", marks), depth);
      const letter = String.fromCharCode((kind === "A" ? 65 : 97) + ((number - 1) % 26));
      const marker = !numbered ? "-" : /^[aA]$/.test(kind) ? `${letter}.` : `${number}.`;
      ++number;
      if (blocks.length > 0) items.push(task({ marker, blocks }));
    }
    const level = Number(/lst-kix_\w+-(\d)/.exec(attribute(element, "class"))?.[1] ?? 0);
    addList(out.blocks, items, level, /lst-kix_/.test(attribute(element, "class")));
  }

  /** @param {Element} element @param {Marks} marks @param {Output} out @param {number} depth */
  #table(element, marks, out, depth) {
    this.#flush(out);
    const code = element.querySelector("td.code pre, td.rouge-code pre, .blob-code pre");
    if (code) {
      out.blocks.push({ type: "code", language: languageOf(element), text: this.#codeText(code) });
      return;
    }
    const rows = all(element, "tr").filter((row) => row.closest("table") === element);
    const width = Math.max(0, ...rows.map((row) => row.children.length));
    const isLayout = /presentation|none/.test(attribute(element, "role")) || element.querySelector("table") !== null || width <= 1;
    if (isLayout) {
      this.#children(element, marks, out, depth);
      this.#flush(out);
      return;
    }
    const caption = [...element.children].find((child) => child.localName === "caption");
    if (caption) append(out.blocks, this.#inside(caption, marks, depth));
    /** @type {("" | "left" | "right" | "center")[]} */
    const align = [];
    const cells = rows.map((row) => {
      /** @type {Inline[][]} */
      const line = [];
      for (const cell of row.children) {
        if (!/^t[dh]$/.test(cell.localName)) continue;
        const side = /text-align:\s*(left|right|center)/.exec(attribute(cell, "style"))?.[1] ?? attribute(cell, "align");
        align[line.length] ??= /^(left|right|center)$/.test(side) ? /** @type {"left"} */ (side) : "";
        line.push(flat(this.#inside(cell, cell.localName === "th" ? { ...marks, bold: false } : marks, depth)));
        const span = Math.min(64, Number.parseInt(attribute(cell, "colspan"), 10) || 1);
        for (let more = 1; more < span; ++more) line.push([]);
      }
      return line;
    });
    out.blocks.push({ type: "table", rows: cells.filter((row) => row.length > 0), align });
  }
}

/** A check box at an item's beginning. @param {ListItem} item @returns {ListItem} */
function task(item) {
  const first = item.blocks[0];
  if (first?.type !== "paragraph") return item;
  const start = first.inlines[0];
  const box = start?.type === "text" ? /^\s*([☐☑])\s*/.exec(start.text) : null;
  if (!box || start.type !== "text") return item;
  const rest = [text(start.text.slice(box[0].length), start.marks), ...first.inlines.slice(1)];
  return { marker: item.marker, checked: box[1] === "☑", blocks: [{ type: "paragraph", inlines: rest }, ...item.blocks.slice(1)] };
}

/**
 * Google Docs writes each level of a nested list as a list of its own, beside the others.
 * @param {Block[]} blocks @param {ListItem[]} items @param {number} level @param {boolean} flatLevels
 */
function addList(blocks, items, level, flatLevels) {
  if (items.length === 0) return;
  let target = blocks;
  for (let at = 0; flatLevels && at < level; ++at) {
    const last = target.at(-1);
    if (last?.type !== "list") break;
    target = /** @type {ListItem} */ (last.items.at(-1)).blocks;
  }
  const last = target.at(-1);
  if (flatLevels && last?.type === "list") append(last.items, items);
  else target.push({ type: "list", items });
}

/** A cell's blocks in one line. @param {Block[]} blocks @returns {Inline[]} */
function flat(blocks) {
  /** @type {Inline[]} */
  const out = [];
  /** @param {Inline[]} inlines */
  const line = (inlines) => {
    if (isBlank(inlines)) return;
    if (out.length > 0) out.push({ type: "break" });
    append(out, inlines);
  };
  for (const block of blocks) {
    if (block.type === "paragraph" || block.type === "heading") line(block.inlines);
    else if (block.type === "code") line([text(block.text.trim(), { code: true })]);
    else if (block.type === "list") for (const item of block.items) line([text(item.marker === "-" ? "• " : `${item.marker} `), ...flat(item.blocks)]);
    else if (block.type === "quote") line(flat(block.blocks));
    else if (block.type === "table") for (const row of block.rows) line(row.flatMap((cell) => [...cell, text(" ")]));
  }
  return out;
}
