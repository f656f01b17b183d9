// Formulas: what MathJax's tree becomes, and how the page shows it.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { MathSetter } from "../../web/math.js";
import { typesetExport, withMath } from "../../web/typeset-math.js";
import {
  DESKTOP, PHONE, becomes, launch, makeExport, makeReview, paragraph, screenshotPath, settled,
} from "./browser.js";

/** @param {string} tex @param {boolean} [display] @returns {import("../../web/math.js").Formula} */
function typeset(tex, display = false) {
  const formula = new MathSetter().typeset(tex, display);
  assert.ok(!("error" in formula), "error" in formula ? formula.error : "");
  return formula;
}

/** Numbers in fours. @param {number[]} flat */
const fours = (flat) => Array.from({ length: flat.length / 4 }, (_, i) => flat.slice(4 * i, 4 * i + 4));

describe("a formula's outlines", () => {
  test("a subscript stands lower, smaller and to the right of its letter", () => {
    const formula = typeset("p_n");
    const [[, x, y, size], [, subX, subY, subSize]] = fours(formula.glyphs);
    assert.deepEqual([x, y, size, subSize], [0, 0, 1000, 707]);
    assert.ok(subX > 400 && subY < 0);
    assert.ok(formula.height > 0 && formula.depth > 0 && formula.width > subX);
  });

  test("a fraction has a bar, a root one too", () => {
    assert.equal(fours(typeset("\\frac{a}{b}", true).rules).length, 1);
    assert.equal(fours(typeset("\\sqrt{x}", true).rules).length, 1);
  });

  test("the same letter is one outline of the table, at any size", () => {
    const setter = new MathSetter();
    setter.typeset("x", false);
    setter.typeset("x^x", true);
    assert.equal(setter.outlines.paths.length, 1);
    assert.match(setter.outlines.paths[0], /^M[-\d MlqcZ]+Z$/);
  });

  test("stretched brackets, cases, aligned lines, braces, accents, boxes and strikes are drawn", () => {
    for (const tex of [
      "\\left(\\begin{matrix}a\\\\b\\\\c\\\\d\\\\e\\end{matrix}\\right)", "\\begin{cases}x & y\\\\ z & w\\end{cases}",
      "\\begin{aligned}a &= b\\\\ &= c\\end{aligned}", "\\overbrace{a+b}^{n}\\underbrace{c}_{m}", "\\hat{x}\\vec{y}\\widetilde{abc}",
      "\\boxed{x}", "\\cancel{abc}", "\\xrightarrow[a]{bcd}", "\\mathbb{E}\\mathcal{L}\\mathbf{x}\\mathrm{KL}", "a\\\\b", "x \\tag{1}",
    ]) {
      const formula = typeset(tex, true);
      assert.ok(formula.glyphs.length > 0, tex);
      assert.ok([...formula.glyphs, ...formula.rules].every(Number.isInteger), tex);
    }
  });

  test("Hebrew is text in whole words, inside \\text and outside", () => {
    for (const tex of ["x \\text{אם ורק אם} y", "x אם ורק אם y"]) {
      assert.deepEqual(typeset(tex).texts.map(({ text }) => text), ["אם ורק אם"]);
    }
  });

  test("a line may be broken behind relations and operators outside of brackets", () => {
    assert.equal(typeset("a = b + (c - d), e").breaks.length, 3);
    assert.deepEqual(typeset("f(a = b)").breaks, []);
    assert.deepEqual(typeset("-x").breaks, []);
  });

  test("the MathML is the formula's, without MathJax's own marks", () => {
    assert.equal(typeset("\\frac{a}{b}").mathml,
      '<math xmlns="http://www.w3.org/1998/Math/MathML"><mfrac><mi>a</mi><mi>b</mi></mfrac></math>');
  });

  test("broken TeX is reported with its reason", () => {
    const setter = new MathSetter();
    assert.deepEqual(setter.typeset("\\frac{a", false), { tex: "\\frac{a", display: false, error: "Missing close brace" });
    assert.deepEqual(setter.typeset("\\foo", true), { tex: "\\foo", display: true, error: "Undefined control sequence \\foo" });
  });
});

const FORMULAS = [
  "p_\\theta(x)", "\\frac{\\partial L}{\\partial w}", "\\sqrt{\\frac{d}{2}}", "\\sum_{i=1}^{n} x_i^2", "\\left(\\frac{a}{b}\\right)^2",
  "\\hat{y} = \\sigma(Wx + b)", "\\mathbb{E}_{x \\sim p}[f(x)]", "\\|x\\|_2 \\le 1", "\\int_0^1 f(t)\\,dt", "O(n \\log n)",
];
const DISPLAYED = [
  "\\mathcal{L}(\\theta) = -\\mathbb{E}_{x}\\left[\\log p_\\theta(x)\\right] + \\lambda \\sum_{i=1}^{n} \\|\\theta_i\\|^2",
  "f(x) = \\begin{cases} 1 & \\text{אם } x > 0 \\\\ 0 & \\text{אחרת} \\end{cases}",
  "A = \\begin{pmatrix} a & b & c \\\\ d & e & f \\\\ g & h & i \\\\ j & k & l \\end{pmatrix}, \\quad \\overbrace{a + b + c}^{n}",
  "\\mathrm{Attention}(Q, K, V) = \\mathrm{softmax}\\left(\\frac{QK^\\top}{\\sqrt{d_k}}\\right)V",
  "x_{t-1} = \\frac{1}{\\sqrt{\\alpha_t}}\\left(x_t - \\frac{1-\\alpha_t}{\\sqrt{1-\\bar\\alpha_t}}\\,\\epsilon_\\theta(x_t, t)\\right) + \\sigma_t z + a_1 + a_2 + a_3 + a_4 + a_5 + a_6 + a_7",
];

/** A review with formulas in Hebrew, one of them broken. */
function sampleExport() {
  /** @type {object[]} */
  const spans = [{ text: "המודל לומד את ההתפלגות " }];
  for (const tex of FORMULAS) spans.push({ math: tex }, { text: ", ואחר כך ממשיך אל ה-" });
  spans.push({ math: "\\frac{a" }, { text: " שנשבר." });
  const data = makeExport([makeReview({
    blocks: [paragraph("", { spans }), ...DISPLAYED.map((math) => paragraph("", { type: "math", spans: [{ math }] }))],
  })]);
  return JSON.parse(withMath(JSON.stringify(data), typesetExport(data)));
}

test("the same export gives the same bytes, also when its formulas were typeset before", () => {
  const text = JSON.stringify(sampleExport());
  const once = withMath(text, typesetExport(JSON.parse(text)));
  assert.equal(withMath(once, typesetExport(JSON.parse(once))), once);
});

describe("on the page", () => {
  /** @type {Awaited<ReturnType<typeof launch>>} */
  let site;
  before(async () => { site = await launch(); });
  after(async () => { await site.close(); });

  for (const [name, viewport, ratio] of /** @type {const} */ ([["desktop", DESKTOP, 1], ["phone", PHONE, 3]])) {
    test(`formulas stand inside their column with MathML and TeX: ${name}`, async () => {
      const page = await site.browser.newPage({ viewport, deviceScaleFactor: ratio, colorScheme: "light" });
      const source = site.putExport("math.json.gz", sampleExport());
      await page.goto(`${site.url}?src=${encodeURIComponent(source)}#/r/test`);
      await settled(page);
      const article = page.getByRole("article");
      const formulas = article.locator("math");
      await becomes(() => formulas.count(), FORMULAS.length + DISPLAYED.length);
      await becomes(() => formulas.first().getAttribute("aria-label"), FORMULAS[0]);
      assert.match(await article.innerText(), /\\frac\{a /);
      // One that is wider than the column scrolls in a pane that is not.
      for (const box of await article.locator(".formula:not(.sideways *), .sideways:has(.formula)").all()) {
        const place = await box.boundingBox();
        assert.ok(place && place.x >= 0 && place.x + place.width <= viewport.width, JSON.stringify(place));
      }
      await page.screenshot({ path: screenshotPath(`math-${name}`) });
      await page.close();
    });
  }
});
