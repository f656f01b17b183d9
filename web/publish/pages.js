// A plain page for each review (r/ID.html), a list of them (r/index.html), a sitemap and an Atom feed, out of the
// export: for those who never run scripts, for search engines and previews, for Zotero, for printing. The page itself
// begins with its newest reviews in the same way, for those who wait for the program on their first visit
// (first-visit.js).
//
// Nothing of an export is trusted: text is escaped, addresses are those of safe-url.js, and the text of the reviews
// is written by the program (src/review/html.h) by way of the library maker.
import { idInAddress, pageAddress, pageName } from "../page-name.js";
import { safeUrl } from "../safe-url.js";
import { aboutHtml } from "./about.js";
import { escaped, metaTags, scriptJson, withoutControls } from "./markup.js";
import { namesOf } from "./names.js";
import { checkedSite } from "./site-facts.js";

/**
 * @typedef {import("./export-text.js").Review} Review
 * @typedef {import("./export-text.js").Block} Block
 * @typedef {import("./export-text.js").Export} Export
 * @typedef {{dir: string, title_dir: string, minutes: number, links: {kind: "paper" | "pdf" | "code" | "huggingface" | "video", url: string, number: number}[],
 *   body: string}} Written of src/maker/pages.h: a review's blocks as HTML, the direction of all of it and of its title, minutes to read it, the ways to its paper
 * @typedef {Map<string, Written>} Html by the reviews' ids
 * @typedef {{strings: Record<string, {he: string, en: string}>, topics: {id: string, he: string, en: string}[]}} Words of the interface
 * @typedef {{policy: string, head: string, body: string}} Program what starts the app around a review's page (site.js)
 */

/** @param {{date?: string | null}} review */
export const printedDay = ({ date }) => date?.split("-").reverse().join(".");

/** What pages without any script let in. */
const PLAIN_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'";

/** Where the pictures drawn for previews are. */
export const CARDS = "cards/";

const PREVIEW_SIDE = 200;  // px: smaller pictures are not shown large

/**
 * The picture of a preview: the review's first, or a card that is drawn for it.
 * @param {Export} data @param {Review} review
 */
export function previewOf(data, review) {
  const pictures = new Map((data.pictures ?? []).map((picture) => [picture.id, picture]));
  for (const block of review.blocks) {
    const picture = pictures.get(block.picture ?? "");
    if (picture && !picture.problem && picture.width >= PREVIEW_SIDE && picture.height >= PREVIEW_SIDE && /\.(?:png|jpe?g|webp|gif)$/i.test(picture.file)) {
      return { file: picture.file, width: picture.width, height: picture.height, drawn: false };
    }
  }
  return { file: `${CARDS}${pageName(review.id)}.png`, width: 1200, height: 630, drawn: true };
}

/** A review's text in one line. @param {Review} review @param {(block: Block) => boolean} [which] */
function plainText({ blocks }, which = () => true) {
  return blocks.filter(which).map(({ spans }) => spans.map(({ text, math }) => text ?? math ?? "").join(""))
    .join(" ").replace(/\s+/g, " ").trim();
}

const LONGEST_SUMMARY = 200;

/** The first sentences: of its paragraphs, else of what there is. @param {Review} review @param {string} otherwise */
export function summaryOf(review, otherwise) {
  const text = plainText(review, ({ type }) => type === "paragraph") || plainText(review) || review.title || otherwise;
  return text.length <= LONGEST_SUMMARY ? text : `${text.slice(0, LONGEST_SUMMARY).replace(/\s\S*$/, "")}…`;
}

const NEVER = "2026";  // the year in which the ids of feeds began: a tag's date never changes (RFC 4151, 2.1)

/** Letters and digits of a text's hash. @param {string} text */
function fingerprint(text) {
  let value = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) value = BigInt.asUintN(64, (value ^ BigInt(byte)) * 0x100000001b3n);
  return value.toString(16).padStart(16, "0");
}

/**
 * What begins the ids of a site's feed (RFC 4151): they are the site's own, wherever it moves.
 * @param {Export} data @param {string} address
 */
function tagBase(data, address) {
  if (address) {
    const { hostname, pathname } = new URL(address);
    return `tag:${hostname},${NEVER}:${pathname}`;
  }
  return `tag:skira.invalid,${NEVER}:${fingerprint(data.site?.title ?? data.sources.map(({ name }) => name).sort()[0] ?? "")}/`;
}

export class PageWriter {
  /**
   * @param {Export} data @param {Html} html
   * @param {Words} words
   * @param {{address?: string, cards?: boolean, program?: Program | null}} [options] the site's address, ending in "/";
   *   whether cards are drawn; null: pages without any script
   */
  constructor(data, html, words, { address = "", cards = false, program = null } = {}) {
    this.data = data;
    this.site = checkedSite(data.site);
    this.address = address;
    this.html = html;
    this.cards = cards;
    this.program = program;
    this.words = words;
    this.names = namesOf(this.site);
    this.picture = this.site.picture;
  }

  /** @param {Review} review */
  written(review) {
    const written = this.html.get(review.id);
    if (!written) throw new Error(`pages.js: no HTML of the review ${review.id}`);
    return written;
  }

  /** The interface's text of that name, in the site's language. @param {string} name @param {string | number} [value] in place of %s or %d */
  text(name, value) {
    const text = this.words.strings[name][this.names.language];
    return value === undefined ? text : text.replace(/%[sd]/, String(value));
  }

  /** @param {Review} review */
  titleOf(review) { return review.title || this.names.say.untitled; }

  /** What previews are told. @param {{type: string, title: string, description: string, path: string, base: string, dated?: string | null, picture: {file: string, width?: number, height?: number} | null}} page */
  preview({ type, title, description, path, base, dated, picture }) {
    const image = picture && `${this.address || base}${picture.file.split("/").map(encodeURIComponent).join("/")}`;
    return [metaTags("property", [
      ["og:type", type], ["og:title", title], ["og:description", description], ["og:site_name", this.names.name],
      ["og:locale", this.names.language === "he" ? "he_IL" : "en_US"], ["og:url", this.address && `${this.address}${path}`],
      ["og:image", image], ["og:image:width", picture?.width], ["og:image:height", picture?.height], ["og:image:alt", image && title],
      ["article:published_time", dated],
    ]), metaTags("name", [
      ["twitter:card", image ? "summary_large_image" : "summary"], ["twitter:title", title], ["twitter:description", description], ["twitter:image", image],
    ])].join("\n");
  }

  /**
   * The beginning of every plain page, with what it says of itself.
   * @param {string} own its title, links and data @param {Program | null} [program] what it starts, if anything
   */
  head(own, program = null) {
    const { language, direction, name } = this.names;
    const icon = this.site.favicon ?? "icons/skira.svg";
    const fonts = ["serif-400", "serif-700"].map((face) => `<link rel="preload" as="font" type="font/woff2" crossorigin href="../fonts/${face}.woff2">\n`);
    return `<!doctype html>
<html lang="${language}" dir="${direction}" class="text-first">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${program?.policy ?? PLAIN_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
${own}
${program?.head ?? ""}${fonts.join("")}<link rel="icon" href="../${escaped(icon)}"${icon.endsWith(".svg") ? ' type="image/svg+xml"' : ""}>
<link rel="alternate" type="application/atom+xml" title="${escaped(name)}" href="../feed.xml">
<link rel="stylesheet" href="../pages.css">
</head>
`;
  }

  /** The review's kind, number and day, and how long it takes. @param {Review} review */
  details(review) {
    const { minutes } = this.written(review);
    const day = review.date ? printedDay(review) : review.date_inferred && this.text("date_inferred", printedDay({ date: review.date_inferred }));
    return [this.text(`kind_${review.kind ?? "post"}`), review.number && this.text("review_number", review.number), day,
      minutes === 1 ? this.text("reading_minute") : this.text("reading_minutes", minutes)].filter(Boolean).join(" · ");
  }

  /** The reviewer's corner and the paper's facts, as the app shows them (src/app/article/compose.cpp). @param {Review} review */
  fieldCards({ fields = {}, paper }) {
    const joined = (/** @type {string | string[] | undefined} */ value) => Array.isArray(value) ? value.join(" · ") : value ?? "";
    const card = (/** @type {string} */ title, /** @type {[string, string | undefined][]} */ rows) => {
      const filled = rows.filter(([, value]) => value);
      return filled.length === 0 ? "" : `<section class="card" lang="${this.names.language}" dir="${this.names.direction}">
<p class="name">${escaped(this.text(title))}</p>
${filled.map(([name, value]) => `<p><b>${escaped(this.text(`field_${name}`))}: </b>${escaped(value)}</p>`).join("\n")}
</section>
`;
    };
    return card("corner", ["recommendation", "clarity", "prior_knowledge", "applications"].map((name) => [name, joined(fields[name])])) +
      card("paper_card", [["published", printedDay({ date: paper.published }) ?? ""], ["venue", paper.venue ?? ""],
        ["domains", joined(fields.domains)], ["tools", joined(fields.tools)]]);
  }

  /** The topics as chips, then the ways to the paper as buttons. @param {Review} review */
  ways(review) {
    const { language, direction } = this.names;
    const named = new Map(this.words.topics.map((topic) => [topic.id, topic[language]]));
    const chips = (review.topics ?? []).map((topic) => `<a dir="auto" href="../#/?topic=${escaped(idInAddress(topic))}">${escaped(named.get(topic) ?? topic)}</a>`);
    // Beside them the app has what can be copied: its room is kept until it is there (pages.css).
    const copies = [review.paper.arxiv_id && `arXiv ${review.paper.arxiv_id}`, (this.written(review).links.length > 0 || review.title) && "BibTeX"]
      .filter(Boolean).map((text) => `<span class="later" aria-hidden="true">${escaped(text)}</span>`);
    const links = this.written(review).links.map(({ kind, url, number }) => ({ url: safeUrl(url), text: this.text(`${kind}_link`) + (number > 1 ? ` ${number}` : "") }));
    const buttons = links.filter(({ url }) => url).map(({ url, text }) => `<a href="${escaped(url)}" rel="noopener">${escaped(text)}</a>`);
    const group = (/** @type {string} */ kind, /** @type {string[]} */ all) =>
      all.length === 0 ? "" : `<p class="${kind}" lang="${language}" dir="${direction}">${all.join(" ")}</p>\n`;
    return group("chips", chips) + group("buttons", [...buttons, ...copies]);
  }

  /** Whose it is. */
  foot() {
    const { author, licence, links = [], title } = this.site;
    const named = (/** @type {{name: string, url?: string} | undefined} */ one) => one && (one.url && safeUrl(one.url)
      ? `<a href="${escaped(safeUrl(one.url))}" rel="noopener" dir="auto">${escaped(one.name)}</a>` : `<bdi>${escaped(one.name)}</bdi>`);
    const all = [named(author), named(licence), ...links.map(({ text, url }) => named({ name: text, url })), title && escaped(this.names.say.made)];
    const shown = all.filter(Boolean).join(" · ");
    return title || shown ? `<footer class="facts">${shown}</footer>\n` : "";
  }

  /** The review as an article, and the paper that it is about. @param {Review} review */
  citation(review) {
    const { paper } = review;
    const page = this.address && `${this.address}r/${pageAddress(review.id)}`;
    const about = [["citation_title", review.title], ["citation_arxiv_id", paper.arxiv_id], ["citation_conference_title", paper.venue],
      ["citation_publication_date", paper.published?.replaceAll("-", "/")], ["citation_url", paper.urls.map(safeUrl).find(Boolean)]]
      .filter(([, value]) => value).map(([name, value]) => `${name}=${String(value).replaceAll(";", ",")};`).join(" ");
    return metaTags("name", [["citation_title", review.title], ...review.reviewers.map((name) => /** @type {[string, string]} */ (["citation_author", name])),
      ["citation_publication_date", review.date?.replaceAll("-", "/")], ["citation_journal_title", this.names.name],
      ["citation_language", this.written(review).dir === "ltr" ? "en" : "he"], ["citation_public_url", page], ["citation_fulltext_html_url", page],
      ["citation_arxiv_id", paper.arxiv_id], ["citation_reference", (paper.arxiv_id || paper.urls.some(safeUrl)) && about],
      ["dc.relation", paper.urls.map(safeUrl).find(Boolean)]]);
  }

  /** @param {Review} review @param {string} [image] */
  structuredData(review, image) {
    const { paper } = review;
    const person = (/** @type {string} */ name) => ({ "@type": "Person", name });
    const url = paper.urls.map(safeUrl).find(Boolean) ?? undefined;
    return `<script type="application/ld+json">${scriptJson({
      "@context": "https://schema.org", "@type": "Review", inLanguage: this.written(review).dir === "ltr" ? "en" : "he",
      name: review.title ?? undefined, url: this.address ? `${this.address}r/${pageAddress(review.id)}` : undefined,
      image: this.address ? image : undefined, datePublished: review.date ?? undefined,
      author: review.reviewers.length ? review.reviewers.map(person) : undefined,
      publisher: { "@type": "Organization", name: this.names.name }, license: safeUrl(this.site.licence?.url ?? "") ?? undefined,
      itemReviewed: { "@type": "ScholarlyArticle", name: review.title ?? undefined, url, datePublished: paper.published ?? undefined },
    })}</script>`;
  }

  /** @param {Review} review */
  page(review) {
    const { say, name, language, direction } = this.names;
    const title = this.titleOf(review);
    const written = this.written(review);
    const path = `r/${pageAddress(review.id)}`;
    const summary = summaryOf(review, title);
    const shown = previewOf(this.data, review);
    const picture = !shown.drawn || this.cards ? shown : null;
    const people = review.reviewers.length ? `<p class="facts people" lang="${language}" dir="${direction}">${escaped(`${this.text("reviewed_by")} ${review.reviewers.join(", ")}`)}</p>\n` : "";
    return `${this.head(`<title>${escaped(title)} · ${escaped(name)}</title>
<meta name="description" content="${escaped(summary)}">
<link rel="canonical" href="${escaped(this.address ? `${this.address}${path}` : pageAddress(review.id))}">
${this.preview({ type: "article", title, description: summary, path, base: "../", dated: review.date, picture })}
${this.citation(review)}
${this.structuredData(review, picture ? `${this.address}${picture.file}` : undefined)}`, this.program)}<body>
<div id="page" class="page" data-review="${escaped(review.id)}">
<nav aria-label="${say.navigation}"><a href="../">${escaped(name)}</a> <a href="index.html">${say.all}</a>${this.program ? "" : ` <a href="../#/r/${escaped(idInAddress(review.id))}">${say.open}</a>`}</nav>
<main><article dir="${written.dir}" lang="${written.dir === "ltr" ? "en" : "he"}">
<header>
<h1 dir="${written.title_dir}" lang="${written.title_dir === "ltr" ? "en" : "he"}">${escaped(title)}</h1>
<p class="facts" lang="${language}" dir="${direction}">${escaped(this.details(review))}</p>
${people}${this.ways(review)}</header>
${this.fieldCards(review)}${withoutControls(written.body)}
</article></main>
${this.foot()}</div>
${this.program?.body ?? ""}</body>
</html>
`;
  }

  /** The page of an id that a review had before. @param {Review} review */
  formerPage(review) {
    const { say, name } = this.names;
    const page = pageAddress(review.id);
    return `${this.head(`<title>${escaped(this.titleOf(review))} · ${escaped(name)}</title>
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url=${escaped(page)}">
<link rel="canonical" href="${escaped(this.address ? `${this.address}r/${page}` : page)}">`)}<body>
<main class="page">
<h1>${say.moved}</h1>
<p><a href="${escaped(page)}" dir="auto">${escaped(this.titleOf(review))}</a></p>
</main>
</body>
</html>
`;
  }

  /** The list of all pages. @param {Review[]} reviews newest first */
  index(reviews) {
    const { say, name, description, direction } = this.names;
    const rows = reviews.map((review) => {
      const day = printedDay(review) ?? "";
      return `<li><a dir="${this.written(review).title_dir}" href="${escaped(pageAddress(review.id))}">${escaped(this.titleOf(review))}</a>` +
        `${day ? ` <span class="facts">${escaped(day)}</span>` : ""}</li>`;
    });
    const about = this.site.about ? `<section dir="${direction}">\n<h2>${say.about}</h2>\n${aboutHtml(this.site.about, 3)}\n</section>\n` : "";
    return `${this.head(`<title>${say.all} · ${escaped(name)}</title>
<meta name="description" content="${escaped(description)}">
<link rel="canonical" href="${escaped(this.address ? `${this.address}r/` : "index.html")}">
${this.preview({ type: "website", title: `${say.all} · ${name}`, description, path: "r/", base: "../", picture: this.sitePicture() })}`)}<body>
<div class="page">
<nav aria-label="${say.navigation}"><a href="../">${escaped(name)}</a></nav>
<main>
<h1>${say.all}</h1>
${about}<ul class="index">
${rows.join("\n")}
</ul>
</main>
${this.foot()}</div>
</body>
</html>
`;
  }

  /** What a preview of the site shows. */
  sitePicture() {
    if (this.picture) return { file: this.picture };
    return this.cards ? { file: `${CARDS}site.png`, width: 1200, height: 630 } : null;
  }

  /** What the site's own page says of itself in its head. */
  siteHead() {
    const { name, description } = this.names;
    return `<link rel="canonical" href="${escaped(this.address || "./")}">
<link rel="alternate" type="application/atom+xml" title="${escaped(name)}" href="feed.xml">
${this.preview({ type: "website", title: name, description, path: "", base: "", picture: this.sitePicture() })}
${metaTags("name", [["author", this.site.author?.name]])}`.trimEnd();
  }

  /** Of what is there; empty where the site has no address: the format knows none but whole ones. @param {Review[]} reviews newest first */
  sitemap(reviews) {
    if (!this.address) return "";
    const rows = reviews.map((review) => `<url><loc>${escaped(`${this.address}r/${pageAddress(review.id)}`)}</loc>` +
      `${review.date ? `<lastmod>${escaped(review.date)}</lastmod>` : ""}</url>`);
    return `<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n` +
      `<url><loc>${escaped(this.address)}</loc></url>\n${rows.join("\n")}\n</urlset>\n`;
  }

  /** @param {Review[]} reviews newest first */
  feed(reviews) {
    const { language, name, whole } = this.names;
    const base = tagBase(this.data, this.address);
    const dated = reviews.filter((review) => review.date).slice(0, MOST_ENTRIES);
    const person = (/** @type {string} */ one) => `<author><name>${escaped(one)}</name></author>`;
    const entries = dated.map((review) => {
      const url = `${this.address}r/${pageAddress(review.id)}`;
      const { body } = this.written(review);
      return `<entry>
<id>${escaped(`${base}${idInAddress(review.id)}`)}</id>
<title>${escaped(this.titleOf(review))}</title>
<link rel="alternate" type="text/html" href="${escaped(url)}"/>
<published>${escaped(review.date)}T00:00:00Z</published>
<updated>${escaped(review.date)}T00:00:00Z</updated>
${review.reviewers.filter((one) => one.trim()).map(person).join("") || person(this.site.author?.name ?? name)}
<summary>${escaped(summaryOf(review, this.titleOf(review)))}</summary>
${body.trim() ? `<content type="html" xml:base="${escaped(url)}">${escaped(body)}</content>\n` : ""}</entry>`;
    });
    return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}"${this.address ? ` xml:base="${escaped(this.address)}"` : ""}>
<id>${escaped(base)}</id>
<title>${escaped(whole)}</title>
<link rel="alternate" type="text/html" href="${escaped(this.address || "./")}"/>
<link rel="self" type="application/atom+xml" href="${escaped(this.address)}feed.xml"/>
<updated>${escaped(dated[0]?.date ?? "1970-01-01")}T00:00:00Z</updated>
<generator>Skira</generator>
${this.site.licence ? `<rights>${escaped(this.site.licence.name)}</rights>\n` : ""}${entries.join("\n")}
</feed>
`;
  }
}

const MOST_ENTRIES = 30;

/** As the catalog begins. @template {{date?: string | null, date_inferred?: string | null}} T @param {T[]} reviews */
export function newestFirst(reviews) {
  const day = (/** @type {T} */ review) => review.date ?? review.date_inferred ?? "";
  return [...reviews].sort((a, b) => day(b).localeCompare(day(a)));
}

/**
 * The files of the plain pages.
 * @param {Export} data @param {Html} html @param {Words} words
 * @param {{address?: string, cards?: boolean, program?: Program | null}} [options] as PageWriter's
 * @returns {Map<string, string>} by their names in the site
 */
export function plainPages(data, html, words, options = {}) {
  const writer = new PageWriter(data, html, words, options);
  const newest = newestFirst(data.reviews);
  /** @type {Map<string, string>} */
  const files = new Map([["r/index.html", writer.index(newest)]]);
  for (const review of newest) files.set(`r/${pageName(review.id)}.html`, writer.page(review));
  for (const review of newest) {
    for (const former of (review.former_ids ?? []).map(pageName)) {
      if (!files.has(`r/${former}.html`)) files.set(`r/${former}.html`, writer.formerPage(review));
    }
  }
  const sitemap = writer.sitemap(newest);
  if (sitemap) files.set("sitemap.xml", sitemap);
  files.set("feed.xml", writer.feed(newest));
  return files;
}

// A screen of 1,700 px has room for them.
const FIRST_ROWS = 12;

/**
 * What a first visit sees until the program draws: the newest reviews as links to their plain pages, where the
 * catalog will list them, below the words of welcome. Its measures are those of the canvas (first-visit.css).
 * @param {Export} data
 * @param {(name: string) => string} say the interface's text of that name, in the site's language
 * @param {Map<string, string>} topics their names by id
 * @param {Html} html
 */
export function firstView(data, say, topics, html) {
  const { reviews } = data;
  const site = checkedSite(data.site);
  if (reviews.length === 0) return "";
  const { language, direction, say: words } = namesOf(site);
  const newest = newestFirst(reviews).slice(0, FIRST_ROWS);
  const rows = newest.map((review) => {
    const { id, title, kind = "post", topics: about = [] } = review;
    const facts = [printedDay(review) ?? say("date_unknown"), say(`kind_${kind}`)].join(" · ");
    const chips = about.slice(0, 3).map((topic) => `<i>${escaped(topics.get(topic) ?? topic)}</i>`);
    return `<li><a href="r/${escaped(pageAddress(id))}">` +
      `<b dir="${html.get(id)?.title_dir ?? "rtl"}">${escaped(title ?? say("untitled"))}</b> <small>${escaped(facts)}</small>` +
      `${chips.length ? ` <span>${chips.join(" ")}</span>` : ""}</a></li>`;
  });
  const hints = ["welcome_search", "welcome_highlight", "welcome_documents"].map((name) => `<li>${escaped(say(name))}</li>`);
  const count = reviews.length === 1 ? say("review_count_one") : say("review_count").replace("%d", String(reviews.length));
  const subtitle = site.subtitle ? `\n      <p class="subtitle" dir="auto">${escaped(site.subtitle)}</p>` : "";
  return `<main id="first-view" class="first-view" lang="${language}" dir="${direction}">
    <header><strong>${escaped(site.title || say("app_name"))}</strong><span></span></header>
    <section><h1>${escaped(site.title || say("welcome"))}</h1>${subtitle}
      <p>${escaped(say("welcome_text").replace("%d", String(reviews.length)))}</p>
      <ul>${hints.join("")}</ul></section>
    <p>${escaped(count)}</p>
    <ol>
${rows.join("\n")}
    </ol>
    <a href="r/index.html">${words.all}</a>
  </main>`;
}
