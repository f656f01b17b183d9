// Shortcuts by their place on the keyboard, whatever the layout; letters that are typed are no commands.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { becomes, bundledExport, launch, routeOf, settled } from "./browser.js";

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
/** @type {import("playwright-core").Page} */
let page;
before(async () => {
  site = await launch();
  page = await site.browser.newPage();
  await page.goto(site.url);
  await settled(page);
});
after(async () => { await site.close(); });

const [first] = bundledExport().reviews;

/** Presses a key where the focus is, as a layout gives it; whether the page took it. @param {string} code @param {string} key @param {object} [facts] */
const press = (code, key, facts = {}) => page.evaluate(([where, what, more]) => !(document.activeElement ?? document.body).dispatchEvent(
  new KeyboardEvent("keydown", { code: where, key: what, bubbles: true, cancelable: true, ...more })), /** @type {const} */ ([code, key, facts]));
const hash = () => routeOf(page);
/** @param {string} where */
const go = async (where) => {
  await page.evaluate((to) => { /** @type {HTMLElement | null} */ (document.activeElement)?.blur(); location.hash = to; }, where);
  await settled(page);
};

test("Ctrl+, opens the settings on a Latin, a Hebrew and a Russian layout", async () => {
  for (const key of [",", "ת", "б"]) {
    await go("#/");
    assert.equal(await press("Comma", key, { ctrlKey: true }), true, key);
    await becomes(hash, "#/settings", key);
  }
});

test("every letter key is a command by its place on a Hebrew layout, and by its letter on a Latin one", async () => {
  for (const [code, key] of [["KeyJ", "ח"], ["KeyJ", "j"]]) {
    await go(`#/r/${first.id}`);
    assert.equal(await press(code, key), true, key);
    await page.waitForFunction((id) => /\/r\//.test(location.href) && !location.href.includes(`/r/${id}`), first.id);
  }
});

test("in a field no letter is a command: typed plainly, with AltGr or with Option", async () => {
  await go("#/");
  const field = page.getByRole("combobox").or(page.getByRole("searchbox")).first();
  await field.focus();
  for (const [code, key, facts] of /** @type {[string, string, object][]} */ ([["KeyJ", "ח", {}], ["KeyJ", "j", {}], ["KeyQ", "/", {}], ["KeyS", "ś", { ctrlKey: true, altKey: true, modifierAltGraph: true }],
    ["KeyL", "ł", { ctrlKey: true, altKey: true, modifierAltGraph: true }], ["KeyS", "ß", { altKey: true }], ["Slash", "÷", { altKey: true }]])) {
    const before = await hash();
    assert.equal(await press(code, key, facts), false, `${code} ${key}`);
    assert.equal(await hash(), before);
  }
});

test("the sheet of shortcuts shows the keys of the layout in use, as far as a key has told it", async () => {
  const rows = () => page.getByRole("dialog").getByRole("listitem").evaluateAll((all) => all.map((row) => (row.ariaLabel ?? row.textContent ?? "").split(": ").pop()));
  const letters = async () => (await rows()).filter((keys) => /^[A-Z]( [א-ת])?(,|$)/u.test(keys ?? ""));
  for (const [code, key, shown] of /** @type {const} */ ([["KeyX", "x", false], ["KeyX", "ס", true], ["KeyX", "x", false]])) {
    await go("#/");
    await press(code, key);
    await press("Slash", "?", { shiftKey: true });
    await page.getByRole("dialog").waitFor();
    await becomes(async () => (await letters()).some((keys) => / [א-ת]/u.test(keys ?? "")), shown);
    assert.ok((await letters()).some((keys) => keys?.startsWith(shown ? "J ח" : "J")), String(await letters()));
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  }
});
