import assert from "node:assert/strict";
import { test } from "node:test";
import { docx, drawing, importOne, li, p, png, r, relationship } from "./writers.js";

/** Words as Google Docs writes them: a run for each, with its properties. @param {number} count @param {number} seed */
const words = (count, seed) => Array.from({ length: count }, (_, at) =>
  `<w:r w:rsidDel="00000000" w:rsidR="00000000" w:rsidRPr="00000000"><w:rPr>${(at + seed) % 40 < 4 ? '<w:b w:val="1"/>' : ""}<w:rtl w:val="1"/></w:rPr><w:t xml:space="preserve">${at % 2 ? " " : `מילה${(at * 7 + seed) % 97}`}</w:t></w:r>`).join("");

test("a .docx of 36 MB of XML and 303 reviews is read whole, and the processor time is printed", async () => {
  const review = Array.from({ length: 303 }, (_, at) => p(r(`סקירה ${at + 1}: Title of it`, "<w:b/>")) + Array.from({ length: 10 }, (__, part) => p(words(80, at * 10 + part))).join("") + li(words(30, at), 2) + (at % 8 ? "" : p(drawing("a")))).join("");
  const bytes = docx(review, { relationships: relationship("a", "image", "media/a.png"), files: { "word/media/a.png": png(30, 30), "word/comments.xml": "<x/>" } });
  assert.ok(Buffer.byteLength(review) > 36_000_000, `${Buffer.byteLength(review)} bytes`);
  const start = process.cpuUsage();
  const { markdown } = await importOne("a.docx", bytes);
  const { user, system } = process.cpuUsage(start);
  assert.equal(markdown.match(/^\*\*סקירה \d+: Title of it\*\*$/gm)?.length, 303);
  console.log(`36 MB of XML: ${Math.round((user + system) / 1000)} ms of the processor`);
});
