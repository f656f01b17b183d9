// Formulas that are hostile or broken: none reaches another, none costs more than math.js's LIMITS, and one that
// cannot be set is the one that shows its TeX. What MathJax's commands can do is asked of all of them.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { STATE } from "mathjax-full/js/core/MathItem.js";
import { TeX } from "mathjax-full/js/input/tex.js";
import { mathjax } from "mathjax-full/js/mathjax.js";
import { SVG } from "mathjax-full/js/output/svg.js";
import { randomNumbers } from "../bench/recombine.js";
import { LIMITS, MathSetter, PACKAGES, mayDefine } from "../../web/math.js";
import { typesetExport, withMath } from "../../web/typeset-math.js";
import { DESKTOP, becomes, launch, makeExport, makeReview, paragraph, settled } from "./browser.js";

/** @typedef {import("../../web/math.js").Formula | import("../../web/math.js").BrokenFormula} AnyFormula */

const SECONDS = 15;  // that a formula may take where seven other things run

/** A formula with its outlines by their paths, so that two tables can be compared. @param {MathSetter} setter @param {string} tex */
function set(setter, tex) {
  const formula = setter.typeset(tex, true);
  return "error" in formula ? formula :
    { ...formula, glyphs: formula.glyphs.map((value, i) => (i % 4 === 0 ? setter.outlines.paths[value] : value)) };
}

/** @param {string} tex @returns {string | undefined} why it is broken */
function errorOf(tex) {
  const formula = new MathSetter().typeset(tex, true);
  return "error" in formula ? formula.error : undefined;
}

// --- One formula and another --------------------------------------------------------------------------

/** What one formula does, and what it might do to another. */
const LEAKS = [
  ["\\renewcommand{\\alpha}{\\beta}\\alpha", "\\alpha + 1"],
  ["\\def\\le{\\ge}x", "\\alpha \\le 17"],
  ["\\let\\gamma\\delta\\gamma", "\\gamma"],
  ["\\let\\frac=\\sqrt\\frac{a}", "\\frac{a}{b}"],
  ["\\newcommand{\\mine}[1]{#1^2}\\mine{x}", "\\mine{x}"],
  ["\\def\\mine{a}\\mine", "\\def\\mine{b}\\mine"],
  ["\\newenvironment{box}{[}{]}\\begin{box}x\\end{box}", "\\begin{box}x\\end{box}"],
  ["\\renewenvironment{matrix}{[}{]}\\begin{matrix}x\\end{matrix}", "\\begin{matrix}a&b\\end{matrix}"],
  ["\\definecolor{red}{rgb}{0,1,0}\\color{red}{x}", "\\color{red}{x}"],
  ["\\definecolor{mine}{rgb}{0,1,0}\\color{mine}{x}", "\\color{mine}{x}"],
  ["\\DeclareMathOperator{\\argmax}{arg\\,max}\\argmax x", "\\argmax x"],
  ["\\DeclareMathOperator{\\sin}{cos}\\sin x", "\\sin x"],
  ["\\DeclarePairedDelimiter{\\abs}{\\{}{\\}}\\abs{x}", "\\abs{x}"],
  ["\\Newextarrow{\\xfoo}{5,10}{8672}\\xfoo{a}", "\\xfoo{a}"],
  ["\\newtagform{s}{[}{]}\\usetagform{s}x\\tag{1}", "x\\tag{1}"],
  ["\\mathtoolsset{centercolon=true}a:b", "a:b"],
  ["\\let\\mark\\label\\mark{a}x", "\\let\\mark\\label\\mark{a}y"],
  ["\\begin{equation}x\\label{one}\\end{equation}", "\\begin{equation}y\\label{one}\\end{equation}\\ref{one}"],
  ["\\begin{equation}x\\end{equation}", "\\begin{equation}y\\end{equation}"],
  ["\\let\\t\\tag x\\t{7}", "x\\tag{7}"],
  ["\\unicode[.2,.1][Mono]{x5d0}", "\\unicode{x5d0}"],
  ["\\color{red}", "x"],
  ["\\mathbf", "x"],
  ["\\begin{matrix}", "\\text{a}b"],
  ["\\def\\text{", "\\text{a}b"],
  ["{".repeat(4000), "\\frac{a}{b}"],
  ["\\text{\\text{\\text{$\\frac{", "\\text{a}b"],
];

describe("a formula is what it is alone", () => {
  for (const [first, second] of LEAKS) {
    test(`after ${first.slice(0, 60)}`, () => {
      const setter = new MathSetter();
      set(setter, "x");
      set(setter, first);
      assert.deepEqual(set(setter, second), set(new MathSetter(), second));
      assert.deepEqual(set(setter, first), set(new MathSetter(), first));
    });
  }

  test("in any order of all of them, at build", () => {
    const all = LEAKS.flat();
    const one = (/** @type {string[]} */ list) => {
      const { outlines, formulas } = typesetExport({ reviews: [{ blocks: list.map((math) => ({ type: "math", spans: [{ math }] })) }] });
      return new Map(formulas.map((formula) => [formula.tex, "error" in formula ? formula :
        { ...formula, glyphs: formula.glyphs.map((value, i) => (i % 4 === 0 ? outlines[value] : value)) }]));
    };
    assert.deepEqual(one(all), one([...all].reverse()));
  });

  // The parser that formulas without definitions share is as it was after any command that MathJax has.
  test("no command of MathJax's that mayDefine() lets pass changes what MathJax knows", () => {
    new MathSetter();  // has an adaptor registered
    const thrown = (/** @type {unknown} */ _jax, /** @type {Error} */ error) => { throw error; };
    /** @type {any} */
    const input = new TeX({ packages: PACKAGES, tags: "none", formatError: thrown });
    const page = mathjax.document("", { InputJax: input, OutputJax: new SVG({ fontCache: "none" }) });
    const parser = input.parseOptions;
    const both = [parser, parser.packageData.get("textmacros").parseOptions];
    const maps = () => both.flatMap(({ handlers }) => [...handlers.keys()].flatMap((kind) =>
      handlers.get(kind)._configuration.items.map((/** @type {any} */ { item }) => ({ kind, ...item }))));
    /** @param {any} value @param {Set<any>} seen @returns {any} */
    const plain = (value, seen = new Set()) => {
      if (typeof value === "function") return "function";
      if (typeof value !== "object" || value === null) return value;
      if (seen.has(value)) return "seen";
      seen.add(value);
      const members = value instanceof Map ? [...value] : Object.entries(value);
      return members.map(([key, member]) => [key, plain(member, seen)]);
    };
    const state = () => JSON.stringify([maps().map(({ kind, _name, map }) => [kind, _name, plain(map ?? null)]), plain(parser.options),
      plain(parser.packageData.get("color").model), [...parser.packageData.keys()],
      [parser.tags.allLabels, parser.tags.allIds, parser.tags.mtCurrent, plain(parser.tags.mtFormats ?? null)]])
      // MathJax sets it at each use of a symbol.
      .replaceAll('["stretchy",false]', "").replace(/,(?=[\],])|,(?=,)|(?<=\[),/g, "");
    const names = (/** @type {boolean} */ environments) => [...new Set(maps().filter(({ kind }) => (kind === "environment") === environments)
      .flatMap(({ map }) => [...map?.keys() ?? []]))];
    const commands = names(false).flatMap((name) => ["", "{\\zz}{b}{c}{d}", "{zz}{rgb}{1,0,0}{x}", "[a]{b}{c}", "\\zz b", "*{zz}[a]{b}",
      "[.5,.5][F]{65}"].map((more) => `\\${name}${more}`));
    const environments = names(true).flatMap((name) => ["x&y\\\\z", "{2}x", "[x]{cc}x"].map((inside) => `\\begin{${name}}${inside}\\end{${name}}`));
    assert.ok(commands.length > 7000 && environments.length > 150);
    let before = state();
    const all = [...commands, ...environments].filter((tex) => !mayDefine(tex));
    for (let i = 0; i < all.length; i += 500) {
      for (const tex of all.slice(i, i + 500)) {
        try {
          page.convert(tex, { display: true, end: STATE.CONVERT });
        } catch {
          // Most of these are no formulas.
        }
      }
      const now = state();
      assert.ok(now === before, `one of ${all.slice(i, i + 500).join("  ")}`);
      before = now;
    }
    // And the question is worth asking: this one does.
    page.convert("\\def\\zz{x}", { display: true, end: STATE.CONVERT });
    assert.notEqual(state(), before);
  });
});

// --- What a formula may cost ----------------------------------------------------------------------------

const many = (/** @type {string} */ text, /** @type {number} */ count) => text.repeat(count);
const inside = (/** @type {string} */ open, /** @type {string} */ close, /** @type {number} */ count) => `${many(open, count)}x${many(close, count)}`;
/** Each macro is the next one twice. @param {(both: string) => string} body */
const doubling = (body) => [..."abcdefghijklmnopqrstuvwxy"].map((name, i, all) =>
  `\\def\\${name}z{${body(many(`\\${all[i + 1] ?? "z"}z`, 2))}}`).join("") + "\\def\\zz{1}\\az";

const TOO_LARGE = `the formula is larger than ${LIMITS.length / 1000} em`;
const TOO_DEEP = `the formula is nested more than ${LIMITS.depth} levels deep`;
const TOO_LONG = `the formula has more than ${LIMITS.characters} characters`;
const TOO_MANY = `the formula needs more than ${LIMITS.nodes} nodes`;
const INSIDE = `the formula has more than ${LIMITS.parsers} commands inside each other`;
/** @type {[string, string, string | RegExp][]} */
const HOSTILE = [
  ["a blank", "\\hspace{99999em}x", TOO_LARGE],
  ["a blank to the left", "\\hspace{-99999em}x", TOO_LARGE],
  ["a wide rule", "\\rule{99999em}{1em}", TOO_LARGE],
  ["a high rule", "\\rule{1em}{99999em}", TOO_LARGE],
  ["a kern", "\\kern99999em x", TOO_LARGE],
  ["a raised box", "\\raise{99999em}{x}", TOO_LARGE],
  ["a frame", "\\bbox[99999em]{x}", TOO_LARGE],
  ["a gap of rows", "x\\\\[99999em]y", TOO_LARGE],
  ["the bar of a fraction", "\\genfrac{}{}{99999em}{}{a}{b}", TOO_LARGE],
  ["a token", "\\mmlToken{mspace}[width='99999em']{}x", TOO_LARGE],
  ["letters in a row", many("x", 3000), TOO_LARGE],
  ["a megabyte", many("x+", 500_000), TOO_LONG],
  ["macros that double, in roots", doubling((both) => `\\sqrt{${both}}`), TOO_MANY],
  ["macros that double", doubling((both) => both), /maximum macro substitution count/],
  ["macros that double in text", doubling((both) => `\\text{$${both}$}`), /more than 10000 (?:nodes|steps)|inside each other|substitution/],
  ["a macro of itself", "\\def\\a{\\a\\a}\\a", /maximum macro substitution count/],
  ["a macro that grows", "\\def\\a#1{\\a{#1#1}}\\a{xx}", /buffer size/],
  ["an environment of itself", "\\newenvironment{a}{\\begin{a}}{\\end{a}}\\begin{a}x\\end{a}", /maximum substitution count/],
  ["braces", inside("{", "}", 4000), TOO_DEEP],
  ["roots", inside("\\sqrt{", "}", 1000), INSIDE],
  ["matrices", inside("\\begin{matrix}", "\\end{matrix}", 300), TOO_DEEP],
  ["formulas in text", inside("\\text{$", "$}", 600), INSIDE],
  ["columns", "\\begin{alignedat}{99999999999}x&y\\end{alignedat}", `the formula has more than ${LIMITS.columns} columns`],
  ["columns of a macro", "\\def\\a#1#2{\\begin{alignat*}{#1#2}x&y\\end{alignat*}}\\a{999999}{999999}", `the formula has more than ${LIMITS.columns} columns`],
  ["half a character", "\\unicode{xD800}", "the formula has half a character"],
  ["a character beyond Unicode", "\\unicode{1114112}", /must be a number of Unicode/],
];

describe("one formula is one broken formula", () => {
  for (const [name, tex, reason] of HOSTILE) {
    test(name, () => {
      const setter = new MathSetter();
      set(setter, "\\frac{a}{b}");
      const outlines = setter.outlines.paths.length;
      const begun = performance.now();
      const formula = setter.typeset(tex, true);
      assert.ok(performance.now() - begun < SECONDS * 1000);
      assert.deepEqual(Object.keys(formula), ["tex", "display", "error"]);
      assert.match("error" in formula ? formula.error : "", typeof reason === "string" ? new RegExp(`^${reason}$`) : reason);
      assert.equal(setter.outlines.paths.length, outlines, "what it had drawn is dropped");
      assert.deepEqual(set(setter, "\\frac{a}{b}"), set(new MathSetter(), "\\frac{a}{b}"));
    });
  }

  test("what is large and still a formula is set", () => {
    const row = Array.from({ length: 20 }, (_, i) => `a_{${i}}`).join("&");
    for (const tex of [inside("\\sqrt{", "}", 40), inside("\\frac{1}{", "}", 40), inside("\\left(", "\\right)", 40),
      `\\begin{pmatrix}${many(`${row}\\\\`, 20)}\\end{pmatrix}`, `\\begin{aligned}${many("a &= b + c\\\\", 60)}\\end{aligned}`,
      "\\begin{alignedat}{3}a&b&c\\end{alignedat}", "\\hspace{900em}x", "\\hspace{99999em}\\hspace{-99999em}x",
      Array.from({ length: 300 }, (_, i) => `x_{${i}}`).join("+")]) {
      assert.equal(errorOf(tex), undefined, tex.slice(0, 60));
    }
  });

  test("at build a formula has a clock besides, and the others go on", () => {
    const hangs = (/** @type {string} */ text) => {
      while (text.includes("אין"));
      return text.length / 2;
    };
    const data = makeExport([makeReview({ blocks: [paragraph("", { spans: ["x", "\\text{אין סוף}y", "x^2"].map((math) => ({ math })) })] })]);
    const { formulas, outlines } = typesetExport(data, { measure: hangs, deadline: 500 });
    assert.deepEqual(formulas.map((formula) => "error" in formula ? formula.error : formula.tex), ["x", "the formula takes too long", "x^2"]);
    assert.equal(outlines.length, 2, "x and 2");
  });
});

// --- Any formula ----------------------------------------------------------------------------------------

test("formulas made at random of MathJax's commands end within the limits, and leave the next as it is alone", (t) => {
  const seed = Number(process.env.SKIRA_FUZZ_SEED ?? 16), runs = Number(process.env.SKIRA_FUZZ_RUNS ?? 300);
  const next = randomNumbers(seed);
  const pick = (/** @type {readonly string[]} */ list) => list[Math.floor(next() * list.length)];
  new MathSetter();
  /** @type {any} */
  const input = new TeX({ packages: PACKAGES });
  const known = (/** @type {string} */ kind) => input.parseOptions.handlers.get(kind)._configuration.items
    .flatMap((/** @type {any} */ { item }) => [...item.map?.keys() ?? []]);
  const commands = known("macro"), environments = known("environment");
  const sizes = ["1em", "99999em", "-3em", "1e9em", "0.0001pt", "9999999999999999999mu", "100%"];
  /** @param {number} depth @returns {string} */
  const tex = (depth) => {
    const inner = () => (depth > 0 ? tex(depth - 1) : pick(["x", "אב", "&", "\\\\", "", "#1", "1.5", "^", "_2", "'", "$", pick(sizes)]));
    switch (Math.floor(next() * 9)) {
      case 0: return `\\${pick(commands)}{${inner()}}{${inner()}}`;
      case 1: return `\\${pick(commands)} ${inner()}`;
      case 2: return `\\begin{${pick(environments)}}${inner()}\\end{${pick(environments)}}`;
      case 3: return `\\${pick(commands)}[${pick(sizes)}]{${inner()}}`;
      case 4: { const name = pick(environments); return `\\begin{${name}}${inner()}&${inner()}\\\\${inner()}\\end{${name}}`; }
      case 5: return `\\def\\${pick(commands)}{${inner()}}${inner()}`;
      case 6: return many(inner(), Math.floor(next() * 40)).slice(0, 3000);
      case 7: return `{${inner()}}${inner()}`;
      default: return `\\${pick(["hspace", "rule", "raise", "\\", "kern", "hskip"])}{${pick(sizes)}}{${pick(sizes)}}${inner()}`;
    }
  };
  const setter = new MathSetter();
  const alone = set(new MathSetter(), "\\alpha\\le\\frac{1}{x_2}\\text{ab}");
  let broken = 0, longest = 0;
  for (let i = 0; i < runs; ++i) {
    const source = tex(4);
    const begun = performance.now();
    const formula = setter.typeset(source, next() < 0.5);
    longest = Math.max(longest, performance.now() - begun);
    const where = `seed ${seed}, formula ${i}: ${source.slice(0, 300)}`;
    assert.ok(longest < SECONDS * 1000, where);
    if ("error" in formula) {
      ++broken;
    } else {
      const numbers = [formula.width, formula.height, formula.depth, ...formula.glyphs, ...formula.rules, ...formula.breaks, ...formula.gaps,
        ...formula.texts.flatMap(({ x, y, size, width }) => [x, y, size, width])];
      assert.ok(numbers.every((number) => Number.isInteger(number) && Math.abs(number) <= LIMITS.length), where);
    }
    if (i % 10 === 0) assert.deepEqual(set(setter, alone.tex), alone, where);
  }
  t.diagnostic(`${runs} formulas, ${broken} broken, the longest ${Math.round(longest)} ms`);
});

// --- On the page ----------------------------------------------------------------------------------------

describe("on the page", () => {
  /** @type {Awaited<ReturnType<typeof launch>>} */
  let site;
  before(async () => { site = await launch(); });
  after(async () => { await site.close(); });

  /** A review of each list of formulas. @param {string[][]} lists */
  const library = (...lists) => makeExport(lists.map((list, i) => makeReview({ id: `r${i}`, title: `Paper ${i}`,
    blocks: [paragraph("", { spans: list.flatMap((math) => [{ text: "כאן " }, { math }, { text: " ושם. " }]) })] })));

  /** @param {string} name @param {object} data @param {(page: import("playwright-core").Page) => Promise<unknown>} [prepare] */
  async function open(name, data, prepare) {
    const page = await site.browser.newPage({ viewport: DESKTOP, serviceWorkers: "block" });
    /** @type {string[]} */
    const problems = [];
    page.on("pageerror", (error) => problems.push(error.message));
    await prepare?.(page);
    await page.goto(`${site.url}?src=${encodeURIComponent(site.putExport(name, data))}#/r/r1`);
    await settled(page);
    return { page, problems };
  }
  const shown = (/** @type {import("playwright-core").Page} */ page) => page.getByRole("article").locator("math").evaluateAll((all) =>
    all.map((math) => math.textContent));

  test("the worker keeps one review's macros from the other's formulas", async () => {
    const { page, problems } = await open("leak.json.gz",
      library(["\\renewcommand{\\alpha}{\\beta}\\def\\le{\\ge}\\definecolor{red}{rgb}{0,1,0}x"], ["\\alpha \\le 17"]));
    await becomes(() => shown(page), ["α≤17"]);
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("an oversize formula shows its TeX, and all that come with it are set", async () => {
    const { page, problems } = await open("huge.json.gz", library(["\\gamma"], ["\\hspace{99999em}x", "\\delta", "\\rule{1em}{99999em}", "\\zeta"]));
    await becomes(() => shown(page), ["δ", "ζ"]);
    assert.match(await page.getByRole("article").innerText(), /\\hspace\{99999em\}x/);
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("a library that was typeset with an oversize formula is read, and that formula shows its TeX", async () => {
    const data = library(["\\gamma"], ["\\epsilon", "\\hspace{5em}x", "\\delta"]);
    const set = JSON.parse(withMath(JSON.stringify(data), typesetExport(data)));
    const huge = set.math.formulas.find((/** @type {AnyFormula} */ { tex }) => tex.startsWith("\\hspace"));
    huge.width = huge.glyphs[1] = 99999000;
    const { page, problems } = await open("typeset-huge.json.gz", set);
    await becomes(() => shown(page), ["ϵ", "δ"]);
    assert.match(await page.getByRole("article").innerText(), /\\hspace\{5em\}x/);
    assert.deepEqual(problems, []);
    await page.close();
  });

  for (const [name, fault] of [["takes for ever", "for (;;);"], ["ends the worker", "self.postMessage = () => {}; setTimeout(() => { throw new Error('gone'); });"]]) {
    test(`a formula that ${name} is broken, and the others are set by another worker`, async () => {
      const { page, problems } = await open("hangs.json.gz", library(["\\gamma"], ["\\alpha", "\\beta", "\\delta"]), async (page) => {
        // The clock's ticks of a second go by faster.
        await page.addInitScript(() => {
          const { setInterval } = window;
          window.setInterval = /** @type {any} */ ((/** @type {() => void} */ tick, /** @type {number} */ ms) =>
            setInterval.call(window, tick, ms === 1000 ? 100 : ms));
        });
        await page.route("**/math-worker.js*", async (route) => {
          // The page reads it first, to check it.
          if (route.request().resourceType() === "fetch") return route.continue();
          const response = await route.fetch();
          // At the second formula but one of the first batch; the list of those that are left is shorter.
          await route.fulfill({ response, body: `{ const post = self.postMessage.bind(self);
            let tex = [];
            self.addEventListener("message", ({ data }) => { tex = data.formulas.map(({ tex }) => tex); });
            self.postMessage = (message) => { post(message); if (tex[message.begun] === "\\\\beta") { ${fault} } }; }
            ${await response.text()}` });
        });
      });
      await becomes(() => shown(page), ["α", "δ"]);
      assert.match(await page.getByRole("article").innerText(), /\\beta/);
      assert.deepEqual(problems, []);
      await page.close();
    });
  }
});
