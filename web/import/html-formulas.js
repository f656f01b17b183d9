/**
 * Formulas of pages, in the forms that MathJax, KaTeX, pandoc, WordPress, Substack and Google Docs leave in them,
 * become `<span data-skira-tex>`, which survives the choice of the main content.
 */
import { MathMLToLaTeX } from "mathml-to-latex";
import { all, attribute } from "./html-dom.js";
import { unescaped } from "./siblings.js";

/** @param {Element} element @param {string} tex @param {boolean} display */
function replace(element, tex, display) {
  const clean = tex.trim().replace(/^\\\(|\\\)$|^\\\[|\\\]$|^\$+|\$+$/g, "").trim();
  const span = element.ownerDocument.createElement("span");
  span.setAttribute("data-skira-tex", clean);
  if (display) span.setAttribute("data-skira-display", "");
  span.textContent = clean;
  if (clean) element.replaceWith(span);
  else element.remove();
}

/** @param {Element} math @returns {string} "" where nothing can be made of it */
function texOfMathml(math) {
  const annotation = all(math, "annotation").find((one) => /tex/i.test(attribute(one, "encoding")));
  if (annotation) return annotation.textContent ?? "";
  try {
    return attribute(math, "alttext") || MathMLToLaTeX.convert(math.outerHTML);
  } catch {
    return attribute(math, "alttext");
  }
}

/** @param {string} json @returns {string} */
function substackTex(json) {
  try {
    const value = JSON.parse(json)?.persistentExpression;
    return typeof value === "string" ? value : "";
  } catch {
    return "";
  }
}

/** @param {string} address of the picture of a formula @returns {string} */
function chartTex(address) {
  const match = /[?&](?:chl|latex|tex)=([^&]*)/.exec(address) ?? /(?:latex\.codecogs\.com\/[\w.]+\?|s\d\.wp\.com\/latex\.php\?latex=)([^&]*)/.exec(address);
  return match ? unescaped(match[1].replaceAll("+", " ")) : "";
}

/** pandoc without a script for formulas leaves letters, raised and lowered ones. @param {Element} element @returns {string} */
function texOfLetters(element) {
  let out = "";
  for (const node of element.childNodes) {
    if (node.nodeType === 3) out += node.nodeValue;
    if (node.nodeType !== 1) continue;
    const inner = texOfLetters(/** @type {Element} */ (node));
    const name = /** @type {Element} */ (node).localName;
    out += name === "sup" ? `^{${inner}}` : name === "sub" ? `_{${inner}}` : inner;
  }
  return out;
}

/** @param {Element} element */
const isDisplay = (element) =>
  attribute(element, "display") === "block" || /mode=display/.test(attribute(element, "type")) || attribute(element, "display") === "true" ||
  element.closest(".katex-display, .math.display, .MathJax_Display, .arithmatex-display") !== null;

/** @param {Document} document changed in place */
export function markFormulas(document) {
  for (const one of all(document, ".katex")) {
    const tex = all(one, "annotation").find((annotation) => /tex/i.test(attribute(annotation, "encoding")))?.textContent;
    if (tex) replace(one, tex, isDisplay(one));
  }
  for (const one of all(document, "script[type^='math/tex']")) {
    const display = /mode=display/.test(attribute(one, "type"));
    const preview = one.previousElementSibling;
    if (preview && /^MathJax/.test(attribute(preview, "class"))) preview.remove();
    replace(one, one.textContent ?? "", display);
  }
  for (const one of all(document, "mjx-container")) {
    const math = one.querySelector("math");
    if (math) replace(one, texOfMathml(math), attribute(one, "display") === "true");
  }
  for (const one of all(document, ".latex-rendered[data-attrs]")) replace(one, substackTex(attribute(one, "data-attrs")), true);
  for (const one of all(document, "span.math, div.math, span.arithmatex, div.arithmatex")) {
    const math = one.querySelector("math");
    replace(one, math ? texOfMathml(math) : texOfLetters(one), /display/.test(attribute(one, "class")) || one.localName === "div");
  }
  for (const one of all(document, "math")) replace(one, texOfMathml(one), isDisplay(one));
  for (const one of all(document, "img")) {
    const source = attribute(one, "src");
    if (/(^|\s)(latex|tex|mwe-math\S*)(\s|$)/.test(attribute(one, "class"))) replace(one, attribute(one, "alt"), false);
    else if (/chart\?cht=tx|codecogs\.com|wp\.com\/latex/.test(source) && chartTex(source)) replace(one, chartTex(source), false);
  }
}
