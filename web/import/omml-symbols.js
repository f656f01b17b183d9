/** Symbols of equations and their TeX commands (unicode-math's names); letters that TeX writes itself are not here. */

const GREEK = {
  α: "alpha", β: "beta", γ: "gamma", δ: "delta", ε: "varepsilon", ϵ: "epsilon", ζ: "zeta", η: "eta", θ: "theta", ϑ: "vartheta",
  ι: "iota", κ: "kappa", λ: "lambda", μ: "mu", µ: "mu", ν: "nu", ξ: "xi", π: "pi", ϖ: "varpi", ρ: "rho", ϱ: "varrho", σ: "sigma", ς: "varsigma",
  τ: "tau", υ: "upsilon", φ: "varphi", ϕ: "phi", χ: "chi", ψ: "psi", ω: "omega",
  Γ: "Gamma", Δ: "Delta", Θ: "Theta", Λ: "Lambda", Ξ: "Xi", Π: "Pi", Σ: "Sigma", Υ: "Upsilon", Φ: "Phi", Ψ: "Psi", Ω: "Omega",
};
const RELATIONS = {
  "≤": "le", "≥": "ge", "≠": "ne", "≈": "approx", "≡": "equiv", "≅": "cong", "∼": "sim", "≃": "simeq", "∝": "propto", "≪": "ll", "≫": "gg",
  "≺": "prec", "≻": "succ", "∈": "in", "∉": "notin", "∋": "ni", "⊂": "subset", "⊆": "subseteq", "⊃": "supset", "⊇": "supseteq",
  "⊥": "perp", "∥": "parallel", "∣": "mid", "⊢": "vdash", "⊨": "models", "≜": "triangleq",
  "←": "leftarrow", "→": "rightarrow", "↔": "leftrightarrow", "⇐": "Leftarrow", "⇒": "Rightarrow", "⇔": "Leftrightarrow", "↦": "mapsto",
  "↑": "uparrow", "↓": "downarrow", "⟶": "longrightarrow", "⟵": "longleftarrow", "⟹": "Longrightarrow", "↪": "hookrightarrow",
};
const OPERATIONS = {
  "×": "times", "÷": "div", "±": "pm", "∓": "mp", "⋅": "cdot", "·": "cdot", "∘": "circ", "∙": "bullet", "∗": "ast", "⊕": "oplus", "⊗": "otimes", "⊙": "odot",
  "∪": "cup", "∩": "cap", "∖": "setminus", "∧": "wedge", "∨": "vee", "¬": "neg", "⋆": "star", "†": "dagger",
  "∑": "sum", "∏": "prod", "∫": "int", "∮": "oint", "⋃": "bigcup", "⋂": "bigcap",
};
const OTHERS = {
  "∞": "infty", "∂": "partial", "∇": "nabla", "∀": "forall", "∃": "exists", "∄": "nexists", "∅": "emptyset", "ℓ": "ell", "ℏ": "hbar", "ℜ": "Re", "ℑ": "Im", "ℵ": "aleph",
  "…": "dots", "⋯": "cdots", "⋮": "vdots", "⋱": "ddots", "′": "prime", "√": "surd", "∠": "angle", "△": "triangle", "□": "square",
  "⟨": "langle", "⟩": "rangle", "⌊": "lfloor", "⌋": "rfloor", "⌈": "lceil", "⌉": "rceil", "‖": "Vert",
};

/** @type {Map<string, string>} */
export const COMMANDS = new Map([
  ...Object.entries({ ...GREEK, ...RELATIONS, ...OPERATIONS, ...OTHERS }).map(([letter, name]) => /** @type {[string, string]} */ ([letter, `\\${name}`])),
  // What TeX reads as its own syntax, and what draws nothing.
  ["\\", "\\backslash"], ["{", "\\{"], ["}", "\\}"], ["$", "\\$"], ["%", "\\%"], ["#", "\\#"], ["&", "\\&"], ["_", "\\_"],
  ["^", "\\hat{}"], ["~", "\\sim"], ["−", "-"], ["–", "-"], ["∶", ":"], ["\u00a0", " "], ["\u2061", ""], ["\u2062", ""], ["\u2063", ""], ["\u200b", ""],
  ["\u2009", "\\,"], ["\u2003", "\\quad"], ["\u200e", ""], ["\u200f", ""],
]);

/** Functions that TeX has a command for. */
export const NAMED_FUNCTIONS = new Set([
  "arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "coth", "csc", "deg", "det", "dim", "exp", "gcd", "hom", "inf", "ker", "lg", "lim",
  "liminf", "limsup", "ln", "log", "max", "min", "Pr", "sec", "sin", "sinh", "sup", "tan", "tanh",
]);
