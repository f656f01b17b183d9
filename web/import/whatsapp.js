/**
 * WhatsApp's export of a chat, a text file:
 *
 *     [12.8.2023, 14:05:33] Name: text        iPhone
 *     12/08/2023, 14:05 - Name: text          Android
 *
 * with the direction marks of a right-to-left phone anywhere before the text, and attachments as lines.
 */
import { paragraphsOf, text } from "./blocks.js";
import { reviewsOf } from "./chat.js";
import { writeMarkdown } from "./markdown.js";
import { PictureSource } from "./picture-source.js";
import { decodeText } from "./text.js";

/** @typedef {import("./blocks.js").Inline} Inline */
/** @typedef {import("./blocks.js").Marks} Marks */
/** @typedef {{day: string[], time: string, writer: string, lines: string[], line: number}} Raw */

const MARKS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;
const DATE = "(\\d{1,4})[./-](\\d{1,2})[./-](\\d{1,4})";
const TIME = "(\\d{1,2}:\\d{2}(?::\\d{2})?)[\\s\\u202f\\u00a0]*([AaPp]\\.?[Mm]\\.?|לפנה״צ|אחה״צ|לפנה\"צ|אחה\"צ)?";
const IPHONE = new RegExp(`^\\[${DATE},?\\s+${TIME}\\]\\s*([^:]{1,100}):\\s?([^]*)$`);
const ANDROID = new RegExp(`^${DATE},?\\s+${TIME}\\s+[-–]\\s+([^:]{1,100}):\\s?([^]*)$`);
/** Lines that the program writes: without a name. */
const SERVICE = new RegExp(`^(\\[${DATE},?\\s+${TIME}\\]|${DATE},?\\s+${TIME}\\s+[-–])\\s`);

/** @param {string} line without direction marks */
const stampOf = (line) => IPHONE.exec(line) ?? ANDROID.exec(line);

/** Whether text is such an export: it begins with a stamp, and most stamps are in order. @param {string} beginning of the file */
export function isWhatsApp(beginning) {
  const lines = beginning.replace(MARKS, "").split(/\r?\n/).filter((line) => line.trim() !== "").slice(0, 200);
  const first = lines[0] ?? "";
  if (!SERVICE.test(first)) return false;
  return lines.filter((line) => stampOf(line)).length >= 1;
}

/** @param {string} time @param {string | undefined} half @returns {string} of 24 hours, with seconds */
function clock(time, half) {
  const [hours, minutes, seconds = "00"] = time.split(":");
  let hour = Number(hours);
  if (half) {
    const isLate = /^p|אחה/i.test(half);
    hour = (hour % 12) + (isLate ? 12 : 0);
  }
  return `${String(hour).padStart(2, "0")}:${minutes}:${seconds}`;
}

/**
 * Day or month first, as the whole chat shows: a number above 12 can only be a day. Where none is, the day is
 * first, as everywhere but in the United States.
 * @param {Raw[]} messages
 */
const monthFirst = (messages) => !messages.some(({ day }) => Number(day[0]) > 12) && messages.some(({ day }) => day[0].length <= 2 && Number(day[1]) > 12);

/** @param {string[]} day three numbers as printed @param {boolean} american */
function isoDay(day, american) {
  const [first, second, third] = day;
  const [y, m, d] = first.length === 4 ? [first, second, third] : american ? [third, first, second] : [third, second, first];
  return `${y.length === 2 ? `20${y}` : y}-${m.padStart(2, "0")}-${d.padStart(2, "0")}`;
}

const ATTACHED = /^<(?:attached|מצורף|צורף):\s*([^>]+)>$|^(.+?\.\w{2,5})\s+\((?:file attached|הקובץ מצורף|קובץ מצורף)\)$/i;

/** `*bold*`, `_italic_`, `~struck~` and `` ```code``` `` (WhatsApp's help). @param {string} line @returns {Inline[]} */
function inlinesOf(line) {
  /** @type {Inline[]} */
  const out = [];
  let from = 0;
  for (const match of line.matchAll(/```([^`]+)```|`([^`]+)`|(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]*[^*\s])\*(?![\p{L}\p{N}*])|(?<![\p{L}\p{N}_/])_(?=\S)([^_\n]*[^_\s])_(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}~])~(?=\S)([^~\n]*[^~\s])~(?![\p{L}\p{N}~])/gu)) {
    const [all, code, short, bold, italic, struck] = match;
    out.push(text(line.slice(from, match.index)));
    /** @type {Marks} */
    const marks = code || short ? { code: true } : bold ? { bold: true } : italic ? { italic: true } : { strike: true };
    out.push(text(code ?? short ?? bold ?? italic ?? struck, marks));
    from = match.index + all.length;
  }
  out.push(text(line.slice(from)));
  return out;
}

/** @param {string[]} lines @returns {string} Markdown */
function markdownOf(lines) {
  /** @type {import("./blocks.js").Block[]} */
  const blocks = [];
  /** @type {Inline[]} */
  let inlines = [];
  /** @type {string[] | undefined} */
  let code;
  const flush = () => {
    for (const block of paragraphsOf(inlines)) blocks.push(block);
    inlines = [];
  };
  for (const line of lines) {
    if (/^```[^`]*$/.test(line) || (code && /```$/.test(line))) {
      if (code) {
        blocks.push({ type: "code", language: "", text: [...code, line.replace(/```$/, "")].join("\n") });
        code = undefined;
      } else {
        flush();
        code = [line.slice(3)];
      }
    } else if (code) code.push(line);
    else if (line.trim() === "") flush();
    else {
      if (inlines.length > 0) inlines.push({ type: "break" });
      for (const one of inlinesOf(line)) inlines.push(one);
    }
  }
  if (code) inlines.push(text(code.join(" ")));
  flush();
  return writeMarkdown(blocks);
}

/**
 * @param {import("./model.js").InputFile} file
 * @param {import("./siblings.js").Siblings} siblings
 * @param {import("./limits.js").Budget} budget
 * @returns {import("./model.js").ImportResult}
 * @throws {import("./model.js").ImportError}
 */
export function readWhatsApp(file, siblings, budget) {
  const { text: source } = decodeText(file.bytes);
  /** @type {Raw[]} */
  const raws = [];
  let open = false;
  source.split(/\r?\n/).forEach((printed, at) => {
    const line = printed.replace(MARKS, "");
    const stamp = stampOf(line);
    if (stamp) {
      raws.push({ day: stamp.slice(1, 4), time: clock(stamp[4], stamp[5]), writer: stamp[6].trim(), lines: [stamp[7]], line: at + 1 });
      open = true;
    } else if (SERVICE.test(line)) open = false;
    // The text of a message keeps the marks that its writer typed.
    else if (open) raws.at(-1)?.lines.push(printed.replace(/^\u200e/, ""));
  });
  const american = monthFirst(raws);
  const messages = raws.map(({ day, time, writer, lines, line }, at) => {
    const attached = lines.map((one) => ATTACHED.exec(one.replace(MARKS, "").trim())).filter((one) => one !== null);
    const body = lines.filter((one) => !ATTACHED.test(one.replace(MARKS, "").trim()) && !/^<(Media omitted|המדיה לא נכללה)>$/.test(one.trim()));
    const pictures = attached.map((one) => (one[1] ?? one[2]).trim()).filter((name) => /\.(png|jpe?g|gif|webp)$/i.test(name)).map((address) => ({ address, alt: "" }));
    return { id: String(at + 1), date: `${isoDay(day, american)}T${time}`, writer: writer.replace(/^~\s*/, ""), text: body.join("\n").trim(), markdown: markdownOf(body), pictures, line };
  });
  return reviewsOf(file.name, messages, () => new PictureSource(file.name, siblings, budget));
}
