// A review that has each kind of block once or more, and the hard cases of mixed directions.
import { typesetExport, withMath } from "../../web/typeset-math.js";
import { makeExport, makeReview } from "./browser.js";

/** @typedef {{text?: string, math?: string, style?: string[], href?: string}} Span */

/** @param {string} type @param {(string | Span)[]} spans @param {object} [facts] */
const block = (type, spans, facts = {}) => ({
  type, first_line: 3, last_line: 3, level: 0, ordered: false,
  spans: spans.map((span) => (typeof span === "string" ? { text: span } : span)), ...facts,
});
/** @param {number} level @param {string} text */
const heading = (level, text) => block("heading", [text], { level });
/** @param {number} level @param {(string | Span)[]} spans */
const bullet = (level, ...spans) => block("list_item", spans, { level });
/** @param {number} level @param {string} marker @param {(string | Span)[]} spans */
const numbered = (level, marker, ...spans) => block("list_item", spans, { level, marker, ordered: true });
/** @param {string} text */
const code = (text) => block("code", [{ text, style: ["code"] }]);
/** @param {string[][]} rows */
const table = (rows) => block("table", [rows.map((row) => row.join("\t")).join("\n")]);

const PAPER = "https://arxiv.org/abs/1412.6980";

export const LONG_FORMULA = "\\mathcal{L}(\\theta, \\phi) = \\mathbb{E}_{q_\\phi(z \\mid x)}\\left[\\log p_\\theta(x \\mid z)\\right] - " +
  "D_{\\mathrm{KL}}\\left(q_\\phi(z \\mid x) \\,\\|\\, p(z)\\right) + \\lambda_1 \\sum_{i=1}^{n} \\|w_i\\|_2^2 + " +
  "\\lambda_2 \\sum_{j=1}^{m} \\left|\\frac{\\partial f_j}{\\partial x}\\right| + \\lambda_3 \\int_0^1 g(t)\\,dt + c_1 + c_2 + c_3";

const PYTHON = `def train(model, loader, steps=10_000, lr=3e-4, weight_decay=0.01, clip=1.0, device="cuda:0", verbose=True):
\toptimizer = AdamW(model.parameters(), lr=lr, weight_decay=weight_decay)  # הערה בעברית
\tfor step, (x, y) in enumerate(loader):
\t\tloss = model(x.to(device), y.to(device)).mean()
\t\tloss.backward()
\t\tif step % 100 == 0 and verbose:
\t\t\tprint(f"{step:>6}\\tloss={loss.item():.4f}")
\treturn model`;

/** Every block that the export can hold. */
const BLOCKS = [
  block("paragraph", ["הסקירה הזו נכתבה לבדיקה בלבד. היא מערבבת עברית עם מונחים כמו ", { text: "fine-tuning", style: ["italic"] },
    " ו-", { text: "attention", style: ["bold"] }, ", ומזכירה את המודל GPT-4 (שיצא ב-14/03/2023), את היחס 3/4, את הטווח 10–20, את הערך ‎-0.5 ואת הטמפרטורה −3.2°; " +
    "בסוגריים (כמו אלה [ואלה]) יש גם English (with brackets) וגם \"מירכאות\"."]),
  block("paragraph", ["מפעילים את ", { text: "train.py --lr 1e-4", style: ["code"] }, " מתוך התיקייה ", { text: "src/models/", style: ["code"] },
    ", עורכים את הקובץ config_v2.yaml וקוראים עוד ב-", { text: "https://example.org/docs/a/very/long/path?query=1&page=2", href: "https://example.org/docs/a/very/long/path?query=1&page=2" },
    " או ", { text: "באתר הפרויקט", href: "https://example.org/" }, ". חשוב: ", { text: "המשפט הזה מסומן", style: ["highlight"] }, ", x", { text: "2", style: ["superscript"] },
    " ו-H", { text: "2", style: ["subscript"] }, "O הם מעלית ותחתית, ", { text: "וזה קו תחתון", style: ["underline"] }, "."]),
  heading(1, "כותרת ברמה ראשונה: מה חדש כאן?"),
  block("paragraph", ["נוסחה קצרה בתוך שורה, למשל ", { math: "p_\\theta(x)" }, ", יושבת על קו הבסיס; ארוכה יותר, למשל ",
    { math: "\\hat{y} = \\sigma(W_2 \\max(0, W_1 x + b_1) + b_2) + \\epsilon_1 + \\epsilon_2 + \\epsilon_3 + \\epsilon_4" },
    ", נשברת בין שורות אחרי סימני הפעולה שלה, ואחריה הטקסט ממשיך כרגיל עד הנקודה. שבר כמו ", { math: "\\frac{\\partial L}{\\partial w}" },
    " מרחיב את השורה שלו, ונוסחה שבורה כמו ", { math: "\\frac{a}{b" }, " מוצגת כמקור עם סימן."]),
  block("math", [{ math: "\\mathrm{softmax}(z)_i = \\frac{e^{z_i}}{\\sum_{j=1}^{K} e^{z_j}}" }]),
  block("math", [{ math: LONG_FORMULA }]),
  block("math", [{ math: "\\begin{cases} x & \\text{אם } x > 0" }]),
  heading(2, "רשימות, ברמה השנייה"),
  bullet(0, "פריט ראשון ברשימה, ארוך דיו כדי לגלוש אל השורה השנייה שלו ולהראות שהטקסט נשאר מיושר מימין לעצמו ולא לסימן."),
  bullet(0, "פריט שני, ובתוכו:"),
  bullet(1, "תת-פריט עם ", { text: "code", style: ["code"] }, " ועם מספר, 42."),
  bullet(1, "A sub-item in English only, with a full stop."),
  bullet(2, "רמה שלישית."),
  bullet(0, "פריט אחרון."),
  block("paragraph", ["ועכשיו רשימה ממוספרת:"]),
  numbered(0, "8", "הצעד השמיני: מאתחלים את ", { math: "\\theta_0" }, "."),
  numbered(0, "9", "הצעד התשיעי."),
  numbered(1, "א", "סעיף משנה ראשון,"),
  numbered(1, "ב", "וסעיף משנה שני."),
  numbered(0, "10", "הצעד העשירי, שהמספר שלו רחב יותר."),
  heading(3, "טבלאות, ברמה השלישית"),
  table([["מודל", "פרמטרים", "דיוק (%)", "הערה"], ["בסיס", "7", "81.25", "ללא כיוונון"], ["גדול", "13", "9.5", "עם LoRA"], ["הצעת המחברים", "1,024", "100", "הטוב ביותר"]]),
  block("figure", ["טבלה 1: דיוק לפי גודל המודל, על קבוצת הבדיקה."]),
  table([["Method", "Top-1", "Top-5", "FLOPs", "Throughput", "Notes on the training procedure"],
    ["ResNet-50", "76.1", "92.9", "4.1G", "1,234", "trained from scratch for ninety epochs"],
    ["ViT-B/16", "81.8 ± 0.2", "95.6", "17.6G", "292", "pre-trained, then fine-tuned with strong augmentation"],
    ["Ours", "−0.4", "n/a", "0.9G", "88", "distilled"]]),
  heading(4, "קוד, ברמה הרביעית"),
  code(PYTHON),
  code("pip install skira\n"),
  heading(5, "ציטוט ואיור, ברמה החמישית"),
  block("quote", ["ציטוט בעברית: הרעיון פשוט יותר ממה שנדמה, והוא עובד גם כשהנתונים מעטים והרעש רב."]),
  block("quote", ["A quotation in English stands at its own side, with its bar at the left."]),
  block("figure", ["Figure 3: The loss of both models over time. The shaded area is one standard deviation."]),
  block("figure", ["איור 4. ארכיטקטורת המודל: מקודד, מפענח וביניהם צוואר בקבוק."]),
  heading(6, "כתבים אחרים, ברמה השישית"),
  block("paragraph", ["אמוג'י 🚀🔥 ו-👩‍💻, ניקוד: שָׁלוֹם לְכֻלָּם, ערבית: السلام عليكم, סינית: 机器学习, קירילית: модель, יוונית: αβγ, סימנים: → ≤ ✓ ∇."]),
  block("paragraph", ["An English paragraph inside a Hebrew review stands at the left, and it wraps as English does, with its full stop at the right end."]),
  block("link", ["קוד: ", { text: "https://github.com/example/repository", href: "https://github.com/example/repository" }]),
  block("rule", []),
  block("credit", ["נכתב על ידי כותבת הבדיקות, בסיוע ", { text: "כלי הבדיקה", href: "https://example.org/tool" }, "."]),
];

/** The specimen as an export, its formulas typeset. */
export function specimenExport() {
  const data = makeExport([makeReview({
    id: "specimen", kind: "full", title: "דף דוגמה: כל סוגי הבלוקים (ועוד English בכותרת)", reviewers: ["Test Writer (כותבת הבדיקות)"],
    paper: { urls: [PAPER], arxiv_id: "1412.6980", code_urls: ["https://github.com/example/repository"], published: "2014-12-22", venue: "ICLR 2015" },
    fields: { recommendation: "מומלץ למי שבודק גופנים", clarity: "גבוהה", prior_knowledge: ["אלגברה לינארית", "PyTorch"], applications: "בדיקות",
      domains: ["טיפוגרפיה", "bidi"], tools: ["KL divergence"], clarity_level: "high", recommendation_level: "recommended" },
    blocks: BLOCKS,
  })]);
  return JSON.parse(withMath(JSON.stringify(data), typesetExport(data)));
}
