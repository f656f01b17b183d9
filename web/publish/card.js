// The card that previews of a link show where a review has no picture of its own: its title in the page's type, the
// site's name, its day and writers. An SVG of outlines alone: whoever publishes shapes the lines and draws it.
import { GROUNDS, accentsOf } from "./accent.js";
import { namesOf } from "./names.js";
import { CARDS, previewOf, printedDay } from "./pages.js";
import { checkedSite } from "./site-facts.js";

/**
 * @typedef {"serif-700" | "sans-400"} CardFace
 * @typedef {{width: number, path: string}} SetLine a line of text as it is drawn: its width in em; its outlines as in SVG, 1,000 to the em, y upwards
 * @typedef {(text: string, face: CardFace, rtl: boolean, drawn?: boolean) => SetLine} SetText not `drawn`: only its width is asked for
 * @typedef {{title: string, dir: string, above: string, below: string, accent: string}} Card
 */

export const CARD_WIDTH = 1200, CARD_HEIGHT = 630;

const SIDE = 80, TITLE = 68, LINE = 84, MOST_LINES = 4, SMALL = 34;
const INK = { title: "#0b0d10", muted: GROUNDS.light.text, ground: GROUNDS.light.panel };

/**
 * A text in lines of at most `width` em; the last ends in an ellipsis where there would be more.
 * @param {string} text @param {number} width @param {number} most @param {(text: string) => number} measure
 */
export function brokenLines(text, width, most, measure) {
  const space = measure(" ");
  /** @type {{text: string, width: number}[]} */
  const lines = [];
  // Words are measured once each: nothing of a face reaches over a space.
  const words = text.split(/\s+/).filter(Boolean).map((word) => ({ text: word, width: measure(word) }));
  while (words.length > 0) {
    const line = /** @type {{text: string, width: number}} */ (words.shift());
    while (line.width > width && line.text.length > 1) {  // one long word
      const cut = Math.max(1, Math.floor(line.text.length * width / line.width) - 1);
      const rest = line.text.slice(cut);
      words.unshift({ text: rest, width: measure(rest) });
      line.text = line.text.slice(0, cut);
      line.width = measure(line.text);
    }
    while (words.length > 0 && line.width + space + words[0].width <= width) {
      line.width += space + words[0].width;
      line.text += ` ${words[0].text}`;
      words.shift();
    }
    lines.push(line);
    if (lines.length === most && words.length > 0) {
      while (measure(`${line.text}…`) > width && line.text.includes(" ")) line.text = line.text.replace(/\s\S*$/, "");
      line.text += "…";
      break;
    }
  }
  return lines.map((line) => line.text);
}

/** @param {Card} card @param {SetText} set */
export function cardSvg({ title, dir, above, below, accent }, set) {
  const rtl = dir !== "ltr";
  const row = (/** @type {string} */ text, /** @type {number} */ y, /** @type {CardFace} */ face, /** @type {number} */ size, /** @type {string} */ ink) => {
    const { width, path } = set(text, face, rtl);
    const scale = size / 1000;
    return `<path fill="${ink}" transform="translate(${(rtl ? CARD_WIDTH - SIDE - width * size : SIDE).toFixed(1)} ${y}) scale(${scale} ${-scale})" d="${path}"/>`;
  };
  const lines = (/** @type {string} */ text, /** @type {CardFace} */ face, /** @type {number} */ size, /** @type {number} */ most) =>
    brokenLines(text, (CARD_WIDTH - 2 * SIDE) / size, most, (part) => set(part, face, rtl, false).width);
  const titles = lines(title, "serif-700", TITLE, MOST_LINES);
  const top = (CARD_HEIGHT - titles.length * LINE) / 2 + TITLE * 0.8;
  const small = (/** @type {string} */ text, /** @type {number} */ y, /** @type {string} */ ink) =>
    lines(text, "sans-400", SMALL, 1).map((line) => row(line, y, "sans-400", SMALL, ink)).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${CARD_WIDTH}" height="${CARD_HEIGHT}" viewBox="0 0 ${CARD_WIDTH} ${CARD_HEIGHT}">
<rect width="${CARD_WIDTH}" height="${CARD_HEIGHT}" fill="${INK.ground}"/>
<rect width="${CARD_WIDTH}" height="16" fill="${accent}"/>
${small(above, 104, accent)}
${titles.map((line, i) => row(line, top + i * LINE, "serif-700", TITLE, INK.title)).join("\n")}
${small(below, CARD_HEIGHT - 64, INK.muted)}
</svg>
`;
}

const ACCENT = "#1b5fa0";  // of the light theme

/**
 * The cards of a site by their names in it: its own, and one for each review that has no picture.
 * @param {import("./export-text.js").Export} data @param {import("./pages.js").Html} html
 * @returns {Map<string, Card>}
 */
export function cardsOf(data, html) {
  const site = checkedSite(data.site);
  const { name, description, direction, say } = namesOf(site);
  const accent = site.accent ? accentsOf(site.accent).light : ACCENT;
  /** @type {Map<string, Card>} */
  const cards = new Map();
  if (!site.picture) cards.set(`${CARDS}site.png`, { title: name, dir: direction, above: "", below: description === name ? "" : description, accent });
  for (const review of data.reviews) {
    const { file, drawn } = previewOf(data, review);
    if (!drawn) continue;
    const below = [printedDay(review), review.reviewers.join(", ")].filter(Boolean).join(" · ");
    cards.set(file, { title: review.title || say.untitled, dir: html.get(review.id)?.title_dir ?? direction, above: name, below, accent });
  }
  return cards;
}
