// What `skira build` publishes: a site that has a name, ids that stay, pages, a feed and a book that others read.
import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { unzipSync } from "fflate";
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { PNG } from "pngjs";
import FeedReader from "rss-parser";
import { SaxesParser } from "saxes";
import { GROUNDS, accentsOf, linksOf } from "../../web/publish/accent.js";
import { keepIds } from "../../web/publish/identity.js";
import { gif } from "../browser/picture-files.js";
import { docx, drawing, p, png, relationship } from "../import/writers.js";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const SKIRA = join(ROOT, "web/command/skira.js");
const skip = existsSync(join(ROOT, "build/shell/packed")) ? false : "the app shell is not built (./build-wasm.sh)";
const folder = mkdtempSync(join(tmpdir(), "skira-publish-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** @param {string} name @param {string | Uint8Array} content @returns {string} the name */
function put(name, content) {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
  return name;
}

/** @param {string[]} args */
const skira = (...args) => spawnSync(process.execPath, [SKIRA, ...args], { cwd: folder, encoding: "utf8", maxBuffer: 2 ** 26 });
/** @param {string} file */
const text = (file) => readFileSync(join(folder, file), "utf8");
/** @param {string} site @returns {any} the export that a site has */
const published = (site) => JSON.parse(gunzipSync(readFileSync(join(folder, site, "reviews.json.gz"))).toString());

/** Fails where it is no XML. @param {string} xml */
function wellFormed(xml) {
  const parser = new SaxesParser({ xmlns: true });
  parser.on("error", (error) => { throw error; });
  parser.write(xml).close();
}

const PROSE = "המאמר מציע דרך חדשה לאמן רשתות עמוקות, והתוצאות בו משכנעות יותר ממה שנהוג בתחום הזה היום. ";
/** @param {number} number @param {string} title @param {string} day @param {string} [more] */
const review = (number, title, day, more = "") => `## Review ${number}, Short: ${title}, ${day}\n\nhttps://arxiv.org/abs/2401.0${1000 + number}\n\n` +
  `${PROSE}${title} ${PROSE}${more}\n\nעוד פסקה על $x_{${number}}^2$ ועל מה שנלמד ממנה בדרך.\n`;
const OWLS = review(901, "Owls as a Model of Patience", "03.02.2025"), NEWTS = review(902, "Newts that Learn Slowly", "05.02.2025", "טריטונים אחרים לומדים מהר.");
const SITE = `title: ינשופים וטריטונים
subtitle: סקירות של אחר הצהריים
author:
  name: רות לוי
  url: https://example.org/ruth
about: |
  # מה יש כאן

  סקירות **קצרות**, ראו [את הקוד](https://example.org/code).
language: he
accent: "#ffcc00"
licence: {name: CC BY 4.0, url: "https://creativecommons.org/licenses/by/4.0/"}
links:
  - {text: Telegram, url: "https://example.org/channel"}
url: https://example.org/owls
`;

test("a site's accent is judged on the grounds of the app's themes, and comes out as there", () => {
  const source = readFileSync(join(ROOT, "src/app/resources/theme.cpp"), "utf8");
  const themes = Object.fromEntries(Object.keys(GROUNDS).map((theme) => {
    const from = source.indexOf(`{.name = "${theme}"`), body = source.slice(from, source.indexOf("{.name", from + 1));
    const color = (/** @type {string} */ name) => `#${body.match(new RegExp(`\\.${name} = Rgb\\(0x([0-9A-F]{6})\\)`))?.[1]}`;
    const highlights = [.../** @type {RegExpMatchArray} */ (body.match(/\.highlight = \{([^}]*)\}/u))[1].matchAll(/0x([0-9A-F]{6})/gu)];
    return [theme, { ...Object.fromEntries(["page", "panel", "control", "text"].map((name) => [name, color(name)])),
      others: [...["hover", "selected", "card", "control", "spoken"].map(color), ...highlights.map(([, rgb]) => `#${rgb}`)].join(" ") }];
  }));
  assert.deepEqual(GROUNDS, themes);
  // tests/unit/app/theme_test.cpp has the same of Accented().
  assert.equal(accentsOf("#ffcc00").light, "#816d16");
  assert.equal(linksOf("#ffcc00").light, "#65581b");
});

test("a site has the name that its file gives it, everywhere, and the program's in one place", { skip }, () => {
  put("named/owls.md", `${OWLS}\n${NEWTS}`);
  put("named/site.yml", SITE);
  const run = skira("build", "named", "-o", "named-site", "--single");
  assert.equal(run.status, 0, run.stderr);
  assert.deepEqual(run.stderr.split("\n").slice(0, 2), [
    "named/site.yml: the accent #ffcc00 is hard to see on the light theme, which shows #816d16 instead",
    "named/site.yml: the accent #ffcc00 is hard to see on the sepia theme, which shows #786116 instead"]);
  const { site, sources } = published("named-site");
  assert.deepEqual(site, { title: "ינשופים וטריטונים", subtitle: "סקירות של אחר הצהריים", author: { name: "רות לוי", url: "https://example.org/ruth" },
    about: "# מה יש כאן\n\nסקירות **קצרות**, ראו [את הקוד](https://example.org/code).", language: "he", accent: "#ffcc00",
    licence: { name: "CC BY 4.0", url: "https://creativecommons.org/licenses/by/4.0/" },
    links: [{ text: "Telegram", url: "https://example.org/channel" }], url: "https://example.org/owls/" });
  assert.deepEqual(sources.map((/** @type {any} */ { name }) => name), ["named/owls.md"]);
  const index = text("named-site/index.html"), list = text("named-site/r/index.html");
  assert.match(index, /<title>ינשופים וטריטונים<\/title>/);
  assert.match(index, /<meta property="og:url" content="https:\/\/example.org\/owls\/">/);
  assert.match(list, /<h3 dir="auto">מה יש כאן<\/h3>\n<p dir="auto">סקירות <strong>קצרות<\/strong>, ראו <a href="https:\/\/example.org\/code"/);
  assert.match(text("named-site/feed.xml"), /<title>ינשופים וטריטונים · סקירות של אחר הצהריים<\/title>/);
  const manifest = JSON.parse(text("named-site/manifest.webmanifest"));
  assert.deepEqual([manifest.short_name, "id" in manifest], ["ינשופים וטריטונים", false]);
  assert.match(text("named-site/skira.html"), /<title>ינשופים וטריטונים<\/title>/);
  for (const name of ["index.html", "r/index.html", "feed.xml", "manifest.webmanifest", `r/${published("named-site").reviews[0].id}.html`]) {
    assert.doesNotMatch(text(`named-site/${name}`).replaceAll("נבנה בסקירה (Skira)", ""), /סקירה(?=[ <"·])(?! (?:אחת|קצרה|מלאה|מס׳))/, name);
  }
});

test("a wrong key or value of the site's file is named with its line, all of them at once, and nothing is written", { skip }, () => {
  put("wrong.yml", "titel: x\nauthor:\n  name: Ruth\n  url: javascript:alert(1)\naccent: '#12345'\nlanguage: fr\nlinks:\n  - text: a\n");
  const run = skira("build", "named", "--site", "wrong.yml", "-o", "wrong-site");
  assert.deepEqual([run.status, run.stderr.trim().split("\n")], [1, [
    'skira: wrong.yml:1: there is no key "titel"; did you mean "title"?',
    'wrong.yml:4: "author" "url" is no address (https://…): javascript:alert(1)',
    'wrong.yml:5: "accent" is no color (#1a5c9e; in quotes, since # begins a comment): #12345',
    'wrong.yml:6: "language" is "fr", not "he" or "en"',
    'wrong.yml:8: "links" "url" is missing']]);
  assert.ok(!existsSync(join(folder, "wrong-site")));
  put("wrong.json", '{\n  "title": "x",\n  "colour": "red"\n}\n');
  assert.equal(skira("build", "named", "--site", "wrong.json", "-o", "wrong-site").stderr.split("\n")[0],
    'skira: wrong.json:3: there is no key "colour"; there are title, subtitle, author, about, language, direction, accent, licence, links, url, picture, favicon');
  put("broken.yml", "title: [a\nsubtitle: }\n");
  assert.match(skira("build", "named", "--site", "broken.yml").stderr, /^skira: broken.yml:2: this is no YAML: /);
  assert.match(skira("build", "named", "--site", "none.yml").stderr, /^skira: none.yml: there is no such file/);
});

test("hostile facts are text or are refused: closing tags, quotes, turning marks, ten megabytes", { skip }, () => {
  const evil = `</title></script><script>globalThis.pwned=1</script>"'><img src=x onerror=pwned=1>`;
  put("evil/owls.md", OWLS);
  put("evil/site.json", JSON.stringify({ title: evil, subtitle: evil, about: `${evil}\n\n[x](javascript:1) <javascript:2>`,
    author: { name: evil }, licence: { name: evil }, links: [{ text: evil, url: "https://example.org/'\"><script>" }] }));
  const run = skira("build", "evil", "-o", "evil-site", "--single", "--epub");
  assert.equal(run.status, 0, run.stderr);
  const names = readdirSync(join(folder, "evil-site"), { recursive: true, encoding: "utf8" }).filter((name) => /\.(?:html|xml)$/.test(name));
  for (const name of names) {
    const page = text(`evil-site/${name}`);
    assert.ok(!/<script>globalThis|<img src=x|href="javascript/.test(page), name);
    if (name.endsWith(".xml")) wellFormed(page);
  }
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(text("evil-site/skira.html"))?.[1] ?? "";
  assert.match(policy, /script-src 'sha256-[^']+' 'wasm-unsafe-eval'; style-src 'sha256-/);
  for (const [name, value, reason] of [
    ["bidi", '"a\\u202Eb"', '"title" has a control character (U+202E)'], ["nul", '"a\\0b"', '"title" has a control character (U+0000)'],
    ["long", "x".repeat(1000), '"title" is longer than 200 characters'], ["huge", "x".repeat(10 << 20), "this is no site's file: it has more than 256 KB"]]) {
    put(`${name}.yml`, `title: ${value}\n`);
    const refused = skira("build", "named", "--site", `${name}.yml`, "-o", "refused-site");
    assert.deepEqual([refused.status, refused.stderr], [1, `skira: ${name}.yml:1: ${reason}\n`]);
  }
  assert.ok(!existsSync(join(folder, "refused-site")));
});

test("reviews keep their ids where titles, dates, order and documents change", { skip }, () => {
  put("kept/all.md", `${OWLS}\n${NEWTS}\n${review(903, "Toads in the Hidden Layer", "07.02.2025", "קרפדות יושבות בשכבה הנסתרת כל הלילה.")}`);
  assert.equal(skira("build", "kept", "-o", "kept-site").status, 0);
  const before = published("kept-site").reviews.map((/** @type {any} */ { id }) => id);
  // A typo in one title, another date, another order, in two documents.
  rmSync(join(folder, "kept/all.md"));
  put("kept/a.md", NEWTS.replace("05.02.2025", "06.02.2025"));
  put("kept/b.md", `${OWLS.replace("Owls as a Model", "The Owl as a Model")}\n${review(903, "Toads in the Hiden Layer", "07.02.2025", "קרפדות יושבות בשכבה הנסתרת כל הלילה.")}`);
  assert.equal(skira("build", "kept", "-o", "kept-site").status, 0);
  const after_ = published("kept-site").reviews.map((/** @type {any} */ { id }) => id);
  assert.deepEqual([...after_].sort(), [...before].sort());
  assert.deepEqual(after_, [before[1], before[0], before[2]]);
  // Numbers and papers say who they are without the former site, too; given as a file, it is the same as in place.
  skira("export", "kept", "-o", "fresh.json");
  skira("export", "kept", "-o", "again.json", "--previous", "kept-site");
  const ids = (/** @type {string} */ file) => JSON.parse(text(file)).reviews.map((/** @type {any} */ { id }) => id);
  assert.deepEqual(ids("fresh.json"), after_);
  assert.deepEqual(ids("again.json"), after_);
  assert.deepEqual(JSON.parse(text("again.json")).reviews.map((/** @type {any} */ { links }) => links.length), JSON.parse(text("fresh.json")).reviews.map((/** @type {any} */ { links }) => links.length));
});

test("days that move on do not hand one review's id to another", () => {
  const of = (/** @type {string} */ day, /** @type {string} */ title, /** @type {string} */ words) => ({ id: day, title, date: day, number: null,
    paper: { urls: [] }, links: [], blocks: [{ type: "paragraph", spans: [{ text: words }] }] });
  const owls = "ינשופים יושבים על ענף אחד ומחכים בסבלנות לעכבר שאינו בא", newts = "טריטונים שוחים לאט בבריכה ולומדים ממנה מה שאפשר ללמוד";
  const former = { reviews: [of("2025-02-03", "Owls", owls), of("2025-02-04", "Newts", newts)] };
  const next = { format: "", version: 2, sources: [], math: {}, reviews: [of("2025-02-04", "Owls", owls), of("2025-02-05", "Newts", newts), of("2025-02-03", "Toads", "קרפדות")] };
  const kept = keepIds(/** @type {any} */ (next), /** @type {any} */ (former));
  assert.deepEqual(kept.reviews.map(({ id, title }) => [title, id]), [["Owls", "2025-02-03"], ["Newts", "2025-02-04"], ["Toads", "2025-02-03-2"]]);
});

test("an id that is no longer there has a page that leads on", { skip }, () => {
  put("old.json", JSON.stringify({ format: "skira-reviews", version: 2, sources: [], math: {}, reviews: [{ ...published("named-site").reviews[0],
    id: "owls-of-old", former_ids: ["older-owls"], title: "Something Else", blocks: [] }] }));
  skira("build", "named", "-o", "led-site", "--previous", "old.json");
  const [{ id, former_ids: former = [] }] = published("led-site").reviews;
  // Without its text the same paper on the same day is enough to keep the id or to lead to it.
  const leads = id === "owls-of-old" ? former : [...former];
  assert.ok([id, ...leads].includes("owls-of-old") && leads.includes("older-owls"), JSON.stringify([id, former]));
  const page = text("led-site/r/older-owls.html");
  assert.match(page, new RegExp(`<meta http-equiv="refresh" content="0; url=${id}.html">`));
  assert.match(page, /<meta name="robots" content="noindex">/);
});

test("what others judge pages by finds nothing wrong with any, and a reader of feeds reads the feed", { skip }, async () => {
  const judge = new HtmlValidate(new StaticConfigLoader({ extends: ["html-validate:standard"] }));
  for (const name of ["index.html", ...readdirSync(join(folder, "named-site/r")).map((file) => `r/${file}`)]) {
    const { results } = judge.validateStringSync(text(`named-site/${name}`), name);
    assert.deepEqual(results.flatMap(({ messages }) => messages.map(({ line, message }) => `${name}:${line}: ${message}`)), []);
  }
  const feed = await new FeedReader().parseString(text("named-site/feed.xml"));
  assert.deepEqual([feed.title, feed.items.map(({ title, link, isoDate }) => [title, link, isoDate?.slice(0, 10)])], ["ינשופים וטריטונים · סקירות של אחר הצהריים",
    published("named-site").reviews.map((/** @type {any} */ { id, title, date }) => [title, `https://example.org/owls/r/${id}.html`, date])
      .sort((/** @type {string[]} */ a, /** @type {string[]} */ b) => (a[2] < b[2] ? 1 : -1))]);
});

test("a page's preview says what it is about and shows a picture that is there", { skip }, () => {
  const [{ id, title }] = published("named-site").reviews;
  const page = text(`named-site/r/${id}.html`);
  const meta = Object.fromEntries([...page.matchAll(/<meta (?:name|property)="([^"]+)" content="([^"]*)">/g)].map(([, name, value]) => [name, value]));
  assert.equal(meta["og:title"], title);
  assert.equal(meta["og:url"], `https://example.org/owls/r/${id}.html`);
  assert.equal(meta["og:image"], `https://example.org/owls/cards/${id}.png`);
  assert.equal(meta["twitter:card"], "summary_large_image");
  assert.equal(meta.citation_title, title);
  assert.equal(meta.citation_publication_date, "2025/02/03");
  assert.equal(meta.citation_journal_title, "ינשופים וטריטונים");
  assert.match(meta.citation_reference, /citation_arxiv_id=2401.01901;/);
  assert.ok(Object.values(meta).every((value) => value.trim() !== ""), "no empty fields");
  const { width, height } = PNG.sync.read(readFileSync(join(folder, `named-site/cards/${id}.png`)));
  assert.deepEqual([width, height], [1200, 630]);
  const frogs = docx(p("Review 904: Frogs as a Model of Attention, 03.02.2025") + p(PROSE) + p(drawing("rId9", "צפרדע")) + p(PROSE),
    { relationships: relationship("rId9", "image", "media/frog.png"), files: { "word/media/frog.png": png(400, 300, 3) } });
  put("frogs.docx", frogs);
  skira("build", "frogs.docx", "-o", "frogs-site");
  const [frog] = published("frogs-site").reviews;
  const image = /<meta property="og:image" content="([^"]*)">/.exec(text(`frogs-site/r/${frog.id}.html`))?.[1] ?? "";
  assert.match(image, /^\.\.\/pictures\/sha256-[0-9a-f]+\.png$/);
  assert.ok(existsSync(join(folder, "frogs-site/r", image)));
});

test("the feed's ids are the site's own, its entries say something, and the sitemap lists what is there", { skip }, () => {
  const feed = text("named-site/feed.xml"), sitemap = text("named-site/sitemap.xml");
  wellFormed(feed);
  wellFormed(sitemap);
  // All that the protocol's schema allows of what we write: addresses, and days as the W3C's note has them.
  assert.match(sitemap, /^<\?xml version="1\.0" encoding="utf-8"\?>\n<urlset xmlns="http:\/\/www\.sitemaps\.org\/schemas\/sitemap\/0\.9">\n(<url><loc>https:[^<>"\s]+<\/loc>(<lastmod>\d{4}-\d\d-\d\d<\/lastmod>)?<\/url>\n)+<\/urlset>\n$/u);
  assert.deepEqual([...feed.matchAll(/<id>([^<]*)<\/id>/g)].map(([, id]) => id.replace(/[^/:]+$/, "")),
    ["tag:example.org,2026:/owls/", "tag:example.org,2026:/owls/", "tag:example.org,2026:/owls/"]);
  assert.equal(feed.match(/<summary>[^<]+<\/summary>\n<content type="html" xml:base="https:[^"]+">[^<]+<\/content>/g)?.length, 2);
  for (const [, url] of sitemap.matchAll(/<loc>https:\/\/example\.org\/owls\/([^<]+)<\/loc>/g)) assert.ok(existsSync(join(folder, "named-site", decodeURIComponent(url))), url);
  for (const name of readdirSync(join(folder, "named-site/r"))) assert.match(text(`named-site/r/${name}`), /<link rel="alternate" type="application\/atom\+xml"/);
  // Without an address there is no sitemap, whose format has whole addresses alone; two libraries' feeds differ all the same.
  put("other/newts.md", NEWTS);
  skira("build", "other", "-o", "other-site");
  assert.ok(!existsSync(join(folder, "other-site/sitemap.xml")));
  const idOf = (/** @type {string} */ site) => /<id>([^<]*)<\/id>/.exec(text(`${site}/feed.xml`))?.[1];
  assert.notEqual(idOf("other-site"), idOf("frogs-site"));
  assert.match(idOf("other-site") ?? "", /^tag:/);
});

test("nothing that is published names a folder of the maker's machine, or has a control character", { skip }, () => {
  for (const name of readdirSync(join(folder, "named-site"), { recursive: true, encoding: "utf8" })) {
    if (!/\.(?:html|xml|json|webmanifest)$/.test(name)) continue;
    const page = text(`named-site/${name}`);
    assert.ok(!page.includes(folder) && !page.includes(ROOT), name);
    if (name !== "skira.html") assert.doesNotMatch(page, /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/, name);
  }
});

test("what is published is read again: the one file, the site's .zip, its folder, its Markdown", { skip }, () => {
  const { reviews } = published("frogs-site");
  skira("build", "frogs.docx", "-o", "frogs-whole", "--single", "--markdown");
  execFileSync("sh", ["-c", "command -v zip >/dev/null || exit 0; zip -qr ../frogs.zip ."], { cwd: join(folder, "frogs-site") });
  const given = ["frogs-whole/skira.html", ...existsSync(join(folder, "frogs.zip")) ? ["frogs.zip"] : []];
  for (const file of given) {
    assert.equal(skira("export", file, "-o", "back/back.json").status === 0 || (mkdirSync(join(folder, "back"), { recursive: true }), skira("export", file, "-o", "back/back.json").status === 0), true, file);
    const back = JSON.parse(text("back/back.json"));
    assert.deepEqual(back.reviews, reviews, file);
    assert.ok(existsSync(join(folder, "back", back.pictures[0].file)), file);
  }
  const [markdown] = readdirSync(join(folder, "frogs-whole")).filter((name) => name.endsWith("-markdown.zip"));
  skira("export", `frogs-whole/${markdown}`, "-o", "back/markdown.json");
  const [same] = JSON.parse(text("back/markdown.json")).reviews;
  assert.deepEqual([same.title, same.date, same.number], [reviews[0].title, reviews[0].date, reviews[0].number]);
});

test("a single file of a former build does not stay beside a site that is newer, and that is said", { skip }, () => {
  put("single/a.md", OWLS);
  assert.equal(skira("build", "single", "-o", "single-site", "--single", "--markdown").status, 0);
  const [markdown] = readdirSync(join(folder, "single-site")).filter((name) => name.endsWith("-markdown.zip"));
  put("single/a.md", `${OWLS}\n${NEWTS}`);
  const again = skira("build", "single", "-o", "single-site");
  assert.deepEqual([again.status, again.stderr.split("\n").filter((line) => line.includes("removed"))], [0, [
    "single-site/skira.html: the former build's is removed, it would be out of date (--single makes it anew)",
    `single-site/${markdown}: the former build's is removed, it would be out of date (--markdown makes it anew)`].sort()]);
  assert.deepEqual(readdirSync(join(folder, "single-site")).filter((name) => name === "skira.html" || name.endsWith(".zip")), ["app-shell.zip"]);
});

test("the book is right-to-left and has every review, its formulas and pictures; epubcheck takes it", { skip }, (t) => {
  put("book/a.md", `${OWLS}\n${NEWTS}`);
  put("book/site.yml", SITE);
  writeFileSync(join(folder, "book/frogs.docx"), readFileSync(join(folder, "frogs.docx")));
  assert.equal(skira("build", "book", "-o", "book-site", "--epub").status, 0);
  const [name] = readdirSync(join(folder, "book-site")).filter((one) => one.endsWith(".epub"));
  assert.equal(name, "ינשופים-וטריטונים.epub");
  const bytes = readFileSync(join(folder, "book-site", name));
  assert.equal(bytes.subarray(30, 38).toString(), "mimetype");
  const files = unzipSync(new Uint8Array(bytes));
  const part = (/** @type {string} */ file) => new TextDecoder().decode(files[file]);
  const { reviews } = published("book-site");
  assert.match(part("EPUB/package.opf"), /<spine page-progression-direction="rtl">/);
  assert.match(part("EPUB/package.opf"), /<dc:creator>רות לוי<\/dc:creator>/);
  assert.equal(part("EPUB/nav.xhtml").match(/<li>/g)?.length, reviews.length);
  for (const { id } of reviews) wellFormed(part(`EPUB/r/${id}.xhtml`));
  assert.match(part(`EPUB/r/${reviews[0].id}.xhtml`), /<math xmlns="http:\/\/www.w3.org\/1998\/Math\/MathML"/);
  assert.equal(Object.keys(files).filter((file) => file.startsWith("EPUB/pictures/")).length, 1);
  const jar = ["/usr/bin/epubcheck", "/usr/share/java/epubcheck.jar"].find(existsSync);
  if (!jar) return t.diagnostic("epubcheck (Debian's package) is not installed: the book was not given to it");
  const check = spawnSync("java", ["-jar", jar, join(folder, "book-site", name)], { encoding: "utf8" });
  if (check.error) return t.diagnostic("there is no Java: the book was not given to epubcheck");
  assert.equal(check.status, 0, check.stdout + check.stderr);
});

test("a folder with other files is left alone, what is not Skira's inside a site stays, and wrong usage has a status of its own", { skip }, () => {
  put("precious/thesis.txt", "x");
  const run = skira("build", "named", "-o", "precious");
  assert.deepEqual([run.status, run.stderr.split("\n").at(-2)],
    [1, `skira: ${join(folder, "precious")}: this is no site of Skira's: name an empty folder, or one that is not there yet`]);
  assert.deepEqual(readdirSync(join(folder, "precious")), ["thesis.txt"]);
  put("named-site/.git/HEAD", "ref: refs/heads/gh-pages\n");
  put("named-site/CNAME", "example.org\n");
  put("named-site/talks/slides.html", "<p>slides");
  put("named-site/import-OLD.js", "");
  writeFileSync(join(folder, "named-site/sw.js"), text("named-site/sw.js").replace(", LAZY = {", ", LAZY = {\"import-OLD.js\":\"\","));
  assert.equal(skira("build", "named", "-o", "named-site").status, 0);
  assert.deepEqual([text("named-site/.git/HEAD"), text("named-site/CNAME"), text("named-site/talks/slides.html")],
    ["ref: refs/heads/gh-pages\n", "example.org\n", "<p>slides"]);
  assert.ok(!existsSync(join(folder, "named-site/import-OLD.js")), "a file of the former build");
  for (const words of [["build"], ["build", "named", "--shard", "x"], ["build", "named", "--nonsense"], ["build", "named", "--shard", "5", "--single"]]) {
    assert.equal(skira(...words).status, 2, words.join(" "));
  }
  const missing = skira("build", "named", "--previous", "nowhere.json", "-o", "nowhere-site");
  assert.deepEqual([missing.status, missing.stderr.split("\n").at(-2)], [1, "skira: nowhere.json: there is no such file or folder"]);
  assert.ok(!existsSync(join(folder, "nowhere-site")));
});

test("a library in shards keeps its site's name and its ids", { skip }, () => {
  assert.equal(skira("build", "named", "-o", "shards-site", "--shard", "1").status, 0);
  const manifest = gunzipSync(readFileSync(join(folder, "shards-site/library/shards.txt.gz"))).toString();
  assert.match(manifest, /^site \{.*"title":"ינשופים וטריטונים"/m);
  assert.equal(skira("export", "named", "-o", "from-shards.json", "--previous", "shards-site").status, 0);
  assert.deepEqual(JSON.parse(text("from-shards.json")).reviews.map((/** @type {any} */ { id }) => id), published("named-site").reviews.map((/** @type {any} */ { id }) => id));
});

test("serve --watch builds again in under a second what changed, and tells the page that is open", { skip, timeout: 120_000 }, async (t) => {
  put("watched/a.md", OWLS);
  put("watched/b.md", NEWTS);
  const server = spawn(process.execPath, [SKIRA, "serve", "--port", "0", "--watch", "watched"], { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  t.after(() => server.kill());
  let said = "";
  server.stderr.on("data", (bytes) => { said += bytes; });
  const says = async (/** @type {RegExp} */ what) => {
    while (!what.test(said)) await once(server.stderr, "data");
    return /** @type {RegExpExecArray} */ (what.exec(said));
  };
  const [address] = await says(/http:\/\/127\.0\.0\.1:\d+\//);
  assert.match(await (await fetch(address)).text(), /<script src="\/skira-follow\.js" async>/);
  const changes = await fetch(`${address}skira-changes`);
  const reader = /** @type {ReadableStream<Uint8Array>} */ (changes.body).getReader();
  assert.match(new TextDecoder().decode((await reader.read()).value), /^retry/);
  put("watched/a.md", OWLS.replace("ועל מה שנלמד", "ועל כל מה שנלמד"));
  assert.match(new TextDecoder().decode((await reader.read()).value), /^data: changed/);
  await says(/files changed[^]*files changed/);
  const [, [, files, time]] = [...said.matchAll(/; (\d+) files changed in (\d+) ms/g)];
  // The export, its page, the feed and what names their digests; the review's own page.
  assert.ok(Number(files) < 10, said);
  t.diagnostic(`${files} files in ${time} ms`);
  await reader.cancel();
});

test("a moving picture stands still in the plain pages for whoever wants less motion, one that does not move is as it was", { skip }, () => {
  const moving = gif(90, 60, [[220, 30, 40], [30, 60, 220]], "ציור נע"), still = gif(90, 60, [[220, 30, 40]], "ציור עומד");
  put("gifs/moving.gif", moving.content);
  put("gifs/still.gif", still.content);
  put("gifs/review.md", "Review 12: Motion as a Model of Rest, 03.02.2025\n\nפסקה ראשונה של הסקירה, לפני הציורים.\n\n" +
    "![ציור נע](moving.gif)\n\nפסקה שנייה, בין שני הציורים.\n\n![ציור עומד](still.gif)\n");
  const { status, stderr } = skira("build", "gifs", "-o", "gif-site");
  assert.equal(status, 0, stderr);
  const page = text(`gif-site/r/${published("gif-site").reviews[0].id}.html`);
  const sources = [...page.matchAll(/<picture><source media="\(prefers-reduced-motion: reduce\)" srcset="([^"]+)"><img src="([^"]+)"[^>]*alt="([^"]*)"/g)];
  assert.deepEqual(sources.map(([, , , alt]) => alt), ["ציור נע"]);
  const [, frame, whole] = sources[0];
  assert.equal(frame, whole.replace(".gif", "-still.gif"));
  const bytes = readFileSync(join(folder, "gif-site/r", frame)), all = readFileSync(join(folder, "gif-site/r", whole));
  assert.deepEqual([bytes.subarray(0, 6).toString("latin1"), bytes.at(-1), bytes.length < all.length], [all.subarray(0, 6).toString("latin1"), 0x3b, true]);
});
