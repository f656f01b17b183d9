// How the interface behaves for those who read in it: dialogs, Escape, filters, what is starred, undoing, finding in a
// review, fields in either language, a review alone.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { DESKTOP, PHONE, becomes, launch, makeExport, makeReview, paragraph, screenshotPath, settled, stillness } from "./browser.js";

/** @typedef {import("playwright-core").Page} Page */
/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
/** @type {string} */
let source;

const TOPICS = ["llm", "diffusion", "transformers", "rag", "reasoning", "agents", "alignment", "vision"];
const first = makeReview({
  id: "owls", title: "Owls at noon", date: null, date_inferred: "2024-05-17", topics: ["llm"],
  reviewers: ["רות לוי"],
  fields: { recommendation: "מומלץ למי שעובד עם LSTM, במיוחד בפרק 3", clarity: "גבוהה", prior_knowledge: ["הסתברות", "PyTorch"],
    applications: "", domains: [], tools: [], clarity_level: "high", recommendation_level: "must" },
  blocks: [
    paragraph("ינשופים רואים בלילה טוב יותר מרוב העופות, ולכן בחרנו בהם לפתיחה. ינשוף אחד מספיק לבדיקה."),
    ...Array.from({ length: 30 }, (_, i) => paragraph(`פסקה ${i + 1} של הסקירה, שיש בה מילים רגילות כדי שיהיה לאן לגלול ומה לחפש.`)),
    paragraph("בסוף חוזר הינשוף, והפעם של כולם."),
  ],
});
const others = Array.from({ length: 12 }, (_, i) => makeReview({
  id: `newt-${i}`, title: `Newts, part ${i}`, date: `2024-0${1 + i % 9}-10`, topics: [TOPICS[1 + i % 7]],
  blocks: [paragraph("טריטון קטן חי בבריכה, ושוחה בה בלי הפסקה עד הערב.")] }));

before(async () => {
  site = await launch();
  source = site.putExport("interface.json.gz", makeExport([first, ...others]));
});
after(async () => { await site.close(); });

/**
 * @param {{width: number, height: number}} viewport @param {string} hash @param {(page: Page) => Promise<void>} body
 * @param {"he" | "en"} [lang]
 */
async function withPage(viewport, hash, body, lang = "he") {
  const small = viewport.width < 720;
  const page = await site.browser.newPage({ viewport, ...small ? { hasTouch: true, isMobile: true } : {} });
  await page.goto(`${site.url}?lang=${lang}&src=${encodeURIComponent(source)}${hash}`);
  await settled(page);
  await body(page);
  await page.close();
}
/** @param {Page} page */
const hash = (page) => page.evaluate(() => location.hash);
/** @param {Page} page */
const dialog = (page) => page.getByRole("dialog");
/** @param {Page} page @param {string} name */
const button = (page, name) => page.getByRole("button", { name, exact: true });

describe("a dialog", () => {
  /** @type {[string, string, RegExp][]} */
  const OPENED = [["#/", "מיון לפי", /^מיון לפי$/], ["#/", "ייצוא התוצאות", /^ייצוא התוצאות$/], ["#/r/owls", "עוד", /^עוד$/]];
  for (const viewport of [PHONE, { width: 360, height: 640 }, { width: 844, height: 390 }, DESKTOP]) {
    test(`ends where its content ends, has one title and one way to close (${viewport.width}x${viewport.height})`, async () => {
      for (const [route, opener, title] of OPENED) await withPage(viewport, route, async (page) => {
        await page.getByRole("button", { name: opener, exact: true }).first().click();
        await dialog(page).waitFor();
        await stillness(page);
        await page.screenshot({ path: screenshotPath(`dialog-${viewport.width}-${opener.replaceAll(" ", "-")}`) });
        assert.equal(await dialog(page).getByRole("heading", { level: 1 }).count(), 1);
        assert.match(await dialog(page).getByRole("heading", { level: 1 }).innerText(), title);
        assert.equal(await dialog(page).getByRole("button", { name: "סגירה" }).count(), 1);
        const { end, last, scrolls } = await dialog(page).evaluate((element) => {
          const scroller = /** @type {HTMLElement} */ (element.querySelector(".scroll"));
          const rows = [...scroller.querySelectorAll("button, a, p, [role=radio]")].map((e) => e.getBoundingClientRect().bottom);
          return { end: element.getBoundingClientRect().bottom, last: Math.max(...rows), scrolls: scroller.scrollHeight > scroller.clientHeight + 1 };
        });
        if (!scrolls) assert.ok(end - last >= 8 && end - last <= 40, `${title}: ${end - last} px are free below its last row`);
        else assert.ok(viewport.height < 700, `${title} scrolls on a screen that has room`);
      });
    });
  }

  test("opens at its button where there is room", async () => {
    await withPage(DESKTOP, "#/", async (page) => {
      const opener = page.getByRole("button", { name: "מיון לפי" });
      await opener.click();
      await dialog(page).waitFor();
      await stillness(page);
      const [at, box] = [await opener.boundingBox(), await dialog(page).boundingBox()];
      assert.ok(at && box);
      assert.ok(box.y >= at.y + at.height && box.y < at.y + at.height + 12, `${box.y} below ${at.y + at.height}`);
      assert.ok(Math.abs(box.x + box.width - (at.x + at.width)) < 4 || box.x <= 8);
    });
  });

  test("nothing of a field below shows through it", async () => {
    for (const viewport of [PHONE, DESKTOP]) await withPage(viewport, "#/r/owls", async (page) => {
      await button(page, "עוד").first().click();
      await dialog(page).waitFor();
      const seen = await page.evaluate(() => [...document.querySelectorAll(".layer :is(input, textarea)")]
        .filter((field) => !field.closest("[role=dialog]") && getComputedStyle(field).opacity !== "0").length);
      assert.equal(seen, 0);
    });
  });

  test("the words on files say to open them where there is nothing to drag with", async () => {
    await withPage(PHONE, "#/documents", async (page) => {
      assert.equal(await page.getByText("גרירה").count(), 0);
      await page.getByText("פתיחה של קבצים").first().waitFor({ state: "attached" });
    });
    await withPage(DESKTOP, "#/documents", async (page) => {
      await page.getByText("גרירה של קבצים").first().waitFor({ state: "attached" });
    });
  });

  test("the column's width can be set where a review has room for more than the narrowest", async () => {
    await withPage(PHONE, "#/settings", async (page) => { assert.equal(await page.getByRole("slider", { name: "רוחב הטור" }).count(), 0); });
    await withPage(DESKTOP, "#/settings", async (page) => { assert.equal(await page.getByRole("slider", { name: "רוחב הטור" }).count(), 1); });
  });
});

describe("Escape", () => {
  test("closes what is on top and that alone: filters and search stay", async () => {
    await withPage(DESKTOP, "#/?q=%D7%98%D7%A8%D7%99%D7%98%D7%95%D7%9F&topic=diffusion", async (page) => {
      const before = await hash(page);
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
      await stillness(page);
      assert.equal(await hash(page), before);
      await page.getByRole("combobox", { name: "חיפוש" }).or(page.getByRole("searchbox", { name: "חיפוש", exact: true })).first().focus();
      for (let i = 0; i < 3; ++i) await page.keyboard.press("Escape");
      await stillness(page);
      assert.equal(await hash(page), before);
    });
  });

  test("drops a selection before it leaves the review, and a dialog before either", async () => {
    await withPage(DESKTOP, "#/r/owls", async (page) => {
      await page.evaluate(() => {
        const text = [...document.querySelectorAll("article p .fragment")].find((e) => e.textContent?.startsWith("ינשופים"))?.firstChild;
        if (!text) return;
        const range = document.createRange();
        range.setStart(text, 0);
        range.setEnd(text, 8);
        getSelection()?.removeAllRanges();
        getSelection()?.addRange(range);
      });
      const menu = page.getByRole("toolbar", { name: "פעולות על הטקסט שנבחר" });
      await menu.waitFor();
      await page.keyboard.press("?");
      await dialog(page).waitFor();
      await page.keyboard.press("Escape");
      await dialog(page).waitFor({ state: "detached" });
      await menu.waitFor();
      await page.keyboard.press("Escape");
      await menu.waitFor({ state: "detached" });
      assert.equal(await hash(page), "#/r/owls");
      await becomes(() => page.evaluate(() => String(getSelection())), "");
    });
  });
});

describe("filters", () => {
  test("a value that nothing has under the others shows 0, and none goes while one chooses", async () => {
    await withPage(DESKTOP, "#/", async (page) => {
      const filters = page.getByRole("complementary", { name: "סינון" });
      await page.evaluate(() => skira.search("x", 1));  // which builds the whole index
      await stillness(page);
      const years = filters.getByRole("checkbox", { name: "2024" });
      await years.click();
      await stillness(page);
      const kinds = await filters.getByRole("checkbox").count();
      await filters.getByRole("checkbox", { name: "חובה" }).click();
      await page.waitForFunction(() => location.hash.includes("rec=must"));
      await stillness(page);
      assert.ok(await filters.getByRole("checkbox").count() >= kinds);
      const zeros = await filters.getByRole("checkbox").evaluateAll((all) => all.filter((e) => e.getAttribute("aria-description") === "0").length);
      assert.ok(zeros > 0);
    });
  });
});

describe("what is starred", () => {
  for (const lang of /** @type {("he" | "en")[]} */ (["he", "en"])) {
    test(`is a list of its own, first among the lists (${lang})`, async () => {
      const words = { he: { star: "סימון בכוכב", list: "עם כוכב", unstar: "הסרת הכוכב" }, en: { star: "Star", list: "Starred", unstar: "Remove star" } }[lang];
      await withPage(PHONE, "#/r/owls", async (page) => {
        await button(page, words.star).first().click();
        await page.evaluate(() => { location.hash = "#/lists"; });
        const link = page.getByRole("link", { name: words.list, exact: true });
        await link.waitFor();
        const firstLink = await page.getByRole("main").getByRole("link").first().getAttribute("aria-label");
        assert.equal(firstLink, words.list);
        await page.screenshot({ path: screenshotPath(`lists-${lang}`) });
        await link.tap();
        await page.waitForFunction(() => location.hash === "#/list/starred");
        await page.getByRole("link", { name: "Owls at noon" }).waitFor();
        await page.screenshot({ path: screenshotPath(`starred-${lang}`) });
        await button(page, words.unstar).tap();
        await page.getByRole("link", { name: "Owls at noon" }).waitFor({ state: "detached" });
      }, lang);
    });
  }
});

describe("what is deleted comes back", () => {
  const undo = (/** @type {Page} */ page) => page.getByRole("region", { name: "הודעות" }).getByRole("button", { name: "ביטול הפעולה האחרונה" });

  test("a list", async () => {
    await withPage(DESKTOP, "#/lists", async (page) => {
      await page.getByRole("textbox", { name: "שם הרשימה" }).fill("לקיץ");
      await button(page, "רשימה חדשה").click();
      await page.getByRole("link", { name: "לקיץ", exact: true }).click();
      await button(page, "מחיקת הרשימה").click();
      await button(page, "מחיקה").click();
      await page.getByRole("link", { name: "לקיץ", exact: true }).waitFor({ state: "detached" });
      await undo(page).click();
      await page.getByRole("link", { name: "לקיץ", exact: true }).waitFor();
    });
  });

  test("a note, as it was before its letters were deleted", async () => {
    await withPage(DESKTOP, "#/r/owls", async (page) => {
      const note = page.getByRole("textbox", { name: "הערה על הסקירה" });
      await note.fill("לקרוא שוב");
      await note.blur();
      await stillness(page);
      await note.focus();
      for (let i = 0; i < 12; ++i) await page.keyboard.press("Backspace");
      await becomes(() => note.inputValue(), "");
      await undo(page).click();
      await becomes(() => note.inputValue(), "לקרוא שוב");
    });
  });

  test("a document, with its reviews, also after a reload", async () => {
    await withPage(DESKTOP, "#/documents", async (page) => {
      await page.evaluate(() => {
        const data = new DataTransfer();
        data.items.add(new File(["Review 1: A Paper about Newts\n\n16.06.2024\n\nhttps://arxiv.org/abs/1706.03762\n\nטריטונים גדולים חיים בבריכות עמוקות.\n"], "newts.md"));
        window.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
      });
      const link = page.getByRole("link", { name: "newts.md", exact: true });
      await link.waitFor();
      await button(page, "הסרת המסמך").first().click();
      // The question is there, whose answer has the same name.
      await becomes(() => button(page, "הסרת המסמך").count(), 2);
      await button(page, "הסרת המסמך").last().click();
      await link.waitFor({ state: "detached" });
      await undo(page).click();
      await link.waitFor();
      await page.waitForTimeout(500);
      await page.reload();
      await settled(page);
      await link.waitFor();
    });
  });
});

describe("finding in a review", () => {
  for (const viewport of [PHONE, DESKTOP]) {
    test(`a field, a count, the next and the previous one (${viewport.width})`, async () => {
      await withPage(viewport, "#/r/owls", async (page) => {
        await button(page, "עוד").first().click();
        await dialog(page).getByRole("button", { name: "חיפוש בסקירה" }).click();
        const bar = page.getByRole("region", { name: "חיפוש בסקירה" });
        const field = bar.getByRole("searchbox");
        await field.waitFor();
        await field.fill("ינשוף");
        await bar.getByText("1 מתוך 2").waitFor({ state: "attached" });
        const scrolled = () => page.evaluate(() => document.querySelector("[data-id=review] > .scroll")?.scrollTop ?? 0);
        await field.press("Enter");
        await bar.getByText("2 מתוך 2").waitFor({ state: "attached" });
        await page.waitForFunction(() => (document.querySelector("[data-id=review] > .scroll")?.scrollTop ?? 0) > 300);
        await page.screenshot({ path: screenshotPath(`find-${viewport.width}`) });
        await bar.getByRole("button", { name: "המופע הקודם" }).click();
        await bar.getByText("1 מתוך 2").waitFor({ state: "attached" });
        await becomes(async () => await scrolled() < 300, true);
        await field.fill("דינוזאור");
        await bar.getByText("לא נמצא").waitFor({ state: "attached" });
        await field.press("Escape");
        await bar.waitFor({ state: "detached" });
        assert.equal(await hash(page), "#/r/owls");
      });
    });
  }
});

describe("a Hebrew review in the English interface", () => {
  test("keeps its fields at its own side, each value in its own order", async () => {
    for (const lang of /** @type {("he" | "en")[]} */ (["he", "en"])) await withPage(DESKTOP, "#/r/owls", async (page) => {
      const label = lang === "he" ? "המלצת קריאה" : "Recommendation";
      const { at, text, right } = await page.evaluate((wanted) => {
        const line = [...document.querySelectorAll("article .line")].find((l) => l.textContent?.includes(wanted));
        const article = /** @type {Element} */ (document.querySelector("article p"));
        return { at: line?.firstElementChild?.getBoundingClientRect().right ?? 0, text: line?.textContent ?? "", right: article.getBoundingClientRect().right };
      }, label);
      assert.ok(right - at < 60, `${label} begins ${right - at} px from the article's side`);
      assert.ok(text.includes("מומלץ למי שעובד עם LSTM, במיוחד בפרק 3"), text);
      await page.screenshot({ path: screenshotPath(`fields-${lang}`) });
    }, lang);
  });

  test("has the day that its neighbours tell in the list as in the review", async () => {
    await withPage(DESKTOP, "#/r/owls", async (page) => {
      assert.match(await page.getByRole("article").innerText(), /Around 17\.05\.2024/);
      await page.getByRole("link", { name: /Owls at noon, Around 17\.05\.2024/ }).first().waitFor({ state: "attached" });
    }, "en");
  });
});

describe("a search that is saved", () => {
  test("is on the page of lists with the number of what is new, and can be let go", async () => {
    const context = await site.browser.newContext({ viewport: DESKTOP });
    const open = async (/** @type {string} */ from, /** @type {string} */ to) => {
      const page = await context.newPage();
      await page.goto(`${site.url}?lang=he&src=${encodeURIComponent(from)}${to}`);
      await settled(page);
      return page;
    };
    const more = site.putExport("interface-more.json.gz", makeExport([first, ...others,
      makeReview({ id: "newt-new", title: "Newts again", date: "2025-01-10", blocks: [paragraph("טריטון נוסף הצטרף לבריכה.")] })]));
    const before = await open(source, "#/?q=טריטון");
    await button(before, "שמירת החיפוש").click();
    await becomes(() => button(before, "שמירת החיפוש").getAttribute("aria-pressed"), "true");
    await before.waitForTimeout(500);
    await before.close();

    const page = await open(more, "#/lists");
    await page.getByRole("heading", { name: "חיפושים שמורים" }).waitFor();
    await page.getByText("סקירה חדשה אחת").waitFor();
    await page.screenshot({ path: screenshotPath("saved-searches") });
    await page.getByRole("link", { name: "טריטון", exact: true }).click();
    await becomes(() => page.evaluate(() => decodeURIComponent(location.hash)), "#/?q=טריטון");
    await page.evaluate(() => { location.hash = "#/lists"; });
    await page.getByRole("link", { name: "טריטון", exact: true }).waitFor();
    await becomes(() => page.getByText("סקירה חדשה אחת").count(), 0);
    await button(page, "מחיקה: טריטון").click();
    await becomes(() => page.getByRole("heading", { name: "חיפושים שמורים" }).count(), 0);
    await page.getByRole("region", { name: "הודעות" }).getByRole("button", { name: "ביטול הפעולה האחרונה" }).click();
    await page.getByRole("link", { name: "טריטון", exact: true }).waitFor();
    await context.close();
  });
});

describe("on a laptop", () => {
  test("a row of the list opens its review by a press anywhere on it", async () => {
    await withPage(DESKTOP, "#/", async (page) => {
      const row = await page.getByRole("list", { name: "קטלוג הסקירות" }).getByRole("link").first().boundingBox();
      assert.ok(row);
      await page.mouse.click(row.x + row.width / 2, row.y + 10);
      await page.getByRole("article").waitFor();
    });
  });

  test("a review has its full column at 1280x720; z shows it alone, and Escape brings the list back", async () => {
    await withPage({ width: 1280, height: 720 }, "#/r/owls", async (page) => {
      const width = () => page.evaluate(() => document.querySelector("article p")?.getBoundingClientRect().width ?? 0);
      await becomes(width, 680);
      const list = page.getByRole("list", { name: "קטלוג הסקירות" });
      assert.equal(await list.count(), 1);
      await page.keyboard.press("z");
      await list.waitFor({ state: "detached" });
      await stillness(page);
      await page.screenshot({ path: screenshotPath("focus") });
      assert.equal(await page.getByRole("banner").count(), 0);
      await page.keyboard.press("Escape");
      await list.waitFor();
      assert.equal(await hash(page), "#/r/owls");
    });
  });

  test("the list is sized by the mouse and by the arrow keys, within what leaves a review its room, and stays so", async () => {
    await withPage(DESKTOP, "#/r/owls", async (page) => {
      const edge = page.getByRole("separator", { name: "רוחב הרשימה" });
      const width = async () => Number(await edge.getAttribute("aria-valuenow"));
      assert.equal(await width(), 400);
      const box = await edge.boundingBox();
      assert.ok(box);
      await page.mouse.move(box.x + box.width / 2, 500);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width / 2 - 60, 500, { steps: 3 });
      await page.mouse.up();
      await becomes(width, 460);
      assert.equal(Math.round((await edge.boundingBox())?.x ?? 0), Math.round(box.x - 60));
      await edge.focus();
      await page.keyboard.press("ArrowRight");  // towards the start, where the list stands
      await becomes(width, 436);
      await page.keyboard.press("Home");
      await becomes(width, 280);
      await page.keyboard.press("End");
      const most = Number(await edge.getAttribute("aria-valuemax"));
      await becomes(width, most);
      const article = await page.getByRole("article").boundingBox();
      assert.ok(article && article.width >= 400, `${article?.width} px for the review`);
      await page.reload();
      await settled(page);
      assert.equal(await width(), most);
    });
  });

  test("the list beside a review can be hidden, stays so after a reload, and comes back", async () => {
    await withPage({ width: 1280, height: 720 }, "#/r/owls", async (page) => {
      const list = page.locator("[data-id=catalog-list]");
      const toggle = button(page, "הרשימה לצד הסקירה");
      assert.equal(await toggle.getAttribute("aria-pressed"), "true");
      await page.keyboard.press("L");
      await becomes(() => list.count(), 0);
      assert.ok(((await page.getByRole("article").boundingBox())?.width ?? 0) > 1200);
      await page.reload();
      await settled(page);
      assert.equal(await list.count(), 0);
      await toggle.click();
      await becomes(() => list.count(), 1);
    });
  });

  test("the filters' pane can be hidden, stays so after a reload, and comes back", async () => {
    await withPage(DESKTOP, "#/", async (page) => {
      const pane = page.getByRole("complementary", { name: "סינון" });
      await pane.getByRole("button", { name: "סגירת הסינון" }).click();
      await pane.waitFor({ state: "detached" });
      await page.waitForTimeout(500);
      await page.reload();
      await settled(page);
      assert.equal(await pane.count(), 0);
      await page.getByRole("button", { name: "פתיחת הסינון" }).click();
      await pane.waitFor();
      await page.keyboard.press("F");
      await pane.waitFor({ state: "detached" });
    });
  });
});
