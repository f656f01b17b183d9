// Reading a review: its title block, contents, progress, what stands around it, the review's menu,
// and what stands there while none is open. On a desktop, a tablet and a phone.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import {
  DESKTOP, PHONE, becomes, launch, makeExport, makeReview, paragraph, screenshotPath, settled, stillness,
} from "./browser.js";

const WIDE = { width: 1760, height: 900 };
const TABLET = { width: 820, height: 1180 };

/** @param {string} text @param {number} level */
const heading = (text, level) => paragraph(text, { type: "heading", level });
const PARTS = ["הרעיון", "המודל", "הניסויים", "התוצאות", "מה חסר", "לסיכום"];
const filler = (/** @type {number} */ part) => paragraph(
  `בחלק ${part} מוסבר איך המודל בונה ייצוג של הקלט, שכבה אחר שכבה, ואיך גודל הצעד משתנה לאורך האימון. `.repeat(14));

const LONG = makeReview({
  id: "long", title: "A Patient Reader: Learning Long Texts", number: 12, kind: "full", date: "2025-03-02",
  reviewers: ["דנה כהן", "Yoav Bar"], topics: ["llm", "attention", "diffusion"],
  paper: { urls: ["https://arxiv.org/abs/2503.00012"], arxiv_id: "2503.00012",
    code_urls: ["https://github.com/example/reader"], published: "2025-03-01", venue: null },
  fields: { ...makeReview({}).fields, recommendation: "מומלץ מאוד", clarity: "גבוהה", domains: ["שפה"] },
  links: [{ url: "https://huggingface.co/example/reader", text: "", role: "other" },
    { url: "https://youtu.be/example", text: "", role: "video" },
    { url: "#/r/short", text: "", role: "review" }],
  blocks: PARTS.flatMap((part, i) => [heading(part, i === 2 ? 2 : 1), filler(i + 1)]),
});
const REVIEWS = makeExport([
  LONG,
  makeReview({ id: "newer", title: "A Newer Paper", date: "2025-03-09", topics: ["llm"], blocks: [filler(1)] }),
  makeReview({ id: "short", title: "A Short One", date: "2025-02-20", topics: ["attention", "llm"], blocks: [paragraph("פסקה אחת וקצרה.")] }),
  makeReview({ id: "again", title: "A Patient Reader, Again", date: "2025-01-05", topics: ["llm"],
    paper: { urls: [], arxiv_id: "2503.00012", code_urls: [], published: null, venue: null }, blocks: [filler(1)] }),
  makeReview({ id: "fan", title: "On Readers", date: "2024-12-05", topics: ["diffusion"],
    links: [{ url: "#/r/long", text: "", role: "review" }], blocks: [filler(2)] }),
]);

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
/** @type {string} */
let address;
before(async () => {
  site = await launch();
  address = `${site.url}?src=${encodeURIComponent(site.putExport("around.json.gz", REVIEWS))}`;
});
after(async () => { await site.close(); });

/**
 * @param {string} hash @param {(page: import("playwright-core").Page) => Promise<void>} body
 * @param {import("playwright-core").BrowserContextOptions} [options] @param {string} [parameters]
 */
async function withPage(hash, body, options = {}, parameters = "") {
  const context = await site.browser.newContext({ viewport: DESKTOP, permissions: ["clipboard-read", "clipboard-write"], ...options });
  const page = await context.newPage();
  /** @type {string[]} */
  const problems = [];
  page.on("pageerror", (error) => problems.push(error.message));
  await page.goto(address + parameters + hash);
  await settled(page);
  await body(page);
  assert.deepEqual(problems, []);
  await context.close();
}

/** @typedef {import("playwright-core").Page} Page */
const article = (/** @type {Page} */ page) => page.getByRole("article");
const scrolled = (/** @type {Page} */ page) => article(page).evaluate((element) => element.scrollTop);
const clipboard = (/** @type {Page} */ page) => page.evaluate(() => navigator.clipboard.readText());
const progress = async (/** @type {Page} */ page) =>
  Number(await page.getByRole("progressbar", { name: "התקדמות בקריאה" }).getAttribute("aria-valuenow"));
/** Scrolls the review to a part of its height. @param {Page} page @param {number} part */
async function scrollTo(page, part) {
  await article(page).evaluate((element, to) => { element.scrollTop = to * element.scrollHeight; }, part);
  await page.waitForTimeout(300);
  await stillness(page);
}

describe("the title block", () => {
  test("names title, kind, number, date, minutes and people", async () => {
    await withPage("#/r/long", async (page) => {
      await becomes(() => article(page).getByRole("heading", { level: 1 }).textContent(), LONG.title);
      const text = (await article(page).innerText()).replace(/\s+/g, " ");
      assert.match(text, /סקירה מלאה · סקירה מס׳ 12 · 02\.03\.2025 · \d+ דקות קריאה/);
      assert.match(text, /מאת דנה כהן, Yoav Bar/);
      await page.screenshot({ path: screenshotPath("review-desktop") });
    });
  });

  test("links to the paper, its PDF, its code, Hugging Face and the video open in a new tab", async () => {
    await withPage("#/r/long", async (page) => {
      const links = page.getByRole("group", { name: "המאמר", exact: true }).getByRole("link");
      await becomes(
        () => links.evaluateAll((all) => all.map((a) => [a.getAttribute("aria-label"), a.getAttribute("href"), a.getAttribute("target"), a.getAttribute("rel")])),
        [["למאמר", "https://arxiv.org/abs/2503.00012"], ["PDF", "https://arxiv.org/pdf/2503.00012"],
          ["לקוד", "https://github.com/example/reader"], ["Hugging Face", "https://huggingface.co/example/reader"],
          ["לסרטון", "https://youtu.be/example"]].map((link) => [...link, "_blank", "noopener noreferrer"]));
    });
  });

  test("a topic's chip lists the topic", async () => {
    await withPage("#/r/long", async (page) => {
      const chips = page.getByRole("group", { name: "נושאים" }).getByRole("link");
      await becomes(() => chips.evaluateAll((all) => all.map((a) => a.getAttribute("href"))),
        ["#/?topic=llm", "#/?topic=attention", "#/?topic=diffusion"]);
      await chips.first().click();
      await page.waitForFunction(() => location.hash === "#/?topic=llm");
    });
  });

  test("the arXiv id and the paper's BibTeX are copied", async () => {
    await withPage("#/r/long", async (page) => {
      await page.getByRole("button", { name: "העתקת מזהה arXiv" }).click();
      await becomes(() => clipboard(page), "2503.00012");
      await page.getByRole("button", { name: "העתקת BibTeX" }).click();
      await page.waitForTimeout(100);
      await becomes(() => clipboard(page), "@misc{a-patient-reader-2025,\n" +
        "  title = {{A Patient Reader: Learning Long Texts}},\n  year = {2025},\n" +
        "  eprint = {2503.00012},\n  archivePrefix = {arXiv},\n  url = {https://arxiv.org/abs/2503.00012},\n" +
        "  key = {a-patient-reader-2025}\n}\n");
    });
  });

  test("the reviewer's corner and the paper's details are groups of their own", async () => {
    await withPage("#/r/long", async (page) => {
      const corner = article(page).getByRole("group", { name: "פינת הסוקר" });
      assert.match(await corner.innerText(), /המלצת קריאה: ?\s*מומלץ מאוד/);
      const details = article(page).getByRole("group", { name: "פרטי המאמר" });
      assert.match(await details.innerText(), /01\.03\.2025/);
    });
  });
});

/** Waits until the heading stands there, CSS px from the top. @param {Page} page @param {string} name @param {number} least @param {number} most */
async function comesBetween(page, name, least, most) {
  const heading = await article(page).getByRole("heading", { name }).elementHandle();
  await page.waitForFunction(([element, from, to]) => {
    const { top } = /** @type {Element} */ (element).getBoundingClientRect();
    return top > Number(from) && top < Number(to);
  }, /** @type {const} */ ([heading, least, most]));
}

describe("contents and progress", () => {
  test("where the pane is wide the contents stand beside the text, with the place marked", async () => {
    await withPage("#/r/long", async (page) => {
      const contents = page.getByRole("navigation", { name: "תוכן העניינים" });
      const links = contents.getByRole("link");
      await becomes(() => links.evaluateAll((all) => all.map((a) => a.getAttribute("aria-label"))), PARTS);
      await links.nth(3).click();
      await page.waitForFunction(() => location.hash === "#/r/long?b=6");
      await comesBetween(page, PARTS[3], 100, 220);
      await contents.locator(`[aria-current=page][aria-label="${PARTS[3]}"]`).waitFor({ state: "attached" });
      await page.screenshot({ path: screenshotPath("review-contents-beside") });
    }, { viewport: WIDE });
  });

  for (const [name, options] of /** @type {const} */ ([
    ["a tablet", { viewport: TABLET, hasTouch: true }], ["a phone", { viewport: PHONE, hasTouch: true, isMobile: true }]])) {
    test(`on ${name} the contents open from the bar, and a tap scrolls there`, async () => {
      await withPage("#/r/long", async (page) => {
        await page.getByRole("button", { name: "תוכן העניינים" }).tap();
        const dialog = page.getByRole("dialog", { name: "תוכן העניינים" });
        await dialog.waitFor();
        await page.screenshot({ path: screenshotPath(`contents-${name.slice(2)}`) });
        await dialog.getByRole("link", { name: PARTS[2] }).tap();
        await dialog.waitFor({ state: "detached" });
        await comesBetween(page, PARTS[2], 60, 240);
      }, options);
    });
  }

  test("an address with a block begins at that block", async () => {
    await withPage("#/r/long?b=8", async (page) => {
      await comesBetween(page, PARTS[4], 100, 220);
    });
  });

  test("a review of one part has no table of contents", async () => {
    await withPage("#/r/short", async (page) => {
      assert.equal(await page.getByRole("button", { name: "תוכן העניינים" }).count(), 0);
    });
  });

  test("progress and the minutes left follow the scrolling; at its end the review is read", async () => {
    await withPage("#/r/long", async (page) => {
      await becomes(() => progress(page), 0);
      const bar = page.getByRole("toolbar").filter({ hasText: "נותר" });
      assert.match(await bar.innerText(), /נותרו \d+ דקות/);
      await scrollTo(page, 0.4);
      const half = await progress(page);
      assert.ok(half > 30 && half < 90, `${half}`);
      await page.screenshot({ path: screenshotPath("review-midway") });
      await scrollTo(page, 1);
      await becomes(() => progress(page), 100);
      await page.getByRole("button", { name: "סימון כטרם נקראה" }).waitFor();
      assert.match(await page.getByRole("toolbar").last().innerText(), /הסקירה נקראה עד סופה/);
      await page.screenshot({ path: screenshotPath("review-end") });
    });
  });

  test("who comes back is where reading stopped, to the line, also after a reload and in a review that is read", async () => {
    await withPage("#/r/long", async (page) => {
      for (const part of [0.4, 0.3]) {
        await scrollTo(page, part);
        const before = await scrolled(page);
        await page.evaluate(() => { location.hash = "#/r/short"; });
        await stillness(page);
        await becomes(() => scrolled(page), 0);
        await page.evaluate(() => { location.hash = "#/r/long"; });
        await page.waitForFunction((from) => Math.abs((document.querySelector("[data-id=review] > .scroll")?.scrollTop ?? 0) - from) < 8, before);
        await page.waitForTimeout(500);  // until the device has it
        await page.reload();
        await settled(page);
        await page.waitForFunction((from) => Math.abs((document.querySelector("[data-id=review] > .scroll")?.scrollTop ?? 0) - from) < 8, before);
        await page.screenshot({ path: screenshotPath(`review-resume-${part}`) });
        await scrollTo(page, 1);  // it is read from now on
      }
      await scrollTo(page, 0);
      await page.waitForTimeout(500);
      await page.reload();
      await settled(page);
      await becomes(() => scrolled(page), 0, "who went back to the beginning is there");
    });
  });
});

describe("where to read on", () => {
  test("stand the reviews before and after, of the same paper, mentioned, mentioning and related", async () => {
    await withPage("#/r/long", async (page) => {
      const on = article(page).getByRole("navigation", { name: "סקירות קרובות" });
      await page.evaluate(() => skira.search("x", 1));  // which builds the whole index
      await stillness(page);
      const hrefs = await on.getByRole("link").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
      assert.deepEqual(hrefs.slice(0, 5), ["#/r/newer", "#/r/short", "#/r/again", "#/r/short", "#/r/fan"]);
      assert.deepEqual(hrefs.slice(5).sort(), ["#/r/fan", "#/r/newer", "#/r/short"]);
      await becomes(() => on.getByRole("heading").allTextContents(),
        ["סקירות נוספות של אותו מאמר", "סקירות שנזכרות כאן", "סקירות שמזכירות את זו", "סקירות קרובות"]);
      await scrollTo(page, 1);
      await page.screenshot({ path: screenshotPath("review-foot") });
      await on.getByRole("link", { name: /הסקירה הבאה/ }).click();
      await page.waitForFunction(() => location.hash === "#/r/short");
      await stillness(page);
      await becomes(() => scrolled(page), 0);
    });
  });
});

describe("the review's menu", () => {
  test("copies, changes the text's size, sets unread and names the source", async () => {
    await withPage("#/r/long", async (page) => {
      const menu = page.getByRole("dialog", { name: "עוד" });
      const openMenu = () => page.getByRole("toolbar").getByRole("button", { name: "עוד", exact: true }).click();
      await openMenu();
      await menu.waitFor();
      await page.screenshot({ path: screenshotPath("review-menu") });
      assert.match(await menu.innerText(), /test, שורות 1 עד 3/);
      await menu.getByRole("button", { name: "הגדלת הטקסט" }).click();
      await page.waitForTimeout(100);
      assert.match(await menu.innerText(), /20/);
      await menu.getByRole("button", { name: "העתקת קישור לסקירה" }).click();
      await menu.waitFor({ state: "detached" });
      assert.match(await clipboard(page), /#\/r\/long$/);
      await openMenu();
      await menu.getByRole("button", { name: "סימון כנקראה" }).click();
      await openMenu();
      await menu.getByRole("button", { name: "סימון כטרם נקראה" }).click();
      await openMenu();
      await menu.getByRole("button", { name: "סגירה" }).click();
      await menu.waitFor({ state: "detached" });
    });
  });

  test("on a phone the bar's targets are at least 44 px high or stand 44 px apart", async () => {
    await withPage("#/r/long", async (page) => {
      const buttons = page.getByRole("toolbar").getByRole("button");
      const boxes = await buttons.evaluateAll((all) => all.map((b) => b.getBoundingClientRect().x));
      const sorted = boxes.toSorted((a, b) => a - b);
      sorted.slice(1).forEach((x, i) => assert.ok(x - sorted[i] >= 44, `${sorted}`));
      await page.screenshot({ path: screenshotPath("review-phone") });
    }, { viewport: PHONE, hasTouch: true, isMobile: true });
  });
});

describe("home", () => {
  test("welcomes on the first visit, until it is put away; then shows what was begun and what is new", async () => {
    await withPage("", async (page) => {
      const home = page.getByRole("main");
      await home.getByRole("heading", { name: "נעים להכיר: סקירה" }).waitFor();
      await page.screenshot({ path: screenshotPath("home-welcome") });
      await home.getByRole("button", { name: "הבנתי, תודה" }).click();
      await home.getByRole("heading", { name: "נעים להכיר: סקירה" }).waitFor({ state: "detached" });
      await becomes(() => home.getByRole("link").evaluateAll((all) => all.map((a) => a.getAttribute("href"))),
        ["#/r/newer", "#/r/long", "#/r/short", "#/r/again", "#/r/fan"]);
      await page.evaluate(() => { location.hash = "#/r/long"; });
      await stillness(page);
      await scrollTo(page, 0.4);
      await page.evaluate(() => { location.hash = "#/"; });
      await home.getByRole("heading", { name: "להמשיך לקרוא" }).waitFor();
      await becomes(() => home.getByRole("link").first().getAttribute("href"), "#/r/long");
      await page.screenshot({ path: screenshotPath("home-begun") });
    });
  });
});

describe("in English", () => {
  test("the same stands there in English, the review still reads from the right", async () => {
    await withPage("#/r/long", async (page) => {
      await becomes(() => page.getByRole("button", { name: "Copy BibTeX" }).count(), 1);
      await becomes(() => article(page).getAttribute("dir"), "rtl");
      await page.screenshot({ path: screenshotPath("review-english") });
    }, {}, "&lang=en&theme=dark");
  });
});
