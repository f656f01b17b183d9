// What a reader makes of a review: highlights with notes, lists, tags, and files of them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { parse as parseBibtex } from "@retorquere/bibtex-parser";
import {
  DESKTOP, PHONE, becomes, launch, makeExport, makeReview, paragraph, screenshotPath, settled, stillness,
} from "./browser.js";

/** @typedef {import("playwright-core").Page} Page */

const TABLET = { width: 820, height: 1180 };
const review = makeReview({
  id: "momentum", title: "Momentum revisited", links: [], blocks: [
    paragraph("פסקה ראשונה שמסבירה מה קורה כשמוסיפים momentum לאופטימיזציה, ולמה זה עוזר."),
    { ...paragraph(""), type: "heading", level: 1, spans: [{ text: "הרעיון המרכזי" }] },
    { ...paragraph(""), spans: [{ text: "הצעד הוא " }, { math: "v_t = \\mu v_{t-1}" }, { text: " ועוד " },
      { text: "קישור", href: "https://example.org/x" }, { text: " בסוף." }] },
  ],
});
const other = makeReview({ id: "second", title: "Second paper", blocks: [paragraph("טקסט קצר.")] });

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
/** @type {string} */
let source;
before(async () => {
  site = await launch();
  source = site.putExport("keep.json.gz", makeExport([review, other]));
});
after(async () => { await site.close(); });

/** @param {{width: number, height: number}} viewport @param {string} [hash] @param {object} [options] */
async function open(viewport, hash = "#/r/momentum", options = {}) {
  const context = await site.browser.newContext({ viewport, permissions: ["clipboard-read", "clipboard-write"], ...options });
  const page = await context.newPage();
  await page.goto(`${site.url}?src=${encodeURIComponent(source)}${hash}`);
  await settled(page);
  if (hash.startsWith("#/r/momentum")) {
    // The export brings its formula unset: MathJax sets it in the page, and the text is told anew.
    await page.locator("article math").first().waitFor({ state: "attached" });
    await stillness(page);
  }
  return page;
}

/** Selects from the first place of a text in the article to the last of another. @param {Page} page @param {string} from @param {string} to */
async function select(page, from, to) {
  await page.evaluate(([first, last]) => {
    const article = /** @type {Element} */ (document.querySelector("article"));
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent ?? "";
      if (text.includes(first) && range.collapsed) range.setStart(node, text.indexOf(first));
      if (text.includes(last)) range.setEnd(node, text.indexOf(last) + last.length);
    }
    const selection = /** @type {Selection} */ (getSelection());
    selection.removeAllRanges();
    selection.addRange(range);
  }, [from, to]);
  await menu(page).waitFor();
}

/** @param {Page} page */
const menu = (page) => page.getByRole("toolbar", { name: "פעולות על הטקסט שנבחר" });
/** @param {Page} page */
const card = (page) => page.getByRole("region", { name: "הדגשה", exact: true });
/** @param {Page} page */
const marks = (page) => page.locator("article mark").allTextContents();

for (const [name, viewport] of Object.entries({ desktop: DESKTOP, tablet: TABLET, phone: PHONE })) {
  test(`a selection is highlighted, noted, found on its page and taken away (${name})`, async () => {
    const page = await open(viewport);
    await select(page, "שמסבירה", "momentum");
    await page.screenshot({ path: screenshotPath(`keep-selection-${name}`) });
    await menu(page).getByRole("button", { name: "הדגשה: ירוק" }).click();
    await stillness(page);
    assert.equal((await marks(page)).join(""), "שמסבירה מה קורה כשמוסיפים momentum");
    await becomes(() => menu(page).count(), 0);
    await page.locator("article mark").first().click();
    await card(page).getByRole("textbox", { name: "הערה" }).fill("לבדוק במאמר");
    await card(page).getByRole("button", { name: "כחול" }).click();
    await stillness(page);
    await page.screenshot({ path: screenshotPath(`keep-card-${name}`) });
    await card(page).getByRole("button", { name: "סגירה" }).click();
    await page.evaluate(() => { location.hash = "#/highlights"; });
    await page.getByRole("heading", { name: "Momentum revisited", level: 2 }).waitFor();
    await page.screenshot({ path: screenshotPath(`keep-highlights-${name}`) });
    const main = page.getByRole("main");
    await becomes(() => main.getByText("לבדוק במאמר").count(), 1);
    await main.getByRole("button", { name: "ירוק" }).click();
    await stillness(page);
    await becomes(() => main.getByText("לבדוק במאמר").count(), 0);
    await main.getByRole("button", { name: "הכול" }).click();
    const [file] = await Promise.all([page.waitForEvent("download"),
      main.getByRole("button", { name: "Markdown (.md)" }).click()]);
    assert.match(readFileSync(await file.path(), "utf8"), /> שמסבירה מה קורה כשמוסיפים momentum\n\nלבדוק במאמר\n/);
    await main.getByRole("link", { name: "מעבר למקום בסקירה" }).click();
    await page.getByRole("article").waitFor();
    await page.locator("article mark").first().click();
    await card(page).getByRole("button", { name: "הסרת ההדגשה" }).click();
    await stillness(page);
    await becomes(() => marks(page), []);
    await page.context().close();
  });
}

test("a selection over blocks, a formula and a link is highlighted whole", async () => {
  const page = await open(DESKTOP);
  await select(page, "ולמה", "בסוף");
  await page.keyboard.press("h");
  await stillness(page);
  await page.screenshot({ path: screenshotPath("keep-blocks") });
  const text = (await marks(page)).join("");
  for (const part of ["ולמה זה עוזר.", "הרעיון המרכזי", "הצעד הוא ", "v_t = \\mu v_{t-1}", "קישור", " בסוף"]) {
    assert.ok(text.includes(part), `${part} in ${text}`);
  }
  await page.context().close();
});

test("Ctrl+C copies plain text in logical order and HTML with headings, links and TeX", async () => {
  const page = await open(DESKTOP);
  await select(page, "הרעיון", "בסוף.");
  await page.keyboard.press("Control+c");
  const items = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const read = async (/** @type {string} */ type) => (await item.getType(type)).text();
    return { plain: await read("text/plain"), html: await read("text/html") };
  });
  assert.equal(items.plain, "הרעיון המרכזי\nהצעד הוא $v_t = \\mu v_{t-1}$ ועוד קישור בסוף.");
  assert.match(items.html, /<h2[^>]*>הרעיון המרכזי<\/h2>/);
  assert.match(items.html, /<a href="https:\/\/example.org\/x"[^>]*>קישור<\/a>/);
  await page.context().close();
});

test("a quotation is copied with its source and a link to its block", async () => {
  const page = await open(DESKTOP);
  await select(page, "הצעד", "ועוד");
  await menu(page).getByRole("button", { name: "העתקה כציטוט" }).click();
  await page.waitForTimeout(200);
  const text = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(text.startsWith("“הצעד הוא $v_t = \\mu v_{t-1}$ ועוד”\n\nMomentum revisited\n"), text);
  assert.ok(text.endsWith("#/r/momentum?b=2"), text);
  await page.context().close();
});

test("selected words are searched for in the reviews", async () => {
  const page = await open(DESKTOP);
  await select(page, "momentum", "momentum");
  await menu(page).getByRole("button", { name: "חיפוש בסקירות" }).click();
  await stillness(page);
  await becomes(() => page.getByRole("searchbox").inputValue(), "momentum");
  await page.context().close();
});

test("on touch the menu stands below the selection", async () => {
  const page = await open(PHONE, "#/r/momentum", { hasTouch: true, isMobile: true });
  await select(page, "שמסבירה", "קורה");
  const box = /** @type {{y: number}} */ (await menu(page).boundingBox());
  const bottom = await page.evaluate(() => /** @type {Selection} */ (getSelection()).getRangeAt(0).getBoundingClientRect().bottom);
  assert.ok(box.y >= bottom, `${box.y} below ${bottom}`);
  await page.context().close();
});

test("a list is made, put in order by keys, buttons and dragging, and exported", async () => {
  const page = await open(DESKTOP);
  await page.keyboard.press("l");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "שם הרשימה" }).fill("לסוף השבוע");
  await page.keyboard.press("Enter");
  await dialog.getByRole("checkbox", { name: "לסוף השבוע" }).waitFor();
  await dialog.getByRole("textbox", { name: "שם התגית" }).fill("אופטימיזציה");
  await page.keyboard.press("Enter");
  await stillness(page);
  await page.screenshot({ path: screenshotPath("keep-add-to-list") });
  await dialog.getByRole("button", { name: "סגירה" }).click();
  await page.evaluate(() => { location.hash = "#/r/second"; });
  await page.getByRole("heading", { name: "Second paper", level: 1 }).waitFor();
  await page.keyboard.press("l");
  await dialog.getByRole("checkbox", { name: "לסוף השבוע" }).click();
  await dialog.getByRole("button", { name: "סגירה" }).click();
  await page.evaluate(() => { location.hash = "#/lists"; });
  await stillness(page);
  await page.screenshot({ path: screenshotPath("keep-lists") });
  await page.getByRole("main").getByRole("link", { name: "לסוף השבוע" }).click();
  const rows = page.getByRole("list", { name: "לסוף השבוע" }).getByRole("listitem");
  const titles = () => rows.getByRole("link").evaluateAll((links) => links.map((link) => link.getAttribute("aria-label")));
  await rows.first().waitFor();
  await stillness(page);
  await page.screenshot({ path: screenshotPath("keep-list") });
  await becomes(() => titles(), ["Momentum revisited", "Second paper"]);
  await rows.first().getByRole("button", { name: "הזזה למטה" }).click();
  await stillness(page);
  await becomes(() => titles(), ["Second paper", "Momentum revisited"]);
  await becomes(() => page.locator("#live").textContent(), "עבר למקום 2 מתוך 2");
  await rows.last().getByRole("button", { name: "גרירה לשינוי הסדר" }).press("ArrowUp");
  await stillness(page);
  await becomes(() => titles(), ["Momentum revisited", "Second paper"]);
  const grip = /** @type {{x: number, y: number}} */ (
    await rows.first().getByRole("button", { name: "גרירה לשינוי הסדר" }).boundingBox());
  await page.mouse.move(grip.x + 10, grip.y + 10);
  await page.mouse.down();
  await page.mouse.move(grip.x + 10, grip.y + 50);
  await page.mouse.move(grip.x + 10, grip.y + 66);
  await page.screenshot({ path: screenshotPath("keep-drag") });
  await page.mouse.up();
  await stillness(page);
  await becomes(() => titles(), ["Second paper", "Momentum revisited"]);
  const [file] = await Promise.all([page.waitForEvent("download"),
    page.getByRole("button", { name: "JSON (.json)" }).click()]);
  assert.equal(file.suggestedFilename(), "לסוף השבוע.json");
  assert.deepEqual(JSON.parse(readFileSync(await file.path(), "utf8")).reviews.map((/** @type {any} */ one) => one.id),
    ["second", "momentum"]);
  await page.getByRole("button", { name: "מחיקת הרשימה" }).click();
  await page.getByRole("button", { name: "מחיקה", exact: true }).click();
  await stillness(page);
  await becomes(() => page.getByRole("main").getByRole("link", { name: "לסוף השבוע" }).count(), 0);
  await page.context().close();
});

test("a note on a whole review is written at its foot, shown with the highlights and kept", async () => {
  for (const options of [{}, { hasTouch: true, isMobile: true }]) {
    const page = await open(options.hasTouch ? PHONE : DESKTOP, "#/r/momentum", options);
    const field = page.getByRole("article").getByRole("textbox", { name: "הערה על הסקירה" });
    if (options.hasTouch) {
      await field.tap();
    } else {
      await page.keyboard.press("m");
      await page.waitForFunction(() => document.activeElement?.localName === "textarea");
    }
    await page.keyboard.type("לחזור לזה עם הנתונים שלנו");
    await stillness(page);
    await page.screenshot({ path: screenshotPath(`keep-review-note-${options.hasTouch ? "phone" : "desktop"}`) });
    await page.evaluate(() => { location.hash = "#/highlights"; });
    await page.getByRole("heading", { name: "Momentum revisited", level: 2 }).waitFor();
    await becomes(() => page.getByRole("main").getByText("לחזור לזה עם הנתונים שלנו").count(), 1);
    await page.getByRole("link", { name: "עריכת ההערה" }).click();
    await field.waitFor();
    await becomes(() => field.inputValue(), "לחזור לזה עם הנתונים שלנו");
    await page.context().close();
  }
});

test("a highlight is reached and takes another colour by keys alone", async () => {
  const page = await open(DESKTOP);
  await select(page, "שמסבירה", "momentum");
  await page.keyboard.press("2");
  await stillness(page);
  const colour = () => page.evaluate(() => new Promise((resolve) => {
    const request = indexedDB.open("skira /some/where/");
    request.onsuccess = () => {
      const get = request.result.transaction("records").objectStore("records").get("review/momentum");
      get.onsuccess = () => {
        request.result.close();
        resolve(JSON.parse(get.result ?? "{}").highlights?.[0].colour);
      };
    };
  }));
  await becomes(() => colour(), 1);
  await page.keyboard.press(".");
  await card(page).waitFor();
  await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "ירוק");
  await page.keyboard.press("4");
  await stillness(page);
  await becomes(() => card(page).getByRole("button", { name: "ורוד" }).getAttribute("aria-pressed"), "true");
  await becomes(() => colour(), 3);
  await page.evaluate(() => { location.hash = "#/highlights"; });
  const turn = page.getByRole("button", { name: "שינוי הצבע (ורוד)" });
  await turn.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "שינוי הצבע (צהוב)" }).waitFor();
  await page.context().close();
});

test("what the catalog lists is exported beside it, in each format", async () => {
  for (const [options, viewport] of /** @type {const} */ ([[{}, DESKTOP], [{ hasTouch: true, isMobile: true }, PHONE], [{ hasTouch: true }, TABLET]])) {
    const page = await open(viewport, "#/?q=momentum", options);
    const dialog = page.getByRole("dialog", { name: "ייצוא התוצאות" });
    for (const [format, name] of [["BibTeX (.bib)", "momentum.bib"], ["Markdown (.md)", "momentum.md"], ["JSON (.json)", "momentum.json"]]) {
      await page.getByRole("button", { name: "ייצוא התוצאות" }).click();
      await dialog.waitFor();
      await stillness(page);
      await page.screenshot({ path: screenshotPath(`keep-export-${viewport.width}`) });
      const [file] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("button", { name: format }).click()]);
      assert.equal(file.suggestedFilename(), name);
      const content = readFileSync(await file.path(), "utf8");
      assert.match(content, /Momentum revisited/);
      if (name.endsWith(".bib")) {  // as Zotero's Better BibTeX reads it
        const { entries, errors } = parseBibtex(content);
        assert.deepEqual([entries.map(({ fields }) => fields.title), errors], [["Momentum revisited"], []]);
      }
      await dialog.waitFor({ state: "detached" });
    }
    await page.context().close();
  }
});

test("a tag is renamed in all reviews, joined with another one and deleted after a question", async () => {
  const page = await open(DESKTOP);
  const dialog = page.getByRole("dialog");
  const addTag = async (/** @type {string} */ name) => {
    await page.keyboard.press("l");
    await dialog.getByRole("textbox", { name: "שם התגית" }).fill(name);
    await page.keyboard.press("Enter");
    await dialog.getByRole("button", { name, exact: true }).waitFor();
    await dialog.getByRole("button", { name: "סגירה" }).click();
    await dialog.waitFor({ state: "detached" });
  };
  await addTag("ישן");
  await page.evaluate(() => { location.hash = "#/r/second"; });
  await page.getByRole("heading", { name: "Second paper", level: 1 }).waitFor();
  await addTag("ישן");
  await addTag("אחר");
  await page.evaluate(() => { location.hash = "#/lists"; });
  const main = page.getByRole("main");
  await main.getByRole("button", { name: "שינוי שם התגית: ישן" }).click();
  await main.getByRole("textbox", { name: "שם התגית" }).fill("אחר");
  await stillness(page);
  await page.screenshot({ path: screenshotPath("keep-tags") });
  await page.keyboard.press("Enter");
  await main.getByRole("link", { name: "ישן", exact: true }).waitFor({ state: "detached" });
  await becomes(() => main.getByText("2 סקירות", { exact: true }).count(), 1);
  await main.getByRole("button", { name: "מחיקת התגית: אחר" }).click();
  await main.getByText("למחוק את התגית ״אחר״ מכל הסקירות?").waitFor();
  await main.getByRole("button", { name: "ביטול" }).click();
  await main.getByRole("button", { name: "מחיקת התגית: אחר" }).click();
  await main.getByRole("button", { name: "מחיקה", exact: true }).click();
  await main.getByText("אין עדיין תגיות").waitFor();
  await page.context().close();
});
