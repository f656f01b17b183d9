/** Telegram's export of a chat or of an account as JSON: result.json. Pages are telegram-page.js's. */
import { paragraphsOf, text } from "./blocks.js";
import { reviewsOf } from "./chat.js";
import { writeMarkdown } from "./markdown.js";
import { LIMITS } from "./limits.js";
import { ImportError } from "./model.js";
import { PictureSource } from "./picture-source.js";

/** @typedef {import("./blocks.js").Block} Block */
/** @typedef {import("./blocks.js").Inline} Inline */
/** @typedef {import("./blocks.js").Marks} Marks */
/** @typedef {import("./chat.js").Message} Message */
/** @typedef {Record<string, unknown>} Json */

/** @param {unknown} value @returns {Json} */
const record = (value) => (typeof value === "object" && value !== null && !Array.isArray(value) ? /** @type {Json} */ (value) : {});

/** @param {unknown} value */
const string = (value) => (typeof value === "string" || typeof value === "number" ? String(value) : "");

/** @param {unknown} json @returns {Json[]} the chats of the export */
function chatsOf(json) {
  const root = record(json);
  if (Array.isArray(root.messages)) return [root];
  const list = [record(root.chats).list, record(root.left_chats).list].flatMap((one) => (Array.isArray(one) ? one : []));
  return list.map(record).filter((chat) => Array.isArray(chat.messages));
}

/** Whether it is an export of Telegram. @param {unknown} json */
export function isTelegram(json) {
  return chatsOf(json).some((chat) => /** @type {unknown[]} */ (chat.messages).slice(0, 50).some((one) => "date_unixtime" in record(one) || ("from_id" in record(one) && "text" in record(one)) || record(one).type === "service"));
}

/** @type {Record<string, Marks>} by an entity's type */
const MARKS = { bold: { bold: true }, italic: { italic: true }, strikethrough: { strike: true }, code: { code: true } };

/**
 * A message's text with its entities. Adjacent ones nest by repetition.
 * @param {unknown} body a string, or strings and entities
 * @returns {Block[]}
 */
function blocksOf(body) {
  /** @type {Block[]} */
  const out = [];
  /** @type {Inline[]} */
  let inlines = [];
  const flush = () => {
    for (const block of paragraphsOf(inlines)) out.push(block);
    inlines = [];
  };
  /** @param {string} letters @param {Marks} marks */
  const add = (letters, marks) => {
    letters.split(/(\n[ \t]*\n\s*|\n)/).forEach((part, at) => {
      if (at % 2 === 0) inlines.push(text(part, marks));
      else if (part.trim() === "" && /\n[^]*\n/.test(part)) flush();
      else inlines.push({ type: "break" });
    });
  };
  for (const one of Array.isArray(body) ? body : [body]) {
    if (typeof one === "string") {
      add(one, {});
      continue;
    }
    const entity = record(one);
    const letters = string(entity.text);
    if (entity.type === "pre") {
      flush();
      out.push({ type: "code", language: string(entity.language), text: letters });
    } else if (entity.type === "blockquote") {
      flush();
      out.push({ type: "quote", blocks: blocksOf(letters) });
    } else {
      const link = entity.type === "text_link" ? string(entity.href) : entity.type === "link" ? letters.trim() : "";
      add(letters, { ...MARKS[string(entity.type)], ...(/^https?:/.test(link) ? { link } : {}) });
    }
  }
  flush();
  return out;
}

/** @param {unknown} body @returns {string} */
const lettersOf = (body) => (Array.isArray(body) ? body : [body]).map((one) => (typeof one === "string" ? one : string(record(one).text))).join("");

const PICTURE_FILE = /\.(png|jpe?g|gif|webp|avif|svg)$/i;

/** @param {Json} message @param {Json} chat @returns {Message} */
function messageOf(message, chat) {
  const body = message.text ?? message.text_entities ?? "";
  const file = string(message.photo) || (PICTURE_FILE.test(string(message.file)) && message.media_type !== "sticker" ? string(message.file) : "");
  return {
    id: string(message.id), date: string(message.date), writer: string(message.author) || string(message.forwarded_from) || string(message.from) || string(chat.name),
    text: lettersOf(body), markdown: writeMarkdown(blocksOf(body)), pictures: file ? [{ address: file, alt: "" }] : [],
  };
}

/**
 * @param {import("./model.js").InputFile} file @param {unknown} json its content
 * @param {import("./siblings.js").Siblings} siblings
 * @param {import("./limits.js").Budget} budget
 * @returns {import("./model.js").ImportResult}
 * @throws {ImportError}
 */
export function readTelegramJson(file, json, siblings, budget) {
  const chats = chatsOf(json);
  const messages = chats.flatMap((chat) => {
    const posts = /** @type {unknown[]} */ (chat.messages).map(record).filter(({ type }) => type === "message" || type === undefined);
    if (posts.length > LIMITS.messages) throw new ImportError("too-large", `the chat has more than ${LIMITS.messages} messages`);
    return posts.map((message) => ({ ...messageOf(message, chat), ...(chats.length > 1 ? { id: `${string(chat.id)}-${string(message.id)}` } : {}) }));
  });
  return reviewsOf(file.name, messages, () => new PictureSource(file.name, siblings, budget));
}

/** Whether a page is an export of Telegram. @param {string} source its beginning */
export const isTelegramPage = (source) => /<div class="page_wrap"/.test(source) && /class="(page_header|history)|Exported Data/.test(source);
