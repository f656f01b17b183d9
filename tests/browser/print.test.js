// What is printed, from the app and from the plain pages, by the PDF that Chromium makes: the whole review inside of the
// page, nothing over something else, formulas drawn, links with their addresses.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { ALL, ROOT, bundledExport, launch, makeExport, makeReview, paragraph, settled } from "./browser.js";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {{text: string, left: number, right: number, top: number, bottom: number, page: number}} Item CSS-like points, y downwards */

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => { site = await launch(); });
after(async () => { await site.close(); });

const MARGIN = "1.5cm";

/** What is on the pages of a print. @param {Page} page @returns {Promise<{text: string, items: Item[], width: number, height: number}>} */
async function printed(page) {
  const bytes = await page.pdf({ format: "A4", margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN } });
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0, standardFontDataUrl: `${join(ROOT, "node_modules/pdfjs-dist/standard_fonts")}/` }).promise;
  /** @type {Item[]} */
  const items = [];
  let text = "", width = 0, height = 0;
  for (let number = 1; number <= pdf.numPages; ++number) {
    const sheet = await pdf.getPage(number);
    ({ width, height } = sheet.getViewport({ scale: 1 }));
    for (const item of (await sheet.getTextContent()).items) {
      if (!("str" in item)) continue;
      const [, , , size, left, base] = item.transform;
      if (item.str.trim()) items.push({ text: item.str, left, right: left + item.width, top: height - base - size * 0.7, bottom: height - base, page: number });
      text += item.str + (item.hasEOL ? "\n" : "");
    }
    text += "\n";
  }
  await pdf.destroy();
  return { text, items, width, height };
}

const words = (/** @type {string} */ text) => text.match(/[\u05d0-\u05ea]{2,}/g) ?? [];
/** How often each Hebrew letter is there. @param {string} text */
const letters = (text) => Object.fromEntries([..."אבגדהוזחטיכךלמםנןסעפףצץקרשת"].map((letter) => [letter, text.split(letter).length - 1]));

/** @param {Awaited<ReturnType<typeof printed>>} print @param {any} review */
function check(print, review) {
  const wanted = review.blocks.flatMap((/** @type {any} */ block) => block.spans.map((/** @type {any} */ span) => span.text ?? "")).join("\n");
  const there = letters(print.text);
  for (const [letter, count] of Object.entries(letters(wanted))) assert.ok(there[letter] >= count, `${review.id}: ${letter}: ${there[letter]} of ${count}`);
  // A word that ends a page's or a cell's line may be in two parts.
  const missing = words(wanted).filter((word) => !print.text.includes(word));
  assert.ok(missing.length <= 1, `${review.id}: ${missing.join(" ")}`);
  assert.deepEqual(print.items.filter(({ left, right, top, bottom }) => left < 0 || right > print.width || top < 0 || bottom > print.height).map(({ text }) => text), [], `${review.id}: outside of the page`);
  const over = print.items.filter((one, at) => print.items.slice(at + 1, at + 60).some((other) => other.page === one.page && one.text.length > 3 && other.text.length > 3 &&
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 4 && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 3));
  assert.deepEqual(over.map(({ text }) => text), [], `${review.id}: over something else`);
}

// Each third in the short run.
const printable = () => bundledExport().reviews.filter((/** @type {any} */ _, /** @type {number} */ i) => ALL || i % 3 === 0);

test("the app prints the library's reviews whole, inside of the page", { timeout: 300_000 }, async () => {
  const page = await site.browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(site.url);
  await settled(page);
  for (const review of printable()) {
    await page.evaluate((id) => { location.hash = `#/r/${id}`; }, review.id);
    await page.getByRole("article").getByRole("heading", { level: 1, name: review.title }).waitFor();
    await settled(page);
    check(await printed(page), review);
  }
  await page.close();
});

test("so do the plain pages", { timeout: 300_000 }, async () => {
  const page = await site.browser.newPage({ viewport: { width: 1280, height: 900 } });
  for (const review of printable()) {
    await page.goto(`${site.url}r/${review.id}.html`);
    check(await printed(page), review);
  }
  await page.close();
});

test("a formula is drawn, one wider than the page is made smaller, a link has its address behind it", async () => {
  const { math, reviews } = bundledExport();
  const wide = math.formulas.filter((/** @type {any} */ { display, width, mathml }) => display && mathml && width > 0).sort((/** @type {any} */ a, /** @type {any} */ b) => b.width - a.width)[0];
  const text = "זו פסקה שנכתבה לבדיקה בלבד, והיא ארוכה דיה כדי שתגלוש אל שורה שנייה בדף מודפס.";
  const review = makeReview({ id: "printed", title: "מה שמודפס", blocks: [paragraph(text), { ...paragraph(""), type: "math", spans: [{ math: wide.tex }] },
    { ...paragraph(""), spans: [{ text: "ראו " }, { text: "כאן", href: "https://example.org/a/b" }] }, { ...paragraph(""), type: "code", spans: [{ text: `x = ${"long_name + ".repeat(30)}1\ny = 2` }] }, paragraph(text)] });
  assert.ok(reviews.length > 0);
  const source = site.put("printed.json", JSON.stringify({ ...makeExport([review]), math: { outlines: math.outlines, formulas: [{ ...wide, width: wide.width }] } }));
  const page = await site.browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${site.url}?src=${encodeURIComponent(source)}#/r/printed`);
  await settled(page);
  const print = await printed(page);
  check(print, review);
  assert.ok(!print.text.includes(wide.tex.slice(0, 12)), "no TeX");
  assert.match(print.text.replace(/\s+/g, ""), /https:\/\/example\.org\/a\/b/);
  assert.equal(print.text.replace(/\s+/g, "").split("long_name+").length - 1, 30, "the whole line of code");
  await page.close();
});
