import assert from "node:assert/strict";
import { test } from "node:test";
import { file, importFile, importFiles, importOne, markdownOf, png, refusals } from "./writers.js";

const LONG = "זו פסקה ארוכה של סקירה על מודל שפה גדול, ובה מוסבר צעד אחר צעד איך השיטה עובדת ומה היא משיגה לעומת קודמותיה במבחנים המקובלים בתחום. ".repeat(3).trim();
/** @param {string} body @param {string} [head] */
const page = (body, head = "") => `<!DOCTYPE html><html lang="he" dir="rtl"><head><meta charset="utf-8">${head}</head><body>${body}</body></html>`;
const read = async (/** @type {string} */ html) => (await importOne("a.html", html)).markdown;

test("a page that is only its document is read whole: headings, lists, quotes, code, tables, marks", async () => {
  assert.equal(await read(page(`<h2>כותרת</h2><p>א&nbsp;<b>ב</b> <em>ג</em><br>ד <code>x_y</code></p><ol start="3"><li>שלוש<ul><li>פנים</li></ul></li><li><p>ארבע</p><p>המשך</p></li></ol>
    <blockquote><p>ציטוט</p></blockquote><pre><code class="language-python">a = 1
b = "&lt;"</code></pre><table><tr><th>א</th><th style="text-align:center">ב</th></tr><tr><td>1</td><td>2<br>3</td></tr></table><hr>
    <p><input type="checkbox" checked> לא ברשימה</p><ul><li><input type="checkbox"> לעשות</li></ul>`)),
  "## כותרת\n\nא **ב** *ג*  \nד `x_y`\n\n3. שלוש\n   - פנים\n4. ארבע\n\n   המשך\n\n> ציטוט\n\n```python\na = 1\nb = \"<\"\n```\n\n| א | ב |\n| --- | :-: |\n| 1 | 2<br>3 |\n\n---\n\n☑ לא ברשימה\n\n- [ ] לעשות\n");
});

test("Substack: the post's text, title and subtitle; its buttons are left out; facts by its linked data", async () => {
  const document = await importOne("post.html", page(`<nav><a href="/">בית</a></nav><article><div class="post-header"><h1 class="post-title">כותרת הפוסט</h1><h3 class="subtitle">כותרת משנה</h3></div>
    <div class="available-content"><div class="body markup" dir="auto"><p>${LONG}</p><div class="subscription-widget-wrap"><p>הירשמו</p></div><figure><a class="image-link" href="https://substackcdn.com/x.png"><img src="https://substackcdn.com/x.png" alt="תרשים"></a><figcaption>איור 1</figcaption></figure>
    <div class="latex-rendered" data-attrs='{"persistentExpression":"x^2"}'></div><p>סוף<a class="footnote-anchor" id="footnote-anchor-1" href="#footnote-1">1</a></p>
    <div class="footnote"><a id="footnote-1" href="#footnote-anchor-1" class="footnote-number">1</a><div class="footnote-content"><p>הערה</p></div></div></div></div></article><footer>כל הזכויות</footer>`,
  `<title>כותרת הפוסט</title><script type="application/ld+json">{"@type":"NewsArticle","headline":"כותרת הפוסט","datePublished":"2024-08-12T10:00:00+03:00","author":[{"@type":"Person","name":"דנה לוי"}]}</script><link rel="canonical" href="https://d.substack.com/p/a">`));
  assert.equal(document.markdown, `# כותרת הפוסט\n\n### כותרת משנה\n\n${LONG}\n\n[תרשים](https://substackcdn.com/x.png)\n\nאיור 1\n\n$$x^2$$\n\nסוף[^1]\n\n[^1]: הערה\n`);
  assert.deepEqual(document.facts, { title: "כותרת הפוסט", date: "2024-08-12T10:00:00+03:00", authors: ["דנה לוי"], address: "https://d.substack.com/p/a" });
  assert.deepEqual(document.warnings.map(({ code }) => code), ["picture-elsewhere"]);
});

test("WordPress: the entry alone, its sharing left out, tags and times by meta", async () => {
  const document = await importOne("post.html", page(`<header><nav>תפריט</nav></header><main><article><h1 class="entry-title">סקירה</h1><div class="entry-content"><p>${LONG}</p><div class="sharedaddy">שתפו</div></div></article><aside>עוד</aside></main><form></form>`,
    '<meta property="og:title" content="סקירה | הבלוג"><meta property="og:site_name" content="הבלוג"><meta property="article:published_time" content="2023-01-02T03:04:05Z"><meta property="article:tag" content="NLP"><meta name="author" content="יואב">'));
  assert.equal(document.markdown, `# סקירה\n\n${LONG}\n`);
  assert.deepEqual(document.facts, { title: "סקירה", date: "2023-01-02T03:04:05Z", authors: ["יואב"], tags: ["NLP"] });
});

test("Medium's export: the body with its title, date, writer and address", async () => {
  const document = await importOne("m.html", page(`<article class="h-entry"><header><h1 class="p-name">שם</h1></header><section data-field="body" class="e-content"><section><p>${LONG}</p><pre><span>x = 1<br>y = 2</span></pre></section></section>
    <footer><p>By <a class="p-author h-card" href="https://medium.com/@d">דנה</a> on <a href="https://medium.com/p/1"><time class="dt-published" datetime="2022-05-06T07:08:09.123Z">x</time></a>.</p><p><a href="https://medium.com/@d/a-1" class="p-canonical">Canonical</a></p></footer></article>`, "<title>שם</title>"));
  assert.equal(document.markdown, `# שם\n\n${LONG}\n\n\`\`\`\nx = 1\ny = 2\n\`\`\`\n`);
  assert.deepEqual(document.facts, { title: "שם", date: "2022-05-06T07:08:09.123Z", authors: ["דנה"], address: "https://medium.com/@d/a-1" });
});

test("an unknown site: the main content, with its title above it, without menus", async () => {
  const text = await read(page(`<nav>${"<a href='/x'>תפריט</a>".repeat(20)}</nav><div id="main"><div class="story"><p>${LONG}</p><p>${LONG}</p><p>${LONG}</p></div></div><aside><p>מודעה</p></aside><footer>זכויות</footer>`, "<title>שם הסקירה</title>"));
  assert.equal(text, `# שם הסקירה\n\n${LONG}\n\n${LONG}\n\n${LONG}\n`);
});

test("Google Docs' export: marks by class, nested lists by class, forwarded links, notes; comments are left out", async () => {
  assert.equal(await read(page('<p class="c1"><span class="c2">מודגש</span><span class="c3"> רגיל </span><span class="c4">נטוי</span></p><ul class="lst-kix_abc-0 start"><li class="c1"><span>א</span></li></ul><ul class="lst-kix_abc-1 start"><li><span>ב</span></li></ul>' +
    '<ul class="lst-kix_abc-0"><li><span>ג</span></li></ul><p><a href="https://www.google.com/url?q=https://arxiv.org/abs/1&amp;sa=D">קישור</a><sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup><sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup></p>' +
    '<hr class="c9"><div><p class="c1"><a href="#ftnt_ref1" id="ftnt1">[1]</a><span> הערה</span></p></div><div class="c8"><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>תגובה</span></p></div>',
  '<style>@import url(https://themes.googleusercontent.com/x);.c2{font-weight:700}.c4{font-style:italic}.c3{color:#000}</style>')),
  "**מודגש** רגיל *נטוי*\n\n- א\n  - ב\n- ג\n\n[קישור](https://arxiv.org/abs/1)[^1]\n\n[^1]: הערה\n");
});

test("formulas of KaTeX, MathJax, MathML, WordPress, Google and pandoc are TeX", async () => {
  assert.equal(await read(page('<p>א <span class="katex"><span class="katex-mathml"><math><semantics><mi>x</mi><annotation encoding="application/x-tex">x_1</annotation></semantics></math></span><span class="katex-html" aria-hidden="true">x1</span></span> ' +
    'ב <script type="math/tex">y^2</script> ג <math><msup><mi>z</mi><mn>3</mn></msup></math> ד <img class="latex" alt="w_4" src="https://s0.wp.com/latex.php?latex=w_4"> ה <img src="https://www.google.com/chart?cht=tx&amp;chl=v_5"> ו \\(u\\) ' +
    'ז <span class="math inline"><em>E</em>=<em>c</em><sup>2</sup></span></p><script type="math/tex; mode=display">\\frac{a}{b}</script>')),
  "א $x_1$ ב $y^2$ ג $z^{3}$ ד $w_4$ ה $v_5$ ו $u$ ז $E=c^{2}$\n\n$$\\frac{a}{b}$$\n");
});

test("pictures beside a saved page are found; others are links, counters of visits nothing", async () => {
  const html = page('<p>א</p><img src="page_files/a%20b.png" alt="תרשים"><p>סמל <img src="data:image/png;base64,' + Buffer.from(png(6, 6)).toString("base64") + '"> בשורה</p><img src="https://x.org/p.gif" width="1" height="1"><img src="gone.png" alt="אבד">');
  const { documents, refused } = await importFiles([file("d/page.html", html), file("d/page_files/a b.png", png(100, 90)), file("d/page_files/app.js", "x()"), file("d/page_files/logo.png", png(5, 5, 7))]);
  assert.equal(markdownOf(documents[0]), "א\n\n![תרשים](PICTURE1.png)\n\nסמל ![](PICTURE2.png) בשורה\n\nאבד\n");
  assert.deepEqual(documents[0].warnings.map(({ code }) => code), ["picture-missing"]);
  assert.deepEqual(refusals({ documents: [], refused }), [["d/page_files/logo.png", "picture-unused"]]);
});

test("an old page's encoding is read where it declares it", async () => {
  const windows = Uint8Array.from([...page("<p>@@@</p>").replace("utf-8", "windows-1255")].flatMap((letter) => (letter === "@" ? [0xf9] : [letter.charCodeAt(0)])));
  const document = await importOne("a.html", windows);
  assert.deepEqual([document.markdown, document.warnings.map(({ code }) => code)], ["ששש\n", ["encoding"]]);
});

test("hostile addresses are no links, scripts no text, and an empty page is refused", async () => {
  assert.equal(await read(page('<p><a href="javascript:x()">א</a> <a href="data:text/html,x">ב</a><script>alert(1)</script></p>')), "א ב\n");
  assert.deepEqual(refusals(await importFile(file("a.html", page('<div id="root"></div><script src="app.js"></script>')))), [["a.html", "empty"]]);
});
