import assert from "node:assert/strict";
import { test } from "node:test";
import { docx, drawing, importFile, importOne, file, li, markdownOf, p, png, r, refusals, relationship } from "./writers.js";

const BOLD = "<w:b/>";
/** @param {string} body @param {Parameters<typeof docx>[1]} [more] */
const read = async (body, more) => markdownOf(await importOne("a.docx", docx(body, more)));

test("headings have the printed depth: by the style's name, whatever its id, by what it is based on, by the outline", async () => {
  assert.equal(await read(p("אחת", '<w:pStyle w:val="Kop1"/>') + p("ארבע", '<w:pStyle w:val="Heading4"/>') + p("יורש", '<w:pStyle w:val="MyHead"/>') +
    p("מתאר", '<w:outlineLvl w:val="2"/>') + p("גוף", '<w:outlineLvl w:val="9"/>') + p("שם", '<w:pStyle w:val="Title"/>')),
  "# אחת\n\n#### ארבע\n\n#### יורש\n\n### מתאר\n\nגוף\n\n# שם\n");
});

test("a heading has no bold of its own and a numbered one has its number", async () => {
  const numbered = (/** @type {number} */ level) => `<w:pStyle w:val="Kop1"/><w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="6"/></w:numPr>`;
  assert.equal(await read(p(r("מבוא", BOLD), numbered(0)) + p("רקע", numbered(1)) + p("שיטה", numbered(0))), "# 1 מבוא\n\n# 1.1 רקע\n\n# 2 שיטה\n");
});

test("runs that differ in nothing that is seen are one: no marks inside a word, none on spaces", async () => {
  const rtl = '<w:rtl w:val="1"/>';
  assert.equal(await read(p(r("סקי", BOLD + rtl) + r("רה", BOLD) + r(" ", rtl) + r("ראשונה", BOLD + rtl) + r(" ", BOLD) + r("רגיל", rtl))), "**סקירה ראשונה** רגיל\n");
});

test("a mark that would not be read beside a letter moves its punctuation outside", async () => {
  assert.equal(await read(p(r("תווית:", BOLD) + r("טקסט"))), "**תווית**:טקסט\n");
  assert.equal(await read(p(r("תווית:", BOLD) + r(" טקסט"))), "**תווית:** טקסט\n");
  assert.equal(await read(p(r("ה") + r("(מודגש)", BOLD) + r("ה"))), "ה(**מודגש**)ה\n");
});

test("bold is that of the script: w:bCs in right-to-left runs, off where the value says so, by character styles", async () => {
  assert.equal(await read(p(r("א", "<w:bCs/><w:rtl/>") + r(" ב ", "<w:bCs/>") + r("ג", '<w:b w:val="0"/>') + r(" ד", '<w:rStyle w:val="Strong"/>'))), "**א** ב ג **ד**\n");
});

test("italic, struck, raised and lowered letters are kept", async () => {
  assert.equal(await read(p(r("a", "<w:i/>") + r(" ") + r("b", "<w:strike/>") + r(" x") + r("2", '<w:vertAlign w:val="superscript"/>') + r("i", '<w:vertAlign w:val="subscript"/>'))),
    "*a* ~~b~~ x<sup>2</sup><sub>i</sub>\n");
});

test("line breaks inside a paragraph are kept, page breaks are none", async () => {
  assert.equal(await read(p(`${r("המאמר היומי: 30.03.25")}<w:r><w:br/></w:r>${r("Efficient Title")}<w:r><w:br w:type="page"/></w:r>`)), "המאמר היומי: 30.03.25  \nEfficient Title\n");
});

test("lists nest, count on after text and start anew where the writer said so", async () => {
  assert.equal(await read(li("א", 2) + li("ב", 2) + li("פנים", 2, 1) + li("עמוק", 2, 2) + li("ג", 2) + p("ביניים") + li("ד", 2) + p("אחר") + li("ראשון", 4)),
    "1. א\n2. ב\n   1) פנים\n      a. עמוק\n3. ג\n\nביניים\n\n4. ד\n\nאחר\n\n1. ראשון\n");
});

test("bullets, Hebrew letters and check boxes are markers as printed", async () => {
  assert.equal(await read(li("נקודה", 1) + li("פנימית", 1, 1) + p("בסגנון", '<w:pStyle w:val="ListBullet"/>')), "- נקודה\n  - פנימית\n- בסגנון\n");
  assert.equal(await read(li("ראשון", 3) + li("שני", 3)), "א. ראשון\nב. שני\n");
  assert.equal(await read(li("לעשות", 5) + li("☒ נעשה", 1)), "- [ ] לעשות\n- [x] נעשה\n");
});

test("links are kept: by relationship, by field, by simple field; places inside the document are none", async () => {
  const field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://b.org/x" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>' +
    `${r("שדה")}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;
  assert.equal(await read(p(`<w:hyperlink r:id="l">${r("קישור")}</w:hyperlink>${r(" ")}${field}${r(" ")}<w:fldSimple w:instr='HYPERLINK "https://c.org"'>${r("פשוט")}</w:fldSimple>` +
    `${r(" ")}<w:hyperlink w:anchor="x">${r("פנימי")}</w:hyperlink>`), { relationships: relationship("l", "hyperlink", "https://a.org/?q=1&r=(2)", true) }),
  "[קישור](https://a.org/?q=1&r=(2)) [שדה](https://b.org/x) [פשוט](https://c.org) פנימי\n");
});

test("a link whose text is its address is an autolink", async () => {
  const relationships = relationship("l", "hyperlink", "https://arxiv.org/abs/2401.00001", true);
  assert.equal(await read(p(`<w:hyperlink r:id="l">${r("https://arxiv.org/abs/2401.00001")}</w:hyperlink>`), { relationships }), "<https://arxiv.org/abs/2401.00001>\n");
});

test("deletions, comments, hidden text, field codes and tables of contents are left out, insertions are text", async () => {
  const contents = `<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>${p("תוכן")}</w:sdtContent></w:sdt>`;
  const document = await importOne("a.docx", docx(contents + p("פרק ... 3", '<w:pStyle w:val="TOC1"/>') +
    p(`${r("נשאר")}<w:del>${r(" נמחק")}<w:r><w:delText>נמחק</w:delText></w:r></w:del><w:ins>${r(" נוסף")}</w:ins>${r(" סמוי", "<w:vanish/>")}<w:commentRangeStart w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>` +
      `<w:moveFrom>${r(" מקום ישן")}</w:moveFrom><w:r><w:rPr><w:rPrChange><w:rPr><w:b/></w:rPr></w:rPrChange></w:rPr><w:t xml:space="preserve"> סוף</w:t></w:r>`)));
  assert.equal(document.markdown, "נשאר נוסף סוף\n");
  assert.deepEqual(document.warnings.map(({ code }) => code), ["contents-left-out"]);
});

test("a paragraph whose mark was deleted goes on in the next one, a deleted row is no row", async () => {
  assert.equal(await read(p("ראשית ", "<w:rPr><w:del/></w:rPr>") + p("המשך")), "ראשית המשך\n");
  const row = (/** @type {string} */ text, properties = "") => `<w:tr><w:trPr>${properties}</w:trPr><w:tc>${p(text)}</w:tc><w:tc>${p("x")}</w:tc></w:tr>`;
  assert.equal(await read(`<w:tbl>${row("א")}${row("נמחקה", "<w:del/>")}${row("ב")}</w:tbl>`), "| א | x |\n| --- | --- |\n| ב | x |\n");
});

test("a field without an end does not swallow what follows", async () => {
  assert.equal(await read(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>') + p("נשאר")), "נשאר\n");
});

test("tables have their spans as empty cells, several lines in a cell, and escaped bars", async () => {
  const cell = (/** @type {string} */ content, properties = "") => `<w:tc><w:tcPr>${properties}</w:tcPr>${content}</w:tc>`;
  assert.equal(await read(`<w:tbl><w:tr>${cell(p("שם"))}${cell(p("ערך"), '<w:gridSpan w:val="2"/>')}</w:tr><w:tr>${cell(p("א|ב"), '<w:vMerge w:val="restart"/>')}${cell(p("1") + p("2"))}${cell(p("3"))}</w:tr>` +
    `<w:tr>${cell(p(""), "<w:vMerge/>")}${cell(p("4"))}${cell(p("5"))}</w:tr></w:tbl>`),
  "| שם | ערך |  |\n| --- | --- | --- |\n| א\\|ב | 1<br>2 | 3 |\n|  | 4 | 5 |\n");
  assert.equal(await read(`<w:tbl><w:tr>${cell(p("מסגרת"))}</w:tr></w:tbl>`), "מסגרת\n");
});

test("footnotes are numbered as they are referred to, and stand at the end", async () => {
  const note = (/** @type {number} */ id, /** @type {string} */ text, type = "") => `<w:footnote ${type} w:id="${id}">${p(text)}</w:footnote>`;
  assert.equal(await read(p(`${r("טקסט")}<w:r><w:footnoteReference w:id="7"/></w:r>${r(" ועוד")}<w:r><w:footnoteReference w:id="3"/></w:r>`),
    { footnotes: note(0, "---", 'w:type="separator"') + note(3, "שנייה") + note(7, "ראשונה") }), "טקסט[^1] ועוד[^2]\n\n[^1]: ראשונה\n\n[^2]: שנייה\n");
});

test("code is code by style, by font and by Google's block; Hebrew in a typewriter's font is text", async () => {
  const mono = '<w:rFonts w:ascii="Roboto Mono"/>';
  assert.equal(await read(p("x = 1", '<w:pStyle w:val="Pre"/>') + p("  y = 2", '<w:pStyle w:val="Pre"/>') + p("סוף")), "```\nx = 1\n  y = 2\n```\n\nסוף\n");
  assert.equal(await read(p(r("\ue907if a:", mono)) + p("") + p(r("    b()\ue907", mono))), "```\nif a:\n\n    b()\n```\n");
  assert.equal(await read(p(r("קוראים ל-") + r("softmax(x)", '<w:rFonts w:ascii="Courier New"/>') + r(" כאן"))), "קוראים ל-`softmax(x)` כאן\n");
  assert.equal(await read(p(r("טקסט רגיל לגמרי", '<w:rFonts w:ascii="Courier New"/>'))), "טקסט רגיל לגמרי\n");
});

test("quotes and rules: Word's style, Google's line, a border below an empty paragraph", async () => {
  const border = '<w:pBdr><w:bottom w:val="single" w:sz="6"/></w:pBdr>';
  assert.equal(await read(p("ציטוט", '<w:pStyle w:val="Quote"/>') + p('<w:r><w:pict><v:rect style="width:0" o:hr="t"/></w:pict></w:r>') + p("אחרי") + p("", border)), "> ציטוט\n\n---\n\nאחרי\n\n---\n");
});

test("pictures stand where they were: a high one in a paragraph of its own, a low one in its line", async () => {
  const relationships = relationship("a", "image", "media/a.png") + relationship("b", "image", "/word/media/b.png") + relationship("x", "image", "https://a.org/x.png", true);
  const document = await importOne("a.docx", docx(p(r("לפני ") + drawing("a", "תרשים [1]") + r("אחרי")) + p(r("סמל ") + drawing("b", "image2.png", 150_000) + r(" בשורה")) + p(drawing("a")) + p(drawing("x", "רחוק")), {
    relationships, files: { "word/media/a.png": png(60, 40), "word/media/b.png": png(8, 8, 3) },
  }));
  assert.equal(markdownOf(document), "לפני\n\n![תרשים \\[1\\]](PICTURE1.png)\n\nאחרי\n\nסמל ![](PICTURE2.png) בשורה\n\n![](PICTURE1.png)\n\n[רחוק](https://a.org/x.png)\n");
  assert.deepEqual(document.pictures.map(({ type, width, height, alt }) => [type, width, height, alt]), [["image/png", 60, 40, "תרשים [1]"], ["image/png", 8, 8, ""]]);
  assert.deepEqual(document.warnings.map(({ code }) => code), ["picture-elsewhere"]);
});

test("a picture that nobody can draw keeps its place, and the reason is said", async () => {
  const document = await importOne("a.docx", docx(p(drawing("a", "תרשים")), { relationships: relationship("a", "image", "media/a.emf"), files: { "word/media/a.emf": new Uint8Array(60) } }));
  assert.deepEqual(document.pictures.map(({ width, height, problem, bytes }) => ({ width, height, problem, size: bytes.length })), [{ width: 0, height: 0, problem: "it is no picture, or damaged", size: 0 }]);
  assert.equal(markdownOf(document), "![תרשים](PICTURE1.bin)\n");
});

test("of alternatives one is read, and text boxes come before their paragraph", async () => {
  assert.equal(await read(p(`<w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent>${p("בתיבה")}</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>${p("בתיבה")}` +
    `</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>${r("פסקה")}`)), "בתיבה\n\nפסקה\n");
});

test("equations are TeX in their sentence, alone in a paragraph they are displayed", async () => {
  const equation = "<m:oMath><m:sSub><m:e><m:r><m:t>α</m:t></m:r></m:e><m:sub><m:r><m:t>i:t</m:t></m:r></m:sub></m:sSub></m:oMath>";
  assert.equal(await read(p(r("כאשר ") + equation + r(" משקל"))), "כאשר $\\alpha_{i:t}$ משקל\n");
  assert.equal(await read(p(equation)), "$$\\alpha_{i:t}$$\n");
  assert.equal(await read(p(r("לפני") + `<m:oMathPara>${equation}</m:oMathPara>` + r("אחרי"))), "לפני\n\n$$\\alpha_{i:t}$$\n\nאחרי\n");
});

test("a number beside a displayed equation, after a tab or in a table, is its tag", async () => {
  const equation = "<m:oMath><m:r><m:t>x=y</m:t></m:r></m:oMath>";
  const cell = (/** @type {string} */ content) => `<w:tc>${content}</w:tc>`;
  assert.equal(await read(p(equation + "<w:r><w:tab/></w:r>" + r("(1)"))), "$$x=y \\tag{1}$$\n");
  assert.equal(await read(p(r("(2.1a) ") + equation)), "$$x=y \\tag{2.1a}$$\n");
  assert.equal(await read(`<w:tbl><w:tr>${cell(p(""))}${cell(p(equation))}${cell(p("(3)"))}</w:tr></w:tbl>`), "$$x=y \\tag{3}$$\n");
  assert.equal(await read(p(equation + r(" (ראו שם)"))), "$x=y$ (ראו שם)\n");
  assert.match(await read(`<w:tbl><w:tr>${cell(p(equation))}${cell(p("ערך"))}</w:tr></w:tbl>`), /\| \$x=y\$ \| ערך \|/);
});

test("facts are the file's, without what programs write for nobody", async () => {
  const facts = async (/** @type {string} */ core) => (await importOne("a.docx", docx(p("טקסט"), { core }))).facts;
  assert.deepEqual(await facts("<dc:title>סקירה</dc:title><dc:creator>דנה לוי; יואב כהן</dc:creator><cp:keywords>א, ב</cp:keywords>"), { title: "סקירה", authors: ["דנה לוי", "יואב כהן"], tags: ["א", "ב"] });
  assert.deepEqual(await facts("<dc:title>Word Document</dc:title><dc:creator>python-docx</dc:creator>"), {});
});

test("other prefixes than the usual ones and the strict namespaces are read alike", async () => {
  const { unzipSync, strFromU8 } = await import("fflate");
  const { zip } = await import("./writers.js");
  const parts = Object.fromEntries(Object.entries(unzipSync(docx(p(r("שלום", BOLD))))).map(([name, bytes]) => [name, strFromU8(bytes)]));
  parts["word/document.xml"] = parts["word/document.xml"].replace(/(<\/?|\s)w:/g, "$1ns0:").replace("xmlns:w=", "xmlns:ns0=")
    .replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main");
  assert.equal((await importOne("a.docx", zip(parts))).markdown, "**שלום**\n");
});

test("a .docx without text, cut off, or with a broken part is refused with the reason", async () => {
  const whole = docx(p("טקסט"));
  assert.deepEqual(refusals(await importFile(file("a.docx", docx("")))), [["a.docx", "empty"]]);
  assert.deepEqual(refusals(await importFile(file("a.docx", whole.subarray(0, whole.length - 30)))), [["a.docx", "damaged"]]);
  assert.deepEqual((await importFile(file("a.docx", docx("<w:p>\n<w:r></w:p>")))).refused.map(({ code, line }) => [code, line]), [["xml", 2]]);
});
