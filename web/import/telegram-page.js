/** Telegram's export of a chat as pages: messages.html, messages2.html and so on. */
import { plainText } from "./blocks.js";
import { reviewsOf } from "./chat.js";
import { HtmlReader } from "./html-blocks.js";
import { all, attribute, parseHtml } from "./html-dom.js";
import { writeMarkdown } from "./markdown.js";
import { PictureSource } from "./picture-source.js";
import { decodeText } from "./text.js";

/** "12.08.2023 14:05:33 UTC+03:00" @param {string} printed @returns {string} ISO 8601 */
function isoOf(printed) {
  const match = /(\d\d)\.(\d\d)\.(\d{4}) (\d\d:\d\d:\d\d)(?: UTC([+-]\d\d:\d\d))?/.exec(printed);
  return match ? `${match[3]}-${match[2]}-${match[1]}T${match[4]}${match[5] ?? ""}` : "";
}

/**
 * @param {import("./model.js").InputFile} file
 * @param {import("./siblings.js").Siblings} siblings
 * @param {import("./limits.js").Budget} budget
 * @returns {import("./model.js").ImportResult}
 * @throws {import("./model.js").ImportError}
 */
export function readTelegramHtml(file, siblings, budget) {
  const document = parseHtml(decodeText(file.bytes).text);
  const scratch = new PictureSource(file.name, siblings, budget);
  let writer = "";
  const messages = all(document, ".message").filter((one) => !attribute(one, "class").includes("service")).map((one) => {
    const body = all(one, ".body")[0] ?? one;
    // Messages of one writer in a row have the name once.
    const name = [...body.children].find((child) => /\bfrom_name\b/.test(attribute(child, "class")));
    if (name) writer = (name.textContent ?? "").replace(/\s+/g, " ").trim();
    const forwarded = all(body, ".forwarded .from_name")[0]?.firstChild?.nodeValue?.trim();
    const date = all(body, ".date")[0];
    const holder = all(body, ".text")[0];
    const blocks = holder ? new HtmlReader(scratch).read(holder.childNodes) : [];
    const pictures = all(body, "a.photo_wrap").map((link) => ({ address: attribute(link, "href"), alt: "" }));
    return {
      id: attribute(one, "id").replace(/^message/, ""), date: date ? isoOf(attribute(date, "title")) : "", writer: forwarded || writer,
      text: blocks.map((block) => ("inlines" in block ? plainText(block.inlines) : block.type === "code" ? block.text : "")).join("\n"), markdown: writeMarkdown(blocks), pictures,
    };
  });
  return reviewsOf(file.name, messages, () => new PictureSource(file.name, siblings, budget));
}
