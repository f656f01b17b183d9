import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { CHROMIUM } from "../browser/browser.js";
import { linesOf, inlinesOf } from "../../web/import/pdf-lines.js";
import { file, importFile, importOne, markdownOf, png, refusals } from "./writers.js";

const skip = existsSync(CHROMIUM) ? false : "Chromium, which prints the PDF, is not installed";

/** @param {string} body @returns {Uint8Array} printed by Chromium */
function printed(body) {
  const folder = mkdtempSync(join(tmpdir(), "skira-pdf-"));
  try {
    writeFileSync(join(folder, "a.html"), `<!DOCTYPE html><html lang="he" dir="rtl"><meta charset="utf-8"><title>סקירה</title><style>@page{margin:60px}body{font:14px "DejaVu Sans"}</style><body>${body}`);
    const { status, stderr } = spawnSync(CHROMIUM, ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", `--print-to-pdf=${join(folder, "a.pdf")}`, join(folder, "a.html")], { encoding: "utf8", timeout: 60_000 });
    if (status !== 0) throw new Error(stderr);
    return new Uint8Array(readFileSync(join(folder, "a.pdf")));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A page of a PDF as text, with objects enough for a strict reader. @param {string} content its stream */
const pdf = (content) => `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 300]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n` +
  `4 0 obj<</Length ${content.length}>>stream\n${content}\nendstream endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n6 0 obj<</Title(A title)/Author(Dana Levi; Yoav)>>endobj\ntrailer<</Root 1 0 R/Info 6 0 R>>\n`;

test("Hebrew is in logical order with its brackets, terms and numbers; headings by size; links and pictures in place", { skip }, async () => {
  const picture = `data:image/png;base64,${Buffer.from(png(120, 90)).toString("base64")}`;
  const document = await importOne("a.pdf", printed(`<h1>סקירה 12: Attention בעברית, 12.08.24</h1><p>ראו (כאן בסוף) מודל Transformer עם 175 מיליארד פרמטרים ו-GPT 4, ועוד מילים רבות שבאות אחריהן עד שהשורה נשברת ונמשכת אל השורה הבאה.</p>` +
    `<h2>תוצאות</h2><img src="${picture}"><p>פסקה עם <b>דגש</b> ו<a href="https://arxiv.org/abs/2401.00001">קישור למאמר</a>.</p>`));
  assert.equal(markdownOf(document), "# סקירה 12: Attention בעברית, 12.08.24\n\nראו (כאן בסוף) מודל Transformer עם 175 מיליארד פרמטרים ו-GPT 4, ועוד מילים רבות שבאות אחריהן עד שהשורה נשברת ונמשכת אל השורה הבאה.\n\n" +
    "## תוצאות\n\n![](PICTURE1.png)\n\nפסקה עם **דגש** ו[קישור למאמר](https://arxiv.org/abs/2401.00001).\n");
  assert.deepEqual(document.pictures.map(({ type, width, height }) => [type, width, height]), [["image/png", 120, 90]]);
});

test("English text: lines are joined to paragraphs, split words made whole, bullets lists; facts are the file's", async () => {
  const line = (/** @type {number} */ size, /** @type {number} */ y, /** @type {string} */ text) => `BT /F ${size} Tf 50 ${y} Td (${text}) Tj ET`;
  const document = await importOne("a.pdf", pdf([line(24, 250, "A heading"), line(12, 220, "The first line of a paragraph that goes on to an-"), line(12, 206, "other one, and ends here."),
    line(12, 180, "A second paragraph of the same column, with words."), line(12, 166, "\\267 an item of a list")].join("\n")));
  assert.equal(document.markdown, "# A heading\n\nThe first line of a paragraph that goes on to another one, and ends here.\n\nA second paragraph of the same column, with words.\n\n- an item of a list\n");
  assert.deepEqual(document.facts, { title: "A title", authors: ["Dana Levi", "Yoav"] });
  assert.deepEqual(document.warnings.map(({ code }) => code), ["pdf"]);
});

test("columns are read one after the other", () => {
  const piece = (/** @type {string} */ text, /** @type {number} */ x, /** @type {number} */ y) => ({ text, x, y, width: 100, size: 10, marks: {} });
  const lines = linesOf([piece("left 1", 0, 100), piece("left 2", 0, 88), piece("right 1", 200, 100), piece("right 2", 200, 88)], 1);
  assert.deepEqual(lines.map((one) => inlinesOf(one).map((inline) => (inline.type === "text" ? inline.text : ""))), [["left 1"], ["left 2"], ["right 1"], ["right 2"]]);
});

test("a PDF without text says so, a damaged one too", async () => {
  assert.deepEqual(refusals(await importFile(file("a.pdf", pdf("0 0 100 100 re f")))), [["a.pdf", "no-text"]]);
  assert.deepEqual(refusals(await importFile(file("a.pdf", "%PDF-1.4\nnothing"))), [["a.pdf", "damaged"]]);
});
