/**
 * Chats: messages that are reviews become documents with their date and writer, the rest is listed as left out.
 * Telegram's and WhatsApp's importers make the messages.
 */
import { LIMITS } from "./limits.js";
import { ImportError } from "./model.js";

/** @typedef {import("./model.js").Refused} Refused */
/** @typedef {import("./model.js").ImportedDocument} ImportedDocument */
/**
 * @typedef {object} Message
 * @property {string} id unique in its file
 * @property {string} date ISO 8601
 * @property {string} writer
 * @property {string} text as read, for the decision
 * @property {string} markdown "" for a message of pictures alone
 * @property {{address: string, alt: string}[]} pictures
 * @property {number} [line] 1-based
 */

/** Words from which a message is a review whatever it says: chatter seldom has half of it, the shortest daily review more than twice. */
const LONG = 80;
/** Words from which a message with a link to a paper is a review; shorter ones only share the link. */
const WITH_PAPER = 40;
/** Words from which a message under a series' banner is a review: below is an announcement. */
const WITH_BANNER = 30;
/** A message is cut at 4,096 letters (Telegram): one of more than this is continued by the next of the same writer. */
const NEARLY_FULL = 3_500;
/** Milliseconds between the parts of one review: pasted one after the other. */
const SAME_TIME = 180_000;

const PAPER = /arxiv\.org|openreview\.net|aclanthology\.org|doi\.org|nature\.com|proceedings\.(mlr|neurips)|dl\.acm\.org|huggingface\.co\/papers|biorxiv\.org|ieeexplore/i;
const BANNER = /סקיר(ה|ת|ות)|המאמר ה?יו?מי|פינת הסוקר|paper review|daily paper|review\s*(no\.?\s*)?#?\d+/i;

/** @param {string} text */
const wordCount = (text) => (text.match(/[\p{L}\p{N}]+/gu) ?? []).length;

/** @param {string} text @returns {string | undefined} why it is no review; undefined where it is one */
function whyNot(text) {
  const words = wordCount(text);
  if (words >= LONG || (words >= WITH_PAPER && PAPER.test(text))) return undefined;
  const beginning = text.split("\n").slice(0, 4).join("\n");
  if (words >= WITH_BANNER && BANNER.test(beginning)) return undefined;
  return words === 0 ? "no text" : `${words} words: too short for a review`;
}

/** @param {string} date */
const time = (date) => Date.parse(date) || 0;

/** Parts of one review: a text cut at the service's limit, or pictures right before it. @param {Message[]} messages @returns {Message[]} */
function joinParts(messages) {
  /** @type {Message[]} */
  const out = [];
  for (const message of messages) {
    const last = out.at(-1);
    const close = last && last.writer === message.writer && Math.abs(time(message.date) - time(last.date)) <= SAME_TIME;
    const continues = close && message.text !== "" && (last.text.length >= NEARLY_FULL || (last.text === "" && last.pictures.length > 0));
    if (!last || !continues) {
      out.push({ ...message });
      continue;
    }
    last.markdown = [last.markdown.trimEnd(), message.markdown].filter(Boolean).join("\n\n");
    // A long text that is joined stays long: the next part is judged by its own length.
    last.text = last.text ? `${last.text}\n${message.text}` : message.text;
    last.pictures = [...last.pictures, ...message.pictures];
  }
  return out;
}

/** @param {string} text @returns {string} its first words, for a list */
function beginning(text) {
  const words = text.replace(/\s+/g, " ").trim();
  return words.length > 60 ? `${words.slice(0, 60)}…` : words;
}

/**
 * @param {string} name the file's
 * @param {Message[]} messages
 * @param {() => import("./picture-source.js").PictureSource} newSource a document's own
 * @returns {{documents: ImportedDocument[], refused: Refused[]}}
 * @throws {ImportError} where no message is a review
 */
export function reviewsOf(name, messages, newSource) {
  if (messages.length > LIMITS.messages) throw new ImportError("too-large", `the chat has more than ${LIMITS.messages} messages`);
  /** @type {ImportedDocument[]} */
  const documents = [];
  /** @type {Refused[]} */
  const refused = [];
  let more = 0;
  for (const message of joinParts(messages)) {
    const reason = whyNot(message.text);
    if (reason !== undefined) {
      if (refused.length >= LIMITS.leftOutNamed) ++more;
      else {
        const what = [message.date.replace("T", " "), message.writer, beginning(message.text)].filter(Boolean).join(", ");
        refused.push({ name: `${name}#${message.id}`, code: "message-left-out", message: `${what} (${reason})`, ...(message.line === undefined ? {} : { line: message.line }) });
      }
      continue;
    }
    const source = newSource();
    const figures = message.pictures.map(({ address, alt }) => source.find(address, alt, message.line)).filter((one) => one !== undefined)
      .map((picture) => `![${picture.alt.replace(/[[\]]/g, "\\$&")}](${picture.file})`);
    const found = source.result();
    documents.push({
      name: `${name}#${message.id}`, markdown: `${[...figures, message.markdown.trim()].join("\n\n")}\n`, firstLine: message.line ?? 1, pictures: found.pictures,
      facts: { ...(message.date ? { date: message.date } : {}), ...(message.writer ? { authors: [message.writer] } : {}) }, warnings: found.warnings,
    });
  }
  if (more > 0) refused.push({ name, code: "messages-left-out", message: `${more} more messages that are no reviews were left out` });
  if (documents.length === 0) throw new ImportError("no-reviews", `none of the chat's ${messages.length} messages is long enough for a review`);
  return { documents, refused };
}
