// Footnotes: shown beside their references, with a way to them and back.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, PHONE, becomes, launch, makeExport, makeReview, paragraph, screenshotPath, settled, stillness } from "./browser.js";

const reference = (/** @type {string} */ marker) => ({ text: marker, footnote: marker });
const REVIEW = makeReview({ id: "notes", title: "סקירה עם הערות", blocks: [
  { ...paragraph(""), spans: [{ text: "טענה אחת" }, reference("1"), { text: " וטענה שנייה" }, reference("2"), { text: "." }] },
  ...Array.from({ length: 30 }, (_, i) => paragraph(`פסקה מספר ${i + 1} ממלאת את העמוד עד ההערות.`)),
  { ...paragraph("הערה ראשונה, על הטענה."), type: "footnote", marker: "1" },
  { ...paragraph("הערה שנייה, ארוכה יותר."), type: "footnote", marker: "2" },
] });

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
let url = "";
before(async () => {
  site = await launch();
  url = `${site.url}?theme=light&lang=he&src=${encodeURIComponent(site.putExport("notes.json.gz", makeExport([REVIEW])))}#/r/notes`;
});
after(async () => { await site.close(); });

for (const [size, viewport] of /** @type {const} */ ([["1440", DESKTOP], ["390", PHONE]])) {
  test(`a press on a reference shows its note beside it, Escape closes it, at ${size} px`, async () => {
    const context = await site.browser.newContext({ viewport, reducedMotion: "reduce" });
    const page = await context.newPage();
    await page.goto(url);
    await settled(page);
    const card = page.locator("[data-id=note-card]");
    const references = page.locator("article a[role=doc-noteref]");
    assert.deepEqual(await references.allTextContents(), ["1", "2"]);
    await references.nth(1).click();
    await card.waitFor();
    await stillness(page);
    await page.screenshot({ path: screenshotPath(`footnote-${size}`) });
    assert.equal(await card.getAttribute("aria-label"), "הערה 2");
    assert.equal((await card.locator("p").textContent())?.trim(), "הערה שנייה, ארוכה יותר.");
    assert.match(page.url(), /#\/r\/notes$/, "the address stays");
    await page.keyboard.press("Escape");
    await becomes(() => card.count(), 0, "it is closed");
    await references.nth(0).focus();
    await page.keyboard.press("Enter");
    await card.waitFor();
    assert.equal(await references.nth(0).evaluate((link) => document.activeElement === link), true);
    await card.locator("[data-id=show]").click();
    await stillness(page);
    const note = page.locator("article [role=doc-footnote]").first();
    await becomes(() => note.evaluate((p) => {
      const { top, bottom } = p.getBoundingClientRect();
      return top > 0 && bottom < innerHeight;
    }), true, "the note itself is in sight");
    await note.getByText("חזרה לטקסט").click();
    await becomes(() => page.evaluate(() => (document.querySelector("article.scroll")?.scrollTop ?? -1) < 300), true, "back in the text");
    await context.close();
  });
}
