// A document corrected in place: its text beside the review, both live.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { docx, drawing, p, png, relationship } from "../import/writers.js";
import { DESKTOP, PHONE, SINGLE_FILE, becomes, bundledExport, drop, launchChromium, screenshotPath, settled } from "./browser.js";

/** @typedef {import("playwright-core").Page} Page */

/** @type {import("playwright-core").Browser} */
let browser;
before(async () => { browser = await launchChromium(); });
after(async () => { await browser.close(); });

const PROSE = "המאמר מציע דרך חדשה לאמן רשתות עמוקות, והתוצאות בו משכנעות יותר ממה שנהוג בתחום. ";
// Its second review has a warning on its last line: bold that nobody closes.
const NEWTS = `Review 821: Newts that Lern Slowly, 05.02.2025\n\n${PROSE}\n\nReview 822: Toads in the Hidden Layer, 06.02.2025\n\n${PROSE}\n\n**${PROSE.repeat(2)}\n`;
const BOLD = NEWTS.split("\n").findIndex((line) => line.startsWith("**")) + 1;
const FROGS = docx(p("Review 823: Frogs as a Modle of Attention, 03.02.2025") + p(PROSE) + p(drawing("rId9", "צפרדע על אבן")) + p(PROSE.repeat(2)),
  { relationships: relationship("rId9", "image", "media/frog.png"), files: { "word/media/frog.png": png(320, 240, 3) } });
const BUNDLED = bundledExport().reviews.length;

/** @param {{width: number, height: number}} viewport @param {{name: string, bytes: Uint8Array | string}} file */
async function opened(viewport, file) {
  const context = await browser.newContext({ viewport, hasTouch: viewport === PHONE });
  const page = await context.newPage();
  await page.goto(SINGLE_FILE);
  await settled(page);
  const before_ = await page.evaluate(() => skira.stats().reviews);
  await drop(page, [file]);
  await page.waitForFunction((count) => skira.stats().reviews > count, before_);
  return { page, context };
}

/** The editor, opened from "My documents". @param {Page} page @param {string} name */
async function edit(page, name) {
  await page.evaluate(() => { location.hash = "#/documents"; });
  await page.getByRole("link", { name: "תיקון הטקסט" }).click();
  const editor = page.getByRole("dialog", { name: new RegExp(`^תיקון המסמך .${name.replace(".", "\\.")}.$`, "u") });
  await editor.waitFor();
  return { editor, area: editor.getByRole("textbox", { name: /^הטקסט של /u }) };
}

/** A text in place of the one that is there, the caret at its beginning. @param {import("playwright-core").Locator} area @param {string} text */
async function write(area, text) {
  await area.fill(text);
  await area.press("Control+Home");
}

/** @param {Page} page @param {string} title */
const shows = (page, title) => page.getByRole("article").getByRole("heading", { level: 1, name: title }).waitFor();
/** @param {Page} page */
const kept = (page) => page.evaluate(async () => {
  /** @type {IDBDatabase} */
  const database = await new Promise((resolve) => { const request = indexedDB.open("skira"); request.onsuccess = () => resolve(request.result); });
  /** @type {{file: Blob}[]} */
  const records = await new Promise((resolve) => { const request = database.transaction("documents").objectStore("documents").getAll(); request.onsuccess = () => resolve(request.result); });
  database.close();
  return Promise.all(records.map(({ file }) => file.text()));
});

for (const [device, viewport] of /** @type {const} */ ([["wide", DESKTOP], ["phone", PHONE]])) {
  test(`a text is corrected beside its review, which follows, and is kept when it is saved: ${device}`, { timeout: 240_000 }, async () => {
    const { page, context } = await opened(viewport, { name: "newts.md", bytes: NEWTS });
    const { editor, area } = await edit(page, "newts.md");
    assert.equal(await area.inputValue(), NEWTS);
    assert.equal(await area.evaluate((element) => element === document.activeElement && /** @type {HTMLElement} */ (element).dir), "rtl");
    await shows(page, "Newts that Lern Slowly");
    const { area: box, app } = await page.evaluate(() => {
      const of = (/** @type {string} */ selector) => /** @type {Element} */ (document.querySelector(selector)).getBoundingClientRect().toJSON();
      return { area: of(".editor"), app: of("#canvas") };
    });
    const apart = device === "wide" ? [box.left, app.right, app.left] : [app.top, box.bottom, app.left];
    assert.equal(apart[0], apart[1]);
    assert.equal(apart[2], 0);
    await page.screenshot({ path: screenshotPath(`editor-${device}`) });

    // What is typed is there at once, under the same address; the caret leads to its review.
    await write(area, NEWTS.replace("Lern", "Learn"));
    await shows(page, "Newts that Learn Slowly");
    assert.match(page.url(), /#\/r\/review-821$/);
    await becomes(() => page.evaluate(() => skira.search("Learn Slowly", 3).total > 0 && skira.stats().reviews), BUNDLED + 2);
    assert.deepEqual(await kept(page), [NEWTS], "nothing is kept before it is saved");
    await editor.getByRole("button", { name: new RegExp(`^שורה ${BOLD}: `) }).click();
    await shows(page, "Toads in the Hidden Layer");

    // Given up, after being asked; then corrected again and saved by the keyboard.
    await area.press("Escape");
    await editor.getByText("התיקונים לא נשמרו. לוותר עליהם?").waitFor();
    await area.press("Escape");
    await editor.waitFor({ state: "detached" });
    await page.evaluate(() => { location.hash = "#/r/review-821"; });
    await shows(page, "Newts that Lern Slowly");
    const again = await edit(page, "newts.md");
    assert.equal(await again.area.inputValue(), NEWTS);
    await write(again.area, NEWTS.replace("Lern", "Learn"));
    await again.area.press("Control+s");
    await again.editor.waitFor({ state: "detached" });
    assert.match(page.url(), /#\/documents$/);
    await becomes(() => kept(page), [NEWTS.replace("Lern", "Learn")]);
    await page.reload();
    await page.evaluate(() => { location.hash = "#/r/review-821"; });
    await shows(page, "Newts that Learn Slowly");
    await context.close();
  });
}

test("a remark on the reading leads to its line, from the documents and from the form that publishes", { timeout: 240_000 }, async () => {
  const { page, context } = await opened(DESKTOP, { name: "newts.md", bytes: NEWTS });
  const line = () => page.evaluate(() => {
    const area = /** @type {HTMLTextAreaElement} */ (document.activeElement);
    return area.value.slice(0, area.selectionStart).split("\n").length;
  });
  await page.evaluate(() => { location.hash = "#/documents"; });
  await page.getByRole("main").getByText("להוסיף את הסימן הסוגר, או למחוק את הפותח.").waitFor();
  const fold = page.getByRole("button", { name: /newts\.md.* · הערה אחת על הקריאה$/u });
  await fold.click();
  await page.getByRole("link", { name: new RegExp(`^שורה ${BOLD}: `) }).waitFor({ state: "detached" });
  await fold.click();
  await page.getByRole("main").screenshot({ path: screenshotPath("remarks") });
  await page.getByRole("link", { name: new RegExp(`^שורה ${BOLD}: `) }).click();
  const editor = page.getByRole("dialog", { name: /^תיקון המסמך .newts\.md.$/u });
  await editor.waitFor();
  await becomes(line, BOLD);
  await shows(page, "Toads in the Hidden Layer");
  await page.keyboard.press("Escape");
  await editor.waitFor({ state: "detached" });
  await page.getByRole("link", { name: "פרסום: אתר, קובץ אחד או ספר" }).click();
  const form = page.getByRole("dialog", { name: "פרסום" });
  await form.getByText("הערות על הקריאה, לפני הפרסום (1)").waitFor();
  await form.getByRole("link", { name: new RegExp(`newts\\.md.*, שורה ${BOLD}: `) }).click();
  await editor.waitFor();
  await becomes(line, BOLD);
  assert.equal(await form.count(), 0);
  await context.close();
});

test("a new review begins with a template of today, which is a review as soon as it is there", { timeout: 240_000 }, async () => {
  const { page, context } = await opened(DESKTOP, { name: "newts.md", bytes: NEWTS });
  await page.evaluate(() => { location.hash = "#/documents"; });
  for (const [name, count] of /** @type {[string, number][]} */ ([["סקירה חדשה.md", 3], ["סקירה חדשה 2.md", 4]])) {
    await page.getByRole("link", { name: "סקירה חדשה", exact: true }).click();
    const editor = page.getByRole("dialog", { name: new RegExp(`^תיקון המסמך .${name.replace(".", "\\.")}.$`, "u") });
    const area = editor.getByRole("textbox", { name: /^הטקסט של /u });
    await area.waitFor();
    const [day, month, year] = await page.evaluate(() => { const now = new Date(); return [now.getDate(), now.getMonth() + 1, now.getFullYear()]; });
    assert.equal((await area.inputValue()).split("\n")[2], `${String(day).padStart(2, "0")}.${String(month).padStart(2, "0")}.${year}`);
    await becomes(() => page.evaluate(() => skira.stats().reviews), BUNDLED + count);
    await write(area, (await area.inputValue()).replace("שם המאמר", `Salamanders ${count}`));
    await shows(page, `Salamanders ${count}`);
    await editor.getByRole("button", { name: "שמירה" }).click();
    await editor.waitFor({ state: "detached" });
    assert.match(page.url(), /#\/documents$/);
  }
  await context.close();
});

test("a formula that cannot be shown is in the list of remarks and leads to its place", { timeout: 240_000 }, async () => {
  const broken = `Review 825: Toads and Sums, 07.02.2025\n\n${PROSE}\n\n$$\\frac{1}{$$\n\n${PROSE}\n`;
  const { page, context } = await opened(DESKTOP, { name: "sums.md", bytes: broken });
  await page.evaluate(() => { location.hash = "#/documents"; });
  await page.getByRole("main").getByText("נוסחה אחת שאי אפשר להציג").waitFor();
  await page.getByRole("main").getByText("הנוסחה מוצגת כפי שנכתבה. לתקן אותה בטקסט של המסמך.").waitFor();
  await page.getByRole("link", { name: /Toads and Sums.*frac/u }).click();
  await shows(page, "Toads and Sums");
  await context.close();
});

test("of a Word document the Markdown is corrected that was made of it, which says so; its pictures stay", { timeout: 240_000 }, async () => {
  const { page, context } = await opened(DESKTOP, { name: "frogs.docx", bytes: FROGS });
  const { editor, area } = await edit(page, "frogs.docx");
  await editor.getByText("המסמך אינו קובץ טקסט").waitFor();
  const text = await area.inputValue();
  assert.match(text, /Frogs as a Modle of Attention[^]*!\[צפרדע על אבן\]\(sha256-[0-9a-f]{64}\.png\)/);
  await write(area, text.replace("Modle", "Model"));
  await shows(page, "Frogs as a Model of Attention");
  // Without a review it says so, and what is there stays; it cannot be saved.
  await write(area, "רק משפט.");
  await editor.getByText("אין סקירה בטקסט הזה").waitFor();
  await area.press("Control+s");
  await shows(page, "Frogs as a Model of Attention");
  await write(area, text.replace("Modle", "Model"));
  await editor.getByText("סקירות: 1,").waitFor();
  await editor.getByRole("button", { name: "שמירה" }).click();
  await editor.waitFor({ state: "detached" });
  await page.reload();
  await page.evaluate(() => { location.hash = "#/r/review-823"; });
  await shows(page, "Frogs as a Model of Attention");
  await page.waitForFunction(() => [...document.querySelectorAll("article img")].some((image) => /** @type {HTMLImageElement} */ (image).naturalWidth === 320));
  await context.close();
});
