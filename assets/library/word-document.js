#!/usr/bin/env node
// The document of the default library that is Word's, written into a folder by the tests' own writer: no binary is
// in the repository. build-wasm.sh calls it:
//
//   node assets/library/word-document.js build/corpus
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { docx, li, p, r, relationship } from "../../tests/import/writers.js";

// --- What the writer has no word for --------------------------------------------------------------------------

const BULLETS = 1, NUMBERS = 2;  // lists of the writer

/** @param {string} words */
const bold = (words) => r(words, "<w:b/><w:bCs/>");
/** @param {string} words */
const heading = (words) => p(words, '<w:pStyle w:val="Heading4"/>');
/** @param {string} words @param {string} id of its relationship */
const link = (words, id) => `<w:hyperlink r:id="${id}">${r(words)}</w:hyperlink>`;
/** @param {string[][]} rows */
const table = (rows) => `<w:tbl>${rows.map((cells) => `<w:tr>${cells.map((cell) => `<w:tc>${p(cell)}</w:tc>`).join("")}</w:tr>`).join("")}</w:tbl>`;

// Equations (OMML, ECMA-376 22.1).
/** @param {string} symbols */
const m = (symbols) => `<m:r><m:t xml:space="preserve">${symbols}</m:t></m:r>`;
/** @param {string} name upright */
const named = (name) => `<m:r><m:rPr><m:sty m:val="p"/></m:rPr><m:t>${name}</m:t></m:r>`;
/** @param {string} base @param {string} index */
const sub = (base, index) => `<m:sSub><m:e>${m(base)}</m:e><m:sub>${m(index)}</m:sub></m:sSub>`;
/** @param {string} base @param {string} power */
const sup = (base, power) => `<m:sSup><m:e>${base}</m:e><m:sup>${m(power)}</m:sup></m:sSup>`;
/** @param {string} inner @param {string} [open] @param {string} [close] */
const brackets = (inner, open = "(", close = ")") =>
  `<m:d><m:dPr><m:begChr m:val="${open}"/><m:endChr m:val="${close}"/></m:dPr><m:e>${inner}</m:e></m:d>`;
/** The largest over what is below. @param {string} below @param {string} inner */
const max = (below, inner) => `<m:func><m:fName><m:limLow><m:e>${named("max")}</m:e><m:lim>${m(below)}</m:lim></m:limLow></m:fName><m:e>${inner}</m:e></m:func>`;
/** Within a sentence. @param {string} inner */
const math = (inner) => `<m:oMath>${inner}</m:oMath>`;
/** With its number, as Word's users print one: a table of three cells. @param {string} inner @param {number} number */
const numbered = (inner, number) => table([["", math(inner), `(${number})`]]);

/** @type {string[]} */
const notes = [];
/** A footnote. @param {string} words */
function note(words) {
  notes.push(words);
  return `<w:r><w:footnoteReference w:id="${notes.length}"/></w:r>`;
}

// --- The review -----------------------------------------------------------------------------------------------

const Q = m("Q"), NEXT = m("s',a'");

const BODY = [
  p("Review 21: Playing Atari with Deep Reinforcement Learning, 01.02.2026"),
  p("פינת הסוקר:"),
  p("המלצת קריאה: מומלץ לכל מי שמתחיל בלמידת חיזוק, וגם למי שרוצה להיזכר איך הכול התחיל"),
  p("בהירות כתיבה: גבוהה"),
  p("ידע מוקדם: רשתות קונבולוציה, יסודות של תהליכי החלטה מרקוביים"),
  p("יישומים פרקטיים אפשריים: משחקים, בקרה, כל בעיה שבה אפשר לנסות שוב ושוב בסימולטור"),
  p("פרטי מאמר:"),
  p(r("לינק למאמר: ") + link("זמין להורדה", "paper")),
  p("לינק לקוד: לא פורסם"),
  p("פורסם בתאריך: 19.12.2013, בארכיב"),
  p("הוצג בכנס: NIPS 2013 Deep Learning Workshop"),
  p("תחומי מאמר:"),
  li("למידת חיזוק עמוקה (deep reinforcement learning)", BULLETS),
  li("ראייה ממוחשבת", BULLETS),
  p("כלים מתמטיים, מושגים וסימונים:"),
  li("משוואת בלמן", BULLETS),
  li("Q-learning", BULLETS),
  li("experience replay", BULLETS),

  heading("תמצית מאמר:"),
  p("תנו למחשב מסך, ג'ויסטיק ואת הניקוד. אל תגידו לו מה זה כדור, מה זה מחבט ומי הרע בסיפור. אחרי עשרה מיליון תמונות הוא משחק ב-Breakout טוב מכם. זה מה שהראו וולודימיר מניה (Volodymyr Mnih) ושותפיו מ-DeepMind, אז חברה קטנה בלונדון, והמאמר הקצר הזה פתח את העידן של למידת חיזוק עמוקה."),
  p("הרעיון עצמו היה ידוע: לקרב את פונקציית הערך ברשת נוירונים. גם הקושי היה ידוע: זה נוטה להתבדר. החידוש הוא במתכון שגורם לזה לעבוד, עם אותה ארכיטקטורה ואותם היפרפרמטרים בשבעה משחקים שונים."),

  heading("הסבר של רעיונות בסיסיים:"),
  p(bold("הערך של פעולה. ") + r("הסוכן רואה מצב ") + math(m("s")) + r(", בוחר פעולה ") + math(m("a")) + r(", מקבל תגמול ") + math(m("r")) + r(" ועובר למצב ") + math(m("s'")) +
    r(". הערך ") + math(sup(Q, "*") + brackets(m("s,a"))) + r(" הוא סכום התגמולים שיקבל מכאן והלאה אם ישחק היטב, כשתגמול רחוק נחשב פחות (מקדם ההיוון ") + math(m("γ")) + r("). הוא מקיים את משוואת בלמן:")),
  numbered(sup(Q, "*") + brackets(m("s,a")) + m("=") + m("𝔼") + brackets(m("r+γ") + max("a'", sup(Q, "*") + brackets(NEXT)), "[", "]"), 1),
  p("במילים: ערכה של פעולה הוא התגמול המיידי ועוד הערך של הפעולה הטובה ביותר בצעד הבא. מי שיודע את הערכים יודע לשחק: בכל מצב בוחרים את הפעולה שערכה מרבי."),
  p(bold("הרשת. ") + r("רשת קונבולוציה עם פרמטרים ") + math(m("θ")) + r(" מקרבת את הערכים. הקלט הוא ארבע תמונות רצופות של המסך, בגווני אפור ובגודל 84 על 84, כדי שאפשר יהיה לראות לאן הכדור נע. הפלט הוא ערך אחד לכל פעולה, כך שמעבר יחיד ברשת נותן את הערכים של כולן. הלוס הוא המרחק הריבועי בין שני הצדדים של נוסחה (1):")),
  numbered(sub("L", "i") + brackets(sub("θ", "i")) + m("=") + m("𝔼") +
    brackets(sup(brackets(m("r+γ") + max("a'", Q + brackets(m("s',a';") + sub("θ", "i-1"))) + m("-Q") + brackets(m("s,a;") + sub("θ", "i"))), "2"), "[", "]"), 2),
  p("שימו לב שהמטרה עצמה תלויה ברשת: היא מחושבת בפרמטרים הקודמים, ואליהם לא מחלחל גרדיאנט. בלמידה מונחית התשובה הנכונה קבועה; כאן היא זזה יחד עם הלומד."),
  p(bold("זיכרון של חוויות. ") + r("כאן הטריק שמייצב הכול. מסכים עוקבים דומים מאוד זה לזה, ואילו SGD מניח דוגמאות בלתי תלויות. לכן כל מעבר ") + math(m("(s,a,r,s')")) +
    r(" נשמר בזיכרון של מיליון המעברים האחרונים, ובכל צעד מתאמנים על 32 מעברים שנדגמו ממנו באקראי") +
    note("הרעיון של experience replay הוא של לין (Long-Ji Lin), מ-1992. כאן הוא פגש לראשונה רשת עמוקה בקנה מידה כזה.") +
    r(". כך נשבר המתאם בין דוגמאות, וכל חוויה משמשת כמה פעמים.")),
  p("וכך נראה צעד אחד:"),
  li(r("בוחרים פעולה: אקראית בהסתברות ") + math(m("ε")) + r(", ובשאר המקרים זו שערכה מרבי"), NUMBERS),
  li("מבצעים אותה ושומרים את המעבר בזיכרון", NUMBERS),
  li("דוגמים 32 מעברים ומחשבים לכל אחד את המטרה", NUMBERS),
  li("צעד גרדיאנט אחד על הלוס", NUMBERS),
  p(r("במיליון התמונות הראשונות ") + math(m("ε")) + r(" יורד לינארית מ-1 ל-0.1, ואחר כך נשאר קבוע. האימון נמשך 10 מיליון תמונות. את התגמולים קוצצים ל-1, ל-0 או למינוס 1, וכך אפשר להשתמש באותו קצב למידה בכל המשחקים") +
    note("יש לזה מחיר: הסוכן אינו מבדיל בין הישג קטן לגדול.") + r(".")),

  heading("הישגי מאמר:"),
  p("הניקוד הממוצע למשחק, בחמישה מתוך השבעה:"),
  table([["שיטה", "Breakout", "Enduro", "Pong", "Seaquest", "Space Invaders"],
    ["אקראי", "1.2", "0", "-20.4", "110", "179"],
    ["Sarsa", "5.2", "129", "-19", "665", "271"],
    ["DQN", "168", "470", "20", "1705", "581"],
    ["אדם", "31", "368", "-3", "28010", "3690"]]),
  p("בשישה מתוך שבעת המשחקים DQN עקף את כל השיטות שקדמו לו, אף שחלקן קיבלו תכונות שנבנו ביד; בשלושה, Breakout, Enduro ו-Pong, הוא עקף גם שחקן אנושי מיומן. במשחקים שבהם צריך לתכנן לטווח ארוך, כמו Seaquest, הפער מהאדם נשאר עצום."),

  heading("מגבלות:"),
  li("רעב לדאטה: 10 מיליון תמונות למשחק אחד, ולכל משחק סוכן נפרד שמתחיל מאפס", BULLETS),
  li("חקירה אקראית אינה מגיעה לתגמולים נדירים; במשחקים שבהם הניקוד מגיע רק אחרי רצף ארוך של פעולות אין לסוכן ממה ללמוד", BULLETS),
  li("אין הוכחת התכנסות. המחברים מדווחים שהלוס לא התבדר בניסויים שלהם, ולא יותר מזה", BULLETS),

  p(r("נ.ב. שנה ומשהו אחר כך הופיעה ב-Nature גרסה מלאה, עם 49 משחקים ורשת מטרה נפרדת שמתעדכנת לאט. משם הדרך ל-") + link("AlphaGo", "alphago") + r(", שעליו כתבנו כאן, כבר הייתה קצרה.")),
  p("סקירה זו נכתבה על ידי צוות Skira."),
];

/** The document's bytes: the same whenever and wherever it is written. */
export const wordDocument = () => docx(BODY.join(""), {
  relationships: relationship("paper", "hyperlink", "https://arxiv.org/abs/1312.5602", true) +
    relationship("alphago", "hyperlink", "https://doi.org/10.1038/nature16961", true),
  footnotes: notes.map((words, i) => `<w:footnote w:id="${i + 1}">${p(words)}</w:footnote>`).join(""),
});

if (process.argv[1]?.endsWith("word-document.js")) {
  const [folder] = process.argv.slice(2);
  if (!folder) throw new Error("usage: node assets/library/word-document.js FOLDER");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "playing-atari.docx"), wordDocument());
}
