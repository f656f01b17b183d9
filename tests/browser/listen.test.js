// The review read aloud: a voice of the test's own stands in for the browser's, keeps what it is
// asked to say and ends each utterance when it is told to.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PNG } from "pngjs";
import { voiceFor } from "../../web/speech.js";
import {
  DESKTOP, PHONE, becomes, launch, makeExport, makeReview, paragraph, screenshotPath, settled, stillness,
} from "./browser.js";

/** @typedef {import("playwright-core").Page} Page */

const TABLET = { width: 820, height: 1180 };
/** How each size is used. @type {Record<string, object>} */
const DEVICES = {
  desktop: { viewport: DESKTOP },
  tablet: { viewport: TABLET, hasTouch: true },
  phone: { viewport: PHONE, hasTouch: true, isMobile: true },
};
const LONG = Array.from({ length: 30 }, (_, i) =>
  paragraph(`פסקה מספר ${i + 1} נפתחת כאן. היא נמשכת עוד קצת כדי שיהיה מה לגלול, ונסגרת.`));
const review = makeReview({
  id: "momentum", title: "Momentum revisited", blocks: [
    { ...paragraph(""), type: "heading", level: 1, spans: [{ text: "הרעיון המרכזי" }] },
    { ...paragraph(""), spans: [{ text: "שיטת Adam optimizer מוכרת. הצעד הוא " }, { math: "v_t = \\mu v_{t-1}" },
      { text: " ולא 0.9 בלבד." }] },
    ...LONG,
  ],
});
const other = makeReview({ id: "second", title: "Second paper", blocks: [paragraph("טקסט קצר.")] });

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
/** @type {string} */
let source;
before(async () => {
  site = await launch();
  source = site.putExport("listen.json.gz", makeExport([review, other]));
});
after(async () => { await site.close(); });

/** Runs in the page before it: a voice that says nothing. @param {string[]} langs the languages that it has */
function fakeVoices(langs) {
  /** @type {any} */
  const fake = new EventTarget();
  const voices = langs.map((lang) => ({ lang, name: `voice ${lang}`, localService: true, default: false, voiceURI: lang }));
  /** @type {any[]} */
  const queue = [];
  Object.assign(fake, { speaking: false, pending: false, paused: false, said: [], cancels: 0,
    getVoices: () => voices,
    mute: false, stuck: false,
    speak: (/** @type {any} */ utterance) => {
      fake.said.push({ text: utterance.text, lang: utterance.lang, voice: utterance.voice?.lang ?? null, rate: utterance.rate });
      queue.push(utterance);
      fake.speaking = true;
      if (!fake.mute) setTimeout(() => utterance.onstart?.());
    },
    cancel: () => {
      ++fake.cancels;
      fake.speaking = false;
      for (const utterance of queue.splice(0)) setTimeout(() => utterance.onerror?.({ error: "canceled" }));
    },
    /** Ends what is spoken. */
    finish: () => {
      const utterance = queue.shift();
      fake.speaking = false;
      utterance?.onend?.();
    },
    /** @param {string} error */
    fail: (error) => {
      const utterance = queue.shift();
      fake.speaking = false;
      utterance?.onerror?.({ error });
    } });
  // Words go by, so that nobody takes the voice for one that has fallen silent.
  setInterval(() => { if (!fake.mute && !fake.stuck) queue[0]?.onboundary?.(); }, 500);
  Object.defineProperty(window, "speechSynthesis", { value: fake });
  Object.defineProperty(window, "SpeechSynthesisUtterance", { value: class {
    /** @param {string} text */
    constructor(text) { this.text = text; this.rate = 1; }
  } });
}

/** @param {object} options @param {string[] | null} [langs] null: no speech at all @param {string} [hash] */
async function open(options, langs = ["en-US", "he-IL"], hash = "#/r/momentum") {
  const context = await site.browser.newContext({ reducedMotion: "reduce", serviceWorkers: "block", ...options });
  const page = await context.newPage();
  if (langs) await page.addInitScript(fakeVoices, langs);
  else await page.addInitScript(() => { Object.defineProperty(window, "speechSynthesis", { value: undefined }); });
  await page.goto(`${site.url}?src=${encodeURIComponent(source)}${hash}`);
  await settled(page);
  return page;
}

/** What was said so far, with the voice's language. @param {Page} page @returns {Promise<string[]>} */
const said = (page) => page.evaluate(() =>
  /** @type {any} */ (speechSynthesis).said.map((/** @type {any} */ one) => `${one.voice}: ${one.text}`));
/** Waits until so many utterances were asked for. @param {Page} page @param {number} count */
const saidCount = (page, count) => page.waitForFunction((wanted) =>
  /** @type {any} */ (speechSynthesis).said.length >= wanted, count);
/** Ends what is spoken and waits for the next. @param {Page} page */
async function goOn(page) {
  const before = (await said(page)).length;
  await page.evaluate(() => /** @type {any} */ (speechSynthesis).finish());
  await saidCount(page, before + 1);
}
/** @param {Page} page */
const bar = (page) => page.getByRole("toolbar", { name: "האזנה" });
/** @param {Page} page @param {string} name */
const button = (page, name) => bar(page).getByRole("button", { name });

/** How many pixels of the article have the colour of the spoken sentence. @param {Page} page @param {number[]} rgb */
async function markedPixels(page, rgb) {
  const png = PNG.sync.read(await page.screenshot());
  let count = 0;
  for (let i = 0; i < png.data.length; i += 4) {
    if (rgb.every((value, c) => png.data[i + c] === value)) ++count;
  }
  return count;
}
const SPOKEN = { light: [0xe6, 0xdc, 0xfa], dark: [0x3b, 0x2f, 0x5c] };

for (const [name, options] of Object.entries(DEVICES)) {
  test(`a review is read aloud, each language by its voice, and steered from the bar (${name})`, async () => {
    const page = await open(options);
    const press = (/** @type {import("playwright-core").Locator} */ one) => (name === "desktop" ? one.click() : one.tap());
    await press(page.getByRole("button", { name: "האזנה לסקירה" }));
    await saidCount(page, 1);
    await goOn(page);
    await goOn(page);
    await goOn(page);
    await goOn(page);
    assert.deepEqual(await said(page), ["he-IL: הרעיון המרכזי", "he-IL: שיטת", "en-US: Adam optimizer", "he-IL: מוכרת.",
      "he-IL: הצעד הוא נוסחה ולא 0.9 בלבד."]);
    await stillness(page);
    assert.ok(await markedPixels(page, SPOKEN.light) > 2000, "the sentence is marked");
    await page.screenshot({ path: screenshotPath(`listen-${name}`) });
    await press(button(page, "השהיה"));
    await button(page, "המשך האזנה").waitFor();
    await becomes(() => page.evaluate(() => speechSynthesis.speaking), false);
    await press(button(page, "המשך האזנה"));
    await saidCount(page, 6);
    assert.equal((await said(page))[5], "he-IL: הצעד הוא נוסחה ולא 0.9 בלבד.");
    await press(button(page, "המשפט הבא"));
    await saidCount(page, 7);
    assert.equal((await said(page))[6], "he-IL: פסקה מספר 1 נפתחת כאן.");
    await press(button(page, "המשפט הקודם"));
    await saidCount(page, 8);
    await press(button(page, "הקראה מהירה יותר"));
    await saidCount(page, 9);
    await becomes(() => page.evaluate(() => /** @type {any} */ (speechSynthesis).said[8].rate), 1.25);
    assert.ok(await bar(page).getByText("פי 1.25").isVisible());
    await press(button(page, "סיום ההאזנה"));
    await bar(page).waitFor({ state: "detached" });
    await stillness(page);
    await becomes(() => page.evaluate(() => speechSynthesis.speaking), false);
    await becomes(() => markedPixels(page, SPOKEN.light), 0);
    await page.context().close();
  });
}

test("everything of listening has a key, and a paused sentence says so in its button", async () => {
  const page = await open(DEVICES.desktop);
  await page.keyboard.press("e");
  await saidCount(page, 1);
  await page.keyboard.press("]");
  await page.keyboard.press("]");
  await page.waitForFunction(() => /** @type {any} */ (speechSynthesis).said.at(-1).text.startsWith("הצעד"));
  await page.keyboard.press("[");
  await page.waitForFunction(() => /** @type {any} */ (speechSynthesis).said.at(-1).text === "שיטת");
  await page.keyboard.press("e");
  await button(page, "המשך האזנה").waitFor();
  await becomes(() => page.getByRole("toolbar", { name: "סרגל הכלים" }).getByRole("button", { name: "המשך האזנה" })
    .getAttribute("aria-pressed"), "false");
  await page.keyboard.press(">");
  await bar(page).getByText("פי 1.25").waitFor();
  await page.keyboard.press("<");
  await page.keyboard.press("<");
  await bar(page).getByText("פי 0.75").waitFor();
  assert.ok(await button(page, "הקראה איטית יותר").isDisabled());
  await page.keyboard.press("q");
  await bar(page).waitFor({ state: "detached" });
  await page.keyboard.press("e");
  await bar(page).waitFor();
  await page.keyboard.press("Escape");
  await bar(page).waitFor({ state: "detached" });
  await becomes(() => page.evaluate(() => location.hash), "#/r/momentum");
  await page.context().close();
});

test("the speed is kept on the device", async () => {
  const page = await open(DEVICES.desktop);
  await page.keyboard.press("e");
  await saidCount(page, 1);
  await button(page, "הקראה מהירה יותר").click();
  await bar(page).getByText("פי 1.25").waitFor();
  await page.waitForTimeout(300);  // until the record is written
  await page.reload();
  await settled(page);
  await page.keyboard.press("e");
  await saidCount(page, 1);
  await becomes(() => page.evaluate(() => /** @type {any} */ (speechSynthesis).said[0].rate), 1.25);
  await page.context().close();
});

test("the sentence is brought into sight, unless one reads elsewhere, and listening starts with what is in sight", async () => {
  const page = await open(DEVICES.phone);
  const scroll = page.locator("[data-id=review] > .scroll");
  const top = () => scroll.evaluate((e) => e.scrollTop);
  await page.getByRole("button", { name: "האזנה לסקירה" }).tap();
  await saidCount(page, 1);
  for (let i = 0; i < 13; ++i) {
    await button(page, "המשפט הבא").tap();
    await saidCount(page, i + 2);
  }
  await page.waitForFunction(() => /** @type {Element} */ (document.querySelector("[data-id=review] > .scroll")).scrollTop > 100);
  await stillness(page);
  const pane = /** @type {{y: number, height: number}} */ (await scroll.boundingBox());
  const spoken = await page.evaluate(() => /** @type {any} */ (speechSynthesis).said.at(-1).text);
  const line = page.locator("article p").filter({ hasText: spoken.slice(0, 14) }).first();
  const box = /** @type {{y: number}} */ (await line.boundingBox());
  assert.ok(box.y >= pane.y && box.y < pane.y + pane.height, `${box.y} in ${pane.y} + ${pane.height}`);
  await scroll.evaluate((e) => { e.scrollTop = 0; });
  await stillness(page);
  await goOn(page);
  await stillness(page);
  await becomes(() => top(), 0, "who scrolled away is left there");
  await button(page, "סיום ההאזנה").tap();
  // On the way up the bars come back.
  for (const place of [1540, 1500]) {
    await scroll.evaluate((e, to) => { e.scrollTop = to; }, place);
    await stillness(page);
  }
  const count = (await said(page)).length;
  await page.getByRole("button", { name: "האזנה לסקירה" }).tap();
  await saidCount(page, count + 1);
  assert.match((await said(page))[count], /פסקה מספר|היא נמשכת/, "not from the beginning");
  await stillness(page);
  assert.ok(Math.abs(await top() - 1500) < 60, `${await top()} is where one was`);
  await page.context().close();
});

test("listening goes on through another theme and size and ends with another review", async () => {
  const page = await open(DEVICES.desktop);
  await page.keyboard.press("e");
  await saidCount(page, 1);
  await page.keyboard.press("t");
  await stillness(page);
  assert.ok(await markedPixels(page, SPOKEN.dark) > 500, "marked in the dark theme too");
  await page.keyboard.press("+");
  await page.setViewportSize(PHONE);
  await stillness(page);
  assert.ok(await markedPixels(page, SPOKEN.dark) > 500, "marked in another column too");
  assert.equal((await said(page)).length, 1);
  assert.equal(await page.evaluate(() => speechSynthesis.speaking), true);
  await page.evaluate(() => { location.hash = "#/r/second"; });
  await page.getByRole("heading", { name: "Second paper", level: 1 }).waitFor();
  await bar(page).waitFor({ state: "detached" });
  await becomes(() => page.evaluate(() => speechSynthesis.speaking), false);
  await page.context().close();
});

test("selected words are where listening may start", async () => {
  const page = await open(DEVICES.desktop);
  await page.evaluate(() => {
    const line = /** @type {Element} */ ([...document.querySelectorAll("article p")].find((p) => p.textContent?.includes("מספר 3 ")));
    const range = document.createRange();
    range.selectNodeContents(line);
    getSelection()?.removeAllRanges();
    getSelection()?.addRange(range);
  });
  await page.getByRole("toolbar", { name: "פעולות על הטקסט שנבחר" }).getByRole("button", { name: "האזנה מכאן" }).click();
  await saidCount(page, 1);
  assert.deepEqual(await said(page), ["he-IL: פסקה מספר 3 נפתחת כאן."]);
  await page.context().close();
});

/** @param {Page} page @param {RegExp} text */
const notice = (page, text) => page.getByRole("region", { name: "הודעות" }).getByText(text).waitFor();

test("without a Hebrew voice that is said once, and the voice there is goes on", async () => {
  const page = await open(DEVICES.phone, ["en-US"]);
  await page.getByRole("button", { name: "האזנה לסקירה" }).tap();
  await notice(page, /אין במכשיר קול בעברית/);
  await page.screenshot({ path: screenshotPath("listen-no-hebrew") });
  assert.deepEqual(await said(page), ["null: הרעיון המרכזי"]);
  await page.getByRole("region", { name: "הודעות" }).getByRole("button", { name: "סגירה" }).tap();
  await goOn(page);
  await goOn(page);
  assert.equal((await said(page))[2], "en-US: Adam optimizer");
  await stillness(page);
  await becomes(() => page.getByRole("region", { name: "הודעות" }).count(), 0);
  await page.context().close();
});

test("without speech, without voices, or when the voice fails, a notice says so and the bar goes", async () => {
  for (const langs of [null, []]) {
    const page = await open(DEVICES.desktop, langs);
    await page.keyboard.press("e");
    await notice(page, /אין כאן קול להקראה/);
    await becomes(() => bar(page).count(), 0);
    await page.context().close();
  }
  const page = await open(DEVICES.desktop);
  await page.keyboard.press("e");
  await saidCount(page, 1);
  await page.evaluate(() => /** @type {any} */ (speechSynthesis).fail("synthesis-failed"));
  await notice(page, /הקול לא הגיב/);
  await becomes(() => bar(page).count(), 0);
  await page.context().close();
});

test("a voice that falls silent is passed over, one that never begins is given up", async () => {
  const page = await open(DEVICES.desktop);
  await page.keyboard.press("e");
  await saidCount(page, 1);
  await page.evaluate(() => { /** @type {any} */ (speechSynthesis).stuck = true; });
  await saidCount(page, 2);  // after the time that its words should take
  assert.equal((await said(page))[1], "he-IL: שיטת");
  await page.evaluate(() => { /** @type {any} */ (speechSynthesis).mute = true; });
  await page.keyboard.press("]");
  await notice(page, /הקול לא הגיב/);
  await becomes(() => bar(page).count(), 0);
  await page.context().close();
});

test("of two voices for a language that of the device speaks: nothing is sent away", () => {
  const voice = (/** @type {string} */ lang, /** @type {boolean} */ localService, name = lang) =>
    /** @type {SpeechSynthesisVoice} */ ({ lang, localService, name, default: false, voiceURI: name });
  const voices = [voice("he-IL", false, "Natural"), voice("iw_IL", true), voice("en-GB", true), voice("en_US", true)];
  assert.equal(voiceFor(voices, "he"), voices[1]);
  assert.equal(voiceFor(voices, "en"), voices[3]);
  assert.equal(voiceFor(voices.slice(2), "he"), null);
});

test("a run that its voice cannot say is passed over, and the end of the review is told", async () => {
  const page = await open(DEVICES.desktop, undefined, "#/r/second");
  await page.keyboard.press("e");
  await saidCount(page, 1);
  await page.evaluate(() => /** @type {any} */ (speechSynthesis).fail("language-unavailable"));
  await notice(page, /ההאזנה הסתיימה/);
  await becomes(() => bar(page).count(), 0);
  await page.context().close();
});
