// The plain pages: every review's text without a script, facts for search engines and Zotero, and
// nothing of a hostile export gets out of its place.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { firstView, writeStaticPages } from "../../web/static-pages.js";
import {
  DESKTOP, DIST, becomes, bundledExport, launch, makeExport, makeReview, paragraph, squeezed,
} from "./browser.js";

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => { site = await launch(); });
after(async () => { await site.close(); });

/** @param {object} data @param {string} [address] @returns {(name: string) => string} */
function written(data, address = "") {
  const folder = mkdtempSync(join(tmpdir(), "skira-pages-"));
  writeStaticPages(data, folder, address);
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

test("the app opens from a page, at the same review", async () => {
  const review = bundledExport().reviews[0];
  const page = await site.browser.newPage({ viewport: DESKTOP });
  await page.goto(`${site.url}r/${review.id}.html`);
  await page.getByRole("link", { name: "פתיחה ביישום" }).click();
  await page.getByRole("article").waitFor();
  await becomes(() => page.getByRole("article").getByRole("heading", { level: 1 }).textContent(), review.title);
  await page.close();
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
  writeStaticPages(data, folder, "");
  assert.deepEqual(readdirSync(join(folder, "r")).sort(), ["evil.html", "index.html"]);
  const html = readFileSync(join(folder, "r/evil.html"), "utf8");
  assert.ok(!/<script>|onerror="|onclick=|javascript:/.test(html.replaceAll("&quot;", "'")), html);
  const first = firstView(data, (name) => name, new Map());
  assert.ok(!/<script>|onerror="|javascript:/.test(first.replaceAll("&quot;", "'")), first);
  assert.deepEqual(first.match(/(?<=href=")[^"]*/g), ["r/evil.html", "#/r/..%2Fescaped", "#/r/.hidden", "r/index.html"]);
  const page = await site.browser.newPage();
  await page.goto(site.put("evil.html", html));
  await becomes(() => page.evaluate(() => "pwned" in globalThis), false);
  await page.close();
});
