// Faults that a visitor meets: what is wrong and what to do, in Hebrew and English, as real text.
import { ROOT } from "./site-root.js";

/**
 * @typedef {"webassembly" | "memory" | "webgl" | "old-browser" | "network" | "file" | "export" | "program"} Fault
 */

/** @type {Record<Fault, {he: string, en: string}>} */
const MESSAGES = {
  webassembly: {
    he: "הדפדפן הזה אינו מריץ WebAssembly, ובלעדיו אי אפשר להציג את הסקירות. עדכנו את הדפדפן, או אפשרו WebAssembly בהגדרות האבטחה שלו.",
    en: "This browser does not run WebAssembly, and without it the reviews cannot be shown. Update the browser, or allow WebAssembly in its security settings.",
  },
  memory: {
    he: "אין למכשיר די זיכרון פנוי כדי לפתוח כאן את הסקירות. סגרו לשוניות ויישומים אחרים וטענו את הדף מחדש.",
    en: "The device has too little free memory to open the reviews here. Close other tabs and applications and reload the page.",
  },
  webgl: {
    he: "הדפדפן הזה אינו מציע WebGL 2, ובלעדיו אי אפשר לצייר את הסקירות. הפעילו האצת חומרה בהגדרות הדפדפן, עדכנו אותו או נסו דפדפן אחר.",
    en: "This browser does not offer WebGL 2, and without it the reviews cannot be drawn. Turn on hardware acceleration in the browser's settings, update it, or try another one.",
  },
  "old-browser": {
    he: "הדפדפן הזה ישן מדי: אין בו פענוח gzip (DecompressionStream). עדכנו אותו או נסו דפדפן אחר.",
    en: "This browser is too old: it cannot unpack gzip (DecompressionStream). Update it or try another one.",
  },
  network: {
    he: "אחד מקובצי הדף לא הגיע. בדקו את החיבור לרשת וטענו את הדף מחדש. אם הדף נפתח מתיקייה במחשב, פתחו במקומו את skira.html.",
    en: "One of the page's files did not arrive. Check the network and reload the page. If it was opened from a folder on the computer, open skira.html instead.",
  },
  file: {
    he: "אחד מקובצי הדף הגיע פגום, או שהוא של גרסה אחרת. נסו לטעון את הדף מחדש בעוד דקה; ברשת שמבקשת להתחבר, התחברו קודם.",
    en: "One of the page's files came damaged, or is of another version. Reload the page in a minute; on a network that asks to sign in, sign in first.",
  },
  export: {
    he: "קובץ הסקירות אינו תקין ולכן לא נטען. ייצרו אותו מחדש בפקודה skira export, או בדקו שהכתובת מובילה לקובץ שהיא יצרה.",
    en: "The file of reviews is not valid and was not loaded. Make it anew with skira export, or check that the address leads to a file that it made.",
  },
  program: {
    he: "התוכנה נעצרה. טענו את הדף מחדש; אם זה חוזר, דווחו עם השורה שלמטה.",
    en: "The program stopped. Reload the page; if it happens again, report it with the line below.",
  },
};

// What the plain pages of the reviews do without.
const WITH_STATIC_PAGES = ["webassembly", "memory", "webgl", "old-browser", "file", "program"];

/** Links to the reviews as plain pages, which lie beside the folder's page; the single file has none. */
function staticPagesLinks() {
  if (document.querySelector("script[data-asset]")) return [];
  return /** @type {const} */ ([["he", "לקריאת הסקירות כדפים פשוטים"], ["en", "Read the reviews as plain pages"]]).map(([lang, text]) => {
    const line = document.createElement("p");
    line.lang = lang;
    line.dir = lang === "he" ? "rtl" : "ltr";
    const link = document.createElement("a");
    link.href = `${ROOT}r/index.html`;
    link.textContent = text;
    line.append(link);
    return line;
  });
}

/** An error that has a message for the visitor. */
export class SkiraError extends Error {
  /**
   * @param {Fault} fault
   * @param {string} detail one line: which file, which line, what the system said
   */
  constructor(fault, detail) {
    super(detail);
    this.fault = fault;
  }
}

/**
 * Shows the fault over the whole page.
 * @param {unknown} error
 */
export function showError(error) {
  const fault = error instanceof SkiraError ? error.fault : "program";
  const detail = error instanceof Error ? error.message : String(error);
  const notice = /** @type {HTMLElement} */ (document.getElementById("notice"));
  notice.replaceChildren();
  for (const lang of /** @type {const} */ (["he", "en"])) {
    const text = document.createElement("p");
    text.lang = lang;
    text.dir = lang === "he" ? "rtl" : "ltr";
    text.textContent = MESSAGES[fault][lang];
    notice.append(text);
  }
  if (WITH_STATIC_PAGES.includes(fault)) notice.append(...staticPagesLinks());
  if (detail) {
    const code = document.createElement("code");
    code.textContent = detail;
    notice.append(code);
  }
  notice.hidden = false;
}
