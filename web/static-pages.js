// Writes a plain page for each review (r/ID.html), a list of them (r/index.html), a sitemap and an Atom feed, out of the export: for
// those who never run scripts, for search engines, for Zotero, for printing. The page itself begins with its newest
// reviews in the same way, for those who wait for the program on their first visit (first-visit.js).
//
// Nothing of an export is trusted: text is escaped, addresses keep only http, https and mailto,
// MathML only the elements and attributes below.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { MATHML_ATTRIBUTES, MATHML_ELEMENTS } from "./mathml.js";

/** @typedef {{text?: string, math?: string, style?: string[], href?: string}} Span */
/** @typedef {{type: string, level: number, ordered: boolean, marker?: string, spans: Span[]}} Block */

/** @param {unknown} text */
const escaped = (text) => String(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
  .replaceAll('"', "&quot;").replaceAll("'", "&#39;");

/** @param {string} url */
const safeUrl = (url) => /^(https?:|mailto:)/i.test(url.trim()) ? url.trim() : null;

/** MathML without what it has no business with. @param {string} mathml */
function cleanMathml(mathml) {
  return mathml.replace(/<!--[^]*?-->/g, "").replace(/<(\/?)([A-Za-z][\w:-]*)([^<>]*)>/g, (_, slash, name, rest) => {
    if (!MATHML_ELEMENTS.has(name)) return "";
    const attributes = [...rest.matchAll(/([\w:-]+)="([^"]*)"/g)]
      .filter(([, key]) => MATHML_ATTRIBUTES.has(key))
      .map(([, key, value]) => ` ${key}="${value.replaceAll("<", "&lt;")}"`);
    return `<${slash}${name}${slash ? "" : attributes.join("")}${/\/\s*$/.test(rest) ? "/" : ""}>`;
  });
}

/** @param {{date?: string | null}} review */
const printedDay = ({ date }) => date?.split("-").reverse().join(".");

const ALL = "כל הסקירות";

const STYLES = [["bold", "strong"], ["italic", "em"], ["code", "code"], ["underline", "u"], ["subscript", "sub"],
  ["superscript", "sup"]];

/** The beginning of every static page, with what it says of itself. @param {string} own its title, links and data */
const pageHead = (own) => `<!doctype html>
<html lang="he" dir="rtl">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${own}
<link rel="icon" href="../icons/skira.svg" type="image/svg+xml">
<link rel="alternate" type="application/atom+xml" href="../feed.xml">
<link rel="stylesheet" href="../pages.css">
</head>
`;

class PageWriter {
  /** @param {any} data the export @param {string} site the site's address, ending in "/", or "" */
  constructor(data, site) {
    this.data = data;
    this.site = site;
    /** @type {Map<string, string>} */
    this.formulas = new Map();
    for (const { tex, display, mathml } of data.math?.formulas ?? []) {
      if (mathml) this.formulas.set(`${display} ${tex}`, cleanMathml(mathml));
    }
  }

  /** @param {Span} span @param {boolean} display */
  span(span, display) {
    if (span.math !== undefined) {
      const mathml = this.formulas.get(`${display} ${span.math}`);
      return mathml ? `<bdi dir="ltr">${mathml}</bdi>` : `<code dir="ltr">${escaped(span.math)}</code>`;
    }
    let html = escaped(span.text ?? "");
    for (const [style, tag] of STYLES) if (span.style?.includes(style)) html = `<${tag}>${html}</${tag}>`;
    const url = span.href ? safeUrl(span.href) : null;
    return url ? `<a href="${escaped(url)}" rel="noopener">${html}</a>` : html;
  }

  /** @param {Block} block */
  spans(block) {
    return block.spans.map((span) => this.span(span, block.type === "math")).join("");
  }

  /** @param {Block} block */
  table(block) {
    const rows = block.spans.map((span) => span.text ?? span.math ?? "").join("").split("\n").map((row) => row.split("\t"));
    const html = rows.map((cells, i) =>
      `<tr>${cells.map((cell) => i ? `<td>${escaped(cell)}</td>` : `<th scope="col">${escaped(cell)}</th>`).join("")}</tr>`);
    return `<div class="wide"><table>${html.join("\n")}</table></div>`;
  }

  /** @param {Block} block */
  block(block) {
    switch (block.type) {
      case "heading": {
        const tag = `h${Math.min(6, Math.max(2, block.level + 1))}`;
        return `<${tag} dir="auto">${this.spans(block)}</${tag}>`;
      }
      case "table": return this.table(block);
      case "code": return `<pre dir="ltr"><code>${escaped(block.spans.map((span) => span.text ?? "").join(""))}</code></pre>`;
      case "math": return `<div class="wide" dir="ltr">${this.spans(block)}</div>`;
      case "quote": return `<blockquote dir="auto">${this.spans(block)}</blockquote>`;
      case "figure": return `<figure dir="auto"><figcaption>${this.spans(block)}</figcaption></figure>`;
      case "rule": return "<hr>";
      default: return `<p dir="auto">${this.spans(block)}</p>`;
    }
  }

  /** Blocks, with list items in lists of their depth. @param {Block[]} blocks */
  body(blocks) {
    const html = [];
    /** @type {string[]} */
    const open = [];
    for (const block of blocks) {
      const depth = block.type === "list_item" ? block.level + 1 : 0;
      while (open.length > depth) html.push(`</li></${open.pop()}>`);
      if (block.type !== "list_item") {
        html.push(this.block(block));
        continue;
      }
      if (open.length === depth) html.push("</li>");
      while (open.length < depth) {
        const tag = block.ordered ? "ol" : "ul";
        const start = block.ordered && /^\d+$/.test(block.marker ?? "") ? ` start="${block.marker}"` : "";
        html.push(`<${tag}${start} dir="auto">`);
        open.push(tag);
        if (open.length < depth) html.push("<li>");
      }
      html.push(`<li dir="auto">${this.spans(block)}`);
    }
    while (open.length > 0) html.push(`</li></${open.pop()}>`);
    return html.join("\n");
  }

  /** The first sentences, for search engines. @param {any} review */
  description(review) {
    const texts = review.blocks.filter((/** @type {Block} */ block) => block.type === "paragraph")
      .map((/** @type {Block} */ block) => block.spans.map((span) => span.text ?? span.math ?? "").join(""));
    const text = texts.join(" ").replace(/\s+/g, " ").trim();
    return text.length <= 200 ? text : `${text.slice(0, 200).replace(/\s\S*$/, "")}…`;
  }

  /** @param {any} review */
  citation(review) {
    const { paper } = review;
    /** @type {[string, unknown][]} */
    const tags = [["citation_title", review.title], ["citation_arxiv_id", paper.arxiv_id],
      ["citation_publication_date", paper.published?.replaceAll("-", "/")], ["citation_conference_title", paper.venue],
      ["citation_pdf_url", paper.arxiv_id && `https://arxiv.org/pdf/${paper.arxiv_id}`],
      ["citation_abstract_html_url", paper.urls.map(safeUrl).find(Boolean)]];
    return tags.filter(([, value]) => value).map(([name, value]) => `<meta name="${name}" content="${escaped(value)}">`).join("\n");
  }

  /** @param {any} review */
  structuredData(review) {
    const data = {
      "@context": "https://schema.org", "@type": "Review", inLanguage: "he", name: review.title ?? undefined,
      datePublished: review.date ?? undefined,
      author: review.reviewers.map((/** @type {string} */ name) => ({ "@type": "Person", name })),
      itemReviewed: { "@type": "ScholarlyArticle", name: review.title ?? undefined,
        url: review.paper.urls.map(safeUrl).find(Boolean), datePublished: review.paper.published ?? undefined },
    };
    // "<" as an escape: nothing in it ends the element.
    return `<script type="application/ld+json">${JSON.stringify(data).replaceAll("<", "\\u003c")}</script>`;
  }

  /** @param {any} review */
  page(review) {
    const title = review.title ?? "סקירה ללא כותרת";
    const canonical = `${this.site}${this.site ? "r/" : ""}${encodeURIComponent(review.id)}.html`;
    const app = `../#/r/${encodeURIComponent(review.id)}`;
    const facts = [printedDay(review), review.reviewers.join(", ")].filter(Boolean);
    const inText = new Set(review.blocks.flatMap((/** @type {Block} */ block) => block.spans.map((span) => span.href)));
    const links = review.paper.urls.map(safeUrl).filter((/** @type {string | null} */ url) => url && !inText.has(url))
      .map((/** @type {string} */ url) => `<a href="${escaped(url)}" rel="noopener">${escaped(url)}</a>`);
    return `${pageHead(`<title>${escaped(title)} · סקירה</title>
<meta name="description" content="${escaped(this.description(review))}">
<link rel="canonical" href="${escaped(canonical)}">
<meta property="og:type" content="article">
<meta property="og:title" content="${escaped(title)}">
<meta property="og:locale" content="he_IL">
${this.citation(review)}
${this.structuredData(review)}`)}<body>
<nav aria-label="ניווט"><a href="../">סקירה</a> <a href="index.html">${ALL}</a> <a href="${escaped(app)}">פתיחה ביישום</a></nav>
<main><article>
<h1 dir="auto">${escaped(title)}</h1>
<p class="facts">${facts.map(escaped).join(" · ")}</p>
${links.length ? `<p class="facts" dir="ltr">${links.join("<br>")}</p>` : ""}
${this.body(review.blocks)}
</article></main>
</body>
</html>
`;
  }

  /** The list of all pages. @param {any[]} reviews newest first */
  index(reviews) {
    const rows = reviews.map((review) => {
      const day = printedDay(review) ?? "";
      return `<li><a dir="auto" href="${escaped(encodeURIComponent(review.id))}.html">${escaped(review.title ?? "סקירה ללא כותרת")}</a>` +
        `${day ? ` <span class="facts">${day}</span>` : ""}</li>`;
    });
    return `${pageHead(`<title>${ALL} · סקירה</title>
<link rel="canonical" href="${escaped(this.site ? `${this.site}r/` : "index.html")}">`)}<body>
<nav aria-label="ניווט"><a href="../">סקירה</a></nav>
<main>
<h1>${ALL}</h1>
<ul class="index">
${rows.join("\n")}
</ul>
</main>
</body>
</html>
`;
  }

  /** @param {any[]} reviews newest first */
  sitemap(reviews) {
    const rows = reviews.map((review) =>
      `<url><loc>${escaped(`${this.site}r/${encodeURIComponent(review.id)}.html`)}</loc>` +
      `${review.date ? `<lastmod>${review.date}</lastmod>` : ""}</url>`);
    return `<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n` +
      `<url><loc>${escaped(this.site || "./")}</loc></url>\n${rows.join("\n")}\n</urlset>\n`;
  }

  /** @param {any[]} reviews newest first */
  feed(reviews) {
    const dated = reviews.filter((review) => review.date);
    const entries = dated.slice(0, 30).map((review) => {
      const url = `${this.site}r/${encodeURIComponent(review.id)}.html`;
      return `<entry>
<id>urn:skira:${escaped(encodeURIComponent(review.id))}</id>
<title>${escaped(review.title ?? "סקירה ללא כותרת")}</title>
<link href="${escaped(url)}"/>
<updated>${review.date}T00:00:00Z</updated>
${review.reviewers.map((/** @type {string} */ name) => `<author><name>${escaped(name)}</name></author>`).join("") || "<author><name>Skira</name></author>"}
<summary>${escaped(this.description(review))}</summary>
</entry>`;
    });
    return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="he"${this.site ? ` xml:base="${escaped(this.site)}"` : ""}>
<id>${this.site ? escaped(this.site) : "urn:skira:library"}</id>
<title>סקירה · סקירות של מאמרים בלמידת מכונה</title>
<link href="${escaped(this.site || "./")}"/>
<link rel="self" href="${escaped(this.site)}feed.xml"/>
<updated>${dated[0]?.date ?? "1970-01-01"}T00:00:00Z</updated>
${entries.join("\n")}
</feed>
`;
  }
}

/** As the catalog begins. @param {any[]} reviews */
function newestFirst(reviews) {
  const day = (/** @type {any} */ review) => review.date ?? review.date_inferred ?? "";
  return [...reviews].sort((a, b) => day(b).localeCompare(day(a)));
}

// A screen of 1,700 px has room for them.
const FIRST_ROWS = 12;

/**
 * What a first visit sees until the program draws: the newest reviews as links to their plain pages, where the
 * catalog will list them, below the words of welcome. Its measures are those of the canvas (first-visit.css).
 * @param {any} data the export
 * @param {(name: string) => string} say the interface's text of that name, in Hebrew
 * @param {Map<string, string>} topics their names by id
 */
export function firstView(data, say, topics) {
  const { reviews } = data;
  if (reviews.length === 0) return "";
  const newest = newestFirst(reviews).slice(0, FIRST_ROWS);
  const rows = newest.map((review) => {
    const { id, title, kind = "post", topics: about = [] } = review;
    const facts = [printedDay(review) ?? say("date_unknown"), say(`kind_${kind}`)].join(" · ");
    const chips = about.slice(0, 3).map((/** @type {string} */ topic) => `<i>${escaped(topics.get(topic) ?? topic)}</i>`);
    return `<li><a href="${isPageName(id) ? `r/${escaped(encodeURIComponent(id))}.html` : `#/r/${escaped(encodeURIComponent(id))}`}">` +
      `<b dir="auto">${escaped(title ?? say("untitled"))}</b> <small>${escaped(facts)}</small>` +
      `${chips.length ? ` <span>${chips.join(" ")}</span>` : ""}</a></li>`;
  });
  const hints = ["welcome_search", "welcome_highlight", "welcome_documents"].map((name) => `<li>${escaped(say(name))}</li>`);
  const count = reviews.length === 1 ? say("review_count_one") : say("review_count").replace("%d", String(reviews.length));
  return `<main id="first-view" class="first-view" lang="he" dir="rtl">
    <header><strong>${escaped(say("app_name"))}</strong><span></span></header>
    <section><h1>${escaped(say("welcome"))}</h1>
      <p>${escaped(say("welcome_text").replace("%d", String(reviews.length)))}</p>
      <ul>${hints.join("")}</ul></section>
    <p>${escaped(count)}</p>
    <ol>
${rows.join("\n")}
    </ol>
    <a href="r/index.html">${ALL}</a>
  </main>`;
}

/** @param {string} id */
const isPageName = (id) => /^[\p{L}\p{N}._~-]+$/u.test(id) && !id.startsWith(".");

/**
 * Writes r/*.html, sitemap.xml and feed.xml into `out`.
 * @param {any} data the export @param {string} out
 * @param {string} site the address the folder will have, ending in "/"; "": addresses are relative,
 *   which readers of feeds and pages resolve and search engines do not
 */
export function writeStaticPages(data, out, site) {
  const writer = new PageWriter(data, site);
  const newest = newestFirst(data.reviews);
  mkdirSync(join(out, "r"), { recursive: true });
  writeFileSync(join(out, "r", "index.html"), writer.index(newest.filter(({ id }) => isPageName(id))));
  for (const review of data.reviews) {
    // Ids are URL-safe by the export's contract; a name that is no plain one would leave the folder.
    if (!isPageName(review.id)) continue;
    writeFileSync(join(out, "r", `${review.id}.html`), writer.page(review));
  }
  writeFileSync(join(out, "sitemap.xml"), writer.sitemap(newest));
  writeFileSync(join(out, "feed.xml"), writer.feed(newest));
}
