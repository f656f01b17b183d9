// The site's accent colour on the grounds of each theme, as Accented() of src/app/resources/theme.cpp has it: moved
// towards the text's colour in steps until it stands out from every ground (WCAG 2.2, 1.4.3 and 1.4.11).

/**
 * @typedef {"light" | "dark" | "sepia"} AccentTheme those that take a site's accent: the theme of high contrast has its own
 * @typedef {{page: string, panel: string, control: string, text: string}} Grounds
 */

/** Of src/app/resources/theme.cpp. @type {Record<AccentTheme, Grounds>} */
export const GROUNDS = {
  light: { page: "#FFFFFF", panel: "#F7F6F2", control: "#EFEDE7", text: "#1F2328" },
  dark: { page: "#16181C", panel: "#1C1F24", control: "#2A2E35", text: "#D9DCE1" },
  sepia: { page: "#F8F0DF", panel: "#F1E7D2", control: "#EADFC8", text: "#3A2F21" },
};

const STEPS = 16, TEXT = 4.5, EDGE = 3;

/** @param {string} color "#rrggbb" */
const channels = (color) => [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));

/** Relative luminance. @param {string} color */
function luminance(color) {
  const [red, green, blue] = channels(color).map((value) => value / 255)
    .map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** 1 to 21. @param {string} a @param {string} b */
export function contrast(a, b) {
  const [dark, light] = [luminance(a) + 0.05, luminance(b) + 0.05].sort((x, y) => x - y);
  return light / dark;
}

/** @param {string} accent "#rrggbb" @param {Grounds} grounds */
function readable(accent, { page, panel, control, text }) {
  const from = channels(accent), to = channels(text);
  for (let step = 0; ; ++step) {
    const color = `#${from.map((value, i) => (value + Math.trunc((to[i] - value) * step / STEPS)).toString(16).padStart(2, "0")).join("")}`;
    const stands = contrast(color, page) >= TEXT && contrast(color, panel) >= TEXT && contrast(color, control) >= EDGE;
    if (stands || step === STEPS) return color;
  }
}

/** The accent in each theme. @param {string} accent "#rrggbb" */
export const accentsOf = (accent) => /** @type {Record<AccentTheme, string>} */ (
  Object.fromEntries(Object.entries(GROUNDS).map(([theme, grounds]) => [theme, readable(accent, grounds)])));

/** @typedef {{accent: string, theme: AccentTheme, shown: string}} AccentNote an accent that a theme does not show as it is */

/** @param {string} accent @returns {AccentNote[]} */
export const accentNotes = (accent) => Object.entries(accentsOf(accent)).filter(([, shown]) => shown !== accent)
  .map(([theme, shown]) => ({ accent, theme: /** @type {AccentTheme} */ (theme), shown }));

/** In words. @param {AccentNote} note */
export const accentNoteText = ({ accent, theme, shown }) => `the accent ${accent} is hard to see on the ${theme} theme, which shows ${shown} instead`;

/** Rules for a style sheet's end: the accent until the program says which. @param {string} accent */
export function accentStyle(accent) {
  const rules = (/** @type {string} */ color) => `:root { --skira-accent: ${color}; --skira-focus: ${color}; }`;
  const { light, dark } = accentsOf(accent);
  return `${rules(light)}\n@media (prefers-color-scheme: dark) { ${rules(dark)} }\n`;
}
