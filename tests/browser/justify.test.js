// What `skira layout` can ask of a paragraph beside Chromium's DOM: justification, letter spacing,
// indents, tabs and soft hyphens. Every run must stand where Chromium puts its characters.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ROOT, launchChromium, makeExport, makeReview, paragraph } from "./browser.js";
import { NATIVE_COMMAND } from "../command.js";

const SIZE = 18;  // px
const LINE = 30;  // px, the height of a line in the DOM
const NEAR = 1;   // px that places may differ by
const FAMILIES = ["skira-serif", "skira-sans", "skira-mono"];  // in the order in which layout prefers them
const WIDTHS = [240, 320, 480, 640];

const MIXED = [
  "הרשת לומדת לייצג כל מילה כווקטור, ואחר כך מחשבת לכל זוג מילים עד כמה האחת חשובה לאחרת.",
  "המודל GPT-4 נבדק על MMLU ועל HumanEval (2023), והשיג 86.4% ו-67.0% בהתאמה, יותר מכל קודמיו.",
  "The encoder reads the whole sentence at once, and the decoder writes one word after another.",
  "The word שלום stands inside an English sentence, and so do the words רשת עמוקה, with a comma.",
  "קובץ התצורה config.yaml קובע את learning_rate, batch_size ו-warmup_steps של כל ניסוי בנפרד.",
  "ניקוד: שָׁלוֹם לַקּוֹרְאִים, בָּרוּךְ הַבָּא, וְעוֹד מִלִּים אֲחָדוֹת כְּדֵי שֶׁיִּהְיוּ כַּמָּה שׁוּרוֹת.",
  "רווח קשיח\u00a0כאן וגם\u00a0כאן אינו נשבר, אך מתרחב כמו כל רווח אחר בשורה שמיושרת לשני צדדיה.",
  "שורה קצרה.\nואחריה שורה ארוכה שנשברת בלי ספק פעם אחת לפחות בכל רוחב שנבדק כאן.\nסוף.",
  "AnExtremelyLongIdentifierWithoutAnySpaceInItThatMustBeCutSomewhere ואחריו עוד כמה מילים בעברית.",
];
const SOFT = [
  "Hyper\u00adparameter opti\u00admization of convo\u00adlutional archi\u00adtectures is time-con\u00adsuming.",
  "מילה ה\u00adמ\u00adשׁ\u00adתנה ושוב Trans\u00adformers, self-super\u00advised וגם אינטר\u00adפרט\u00adביליות בשורה אחת.",
];
const TABBED = [
  "def f(x):\n\tif x:\n\t\treturn x + 1\n\telse:\treturn 0",
  "a\tbb\tccc\tdddd\teeeee",
  "שם\tערך\tהערה\nlr\t0.001\tקצב למידה\nbatch\t32\tגודל אצווה",
];

/** The options of `skira layout` and the CSS that means the same. */
const CASES = [
  { name: "justified text", options: ["--justify"], css: "text-align: justify; text-justify: inter-word", texts: MIXED },
  { name: "justified text with an indented first line", options: ["--justify", "--first-indent", "36"],
    css: "text-align: justify; text-justify: inter-word; text-indent: 36px", texts: MIXED },
  { name: "text with an indented first line", options: ["--first-indent", "36"], css: "text-indent: 36px", texts: MIXED },
  { name: "letters spaced out", options: ["--letter-spacing", "2.5"], css: "letter-spacing: 2.5px", texts: MIXED },
  { name: "justified text with letters spaced out", options: ["--justify", "--letter-spacing", "1.5"],
    css: "text-align: justify; text-justify: inter-word; letter-spacing: 1.5px", texts: MIXED },
  { name: "soft hyphens", options: [], css: "", texts: SOFT },
  { name: "soft hyphens in justified text", options: ["--justify"],
    css: "text-align: justify; text-justify: inter-word", texts: SOFT },
  { name: "tabs", options: ["--tab-size", "4"], css: "white-space: pre-wrap; tab-size: 4", texts: TABBED },
  { name: "tabs in justified text", options: ["--tab-size", "8", "--justify"],
    css: "white-space: pre-wrap; tab-size: 8; text-align: justify; text-justify: inter-word",
    texts: [...TABBED, ...MIXED.slice(0, 3).map((text) => text.replace(" ", "\t"))] },
];

/** @type {import("playwright-core").Browser} */
let browser;
before(async () => { browser = await launchChromium(); });
after(async () => { await browser.close(); });

/** The blocks that `skira layout` prints. @param {string[]} texts @param {number} width @param {string[]} options */
function layOut(texts, width, options) {
  const file = join(ROOT, "build/justify.json");
  writeFileSync(file, JSON.stringify(makeExport([makeReview({ blocks: texts.map((text) => paragraph(text)) })])));
  const output = execFileSync(NATIVE_COMMAND,
    ["layout", file, "--plain", "--width", String(width), "--size", String(SIZE), ...options], { encoding: "utf8" });
  return output.trim().split("\n").slice(1).map((line) => JSON.parse(line));
}

/** @param {string} family */
const fontFile = (family) => join(ROOT, `build/fonts/${family.replace("skira-", "")}-400.ttf`);

/** A page with the blocks as paragraphs in the same font. @param {any[]} blocks @param {number} width @param {string} css */
async function pageOf(blocks, width, css) {
  const faces = FAMILIES.map((family) => `@font-face { font-family: ${family};
    src: url(data:font/ttf;base64,${readFileSync(fontFile(family)).toString("base64")}) }`);
  const page = await browser.newPage();
  await page.setContent(`<!doctype html><meta charset="utf-8"><style>
    ${faces.join("\n")}
    p { position: absolute; left: 0; top: 0; margin: 0; width: ${width}px; font: ${SIZE}px/${LINE}px ${FAMILIES.join(", ")};
      white-space: pre-line; overflow-wrap: anywhere; ${css} }</style>`);
  await page.evaluate(async (blocks) => {
    for (const { text, direction } of blocks) {
      const p = document.createElement("p");
      p.dir = direction;
      p.lang = "he";
      p.textContent = text;
      document.body.append(p);
    }
    await Promise.all([...document.fonts].map((font) => font.load()));
  }, blocks);
  return page;
}

/**
 * Where Chromium puts characters of a paragraph: the rectangle around them, of each place that is in
 * another line than it should be too. (What begins behind a soft hyphen has that hyphen's as well.)
 * @param {import("playwright-core").Page} page
 * @param {{block: number, line: number, start: number, end: number}[]} ranges UTF-16
 */
const placesOf = (page, ranges) => page.evaluate(({ ranges, LINE }) => ranges.map(({ block, line, start, end }) => {
  const node = /** @type {Text} */ (document.querySelectorAll("p")[block].firstChild);
  const range = document.createRange();
  range.setStart(node, start);
  range.setEnd(node, end);
  const hyphenated = node.data[start - 1] === "\u00ad";
  const rects = [...range.getClientRects()].filter((rect) => rect.width > 0 &&
    !(hyphenated && Math.floor((rect.top + rect.bottom) / 2 / LINE) < line));
  return { left: Math.min(...rects.map((r) => r.left)), right: Math.max(...rects.map((r) => r.right)),
    top: Math.min(...rects.map((r) => r.top)), bottom: Math.max(...rects.map((r) => r.bottom)) };
}), { ranges, LINE });

/**
 * The runs of a line that show text, and the places from left to right that are theirs: Chromium counts
 * the hyphen behind a soft one to its word where that runs left to right, and not where it runs right to left.
 * @param {{start: number, end: number, level: number, x: number, width: number}[]} runs
 */
function visibleRuns(runs) {
  return runs.filter((run) => run.end > run.start && run.width > 0).map((run) => {
    const sign = runs.find((other) => other.start === other.end && other.start === run.end);
    const right = run.x + run.width + (sign && run.level % 2 === 0 ? sign.width : 0);
    if (sign) assert.ok(Math.abs(sign.x - (run.level % 2 === 0 ? run.x + run.width : run.x - sign.width)) < 0.02);
    return { start: run.start, end: run.end, left: run.x, right };
  });
}

/** @param {string} text @param {number} offset bytes */
const utf16 = (text, offset) => Buffer.from(text).subarray(0, offset).toString().length;

for (const { name, options, css, texts } of CASES) {
  test(`${name}: every run stands where Chromium puts it`, async () => {
    for (const width of WIDTHS) {
      const blocks = layOut(texts, width, options);
      const runs = blocks.flatMap((block, i) => block.lines.flatMap((/** @type {any} */ line, /** @type {number} */ n) =>
        visibleRuns(line.runs).map((run) =>
          ({ block: i, line: n, ...run, start: utf16(block.text, run.start), end: utf16(block.text, run.end) }))));
      const page = await pageOf(blocks, width, css);
      const places = await placesOf(page, runs);
      runs.forEach((run, i) => {
        const place = places[i];
        const what = `${width} px, ${JSON.stringify(blocks[run.block].text.slice(run.start, run.end))} (line ${run.line})`;
        const theirs = { line: Math.floor((place.top + place.bottom) / 2 / LINE), left: place.left, right: place.right };
        const near = run.line === theirs.line && 
          Math.abs(run.left - theirs.left) <= NEAR && Math.abs(run.right - theirs.right) <= NEAR;
        assert.ok(near, `${what}: ${JSON.stringify(run)} in Chromium ${JSON.stringify(theirs)}`);
      });
      await page.close();
    }
  });
}
