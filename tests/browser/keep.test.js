// What a reader makes of a review: highlights with notes, lists, tags, and files of them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { DESKTOP, PHONE, launch, makeExport, makeReview, paragraph, screenshotPath, settled, stillness } from "./browser.js";

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
    assert.equal(await menu(page).count(), 0);
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
    assert.equal(await main.getByText("לבדוק במאמר").count(), 1);
    await main.getByRole("button", { name: "ירוק" }).click();
    await stillness(page);
    assert.equal(await main.getByText("לבדוק במאמר").count(), 0);
    await main.getByRole("button", { name: "הכול" }).click();
    const [file] = await Promise.all([page.waitForEvent("download"),
      main.getByRole("button", { name: "Markdown (.md)" }).click()]);
    assert.match(readFileSync(await file.path(), "utf8"), /> שמסבירה מה קורה כשמוסיפים momentum\n\nלבדוק במאמר\n/);
    await main.getByRole("link", { name: "מעבר למקום בסקירה" }).click();
    await page.getByRole("article").waitFor();
    await page.locator("article mark").first().click();
    await card(page).getByRole("button", { name: "הסרת ההדגשה" }).click();
    await stillness(page);
    assert.deepEqual(await marks(page), []);
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
  assert.equal(items.plain, "הרעיון המרכזי\nהצעד הוא v_t = \\mu v_{t-1} ועוד קישור בסוף.");
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
  assert.equal(await page.getByRole("searchbox").inputValue(), "momentum");
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
  await dialog.getByRole("button", { name: "סיום" }).click();
  await page.evaluate(() => { location.hash = "#/r/second"; });
  await page.getByRole("heading", { name: "Second paper", level: 1 }).waitFor();
  await page.keyboard.press("l");
  await dialog.getByRole("checkbox", { name: "לסוף השבוע" }).click();
  await dialog.getByRole("button", { name: "סיום" }).click();
  await page.evaluate(() => { location.hash = "#/lists"; });
  await stillness(page);
  await page.screenshot({ path: screenshotPath("keep-lists") });
  await page.getByRole("main").getByRole("link", { name: "לסוף השבוע" }).click();
  const rows = page.getByRole("list", { name: "לסוף השבוע" }).getByRole("listitem");
  const titles = () => rows.getByRole("link").evaluateAll((links) => links.map((link) => link.getAttribute("aria-label")));
  await rows.first().waitFor();
  await stillness(page);
  await page.screenshot({ path: screenshotPath("keep-list") });
  assert.deepEqual(await titles(), ["Momentum revisited", "Second paper"]);
  await rows.first().getByRole("button", { name: "הזזה למטה" }).click();
  await stillness(page);
  assert.deepEqual(await titles(), ["Second paper", "Momentum revisited"]);
  assert.equal(await page.locator("#live").textContent(), "עבר למקום 2 מתוך 2");
  await rows.last().getByRole("button", { name: "גרירה לשינוי הסדר" }).press("ArrowUp");
  await stillness(page);
  assert.deepEqual(await titles(), ["Momentum revisited", "Second paper"]);
  const grip = /** @type {{x: number, y: number}} */ (
    await rows.first().getByRole("button", { name: "גרירה לשינוי הסדר" }).boundingBox());
  await page.mouse.move(grip.x + 10, grip.y + 10);
  await page.mouse.down();
  await page.mouse.move(grip.x + 10, grip.y + 50);
  await page.mouse.move(grip.x + 10, grip.y + 66);
  await page.screenshot({ path: screenshotPath("keep-drag") });
  await page.mouse.up();
  await stillness(page);
  assert.deepEqual(await titles(), ["Second paper", "Momentum revisited"]);
  const [file] = await Promise.all([page.waitForEvent("download"),
    page.getByRole("button", { name: "JSON (.json)" }).click()]);
  assert.equal(file.suggestedFilename(), "לסוף השבוע.json");
  assert.deepEqual(JSON.parse(readFileSync(await file.path(), "utf8")).reviews.map((/** @type {any} */ one) => one.id),
    ["second", "momentum"]);
  await page.getByRole("button", { name: "מחיקת הרשימה" }).click();
  await page.getByRole("button", { name: "מחיקה", exact: true }).click();
  await stillness(page);
  assert.equal(await page.getByRole("main").getByRole("link", { name: "לסוף השבוע" }).count(), 0);
  await page.context().close();
});
