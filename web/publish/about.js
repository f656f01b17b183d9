// The few marks of Markdown that a site's "about" has, to HTML: paragraphs, headings, lists, emphasis, code and
// links. Everything else is text.
import { safeUrl } from "../safe-url.js";
import { escaped } from "./markup.js";

/** @param {string} text @returns {string} */
function inline(text) {
  const pattern = /`([^`\n]+)`|\[([^\]\n]+)\]\(([^()\s]+)\)|<((?:https?|mailto):[^<>\s]+)>|\*\*(\S(?:[^*]*\S)?)\*\*|\*(\S(?:[^*]*\S)?)\*|\\([\\`*_[\]<>#-])/gu;
  let html = "", at = 0;
  for (const match of text.matchAll(pattern)) {
    const [whole, code, label, target, bare, strong, emphasis, literal] = match;
    html += escaped(text.slice(at, match.index));
    at = match.index + whole.length;
    const url = target ?? bare;
    if (code !== undefined) html += `<code dir="ltr">${escaped(code)}</code>`;
    else if (url !== undefined) html += safeUrl(url) ? `<a href="${escaped(safeUrl(url))}" rel="noopener">${label === undefined ? escaped(url) : inline(label)}</a>` : escaped(label ?? url);
    else if (strong !== undefined) html += `<strong>${inline(strong)}</strong>`;
    else if (emphasis !== undefined) html += `<em>${inline(emphasis)}</em>`;
    else html += escaped(literal);
  }
  return html + escaped(text.slice(at));
}

/** @param {string} markdown @param {number} [level] of its largest headings @returns {string} well-formed as XML, too */
export function aboutHtml(markdown, level = 2) {
  return markdown.replaceAll("\r\n", "\n").split(/\n{2,}/).map((part) => {
    const [, marks, heading] = /^(#{1,6}) +([^\n]+?) *#*$/.exec(part.trim()) ?? [];
    if (heading) {
      const name = `h${Math.min(level + marks.length - 1, 6)}`;
      return `<${name} dir="auto">${inline(heading)}</${name}>`;
    }
    const items = part.trim().split("\n");
    if (items.every((item) => /^[-*•] /.test(item))) {
      return `<ul>\n${items.map((item) => `<li dir="auto">${inline(item.slice(2).trim())}</li>`).join("\n")}\n</ul>`;
    }
    return part.trim() ? `<p dir="auto">${inline(part.trim())}</p>` : "";
  }).filter(Boolean).join("\n");
}
