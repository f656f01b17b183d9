// Both deliveries with the bundled export and the real one: what is shown, by role, and how it
// behaves as a page.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { ALL, DESKTOP, PHONE, SINGLE_FILE, becomes, blockTexts, bundledExport, launch, realExport, routeOf, screenshotPath, settled, squeezed, stillness } from "./browser.js";

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => { site = await launch(); });
after(async () => { await site.close(); });

/**
 * @param {string} url @param {(page: import("playwright-core").Page) => Promise<void>} body
 * @param {object} [context]
 */
async function withPage(url, body, context = {}) {
  // That the library is available offline is announced when a busy machine has come to it: in the middle of a picture.
  const page = await site.browser.newPage({ viewport: DESKTOP, serviceWorkers: "block", ...context });
  /** @type {string[]} */
  const problems = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    // Software GL warns of slow reads in screenshots; that is the test's own doing.
    if (message.type() === "error") problems.push(message.text());
  });
  await page.goto(url);
  await settled(page);
  await body(page);
  assert.deepEqual(problems, []);
  await page.close();
}

/** @param {any[]} reviews newest first, as the catalog lists them */
const byDate = (reviews) =>
  reviews.map((review, index) => ({ review, index }))
    .sort((a, b) => (b.review.date ?? b.review.date_inferred ?? "").localeCompare(a.review.date ?? a.review.date_inferred ?? "") || a.index - b.index)
    .map(({ review }) => review);

/** @param {Buffer} bytes */
const digest = (bytes) => createHash("sha256").update(bytes).digest("hex");

const catalog = (/** @type {import("playwright-core").Page} */ page) => page.getByRole("list", { name: "קטלוג הסקירות" });
const article = (/** @type {import("playwright-core").Page} */ page) => page.getByRole("article");

/** What is to be read: a formula's TeX is its text, its MathML says the same once more. @param {Element} element */
function readable(element) {
  const copy = /** @type {Element} */ (element.cloneNode(true));
  for (const math of copy.querySelectorAll("math")) math.remove();
  return copy.textContent ?? "";
}

for (const [delivery, url] of /** @type {const} */ ([["the folder, below a path", null], ["the single file, from disk", SINGLE_FILE]])) {
  const address = () => url ?? site.url;

  describe(delivery, () => {
    test("the catalog is a list of links to the reviews, newest first", async () => {
      await withPage(address(), async (page) => {
        const reviews = byDate(bundledExport().reviews);
        const links = catalog(page).getByRole("link");
        await becomes(() => links.count(), reviews.length);
        const hrefs = await links.evaluateAll((all) => all.map((a) => a.getAttribute("href")));
        assert.deepEqual(hrefs, reviews.map((r) => `#/r/${r.id}`));
        const names = await links.evaluateAll((all) => all.map((a) => a.getAttribute("aria-label")));
        reviews.forEach((review, i) => assert.ok(names[i]?.startsWith(review.title), `${names[i]}`));
      });
    });

    test("a click opens a review and sets the route; back closes it", async () => {
      await withPage(address(), async (page) => {
        const review = byDate(bundledExport().reviews)[1];
        await catalog(page).getByRole("link").nth(1).click();
        await becomes(() => routeOf(page), `#/r/${review.id}`);
        await article(page).waitFor();
        await becomes(() => article(page).getByRole("heading", { level: 1 }).textContent(), review.title);
        await page.goBack();
        await article(page).waitFor({ state: "detached" });
        await becomes(() => page.evaluate(() => location.hash), "");
      });
    });

    test("every review's text stands in its article in logical order", async () => {
      await withPage(address(), async (page) => {
        for (const review of bundledExport().reviews) {
          await page.evaluate((id) => { location.hash = `#/r/${id}`; }, review.id);
          await page.waitForFunction((id) => document.querySelector("article")?.dataset.id === id, review.id);
          const text = squeezed((await article(page).evaluate((a) =>
            [...a.querySelectorAll(".line")].map((line) => {
              const copy = /** @type {Element} */ (line.cloneNode(true));
              for (const math of copy.querySelectorAll("math")) math.remove();
              return copy.textContent;
            }).join(" "))) ?? "");
          let from = 0;
          for (const block of blockTexts(review)) {
            // A line break may fall inside a word (a URL); compare without white space.
            const wanted = squeezed(block).replaceAll(" ", "");
            const at = text.replaceAll(" ", "").indexOf(wanted, from);
            assert.ok(at >= 0, `${review.id}: "${wanted.slice(0, 60)}" is missing or out of order`);
            from = at + wanted.length;
          }
        }
      });
    });
  });
}

test("the single file makes no request at all", async () => {
  const page = await site.browser.newPage();
  /** @type {string[]} */
  const requests = [];
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(SINGLE_FILE);
  await settled(page);
  assert.deepEqual(requests.filter((url) => !url.startsWith("data:")), [SINGLE_FILE]);
  await page.close();
});

test("the folder asks its own host only, for files beside it", async () => {
  const page = await site.browser.newPage();
  /** @type {string[]} */
  const requests = [];
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(site.url);
  await settled(page);
  assert.deepEqual(requests.filter((url) => !url.startsWith(site.url) && !url.startsWith("data:")), []);
  await page.close();
});

test("an idle page draws no frame in two seconds", async () => {
  await withPage(site.url, async (page) => {
    const review = bundledExport().reviews[0];
    await page.evaluate((id) => { location.hash = `#/r/${id}`; }, review.id);
    await stillness(page);
    const frames = () => page.evaluate(() => skira.stats().frames);
    const first = await frames();
    await page.waitForTimeout(2000);
    assert.equal(await frames() - first, 0);
  });
});

test("wheel, keys and touch scroll the review, and the canvas follows", async () => {
  await withPage(site.url, async (page) => {
    const longest = bundledExport().reviews.reduce((/** @type {any} */ a, /** @type {any} */ b) =>
      JSON.stringify(a.blocks).length > JSON.stringify(b.blocks).length ? a : b);
    await page.evaluate((id) => { location.hash = `#/r/${id}`; }, longest.id);
    await article(page).waitFor();
    await stillness(page);
    const top = () => article(page).evaluate((a) => a.scrollTop);
    const picture = async () => digest(await page.screenshot({ clip: { x: 100, y: 0, width: 800, height: 900 } }));

    const start = await picture();
    await page.mouse.move(400, 500);
    await page.mouse.wheel(0, 400);
    await page.waitForFunction(() => document.querySelector("article")?.scrollTop === 400);
    await stillness(page);
    const wheeled = await picture();
    assert.notEqual(wheeled, start);

    await page.keyboard.press("PageDown");
    await page.waitForFunction(() => (document.querySelector("article")?.scrollTop ?? 0) > 900);
    await stillness(page);
    assert.notEqual(await picture(), wheeled);
    await page.keyboard.press("Home");
    await page.waitForFunction(() => document.querySelector("article")?.scrollTop === 0);
    await stillness(page);
    assert.equal(await picture(), start);
    await becomes(() => top(), 0);
  });
  await withPage(site.url, async (page) => {
    const client = await page.context().newCDPSession(page);
    const review = bundledExport().reviews[0];
    await page.evaluate((id) => { location.hash = `#/r/${id}`; }, review.id);
    await article(page).waitFor();
    /** @param {"touchStart" | "touchMove" | "touchEnd"} type @param {number[]} ys */
    const touch = (type, ys) =>
      client.send("Input.dispatchTouchEvent", { type, touchPoints: ys.map((y) => ({ x: 200, y })) });
    await touch("touchStart", [600]);
    for (let y = 580; y >= 300; y -= 40) await touch("touchMove", [y]);
    await touch("touchEnd", []);
    await page.waitForFunction(() => (document.querySelector("article")?.scrollTop ?? 0) > 200);
  }, { viewport: PHONE, hasTouch: true, isMobile: true });
});

test("a resized window is laid out anew: two panes when wide, one when narrow", async () => {
  await withPage(site.url, async (page) => {
    const review = bundledExport().reviews[0];
    await page.evaluate((id) => { location.hash = `#/r/${id}`; }, review.id);
    await article(page).waitFor();
    const wide = await article(page).boundingBox();
    const catalogBox = await catalog(page).boundingBox();
    assert.equal(Math.round((wide?.x ?? -1) + (wide?.width ?? 0)), Math.round(catalogBox?.x ?? 0), "the catalog stands at the right");
    await page.setViewportSize(PHONE);
    await catalog(page).waitFor({ state: "detached" });
    await page.waitForFunction(() => document.querySelector("article")?.getBoundingClientRect().width === 390);
    await page.getByRole("link", { name: "חזרה לקטלוג" }).click();
    await catalog(page).waitFor();
    await article(page).waitFor({ state: "detached" });
  });
});

test("the canvas is as sharp as the device", async () => {
  for (const deviceScaleFactor of [1, 2]) {
    await withPage(site.url, async (page) => {
      const size = await page.evaluate(() => {
        const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById("canvas"));
        return [canvas.width, canvas.height];
      });
      assert.deepEqual(size, [DESKTOP.width * deviceScaleFactor, DESKTOP.height * deviceScaleFactor]);
    }, { deviceScaleFactor });
  }
});

test("the page comes back after the graphics context was lost", async () => {
  await withPage(site.url, async (page) => {
    const before = digest(await page.screenshot());
    await page.evaluate(() => {
      const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById("canvas"));
      const lose = canvas.getContext("webgl2")?.getExtension("WEBGL_lose_context");
      lose?.loseContext();
      setTimeout(() => lose?.restoreContext(), 100);
    });
    await page.waitForTimeout(500);
    await stillness(page);
    assert.equal(digest(await page.screenshot()), before);
  });
});

if (ALL) test("screenshots for eyes: catalog and review, wide and narrow, light and dark, at ratio 1 and 2", async () => {
  const review = bundledExport().reviews.find((/** @type {any} */ r) => r.kind === "full");
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    for (const [name, viewport, deviceScaleFactor] of /** @type {const} */ ([
      ["1440x900", DESKTOP, 1], ["390x844", PHONE, 2]])) {
      await withPage(site.url, async (page) => {
        await page.screenshot({ path: screenshotPath(`catalog-${name}-${colorScheme}`) });
        await page.evaluate((id) => { location.hash = `#/r/${id}`; }, review.id);
        await article(page).waitFor();
        await stillness(page);
        await page.screenshot({ path: screenshotPath(`review-${name}-${colorScheme}`) });
      }, { viewport, deviceScaleFactor, colorScheme });
    }
  }
});

test("the real documents are listed and every one of them opens", async (t) => {
  const real = realExport();
  if (!real) return t.skip("../shared/corpus is not here");
  const source = site.putExport("real.json.gz", real);
  await withPage(`${site.url}?src=${encodeURIComponent(source)}`, async (page) => {
    await becomes(() => page.evaluate(() => skira.stats().reviews), real.reviews.length);
    // The layer is told of what is out of sight over some frames.
    await catalog(page).getByRole("link").nth(real.reviews.length - 1).waitFor({ state: "attached" });
    await becomes(() => catalog(page).getByRole("link").count(), real.reviews.length);
    for (const review of real.reviews.filter((/** @type {any} */ _, /** @type {number} */ i) => i % 10 === 0)) {
      await page.evaluate((id) => { location.hash = `#/r/${id}`; }, review.id);
      await page.waitForFunction((id) => document.querySelector("article")?.dataset.id === id, review.id);
      const text = squeezed(await article(page).evaluate(readable)).replaceAll(" ", "");
      for (const block of blockTexts(review)) {
        assert.ok(text.includes(squeezed(block).replaceAll(" ", "")), review.id);
      }
    }
    await page.screenshot({ path: screenshotPath("real-1440x900") });
  });
});
