// What Skira's start is measured beside: the same export, the same list and the same review as plain
// elements in the system's fonts, the shortest way that we know.

/**
 * @typedef {{text?: string, math?: string, href?: string, style?: string[]}} Span
 * @typedef {{type: string, level?: number, spans: Span[]}} Block
 * @typedef {{id: string, title: string | null, date: string | null, topics: string[], blocks: Block[]}} Review
 */

const STYLES = { bold: "b", italic: "i", code: "code", underline: "u", subscript: "sub", superscript: "sup", highlight: "mark" };

/** @param {string} tag @param {(string | Node)[]} children */
function element(tag, ...children) {
  const made = document.createElement(tag);
  made.append(...children);
  return made;
}

/** @param {Span} span */
function inline({ text, math, href, style = [] }) {
  /** @type {string | Node} */
  let node = text ?? math ?? "";
  for (const name of style) node = element(STYLES[/** @type {keyof typeof STYLES} */ (name)] ?? "span", node);
  if (!href) return node;
  const link = /** @type {HTMLAnchorElement} */ (element("a", node));
  link.href = href;
  return link;
}

/** @param {Block} block */
function blockElement(block) {
  if (block.type === "table") {
    const rows = block.spans.map(({ text, math }) => text ?? math ?? "").join("").split("\n");
    return element("table", ...rows.map((row) => element("tr", ...row.split("\t").map((cell) => element("td", cell)))));
  }
  const tag = { heading: `h${Math.min(6, (block.level ?? 1) + 1)}`, list_item: "li", code: "pre", quote: "blockquote", rule: "hr" }[block.type] ?? "p";
  const made = element(tag, ...block.spans.map(inline));
  made.dir = "auto";
  return made;
}

const response = await fetch("skira/reviews.json.gz");
const stream = /** @type {ReadableStream} */ (response.body).pipeThrough(new DecompressionStream("gzip"));
/** @type {Review[]} */
const reviews = (await new Response(stream).json()).reviews;
const newest = [...reviews].sort((a, b) => (b.date ?? "").localeCompare(a.date ?? ""));
document.querySelector("nav")?.append(...newest.map(({ id, title, date, topics }) => {
  const link = /** @type {HTMLAnchorElement} */ (element("a", title ?? "", element("br"), element("small", [date ?? "", ...topics].join(" · "))));
  link.href = `#/r/${id}`;
  return link;
}));
const shown = reviews.find(({ id }) => location.hash === `#/r/${id}`) ?? newest[0];
document.querySelector("main")?.append(element("h1", shown.title ?? ""), ...shown.blocks.map(blockElement));
requestAnimationFrame(() => {
  void document.body.offsetHeight;  // Skira's mark comes when its text is laid out
  performance.mark("first-text");
});

export {};  // a module: it waits at its top level
