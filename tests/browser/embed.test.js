// The custom element in a page of another site.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { bundledExport, launch } from "./browser.js";

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => { site = await launch(); });
after(async () => { await site.close(); });

test("two lines embed a review, two on one page, and events tell of them", async () => {
  const [first, second] = bundledExport().reviews;
  const url = site.put("blog.html", `<!doctype html><title>blog</title>
    <script>window.events = []; for (const t of ["ready", "open", "error"])
      addEventListener("skira-" + t, e => events.push([t, e.target.id, e.detail.id ?? null]));</script>
    <script type="module" src="some/where/embed.js"></script>
    <skira-reader id="one" review="${first.id}"></skira-reader>
    <skira-reader id="two" review="${second.id}" theme="dark"></skira-reader>`);
  const page = await site.browser.newPage();
  await page.goto(url);
  await page.waitForFunction(() => /** @type {any} */ (globalThis).events.length >= 4);
  const events = await page.evaluate(() => /** @type {any} */ (globalThis).events.sort());
  assert.deepEqual(events, [["open", "one", first.id], ["open", "two", second.id],
    ["ready", "one", null], ["ready", "two", null]]);
  const titles = [];
  for (const frame of page.frames().slice(1)) {
    titles.push(await frame.getByRole("article").getByRole("heading", { level: 1 }).textContent());
  }
  assert.deepEqual(titles.sort(), [first.title, second.title].sort());
  await page.close();
});
