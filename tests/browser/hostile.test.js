// Hostile inputs: none runs code, leaves its place, stops the page or reaches the network. Each is an
// export that a link could make someone open (?src=…); the page shows it or says what is wrong.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { becomes, launch, makeExport, makeReview, paragraph } from "./browser.js";

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => { site = await launch(); });
after(async () => { await site.close(); });

const SCRIPT = "<script>globalThis.pwned=1</script>";
const IMAGE = '<img src="x" onerror="globalThis.pwned=1">';
/** @param {object} facts */
const review = (facts) => makeExport([makeReview({ id: "a", blocks: [paragraph("טקסט")], ...facts })]);
/** @param {object[]} spans */
const spans = (...spans) => review({ blocks: [{ ...paragraph(""), spans }] });
/** @param {object} block */
const block = (block) => review({ blocks: [{ ...paragraph("x"), ...block }] });
/** @param {object} formula */
const formula = (formula, outlines = ["M0 0L500 0L500 500Z"]) => ({ ...spans({ math: "x" }),
  math: { outlines, formulas: [{ tex: "x", display: false, width: 500, height: 500, depth: 0, glyphs: [0, 0, 0, 1000], rules: [],
    texts: [], breaks: [], mathml: "<math><mi>x</mi></math>", ...formula }] } });
const deep = (/** @type {number} */ n, open = "[", close = "]") => open.repeat(n) + close.repeat(n);

/** What each input is, and whether the page shows a catalog or a message. @type {[string, unknown, "shown" | "refused" | "either"][]} */
const INPUTS = [
  ["a script in a title", review({ title: SCRIPT }), "shown"],
  ["an image with a handler in a title", review({ title: IMAGE }), "shown"],
  ["a script in a paragraph", spans({ text: SCRIPT + IMAGE }), "shown"],
  ["a script in a reviewer's name", review({ reviewers: [SCRIPT] }), "shown"],
  ["a script in a topic", review({ topics: [SCRIPT, "__proto__"] }), "shown"],
  ["a script in a venue", review({ paper: { urls: [], arxiv_id: IMAGE, code_urls: [], published: null, venue: SCRIPT } }), "shown"],
  ["a script in a source's name", { ...review({}), sources: [{ name: SCRIPT, sha256: "0".repeat(64), lines: 3 }] }, "shown"],
  ["a script in a warning", review({ warnings: [{ line: 1, code: SCRIPT, message: SCRIPT }] }), "shown"],
  ["a script as an id", review({ id: SCRIPT }), "shown"],
  ["an id that is a path", review({ id: "../../etc/passwd" }), "shown"],
  ["an id of the prototype", review({ id: "__proto__" }), "shown"],
  ["an id of a constructor", review({ id: "constructor" }), "shown"],
  ["an empty id", review({ id: "" }), "either"],
  ["an id of quotes and brackets", review({ id: '"] [x="' }), "shown"],
  ["the same id twice", makeExport([makeReview({ id: "a" }), makeReview({ id: "a" })]), "either"],
  ["a javascript: link", spans({ text: "לחצו", href: "javascript:globalThis.pwned=1" }), "shown"],
  ["a JavaScript: link with case and spaces", spans({ text: "לחצו", href: "  JaVaScRiPt:globalThis.pwned=1" }), "shown"],
  ["a javascript: link with a tab inside", spans({ text: "לחצו", href: "java\tscript:globalThis.pwned=1" }), "shown"],
  ["a data: link", spans({ text: "לחצו", href: `data:text/html,${SCRIPT}` }), "shown"],
  ["a blob: link", spans({ text: "לחצו", href: "blob:null/1" }), "shown"],
  ["a file: link", spans({ text: "לחצו", href: "file:///etc/passwd" }), "shown"],
  ["a vbscript: link", spans({ text: "לחצו", href: "vbscript:x" }), "shown"],
  ["a javascript: paper", review({ paper: { urls: ["javascript:globalThis.pwned=1"], arxiv_id: null, code_urls: ["javascript:globalThis.pwned=1"],
    published: null, venue: null } }), "shown"],
  ["a javascript: link in the links' list", review({ links: [{ url: "javascript:globalThis.pwned=1", text: "x", role: "code" }] }), "shown"],
  ["an override that turns a link's text", spans({ text: "\u202Emoc.evil//:sptth\u202C", href: "https://example.org/" }), "shown"],
  ["isolates that are never closed", spans({ text: "\u2067\u2068\u2066".repeat(1000) }), "shown"],
  ["embeddings beyond the deepest level", spans({ text: "\u202B\u202A".repeat(500) + "א" }), "shown"],
  ["a quote and a bracket in a link", spans({ text: "x", href: 'https://example.org/"onclick="globalThis.pwned=1' }), "shown"],
  ["a title of a million letters", review({ title: "א".repeat(1e6) }), "shown"],
  ["a word of a million letters", spans({ text: "a".repeat(1e6) }), "shown"],
  ["five thousand combining marks on one letter", spans({ text: `a${"\u0301".repeat(5e3)}` }), "shown"],
  ["a paragraph of a million spaces", spans({ text: " ".repeat(1e6) }), "shown"],
  ["ten thousand spans", spans(...Array.from({ length: 1e4 }, (_, i) => ({ text: "א", style: i % 2 ? ["bold"] : [] }))), "shown"],
  ["ten thousand reviewers", review({ reviewers: Array.from({ length: 1e4 }, (_, i) => `name ${i}`) }), "shown"],
  ["a table of ten thousand cells in a row", block({ type: "table", spans: [{ text: Array(1e4).fill("x").join("\t") }] }), "shown"],
  ["a table with ragged rows", block({ type: "table", spans: [{ text: "a\tb\tc\nd\n\n\t\t\t\te" }] }), "shown"],
  ["a code line of a million letters", block({ type: "code", spans: [{ text: "x".repeat(1e6) }] }), "shown"],
  ["a heading of level ten thousand", block({ type: "heading", level: 10000 }), "either"],
  ["a list item a million deep", block({ type: "list_item", level: 1e6 }), "either"],
  ["a negative level", block({ type: "heading", level: -5 }), "either"],
  ["a marker of a million digits", block({ type: "list_item", ordered: true, marker: "9".repeat(1e6) }), "either"],
  ["a style that is none", spans({ text: "x", style: ["blink", "__proto__"] }), "either"],
  ["a block type that is none", block({ type: "iframe" }), "refused"],
  ["a kind that is none", review({ kind: "<b>" }), "refused"],
  ["a date that is none", review({ date: "2024-99-99" }), "refused"],
  ["a number beyond all", `${JSON.stringify(review({})).replace('"number":null', '"number":1e999')}`, "refused"],
  ["a document that is not there", review({ source: { document: 7, first_line: 1, last_line: 1 } }), "refused"],
  ["a negative document", review({ source: { document: -1, first_line: 1, last_line: 1 } }), "refused"],
  ["an object where a list belongs", { ...review({}), reviews: { length: 1 } }, "refused"],
  ["prototype keys", JSON.stringify(review({})).replace("{", '{"__proto__": {"pwned": 1}, "constructor": {"prototype": {"pwned": 1}}, '), "shown"],
  ["a hundred thousand brackets", `{"format": "skira-reviews", "version": 1, "x": ${deep(1e5)}}`, "either"],
  ["a hundred thousand braces", `{"format": "skira-reviews", "version": 1, "x": ${deep(1e5, '{"a":', "}").replace('"a":}', '"a":1}')}}`, "either"],
  ["a lone surrogate", JSON.stringify(review({})).replace("טקסט", "\\ud800"), "either"],
  ["bytes that are no UTF-8", Buffer.concat([Buffer.from('{"format": "'), Buffer.from([0xff, 0xfe, 0xc0])]), "refused"],
  ["null characters", spans({ text: "a\u0000b" }), "shown"],
  ["gzip cut short", gzipSync(JSON.stringify(review({}))).subarray(0, 60), "refused"],
  ["gzip with a wrong sum", Buffer.from(gzipSync(JSON.stringify(review({}))).map((byte, i, all) => i === all.length - 6 ? byte ^ 255 : byte)), "refused"],
  ["a page of HTML", `<!doctype html>${SCRIPT}`, "refused"],
  ["nothing at all", "", "refused"],
  ["MathML with a script", formula({ mathml: `<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi>${SCRIPT}</math>` }), "shown"],
  ["MathML with links and handlers", formula({ mathml:
    '<math xmlns="http://www.w3.org/1998/Math/MathML" href="javascript:1" onclick="globalThis.pwned=1"><mi>x</mi></math>' }), "shown"],
  ["MathML that is HTML", formula({ mathml: `<body xmlns="http://www.w3.org/1999/xhtml">${IMAGE}</body>` }), "shown"],
  ["a formula whose glyph is not there", formula({ glyphs: [4e9, 0, 0, 1000] }), "either"],
  ["a formula with half a glyph", formula({ glyphs: [0, 0, 0] }), "either"],
  ["a formula as large as numbers go", formula({ width: 2147483647, height: 2147483647, depth: 2147483647 }), "either"],
  ["a formula of negative size", formula({ width: -5, height: -5, glyphs: [0, 0, 0, -1000] }), "either"],
  ["an outline that is none", formula({}, ["M0 0L<script>Z", "", "M1e999 0"]), "either"],
];

test(`${INPUTS.length} hostile exports neither run code nor stop the page`, async (t) => {
  const page = await site.browser.newPage({ viewport: { width: 1000, height: 700 } });
  /** @type {string[]} */
  let problems = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("dialog", (dialog) => { problems.push(`dialog ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", (request) => {
    if (!request.url().startsWith(site.origin) && !/^(data|blob):/.test(request.url())) problems.push(`request ${request.url()}`);
  });
  for (const [name, input, wanted] of INPUTS) {
    await t.test(name, async () => {
      problems = [];
      const content = typeof input === "string" || Buffer.isBuffer(input) ? input : JSON.stringify(input);
      const source = site.put("hostile.json", content);
      await page.goto("about:blank");
      await page.goto(`${site.url}?src=${encodeURIComponent(source)}`);
      const ended = await page.waitForFunction(() => {
        if (!(/** @type {HTMLElement} */ (document.getElementById("notice")).hidden)) return "refused";
        return performance.getEntriesByName("skira-first-text").length > 0 ? "shown" : null;
      }, null, { timeout: 30000 });
      const outcome = await ended.jsonValue();
      if (outcome === "shown") {
        // Open it too: by its own link, or by its address.
        const first = page.getByRole("list", { name: "קטלוג הסקירות" }).getByRole("link").first();
        await first.click({ timeout: 1000 }).catch(() => page.evaluate(() => { location.hash = "#/r/a"; }));
        await page.waitForTimeout(150);
      }
      await becomes(() => page.evaluate(() => "pwned" in globalThis || "pwned" in Object.prototype), false);
      const addresses = await page.evaluate(() => [...document.querySelectorAll("a[href]")].map((a) => a.getAttribute("href")));
      assert.deepEqual(addresses.filter((href) => !/^(#\/|https?:\/\/|mailto:)/.test(href ?? "")), []);
      assert.equal(await page.locator("script:not([src]):not([data-asset]), iframe, img, object, embed").count(), 0);
      if (wanted !== "either") assert.equal(outcome, wanted);
      assert.deepEqual(problems, []);
    });
  }
  await page.close();
});

test("the policy of the page allows neither inline scripts nor eval, and Trusted Types where they are", async () => {
  const page = await site.browser.newPage();
  await page.goto(site.url);
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content") ?? "";
  const scripts = /script-src ([^;]*)/.exec(policy)?.[1];
  assert.equal(scripts, "'self' 'wasm-unsafe-eval'");
  assert.ok(policy.includes("default-src 'none'"));
  assert.ok(policy.includes("require-trusted-types-for 'script'"));
  const blocked = await page.evaluate(() => {
    try { document.body.innerHTML = "<b>x</b>"; return false; } catch { return true; }
  });
  assert.equal(blocked, true);
  await page.close();
});

test("a message from elsewhere is not taken for the reader's", async () => {
  const page = await site.browser.newPage();
  await page.goto(site.put("host.html", `<!doctype html><script type="module" src="some/where/embed.js"></script><skira-reader></skira-reader>`));
  await page.locator("skira-reader").waitFor({ state: "attached" });
  const events = await page.evaluate(async () => {
    /** @type {string[]} */
    const seen = [];
    const reader = /** @type {Element} */ (document.querySelector("skira-reader"));
    for (const name of ["skira-open", "skira-error", "skira-evil"]) reader.addEventListener(name, () => seen.push(name));
    window.postMessage({ skira: "open", detail: { id: "x", title: "x" } }, "*");
    await new Promise((resolve) => setTimeout(resolve, 200));
    return seen;
  });
  assert.deepEqual(events, []);
  await page.close();
});
