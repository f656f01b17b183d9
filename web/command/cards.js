// Draws the cards of previews in Node (publish/card.js says what is on them).
import { deflateSync } from "node:zlib";
import { Resvg } from "@resvg/resvg-wasm";
import bidiFactory from "bidi-js";
import * as harfbuzz from "harfbuzzjs";
import { cardSvg, cardsOf } from "../publish/card.js";
import { encodePng } from "../publish/png.js";
import { startDrawing } from "./drawing.js";

/** The faces of a pack of fonts (app-shell.js), by their names. @param {Uint8Array<ArrayBuffer>} pack */
export function facesIn(pack) {
  const length = new DataView(pack.buffer, pack.byteOffset).getUint32(0, true);
  let at = 4 + length;
  /** @type {{file: string, size: number}[]} */
  const index = JSON.parse(new TextDecoder().decode(pack.subarray(4, at)));
  return new Map(index.map(({ file, size }) => [file, pack.slice(at, at += size)]));
}

const bidi = /** @type {() => {getEmbeddingLevels: (text: string, base: "rtl" | "ltr") => {levels: Uint8Array}}} */ (/** @type {unknown} */ (bidiFactory))();

/** The parts of a line of one direction each, from left to right (UAX #9). @param {string} text @param {boolean} rtl */
function visualRuns(text, rtl) {
  const { levels } = bidi.getEmbeddingLevels(text, rtl ? "rtl" : "ltr");
  /** @type {{text: string, level: number}[]} */
  const runs = [];
  for (let i = 0; i < text.length; ++i) {
    const last = runs.at(-1);
    if (last && last.level === levels[i]) last.text += text[i];
    else runs.push({ text: text[i], level: levels[i] });
  }
  // L2: from the highest level down, each stretch of that level or more is turned around.
  for (let level = Math.max(0, ...levels); level > 0; --level) {
    for (let first = 0; first < runs.length; ++first) {
      let end = first;
      while (end < runs.length && runs[end].level >= level) ++end;
      if (end > first) runs.splice(first, end - first, ...runs.slice(first, end).reverse());
      first = end;
    }
  }
  return runs;
}

/**
 * Sets lines of text in a face.
 * @param {Uint8Array<ArrayBuffer>} bytes @returns {(text: string, rtl: boolean, drawn?: boolean) => import("../publish/card.js").SetLine}
 */
function setterOf(bytes) {
  const face = new harfbuzz.Face(new harfbuzz.Blob(bytes));
  const font = new harfbuzz.Font(face);
  const scale = 1000 / face.upem;
  /** Where the glyph that is drawn stands. @type {{x: number, y: number, path: string[]}} */
  const pen = { x: 0, y: 0, path: [] };
  const put = (/** @type {string} */ command, /** @type {number[]} */ ...numbers) =>
    pen.path.push(command + numbers.map((value, i) => Math.round((value + (i % 2 ? pen.y : pen.x)) * scale)).join(" "));
  const draw = new harfbuzz.DrawFuncs();
  draw.setMoveToFunc((x, y) => put("M", x, y));
  draw.setLineToFunc((x, y) => put("L", x, y));
  draw.setQuadraticToFunc((cx, cy, x, y) => put("Q", cx, cy, x, y));
  draw.setCubicToFunc((ax, ay, bx, by, x, y) => put("C", ax, ay, bx, by, x, y));
  draw.setClosePathFunc(() => pen.path.push("Z"));
  return (text, rtl, drawn = true) => {
    Object.assign(pen, { x: 0, y: 0, path: [] });
    let at = 0;
    for (const run of visualRuns(text, rtl)) {
      const buffer = new harfbuzz.Buffer();
      buffer.addText(run.text);
      buffer.guessSegmentProperties();
      buffer.setDirection(run.level % 2 ? harfbuzz.Direction.RTL : harfbuzz.Direction.LTR);
      harfbuzz.shape(font, buffer);
      for (const { codepoint, xAdvance = 0, xOffset = 0, yOffset = 0 } of buffer.getGlyphInfosAndPositions()) {
        pen.x = at + xOffset;
        pen.y = yOffset;
        if (drawn) font.drawGlyph(codepoint, draw);
        at += xAdvance;
      }
    }
    return { width: at / face.upem, path: pen.path.join("") };
  };
}

/** Drawn before in this process, by what is on them: a library that is built again draws what is new. @type {Map<string, Uint8Array<ArrayBuffer>>} */
const drawn = new Map();

/**
 * @param {import("../publish/export-text.js").Export} data @param {import("../publish/pages.js").Html} html
 * @param {Uint8Array<ArrayBuffer>} pack of fonts
 * @returns {Promise<Map<string, Uint8Array<ArrayBuffer>>>} PNG by their names in the site
 */
export async function drawCards(data, html, pack) {
  await startDrawing();
  const faces = facesIn(pack);
  const setters = new Map(["serif-700", "sans-400"].map((name) => [name, setterOf(/** @type {Uint8Array<ArrayBuffer>} */ (faces.get(name)))]));
  /** @type {import("../publish/card.js").SetText} */
  const set = (text, face, rtl, drawn) => /** @type {ReturnType<typeof setterOf>} */ (setters.get(face))(text, rtl, drawn);
  /** @type {Map<string, Uint8Array<ArrayBuffer>>} */
  const cards = new Map();
  for (const [name, card] of cardsOf(data, html)) {
    const key = JSON.stringify(card);
    let png = drawn.get(key);
    if (!png) {
      const picture = new Resvg(cardSvg(card, set));
      const image = picture.render();
      png = new Uint8Array(encodePng(image.pixels, image.width, image.height, (rows) => deflateSync(rows, { level: 3 })));
      image.free();
      picture.free();
      drawn.set(key, png);
    }
    cards.set(name, png);
  }
  return cards;
}
