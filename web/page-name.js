// The name of a review's file: its plain page (r/NAME.html), its card, its chapter in a book, its Markdown. Ids come
// from exports, which nobody checked; a name is the same on each file system and leads to no other folder. It depends
// on the id alone, so that it stays whatever else is in the library.

const LONGEST = 150;  // bytes of UTF-8: names have 255, of which ".xhtml" and the writer's own endings take some
const KEPT = 100;  // bytes of an id that are in the name made of it
const JOINT = "~~";  // between them and the digits; no id that is its own name has it

/** Names that are taken: the list of pages, the site's card; devices of Windows, whatever the ending. */
const TAKEN = /^(?:index|site|con|prn|aux|nul|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])(?:\.|$)/;

/** @param {string} text */
const folded = (text) => text.normalize("NFC").toLowerCase();

/** @param {string} id */
const isItsOwnName = (id) => /^[\p{L}\p{M}\p{N}._~-]+$/u.test(id) && !id.startsWith(".") && !id.includes(JOINT) &&
  folded(id) === id && !TAKEN.test(id) && new TextEncoder().encode(id).length <= LONGEST;

/** FNV-1a of the UTF-16 units, so that halves of pairs count, too: 16 digits. @param {string} text */
function digitsOf(text) {
  let value = 0xcbf29ce484222325n;
  for (let at = 0; at < text.length; ++at) {
    for (const byte of [text.charCodeAt(at) & 255, text.charCodeAt(at) >> 8]) value = BigInt.asUintN(64, (value ^ BigInt(byte)) * 0x100000001b3n);
  }
  return value.toString(16).padStart(16, "0");
}

/** The name without its ending: the id, where all file systems can have it as it is. @param {string} id of any characters */
export function pageName(id) {
  if (isItsOwnName(id)) return id;
  const bytes = new TextEncoder().encode(folded(id).replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-/, "")).subarray(0, KEPT);
  // The last character may be cut.
  const readable = new TextDecoder().decode(bytes).replace(/[-\ufffd]+$/, "");
  return `${readable || "review"}${JOINT}${digitsOf(id)}`;
}

/** The address of a review's plain page, from beside it. @param {string} id */
export const pageAddress = (id) => `${encodeURIComponent(pageName(id))}.html`;

/** An id in an address: encodeURIComponent() throws where half of a pair is in it. @param {string} id */
export const idInAddress = (id) => encodeURIComponent(id.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd"));
