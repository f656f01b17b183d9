// Plain pages against a browser's own HTML parser: whatever an export has, its pages, feed and book have the elements and
// attributes of a list and no others, in the tree that was written.
//
// SKIRA_FUZZ_SEED and SKIRA_FUZZ_RUNS choose the exports and how many; each failure names its own seed.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { NODE_TOOLS } from "../../web/command/tools.js";
import { MATHML_ATTRIBUTES, MATHML_ELEMENTS } from "../../web/mathml.js";
import { epubFiles } from "../../web/publish/epub.js";
import { firstView, plainPages } from "../../web/publish/pages.js";
import { readWords } from "../../web/static-pages.js";
import { startMaker } from "../../web/worker/maker.js";
import { randomNumbers } from "../bench/recombine.js";
import { ROOT, launchChromium } from "./browser.js";

/** Elements of the pages, each with its attributes besides "dir". @type {Record<string, string[]>} */
const ELEMENTS = {
  html: ["lang", "class"], head: [], meta: ["charset", "name", "property", "content", "http-equiv"], title: [], link: ["rel", "href", "type", "title", "as", "crossorigin"],
  script: ["type"], body: [], nav: ["aria-label"], main: ["id", "class", "lang"], article: ["lang"], footer: ["class"], header: [], section: ["class", "lang"],
  h1: ["class", "lang"], h2: ["class"], h3: ["class"], h4: ["class"], h5: ["class"], h6: ["class"],
  p: ["class", "id", "role", "lang"], a: ["href", "rel", "id", "role", "aria-label"], span: ["class", "aria-hidden"], bdi: [], br: [], hr: [], i: [], b: [], small: [],
  strong: [], em: [], u: [], mark: [], s: [], sub: [], sup: [], code: [], pre: [], blockquote: [], ul: ["class"], ol: ["class"], li: ["value", "class"],
  table: [], tbody: [], tr: [], th: ["scope", "class"], td: ["class"], div: ["class", "id", "data-review"], figure: ["class", "id"], figcaption: [],
  img: ["src", "alt", "width", "height", "loading", "decoding"],
};
const LISTS = { elements: ELEMENTS, mathElements: [...MATHML_ELEMENTS], mathAttributes: [...MATHML_ATTRIBUTES, "xmlns"] };

/** @type {import("playwright-core").Browser} */
let browser;
/** @type {WebAssembly.Module} */
let program;
before(async () => {
  browser = await launchChromium();
  program = await WebAssembly.compile(readFileSync(process.env.SKIRA_MAKER ?? join(ROOT, "build/wasm/skira-maker.wasm")));
});
after(async () => { await browser.close(); });

// --- Exports ---------------------------------------------------------------------------------------------

const NASTY = ["<script>top.pwned=1</script>", '"><img src=x onerror=top.pwned=1>', "' onmouseover='top.pwned=1", "</title><script>", "</script><script>", "<!--", "-->", "]]>", "<![CDATA[",
  "&lt;", "&#60;b&#62;", "&amp;amp;", "&notit;", "\u0000", "\u0001", "\u001b[31m", "\u007f", "\u0085", "\u009b", "\ufffe", "\ufffd", "\ud800", "\udc00", "\u2028", "\u202e", "\u2066",
  "javascript:top.pwned=1", "java\tscript:1", "data:text/html,<b>", "//evil.example", "https://example.org/\"onclick=\"1", "<plaintext>", "<table><tr>", "</td></table>", "</article></main>", "<svg><style>",
  "<math><mtext><style>", "<me<x>ta http-equiv=refresh content=0>", "<base href=x>", "<template>", "<noscript>", "<select>", "</p>", "<p>", "`", "$" + "{1}", "%00", "\r", "\t", "\n", "\n\n", " ", "", "א", "שלום", "a", "GPT-4",
  "(3)", "1", "$x$", "\\(x\\)", "constructor", "__proto__", "\u00a0", "x".repeat(300), "https://example.org/a?b=c&d=e#f", "mailto:a@example.org", "C:\\Users\\dana", "-0.5"];

const MATHML = ["<math>", "</math>", "<mi>x</mi>", "<mtext>", "</mtext>", "<mrow>", "</mrow>", "<mspace width=\"1em\"/>", "<mo stretchy=\"false\">(</mo>", "<annotation-xml encoding=\"text/html\">",
  "<mglyph>", "<mi href=\"javascript:1\">", "<mtable><mtr><mtd>", "</mtd></mtr></mtable>", "<!--", "-->", "<style>", "<mi xmlns=\"http://www.w3.org/1999/xhtml\">", "<semantics>", "</semantics>", "&lt;img&gt;", "&#x3c;"];

const BLOCKS = ["paragraph", "heading", "list_item", "quote", "code", "table", "figure", "math", "rule", "footnote", "link", "credit"];
const STYLES = ["bold", "italic", "underline", "highlight", "strikethrough", "subscript", "superscript", "code"];

/** An export of random parts. @param {ReturnType<typeof randomNumbers>} random */
function makeExport(random) {
  const below = (/** @type {number} */ n) => Math.floor(random() * n);
  /** @template T @param {T[]} from @returns {T} */
  const one = (from) => from[below(from.length)];
  /** @template T @param {number} most @param {() => T} make */
  const some = (most, make) => Array.from({ length: below(most + 1) }, make);
  const text = () => some(4, () => one(NASTY)).join("") || "טקסט";
  const maybe = (/** @type {() => unknown} */ make) => below(3) === 0 ? { value: make() } : {};
  const optional = (/** @type {string} */ name, /** @type {() => unknown} */ make) => { const { value } = /** @type {{value?: unknown}} */ (maybe(make)); return value === undefined ? {} : { [name]: value }; };
  const href = () => one(["https://example.org/", "mailto:a@example.org", "#/r/b", text()]) + one(["", text()]);
  const pictures = Array.from({ length: 3 }, (_, at) => ({ id: `sha256-${at}`, file: `pictures/sha256-${String(at).repeat(8)}.${one(["png", "gif"])}`, width: below(900), height: below(900), bytes: 1, alt: text(), ...optional("problem", text) }));
  const span = () => below(5) === 0 ? { math: one(["x", "y", text()]) } : { text: text(), ...optional("style", () => some(3, () => one(STYLES))), ...optional("href", href),
    ...optional("footnote", () => one(["1", "2", text()])), ...optional("picture", () => one(pictures).id), ...optional("reference", () => one(["equation 3", "figure 1", "table 2", text()])) };
  const block = () => ({ type: one(BLOCKS), first_line: 3, last_line: 3, level: below(9), ordered: below(2) === 0, spans: some(5, span),
    ...optional("marker", () => one(["1", "2", "3", "א", text()])), ...optional("quotes", () => below(20)), ...optional("checked", () => below(2) === 0), ...optional("picture", () => one(pictures).id),
    ...optional("align", () => some(4, () => one(["none", "start", "center", "end"]))) });
  const named = () => ({ name: text(), ...optional("url", href) });
  const mathml = () => below(3) === 0 ? "<math><mi>x</mi></math>" : `<math>${some(6, () => one([...MATHML, ...NASTY])).join("")}${one(["</math>", ""])}`;
  const formulas = ["x", "y"].flatMap((tex) => [false, true].map((display) => ({ tex, display, width: 500, height: 500, depth: 0, glyphs: [0, 0, 0, 1000], rules: [], texts: [], breaks: [], mathml: mathml() })));
  const review = (/** @type {number} */ at) => ({
    id: `${one(["", text()])}${at}`, ...optional("former_ids", () => some(2, text)), source: { document: 0, first_line: 1, last_line: 3 }, kind: one(["daily", "post", "full", "short"]), number: null,
    title: one([null, text(), text()]), date: one([null, "2026-01-31"]), date_inferred: null, reviewers: some(2, text),
    paper: { urls: some(2, href), arxiv_id: one([null, text()]), code_urls: some(1, href), published: one([null, "2025-01-01"]), venue: one([null, text()]) },
    fields: { recommendation: text(), clarity: text(), prior_knowledge: some(2, text), applications: text(), domains: [], tools: [], clarity_level: null, recommendation_level: null },
    topics: some(3, text), links: [], blocks: some(8, block), warnings: [],
  });
  const site = { ...optional("title", text), ...optional("subtitle", text), ...optional("author", named), ...optional("about", text), ...optional("licence", named), ...optional("language", () => one(["he", "en", text()])),
    ...optional("direction", () => one(["rtl", "ltr", text()])), ...optional("accent", () => one(["#1a5c9e", text()])), ...optional("links", () => some(2, () => ({ text: text(), url: href() }))),
    ...optional("url", () => one(["https://example.org/", href()])), ...optional("picture", text), ...optional("favicon", text) };
  return { format: "skira-reviews", version: 2, site, sources: [{ name: text(), sha256: "0".repeat(64), lines: 3 }], reviews: Array.from({ length: 1 + below(3) }, (_, at) => review(at)),
    pictures, math: { outlines: ["M0 0L500 0L500 500Z"], formulas } };
}

/** What is published of it, by name; null where the maker refuses it. @param {object} given */
async function published(given) {
  const maker = await startMaker(program);
  if (maker.add("t.json", new TextEncoder().encode(JSON.stringify(given))).problem) return null;
  maker.finish();
  const json = maker.export();
  const data = JSON.parse(new TextDecoder().decode(json));
  const html = new Map(Object.entries(maker.pages(json)));
  const book = epubFiles({ json, data, html, pictures: new Map(), extras: new Map() }, NODE_TOOLS);
  const files = new Map([...plainPages(data, html, readWords(), { cards: true }), ...[...book].filter(([name]) => /\.(?:xhtml|opf)$/.test(name))
    .map(([name, bytes]) => /** @type {[string, string]} */ ([name, new TextDecoder().decode(bytes)]))]);
  const view = firstView(data, (name) => name, new Map(), html);
  if (view) files.set("first-view.html", `<!doctype html><html><head></head><body>${view}</body></html>`);
  return { files: [...files], bodies: [...html.values()].map(({ body }) => body) };
}

// --- What the browser makes of them -----------------------------------------------------------------------

/** Runs in the page. @param {{files: [string, string][], bodies: string[], lists: typeof LISTS}} given @returns {string[]} what is wrong */
function look({ files, bodies, lists }) {
  const MATH = "http://www.w3.org/1998/Math/MathML", HTML = "http://www.w3.org/1999/xhtml";
  /** @type {string[]} */
  const wrong = [];
  const known = (/** @type {Element} */ element) => {
    const name = element.localName;
    if (element.namespaceURI === MATH) return lists.mathElements.includes(name) ? lists.mathAttributes : null;
    return element.namespaceURI === HTML && Object.hasOwn(lists.elements, name) ? [...lists.elements[name], "dir"] : null;
  };
  const address = /^(?:https?:\/\/|mailto:|#|(?:\.\.\/)*(?:[\w%~.-]+\/)*[\w%~.-]*(?:#[^"]*)?$|\.\.\/#\/r\/)/i;
  const check = (/** @type {string} */ file, /** @type {Document} */ document) => {
    for (const element of document.querySelectorAll("*")) {
      const attributes = known(element);
      const where = `${file}: <${element.localName}`;
      if (!attributes) { wrong.push(`${where}> in ${element.parentElement?.localName}`); continue; }
      for (const { name, value } of element.attributes) {
        const book = file.startsWith("EPUB/") && (name.startsWith("xmlns") || name === "xml:lang" || name === "epub:type" || (name === "id" && value === "toc"));
        if (!attributes.includes(name) && !book) wrong.push(`${where} ${name}>`);
        if (/^(?:href|src)$/.test(name) && !address.test(value.trim())) wrong.push(`${where} ${name}="${value}">`);
        if (name === "dir" && !/^(?:rtl|ltr|auto)$/.test(value)) wrong.push(`${where} dir="${value}">`);
        if (name === "http-equiv" && !/^(?:Content-Security-Policy|refresh)$/.test(value)) wrong.push(`${where} http-equiv="${value}">`);
        if (name === "http-equiv" && value === "refresh" && !/^0; url=[\w%~.-]+\.html$/.test(element.getAttribute("content") ?? "")) wrong.push(`${where} content="${element.getAttribute("content")}">`);
      }
      if (element.localName === "script" && (element.getAttribute("type") !== "application/ld+json" || !JSON.parse(element.textContent ?? ""))) wrong.push(`${where}>`);
    }
    if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/.test(document.documentElement.textContent ?? "")) wrong.push(`${file}: a control character`);
  };
  for (const [name, text] of files) {
    const isXml = !name.endsWith(".html");
    const document = new DOMParser().parseFromString(text, name.endsWith(".xhtml") ? "application/xhtml+xml" : isXml ? "application/xml" : "text/html");
    if (document.querySelector("parsererror")) wrong.push(`${name}: ${document.querySelector("parsererror")?.textContent}`);
    else if (!isXml || name.endsWith(".xhtml")) check(name, document);
    if (!isXml && name.startsWith("r/") && document.querySelectorAll("body > main > *, body > .page > main > *").length < 1) wrong.push(`${name}: no main`);
    for (const content of document.querySelectorAll("content")) check(`${name} (entry)`, new DOMParser().parseFromString(content.textContent ?? "", "text/html"));
  }
  /** The tree in one line, without what only HTML has: the bodies of tables, a line end that a <pre> begins with. @param {Node} node @returns {string} */
  const tree = (node) => [...node.childNodes].map((child) => {
    if (child.nodeType === Node.TEXT_NODE) return child.textContent?.replace(/\s+/g, " ") ?? "";
    const element = /** @type {Element} */ (child);
    return element.localName === "tbody" ? tree(element) : `<${element.localName}${[...element.attributes].filter(({ name }) => name !== "xmlns").map(({ name, value }) => ` ${name}=${value.replace(/\s/g, " ")}`).join("")}>${tree(element)}</>`;
  }).join("").replace(/\s*(<[^>]*>)\s*/g, "$1");
  for (const body of bodies) {
    const html = new DOMParser().parseFromString(`<!doctype html><body><div>${body}</div></body>`, "text/html");
    const xml = new DOMParser().parseFromString(`<body xmlns="${HTML}"><div>${body}</div></body>`, "application/xhtml+xml");
    if (xml.querySelector("parsererror")) wrong.push(`no XML: ${xml.querySelector("parsererror")?.textContent}`);
    else if (tree(html.body) !== tree(xml.documentElement)) wrong.push(`another tree as HTML: ${tree(html.body)}\n  as XML: ${tree(xml.documentElement)}`);
  }
  return wrong;
}

test("what random exports are published as has only the elements and attributes of the list, in the tree that was written", async (t) => {
  const first = Number(process.env.SKIRA_FUZZ_SEED ?? 25), runs = Number(process.env.SKIRA_FUZZ_RUNS ?? 200);
  const page = await browser.newPage();
  let refused = 0;
  for (let seed = first; seed < first + runs; ++seed) {
    const made = await published(makeExport(randomNumbers(seed)));
    if (!made) ++refused;
    else assert.deepEqual(await page.evaluate(look, { ...made, lists: LISTS }), [], `SKIRA_FUZZ_SEED=${seed} SKIRA_FUZZ_RUNS=1`);
  }
  t.diagnostic(`${runs} exports, ${refused} refused`);
  assert.ok(refused < runs / 4, `${refused} refused`);
  await page.close();
});

test("a formula whose MathML hides a tag in a tag neither navigates nor adds an element", async () => {
  const mathml = '<math><me<x>ta http-equiv="refresh" content="0;url=../elsewhere.html">x</math>';
  const given = makeExport(randomNumbers(1));
  given.reviews = [{ ...given.reviews[0], id: "a", blocks: [/** @type {any} */ ({ type: "paragraph", first_line: 3, last_line: 3, level: 0, ordered: false, spans: [{ math: "x" }] })] }];
  given.math.formulas = [{ ...given.math.formulas[0], tex: "x", display: false, mathml }];
  const made = /** @type {NonNullable<Awaited<ReturnType<typeof published>>>} */ (await published(given));
  assert.deepEqual(made.bodies, ['<p dir="rtl"><code dir="ltr">x</code></p>']);
});
