// Skira's formulas beside MathJax's own SVG of the same TeX: a picture sheet for eyes
// (build/screenshots/formulas.png), and a bound on how much of their ink agrees.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { liteAdaptor } from "mathjax-full/js/adaptors/liteAdaptor.js";
import { RegisterHTMLHandler } from "mathjax-full/js/handlers/html.js";
import { AllPackages } from "mathjax-full/js/input/tex/AllPackages.js";
import { TeX } from "mathjax-full/js/input/tex.js";
import { mathjax } from "mathjax-full/js/mathjax.js";
import { SVG } from "mathjax-full/js/output/svg.js";
import { PNG } from "pngjs";
import { measureInReadingFace, typesetExport, withMath } from "../../web/typeset-math.js";
import { corpora } from "../parity/parity.js";
import { ROOT, launch, makeExport, makeReview, paragraph, screenshotPath, settled } from "./browser.js";
import { agreement, inkMask } from "./ink.js";

const LEAST_AGREEMENT = 0.99;
const LEAST_TYPESET = 0.99;
const TEXT_SIZE = 0.96;     // of a formula's em: Hebrew in it
const RATIO = 2;
const SIZE = 19 * 1.04;  // px: a formula's em in running text
const PAGES = 4;         // the formulas stand on so many pages: a canvas has a greatest height

/** Each construct once; the second TeX is for MathJax, where Skira sets something in its own way. @type {[string, string?][]} */
const FORMULAS = [
  ["\\frac{\\partial L}{\\partial w} = \\frac{1}{1+\\frac{1}{x}}"],
  ["\\sqrt{\\frac{d}{2}} + \\sqrt[3]{x+y}"],
  ["\\sum_{i=1}^{n} x_i^2 \\le \\prod_{k} a_k"],
  ["\\int_0^1 f(t)\\,dt = \\iint_{D} g \\, dx\\,dy"],
  ["\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix} \\begin{bmatrix} 1 & 0 \\\\ 0 & 1 \\end{bmatrix}"],
  ["f(x) = \\begin{cases} 1 & x > 0 \\\\ 0 & x \\le 0 \\end{cases}"],
  ["\\hat{y} + \\bar{x} + \\tilde{z} + \\vec{v} + \\dot{u} + \\widehat{abc}"],
  ["\\left( \\frac{\\frac{a}{b}}{\\frac{c}{d}} \\right) \\left[ \\sum_{i}^{n} \\right] \\left\\{ x^{2^{2^2}} \\right\\}"],
  ["f(x) = \\begin{cases} 1 & \\text{אם } x > 0 \\\\ 0 & \\text{אחרת} \\end{cases}"],
  ["p(x \\mid y) = \\text{הסתברות מותנית}"],
  ["\\begin{array}{c|cc} & a & b \\\\ \\hline x & 1 & 2 \\\\ y & 3 & 4 \\end{array}"],
  ["\\mathbb{E}_{x \\sim \\mathbb{P}}[f(x)] \\in \\mathbb{R}^{n \\times d}"],
  ["\\mathcal{L}(\\theta) = \\mathcal{N}(\\mu, \\sigma^2 \\mathbf{I})"],
  ["\\sum_{\\substack{i \\in S \\\\ i \\ne j}} w_{ij} \\quad \\max_{\\theta} \\min_{\\phi} V"],
  ["f'(x) + f''(x) + g^{\\prime\\prime\\prime}"],
  ["{\\color{red} x + \\frac{a}{b}} = \\textcolor{blue}{y_1} + z"],
  ["E = mc^2 \\tag{1}", "E = mc^2 \\qquad\\text{(1)}"],
  ["a = b \\tag*{$*$}", "a = b \\qquad\\text{$*$}"],
  ["\\overbrace{a + b + c}^{n} + \\underbrace{d + e}_{m}"],
  ["\\left\\| \\frac{x}{y} \\right\\|_2 + \\left| \\sqrt{z} \\right| + \\lfloor x \\rfloor + \\lceil y \\rceil"],
  ["\\lim_{n \\to \\infty} \\left(1 + \\frac{1}{n}\\right)^n = e"],
  ["A \\xrightarrow[n \\to \\infty]{d} B \\Longrightarrow C \\mapsto D"],
  ["\\mathrm{softmax}\\left(\\frac{QK^\\top}{\\sqrt{d_k}}\\right)V"],
  ["\\begin{aligned} a &= b + c \\\\ &= d - e \\\\ &\\approx f \\end{aligned}"],
  ["\\operatorname*{arg\\,max}_{x \\in X} \\; \\log p_\\theta(x)"],
  ["\\nabla_\\theta J \\cdot \\Delta x + \\alpha\\beta\\gamma\\delta\\epsilon\\zeta\\eta\\lambda\\xi\\pi\\omega"],
  ["\\binom{n}{k} = \\frac{n!}{k!\\,(n-k)!}"],
  ["D_{\\mathrm{KL}}(p \\,\\|\\, q) = \\sum_x p(x) \\log \\frac{p(x)}{q(x)}"],
  ["\\boxed{x^2 + y^2 = z^2}"],
  ["\\cancel{abc} + \\overline{x + y} + \\underline{z}"],
  ["\\mathfrak{g} + \\mathscr{F} + \\mathsf{sans} + \\mathtt{code} + \\boldsymbol{\\beta}"],
  ["\\forall x \\exists y : x \\subseteq y \\cup z \\cap \\emptyset, \\; x \\notin A \\setminus B"],
  ["a \\pm b \\times c \\div d \\otimes e \\oplus f \\odot g"],
  ["\\begin{vmatrix} a & b & \\cdots \\\\ \\vdots & \\ddots & z \\end{vmatrix}"],
  ["x_{t-1} = \\frac{1}{\\sqrt{\\alpha_t}}\\left(x_t - \\frac{1-\\alpha_t}{\\sqrt{1-\\bar\\alpha_t}}\\,\\epsilon_\\theta(x_t, t)\\right)"],
  ["\\oint_{\\partial D} \\omega = \\int_D d\\omega, \\quad \\bigcup_{i} A_i, \\; \\bigoplus_j V_j"],
  ["{}_2F_1 + {}^{14}_{6}\\mathrm{C} + x_{i_{j_k}}^{a^{b^c}}"],
  ["\\stackrel{\\text{def}}{=} \\; \\overset{!}{<} \\; \\underset{x}{\\sim}"],
  ["\\frac{\\displaystyle\\sum_{i} e^{z_i}}{\\textstyle\\sum_{j} e^{z_j}} \\quad \\tfrac{1}{2} \\quad \\dfrac{1}{2}"],
  ["\\Big( \\big[ x \\big] \\Big) \\bigg\\{ y \\bigg\\} \\Bigg/ z"],
];

/** MathJax as anyone would use it. */
function mathjaxItself(textFont = "") {
  const adaptor = liteAdaptor();
  const measure = measureInReadingFace();
  if (measure) adaptor.nodeSize = (node) => [TEXT_SIZE * measure(adaptor.textContent(/** @type {any} */ (node))), 1];
  RegisterHTMLHandler(adaptor);
  /** @param {unknown} _jax @param {Error} error @returns {never} */
  const formatError = (_jax, error) => { throw error; };
  const packages = AllPackages.filter((name) => !["noerrors", "noundefined", "bussproofs"].includes(name));
  const page = mathjax.document("", {
    InputJax: new TeX({ packages, formatError }), OutputJax: new SVG({ fontCache: "none", mtextFont: textFont }),
    compileError: formatError, typesetError: formatError,
  });
  /** The <svg>; throws where the TeX is broken. @param {string} tex @param {boolean} display */
  const convert = (tex, display) => adaptor.innerHTML(page.convert(tex, { display, em: 16, ex: 16 * 0.442, containerWidth: 1e6 }));
  return Object.assign(convert, { style: adaptor.textContent(/** @type {any} */ (page.outputJax).styleSheet(page)) });
}

/** @param {Buffer} picture @param {{x: number, y: number, width: number, height: number}[]} boxes CSS px */
function cropped(picture, boxes) {
  const whole = PNG.sync.read(picture);
  return boxes.map(({ x, y, width, height }) => {
    assert.ok(x >= 0 && y >= 0 && (x + width) * RATIO <= whole.width && (y + height) * RATIO <= whole.height, "in the picture");
    const part = new PNG({ width: width * RATIO, height: height * RATIO });
    PNG.bitblt(whole, part, x * RATIO, y * RATIO, width * RATIO, height * RATIO, 0, 0);
    return PNG.sync.write(part);
  });
}

describe("beside MathJax", () => {
  /** @type {Awaited<ReturnType<typeof launch>>} */
  let site;
  before(async () => { site = await launch(); });
  after(() => site.close());

  /** Skira's pictures of the formulas. @returns {Promise<Buffer[]>} */
  async function ours() {
    const share = Math.ceil(FORMULAS.length / PAGES);
    const reviews = Array.from({ length: PAGES }, (_, k) => makeReview({
      id: `page-${k}`,
      blocks: FORMULAS.slice(k * share, (k + 1) * share).map(([math]) => paragraph("", { type: "math", spans: [{ math }] })),
    }));
    const data = makeExport(reviews);
    const source = site.putExport("formulas.json.gz", JSON.parse(withMath(JSON.stringify(data), typesetExport(data))));
    /** @type {Buffer[]} */
    const pictures = [];
    for (let k = 0; k < PAGES; ++k) {
      const page = await site.browser.newPage({ viewport: { width: 1200, height: 1800 }, deviceScaleFactor: RATIO, colorScheme: "light" });
      await page.goto(`${site.url}?theme=light&src=${encodeURIComponent(source)}#/r/page-${k}`);
      await settled(page);
      const boxes = await page.locator("article").evaluate((article) => [...article.querySelectorAll(".line:has(.formula)")].map((line) => {
        const places = [...line.querySelectorAll(".formula")].map((formula) => formula.getBoundingClientRect());
        const left = Math.min(...places.map((p) => p.left)), right = Math.max(...places.map((p) => p.right));
        const { top, height } = line.getBoundingClientRect();
        return { x: Math.floor(left) - 4, y: Math.floor(top) - 2, width: Math.ceil(right - left) + 8, height: Math.ceil(height) + 4 };
      }));
      pictures.push(...cropped(await page.screenshot(), boxes));
      await page.close();
    }
    return pictures;
  }

  /** MathJax's. @returns {Promise<Buffer[]>} */
  async function theirs() {
    const convert = mathjaxItself(), hebrew = mathjaxItself("F");
    const font = readFileSync(join(ROOT, "build/fonts/serif-400.ttf")).toString("base64");
    const page = await site.browser.newPage({ viewport: { width: 820, height: 2800 }, deviceScaleFactor: RATIO });
    await page.setContent(`<!doctype html><style>@font-face { font-family: F; src: url(data:font/ttf;base64,${font}) }
      div { padding: 6px; font-size: ${SIZE}px; color: #1f2328; width: max-content } ${convert.style}
      text { font: ${1000 * TEXT_SIZE}px F !important }
</style>` +
      FORMULAS.map(([tex, theirs]) => `<div>${(/[\u05d0-\u05ea]/.test(tex) ? hebrew : convert)(theirs ?? tex, true)}</div>`).join(""));
    // In their units of ex, which are half an em for a browser that does not know MathJax's font.
    await page.evaluate(([size, ex]) => {
      for (const svg of document.querySelectorAll("div > svg")) {
        for (const name of ["width", "height"]) {
          const length = parseFloat(svg.getAttribute(name) ?? "");
          svg.setAttribute(name, `${length * ex * size}px`);
        }
      }
      return document.fonts.load("19px F");
    }, [SIZE, 0.442]);
    const boxes = await page.evaluate(() => [...document.querySelectorAll("div")].map((div) => {
      const { x, y, width, height } = div.getBoundingClientRect();
      return { x: Math.floor(x), y: Math.floor(y), width: Math.ceil(width), height: Math.ceil(height) };
    }));
    const pictures = cropped(await page.screenshot({ fullPage: true }), boxes);
    await page.close();
    return pictures;
  }

  test("forty formulas of every construct have MathJax's ink", async (t) => {
    const pairs = await Promise.all([ours(), theirs()]);
    assert.deepEqual(pairs.map((pictures) => pictures.length), [FORMULAS.length, FORMULAS.length]);
    assert.equal(FORMULAS.length, 40);
    /** @type {number[]} */
    const shares = FORMULAS.map((_, i) => agreement(inkMask(pairs[0][i]), inkMask(pairs[1][i])));
    const sheet = await site.browser.newPage({ viewport: { width: 1500, height: 900 } });
    const image = (/** @type {Buffer} */ png) => `<img src="data:image/png;base64,${png.toString("base64")}" style="zoom:${1 / RATIO}">`;
    await sheet.setContent(`<!doctype html><meta charset="utf-8"><style>body { font: 13px monospace } table { display: inline-block; vertical-align: top } img { vertical-align: middle }
      td { border-bottom: 1px solid #ddd; padding: 4px 10px } tr { break-inside: avoid }</style>
      ${[0, 1].map((half) => `<table><tr><th>Skira<th>MathJax<th>agreement${FORMULAS.map((_, i) => (i < FORMULAS.length / 2 ? 0 : 1) !== half ? "" :
    `<tr><td>${image(pairs[0][i])}<td>${image(pairs[1][i])}<td>${shares[i].toFixed(3)}`).join("")}</table>`).join("")}`);
    await sheet.screenshot({ path: screenshotPath("formulas"), fullPage: true });
    const least = Math.min(...shares);
    t.diagnostic(`agreement: least ${least.toFixed(3)}, mean ${(shares.reduce((a, b) => a + b) / shares.length).toFixed(3)}`);
    const wrong = FORMULAS.flatMap(([tex], i) => (shares[i] >= LEAST_AGREEMENT ? [] : [`${shares[i].toFixed(3)}: ${tex}`]));
    assert.deepEqual(wrong, []);
  });
});

describe("of the formulas that MathJax itself takes", () => {
  for (const name of ["own", "real"]) {
    test(`99 % or more of the ${name} documents' are typeset`, (t) => {
      const corpus = corpora().find((one) => one.name === name);
      if (!corpus) return t.skip("the real documents are not on this machine");
      const convert = mathjaxItself();
      const valid = typesetExport(corpus.data).formulas.filter(({ tex, display }) => {
        try {
          convert(tex, display);
          return true;
        } catch {
          return false;
        }
      });
      const typeset = valid.filter((formula) => !("error" in formula) && formula.width > 0);
      t.diagnostic(`${typeset.length} of ${valid.length}`);
      assert.ok(valid.length > 100);
      assert.ok(typeset.length >= LEAST_TYPESET * valid.length);
    });
  }
});
