// The site's accent colour on the grounds of each theme, as Accented() of src/app/resources/theme.cpp has it: moved
// towards the text's colour in steps until it stands out from every ground (WCAG 2.2, 1.4.3 and 1.4.11).

/**
 * @typedef {"light" | "dark" | "sepia"} AccentTheme those that take a site's accent: the theme of high contrast has its own
 * @typedef {{page: string, panel: string, control: string, text: string, others: string}} Grounds others: hover, selected, card, control, spoken and the highlights, which links are on too
 */

/** Of src/app/resources/theme.cpp. @type {Record<AccentTheme, Grounds>} */
export const GROUNDS = {
  light: { page: "#FFFFFF", panel: "#F7F6F2", control: "#EFEDE7", text: "#1F2328",
    others: "#EDEBE4 #E1E8F1 #F6F5F1 #EFEDE7 #E6DCFA #FFF0A6 #CDEFC4 #CBE4FB #FAD3E2" },
  dark: { page: "#16181C", panel: "#1C1F24", control: "#2A2E35", text: "#D9DCE1",
    others: "#262A31 #273244 #1F2329 #2A2E35 #3B2F5C #463A09 #1F4427 #1F4263 #5A2C42" },
  sepia: { page: "#F8F0DF", panel: "#F1E7D2", control: "#EADFC8", text: "#3A2F21",
    others: "#E8DCC3 #E2D3B4 #F1E7D2 #EADFC8 #E7D6EC #F7E08B #CFE3AE #C6DCE6 #F2CBC9" },
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

/** @param {string} accent "#rrggbb" @param {string} text "#rrggbb" @param {(color: string) => boolean} standsOut */
function moved(accent, text, standsOut) {
  const from = channels(accent), to = channels(text);
  for (let step = 0; ; ++step) {
    const color = `#${from.map((value, i) => (value + Math.trunc((to[i] - value) * step / STEPS)).toString(16).padStart(2, "0")).join("")}`;
    if (step === STEPS || standsOut(color)) return color;
  }
}

/** @param {(grounds: Grounds) => string} colorOn */
const inEachTheme = (colorOn) => /** @type {Record<AccentTheme, string>} */ (
  Object.fromEntries(Object.entries(GROUNDS).map(([theme, grounds]) => [theme, colorOn(grounds)])));

/** The accent in each theme. @param {string} accent "#rrggbb" */
export const accentsOf = (accent) => inEachTheme(({ page, panel, control, text }) => moved(accent, text, (color) =>
  contrast(color, page) >= TEXT && contrast(color, panel) >= TEXT && contrast(color, control) >= EDGE));

/** The color of links in each theme. @param {string} accent "#rrggbb" */
export const linksOf = (accent) => inEachTheme(({ page, panel, text, others }) =>
  moved(accent, text, (color) => [page, panel, ...others.split(" ")].every((ground) => contrast(color, ground) >= TEXT)));

/** @typedef {{accent: string, theme: AccentTheme, shown: string}} AccentNote an accent that a theme does not show as it is */

/** @param {string} accent @returns {AccentNote[]} */
export const accentNotes = (accent) => Object.entries(accentsOf(accent)).filter(([, shown]) => shown !== accent)
  .map(([theme, shown]) => ({ accent, theme: /** @type {AccentTheme} */ (theme), shown }));

/** In words. @param {AccentNote} note */
export const accentNoteText = ({ accent, theme, shown }) => `the accent ${accent} is hard to see on the ${theme} theme, which shows ${shown} instead`;

/** Rules for a style sheet's end: the accent until the program says which. @param {string} accent */
export function accentStyle(accent) {
  const colors = accentsOf(accent), links = linksOf(accent);
  const rules = (/** @type {AccentTheme} */ theme) =>
    `:root { --skira-accent: ${colors[theme]}; --skira-focus: ${colors[theme]}; --skira-link: ${links[theme]}; }`;
  return `@media screen { ${rules("light")} }\n@media screen and (prefers-color-scheme: dark) { ${rules("dark")} }\n`;
}
