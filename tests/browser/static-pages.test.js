// The plain pages: every review's text without a script, facts for search engines and Zotero, and
// nothing of a hostile export gets out of its place.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { MATHML_ATTRIBUTES, MATHML_ELEMENTS } from "../../web/mathml.js";
import { pageAddress, pageName } from "../../web/page-name.js";
import { safeUrl } from "../../web/safe-url.js";
import { firstView, writeStaticPages } from "../../web/static-pages.js";
import {
  DESKTOP, DIST, ROOT, becomes, bundledExport, launch, makeExport, makeReview, paragraph, squeezed, writtenHtml,
} from "./browser.js";

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => { site = await launch(); });
after(async () => { await site.close(); });

/** @param {object} data @param {string} [address] @returns {(name: string) => string} */
function written(data, address = "") {
  const folder = mkdtempSync(join(tmpdir(), "skira-pages-"));
  writeStaticPages(data, folder, address, writtenHtml(data));
  return (name) => readFileSync(join(folder, name), "utf8");
}

test("each review has a page that shows its text without scripts", async () => {
  const context = await site.browser.newContext({ viewport: DESKTOP, javaScriptEnabled: false });
  const page = await context.newPage();
  for (const review of bundledExport().reviews) {
    await page.goto(`${site.url}r/${review.id}.html`);
    const text = squeezed(await page.locator("article").innerText()).replaceAll(" ", "");
    for (const block of review.blocks) {
      for (const span of block.spans) {
        if (span.math === undefined && block.type !== "table") {
          assert.ok(text.includes(squeezed(span.text).replaceAll(" ", "")), `${review.id}: ${span.text.slice(0, 40)}`);
        }
      }
    }
    await becomes(() => page.locator("html").getAttribute("dir"), "rtl");
  }
  await context.close();
});

test("a page carries what search engines and Zotero read", () => {
  const review = bundledExport().reviews.find((/** @type {any} */ r) => r.paper.arxiv_id);
  const html = readFileSync(join(DIST, "r", `${review.id}.html`), "utf8");
  assert.ok(html.includes(`<meta name="citation_arxiv_id" content="${review.paper.arxiv_id}">`));
  assert.ok(html.includes('<meta name="citation_title"'));
  assert.ok(html.includes('<link rel="canonical"'));
  const data = JSON.parse(/ld\+json">(.*?)<\/script>/.exec(html)?.[1] ?? "null");
  assert.equal(data.itemReviewed["@type"], "ScholarlyArticle");
  assert.equal(data.datePublished, review.date);
});

test("the sitemap and the feed name every page under the site's address", () => {
  const data = bundledExport();
  const read = written(data, "https://example.org/reviews/");
  const sitemap = read("sitemap.xml");
  assert.equal(sitemap.match(/<loc>/g)?.length, data.reviews.length + 1);
  for (const review of data.reviews) {
    assert.ok(sitemap.includes(`https://example.org/reviews/r/${encodeURIComponent(review.id)}.html`), review.id);
  }
  const feed = read("feed.xml");
  assert.equal(feed.match(/<entry>/g)?.length, data.reviews.filter((/** @type {any} */ r) => r.date).length);
});

test("a hostile export can neither run code nor leave its place", async () => {
  const evil = '</title><script>globalThis.pwned = 1</script><img src=x onerror="globalThis.pwned = 1">';
  const data = makeExport([
    makeReview({ id: "evil", title: evil, reviewers: [evil], paper: { urls: ["javascript:alert(1)"], arxiv_id: evil,
      code_urls: [], published: null, venue: evil }, blocks: [
      paragraph(evil), { ...paragraph(""), spans: [{ text: "x", href: "javascript:globalThis.pwned=1" }, { math: "x" }] },
      { ...paragraph(evil), type: "table" }, { ...paragraph(evil), type: "code" }] }),
    makeReview({ id: "../escaped" }), makeReview({ id: ".hidden" })]);
  Object.assign(data, { math: { formulas: [{ tex: "x", display: false,
    mathml: '<math><mtext href="javascript:1" onclick="pwned=1"><script>globalThis.pwned=1</script>x</mtext></math>' }] } });
  const folder = mkdtempSync(join(tmpdir(), "skira-pages-"));
  const html = writtenHtml(data);
  writeStaticPages(data, folder, "", html);
  assert.deepEqual(readdirSync(join(folder, "r")).sort(), ["evil.html", "index.html", ...["../escaped", ".hidden"].map((id) => `${pageName(id)}.html`)].sort());
  assert.deepEqual(readdirSync(folder).sort(), ["feed.xml", "r"]);
  const text = readFileSync(join(folder, "r/evil.html"), "utf8");
  assert.ok(!/<script>|onerror="|onclick=|javascript:/.test(text.replaceAll("&quot;", "'")), text);
  const first = firstView(data, (name) => name, new Map(), html);
  assert.ok(!/<script>|onerror="|javascript:/.test(first.replaceAll("&quot;", "'")), first);
  assert.deepEqual(first.match(/(?<=href=")[^"]*/g), ["r/evil.html", ...["../escaped", ".hidden"].map((id) => `r/${pageAddress(id)}`), "r/index.html"]);
  const page = await site.browser.newPage();
  await page.goto(site.put("evil.html", text));
  await becomes(() => page.evaluate(() => "pwned" in globalThis), false);
  await page.close();
});

/** @param {string} type @param {object[]} spans @param {object} [facts] */
const block = (type, spans, facts = {}) => ({ ...paragraph(""), type, spans, ...facts });
const item = (/** @type {string} */ text, /** @type {string} */ marker) =>
  block("list_item", [{ text }], { level: 0, ordered: true, marker });

test("a page reads in the directions of the rule, its lists at their side with the markers that were printed", async () => {
  const data = makeExport([makeReview({ id: "mixed", title: "Learning to Sort", blocks: [
    paragraph("הפסקה הזו עברית מתחילתה ועד סופה, והיא ארוכה מכל מה שבא אחריה בעמוד הזה."),
    paragraph("A sentence in English, with שלום inside."), paragraph("GPT-4 הוא דגם גדול מקודמו"),
    block("heading", [{ text: "Adam ו-SGD" }], { level: 2 }), block("heading", [{ text: "Two more results" }], { level: 2 }),
    item("סעיף אחד", "א"), item("second item here", "ב"),
    block("paragraph", [{ text: "מריצים " }, { text: 'f("שלום", x[0])', style: ["code"] }, { text: " כאן, עם " },
      { text: "הדגשה", style: ["highlight"] }, { text: " אחת ברורה" }])] })]);
  const page = await site.browser.newPage({ viewport: DESKTOP });
  const context = written(data);
  site.put("pages.css", readFileSync(join(DIST, "pages.css"), "utf8"));
  await page.goto(site.put("mixed.html", context("r/mixed.html")));
  const facts = await page.evaluate(() => {
    const article = /** @type {HTMLElement} */ (document.querySelector("article"));
    const { right } = article.getBoundingClientRect();
    return [...article.querySelectorAll("h1, p:not(header p), h3, ol, li, code, bdi, mark")].map((element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      const atRight = Math.abs(range.getBoundingClientRect().right - right) < 60;
      return [element.localName, getComputedStyle(element).direction, element.textContent?.trim().slice(0, 14), atRight];
    });
  });
  assert.deepEqual(facts, [
    ["h1", "ltr", "Learning to So", true], ["p", "rtl", "הפסקה הזו עברי", true], ["p", "ltr", "A sentence in ", false],
    ["p", "rtl", "GPT-4 הוא דגם ", true], ["h3", "rtl", "Adam ו-SGD", true], ["h3", "ltr", "Two more resul", true],
    ["ol", "rtl", "א. סעיף אחד\nב.", true], ["li", "rtl", "א. סעיף אחד", true], ["li", "rtl", "ב. second item", true],
    ["bdi", "ltr", "second item he", true], ["p", "rtl", "מריצים f(\"שלום", true], ["code", "ltr", 'f("שלום", x[0]', false],
    ["mark", "rtl", "הדגשה", false]]);
  await page.close();
});

test("addresses of http, https and mailto are safe and no others, as in the program", () => {
  for (const { href, safe, link = href } of JSON.parse(readFileSync(join(ROOT, "tests/fixtures/urls.json"), "utf8"))) {
    assert.equal(safeUrl(href), safe ? link : null, JSON.stringify(href));
  }
});

test("the program takes the MathML that the page takes and no more", () => {
  /** @param {string[]} mathml @returns {boolean[]} */
  const taken = (mathml) => {
    const data = makeExport([makeReview({ id: "m", blocks: mathml.map((_, i) => block("paragraph", [{ math: `x${i}` }])) })]);
    Object.assign(data, { math: { outlines: [], formulas: mathml.map((one, i) => ({ tex: `x${i}`, display: false, width: 1,
      height: 1, depth: 0, glyphs: [], rules: [], texts: [], breaks: [], mathml: one })) } });
    const { body } = /** @type {{body: string}} */ (writtenHtml(data).get("m"));
    return body.split("\n").map((line) => line.includes("<math"));
  };
  const elements = [...MATHML_ELEMENTS].filter((name) => name !== "math").map((name) => `<math><${name}/></math>`);
  const attributes = [...MATHML_ATTRIBUTES].map((name) => `<math><mi ${name}="1"/></math>`);
  assert.ok(taken([...elements, ...attributes]).every(Boolean));
  assert.ok(!taken(["a", "script", "svg", "annotation-xml", "maction", "mglyph", "style", "html"].map((name) => `<math><${name}/></math>`)
    .concat(["href", "xlink:href", "style", "class", "id", "onclick", "src", "actiontype"].map((name) => `<math><mi ${name}="1"/></math>`)))
    .some(Boolean));
});
