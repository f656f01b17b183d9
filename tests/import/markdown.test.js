import assert from "node:assert/strict";
import { test } from "node:test";
import { paragraph, text } from "../../web/import/blocks.js";
import { writeMarkdown } from "../../web/import/markdown.js";

/** @param {...import("../../web/import/blocks.js").Inline} inlines */
const line = (...inlines) => writeMarkdown([paragraph(inlines)]).trimEnd();

/** @type {[string, string, string][]} what, text, Markdown */
const TEXTS = [
  ["stars that would mark", "*כוכב* ו-2*3", "\\*כוכב\\* ו-2\\*3"],
  ["a star between spaces marks nothing", "5 * 3", "5 * 3"],
  ["underscores inside a word stay", "x_i ו-_start", "x_i ו-\\_start"],
  ["tags and entities", "<think> a<b &lt; 3 < 5", "\\<think> a\\<b \\&lt; 3 < 5"],
  ["links that were typed as such", "[a](b) [1] [^2] [x] y", "\\[a](b) [1] \\[^2] \\[x] y"],
  ["headings", "# לא כותרת", "\\# לא כותרת"],
  ["hashtags stay", "#תגית", "#תגית"],
  ["lists typed by hand stay lists", "1. ראשון", "1. ראשון"],
  ["quotes", "> לא ציטוט", "\\> לא ציטוט"],
  ["prices", "עולה $5 או $10", "עולה \\$5 או \\$10"],
  ["formulas typed between dollars stay formulas", "כאשר $x_i^2 + \\alpha$ קטן", "כאשר $x_i^2 + \\alpha$ קטן"],
  ["addresses stay", "ראו https://a.org/x_y_z*w*?a=$b", "ראו https://a.org/x_y_z*w*?a=$b"],
  ["backslashes before punctuation", "a\\*b C:\\dir", "a\\\\\\*b C:\\dir"],
];
for (const [what, from, to] of TEXTS) test(`escapes: ${what}`, () => assert.equal(line(text(from)), to));

test("marks nest from the outside in, and marked neighbours do not collide", () => {
  assert.equal(line(text("a ", { bold: true }), text("b", { bold: true, italic: true }), text(" c")), "**a *b*** c");
  assert.equal(line(text("a", { bold: true }), text("b", { italic: true })), "**a**b");
  assert.equal(line(text("x", { code: true, bold: true })), "**`x`**");
});

test("links keep their marks inside, and addresses with brackets stay whole", () => {
  assert.equal(line(text("מודגש", { bold: true, link: "https://a.org/(x)" }), text(" רגיל", { link: "https://a.org/(x)" })), "[**מודגש** רגיל](https://a.org/(x))");
  assert.equal(line(text("x", { link: "https://a.org/a b)c" })), "[x](https://a.org/a%20b%29c)");
  assert.equal(line(text("לחיצה", { link: "javascript:alert(1)" })), "לחיצה");
});

test("code holds backticks, a fence is longer than those inside", () => {
  assert.equal(line(text("a`b", { code: true })), "``a`b``");
  assert.equal(writeMarkdown([{ type: "code", language: "md", text: "```\nx\n```" }]), "````md\n```\nx\n```\n````\n");
});

test("a line of dashes after a break does not make a heading of the line above", () => {
  assert.equal(line(text("שורה"), { type: "break" }, text("====")), "שורה  \n\\====");
});

test("in tables bars are escaped, in formulas written out", () => {
  assert.equal(writeMarkdown([{ type: "table", align: ["right", ""], rows: [[[text("א")], [text("ב")]], [[text("a|b", { code: true })], [{ type: "math", tex: "|x|", display: false }]]] }]),
    "| א | ב |\n| --: | --- |\n| `a\\|b` | $\\vert x\\vert $ |\n");
});

test("what nests deeper than the bound is written at the bound", () => {
  /** @type {import("../../web/import/blocks.js").Block} */
  let block = paragraph([text("x")]);
  for (let depth = 0; depth < 100; ++depth) block = { type: "quote", blocks: [block] };
  assert.equal(writeMarkdown([block]), `${"> ".repeat(20)}x\n`);
});
