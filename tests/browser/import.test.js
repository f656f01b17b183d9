// Files of every type, opened in the page: .docx with pictures, Markdown beside its pictures, archives, pages, PDF;
// what is not read is said; from the single file, too.
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { docx, drawing, p, png, relationship, zip } from "../import/writers.js";
import { ROOT, SINGLE_FILE, becomes, bundledExport, launch, settled } from "./browser.js";

/** @typedef {import("playwright-core").Page} Page */

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => { site = await launch(); });
after(async () => { await site.close(); });

const FILES = mkdtempSync(join(tmpdir(), "skira-import-"));
const LIBRARY = bundledExport().reviews.length;
const PROSE = "המאמר מציע דרך חדשה לאמן רשתות עמוקות, והתוצאות בו משכנעות יותר ממה שנהוג בתחום. ";

/** @param {string} name @param {string | Uint8Array} content @returns {string} its path */
function put(name, content) {
  writeFileSync(join(FILES, name), content);
  return join(FILES, name);
}

const DOCX = put("frogs.docx", docx(
  p("Review 801: Frogs as a Model of Attention, 03.02.2025") + p(PROSE) + p(drawing("rId9", "צפרדע על אבן")) + p(PROSE),
  { relationships: relationship("rId9", "image", "media/frog.png"), files: { "word/media/frog.png": png(320, 200, 3) } }));

/** @param {string} [address] */
async function open(address = `${site.url}#/documents`) {
  const context = await site.browser.newContext();
  const page = await context.newPage();
  /** @type {string[]} */
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname.split("/").at(-1) ?? ""));
  await page.goto(address);
  await settled(page);
  return { context, page, asked };
}

/** Chooses files as the browser's own dialog would. @param {Page} page @param {string[]} files */
async function choose(page, files) {
  await page.evaluate(() => { delete (/** @type {any} */ (window)).showOpenFilePicker; });
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "פתיחת קבצים", exact: true }).click()]);
  await chooser.setFiles(files);
}

/** @param {Page} page */
const reviews = (page) => page.evaluate(() => skira.stats().reviews);
/** @param {Page} page @param {string} name */
const row = (page, name) => page.getByRole("main").getByRole("listitem").filter({ has: page.getByRole("link", { name, exact: true }) });

test("a .docx becomes reviews, which are there again after a reload; what pages and PDF need is not fetched", async () => {
  const { context, page, asked } = await open();
  await choose(page, [DOCX]);
  await row(page, "frogs.docx").waitFor();
  await becomes(() => reviews(page), LIBRARY + 1);
  assert.equal(asked.filter((name) => name === "maker-worker.js").length > 0, true);
  const parts = asked.filter((name) => name.startsWith("import-")).map((name) => readFileSync(join(ROOT, "dist", name)).length);
  assert.ok(parts.reduce((sum, size) => sum + size, 0) < 300_000, `${parts} bytes`);
  await page.reload();
  await settled(page);
  await becomes(() => reviews(page), LIBRARY + 1);
  await page.evaluate(() => { location.hash = "#/r/review-801"; });
  await page.getByRole("article").getByRole("heading", { name: "Frogs as a Model of Attention" }).waitFor();
  await context.close();
});

/** What the device keeps of a document. @param {Page} page @param {string} name @param {object} [change] is put into it first */
const keptOf = (page, name, change = {}) => page.evaluate(async ([key, more]) => {
  const database = await new Promise((resolve) => { const opening = indexedDB.open("skira /some/where/"); opening.onsuccess = () => resolve(opening.result); });
  const transaction = database.transaction("documents", "readwrite");
  const store = transaction.objectStore("documents");
  const record = await new Promise((resolve) => { const asked = store.get(key); asked.onsuccess = () => resolve(asked.result); });
  if (Object.keys(more).length > 0) {
    store.put({ ...record, made: { ...record.made, ...more } }, key);
    await new Promise((resolve) => { transaction.oncomplete = resolve; });  // a reload before ends it with nothing kept
  }
  database.close();
  return { maker: record.made?.maker, parts: record.made?.parts.length, pictures: record.made?.pictures.map((/** @type {any} */ { size }) => size), bytes: record.made?.bytes.size };
}, /** @type {[string, any]} */ ([name, change]));

test("what was read is joined at the next start without the maker; what another maker read is read anew", async () => {
  const { context, page, asked } = await open();
  const makers = () => asked.filter((name) => name === "maker-worker.js").length;
  /** @param {string} why */
  async function shown(why) {
    await becomes(() => reviews(page), LIBRARY + 1, why);
    await page.evaluate(() => { location.hash = "#/r/review-801"; });
    const image = page.locator('article img[alt="צפרדע על אבן"]');
    await becomes(() => image.evaluate((img) => /** @type {HTMLImageElement} */ (img).naturalWidth), 320, why);
    await page.evaluate(() => { location.hash = "#/documents"; });
    await row(page, "frogs.docx").waitFor();
  }
  await choose(page, [DOCX]);
  await shown("it is opened");
  await becomes(async () => (await keptOf(page, "frogs.docx")).pictures?.length, 1, "it is kept");
  const first = await keptOf(page, "frogs.docx");
  const opened = makers();
  await page.reload();
  await settled(page);
  await shown("it is joined");
  assert.equal(makers(), opened, "the maker is not asked for");
  for (const [change, why] of /** @type {[object, string][]} */ ([[{ maker: "of another version" }, "another maker's"], [{ parts: [5, "x"] }, "what is damaged"], [{ bytes: null }, "what is none"]])) {
    await keptOf(page, "frogs.docx", change);
    const before = makers();
    await page.reload();
    await settled(page);
    await shown(`${why} is read anew`);
    assert.ok(makers() > before, `${why} is read anew`);
    await becomes(() => keptOf(page, "frogs.docx"), first, `and kept (${why})`);
  }
  await context.close();
});

test("Markdown is opened with the pictures that it names, and a picture that none names is said", async () => {
  const { context, page } = await open();
  await choose(page, [put("rabbit.md", `Review 802: Rabbits as a Model of Memory\n\n${PROSE}\n\n![ארנבת](rabbit.png)\n\n${PROSE}\n`),
    put("rabbit.png", png(90, 60, 5)), put("lonely.png", png(90, 60, 7))]);
  await row(page, "rabbit.md").waitFor();
  await page.getByText("אף מסמך אינו מציג את התמונה").first().waitFor();
  assert.equal(await page.getByText("rabbit.png").count(), 0);
  await context.close();
});

test("a picture larger than 1,600 px is kept smaller", async () => {
  const { context, page } = await open();
  await choose(page, [put("heron.md", `Review 806: Herons as a Model of Height, 01.02.2025\n\n${PROSE}\n\n![אנפה](heron.png)\n`), put("heron.png", png(2400, 1200, 3))]);
  await row(page, "heron.md").waitFor();
  await page.evaluate(() => { location.hash = "#/r/review-806"; });
  const image = page.locator('article img[alt="אנפה"]');
  await becomes(() => image.evaluate((img) => [/** @type {HTMLImageElement} */ (img).naturalWidth, /** @type {HTMLImageElement} */ (img).naturalHeight].join()), "1600,800");
  await becomes(() => page.evaluate(() => skira.stats().pictures.bytes > 0), true, "it is drawn");
  await context.close();
});

test("an archive is one document of the list, whatever it holds", async () => {
  const { context, page } = await open();
  await choose(page, [put("all.zip", zip({ "a/frogs.docx": readFileSync(DOCX), "b.txt": `Review 803: Storks as a Model of Search\n\n${PROSE}\n` }))]);
  await row(page, "all.zip").waitFor();
  await becomes(() => reviews(page), LIBRARY + 2);
  await context.close();
});

const PAGE = `<!DOCTYPE html><html lang="he"><head><title>Cranes as a Model of Lifting</title></head><body><article><h1>Cranes as a Model of Lifting</h1><p>${PROSE}</p><p>${PROSE.repeat(3)}</p></article></body></html>`;

for (const [where, address] of /** @type {[string, () => string][]} */ ([["the hosted page", () => `${site.url}#/documents`], ["the single file", () => `${SINGLE_FILE}#/documents`]])) {
  test(`a saved page is read, and an old .doc says how to save it (${where})`, async () => {
    const { context, page } = await open(address());
    const old = put("old.doc", Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Array(600).fill(0)]));
    await choose(page, [put("cranes.html", PAGE), old]);
    await row(page, "cranes.html").waitFor();
    await becomes(() => reviews(page), LIBRARY + 1);
    await page.getByText(/old\.doc.*docx/s).first().waitFor();
    await context.close();
  });
}

const AUTHORS = join(ROOT, "../shared/documents/dailies-2025-01.docx");
test("the author's own .docx becomes its 21 reviews", { skip: existsSync(AUTHORS) ? false : "the real documents are not there" }, async () => {
  const { context, page } = await open();
  await choose(page, [AUTHORS]);
  await row(page, "dailies-2025-01.docx").waitFor();
  await becomes(() => reviews(page), LIBRARY + 21);
  await context.close();
});
