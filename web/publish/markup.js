// Text in HTML and XML: what may not be there is left out, the rest is escaped.

// XML 1.0, 2.2 (Char), and the controls of C1, which HTML refuses too.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Without the characters that neither HTML nor XML can have. @param {unknown} text */
export const withoutControls = (text) => String(text).replace(FORBIDDEN, "");

/** For an element's text and for an attribute in quotes. @param {unknown} text */
export const escaped = (text) => withoutControls(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
  .replaceAll('"', "&quot;").replaceAll("'", "&#39;");

/** JSON for a script element: "<" as an escape, so that nothing in it ends the element. @param {unknown} data */
export const scriptJson = (data) => withoutControls(JSON.stringify(data)).replaceAll("<", "\\u003c")
  .replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");

/** A <meta> for each that has a value. @param {"name" | "property"} by @param {[string, unknown][]} tags */
export const metaTags = (by, tags) => tags.filter(([, value]) => value !== undefined && value !== null && value !== "")
  .map(([name, value]) => `<meta ${by}="${name}" content="${escaped(value)}">`).join("\n");
