// Writes a plain page for each review (r/ID.html), a list of them (r/index.html), a sitemap and an Atom feed, out of the export: for
// those who never run scripts, for search engines, for Zotero, for printing. The page itself begins with its newest
// reviews in the same way, for those who wait for the program on their first visit (first-visit.js).
//
// Nothing of an export is trusted: text is escaped, addresses are those of safe-url.js, and the text of the reviews
// is written by the program (src/review/html.h) by way of the library maker.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isSafeUrl } from "./safe-url.js";

/** @typedef {{text?: string, math?: string, style?: string[], href?: string}} Span */
/** @typedef {{type: string, spans: Span[]}} Block */
/** @typedef {{dir: string, title_dir: string, body: string}} Written a review's blocks as HTML, the direction of all of it and of its title */
/** @typedef {Map<string, Written>} Html by the reviews' ids */

/** @param {unknown} text */
const escaped = (text) => String(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
  .replaceAll('"', "&quot;").replaceAll("'", "&#39;");

/** @param {string} url */
const safeUrl = (url) => isSafeUrl(url) ? url.trim() : null;

/** @param {{date?: string | null}} review */
const printedDay = ({ date }) => date?.split("-").reverse().join(".");

const ALL = "כל הסקירות";

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
  /** @param {string} site the site's address, ending in "/", or "" @param {Html} html */
  constructor(site, html) {
    this.site = site;
    this.html = html;
  }

  /** @param {any} review */
  written(review) {
    const written = this.html.get(review.id);
    if (!written) throw new Error(`static-pages.js: no HTML of the review ${review.id}`);
    return written;
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
    const written = this.written(review);
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
<main><article dir="${written.dir}">
<h1 dir="${written.title_dir}">${escaped(title)}</h1>
<p class="facts">${facts.map(escaped).join(" · ")}</p>
${links.length ? `<p class="facts" dir="ltr">${links.join("<br>")}</p>` : ""}
${written.body}
</article></main>
</body>
</html>
`;
  }

  /** The list of all pages. @param {any[]} reviews newest first */
  index(reviews) {
    const rows = reviews.map((review) => {
      const day = printedDay(review) ?? "";
      return `<li><a dir="${this.written(review).title_dir}" href="${escaped(encodeURIComponent(review.id))}.html">${escaped(review.title ?? "סקירה ללא כותרת")}</a>` +
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
 * @param {Html} html
 */
export function firstView(data, say, topics, html) {
  const { reviews } = data;
  if (reviews.length === 0) return "";
  const newest = newestFirst(reviews).slice(0, FIRST_ROWS);
  const rows = newest.map((review) => {
    const { id, title, kind = "post", topics: about = [] } = review;
    const facts = [printedDay(review) ?? say("date_unknown"), say(`kind_${kind}`)].join(" · ");
    const chips = about.slice(0, 3).map((/** @type {string} */ topic) => `<i>${escaped(topics.get(topic) ?? topic)}</i>`);
    return `<li><a href="${isPageName(id) ? `r/${escaped(encodeURIComponent(id))}.html` : `#/r/${escaped(encodeURIComponent(id))}`}">` +
      `<b dir="${html.get(id)?.title_dir ?? "rtl"}">${escaped(title ?? say("untitled"))}</b> <small>${escaped(facts)}</small>` +
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
 * @param {Html} html
 */
export function writeStaticPages(data, out, site, html) {
  const writer = new PageWriter(site, html);
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
