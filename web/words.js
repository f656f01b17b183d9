// The words of the interface that the page says itself, beside the program: those of assets/strings.json whose names
// begin with a group's.
import { WORDS } from "#words";

const language = () => document.documentElement.lang === "en" ? "en" : "he";

/** Those of a group in the page's language, by their names without the group's. @param {"publish" | "editor"} group @returns {Record<string, string>} */
export const wordsOf = (group) => Object.fromEntries(Object.entries(WORDS[language()])
  .filter(([name]) => name.startsWith(`${group}_`)).map(([name, text]) => [name.slice(group.length + 1), text]));

/** A text that turns nothing around it (UAX #9, 2.7). @param {string} text */
const isolated = (text) => `\u2068${text}\u2069`;

/** A text with its places filled, in their order; texts stand isolated. @param {string} text @param {...(string | number)} values */
export function filled(text, ...values) {
  let at = 0;
  return text.replace(/%[sd]/g, (place) => {
    const value = values[at++] ?? place;
    return typeof value === "string" ? isolated(value) : String(value);
  });
}

/**
 * What the parser noticed, in words: its own are English and name what they are about (src/app/state/documents.cpp).
 * @param {{code: string, message: string}} warning
 */
export const warningText = ({ code, message }) =>
  language() === "en" ? message : WORDS.he[`warning_${code.replaceAll("-", "_")}`] ?? message;
