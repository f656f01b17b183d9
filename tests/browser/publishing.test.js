// The page publishes: from the file on disk, without a network, what others open.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { unzipSync } from "fflate";
import { docx, drawing, p, png, relationship } from "../import/writers.js";
import { serve } from "../../web/serve.js";
import { DESKTOP, DIST, PHONE, SINGLE_FILE, becomes, bundledExport, drop, launchChromium, publishForm, screenshotPath, settled } from "./browser.js";

/** @type {import("playwright-core").Browser} */
let browser;
const folder = mkdtempSync(join(tmpdir(), "skira-publishing-"));
before(async () => { browser = await launchChromium(); });
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

const PROSE = "המאמר מציע דרך חדשה לאמן רשתות עמוקות, והתוצאות בו משכנעות יותר ממה שנהוג בתחום. ";
const FROGS = docx(p("Review 801: Frogs as a Model of Attention, 03.02.2025") + p(PROSE) + p(drawing("rId9", "צפרדע על אבן")) + p(PROSE.repeat(2)),
  { relationships: relationship("rId9", "image", "media/frog.png"), files: { "word/media/frog.png": png(320, 240, 3) } });
const NEWTS = `Review 802: Newts that Learn Slowly, 05.02.2025\n\n${PROSE}\n\n$$\\sum_{i=1}^{79} w_i \\leq 1$$\n\n${PROSE}\n`;

/** A page of a profile of its own, without a network. @param {string} address */
async function opened(address) {
  const context = await browser.newContext({ viewport: DESKTOP, acceptDownloads: true });
  const page = await context.newPage();
  /** @type {string[]} */
  const asked = [];
  page.on("request", (request) => { if (/^https?:/.test(request.url())) asked.push(request.url()); });
  await page.goto(address);
  await settled(page);
  return { page, asked, close: () => context.close() };
}

/** What a button of the form gives, as a file on disk. @param {import("playwright-core").Page} page @param {string} button */
async function published(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download", { timeout: 120_000 }), page.getByRole("button", { name: button, exact: true }).click()]);
  const file = join(folder, `${Math.random().toString(36).slice(2)}-${download.suggestedFilename()}`);
  await download.saveAs(file);
  return file;
}

test("from the file on disk a library of one's own becomes another file, which publishes in its turn and keeps the ids", { timeout: 600_000 }, async () => {
  const first = await opened(SINGLE_FILE);
  const bundled = bundledExport().reviews.length;
  await drop(first.page, [{ name: "frogs.docx", bytes: FROGS }, { name: "newts.md", bytes: NEWTS }]);
  await first.page.waitForFunction((count) => skira.stats().reviews === count, bundled + 2);
  const dialog = await publishForm(first.page);
  await dialog.getByLabel("שם האתר").fill("ביצה אחת");
  await dialog.getByLabel("כותרת משנה").fill("צפרדעים וטריטונים");
  await dialog.getByLabel("צבע מוביל").fill("#ffcc00");
  await dialog.getByText(/^הצבע .#ffcc00. קשה לראייה בערכה .הבהירה., ושם יוצג .#816d16.$/u).waitFor();
  await dialog.getByLabel("כתובת האתר").fill("ftp://x");
  await dialog.getByText(/^.כתובת האתר.: זו אינה כתובת שמתחילה ב־https: .ftp:\/\/x.$/u).waitFor();
  assert.ok(await dialog.getByRole("button", { name: "JSON", exact: true }).isDisabled());
  await dialog.getByLabel("כתובת האתר").fill("");
  await dialog.getByLabel("תמונה לתצוגה מקדימה").setInputFiles({ name: "notes.png", mimeType: "image/png", buffer: Buffer.from("no picture") });
  await dialog.getByRole("button", { name: "JSON", exact: true }).click();
  await dialog.getByText(/תמונה לתצוגה מקדימה של קישור.: הקובץ .notes\.png. אינו תמונה/u).waitFor();
  await dialog.getByLabel("תמונה לתצוגה מקדימה").setInputFiles({ name: "pond.png", mimeType: "image/png", buffer: Buffer.from(png(640, 320, 2)) });
  await dialog.getByLabel("סמל האתר").setInputFiles({ name: "frog.svg", mimeType: "image/svg+xml", buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4"/></svg>') });
  for (const [name, viewport] of /** @type {const} */ ([["wide", DESKTOP], ["phone", PHONE]])) {
    await first.page.setViewportSize(viewport);
    await first.page.screenshot({ path: screenshotPath(`publish-form-${name}`) });
  }
  await first.page.setViewportSize(DESKTOP);
  await dialog.getByLabel("לכלול גם את הספרייה שמוצגת כאן").uncheck();
  const file = await published(first.page, "קובץ אחד");
  const book = await published(first.page, "ספר (EPUB)");
  const named = unzipSync(new Uint8Array(readFileSync(await published(first.page, "אתר (‎.zip)"))));
  assert.deepEqual(Object.keys(named).filter((name) => name.startsWith("site-files/")).sort(), ["site-files/favicon.svg", "site-files/picture.png"]);
  assert.match(new TextDecoder().decode(named["index.html"]), /<link rel="icon" href="site-files\/favicon\.svg">/);
  assert.match(new TextDecoder().decode(named["r/index.html"]), /og:image" content="[^"]*site-files\/picture\.png/);
  assert.deepEqual(first.asked, [], "no network");
  assert.ok(Object.keys(unzipSync(new Uint8Array(readFileSync(book)))).some((name) => name.startsWith("EPUB/pictures/sha256-")));
  await first.close();

  const second = await opened(pathToFileURL(file).href);
  assert.equal(await second.page.title(), "ביצה אחת");
  assert.equal(await second.page.evaluate(() => skira.stats().reviews), 2);
  assert.equal(await second.page.evaluate(() => skira.search("newts", 5).total), 1);
  assert.equal(await second.page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--skira-accent").trim()), "#816d16");
  await second.page.getByRole("link", { name: "ביצה אחת" }).first().waitFor({ state: "attached" });
  await second.page.locator("[data-id=catalog] a", { hasText: "Newts that Learn Slowly" }).first().click();
  await second.page.getByRole("article").locator("math").first().waitFor({ state: "attached" });
  await second.page.locator("[data-id=catalog] a", { hasText: "Frogs as a Model" }).first().click();
  await second.page.waitForFunction(() => [...document.querySelectorAll("article img")].some((image) => /** @type {HTMLImageElement} */ (image).naturalWidth === 320));

  // A corrected title, published over the first file.
  await drop(second.page, [{ name: "newts.md", bytes: NEWTS.replace("Newts that", "The Newts that") }]);
  await second.page.waitForFunction(() => skira.stats().reviews === 3);
  const again = await publishForm(second.page);
  assert.equal(await again.getByLabel("שם האתר").inputValue(), "ביצה אחת");
  await again.getByLabel("לכלול גם את הספרייה שמוצגת כאן").uncheck();
  await again.getByLabel("פרסום קודם").setInputFiles(file);
  const json = JSON.parse(readFileSync(await published(second.page, "JSON"), "utf8"));
  assert.deepEqual(json.reviews.map((/** @type {any} */ { id, title }) => [id, title]), [["review-802", "The Newts that Learn Slowly"]]);
  assert.equal(json.site.title, "ביצה אחת");
  const archive = await published(second.page, "אתר (‎.zip)");
  const zip = unzipSync(new Uint8Array(readFileSync(archive)));
  for (const name of ["index.html", "skira.js", "sw.js", "feed.xml", "manifest.webmanifest", "publish-worker.js", "r/review-802.html", "cards/review-802.png"]) {
    assert.ok(zip[name], name);
  }
  assert.deepEqual(second.asked, [], "no network");
  await second.close();
  const site = join(folder, "index.html");
  writeFileSync(site, zip["index.html"]);
  assert.match(readFileSync(site, "utf8"), /<title>ביצה אחת<\/title>/);

  // What was published joins another library as the reviews that it has.
  const third = await opened(SINGLE_FILE);
  await drop(third.page, [{ name: "pond.html", bytes: readFileSync(file) }]);
  await third.page.waitForFunction((count) => skira.stats().reviews === count, bundled + 2);
  assert.equal(await third.page.evaluate(() => skira.search("frogs model attention", 1).hits[0].id), "review-801");
  await drop(third.page, [{ name: "pond.zip", bytes: readFileSync(archive) }]);
  await third.page.waitForFunction((count) => skira.stats().reviews === count, bundled + 3);
  assert.deepEqual(third.asked, [], "no network");
  await third.close();
});

test("a link that is copied is that of the review's own page, on a site", { timeout: 120_000 }, async (t) => {
  const context = await browser.newContext({ viewport: DESKTOP, permissions: ["clipboard-read", "clipboard-write"] });
  const [{ id, title, date }] = bundledExport().reviews;
  const server = await serve(DIST, 0);
  t.after(() => { server.close(); server.closeAllConnections(); });
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const site = `http://127.0.0.1:${port}/`;
  const page = await context.newPage();
  await page.goto(`${site}#/r/${id}`);
  await settled(page);
  await page.getByRole("button", { name: "עוד", exact: true }).click();
  await page.getByRole("button", { name: "העתקת קישור לסקירה" }).click();
  await becomes(() => page.evaluate(() => navigator.clipboard.readText()), `${site}r/${id}.html`);
  // An address of before, with a title that was corrected since.
  await page.goto(`${site}#/r/x${title.toLowerCase().replaceAll(" ", "-")}-${date}`);
  await page.getByRole("article").getByRole("heading", { level: 1, name: title }).waitFor();
  await context.close();
});
