// Runs in the page: the same review laid out again and again at other widths by Skira (in a frame),
// by the browser's own DOM and by dropflow. See run.js.
import "./environment.js";
import * as dropflow from "dropflow";

/**
 * @typedef {{text: string, bold?: boolean, italic?: boolean, mono?: boolean, box?: [number, number]}} Piece
 *   with a box: a formula of this width and height, px
 * @typedef {{tag: string, rtl: boolean, size: number, bold: boolean, indent: number, pieces: Piece[]}} Block
 * @typedef {{family: string, weight: number, file: string}} Font
 * @typedef {{name: string, reflow: (width: number) => number}} Engine returns something of the layout
 * @typedef {{name: string, times: number[]}} Figures milliseconds a reflow
 */

const LINE_HEIGHT = 1.65;
const GAP = 18;         // px between blocks
const MONO_SCALE = 0.86;
const REFLOWS = 10;     // that are timed together

/** @param {Block[]} blocks @returns {Engine} */
function chromium(blocks) {
  const host = document.createElement("section");
  for (const block of blocks) {
    const element = document.createElement(block.tag);
    element.dir = block.rtl ? "rtl" : "ltr";
    element.style.cssText = `display:block;margin:0 ${block.rtl ? block.indent : 0}px ${GAP}px ${block.rtl ? 0 : block.indent}px;` +
      `font:${block.bold ? 700 : 400} ${block.size}px/${LINE_HEIGHT} serif-face,sans-face,mono-face;white-space:pre-wrap;overflow-wrap:anywhere`;
    for (const piece of block.pieces) {
      const span = document.createElement("span");
      if (piece.box) span.style.cssText = `display:inline-block;width:${piece.box[0]}px;height:${piece.box[1]}px`;
      else span.textContent = piece.text;
      if (piece.bold) span.style.fontWeight = "700";
      if (piece.italic) span.style.fontStyle = "italic";
      if (piece.mono) span.style.cssText += `;font-family:mono-face,serif-face,sans-face;font-size:${MONO_SCALE}em`;
      element.append(span);
    }
    host.append(element);
  }
  document.body.append(host);
  return { name: "Chromium", reflow: (width) => {
    host.style.width = `${width}px`;
    return host.offsetHeight;
  } };
}

/** @param {Block[]} blocks @param {Font[]} fonts @returns {Promise<Engine>} */
async function dropflowEngine(blocks, fonts) {
  for (const { family, weight, file } of fonts) {
    dropflow.fonts.add(new dropflow.FontFace(family, await (await fetch(file)).arrayBuffer(), { weight }));
  }
  const root = dropflow.dom(blocks.map((block) => dropflow.h("div", { style: dropflow.style({
    direction: block.rtl ? "rtl" : "ltr", fontFamily: ["serif-face", "sans-face", "mono-face"], fontWeight: block.bold ? 700 : 400,
    fontSize: block.size, lineHeight: LINE_HEIGHT, whiteSpace: "pre-wrap", overflowWrap: "anywhere", marginBottom: GAP,
    ...(block.rtl ? { marginRight: block.indent } : { marginLeft: block.indent }),
  }) }, block.pieces.map((piece) => {
    if (piece.box) return dropflow.h("span", { style: dropflow.style({ display: { outer: "inline", inner: "flow-root" }, width: piece.box[0], height: piece.box[1] }) });
    if (!piece.bold && !piece.italic && !piece.mono) return piece.text;
    return dropflow.h("span", { style: dropflow.style({
      ...(piece.bold && { fontWeight: 700 }), ...(piece.italic && { fontStyle: "italic" }),
      ...(piece.mono && { fontFamily: ["mono-face", "serif-face", "sans-face"], fontSize: block.size * MONO_SCALE }),
    }) }, [piece.text]);
  }))));
  await dropflow.load(root);
  const tree = dropflow.generate(root);
  return { name: "dropflow", reflow: (width) => {
    dropflow.layout(tree, width, 1e6);
    return tree.getContentArea?.().height ?? 1;
  } };
}

/** @param {string} route @returns {Promise<Engine>} */
async function skira(route) {
  const frame = document.createElement("iframe");
  frame.width = "1200";  // room for the catalog beside the review
  frame.height = "700";
  frame.src = route;
  document.body.append(frame);
  await new Promise((loaded) => frame.addEventListener("load", loaded));
  const page = /** @type {any} */ (frame.contentWindow);
  while (page.performance.getEntriesByName("skira-first-text").length === 0 || !page.skira) {
    await new Promise((later) => setTimeout(later, 50));
  }
  return { name: "Skira", reflow: (width) => {
    const { layouts } = page.skira.stats();
    if (!page.skira.reflow(width)) throw new Error(`Skira did not lay out at ${width} px`);
    return page.skira.stats().layouts - layouts;
  } };
}

/**
 * @param {{blocks: Block[], fonts: Font[], route: string, widths: number[], rounds: number}} job
 * @returns {Promise<Figures[]>}
 */
async function compare({ blocks, fonts, route, widths, rounds }) {
  for (const { family, weight, file } of fonts) {
    const face = new FontFace(family, `url(${file})`, { weight: String(weight) });
    document.fonts.add(await face.load());
  }
  const engines = [await skira(route), chromium(blocks), await dropflowEngine(blocks, fonts)];
  const figures = engines.map(({ name }) => ({ name, times: /** @type {number[]} */ ([]) }));
  for (const { name, reflow } of engines) {  // a warm-up, and does it do anything?
    for (const width of widths) if (!(reflow(width) > 0)) throw new Error(`${name} laid nothing out`);
  }
  for (let round = 0; round < rounds; ++round) {
    for (let turn = 0; turn < engines.length; ++turn) {
      const at = (round + turn) % engines.length;
      const begin = performance.now();
      for (let i = 0; i < REFLOWS; ++i) engines[at].reflow(widths[i % widths.length]);
      figures[at].times.push((performance.now() - begin) / REFLOWS);
    }
    await new Promise((later) => setTimeout(later, 0));
  }
  return figures;
}

Object.assign(globalThis, { compare });
