/** Small writers of the formats, so that a test's input can be read beside what is expected of it. */
import { strToU8, zipSync } from "fflate";
import { encodePng } from "../../web/import/png.js";
import { importFile, importFiles } from "../../web/import/import.js";

/** @typedef {import("../../web/import/model.js").ImportResult} ImportResult */

/** @param {Record<string, string | Uint8Array>} files @returns {Uint8Array} */
export const zip = (files) => zipSync(Object.fromEntries(Object.entries(files).map(([name, content]) =>
  // Pictures are packed already.
  [name, typeof content === "string" ? strToU8(content) : name.endsWith(".png") ? [content, { level: /** @type {0} */ (0) }] : content])), { level: 6, mtime: new Date(2024, 0, 1) });

/** @param {number} width @param {number} height @param {number} [seed] another seed, another picture */
export const png = (width, height, seed = 1) => encodePng(width, height, new Uint8Array(width * height * 3).map((_, at) => (at * seed) % 251), 3);

/** @param {string} text */
export const escapeXml = (text) => text.replace(/[<>&"]/g, (letter) => `&#${letter.charCodeAt(0)};`);

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ' +
  'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" ' +
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" ' +
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" ' +
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"';
const RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** A run. @param {string} text @param {string} [properties] children of w:rPr */
export const r = (text, properties = "") => `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;

/** A paragraph. @param {string} content runs, or plain text @param {string} [properties] children of w:pPr */
export const p = (content, properties = "") => `<w:p><w:pPr>${properties}</w:pPr>${content.startsWith("<") || content === "" ? content : r(content)}</w:p>`;

/** A list paragraph. @param {string} content @param {number} list numId @param {number} [level] */
export const li = (content, list, level = 0) => p(content, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`);

/** A picture. @param {string} id of its relationship @param {string} [alt] @param {number} [height] EMU */
export const drawing = (id, alt = "", height = 2_000_000) =>
  `<w:r><w:drawing><wp:inline><wp:extent cx="3000000" cy="${height}"/><wp:docPr id="1" name="image1.png" descr="${escapeXml(alt)}"/><a:graphic><a:graphicData><pic:pic>` +
  `<pic:blipFill><a:blip r:embed="${id}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`;

/** @param {string} id @param {string} kind @param {string} target @param {boolean} [external] */
export const relationship = (id, kind, target, external = false) =>
  `<Relationship Id="${id}" Type="${RELATIONSHIPS}/${kind}" Target="${escapeXml(target)}"${external ? ' TargetMode="External"' : ""}/>`;

const STYLES = `<w:styles ${W}>
<w:style w:type="paragraph" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading4"><w:name w:val="heading 4"/></w:style>
<w:style w:type="paragraph" w:styleId="MyHead"><w:name w:val="My head"/><w:basedOn w:val="Heading4"/></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Quote"><w:name w:val="Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="Pre"><w:name w:val="Preformatted Text"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="ListBullet"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Verb"><w:name w:val="Verbatim Char"/></w:style></w:styles>`;

/** @param {number} id @param {[string, string][]} levels format and text of each */
const abstract = (id, levels) => `<w:abstractNum w:abstractNumId="${id}">${levels.map(([format, text], at) =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`).join("")}</w:abstractNum>`;

/** Lists: 1 bullets, 2 numbers, 3 letters א, 4 the numbers once more from 1, 5 check boxes, 6 headings' numbers. */
const NUMBERING = `<w:numbering ${W}>${abstract(1, [["bullet", "●"], ["bullet", "○"]])}${abstract(2, [["decimal", "%1."], ["decimal", "%2)"], ["lowerLetter", "%3."]])}` +
  `${abstract(3, [["hebrew1", "%1."]])}${abstract(5, [["bullet", "☐"]])}${abstract(6, [["decimal", "%1"], ["decimal", "%1.%2"]])}` +
  `<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="3"/></w:num>` +
  `<w:num w:numId="4"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>` +
  `<w:num w:numId="5"><w:abstractNumId w:val="5"/></w:num><w:num w:numId="6"><w:abstractNumId w:val="6"/></w:num></w:numbering>`;

/**
 * @param {string} body children of w:body
 * @param {{relationships?: string, files?: Record<string, string | Uint8Array>, core?: string, footnotes?: string}} [more]
 * @returns {Uint8Array}
 */
export function docx(body, { relationships = "", files = {}, core, footnotes } = {}) {
  return zip({
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "_rels/.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relationship("rId1", "officeDocument", "word/document.xml")}</Relationships>`,
    "word/_rels/document.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relationship("s", "styles", "styles.xml")}${relationship("n", "numbering", "numbering.xml")}` +
      `${footnotes ? relationship("f", "footnotes", "footnotes.xml") : ""}${relationships}</Relationships>`,
    "word/document.xml": `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document ${W}><w:body>${body}<w:sectPr/></w:body></w:document>`,
    "word/styles.xml": STYLES, "word/numbering.xml": NUMBERING,
    ...(footnotes ? { "word/footnotes.xml": `<w:footnotes ${W}>${footnotes}</w:footnotes>` } : {}),
    ...(core ? { "docProps/core.xml": `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">${core}</cp:coreProperties>` } : {}),
    ...files,
  });
}

/** @param {string} name @param {string | Uint8Array} content @returns {import("../../web/import/model.js").InputFile} */
export const file = (name, content) => ({ name, bytes: typeof content === "string" ? strToU8(content) : content });

/** Imports one file that gives one document. @param {string} name @param {string | Uint8Array} content @param {import("../../web/import/model.js").InputFile[]} [siblings] */
export async function importOne(name, content, siblings = []) {
  const { documents, refused } = await importFile(file(name, content), siblings);
  if (documents.length !== 1) throw new Error(`${documents.length} documents; refused: ${JSON.stringify(refused)}`);
  return documents[0];
}

/** Its Markdown, with pictures' names shortened to PICTURE1.png … in the order of the document. @param {import("../../web/import/model.js").ImportedDocument} document */
export const markdownOf = ({ markdown, pictures }) =>
  pictures.reduce((text, picture, at) => text.replaceAll(picture.file, `PICTURE${at + 1}.${picture.file.split(".")[1]}`), markdown);

/** @param {ImportResult} result @returns {[string, string][]} name and code of each refused file */
export const refusals = ({ refused }) => refused.map(({ name, code }) => [name, code]);

export { importFile, importFiles };
