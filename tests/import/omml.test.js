import assert from "node:assert/strict";
import { test } from "node:test";
import { texOf } from "../../web/import/omml.js";
import { readTree } from "../../web/import/xml.js";

/** @param {string} inner children of m:oMath */
const tex = (inner) => texOf(readTree(new TextEncoder().encode(
  `<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${inner}</m:oMath>`), "equation"));
const t = (/** @type {string} */ text, properties = "") => `<m:r><m:rPr>${properties}</m:rPr><m:t xml:space="preserve">${text}</m:t></m:r>`;
const e = (/** @type {string} */ inner) => `<m:e>${inner}</m:e>`;
const sub = (/** @type {string} */ base, /** @type {string} */ low) => `<m:sSub><m:sSubPr><m:ctrlPr/></m:sSubPr>${e(t(base))}<m:sub>${t(low)}</m:sub></m:sSub>`;

/** @type {[string, string, string][]} what, OMML, TeX */
const CASES = [
  ["subscripts as Google Docs writes them", sub("B", "i") + t(" ") + sub("x", "i"), "B_{i} x_{i}"],
  ["several letters below", sub("T", "train"), "T_{train}"],
  ["Greek and relations are commands", t("α≤β→∞"), "\\alpha\\le\\beta\\rightarrow\\infty"],
  ["a command ends before a letter", t("αx∈X"), "\\alpha x\\in X"],
  ["powers of more than one symbol have braces", `<m:sSup>${e(t("ab"))}<m:sup>${t("2")}</m:sup></m:sSup>`, "{ab}^{2}"],
  ["both sides", `<m:sSubSup>${e(t("W"))}<m:sub>${t("i")}</m:sub><m:sup>${t("T")}</m:sup></m:sSubSup>`, "W_{i}^{T}"],
  ["fractions", `<m:f><m:num>${t("a")}</m:num><m:den>${t("b")}</m:den></m:f>`, "\\frac{a}{b}"],
  ["fractions in a line", `<m:f><m:fPr><m:type m:val="lin"/></m:fPr><m:num>${t("a")}</m:num><m:den>${t("bc")}</m:den></m:f>`, "a/{bc}"],
  ["roots", `<m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/>${e(t("d"))}</m:rad>`, "\\sqrt{d}"],
  ["roots of a degree", `<m:rad><m:deg>${t("3")}</m:deg>${e(t("d"))}</m:rad>`, "\\sqrt[3]{d}"],
  ["sums", `<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>${t("i=1")}</m:sub><m:sup>${t("n")}</m:sup>${e(t("x"))}</m:nary>`, "\\sum_{i=1}^{n} x"],
  ["integrals are what no letter means", `<m:nary><m:naryPr><m:supHide m:val="1"/></m:naryPr><m:sub>${t("D")}</m:sub><m:sup/>${e(t("f"))}</m:nary>`, "\\int_{D} f"],
  ["plain brackets", `<m:d>${e(t("a+b"))}</m:d>`, "(a+b)"],
  ["norms", `<m:d><m:dPr><m:begChr m:val="‖"/><m:endChr m:val="‖"/></m:dPr>${e(t("x"))}</m:d>`, "\\left\\|x\\right\\|"],
  ["conditions", `<m:d>${e(t("x"))}${e(t("y"))}</m:d>`, "(x \\mid y)"],
  ["growing brackets", `<m:d>${e(`<m:f><m:num>${t("a")}</m:num><m:den>${t("b")}</m:den></m:f>`)}</m:d>`, "\\left(\\frac{a}{b}\\right)"],
  ["matrices", `<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr>${e(`<m:m><m:mr>${e(t("a"))}${e(t("b"))}</m:mr><m:mr>${e(t("c"))}${e(t("d"))}</m:mr></m:m>`)}</m:d>`, "\\begin{bmatrix}a & b \\\\ c & d\\end{bmatrix}"],
  ["cases", `<m:d><m:dPr><m:begChr m:val="{"/><m:endChr m:val=""/></m:dPr>${e(`<m:eqArr>${e(t("0"))}${e(t("1"))}</m:eqArr>`)}</m:d>`, "\\begin{cases}0 \\\\ 1\\end{cases}"],
  ["functions", `<m:func><m:fName>${t("log", '<m:sty m:val="p"/>')}</m:fName>${e(t("p"))}</m:func>`, "\\log p"],
  ["functions that TeX has not", `<m:func><m:fName>${t("softmax", '<m:sty m:val="p"/>')}</m:fName>${e(`<m:d>${e(t("x"))}</m:d>`)}</m:func>`, "\\operatorname{softmax}(x)"],
  ["limits below a function", `<m:func><m:fName><m:limLow>${e(t("min", '<m:sty m:val="p"/>'))}<m:lim>${t("θ")}</m:lim></m:limLow></m:fName>${e(t("L"))}</m:func>`, "\\min_{\\theta}L"],
  ["accents", `<m:acc><m:accPr><m:chr m:val="̃"/></m:accPr>${e(t("x"))}</m:acc>`, "\\tilde{x}"],
  ["wide accents", `<m:acc>${e(t("xyz"))}</m:acc>`, "\\widehat{xyz}"],
  ["lines above", `<m:bar><m:barPr><m:pos m:val="top"/></m:barPr>${e(t("x"))}</m:bar>`, "\\overline{x}"],
  ["braces below", `<m:limLow>${e(`<m:groupChr>${e(t("a+b"))}</m:groupChr>`)}<m:lim>${t("c")}</m:lim></m:limLow>`, "\\underset{c}{\\underbrace{a+b}}"],
  ["alphabets by property and by letter", t("R", '<m:scr m:val="double-struck"/>') + t("ℒ𝔼𝐱𝑦"), "\\mathbb{R}\\mathcal{L}\\mathbb{E}\\mathbf{x}y"],
  ["Hebrew is text", t("x=") + t("גודל"), "x=\\text{גודל}"],
  ["normal text", t("if x", "<m:nor/>"), "\\text{if x}"],
  ["TeX's own signs are escaped", t("5%_#{}"), "5\\%\\_\\#\\{\\}"],
  ["Word's number of a formula", `<m:eqArr><m:eqArrPr><m:maxDist m:val="1"/></m:eqArrPr>${e(t("a=b") + t("#") + `<m:d>${e(t("3"))}</m:d>`)}</m:eqArr>`, "a=b \\tag{3}"],
  ["numbers of formulas below each other", `<m:eqArr>${e(t("a#(1)"))}${e(t("b"))}${e(t("c#(2a)"))}</m:eqArr>`, "\\begin{aligned}a \\\\ b \\\\ c\\end{aligned} \\tag{1, 2a}"],
  ["deleted parts are left out", `${t("a")}<w:del>${t("b")}</w:del><w:ins>${t("c")}</w:ins>`, "ac"],
];

for (const [what, omml, expected] of CASES) test(`equations: ${what}`, () => assert.equal(tex(omml), expected));
