// The words that a publication has of itself, in the languages of its interface, and what it is called.

/** @typedef {import("./site-facts.js").Site} Site */

/** @type {Record<"he" | "en", Record<"name" | "description" | "all" | "open" | "untitled" | "navigation" | "made" | "about" | "contents" | "moved", string>>} */
const WORDS = {
  he: {
    name: "סקירה", description: "סקירות של מאמרים בלמידת מכונה", all: "כל הסקירות", open: "פתיחה ביישום",
    untitled: "סקירה ללא כותרת", navigation: "ניווט", made: "נבנה בסקירה (Skira)", about: "על האתר", contents: "תוכן העניינים",
    moved: "הסקירה עברה לכתובת אחרת",
  },
  en: {
    name: "Skira", description: "Reviews of machine-learning papers", all: "All reviews", open: "Open in the app",
    untitled: "Untitled review", navigation: "Navigation", made: "Made with Skira", about: "About", contents: "Contents",
    moved: "The review has moved",
  },
};

/**
 * @param {Site} [site]
 * @returns {{language: "he" | "en", direction: string, say: (typeof WORDS)["he"], name: string, description: string, whole: string}}
 *   `whole`: name and description in one line
 */
export function namesOf(site = {}) {
  const language = site.language === "en" ? "en" : "he";
  const say = WORDS[language];
  const name = site.title || say.name;
  const description = site.subtitle || (site.title ? "" : say.description);
  return { language, direction: site.direction ?? (language === "en" ? "ltr" : "rtl"), say, name, description: description || name,
    whole: description ? `${name} · ${description}` : name };
}

/** What a file of the site is called, without its ending: letters and digits of its name. @param {Site} [site] */
export function fileNameOf(site = {}) {
  const name = (site.title ?? "").normalize("NFC").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 60);
  return name || "skira";
}
