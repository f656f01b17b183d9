/**
 * .pdf (ISO 32000) by PDF.js, which is loaded with the first PDF: text in logical order, headings by size, links,
 * pictures. The least faithful way, which a warning says: a PDF knows letters and their positions, no paragraphs.
 *
 * PDF.js works on the caller's thread here (the page's is a worker already): ending that thread is the only way to
 * stop one page; between pages the time is looked at.
 */
import { append } from "./blocks.js";
import { LIMITS } from "./limits.js";
import { writeMarkdown } from "./markdown.js";
import { ImportError } from "./model.js";
import { blocksOf, linesOf, withoutFurniture } from "./pdf-lines.js";
import { PictureStore } from "./pictures.js";
import { encodePng } from "./png.js";

/** @typedef {import("./pdf-lines.js").Piece} Piece */
/** @typedef {import("./pdf-lines.js").Line} Line */
/** @typedef {import("./pdf-lines.js").Figure} Figure */
/** @typedef {import("pdfjs-dist").PDFPageProxy} Page */
/** @typedef {typeof import("pdfjs-dist")} Library */
/** @typedef {{width: number, height: number, kind: number, data?: Uint8ClampedArray}} Image */

/** Smaller pictures are rules, bullets and icons: pixels of a side. */
const SMALLEST = 40;
/** More pictures are ornaments of each page. */
const MOST_PICTURES = 400;
/** Pages with fewer letters have no text: a number, a stamp. */
const LEAST_LETTERS = 12;
/** Milliseconds for one picture to come out of its page. */
const PICTURE_TIME = 5_000;

/** @type {Promise<Library> | undefined} */
let loaded;

/** @returns {Promise<Library>} */
function library() {
  loaded ??= (async () => {
    const scope = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (globalThis));
    // It makes one matrix while it loads and uses it only for drawing; Node before 20 has none.
    scope.DOMMatrix ??= class {};
    // @ts-ignore: the package has types for its main module alone
    scope.pdfjsWorker = await import("pdfjs-dist/legacy/build/pdf.worker.mjs");
    // @ts-ignore
    return /** @type {Promise<Library>} */ (import("pdfjs-dist/legacy/build/pdf.mjs"));
  })();
  return loaded;
}

/** @param {Image} image @returns {Uint8Array | undefined} PNG */
function pngOf({ width, height, kind, data }) {
  if (!data) return undefined;
  if (kind === 3) return encodePng(width, height, data, 4);
  if (kind === 2) return encodePng(width, height, data, 3);
  if (kind !== 1) return undefined;
  // One bit a pixel, rows begin at bytes.
  const rgb = new Uint8Array(width * height * 3);
  const stride = (width + 7) >> 3;
  for (let y = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x) rgb.fill(data[y * stride + (x >> 3)] & (128 >> (x & 7)) ? 255 : 0, 3 * (y * width + x), 3 * (y * width + x) + 3);
  }
  return encodePng(width, height, rgb, 3);
}

/** @param {Page} page @param {string} id @returns {Promise<Image | undefined>} */
const imageOf = (page, id) => new Promise((resolve) => {
  const timer = setTimeout(() => resolve(undefined), PICTURE_TIME);
  const objects = id.startsWith("g_") ? page.commonObjs : page.objs;
  objects.get(id, (/** @type {Image} */ image) => {
    clearTimeout(timer);
    resolve(image);
  });
});

/** @param {number[]} a @param {number[]} b @returns {number[]} a applied after b (ISO 32000-1 8.3.4) */
const multiplied = (a, b) => [
  a[0] * b[0] + a[2] * b[1], a[1] * b[0] + a[3] * b[1], a[0] * b[2] + a[2] * b[3], a[1] * b[2] + a[3] * b[3],
  a[0] * b[4] + a[2] * b[5] + a[4], a[1] * b[4] + a[3] * b[5] + a[5],
];

class PdfReader {
  /** @type {import("./model.js").Warning[]} */
  warnings = [{ code: "pdf", message: "a PDF is the least faithful way: paragraphs, lists and tables are guessed. Give the document that it was made from (.docx, .html, .md) if you have it" }];
  /** @type {Line[]} */
  lines = [];
  /** @type {Figure[]} */
  figures = [];
  /** @type {number[]} pages without text */
  bare = [];
  #lost = 0;

  /** @param {Library} library @param {import("./limits.js").Budget} budget */
  constructor(library, budget) {
    this.library = library;
    this.store = new PictureStore(budget);
  }

  /** @param {Page} page @param {number} number */
  async read(page, number) {
    const operators = await page.getOperatorList();
    const content = await page.getTextContent();
    const links = (await page.getAnnotations()).filter((one) => one.subtype === "Link" && typeof one.url === "string");
    /** @type {Piece[]} */
    const pieces = [];
    for (const item of content.items) {
      if (!("str" in item) || item.str === "") continue;
      const [a, b, c, d, x, y] = item.transform;
      const size = Math.hypot(c, d) || Math.hypot(a, b) || 1;
      const middle = { x: x + item.width / 2, y: y + size / 3 };
      const link = links.find(({ rect }) => middle.x >= rect[0] && middle.x <= rect[2] && middle.y >= rect[1] && middle.y <= rect[3]);
      pieces.push({ text: item.str, x, y, width: item.width, size, marks: { ...this.#marksOf(page, item.fontName), ...(link ? { link: link.url } : {}) } });
    }
    const lines = linesOf(pieces.filter(({ text }, at) => text.trim() !== "" || at > 0), number);
    append(this.lines, lines);
    if (pieces.reduce((sum, { text }) => sum + text.trim().length, 0) < LEAST_LETTERS) this.bare.push(number);
    await this.#pictures(page, number, operators);
    page.cleanup();
  }

  /** @param {Page} page @param {string} font @returns {import("./blocks.js").Marks} */
  #marksOf(page, font) {
    if (!page.commonObjs.has(font)) return {};
    const name = String(page.commonObjs.get(font)?.name ?? "");
    /** @type {import("./blocks.js").Marks} */
    const marks = {};
    if (/bold|black|heavy|semibold/i.test(name)) marks.bold = true;
    if (/italic|oblique/i.test(name)) marks.italic = true;
    return marks;
  }

  /** @param {Page} page @param {number} number @param {{fnArray: number[], argsArray: any[]}} operators */
  async #pictures(page, number, { fnArray, argsArray }) {
    const { OPS } = this.library;
    let matrix = [1, 0, 0, 1, 0, 0];
    /** @type {number[][]} */
    const saved = [];
    for (let at = 0; at < fnArray.length; ++at) {
      const [operator, args] = [fnArray[at], argsArray[at]];
      if (operator === OPS.save) saved.push(matrix);
      else if (operator === OPS.restore) matrix = saved.pop() ?? matrix;
      else if (operator === OPS.transform) matrix = multiplied(matrix, args);
      else if (operator === OPS.paintFormXObjectBegin) {
        saved.push(matrix);
        if (args[0]) matrix = multiplied(matrix, args[0]);
      } else if (operator === OPS.paintFormXObjectEnd) matrix = saved.pop() ?? matrix;
      else if (operator === OPS.paintImageXObject) await this.#picture(page, number, args[0], matrix[5] + Math.max(0, matrix[3]));
    }
  }

  /** @param {Page} page @param {number} number @param {string} id @param {number} y of its upper edge */
  async #picture(page, number, id, y) {
    if (this.figures.length >= MOST_PICTURES) return;
    const image = await imageOf(page, id);
    if (image && (image.width < SMALLEST || image.height < SMALLEST)) return;
    const png = image && pngOf(image);
    if (!png) {
      ++this.#lost;
      return;
    }
    const { file } = this.store.add(png, "", `on page ${number}`);
    this.figures.push({ picture: { type: "picture", file, alt: "" }, y, page: number });
  }

  /** @param {string} name @param {number} pages @param {Record<string, unknown>} info @returns {import("./model.js").ImportedDocument} */
  document(name, pages, info) {
    if (this.bare.length === pages) {
      throw new ImportError("no-text", "this PDF has no text, only pictures of pages (a scan): read it with a program for character recognition (OCR) first, or give the document that it was made from");
    }
    const lines = withoutFurniture(this.lines, pages);
    // Pictures of pages without text are the scanned pages themselves.
    const figures = this.figures.filter(({ page }) => !this.bare.includes(page));
    const markdown = writeMarkdown(blocksOf(lines, figures));
    if (this.bare.length > 0) this.warnings.push({ code: "no-text", message: `pages without text: ${this.bare.slice(0, 20).join(", ")}${this.bare.length > 20 ? " …" : ""}` });
    if (this.#lost > 0) this.warnings.push({ code: "picture-problem", message: `${this.#lost} pictures could not be read` });
    const shown = this.store.list.filter(({ file }) => markdown.includes(file));
    /** @type {import("./model.js").Facts} */
    const facts = {};
    const value = (/** @type {string} */ key) => (typeof info[key] === "string" ? /** @type {string} */ (info[key]).trim() : "");
    if (value("Title") && !/^(untitled|microsoft word - .*|.*\.(docx?|pdf|html?|tex))$/i.test(value("Title"))) facts.title = value("Title");
    if (value("Author")) facts.authors = value("Author").split(/\s*[;,]\s*/).filter(Boolean);
    const tags = value("Keywords").split(/\s*[;,]\s*/).filter(Boolean);
    if (tags.length > 0) facts.tags = tags;
    return { name, markdown, firstLine: 1, pictures: shown, facts, warnings: [...this.warnings, ...this.store.warnings] };
  }
}

/** @param {unknown} error of PDF.js @returns {ImportError} */
function explained(error) {
  if (error instanceof ImportError) return error;
  const { name, message } = error instanceof Error ? error : { name: "", message: String(error) };
  if (name === "PasswordException") return new ImportError("encrypted", "the PDF has a password: save it without one");
  return new ImportError("damaged", `the PDF is damaged or was cut off: ${message}`);
}

/**
 * @param {import("./model.js").InputFile} file
 * @param {import("./limits.js").Budget} budget
 * @returns {Promise<import("./model.js").ImportedDocument[]>} one
 * @throws {ImportError}
 */
export async function readPdf(file, budget) {
  const end = performance.now() + LIMITS.pdfTime;
  const pdfjs = await library();
  const task = pdfjs.getDocument({
    data: file.bytes.slice(), verbosity: 0, disableFontFace: true, useSystemFonts: false, isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false, useWorkerFetch: false, enableXfa: false, maxImageSize: LIMITS.picturePixels / 4,
  });
  try {
    const pdf = await task.promise;
    if (pdf.numPages > LIMITS.pdfPages) throw new ImportError("too-large", `the PDF has more than ${LIMITS.pdfPages} pages`);
    const reader = new PdfReader(pdfjs, budget);
    for (let number = 1; number <= pdf.numPages; ++number) {
      if (performance.now() > end) throw new ImportError("too-slow", `the PDF takes more than ${LIMITS.pdfTime / 1000} seconds: page ${number} of ${pdf.numPages} was not reached`);
      await reader.read(await pdf.getPage(number), number);
    }
    const { info } = await pdf.getMetadata();
    return [reader.document(file.name, pdf.numPages, /** @type {Record<string, unknown>} */ (info))];
  } catch (error) {
    throw explained(error);
  } finally {
    await task.destroy();
  }
}
