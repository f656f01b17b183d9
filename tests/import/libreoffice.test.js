/** A .docx as LibreOffice writes it of a page of ours: its own ways of lists, runs and tables. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { importOne, markdownOf } from "./writers.js";

const skip = spawnSync("soffice", ["--version"]).status === 0 ? false : "LibreOffice is not installed (libreoffice-writer-nogui)";
const folder = mkdtempSync(join(tmpdir(), "skira-libreoffice-"));
after(() => rmSync(folder, { recursive: true }));

const PAGE = `<!doctype html><html lang="he" dir="rtl"><meta charset="utf-8"><title>קשב דליל</title><body>
<h1>סקירה 12: קשב דליל</h1>
<p>פסקה עם <b>מודגש</b>, <i>נטוי</i>, <s>מחוק</s> ו<a href="https://arxiv.org/abs/2401.00001">קישור</a>.<br>שורה שנייה באותה פסקה, ובה English באמצע.</p>
<h2>Sub heading</h2>
<ol><li>ראשון</li><li>שני<ul><li>תבליט</li><li>עוד תבליט</li></ul></li><li>שלישי</li></ol>
<table border="1"><tr><th>שם</th><th>ערך</th></tr><tr><td>א</td><td>1</td></tr><tr><td>ב</td><td>2</td></tr></table>
<p>סוף: 5 * 3, a_b, 3 &lt; 5.</p>
</body></html>
`;

test("LibreOffice's .docx gives the page back: headings, lists that come back out, a line's break, a table", { skip }, async () => {
  writeFileSync(join(folder, "page.html"), PAGE);
  const { status, stderr } = spawnSync("soffice", ["--headless", `-env:UserInstallation=${pathToFileURL(join(folder, "profile"))}`,
    "--infilter=HTML (StarWriter)", "--convert-to", "docx:MS Word 2007 XML", "page.html"], { cwd: folder, encoding: "utf8" });
  assert.equal(status, 0, stderr);
  const document = await importOne("page.docx", new Uint8Array(readFileSync(join(folder, "page.docx"))), []);
  assert.equal(markdownOf(document), `# סקירה 12: קשב דליל

פסקה עם **מודגש**, *נטוי*, ~~מחוק~~ ו[קישור](https://arxiv.org/abs/2401.00001).${"  "}
שורה שנייה באותה פסקה, ובה English באמצע.

## Sub heading

1. ראשון
2. שני
   - תבליט
   - עוד תבליט
3. שלישי

| שם | ערך |
| --- | --- |
| א | 1 |
| ב | 2 |

סוף: 5 * 3, a_b, 3 < 5.
`);
  assert.deepEqual([document.facts, document.warnings], [{ title: "קשב דליל" }, []]);
});
