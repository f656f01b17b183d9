// A .docx as large as an author's whole work in a Google Doc: 36 MB of XML in some 3 MB, 303 daily reviews, 38 pictures, 14
// equations. The words are those of corpus/, in other sentences; every run has three letters, as Google Docs writes them.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { encodePng } from "../../../web/import/png.js";
import { docx, drawing, p, relationship } from "../../import/writers.js";
import { ROOT } from "../report.js";

export const REVIEWS = 303, PICTURES = 38, EQUATIONS = 14;
const PARAGRAPHS = 12, WORDS = 18, LETTERS = 3;

/** mulberry32. @param {number} seed @returns {() => number} in [0, 1) */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The words of the default library, in its order. */
function corpusWords() {
  const folder = join(ROOT, "corpus");
  return readdirSync(folder).filter((name) => /\.(?:md|txt)$/.test(name) && name !== "README.md").sort()
    .flatMap((name) => readFileSync(join(folder, name), "utf8").match(/[\p{L}"'-]{2,}/gu) ?? []);
}

/** Runs with the attributes and properties that Google Docs gives each. @param {string} text @param {boolean} [bold] */
const runs = (text, bold = false) => (text.match(new RegExp(`.{1,${LETTERS}}`, "gsu")) ?? []).map((piece) =>
  `<w:r w:rsidDel="00000000" w:rsidR="00000000" w:rsidRPr="00000000"><w:rPr>${bold ? '<w:b w:val="1"/>' : ""}<w:rtl w:val="1"/></w:rPr>` +
  `<w:t xml:space="preserve">${piece}</w:t></w:r>`).join("");

const EQUATION = "<m:oMath><m:sSub><m:e><m:r><m:t>α</m:t></m:r></m:e><m:sub><m:r><m:t>i:t</m:t></m:r></m:sub></m:sSub></m:oMath>";

/** @param {number} at */
function dayOf(at) {
  const day = new Date(Date.UTC(2024, 0, 1 + at));
  return [day.getUTCDate(), day.getUTCMonth() + 1].map((part) => String(part).padStart(2, "0")).join(".") + `.${day.getUTCFullYear() % 100}`;
}

/** A picture of some 40 KB. @param {() => number} random */
const noise = (random) => encodePng(160, 90, new Uint8Array(160 * 90 * 3).map(() => random() * 256), 3);

/** @returns {{bytes: Uint8Array, xmlBytes: number}} the same ones each time */
export function largeDocx() {
  const random = randomFrom(20);
  const words = corpusWords();
  const latin = words.filter((word) => /^[A-Z][a-z]+$/.test(word));
  const one = (/** @type {string[]} */ some) => some[Math.floor(random() * some.length)];
  const sentence = () => {
    const start = Math.floor(random() * (words.length - WORDS));
    return words.slice(start, start + WORDS).map((word) => (random() < 0.3 ? one(words) : word)).join(" ");
  };
  let body = "";
  for (let at = 0; at < REVIEWS; ++at) {
    const title = Array.from({ length: 6 }, () => one(latin)).join(" ");
    body += p(runs(`🚀⚡️ המאמר היומי של צוות Skira ${dayOf(at)} ⚡️🚀`, true)) + p(runs(title, true));
    for (let i = 0; i < PARAGRAPHS; ++i) {
      const first = i === 1;
      body += p(runs(`${sentence()}. `) + (first && at < EQUATIONS ? EQUATION : "") + runs(`${sentence()}.`));
      if (first && at % 8 === 0 && at / 8 < PICTURES) body += p(drawing(`image${at / 8}`, `איור של ${title}`));
    }
    body += p(runs(`https://arxiv.org/abs/2401.${String(10000 + at)}`));
  }
  const pictures = Array.from({ length: PICTURES }, (_, at) => at);
  const bytes = docx(body, {
    relationships: pictures.map((at) => relationship(`image${at}`, "image", `media/${at}.png`)).join(""),
    files: Object.fromEntries(pictures.map((at) => [`word/media/${at}.png`, noise(random)])),
  });
  return { bytes, xmlBytes: Buffer.byteLength(body) };
}
