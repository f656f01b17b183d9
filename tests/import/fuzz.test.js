/**
 * No bytes break an importer: files of ours, mutated from a fixed seed. Each gives documents that are whole, or a
 * reason; never an exception, and never long.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateSync, strFromU8, strToU8, unzipSync } from "fflate";
import { randomNumbers } from "../bench/recombine.js";
import { readPicture } from "../../web/import/pictures.js";
import { docx, drawing, file, importFile, li, p, png, r, relationship, zip } from "./writers.js";


/** @param {Uint8Array} bytes @param {() => number} next @returns {Uint8Array} cut, with bytes changed, doubled or dropped */
function mutated(bytes, next) {
  const at = (/** @type {number} */ size) => Math.floor(next() * Math.max(1, size));
  let out = bytes.slice();
  for (let times = 1 + at(4); times > 0; --times) {
    const [from, size] = [at(out.length), at(40)];
    const kind = at(5);
    if (kind === 0) out = out.slice(0, from);
    else if (kind === 1) out = Uint8Array.from([...out.subarray(0, from), ...out.subarray(from + size)]);
    else if (kind === 2) out = Uint8Array.from([...out.subarray(0, from + size), ...out.subarray(from)]);
    else for (let changed = 0; changed <= size && out.length > 0; ++changed) out[at(out.length)] = at(256);
  }
  return out;
}

const CHAT = `[12.8.2023, 14:05:33] דנה: *סקירה* ${"מילה ".repeat(90)}\n[12.8.2023, 14:06:00] דנה: <attached: a.png>\n`;
const PAGE = '<!doctype html><html><body><article><h1>א</h1><p>ב <b>ג</b><sup><a href="#fn1" id="r1">1</a></sup></p><ul><li>ד<ul><li>ה</li></ul></li></ul><table><tr><td colspan=2>ו<td>ז</table><pre>ח</pre><math><mi>x</mi></math><img src="a.png"><p id="fn1">ט<a href="#r1">↩</a></p></article></body></html>';
const DOCX = docx(p("כותרת", '<w:pStyle w:val="Kop1"/>') + li("א", 2) + li("ב", 2, 1) + p(`${r("ג", "<w:b/>")}<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den/></m:f></m:oMath>${drawing("a")}`) +
  `<w:tbl><w:tr><w:tc>${p("ד")}</w:tc><w:tc>${p("ה")}</w:tc></w:tr></w:tbl>`, { relationships: relationship("a", "image", "media/a.png"), files: { "word/media/a.png": png(9, 9) } });
const EPUB = { mimetype: "application/epub+zip", "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfile full-path="p.opf"/></container>',
  "p.opf": '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="a.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>', "a.xhtml": PAGE };
const TELEGRAM = JSON.stringify({ messages: [{ id: 1, type: "message", date: "2023-08-12T14:00:00", date_unixtime: "1", from: "דנה", text: [{ type: "bold", text: "סקירה" }, ` ${"מילה ".repeat(90)}`] }] });
const NOTEBOOK = JSON.stringify({ nbformat: 4, metadata: {}, cells: [{ cell_type: "markdown", source: ["# א"] }, { cell_type: "code", source: "x", outputs: [{ data: { "image/png": Buffer.from(png(3, 3)).toString("base64") } }] }] });
const PDF = strToU8("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n" +
  "4 0 obj<</Length 63>>stream\nBT /F 24 Tf 20 150 Td (A heading of it) Tj 0 -40 Td (text) Tj ET  \nendstream endobj 5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>");

/** Parts of archives are mutated before they are packed, or no mutation would get past the checksums. @param {Uint8Array} bytes @param {() => number} next */
function mutatedInside(bytes, next) {
  const parts = unzipSync(bytes);
  const names = Object.keys(parts);
  const name = names[Math.floor(next() * names.length)];
  return zip({ ...parts, [name]: mutated(parts[name], next) });
}

/** @type {[string, Uint8Array, (bytes: Uint8Array, next: () => number) => Uint8Array, number][]} name, file, mutation, how many */
const CASES = [
  ["a.docx", DOCX, mutated, 150], ["a.docx", DOCX, mutatedInside, 250], ["a.epub", zip(EPUB), mutatedInside, 120], ["a.zip", zip({ "a.md": "![](a.png)", "a.png": png(9, 9) }), mutated, 150],
  ["a.html", strToU8(PAGE), mutated, 200], ["a.md", strToU8('---\ntitle: "א"\ntags: [ב]\n---\n![[a.png]] [[ב|ג]]\n> [!note] ד\n```\nה\n```\n%%ו%%\n'), mutated, 300], ["a.md", strToU8('+++\ntitle = "א"\n[b]\nc = 2024-01-01\n+++\nטקסט\n'), mutated, 200],
  ["_chat.txt", strToU8(CHAT), mutated, 200], ["result.json", strToU8(TELEGRAM), mutated, 200], ["a.ipynb", strToU8(NOTEBOOK), mutated, 200], ["a.pdf", PDF, mutated, 60],
];

for (const [index, [name, bytes, mutate, count]] of CASES.entries()) {
  test(`${count} mutations of ${name} by ${mutate.name} give documents or reasons`, async () => {
    const next = randomNumbers(20 + index);
    assert.ok((await importFile(file(name, bytes), [file("a.png", png(9, 9))])).documents.length > 0, "the file itself is read");
    for (let at = 0; at < count; ++at) {
      const { documents, refused } = await importFile(file(name, mutate(bytes, next)), [file("a.png", png(9, 9))]);
      assert.ok(documents.length + refused.length > 0);
      for (const one of documents) {
        assert.ok(one.source ? one.markdown === "" : one.markdown.trim() !== "", `${name} ${at}: no text`);
        for (const { id, file: target, problem, width } of one.pictures) assert.ok(target.startsWith(id) && (problem !== undefined) === (width === 0));
      }
      for (const { message } of refused) assert.ok(!/stack|undefined|is not a function|Cannot read prop/i.test(message), `${name} ${at}: ${message}`);
    }
  });
}

test("mutated pictures have a size or a problem", () => {
  const next = randomNumbers(99);
  const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, 0xe1, 0, 40, ...strToU8("Exif\0\0MM\0*\0\0\0\x08\0\x01"), 0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0xff, 0xc0, 0, 11, 8, 0, 9, 0, 9, 1, 1, 17, 0, 0xff, 0xda]);
  const svg = strToU8('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><style>a{}</style><script>x</script><rect onclick="y"/></svg>');
  for (const picture of [png(9, 9), jpeg, svg, deflateSync(strToU8("x"))]) {
    for (let at = 0; at < 400; ++at) {
      const read = readPicture(mutated(picture, next));
      assert.ok("problem" in read || (read.header.width > 0 && read.header.height > 0));
      if ("header" in read && read.header.extension === "svg") assert.ok(!/<script|\sonclick/i.test(strFromU8(read.bytes)));
    }
  }
});
