// Text that the fonts lack (emoji, stray scripts), measured and drawn by the browser itself with the
// system's fonts; the program takes the images into its own atlas.

/** The system's fonts that fill in. */
export const FAMILIES = "system-ui, sans-serif, 'Noto Color Emoji', 'Apple Color Emoji', 'Segoe UI Emoji'";
const PADDING = 2;  // device pixels around the ink, for what measureText does not tell

/** @type {CanvasRenderingContext2D | undefined} */
let scratch;
let drawn = new Uint8Array(0);

function context() {
  scratch ??= /** @type {CanvasRenderingContext2D} */ (
    document.createElement("canvas").getContext("2d", { willReadFrequently: true })
  );
  return scratch;
}

// A character that no font has: private use, at the end of the last plane.
const NOBODYS = "\u{10FFFD}";
const PROBE = 24;  // px, the side of a probe
/** Whether no font has a character. @type {Map<string, boolean>} */
const missing = new Map();
/** @type {OffscreenCanvasRenderingContext2D | undefined} */
let prober;
/** @type {Uint8ClampedArray | undefined} what the browser draws in place of a character that no font has */
let substitute;

/** What a character looks like, for comparison. @param {string} character */
function probe(character) {
  prober ??= /** @type {OffscreenCanvasRenderingContext2D} */ (
    new OffscreenCanvas(PROBE, PROBE).getContext("2d", { willReadFrequently: true })
  );
  prober.clearRect(0, 0, PROBE, PROBE);
  prober.font = fontOf(PROBE * 0.75, 400);
  prober.fillText(character, 1, PROBE * 0.75);
  return prober.getImageData(0, 0, PROBE, PROBE).data;
}

/** Whether the browser has no font for the cluster's letter either. @param {string} text */
function isMissing(text) {
  const character = String.fromCodePoint(text.codePointAt(0) ?? 0);
  let known = missing.get(character);
  if (known === undefined) {
    const nobodys = substitute ??= probe(NOBODYS);
    known = probe(character).every((value, i) => value === nobodys[i]);
    missing.set(character, known);
  }
  return known;
}

/**
 * The number of a character that no font has, in a box: unlike an empty one it can be told from others.
 * @param {CanvasRenderingContext2D} c its font is that of the text @param {string} text
 * @param {number} x @param {number} baseline @param {number} px
 */
function drawNumber(c, text, x, baseline, px) {
  const width = c.measureText(text).width;
  const line = Math.max(1, px / 24);
  const height = px * 0.74;
  const digits = (text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  const half = Math.ceil(digits.length / 2);
  c.save();  // the next cluster is measured with the context as it was
  c.lineWidth = line;
  c.strokeRect(x + line, baseline - height, width - 2 * line, height);
  c.font = `${height * 0.46}px monospace`;
  c.textAlign = "center";
  for (const [row, part] of [digits.slice(0, half), digits.slice(half)].entries()) {
    c.fillText(part, x + width / 2, baseline - height * (row === 0 ? 0.56 : 0.12), width - 4 * line);
  }
  c.restore();
}

/** @param {number} px @param {number} weight */
const fontOf = (px, weight) => `${weight} ${px}px ${FAMILIES}`;

/**
 * The advance of a grapheme cluster in px.
 * @param {string} text @param {number} px @param {number} weight
 */
export function measure(text, px, weight) {
  const c = context();
  c.font = fontOf(px, weight);
  return c.measureText(text).width;
}

/**
 * Draws a grapheme cluster; drawnPixels() has the image until the next call.
 * @param {string} text @param {number} px device pixels per em @param {number} weight
 * @param {Int32Array} box out: width, height, left, top (up from the baseline), 1 where in colour
 * @param {number} at where in `box`
 */
export function drawCluster(text, px, weight, box, at) {
  const c = context();
  c.font = fontOf(px, weight);
  const m = c.measureText(text);
  const absent = isMissing(text);
  const left = Math.floor(absent ? 0 : -m.actualBoundingBoxLeft) - PADDING;
  const top = Math.ceil(Math.max(m.actualBoundingBoxAscent, absent ? px * 0.74 : 0)) + PADDING;
  const width = Math.ceil(absent ? m.width : m.actualBoundingBoxRight) - left + PADDING;
  const height = top + Math.ceil(m.actualBoundingBoxDescent) + PADDING;
  if (!(width > 0 && height > 0)) {
    box.fill(0, at, at + 5);
    drawn = new Uint8Array(0);
    return;
  }
  c.canvas.width = width;  // clears it, and resets the font
  c.canvas.height = height;
  c.font = fontOf(px, weight);
  c.fillStyle = "#000";
  if (absent) drawNumber(c, text, -left, top, px);
  else c.fillText(text, -left, top);
  const pixels = c.getImageData(0, 0, width, height).data;
  let colour = false;
  for (let i = 0; i < pixels.length && !colour; i += 4) {
    colour = pixels[i + 3] > 32 && Math.max(pixels[i], pixels[i + 1], pixels[i + 2]) > 24;
  }
  if (!colour) {
    for (let i = 0; i < pixels.length; i += 4) pixels[i] = pixels[i + 1] = pixels[i + 2] = 255;
  }
  drawn = new Uint8Array(pixels.buffer);
  box.set([width, height, left, top, colour ? 1 : 0], at);
}

/** RGBA, straight alpha, of the cluster drawn last. */
export const drawnPixels = () => drawn;
