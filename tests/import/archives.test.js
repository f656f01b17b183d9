import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { strToU8, zipSync } from "fflate";
import { inflate } from "../../web/import/inflate.js";
import { inflate as inflateInNode } from "../../web/import/inflate-node.js";
import { LIMITS } from "../../web/import/limits.js";
import { docx, drawing, file, importFile, importFiles, importOne, li, markdownOf, p, png, r, refusals, relationship, zip } from "./writers.js";

test("an archive's documents keep their paths, find their pictures, and what gives none is listed", async () => {
  const result = await importFile(file("a.zip", zip({
    "פוסטים/א.md": "![ת](../img/x.png)\n", "img/x.png": png(5, 4), "img/y.png": png(4, 5), "ב.docx": docx(p("שלום")), "ישן.rtf": "{\\rtf1 x}", "__MACOSX/._x": "x", ".DS_Store": "x", "פנים.zip": zip({ "ג.txt": "טקסט" }),
  })));
  assert.deepEqual(result.documents.map((one) => [one.name, markdownOf(one)]), [["a.zip/פוסטים/א.md", "![ת](PICTURE1.png)\n"], ["a.zip/ב.docx", "שלום\n"], ["a.zip/פנים.zip/ג.txt", ""]]);
  assert.deepEqual(refusals(result), [["a.zip/ישן.rtf", "type-rtf"], ["a.zip/img/y.png", "picture-unused"]]);
});

test("a folder is read as an archive is", async () => {
  const result = await importFiles([file("d/a.md", "![ת](x.png)\n"), file("d/x.png", png(5, 4)), file("d/b.odt", zip({ mimetype: "application/vnd.oasis.opendocument.text" })), file("d/c.pages", zip({ "Index/Document.iwa": "x" }))]);
  assert.deepEqual(result.documents.map(({ name }) => name), ["d/a.md"]);
  assert.deepEqual(result.refused, [
    { name: "d/b.odt", code: "type-odt", message: ".odt is not read: in LibreOffice, File, Save As, Word 2007-365 (.docx)" },
    { name: "d/c.pages", code: "type-pages", message: ".pages is not read: in Pages, File, Export To, Word (.docx)" },
  ]);
});

test("names of old Windows archives are Hebrew, and paths do not lead outside", async () => {
  const bytes = zipSync({ "XXXX.txt": strToU8("טקסט") });
  for (let at = 0; at < bytes.length - 4; ++at) if (String.fromCharCode(...bytes.subarray(at, at + 4)) === "XXXX") bytes.set([0x99, 0x8c, 0x85, 0x8d], at);
  assert.deepEqual((await importFile(file("a.zip", bytes))).documents.map(({ name }) => name), ["a.zip/שלום.txt"]);
  assert.deepEqual((await importFile(file("a.zip", zip({ "../../x/./a.txt": "טקסט" })))).documents.map(({ name }) => name), ["a.zip/x/a.txt"]);
});

test("books: chapters in the order of the spine, facts, pictures, notes that count on", async () => {
  const chapter = (/** @type {string} */ body) => `<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>x</title></head><body>${body}</body></html>`;
  const note = '<sup><a epub:type="noteref" href="#fn1" id="r1">1</a></sup></p><aside epub:type="footnote" id="fn1"><p>הערה <a href="#r1">↩</a></p></aside>';
  const document = await importOne("a.epub", zip({
    mimetype: "application/epub+zip", "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OPS/p.opf"/></rootfiles></container>',
    "OPS/p.opf": '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>ספר</dc:title><dc:creator>דנה</dc:creator><dc:date>2024-08-12</dc:date><dc:subject>nlp</dc:subject><dc:identifier>https://a.org/b</dc:identifier></metadata>' +
      '<manifest><item id="n" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/><item id="b" href="t/b.xhtml" media-type="application/xhtml+xml"/><item id="a" href="t/a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/></spine></package>',
    "OPS/nav.xhtml": chapter("<nav>x</nav>"), "OPS/t/a.xhtml": chapter(`<h1>א</h1><p>ראשון${note}`), "OPS/t/b.xhtml": chapter(`<h1>ב</h1><p>שני${note}<img src="../i/x.png" alt="ת"/>`), "OPS/i/x.png": png(80, 60),
  }));
  assert.equal(markdownOf(document), "# א\n\nראשון[^1]\n\n# ב\n\nשני[^2]\n\n![ת](PICTURE1.png)\n\n[^1]: הערה\n\n[^2]: הערה\n");
  assert.deepEqual(document.facts, { title: "ספר", date: "2024-08-12", authors: ["דנה"], tags: ["nlp"], address: "https://a.org/b" });
});

/**
 * The bounds are lowered for the test, so that its own writing of the bomb takes no minutes: what stops at 4 MB
 * stops at 512.
 * @param {string} name @param {Uint8Array} bytes @param {string} code
 * @param {Partial<typeof LIMITS>} [limits]
 */
async function refusedSoon(name, bytes, code, limits = {}) {
  const usual = { ...LIMITS };
  Object.assign(LIMITS, limits);
  try {
    const start = process.cpuUsage();
    const result = await importFile(file(name, bytes));
    const used = process.cpuUsage(start);
    assert.deepEqual([result.documents, refusals(result)], [[], [[name, code]]]);
    assert.ok((used.user + used.system) / 1000 < 20_000, `${(used.user + used.system) / 1000} ms`);
  } finally {
    Object.assign(LIMITS, usual);
  }
}

const ZEROS = new Uint8Array(2 ** 20);
test("an archive that unpacks to more than the bound is refused as a whole", async () => {
  const parts = Object.fromEntries(Array.from({ length: 6 }, (_, at) => [`${at}.txt`, ZEROS]));
  await refusedSoon("bomb.zip", zip({ "ok.txt": "טקסט", ...parts }), "too-large", { inflatedBytes: 4 * 2 ** 20 });
  await refusedSoon("bomb.zip", zip({ "ok.txt": "טקסט", "a.zip": zip(parts) }), "too-large", { inflatedBytes: 4 * 2 ** 20 });
});

test("the bounds are those that the notes give", () => {
  const { inflatedBytes, entryBytes, fileBytes, pictures, nesting } = LIMITS;
  assert.deepEqual([inflatedBytes, entryBytes, fileBytes, pictures, nesting], [512 * 2 ** 20, 200 * 2 ** 20, 256 * 2 ** 20, 4_000, 3]);
});

test("a zip that lies about its sizes is damaged, before it is unpacked", async () => {
  const bytes = zip({ "a.txt": ZEROS });
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < bytes.length - 4; ++at) if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true);
  assert.deepEqual(refusals(await importFile(file("a.zip", bytes))), [["a.zip/a.txt", "damaged"]]);
});

test("archives inside archives end at the bound, also where one holds itself", async () => {
  let inner = zip({ "a.txt": "טקסט" });
  for (let depth = 1; depth < LIMITS.nesting; ++depth) inner = zip({ "a.zip": inner });
  assert.equal((await importFile(file("a.zip", inner))).documents.length, 1);
  assert.deepEqual(refusals(await importFile(file("a.zip", zip({ "a.zip": inner, "b.txt": "טקסט" })))), [["a.zip", "too-deep"]]);
});

test("a .docx whose XML expands, nests without end or declares entities is refused", async () => {
  await refusedSoon("a.docx", docx(p("a".repeat(3 * 2 ** 20))), "too-large", { entryBytes: 2 ** 20 });
  await refusedSoon("a.docx", docx("<w:tbl><w:tr><w:tc>".repeat(5000)), "too-deep");
  const entities = zip({ "[Content_Types].xml": "<Types/>", "word/document.xml": '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><w:document xmlns:w="w"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>' });
  await refusedSoon("a.docx", entities, "xml-doctype");
});

test("10,000 pictures are refused with a message", async () => {
  const many = Array.from({ length: 10_000 }, (_, at) => at);
  /** @type {Record<string, Uint8Array>} */
  const files = {};
  for (const at of many) {
    const picture = png(2, 2);
    new DataView(picture.buffer).setUint32(16, at + 1);  // each another width, so each another picture
    files[`word/media/${at}.png`] = picture;
  }
  await refusedSoon("a.docx", docx(p(many.map((at) => drawing(`p${at}`)).join("")), { relationships: many.map((at) => relationship(`p${at}`, "image", `media/${at}.png`)).join(""), files }), "too-many-pictures");
});

test("a page that nests or grows without end is refused", async () => {
  await refusedSoon("a.html", new TextEncoder().encode(`<html><body>${"<div>".repeat(300_000)}`), "too-deep");
  await refusedSoon("a.html", new TextEncoder().encode(`<html><body>${"<p>x".repeat(300_000)}`), "too-large");
});

test("one hostile file of an archive does not cost the others", async () => {
  const result = await importFile(file("a.zip", zip({ "a.docx": docx("<w:tbl><w:tr><w:tc>".repeat(500)), "b.html": `<html><body>${"<div>".repeat(5000)}`, "c.md": "טקסט\n" })));
  assert.deepEqual([result.documents.map(({ name }) => name), refusals(result)], [["a.zip/c.md"], [["a.zip/a.docx", "too-deep"], ["a.zip/b.html", "too-deep"]]]);
});

test("a document of lists in lists in lists stays whole", async () => {
  const document = await importOne("a.docx", docx(Array.from({ length: 2000 }, (_, at) => li(String(at), 1, at % 2)).join("")));
  assert.equal(document.markdown.split("\n").length, 2001);
});

test("truncated at any place, a file is refused or whole, never half", async () => {
  const whole = zip({ "a.md": "# א\n\nטקסט\n", "b.docx": docx(p("שלום")) });
  const expected = (await importFile(file("a.zip", whole))).documents.map(({ markdown }) => markdown);
  for (let size = 0; size < whole.length; size += 97) {
    const { documents, refused } = await importFile(file("a.zip", whole.slice(0, size)));
    assert.deepEqual([documents.map(({ markdown }) => markdown).filter((one) => !expected.includes(one)), refused.length > 0], [[], true]);
  }
});

/** Beginnings that have no end, as slow rules read them again from each. */
const SLOW = ["[", "![", "[[", "![[", "(", "![a](", "![a]({{", "{{< figure ", "<img ", "<!--", "<!---->", "%%", "*", "**a", "_", "`", "$", "$a", "\\(", "&", "<a ", ". ", "  \n", " ", "> ", "- ", "~", "|", "#", "url(", "@import", "http://", "![a][", "{% include figure "];
test("no text of 30,000 repetitions takes long, in whatever format", async () => {
  for (const part of SLOW) {
    const text = `${part.repeat(30_000)}x`;
    for (const [name, content] of /** @type {[string, string | Uint8Array][]} */ ([
      ["a.md", text], ["a.html", `<html><body><p>${text}</p></body></html>`], ["a.docx", docx(p(r(text, "<w:b/>") + r("x")))], ["_chat.txt", `[12.8.2023, 14:05:33] א: ${text}`],
      ["a.ipynb", JSON.stringify({ nbformat: 4, cells: [{ cell_type: "markdown", source: text }] })],
    ])) {
      const start = process.cpuUsage();
      await importFile(file(name, content));
      const { user, system } = process.cpuUsage(start);
      // What is not linear takes minutes: the bound is far from both.
      assert.ok((user + system) / 1000 < 10_000, `${name} of ${JSON.stringify(part)}: ${(user + system) / 1000} ms`);
    }
  }
});

test("what unpacks in pages and what unpacks in Node say the same of a whole, a larger, a cut and a damaged stream", () => {
  const text = Buffer.from("סקירה של מאמר. ".repeat(20_000));
  const packed = deflateRawSync(text);
  /** @param {typeof inflate} unpack */
  const answers = (unpack) => [
    Buffer.from(unpack(packed, text.length) ?? []).equals(text),
    unpack(packed, text.length - 1),
    Buffer.from(unpack(deflateRawSync(Buffer.alloc(0)), 0) ?? [1]).length,
    ...[packed.subarray(0, packed.length >> 1), Buffer.alloc(packed.length, 0xff)].map((bytes) => {
      try {
        return Buffer.from(unpack(bytes, text.length) ?? []).equals(text);
      } catch {
        return "refused";
      }
    }),
  ];
  assert.deepEqual(answers(inflateInNode), [true, undefined, 0, "refused", "refused"]);
  assert.deepEqual(answers(inflate), [true, undefined, 0, "refused", "refused"]);
});
