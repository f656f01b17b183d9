// Hostile files opened in the page: each is refused with a message, in bounded time, with nothing of it joined; what
// is opened afterwards is read.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { docx, drawing, p, png, relationship, zip } from "../import/writers.js";
import { becomes, bundledExport, keptDocuments, launch, settled } from "./browser.js";

/** @typedef {import("playwright-core").Page} Page */

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => { site = await launch(); });
after(async () => {
  await site.close();
  rmSync(FILES, { recursive: true });
});

const FILES = mkdtempSync(join(tmpdir(), "skira-hostile-"));
const LIBRARY = bundledExport().reviews.length;
const PROSE = "המאמר מציע דרך חדשה לאמן רשתות עמוקות, והתוצאות בו משכנעות יותר ממה שנהוג בתחום. ";
const REVIEW = `Review 841: Owls as a Model of Sight, 05.02.2025\n\n${PROSE}\n`;
const TIME = 30_000;  // ms, on a busy machine

/** @param {string} name @param {string | Uint8Array} content @returns {string} its path */
function put(name, content) {
  writeFileSync(join(FILES, name), content);
  return join(FILES, name);
}

/** 640 MB of zeros in archives that are in an archive, with a review beside them. */
function bomb() {
  const inner = zip({ "zeros.txt": new Uint8Array(128 * 2 ** 20) });
  return zip({ "owl.md": REVIEW, ...Object.fromEntries(Array.from({ length: 5 }, (_, at) => [`${at}.zip`, inner])) });
}

/** A review whose .docx has 10,000 pictures, each another one. */
function manyPictures() {
  const many = Array.from({ length: 10_000 }, (_, at) => at);
  /** @type {Record<string, Uint8Array>} */
  const files = {};
  for (const at of many) {
    const picture = png(2, 2);
    new DataView(picture.buffer).setUint32(16, at + 1);
    files[`word/media/${at}.png`] = picture;
  }
  return docx(p("Review 842: Gulls as a Model of Noise, 06.02.2025") + p(PROSE) + p(many.map((at) => drawing(`p${at}`)).join("")),
    { relationships: many.map((at) => relationship(`p${at}`, "image", `media/${at}.png`)).join(""), files });
}

const ENTITIES = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "haha">' + Array.from({ length: 20 }, (_, at) =>
  `<!ENTITY ${"a".repeat(at + 2)} "${`&${"a".repeat(at + 1)};`.repeat(10)}">`).join("") +
  `]><w:document xmlns:w="w"><w:body><w:p><w:r><w:t>&${"a".repeat(21)};</w:t></w:r></w:p></w:body></w:document>`;
const WHOLE = docx(p("Review 843: Terns as a Model of Return, 07.02.2025") + p(PROSE.repeat(50)));

/** What each is, the file, what is said of it. @type {[string, () => [string, string | Uint8Array], RegExp][]} */
const HOSTILE = [
  ["a zip bomb", () => ["bomb.zip", bomb()], /bomb\.zip.*גדול או מורכב מדי/s],
  ["an XML entity bomb", () => ["entities.docx", zip({ "[Content_Types].xml": "<Types/>", "word/document.xml": ENTITIES })], /לא ניתן לקרוא את.*entities\.docx/s],
  ["elements inside elements without end", () => ["deep.docx", docx("<w:tbl><w:tr><w:tc>".repeat(50_000))], /deep\.docx.*גדול או מורכב מדי/s],
  ["10,000 pictures", () => ["many.docx", manyPictures()], /many\.docx.*גדול או מורכב מדי/s],
  ["a page of 300,000 open elements", () => ["page.html", `<!doctype html><html><body>${"<div>".repeat(300_000)}`], /page\.html.*גדול או מורכב מדי/s],
  ["half a .docx", () => ["half.docx", WHOLE.slice(0, WHOLE.length / 2)], /לא ניתן לקרוא את.*half\.docx/s],
  ["half an export", () => ["half.json", '{"format":"skira-reviews","version":2,"sources":[{"name":"a"'], /half\.json.*(ייצוא|לא ניתן)|לא ניתן.*half\.json/s],
  ["a .docx whose text is no XML", () => ["text.docx", zip({ "[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document><<<" })], /לא ניתן לקרוא את.*text\.docx/s],
];

/** @param {Page} page @param {string[]} files */
async function choose(page, files) {
  await page.evaluate(() => { delete (/** @type {any} */ (window)).showOpenFilePicker; });
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "פתיחת קבצים", exact: true }).click()]);
  await chooser.setFiles(files);
}

/** @param {Page} page */
const reviews = (page) => page.evaluate(() => skira.stats().reviews);

for (const [what, make, said] of HOSTILE) {
  test(`${what}: a message, nothing joined, and the next document is read`, async () => {
    const context = await site.browser.newContext();
    const page = await context.newPage();
    await page.goto(`${site.url}#/documents`);
    await settled(page);
    await choose(page, [put(...make())]);
    await page.getByRole("main").getByText(said).first().waitFor({ timeout: TIME });
    assert.equal(await reviews(page), LIBRARY);
    assert.equal(await page.getByRole("main").getByRole("progressbar").count(), 0);
    await choose(page, [put("owl.md", REVIEW)]);
    await becomes(() => reviews(page), LIBRARY + 1, "the next document is read");
    await becomes(() => keptDocuments(page), ["owl.md"]);
    await page.reload();
    await settled(page);
    await becomes(() => reviews(page), LIBRARY + 1, "and that alone is kept");
    await context.close();
  });
}

test("an SVG with a script and addresses is drawn, runs nothing and asks for nothing", async () => {
  const context = await site.browser.newContext();
  const page = await context.newPage();
  /** @type {string[]} */
  const asked = [];
  page.on("request", (request) => { if (!/^(blob|data):/.test(request.url()) && !request.url().startsWith(site.origin)) asked.push(request.url()); });
  await page.goto(`${site.url}#/documents`);
  await settled(page);
  const drawn = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="120" height="60" onload="top.pwned=1"><script>top.pwned=1</script>' +
    '<style>@import url(https://evil.example/a.css);</style><image href="https://evil.example/a.png" width="9" height="9"/>' +
    '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><img src="x" onerror="top.pwned=1"/></body></foreignObject><rect width="120" height="60" fill="#26c"/></svg>';
  await choose(page, [put("kite.md", `Review 844: Kites as a Model of Height, 08.02.2025\n\n${PROSE}\n\n![דיה](kite.svg)\n`), put("kite.svg", drawn)]);
  await becomes(() => reviews(page), LIBRARY + 1);
  await page.evaluate(() => { location.hash = "#/r/review-844"; });
  const image = page.locator('article img[alt="דיה"]');
  await becomes(() => image.evaluate((img) => /** @type {HTMLImageElement} */ (img).naturalWidth), 120, "it is shown");
  await becomes(() => page.evaluate(() => skira.stats().pictures.bytes > 0), true, "and drawn");
  const text = await page.evaluate(async () => {
    const database = await new Promise((resolve) => { const opening = indexedDB.open("skira /some/where/"); opening.onsuccess = () => resolve(opening.result); });
    const all = await new Promise((resolve) => { const asked = database.transaction("documents").objectStore("documents").getAll(); asked.onsuccess = () => resolve(asked.result); });
    const { bytes, parts } = all[0].made;
    return bytes.slice(parts.reduce((/** @type {number} */ sum, /** @type {number} */ size) => sum + size, 0)).text();
  });
  assert.match(text, /^<svg/);
  assert.doesNotMatch(text, /script|onload|evil|foreignObject|onerror/);
  assert.deepEqual([await page.evaluate(() => /** @type {any} */ (window).pwned), asked], [undefined, []]);
  await context.close();
});
