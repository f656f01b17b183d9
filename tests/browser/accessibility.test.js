// What assistive technology is given: no violation of axe-core's rules in any main state, theme and
// language, and an open review whose accessibility tree, read in order, is what `skira show` prints.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { ALL, DESKTOP, PHONE, ROOT, bundledExport, launch, settled, squeezed, stillness } from "./browser.js";
import { NATIVE_COMMAND } from "../command.js";

/** @typedef {import("playwright-core").Page} Page */
/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => { site = await launch(); });
after(async () => { await site.close(); });

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const REVIEW = bundledExport().reviews.find((/** @type {any} */ r) => r.kind === "full").id;

/** Presses a key combination of the program's commands. @param {string} chord */
const press = (chord) => (/** @type {Page} */ page) => page.keyboard.press(chord);
/** On wide screens they stand beside the catalog. @param {Page} page */
async function openFilters(page) {
  const button = page.getByRole("button", { name: /סינון|Filters/ });
  if (await button.count()) await button.first().click();
}

/** Where a review is alone and there is no bar at the bottom. @param {Page} page */
async function openListSheet(page) {
  await page.keyboard.press("z");
  const button = page.getByRole("toolbar").getByRole("button", { name: /^(קטלוג|Catalog)$/ });
  if (await button.count()) await button.click();
}

/** The main states: a name, an address, and what is done there. The table stays, so it is the last. @type {[string, string, ((page: Page) => Promise<void>)?][]} */
const STATES = [
  ["the catalog", "#/"],
  ["a search", "#/?q=diffusion"],
  ["the filters", "#/", openFilters],
  ["a review", `#/r/${REVIEW}`],
  ["the palette", "#/", press("Control+Shift+P")],
  ["the shortcuts", "#/", press("?")],
  ["the overview", "#/numbers"],
  ["the highlights", "#/highlights"],
  ["the lists", "#/lists"],
  ["the documents", "#/documents"],
  ["the settings", "#/settings"],
  ["about", "#/about"],
  ["a review beside another", `#/r/${REVIEW}`, press("w")],
  ["the list over a review", `#/r/${REVIEW}`, openListSheet],
  ["the table", "#/", press("v")],
];

describe("axe-core finds no violation", () => {
  // A theme's colours are no matter of roles: each is worn once, and each language and screen too.
  for (const [theme, lang, screen] of [["light", "he", "a desktop"], ["dark", "en", "a phone"],
    .../** @type {string[][]} */ (ALL ? [["sepia", "he", "a phone"], ["contrast", "en", "a desktop"]] : [])]) {
    test(`${theme}, ${lang}, on ${screen}`, async () => {
      const context = await site.browser.newContext(screen === "a phone"
        ? { viewport: PHONE, hasTouch: true, isMobile: true } : { viewport: DESKTOP });
      /** @type {string[]} */
      const found = [];
      const page = await context.newPage();
      for (const [name, hash, act] of STATES) {
        await page.goto(`${site.url}?theme=${theme}&lang=${lang}${hash}`);  // the first loads the page, the others go on in it
        await settled(page);
        await act?.(page);
        await stillness(page);
        found.push(...(await violations(page)).map((what) => `${name}: ${what}`));
        if (act) await page.keyboard.press("Escape");
      }
      await context.close();
      assert.deepEqual(found, []);
    });
  }
});

/** @param {Page} page @returns {Promise<string[]>} */
async function violations(page) {
  // Through the debugger: the page's own policy lets no other script in.
  const client = await page.context().newCDPSession(page);
  await client.send("Runtime.evaluate", { expression: AXE });
  // Colours are the canvas's, and the layer's text is transparent: the contrast of the themes is held
  // by tests/unit/app/theme_test.cpp.
  const { result } = await client.send("Runtime.evaluate", { awaitPromise: true, returnByValue: true,
    expression: `axe.run(document, { rules: { "color-contrast": { enabled: false } } }).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ": " + node.html.slice(0, 160) + " " + node.failureSummary.replace(/\\s+/g, " "))))` });
  await client.detach();
  return result.value ?? [`axe did not run: ${result.description}`];
}

// --- The accessibility tree ---------------------------------------------------------------------------

/** @typedef {{nodeId: string, ignored: boolean, role?: {value: string}, name?: {value: string}, childIds?: string[], backendDOMNodeId?: number}} Node */

/**
 * The article of the tree read in order, as a screen reader does: a string a block, lists' items with
 * their marks, rows of tables with tabs, a formula by its name, a rule as a rule.
 * @param {Page} page
 */
async function readArticle(page) {
  const client = await page.context().newCDPSession(page);
  const { nodes } = await client.send("Accessibility.getFullAXTree");
  await client.detach();
  const byId = new Map(/** @type {Node[]} */ (nodes).map((node) => [node.nodeId, node]));
  const children = (/** @type {Node} */ node) =>
    (node.childIds ?? []).map((id) => /** @type {Node} */ (byId.get(id))).filter(Boolean);
  const role = (/** @type {Node} */ node) => (node.ignored ? "" : node.role?.value ?? "");
  /** What a piece says. @param {Node} node @returns {string} */
  const words = (node) => {
    if (role(node) === "StaticText") return node.name?.value ?? "";
    if (/^math/i.test(role(node)) && node.name?.value) return node.name.value;
    if (role(node) === "InlineTextBox") return "";
    return children(node).map(words).join("");
  };
  /** @type {string[]} */
  const told = [];
  /** @param {Node} node @param {{ordered: boolean}} list */
  const walk = (node, list) => {
    const what = role(node);
    if (/^(heading|paragraph|blockquote|Figcaption|figcaption|code|math|MathMLMath)$/.test(what)) told.push(words(node));
    else if (/^doc-?footnote$/i.test(what)) told.push(words(node).replace(/^\s*\d+\s*/, "").replace(/\s*חזרה לטקסט\s*$/, ""));
    else if (what === "splitter" || what === "separator") told.push("---");
    else if (what === "figure") {
      // The caption, and a table; the link to the figure in the paper is the reader's own word.
      for (const child of children(node)) if (role(child) !== "paragraph") walk(child, list);
    } else if (what === "row") told.push(children(node).map(words).join("\t"));
    else if (what === "listitem") {
      const nested = children(node).filter((child) => role(child) === "list");
      const own = children(node).filter((child) => role(child) !== "list").map(words).join("");
      told.push(list.ordered ? own : `- ${own}`);
      for (const child of nested) walk(child, list);
    } else {
      const ordered = what === "list" ? children(node).some((item) => /^\s*([0-9א-ת]+)[.)]/.test(words(item))) : list.ordered;
      for (const child of children(node)) walk(child, { ordered });
    }
  };
  const article = /** @type {Node[]} */ (nodes).find((node) => role(node) === "article");
  assert.ok(article, "there is an article");
  walk(article, { ordered: false });
  return told;
}

test("an open review's accessibility tree, read in order, equals what skira show prints", async () => {
  const file = join(ROOT, "build/accessibility-export.json");
  writeFileSync(file, JSON.stringify(bundledExport()));
  const page = await site.browser.newPage({ viewport: DESKTOP });
  await page.goto(site.url);
  await settled(page);
  for (const review of bundledExport().reviews) {
    await page.evaluate((to) => { location.hash = `#/r/${to}`; }, review.id);
    await page.waitForFunction((to) => document.querySelector("article")?.dataset.id === to, review.id);
    const told = await readArticle(page);
    const shown = execFileSync(NATIVE_COMMAND, ["show", file, review.id, "--format", "text"], { encoding: "utf8" });
    const [title, facts, ...rest] = shown.split("\n\n");
    const blocks = rest.join("\n\n");
    assert.equal(squeezed(told[0]), squeezed(title), review.id);
    // The facts are told in the reader's words: each value of theirs is there.
    const head = await page.getByRole("article").evaluate((article) => article.textContent ?? "");
    for (const line of facts.split("\n").filter((row) => /^(number|reviewers|recommendation|clarity|applications|venue):/.test(row))) {
      assert.ok(squeezed(head).includes(squeezed(line.slice(line.indexOf(":") + 1))), `${review.id}: ${line}`);
    }
    // The command's text has no numbers of formulas and no boxes of tasks.
    const plain = (/** @type {string} */ block) => squeezed(/\p{Script=Hebrew}/u.test(block) ? block.replace(/^- [☐☑] /, "- ") : block.replace(/ \(\d+\)$/, ""));
    const text = squeezed(told.map(plain).join(" "));
    const wanted = squeezed(blocks);
    const at = text.indexOf(wanted.slice(0, 40));
    assert.ok(at > 0, `${review.id}: ${wanted.slice(0, 40)} in ${text.slice(0, 600)}`);
    assert.equal(text.slice(at, at + wanted.length), wanted, review.id);
  }
  await page.close();
});
