/** The formats as a real writer of them, pandoc, makes them of one document: what comes back is that document. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { importOne, file, markdownOf, png } from "./writers.js";

const skip = spawnSync("pandoc", ["--version"]).status === 0 ? false : "pandoc is not installed";
const folder = mkdtempSync(join(tmpdir(), "skira-pandoc-"));
after(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, "picture.png"), png(120, 80));
cpSync(fileURLToPath(new URL("../fixtures/import/sample.md", import.meta.url)), join(folder, "sample.md"));

/** @param {string} type @param {...string} options */
async function read(type, ...options) {
  const { status, stderr } = spawnSync("pandoc", ["-s", ...options, "sample.md", "-o", `sample.${type}`], { cwd: folder, encoding: "utf8" });
  assert.equal(status, 0, stderr);
  return importOne(`sample.${type}`, new Uint8Array(readFileSync(join(folder, `sample.${type}`))), [file("picture.png", png(120, 80))]);
}

const TITLE = "# קשב דליל במודלי שפה\n\nדנה לוי\n\n2024-08-12\n\n";
/** @param {{formula: string, sum: string, align: string, language: string}} forms what a format changes */
const expected = ({ formula, sum, align, language }) => `# סקירה 12: קשב דליל

פסקה עם **מודגש**, *נטוי*, ~~מחוק~~, \`code_x\` ו[קישור](https://arxiv.org/abs/2401.00001).${"  "}
שורה שנייה באותה פסקה עם ${formula} והערה[^1].

## Sub *heading*

1. ראשון
2. שני
   - תבליט
   - עוד תבליט

     פסקה המשך
3. שלישי

${sum}

> ציטוט ראשון
>
> ציטוט שני

\`\`\`${language}
def f(x):
    return x  # הערה

print(f(2))
\`\`\`

| שם | ערך |
| ${align} |
| א | 1 |
| ב | 2 |

![תרשים של השיטה](PICTURE1.png)
`;
const END = "\n---\n\n- [ ] לא נעשה\n- [x] נעשה\n\nסוף: 5 * 3, a_b, snake_case_name, #hashtag, 3 < 5, [סוגריים].\n\n[^1]: טקסט ההערה עם **דגש**.\n";
const TEX = { formula: "$E = mc^2$", sum: "$$\\sum_{i=1}^n \\frac{x_i^2}{\\sqrt{2\\pi}} \\hat{y} \\left( a + b \\right)$$", align: ":-- | --:", language: "python" };

test("pandoc's .docx gives the document back, with its equations in TeX", { skip }, async () => {
  const document = await read("docx");
  assert.equal(markdownOf(document), TITLE + expected({ formula: "$E=mc^{2}$", sum: "$$\\sum_{i=1}^{n} \\frac{x_{i}^{2}}{\\sqrt{2\\pi}}\\hat{y}(a+b)$$", align: "--- | ---", language: "" }) + "\nתרשים של השיטה\n" + END);
  assert.deepEqual([document.facts, document.warnings], [{ title: "קשב דליל במודלי שפה", authors: ["דנה לוי"] }, []]);
});

test("pandoc's page gives the document back, with MathJax, KaTeX or MathML", { skip }, async () => {
  for (const option of ["--mathjax", "--katex", "--mathml"]) {
    const document = await read("html", option);
    assert.equal(markdownOf(document), TITLE + expected(TEX) + "\nתרשים של השיטה\n" + END, option);
    assert.deepEqual([document.facts, document.warnings], [{ title: "קשב דליל במודלי שפה", date: "2024-08-12", authors: ["דנה לוי"] }, []]);
  }
});

test("pandoc's book gives the document back", { skip }, async () => {
  const document = await read("epub");
  assert.equal(markdownOf(document), TITLE + expected(TEX) + "\nתרשים של השיטה\n" + END);
  assert.deepEqual([document.facts, document.warnings], [{ title: "קשב דליל במודלי שפה", date: "2024-08-12", authors: ["דנה לוי"] }, []]);
});
