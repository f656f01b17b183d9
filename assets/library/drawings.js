#!/usr/bin/env node
// Draws the pictures of corpus/illustrated/, SVG beside the document that shows them:
//
//   node assets/library/drawings.js
//
// A drawing is a function of no arguments in DRAWINGS. They are on white, since a reader's theme may be dark, and their
// words are in the system's own font.
import { writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = fileURLToPath(import.meta.url);
/** Where the drawings are. */
export const PICTURES = resolve(dirname(HERE), "../../corpus/illustrated");

const INK = "#1f2328", MUTED = "#6a7078", ACCENT = "#0f6b5c", PALE = "#e3f1ee";

/** Rounded to a tenth of a pixel. @param {number} value */
const at = (value) => String(Math.round(value * 10) / 10);

/** @param {number} width @param {number} height @param {string[]} shapes */
const svg = (width, height, shapes) => `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="17" text-anchor="middle" fill="${INK}">
<rect width="${width}" height="${height}" fill="#fff"/>
${shapes.join("\n")}
</svg>
`;

/** @param {number} x of its middle @param {number} y of its baseline @param {string} words @param {string} [more] attributes */
const text = (x, y, words, more = "") => `<text x="${at(x)}" y="${at(y)}"${more && ` ${more}`}>${words}</text>`;

/** A letter with an index below it. @param {string} letter @param {string} index */
const indexed = (letter, index) => `<tspan font-style="italic">${letter}</tspan><tspan dy="5" font-size="12">${index}</tspan>`;

/** @param {number} x of its middle @param {number} y of its middle @param {number} width @param {number} height @param {string} fill */
const box = (x, y, width, height, fill) =>
  `<rect x="${at(x - width / 2)}" y="${at(y - height / 2)}" width="${width}" height="${height}" rx="8" fill="${fill}" stroke="${INK}"/>`;

/** @param {number[][]} points @param {string} stroke @param {number} width @param {string} [more] attributes */
const line = (points, stroke, width, more = "") =>
  `<polyline points="${points.map(([x, y]) => `${at(x)},${at(y)}`).join(" ")}" fill="none" stroke="${stroke}" stroke-width="${at(width)}"${more && ` ${more}`}/>`;

/** A line with a head at its end. @param {number[]} from @param {number[]} to @param {string} stroke @param {number} width @param {string} [more] attributes */
function arrow(from, to, stroke, width, more = "") {
  const angle = Math.atan2(to[1] - from[1], to[0] - from[0]), length = 7 + 2 * width;
  const wing = (/** @type {number} */ turn) => [to[0] - length * Math.cos(angle + turn), to[1] - length * Math.sin(angle + turn)];
  const [left, right] = [wing(0.42), wing(-0.42)];
  const neck = [(left[0] + right[0]) / 2, (left[1] + right[1]) / 2];
  return `${line([from, neck], stroke, width, more)}<polygon points="${[to, left, right].map(([x, y]) => `${at(x)},${at(y)}`).join(" ")}" fill="${stroke}"/>`;
}

/** One step of a decoder that attends to three states: "the black cat" becomes "le chat noir", and "chat" is next. */
function attention() {
  const words = [["the", 0.05], ["black", 0.1], ["cat", 0.85]].map(([word, weight], i) =>
    ({ word: String(word), weight: Number(weight), x: 110 + 150 * i, index: String(i + 1) }));
  const sum = [260, 150], decoder = [500, 150], states = 290;
  return svg(640, 400, [
    ...words.flatMap(({ word, weight, x, index }) => [
      arrow([x, states - 24], [sum[0] + (x - sum[0]) * 0.12, sum[1] + 26], ACCENT, 1 + 7 * weight),
      box(x, states, 90, 46, PALE),
      text(x, states + 6, indexed("h", index)),
      arrow([x, states + 66], [x, states + 26], INK, 1.2),
      text(x, states + 88, word),
      text(x + (x < 200 ? -34 : x > 300 ? 34 : 30), 232, weight.toFixed(2), `fill="${ACCENT}" font-size="15"`),
    ]),
    // Both directions of the encoder.
    ...[0, 1].flatMap((i) => [
      arrow([words[i].x + 45, states - 8], [words[i + 1].x - 46, states - 8], INK, 1.2),
      arrow([words[i + 1].x - 45, states + 8], [words[i].x + 46, states + 8], INK, 1.2),
    ]),
    `<circle cx="${sum[0]}" cy="${sum[1]}" r="24" fill="#fff" stroke="${INK}"/>`,
    text(sum[0], sum[1] + 8, "+", 'font-size="26"'),
    text(sum[0] + 70, sum[1] - 12, indexed("c", "2")),
    arrow([sum[0] + 24, sum[1]], [decoder[0] - 47, decoder[1]], ACCENT, 3),
    box(decoder[0], decoder[1], 90, 46, PALE),
    text(decoder[0], decoder[1] + 6, indexed("s", "2")),
    arrow([decoder[0], decoder[1] - 24], [decoder[0], decoder[1] - 70], INK, 1.2),
    text(decoder[0], decoder[1] - 82, "chat", 'font-weight="bold"'),
    // The state before, which asks, and the word that it wrote.
    box(sum[0], 40, 90, 46, "#fff"),
    text(sum[0], 46, indexed("s", "1")),
    text(sum[0] - 86, 46, "le"),
    arrow([sum[0] - 46, 40], [sum[0] - 68, 40], INK, 1.2),
    arrow([sum[0], 64], [sum[0], sum[1] - 26], MUTED, 1.6, 'stroke-dasharray="5 4"'),
    line([[sum[0] + 45, 40], [decoder[0] - 80, 40], [decoder[0] - 80, decoder[1] - 40]], INK, 1.2),
    arrow([decoder[0] - 80, decoder[1] - 41], [decoder[0] - 46, decoder[1] - 18], INK, 1.2),
  ]);
}

/** Training curves of models of five sizes, and the straight line below all of them. */
function scalingLaw() {
  const width = 640, height = 400, left = 70, right = 600, top = 30, bottom = 340;
  const DECADES = 8, A = 0.3, B = 0.6;  // loss: size^-A + (size / compute)^B
  const loss = (/** @type {number} */ size, /** @type {number} */ compute) => 10 ** (-A * size) + 10 ** (B * (size - compute));
  // Of the size that is best for a budget, where the derivative is zero.
  const best = (/** @type {number} */ compute) => loss((B * compute + Math.log10(A / B)) / (A + B), compute);
  const highest = 0.75, lowest = Math.log10(best(DECADES)) - 0.1;
  const x = (/** @type {number} */ compute) => left + (right - left) * compute / DECADES;
  const y = (/** @type {number} */ value) => top + (bottom - top) * (highest - Math.log10(value)) / (highest - lowest);
  const budgets = Array.from({ length: 81 }, (_, i) => i * DECADES / 80);
  const curves = [0.4, 1.4, 2.4, 3.4, 4.4].map((size) => budgets.filter((compute) => Math.log10(loss(size, compute)) <= highest)
    .map((compute) => [x(compute), y(loss(size, compute))]));
  const end = (/** @type {number} */ i) => curves[i][curves[i].length - 1];
  return svg(width, height, [
    ...curves.map((points) => line(points, MUTED, 1.8)),
    line([0.3, DECADES].map((compute) => [x(compute), y(best(compute))]), ACCENT, 3.5),
    arrow([left, bottom], [left, top - 12], INK, 1.5),
    arrow([left, bottom], [right + 18, bottom], INK, 1.5),
    ...Array.from({ length: DECADES }, (_, i) => line([[x(i + 0.5), bottom], [x(i + 0.5), bottom + 6]], INK, 1.2)),
    text((left + right) / 2, bottom + 40, "compute (log)"),
    `<text transform="translate(${left - 30} ${at((top + bottom) / 2)}) rotate(-90)">loss (log)</text>`,
    text(end(0)[0] - 60, end(0)[1] - 10, "small model", `font-size="14" fill="${MUTED}"`),
    text(curves[4][0][0] + 62, curves[4][0][1] + 14, "large model", `font-size="14" fill="${MUTED}"`),
    text(x(1.9), y(best(1.9)) + 62, "best of all sizes", `fill="${ACCENT}" font-size="15"`),
  ]);
}

/** @type {Record<string, () => string>} by the name of the file */
export const DRAWINGS = { "attention.svg": attention, "scaling-law.svg": scalingLaw };

if (process.argv[1] === HERE) {
  for (const [name, draw] of Object.entries(DRAWINGS)) writeFileSync(join(PICTURES, name), draw());
}
