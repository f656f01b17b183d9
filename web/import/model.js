/**
 * What an importer takes and gives. The importers know these types and nothing of the page.
 *
 * @typedef {object} InputFile a file as it was opened, or an entry of an archive
 * @property {string} name its name, or its path below what was opened, with "/" between the parts
 * @property {Uint8Array} bytes
 *
 * @typedef {object} Picture a picture of a document, without place data (`scrubPlace`)
 * @property {string} id "sha256-" and the digest of `bytes` in hexadecimal; with a `problem` of the bytes as
 *   they were found
 * @property {string} file the id with the type's extension: the target that the Markdown has
 * @property {string} type media type
 * @property {number} width pixels; 0 with a `problem`
 * @property {number} height pixels; 0 with a `problem`
 * @property {Uint8Array} bytes empty with a `problem`
 * @property {string} alt of its first occurrence, "" where there is none
 * @property {string} [problem] why it cannot be shown: a placeholder stands for it
 *
 * @typedef {object} Facts what the file says of itself outside its text
 * @property {string} [title]
 * @property {string} [date] "2024-08-12" or, where the file has a time of day, "2024-08-12T14:05:33" with the
 *   zone as printed
 * @property {string[]} [authors]
 * @property {string[]} [tags]
 * @property {string} [address] where it was published
 * @property {Record<string, string>} [fields] the rest of a front matter, values as text
 *
 * @typedef {object} Warning
 * @property {string} code stable, for programs
 * @property {string} message for people
 * @property {number} [line] 1-based line of the input file, where it has lines
 *
 * @typedef {object} ImportedDocument
 * @property {string} name the file's; with "#" and a number where one file holds several documents
 * @property {string} markdown CommonMark with GFM's tables, task lists and strikethrough, `[^1]` footnotes and
 *   `$…$` formulas; pictures as `![alt](FILE of pictures)`. "" where `source` is set
 * @property {Uint8Array} [source] plain text as it is in the file: the parser decodes it
 * @property {boolean} [plain] the file itself is the text that is read: Markdown or plain text
 * @property {number} firstLine 1-based line of the input file that is the first one of `markdown`, where the
 *   lines are the file's own (.md, .txt); 1 elsewhere
 * @property {Picture[]} pictures in the order of their first occurrence
 * @property {Facts} facts
 * @property {Warning[]} warnings
 *
 * @typedef {object} Refused a file, or a part of one, that gave no document
 * @property {string} name
 * @property {string} code
 * @property {string} message reason, and what to do where something can be done
 * @property {number} [line]
 *
 * @typedef {object} ImportResult
 * @property {ImportedDocument[]} documents in the order of the input
 * @property {Refused[]} refused
 */

/** A file that cannot be read, with the reason. Nothing of the file is used. */
export class ImportError extends Error {
  /** @param {string} code @param {string} message @param {number} [line] */
  constructor(code, message, line) {
    super(message);
    this.name = "ImportError";
    this.code = code;
    this.line = line;
  }
}

/** A bound of the whole import was passed (`Budget`): an archive with such a file gives nothing. */
export class LimitError extends ImportError {}
