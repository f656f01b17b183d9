// The library in numbers: each chart with its figures in words, and its bars lead to what they count.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ALL,
  DESKTOP, PHONE, becomes, bundledExport, launch, realExport, screenshotPath, settled, stillness,
} from "./browser.js";

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => { site = await launch(); });
after(async () => { await site.close(); });

/**
 * @param {string} address @param {(page: import("playwright-core").Page) => Promise<void>} body
 * @param {import("playwright-core").BrowserContextOptions} [options]
 */
async function withPage(address, body, options = {}) {
  const page = await site.browser.newPage({ viewport: DESKTOP, ...options });
  /** @type {string[]} */
  const problems = [];
  page.on("pageerror", (error) => problems.push(error.message));
  await page.goto(address);
  await settled(page);
  await body(page);
  assert.deepEqual(problems, []);
  await page.close();
}

const MONTHS = ["ינואר", "פברואר", "מרץ", "אפריל", "מאי", "יוני", "יולי", "אוגוסט", "ספטמבר", "אוקטובר", "נובמבר", "דצמבר"];
const say = (/** @type {string} */ what, /** @type {number} */ count) => count === 1 ? `${what}: סקירה אחת` : `${what}: ${count} סקירות`;

/** Reviews of each month, "2024-01" to its count. @param {any[]} reviews */
function monthsOf(reviews) {
  /** @type {Map<string, number>} */
  const months = new Map();
  for (const review of reviews) {
    const key = (review.date ?? review.date_inferred ?? "").slice(0, 7);
    if (key) months.set(key, (months.get(key) ?? 0) + 1);
  }
  return new Map([...months].sort(([a], [b]) => a.localeCompare(b)));
}

test("each month's bar says how many reviews it has and leads to them", async () => {
  const months = monthsOf(bundledExport().reviews);
  await withPage(`${site.url}#/numbers`, async (page) => {
    const bars = page.getByRole("list", { name: "סקירות לפי חודש" }).getByRole("link");
    const told = await bars.evaluateAll((all) => all.map((a) => [a.getAttribute("aria-label"), a.getAttribute("href")]));
    const wanted = [...months].map(([key, count]) =>
      [say(`${MONTHS[Number(key.slice(5)) - 1]} ${key.slice(0, 4)}`, count), `#/?month=${key}`]);
    assert.deepEqual(told.slice(-wanted.length), wanted.slice(-told.length));
    await bars.last().click();
    await page.waitForFunction((hash) => location.hash === hash, told.at(-1)?.[1]);
    await page.screenshot({ path: screenshotPath("overview-filtered") });
  });
});

test("each chart is a table too: rows of what is counted, months of no review among them", async () => {
  const months = monthsOf(bundledExport().reviews);
  await withPage(`${site.url}#/numbers`, async (page) => {
    const rows = page.getByRole("list", { name: "סקירות לפי חודש" }).getByRole("listitem");
    const columns = (await rows.first().boundingBox())?.y;
    await page.getByRole("button", { name: "כטבלה: סקירות לפי חודש" }).click();
    await becomes(async () => (await rows.nth(1).boundingBox())?.y !== columns, true);
    const told = await rows.evaluateAll((all) => all.map((row) => row.firstElementChild?.getAttribute("aria-label")));
    const keys = [...months.keys()], first = keys[0].split("-").map(Number), last = keys[keys.length - 1].split("-").map(Number);
    assert.equal(told.length, (last[0] - first[0]) * 12 + last[1] - first[1] + 1);
    for (const [i, label] of told.entries()) {
      const month = first[1] - 1 + i, year = first[0] + Math.floor(month / 12);
      const key = `${year}-${String(month % 12 + 1).padStart(2, "0")}`;
      assert.equal(label, say(`${MONTHS[month % 12]} ${year}`, months.get(key) ?? 0));
    }
    for (const name of ["נושאים לאורך זמן", "אורך הסקירות"]) {
      const toggle = page.getByRole("button", { name: `כטבלה: ${name}` });
      await toggle.click();
      await becomes(() => toggle.getAttribute("aria-pressed"), "true");
    }
  });
});

test("topics and reviewers are ranked, and a bar lists what it counts", async () => {
  const reviews = bundledExport().reviews;
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const review of reviews) for (const topic of review.topics) counts.set(topic, (counts.get(topic) ?? 0) + 1);
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 15);
  await withPage(`${site.url}#/numbers`, async (page) => {
    const bars = page.getByRole("list", { name: "הנושאים הנפוצים" }).getByRole("link");
    await becomes(() => bars.evaluateAll((all) => all.map((a) => a.getAttribute("href"))),
      ranked.map(([topic]) => `#/?topic=${topic}`));
    assert.ok(await page.getByRole("list", { name: "סקירות לפי הכותבים והכותבות" }).getByRole("link").count() > 0);
    await becomes(() => page.getByRole("figure").count(), 6);
  });
});

test("how much was read follows what is marked as read", async () => {
  await withPage(`${site.url}#/numbers`, async (page) => {
    const all = bundledExport().reviews.length;
    await page.getByText(`נקראו 0 מתוך ${all}`).waitFor({ state: "attached" });
    await page.evaluate((id) => { location.hash = `#/r/${id}`; }, bundledExport().reviews[0].id);
    await page.getByRole("button", { name: "סימון כנקראה" }).click();
    await page.evaluate(() => { location.hash = "#/numbers"; });
    await page.getByText(`נקראו 1 מתוך ${all}`).waitFor({ state: "attached" });
  });
});

// Nothing is held against anything: only who runs all looks at them.
if (ALL) for (const [name, options, parameters] of /** @type {const} */ ([
  ["desktop-light", {}, ""], ["desktop-dark-english", {}, "theme=dark&lang=en"],
  ["phone", { viewport: PHONE, hasTouch: true, isMobile: true }, ""]])) {
  test(`the whole page, for eyes: ${name}`, async () => {
    const real = realExport();
    const src = real ? `src=${encodeURIComponent(site.putExport("real.json.gz", real))}&` : "";
    await withPage(`${site.url}?${src}${parameters}#/numbers`, async (page) => {
      const content = page.getByRole("region", { name: /במספרים|in numbers/ });
      for (let part = 0; part < 4; ++part) {
        await content.evaluate((element, i) => { element.scrollTop = i * (element.clientHeight - 40); }, part);
        await stillness(page);
        await page.screenshot({ path: screenshotPath(`overview-${name}-${part}`) });
      }
    }, options);
  });
}
