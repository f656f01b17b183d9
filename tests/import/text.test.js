import assert from "node:assert/strict";
import { test } from "node:test";
import { file, importFile, importFiles, importOne, markdownOf, png, refusals } from "./writers.js";

/** @param {string} text */
const facts = async (text) => (await importOne("a.md", text)).facts;

test("YAML, TOML and JSON above a text are facts; the text begins at its own line", async () => {
  const yaml = await importOne("a.md", "---\ntitle: \"סקירה: מבוא\"\ndate: 2024-08-12 14:05:33 +0300\nauthor: דנה לוי\ntags: [nlp, '#ראייה']\nlayout: post\nurl: https://a.org/x\n---\n\nטקסט\n");
  assert.deepEqual(yaml.facts, { title: "סקירה: מבוא", date: "2024-08-12T14:05:33+0300", authors: ["דנה לוי"], tags: ["nlp", "ראייה"], address: "https://a.org/x", fields: { layout: "post" } });
  assert.deepEqual([yaml.markdown, yaml.firstLine], ["\nטקסט\n", 9]);
  assert.deepEqual(await facts('+++\ntitle = "סקירה"\ndate = 2024-08-12\nauthors = ["א", "ב"]\ndraft = true\n[params]\nx = 1\n+++\nטקסט\n'), { title: "סקירה", date: "2024-08-12", authors: ["א", "ב"], fields: { draft: "true", params: '{"x":1}' } });
  assert.deepEqual(await facts('{\n"title": "סקירה",\n"categories": ["א"]\n}\nטקסט\n'), { title: "סקירה", tags: ["א"] });
  assert.deepEqual(await facts("---\nכותרת: סקירה\nתאריך: 12.8.2024\nauthors:\n  - name: דנה\n    url: https://d.org\n---\nטקסט\n"), { title: "סקירה", date: "2024-08-12", authors: ["דנה"] });
});

test("a rule at the beginning is no front matter; one that is broken is left out with a warning at its line", async () => {
  assert.equal((await importOne("a.md", "---\nפסקה ראשונה\n---\nשנייה\n")).markdown, "---\nפסקה ראשונה\n---\nשנייה\n");
  const broken = await importOne("a.md", "---\ntitle: [א\nx: y\n---\nטקסט\n");
  assert.deepEqual([broken.markdown, broken.warnings.map(({ code, line }) => [code, line])], ["טקסט\n", [["front-matter", 1]]]);
});

test("aliases of YAML do not grow without end", async () => {
  const bomb = `---\na: &a [x,x]\n${"bcdefghijklmnopqrst".split("").map((name, at) => `${name}: &${name} [*${"abcdefghijklmnopqrst"[at]},*${"abcdefghijklmnopqrst"[at]}]`).join("\n")}\n---\nטקסט\n`;
  const document = await importOne("a.md", bomb);
  assert.deepEqual([document.markdown, document.warnings.map(({ code }) => code)], ["טקסט\n", ["front-matter"]]);
});

test("pictures by relative path, by reference, by tag, by Obsidian's embed, by Hugo's and Jekyll's tags", async () => {
  const source = "![א](img/a.png \"כותרת\")\n![ב][r]\n<img src=\"img/c.png\" alt=\"ג\">\n![[d.png|300]]\n{{< figure src=\"/img/e.png\" caption=\"ה\" >}}\n![ו]({{ site.baseurl }}/img/f.png)\n![ז](https://x.org/g.png)\n![ח](gone.png)\n`![ט](img/a.png)`\n```\n![י](img/a.png)\n```\n\n[r]: img/b.png\n";
  const { documents, refused } = await importFiles([file("posts/a.md", source), ..."abc".split("").map((name, at) => file(`posts/img/${name}.png`, png(10, 10, at + 2))),
    ..."def".split("").map((name, at) => file(`img/${name}.png`, png(10, 10, at + 12)))]);
  assert.deepEqual(refused, []);
  assert.equal(markdownOf(documents[0]), "![א](PICTURE1.png)\n![ב](PICTURE2.png)\n![ג](PICTURE3.png)\n![](PICTURE4.png)\n![ה](PICTURE5.png)\n![ו](PICTURE6.png)\n[ז](https://x.org/g.png)\nח\n`![ט](img/a.png)`\n```\n![י](img/a.png)\n```\n\n[r]: img/b.png\n");
  assert.deepEqual(documents[0].warnings.map(({ code, line }) => [code, line]), [["picture-elsewhere", 7], ["picture-missing", 8]]);
});

test("Obsidian's links are their text, its callouts bold quotes, its comments and block names nothing; the lines stay", async () => {
  assert.equal((await importOne("a.md", "ראו [[פתק|כאן]] ו[[פתק אחר#סעיף]] ו-![[פתק]] %%הערה%% סוף ^abc-1\n> [!warning]- שימו לב\n> טקסט\n> [!note]\n%%\nסמוי\n%%\nסוף\n")).markdown,
    "ראו כאן ופתק אחר ו-פתק  סוף\n> **שימו לב**\n> טקסט\n> **Note**\n\n\n\nסוף\n");
});

test("Jekyll's code blocks are fences, its attributes and other tags nothing", async () => {
  assert.equal((await importOne("a.md", "{% highlight python %}\nx = 1\n{% endhighlight %}\n{: .note}\n{% include x.html %}\nטקסט{: .a}\n")).markdown, "```python\nx = 1\n```\n\n\nטקסט\n");
});

test("plain text is handed on as its bytes, in whatever encoding", async () => {
  const windows = Uint8Array.from([0xf9, 0xec, 0xe5, 0xed, 10]);
  for (const bytes of [new TextEncoder().encode("שלום\n"), windows]) {
    const document = await importOne("a.txt", bytes);
    assert.deepEqual([document.markdown, document.source, document.pictures, document.facts, document.warnings], ["", bytes, [], {}, []]);
  }
});

test("Markdown in windows-1255 or UTF-16 is decoded, with a warning", async () => {
  const utf16 = new Uint8Array(Buffer.from("\ufeffשלום\n", "utf16le"));
  assert.equal((await importOne("a.md", utf16)).markdown, "שלום\n");
  const document = await importOne("a.md", Uint8Array.from([0xf9, 0xec, 0xe5, 0xed, 10]));
  assert.deepEqual([document.markdown, document.warnings], ["שלום\n", [{ code: "encoding", message: "the file is not UTF-8; it was read as windows-1255" }]]);
});

test("notebooks: text, code, pictures of outputs and attachments; other outputs are counted", async () => {
  const image = Buffer.from(png(30, 20)).toString("base64");
  const notebook = { nbformat: 4, nbformat_minor: 5, metadata: { kernelspec: { language: "python" }, title: "מחברת", authors: [{ name: "דנה" }] }, cells: [
    { cell_type: "markdown", source: ["# כותרת\n", "![ת](attachment:a.png)"], attachments: { "a.png": { "image/png": image } } },
    { cell_type: "code", source: "x = 1\nx", outputs: [{ output_type: "display_data", data: { "text/plain": "<Figure>", "image/png": image } }, { output_type: "stream", text: ["1\n"] }] },
  ] };
  const document = await importOne("a.ipynb", JSON.stringify(notebook));
  assert.equal(markdownOf(document), "# כותרת\n![ת](PICTURE1.png)\n\n```python\nx = 1\nx\n```\n\n![](PICTURE1.png)\n");
  assert.deepEqual([document.facts, document.warnings.map(({ code }) => code)], [{ title: "מחברת", authors: ["דנה"] }, ["outputs-left-out"]]);
});

/** @type {[string, string | Uint8Array, string][]} name, beginning, code */
const UNREAD = [
  ["a.doc", Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...Array(600).fill(0)]), "type-doc"],
  ["a.docx", Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...Buffer.from("EncryptedPackage", "utf16le")]), "type-encrypted"],
  ["a.md", "{\\rtf1\\ansi x}", "type-rtf"],
  ["a.tex", "% x\n\\documentclass{article}\n", "type-tex"],
  ["a.fodt", '<?xml version="1.0"?><office:document xmlns:office="x">', "type-odt"],
  ["a.mhtml", "From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n", "type-mhtml"],
  ["a.rar", "Rar!\x1a\x07", "type-archive"],
  ["a.bin", Uint8Array.from([1, 2, 0, 0, 3, 250, 251]), "type-unknown"],
  ["a.json", '{"a": 1}', "type-json"],
  ["a.json", '{"format": "skira-reviews", "reviews": []}', "type-export"],
  ["a.ipynb", '{"cells": [', "damaged"],
  ["a.png", png(3, 3), "picture-unused"],
  ["a.md", "", "empty"],
  ["a.txt", "  \n", "empty"],
];
for (const [name, content, code] of UNREAD) {
  test(`what is not read is said by its content: ${name} as ${code}`, async () => {
    assert.deepEqual(refusals(await importFile(file(name, content))), [[name, code]]);
  });
}

test("the type is told by content: a page named .txt, a .docx named .md", async () => {
  const { docx, p } = await import("./writers.js");
  assert.equal((await importOne("a.txt", "<!doctype html><html><body><p>שלום</p></body></html>")).markdown, "שלום\n");
  assert.equal((await importOne("a.md", docx(p("שלום")))).markdown, "שלום\n");
});
