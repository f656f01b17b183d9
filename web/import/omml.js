/**
 * Word's equations (Office Math Markup, ISO/IEC 29500-1 22.1) as TeX. Our own, because the library for it is
 * from 2017, needs a document object model and knows no Hebrew inside a formula.
 */
import { COMMANDS, NAMED_FUNCTIONS } from "./omml-symbols.js";
import { child, elements, textOf } from "./xml.js";

/** @typedef {import("./xml.js").Element} Element */

/** @param {Element | undefined} element @param {string} name @returns {string | undefined} the property's value */
const property = (element, name) => child(element, name)?.attributes["m:val"];

/** A property that is on unless its value says off. @param {Element | undefined} element @param {string} name */
function isOn(element, name) {
  const found = child(element, name);
  return found !== undefined && !["0", "off", "false"].includes(found.attributes["m:val"] ?? "1");
}

/** Letters of the mathematical alphabets (U+1D400 …) by the alphabet's TeX command. */
function styledLetter(/** @type {string} */ letter) {
  const plain = letter.normalize("NFKC");
  const at = /** @type {number} */ (letter.codePointAt(0));
  if (plain === letter || plain.length !== 1 || at < 0x2100) return undefined;
  const symbol = COMMANDS.get(plain) ?? plain;
  if (at >= 0x1d538 && at <= 0x1d56b) return `\\mathbb{${symbol}}`;
  if (at >= 0x1d7d8 && at <= 0x1d7e1) return `\\mathbb{${symbol}}`;
  if ("ℂℍℕℙℚℝℤ".includes(letter)) return `\\mathbb{${symbol}}`;
  if ((at >= 0x1d49c && at <= 0x1d503) || "ℬℰℱℋℐℒℳℛ".includes(letter)) return `\\mathcal{${symbol}}`;
  if (at >= 0x1d504 && at <= 0x1d537) return `\\mathfrak{${symbol}}`;
  if ((at >= 0x1d400 && at <= 0x1d433) || (at >= 0x1d7ce && at <= 0x1d7d7)) return `\\mathbf{${symbol}}`;
  return symbol;
}

/** @param {string} text */
function symbols(text) {
  let out = "";
  for (const letter of text) {
    const command = COMMANDS.get(letter) ?? styledLetter(letter) ?? letter;
    // A command of letters ends where no letter follows.
    if (/\\[A-Za-z]+$/.test(out) && /^[A-Za-z]/.test(command)) out += " ";
    out += command;
  }
  return out;
}

/** @param {string} text plain text inside a formula */
const words = (text) => `\\text{${text.replace(/[\\{}$%#&_^~]/g, (letter) => (/[\\^~]/.test(letter) ? " " : `\\${letter}`))}}`;

const OTHER_SCRIPT = /[\u0590-\u08ff\u0400-\u052f\u3040-\u9fff\uac00-\ud7af]/;

/** @param {Element} run */
function writeRun(run) {
  const properties = child(run, "m:rPr");
  const text = elements(run).filter(({ name }) => name === "m:t" || name === "w:t").map(textOf).join("");
  if (text === "") return "";
  if (isOn(properties, "m:nor")) return /^\s*$/.test(text) ? "\\ " : words(text);
  if (OTHER_SCRIPT.test(text)) {
    return text.split(/([\u0590-\u08ff\u0400-\u052f\u3040-\u9fff\uac00-\ud7af][\u0590-\u08ff\u0400-\u052f\u3040-\u9fff\uac00-\ud7af\s'"׳״-]*)/)
      .map((part) => (OTHER_SCRIPT.test(part) ? words(part) : symbols(part))).join("");
  }
  const script = property(properties, "m:scr");
  const style = property(properties, "m:sty");
  const body = symbols(text);
  const alphabet = script && { "double-struck": "mathbb", script: "mathcal", fraktur: "mathfrak", "sans-serif": "mathsf", monospace: "mathtt" }[script];
  if (alphabet) return `\\${alphabet}{${body}}`;
  if (style === "b" || style === "bi") return `\\mathbf{${body}}`;
  if (style !== "p") return body;
  const name = text.trim();
  if (NAMED_FUNCTIONS.has(name)) return `\\${name} `;
  return /^[A-Za-z]{2,}$/.test(name) ? `\\operatorname{${name}}` : /^[A-Za-z]$/.test(name) ? `\\mathrm{${body}}` : body;
}

/** @param {Element} element @param {string} name @returns {string} of the part, "" where it is missing */
const part = (element, name) => {
  const found = child(element, name);
  return found ? writeAll(found) : "";
};

/** What is raised or lowered needs braces around its base unless it is one symbol. @param {string} tex */
function base(tex) {
  const trimmed = tex.trim();
  if (trimmed === "") return "{}";
  return /^(\\?[A-Za-z]|\\[A-Za-z]+|\d|.)$/u.test(trimmed) || /^\\(math\w+|text|operatorname)\{[^{}]*\}$/.test(trimmed) ? trimmed : `{${trimmed}}`;
}

/** Delimiters that TeX spells with a command. */
const FENCES = new Map([
  ["{", "\\{"], ["}", "\\}"], ["‖", "\\|"], ["⌊", "\\lfloor "], ["⌋", "\\rfloor "], ["⌈", "\\lceil "], ["⌉", "\\rceil "],
  ["⟨", "\\langle "], ["⟩", "\\rangle "], ["〈", "\\langle "], ["〉", "\\rangle "], ["∣", "|"], ["", "."], ["⟦", "[\\![ "], ["⟧", "]\\!] "],
]);

/** @param {string} letter */
const fence = (letter) => FENCES.get(letter) ?? letter;

const ACCENTS = new Map([
  ["\u0302", "hat"], ["^", "hat"], ["ˆ", "hat"], ["\u0303", "tilde"], ["~", "tilde"], ["˜", "tilde"], ["\u0304", "bar"], ["\u0305", "overline"], ["¯", "bar"],
  ["\u0307", "dot"], ["˙", "dot"], ["\u0308", "ddot"], ["\u20db", "dddot"], ["\u20d7", "vec"], ["→", "vec"], ["\u030c", "check"], ["ˇ", "check"],
  ["\u0306", "breve"], ["˘", "breve"], ["\u0301", "acute"], ["\u0300", "grave"], ["\u20d6", "overleftarrow"], ["\u20e1", "overleftrightarrow"],
]);

/** @type {Record<string, string>} n-ary operators */
const OPERATORS = {
  "∑": "\\sum", "∏": "\\prod", "∐": "\\coprod", "∫": "\\int", "∬": "\\iint", "∭": "\\iiint", "∮": "\\oint",
  "⋃": "\\bigcup", "⋂": "\\bigcap", "⋁": "\\bigvee", "⋀": "\\bigwedge", "⨁": "\\bigoplus", "⨂": "\\bigotimes", "⨀": "\\bigodot", "⨄": "\\biguplus",
};

/** @param {Element} element @param {string} open @param {string} close */
const array = (element, open, close) =>
  `${open}${elements(element).filter(({ name }) => name === "m:mr")
    .map((row) => elements(row).filter(({ name }) => name === "m:e").map(writeAll).join(" & ")).join(" \\\\ ")}${close}`;

/** A matrix alone inside delimiters is the environment of that name. @type {Record<string, string>} */
const MATRICES = { "()": "pmatrix", "[]": "bmatrix", "||": "vmatrix", "‖‖": "Vmatrix" };

/** @param {Element} element */
function writeDelimited(element) {
  const properties = child(element, "m:dPr");
  const begin = property(properties, "m:begChr") ?? "(";
  const end = property(properties, "m:endChr") ?? ")";
  const separator = property(properties, "m:sepChr") ?? "|";
  const inner = elements(element).filter(({ name }) => name === "m:e");
  const only = inner.length === 1 ? elements(inner[0]).filter(({ name }) => name !== "m:ctrlPr" && name !== "m:argPr") : [];
  if (only.length === 1 && only[0].name === "m:m" && MATRICES[begin + end]) {
    return array(only[0], `\\begin{${MATRICES[begin + end]}}`, `\\end{${MATRICES[begin + end]}}`);
  }
  if (only.length === 1 && only[0].name === "m:eqArr" && begin === "{" && end === "") {
    return `\\begin{cases}${lines(only[0])}\\end{cases}`;
  }
  const bodies = inner.map(writeAll);
  const middle = separator === "|" ? " \\mid " : separator ? ` ${symbols(separator)} ` : " ";
  const body = bodies.join(middle);
  // Plain brackets around one line need no growing pair, which keeps the TeX readable.
  const isPlain = "([".includes(begin) && ")]".includes(end) && begin !== "" && end !== "" && !/\\(frac|sum|prod|int|begin|sqrt|over|under)/.test(body);
  return isPlain ? `${begin}${body}${end}` : `\\left${fence(begin)}${body}\\right${fence(end)}`;
}

/** @param {Element} element the lines of an equation array */
const lines = (element) => elements(element).filter(({ name }) => name === "m:e").map(writeAll).join(" \\\\ ");

/** "#" and what is behind it: how Word sets a formula's number apart (eqArr with maxDist, "x = y#(1)"). */
const ARRAY_NUMBER = /\s*\\?#\s*(?:\\left\s*)?\(\s*(?:\\text\{)?([\w.]+)\}?\s*(?:\\right\s*)?\)\s*$/;

/** Formulas below each other, with the number that one of them has. @param {Element} element m:eqArr */
function writeEquations(element) {
  const rows = lines(element).split(" \\\\ ");
  const numbers = rows.flatMap((row) => ARRAY_NUMBER.exec(row)?.[1] ?? []);
  const bare = rows.map((row) => row.replace(ARRAY_NUMBER, ""));
  const body = bare.length === 1 && numbers.length === 1 ? bare[0] : `\\begin{aligned}${bare.join(" \\\\ ")}\\end{aligned}`;
  return numbers.length > 0 ? `${body} \\tag{${numbers.join(", ")}}` : body;
}

/** @param {Element} element */
function writeNary(element) {
  const properties = child(element, "m:naryPr");
  const letter = property(properties, "m:chr") ?? "∫";
  const sub = isOn(properties, "m:subHide") ? "" : part(element, "m:sub").trim();
  const sup = isOn(properties, "m:supHide") ? "" : part(element, "m:sup").trim();
  const operator = OPERATORS[letter] ?? `\\mathop{${symbols(letter)}}`;
  const limits = property(properties, "m:limLoc") === "undOvr" && /int/.test(operator) ? "\\limits" : "";
  return `${operator}${limits}${sub && `_{${sub}}`}${sup && `^{${sup}}`} ${part(element, "m:e")}`;
}

/** @param {Element} element */
function writeFraction(element) {
  const kind = property(child(element, "m:fPr"), "m:type");
  const [above, below] = [part(element, "m:num"), part(element, "m:den")];
  if (kind === "lin") return `${base(above)}/${base(below)}`;
  if (kind === "noBar") return `\\genfrac{}{}{0pt}{}{${above}}{${below}}`;
  return `\\frac{${above}}{${below}}`;
}

/** @param {Element} element */
function writeFunction(element) {
  const name = part(element, "m:fName").trim();
  const command = NAMED_FUNCTIONS.has(name) ? `\\${name}` : /^[A-Za-z]{2,}$/.test(name) ? `\\operatorname{${name}}` : name;
  const argument = part(element, "m:e");
  return /[A-Za-z]$/.test(command) && /^[A-Za-z]/.test(argument) ? `${command} ${argument}` : `${command}${argument}`;
}

/** @param {Element} element */
function writeLimit(element, /** @type {string} */ position) {
  const below = position === "_";
  const operator = part(element, "m:e").trim();
  const limit = part(element, "m:lim").trim();
  const known = operator.replace(/^\\operatorname\{(\w+)\}$/, "$1").replace(/^\\/, "");
  if (NAMED_FUNCTIONS.has(known)) return `\\${known}${position}{${limit}}`;
  if (/^argmin$|^argmax$/.test(known)) return `\\operatorname*{${known}}${position}{${limit}}`;
  return `\\${below ? "underset" : "overset"}{${limit}}{${operator}}`;
}

/** @param {Element} element */
function writeAccent(element) {
  const letter = property(child(element, "m:accPr"), "m:chr") ?? "\u0302";
  const body = part(element, "m:e");
  const accent = ACCENTS.get(letter) ?? "hat";
  const wide = body.trim().length > 1 && !/^\\[A-Za-z]+$/.test(body.trim()) ? { hat: "widehat", tilde: "widetilde", bar: "overline", vec: "overrightarrow" }[accent] : undefined;
  return `\\${wide ?? accent}{${body}}`;
}

/** @param {Element} element */
function writeGroup(element) {
  const properties = child(element, "m:groupChrPr");
  const letter = property(properties, "m:chr") ?? "⏟";
  const body = part(element, "m:e");
  if (letter === "⏟") return `\\underbrace{${body}}`;
  if (letter === "⏞") return `\\overbrace{${body}}`;
  return `\\${property(properties, "m:pos") === "top" ? "overset" : "underset"}{${symbols(letter)}}{${body}}`;
}

/** @type {Record<string, (element: Element) => string>} */
const WRITERS = {
  "m:r": writeRun,
  "m:sSub": (one) => `${base(part(one, "m:e"))}_{${part(one, "m:sub").trim()}}`,
  "m:sSup": (one) => `${base(part(one, "m:e"))}^{${part(one, "m:sup").trim()}}`,
  "m:sSubSup": (one) => `${base(part(one, "m:e"))}_{${part(one, "m:sub").trim()}}^{${part(one, "m:sup").trim()}}`,
  "m:sPre": (one) => `{}_{${part(one, "m:sub").trim()}}^{${part(one, "m:sup").trim()}}${part(one, "m:e")}`,
  "m:f": writeFraction,
  "m:rad": (one) => {
    const degree = isOn(child(one, "m:radPr"), "m:degHide") ? "" : part(one, "m:deg").trim();
    return `\\sqrt${degree && `[${degree}]`}{${part(one, "m:e")}}`;
  },
  "m:nary": writeNary,
  "m:d": writeDelimited,
  "m:func": writeFunction,
  "m:acc": writeAccent,
  "m:bar": (one) => `\\${property(child(one, "m:barPr"), "m:pos") === "top" ? "overline" : "underline"}{${part(one, "m:e")}}`,
  "m:limLow": (one) => writeLimit(one, "_"),
  "m:limUpp": (one) => writeLimit(one, "^"),
  "m:m": (one) => array(one, "\\begin{matrix}", "\\end{matrix}"),
  "m:eqArr": writeEquations,
  "m:groupChr": writeGroup,
  "m:borderBox": (one) => `\\boxed{${part(one, "m:e")}}`,
  "m:phant": (one) => `\\phantom{${part(one, "m:e")}}`,
};

/** Deleted text of tracked changes inside a formula, and properties. */
const LEFT_OUT = new Set(["w:del", "w:moveFrom", "m:ctrlPr", "m:argPr", "w:rPr", "m:rPr"]);

/** @param {Element} element */
function writeAll(element) {
  let out = "";
  for (const one of elements(element)) {
    if (LEFT_OUT.has(one.name) || one.name.endsWith("Pr")) continue;
    const tex = (WRITERS[one.name] ?? writeAll)(one);
    if (/\\[A-Za-z]+$/.test(out) && /^[A-Za-z]/.test(tex)) out += " ";
    out += tex;
  }
  return out;
}

/** @param {Element} equation an m:oMath @returns {string} TeX without dollars, "" where it holds nothing */
export const texOf = (equation) => writeAll(equation).replace(/\s+/g, " ").trim();
