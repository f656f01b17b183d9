// Formulas on their way to the program: an export without reviews (src/review/json.h).

/**
 * @param {string[]} outlines @param {(import("./math.js").Formula | import("./math.js").BrokenFormula)[]} formulas
 * @returns {string} JSON
 */
export const formulaExport = (outlines, formulas) => JSON.stringify(
  { format: "skira-reviews", version: 1, sources: [], reviews: [], math: { outlines, formulas } });
