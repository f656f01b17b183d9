// A library as a book: EPUB 3.2, right-to-left where the site is, formulas as MathML, pictures, a contents page.
//
//   mimetype   META-INF/container.xml   EPUB/package.opf ─▶ cover.xhtml, nav.xhtml, r/ID.xhtml, pictures/…, book.css
import { pageName } from "../page-name.js";
import { safeUrl } from "../safe-url.js";
import { aboutHtml } from "./about.js";
import { escaped, withoutControls } from "./markup.js";
import { namesOf } from "./names.js";
import { newestFirst, printedDay } from "./pages.js";
import { checkedSite } from "./site-facts.js";
import { utf8 } from "./site.js";

/** @typedef {import("./site.js").Library} Library */

/** Those that every reading system shows (EPUB 3.2, 2.1). @type {Record<string, string>} */
const CORE_TYPES = { png: "image/png", jpg: "image/jpeg", jpeg: "image/jpeg", gif: "image/gif", svg: "image/svg+xml" };
/** Others, for which a placeholder may stand. @type {Record<string, string>} */
const OTHER_TYPES = { webp: "image/webp", avif: "image/avif", bmp: "image/bmp", tif: "image/tiff", tiff: "image/tiff" };

const STYLE = `body { font-family: serif; line-height: 1.6; }
h1, h2, h3, h4, h5, h6 { line-height: 1.3; }
.facts { color: #555; font-size: 0.9em; }
.footnote, figcaption { font-size: 0.9em; }
.to-left { text-align: left; } .to-right { text-align: right; } .to-center { text-align: center; }
ol.printed { list-style: none; }
figure { margin: 1em 0; text-align: center; }
img { max-width: 100%; }
table { border-collapse: collapse; } th, td { border-bottom: 1px solid #999; padding: 0.2em 0.6em; }
pre { white-space: pre-wrap; font-family: monospace; } code { font-family: monospace; }
blockquote { border-inline-start: 3px solid #999; margin: 1em 0; padding-inline-start: 1em; }
.cover { text-align: center; margin-top: 25%; }
`;

// One pixel of white, for reading systems that do not show a picture's type.
const PLACEHOLDER = Uint8Array.from(atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg=="), (c) => c.charCodeAt(0));

/** @param {string} text an identifier of XML */
const idOf = (text) => `x-${[...new TextEncoder().encode(text)].map((byte) => /[a-z0-9-]/i.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `_${byte.toString(16)}`).join("")}`;

/** @param {string} language @param {string} direction @param {string} title @param {string} up @param {string} body @param {string} [space] */
const document = (language, direction, title, up, body, space = "") => `<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml"${space} xml:lang="${language}" lang="${language}" dir="${direction}">
<head>
<title>${escaped(title)}</title>
<link rel="stylesheet" type="text/css" href="${up}book.css"/>
</head>
<body>
${body}
</body>
</html>
`;

/** What the plain pages' HTML has that a book has not. @param {string} body */
const bookBody = (body) => withoutControls(body).replace(/(<img\b[^>]*?) (?:loading|decoding)="[^"]*"/g, "$1").replace(/(<img\b[^>]*?) (?:loading|decoding)="[^"]*"/g, "$1");

/** A name that belongs to the content, as a URN (RFC 4122, 4.3). @param {Uint8Array} digest */
function uuidOf(digest) {
  const hex = [...digest.subarray(0, 16)].map((byte, i) => (i === 6 ? byte & 0x0f | 0x50 : i === 8 ? byte & 0x3f | 0x80 : byte).toString(16).padStart(2, "0")).join("");
  return `urn:uuid:${hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")}`;
}

/**
 * The files of the book, the first of which must be stored as it is.
 * @param {Library} library @param {import("./site.js").Tools} tools
 * @param {{cover?: Uint8Array}} [options] a PNG
 * @returns {Map<string, Uint8Array>}
 */
export function epubFiles({ data, html, pictures }, tools, { cover } = {}) {
  const site = checkedSite(data.site);
  const { language, direction, name, description, say } = namesOf(site);
  const reviews = newestFirst(data.reviews);
  const titleOf = (/** @type {typeof reviews[0]} */ review) => withoutControls(review.title || say.untitled).replace(/\s+/g, " ").trim() || say.untitled;
  const named = (/** @type {{name: string, url?: string} | undefined} */ one) => !one ? "" :
    one.url && safeUrl(one.url) ? `<a href="${escaped(safeUrl(one.url))}">${escaped(one.name)}</a>` : escaped(one.name);
  /** @type {Map<string, Uint8Array>} */
  const files = new Map();
  /** @type {{href: string, type: string, properties?: string, fallback?: string}[]} */
  const items = [];
  const add = (/** @type {string} */ href, /** @type {string} */ type, /** @type {string | Uint8Array} */ content, facts = {}) => {
    items.push({ href, type, ...facts });
    files.set(`EPUB/${href}`, typeof content === "string" ? utf8(content) : content);
  };

  files.set("mimetype", utf8("application/epub+zip"));
  files.set("META-INF/container.xml", utf8(`<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
`));
  add("book.css", "text/css", STYLE);
  if (cover) add("cover.png", "image/png", cover, { properties: "cover-image" });
  const front = [named(site.author), named(site.licence), ...(site.links ?? []).map(({ text, url }) => named({ name: text, url }))].filter(Boolean);
  add("cover.xhtml", "application/xhtml+xml", document(language, direction, name, "", `<section class="cover">
<h1 dir="auto">${escaped(name)}</h1>
${description === name ? "" : `<p dir="auto">${escaped(description)}</p>\n`}${front.map((part) => `<p dir="auto">${part}</p>`).join("\n")}
</section>
${site.about ? `<section>\n${aboutHtml(site.about)}\n</section>` : ""}`));
  const chapter = (/** @type {string} */ id) => `r/${pageName(id)}.xhtml`;
  const href = (/** @type {string} */ id) => `r/${encodeURIComponent(pageName(id))}.xhtml`;
  const rows = reviews.map((review) => `<li><a href="${href(review.id)}" dir="${html.get(review.id)?.title_dir ?? "auto"}">${escaped(titleOf(review))}</a></li>`);
  add("nav.xhtml", "application/xhtml+xml", document(language, direction, say.contents, "", `<nav epub:type="toc" id="toc">
<h1>${say.contents}</h1>
<ol>
${rows.join("\n")}
</ol>
</nav>`, ' xmlns:epub="http://www.idpf.org/2007/ops"'), { properties: "nav" });
  for (const review of reviews) {
    const written = html.get(review.id) ?? { dir: direction, title_dir: direction, body: "" };
    const facts = [printedDay(review), review.reviewers.join(", ")].filter(Boolean).map(escaped);
    const links = review.paper.urls.map(safeUrl).filter(Boolean).map((url) => `<a href="${escaped(url)}">${escaped(url)}</a>`);
    const body = bookBody(written.body);
    add(chapter(review.id), "application/xhtml+xml", document(written.dir === "ltr" ? "en" : "he", written.dir, titleOf(review), "../", `<article dir="${written.dir}">
<h1 dir="${written.title_dir}">${escaped(titleOf(review))}</h1>
${facts.length ? `<p class="facts">${facts.join(" · ")}</p>\n` : ""}${links.length ? `<p class="facts" dir="ltr">${links.join("<br/>")}</p>\n` : ""}${body}
</article>`), body.includes("<math") ? { properties: "mathml" } : {});
  }
  const placeholder = "pictures/not-shown.png";
  const shown = [...pictures].flatMap(([file, bytes]) => {
    const ending = file.split(".").pop()?.toLowerCase() ?? "";
    const type = CORE_TYPES[ending] ?? OTHER_TYPES[ending];
    return type ? [{ file, bytes, type, core: ending in CORE_TYPES }] : [];
  });
  for (const { file, bytes, type, core } of shown) add(file, type, bytes, core ? {} : { fallback: idOf(placeholder) });
  if (shown.some(({ core }) => !core)) add(placeholder, "image/png", PLACEHOLDER);
  const days = reviews.map(({ date }) => date).filter((day) => typeof day === "string").sort();
  const identity = uuidOf(tools.sha256(utf8(site.url ?? site.title ?? data.sources.map((source) => source.name).join("\n"))));
  const creators = site.author ? [site.author.name] : [...new Set(reviews.flatMap(({ reviewers }) => reviewers))].slice(0, 10);
  const itemrefs = ["cover.xhtml", "nav.xhtml", ...reviews.map(({ id }) => chapter(id))];
  files.set("EPUB/package.opf", utf8(`<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="${language}" dir="${direction}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">${identity}</dc:identifier>
<dc:title>${escaped(name)}</dc:title>
<dc:language>${language}</dc:language>
${creators.map((creator) => `<dc:creator>${escaped(creator)}</dc:creator>\n`).join("")}${site.licence ? `<dc:rights>${escaped(site.licence.name)}</dc:rights>\n` : ""}${description ? `<dc:description>${escaped(description)}</dc:description>\n` : ""}<meta property="dcterms:modified">${days.at(-1) ?? "1980-01-01"}T00:00:00Z</meta>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessibilityFeature">structuralNavigation</meta>
<meta property="schema:accessibilityFeature">MathML</meta>
</metadata>
<manifest>
${items.map(({ href: path, type, properties, fallback }) => `<item id="${idOf(path)}" href="${escaped(path.split("/").map(encodeURIComponent).join("/"))}" media-type="${type}"${properties ? ` properties="${properties}"` : ""}${fallback ? ` fallback="${fallback}"` : ""}/>`).join("\n")}
</manifest>
<spine page-progression-direction="${direction}">
${itemrefs.map((path) => `<itemref idref="${idOf(path)}"/>`).join("\n")}
</spine>
</package>
`));
  return files;
}
