import assert from "node:assert/strict";
import { test } from "node:test";
import { EQUATIONS, PICTURES, REVIEWS, largeDocx } from "../bench/import/document.js";
import { importOne } from "./writers.js";

test("a .docx of 36 MB of XML is read whole, and the processor time is printed", async () => {
  const { bytes, xmlBytes } = largeDocx();
  assert.ok(xmlBytes > 36_000_000, `${xmlBytes} bytes`);
  const start = process.cpuUsage();
  const { markdown, pictures, warnings } = await importOne("a.docx", bytes);
  const { user, system } = process.cpuUsage(start);
  const count = (/** @type {RegExp} */ pattern) => markdown.match(pattern)?.length ?? 0;
  assert.deepEqual([count(/^\*\*🚀⚡️ המאמר היומי של צוות Skira [\d.]+ ⚡️🚀\*\*$/gmu), pictures.length, count(/!\[/g), count(/\$\\alpha_\{i:t\}\$/g), warnings],
    [REVIEWS, PICTURES, PICTURES, EQUATIONS, []]);
  console.log(`36 MB of XML: ${Math.round((user + system) / 1000)} ms of the processor`);
});
