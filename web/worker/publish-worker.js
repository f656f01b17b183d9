// The worker that publishes: what the page has becomes a site, one file, a book, Markdown or an export. Nothing leaves
// the device. Ending the worker cancels.
//
//   page ──{check: facts}──▶ ──{checked: {problems, notes, accents}}──▶ page
//   page ──{publish: Wanted}──▶ ──{step, fraction} …, {formulas}──▶ page ──{math: exports}──▶
//        ──{done: {name, type, bytes, warnings}} or {failed: {code, values, reason}}──▶ page
import { sha256 } from "@noble/hashes/sha2";
import { gunzipSync, gzipSync, strToU8, unzipSync } from "fflate";
import { GROUNDS, accentsOf } from "../publish/accent.js";
import { zipOf } from "../publish/archive.js";
import { CARD_HEIGHT, CARD_WIDTH, brokenLines, cardsOf } from "../publish/card.js";
import { epubFiles } from "../publish/epub.js";
import { exportText } from "../publish/export-text.js";
import { keepIds } from "../publish/identity.js";
import { markdownFiles } from "../publish/markdown-archive.js";
import { fileNameOf } from "../publish/names.js";
import { publicationIn } from "../publish/publication.js";
import { attachmentName, pictureType, readSite } from "../publish/site-facts.js";
import { singleFile, siteFiles, utf8 } from "../publish/site.js";
import { addFile } from "./add-files.js";
import { startMaker } from "./maker.js";
import { resizePicture } from "./resize-picture.js";

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */
/** @typedef {"single" | "site" | "epub" | "markdown" | "json"} Kind */
/**
 * @typedef {object} Wanted
 * @property {Kind} kind
 * @property {object} site its facts, as site.json has them
 * @property {Bytes | null} library the export that the page shows
 * @property {Map<string, Bytes>} pictures its pictures, by their names in it
 * @property {{name: string, bytes: Bytes, siblings: {name: string, bytes: Bytes}[]}[]} documents
 * @property {{name: string, bytes: Bytes} | null} former a publication whose ids are kept
 * @property {{picture?: {name: string, bytes: Bytes}, favicon?: {name: string, bytes: Bytes}}} attached pictures of the site's facts
 * @property {Map<string, Bytes>} assets the page's own files, inflated
 */
/**
 * @typedef {{name: string, line: number, code: string, message: string, editable: boolean}} Remark of a document, on a line
 *   (0: none in particular); editable: it has one text that can be corrected in place
 */
/** @typedef {import("../publish/site.js").AppShell} AppShell */

const LARGEST = 4;  // MB of a picture that the site's facts name

/** What the page says in its own words: a key of assets/strings.json without "publish_". */
class Refused extends Error {
  /** @param {string} code @param {...(string | number)} values */
  constructor(code, ...values) {
    super([code, ...values].join(" "));
    this.code = code;
    this.values = values;
  }
}

/** @type {import("../publish/site.js").Tools} */
const TOOLS = {
  gzip: (bytes) => new Uint8Array(gzipSync(bytes, { level: 9, mtime: 0 })),
  sha256: (bytes) => new Uint8Array(sha256(bytes)),
};

/** @param {string} step @param {number} fraction */
const tell = (step, fraction) => self.postMessage({ step, fraction });

/** What the page answers to the last question. @type {((answer: any) => void) | null} */
let answered = null;
/** @param {object} question @returns {Promise<any>} */
const ask = (question) => new Promise((resolve) => {
  answered = resolve;
  self.postMessage(question);
});

/** The facts of a form: those that are empty say nothing. @param {object} facts */
const siteOf = (facts) => readSite(JSON.stringify(facts));

/** @param {any} data an export */
function formulasOf(data) {
  /** @type {Map<string, {tex: string, display: boolean}>} */
  const all = new Map();
  for (const { blocks } of data.reviews) {
    for (const { type, spans } of blocks) {
      for (const { math } of spans) if (math !== undefined) all.set(`${type === "math"} ${math}`, { tex: math, display: type === "math" });
    }
  }
  return [...all.values()];
}

/** Tables of formulas as one. @param {string[]} exports with nothing but formulas */
function joinedMath(exports) {
  /** @type {Map<string, number>} */
  const outlines = new Map();
  const formulas = exports.flatMap((text) => {
    const { math } = JSON.parse(text);
    const places = math.outlines.map((/** @type {string} */ path) => {
      if (!outlines.has(path)) outlines.set(path, outlines.size);
      return outlines.get(path);
    });
    return math.formulas.map((/** @type {any} */ formula) => formula.glyphs
      ? { ...formula, glyphs: formula.glyphs.map((/** @type {number} */ value, /** @type {number} */ i) => i % 4 ? value : places[value]) } : formula);
  });
  return formulas.length ? { outlines: [...outlines.keys()], formulas } : {};
}

/** The app shell out of the page's own files. @param {Map<string, Bytes>} assets @returns {AppShell} */
function shellOf(assets) {
  const archive = /** @type {Bytes} */ (assets.get("app-shell.zip"));
  const entries = Object.entries(unzipSync(archive));
  const text = (/** @type {string} */ name) => new TextDecoder().decode(entries.find(([entry]) => entry === `text/${name}`)?.[1]);
  const of = (/** @type {string} */ name) => /** @type {Bytes} */ (assets.get(name));
  const fonts = of("fonts.bin.gz"), worker = of("publish-worker.js");
  /** @type {[string, Bytes][]} */
  const own = [["skira.wasm", of("skira.wasm")], ["skira-maker.wasm", of("skira-maker.wasm")], ["math-worker.js", of("math-worker.js")],
    ["licenses.txt", of("licenses.txt")]];
  return {
    files: new Map([...entries.filter(([name]) => name.startsWith("site/")).map(([name, bytes]) => /** @type {[string, Bytes]} */ ([name.slice(5), new Uint8Array(bytes)])),
      // The single file's scripts do for a folder, too.
      ["skira.js", utf8(text("script"))], ["maker-worker.js", worker], ["publish-worker.js", worker], ["app-shell.zip", archive],
      ["fonts.bin.gz", TOOLS.gzip(fonts)], ...own]),
    packed: new Map([...own.map(([name, bytes]) => /** @type {[string, Bytes]} */ ([name, TOOLS.gzip(bytes)])), ["fonts.bin.gz", TOOLS.gzip(fonts)],
      ["maker-worker.js", TOOLS.gzip(worker)], ["app-shell.zip", archive]]),
    fonts, page: text("page"), worker: text("worker"), manifest: text("manifest"), script: text("script"), words: JSON.parse(text("words")),
  };
}

/** The faces of a pack (assets.js), for a canvas; false where there is none. @param {Bytes} pack */
async function loadFaces(pack) {
  const faces = /** @type {any} */ (self).fonts;
  if (typeof OffscreenCanvas !== "function" || typeof FontFace !== "function" || !faces) return false;
  const length = new DataView(pack.buffer, pack.byteOffset).getUint32(0, true);
  let at = 4 + length;
  for (const { file, size } of JSON.parse(new TextDecoder().decode(pack.subarray(4, at)))) {
    const bytes = pack.slice(at, at += size);
    if (["serif-700", "sans-400"].includes(file)) faces.add(await new FontFace(file, bytes).load());
  }
  return true;
}

/** @param {import("../publish/card.js").Card} card */
async function drawnCard({ title, dir, above, below, accent }) {
  const canvas = new OffscreenCanvas(CARD_WIDTH, CARD_HEIGHT);
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d", { alpha: false }));
  const rtl = dir !== "ltr", x = rtl ? CARD_WIDTH - 80 : 80;
  context.fillStyle = GROUNDS.light.panel;
  context.fillRect(0, 0, CARD_WIDTH, CARD_HEIGHT);
  context.fillStyle = accent;
  context.fillRect(0, 0, CARD_WIDTH, 16);
  context.direction = rtl ? "rtl" : "ltr";
  context.textAlign = "start";
  const row = (/** @type {string} */ font, /** @type {string} */ ink, /** @type {string} */ text, /** @type {number} */ most, /** @type {(i: number, count: number) => number} */ y) => {
    context.font = font;
    context.fillStyle = ink;
    const lines = brokenLines(text, CARD_WIDTH - 160, most, (part) => context.measureText(part).width);
    lines.forEach((line, i) => context.fillText(line, x, y(i, lines.length)));
  };
  row("34px sans-400", accent, above, 1, () => 104);
  row("68px serif-700", "#0b0d10", title, 4, (i, count) => (CARD_HEIGHT - count * 84) / 2 + 54 + i * 84);
  row("34px sans-400", GROUNDS.light.text, below, 1, () => CARD_HEIGHT - 64);
  return new Uint8Array(await (await canvas.convertToBlob({ type: "image/png" })).arrayBuffer());
}

/** @param {any} data @param {import("../publish/pages.js").Html} html @param {Bytes} fonts @returns {Promise<Map<string, Bytes>>} */
async function drawCards(data, html, fonts) {
  /** @type {Map<string, Bytes>} */
  const drawn = new Map();
  if (!await loadFaces(fonts)) return drawn;
  const cards = cardsOf(data, html);
  for (const [name, card] of cards) {
    drawn.set(name, await drawnCard(card));
    tell("cards", drawn.size / cards.size);
  }
  return drawn;
}

/**
 * The pictures of the site's facts under their names in the site, which the facts are given.
 * @param {Wanted["attached"]} attached @param {import("../publish/site-facts.js").Site} site @returns {Map<string, Bytes>}
 */
function takeAttached(attached, site) {
  /** @type {Map<string, Bytes>} */
  const extras = new Map();
  for (const key of /** @type {const} */ (["picture", "favicon"])) {
    const given = attached[key];
    if (!given) continue;
    const type = pictureType(given.bytes, key === "favicon");
    if (!type) throw new Refused("wrong_file", key, given.name);
    if (given.bytes.length > LARGEST << 20) throw new Refused("wrong_large", key, given.name, LARGEST);
    site[key] = attachmentName(key, type);
    extras.set(site[key], given.bytes);
  }
  return extras;
}

/** @param {Wanted} wanted */
async function publish(wanted) {
  const { site, problems } = siteOf(wanted.site);
  if (problems.length) throw new Error(problems[0].reason);
  const extras = takeAttached(wanted.attached, site);
  const program = await WebAssembly.compile(/** @type {Bytes} */ (wanted.assets.get("skira-maker.wasm")));
  const maker = await startMaker(program);
  const pictures = new Map(wanted.pictures);
  /** @type {Remark[]} */
  const warnings = [];
  let read = 0;
  for (const { name, bytes, siblings } of wanted.documents) {
    const content = bytes[0] === 0x1f && bytes[1] === 0x8b ? new Uint8Array(gunzipSync(bytes)) : bytes;
    const reports = await addFile(maker, { name, bytes: content }, siblings, (picture) => pictures.set(`pictures/${picture.file}`, new Uint8Array(picture.bytes)), resizePicture);
    for (const { problem, exported, line, detail, warnings: found } of reports) {
      const of = { name, editable: reports.length === 1 && !exported };
      if (problem) warnings.push({ ...of, line, code: problem, message: detail || problem });
      for (const warning of found) warnings.push({ ...of, ...warning });
    }
    tell("read", ++read / wanted.documents.length);
  }
  if (wanted.library) maker.add("library.json", wanted.library);
  maker.finish();
  /** @type {import("../publish/export-text.js").Export} */
  let data = JSON.parse(new TextDecoder().decode(maker.export()));
  if (data.reviews.length === 0) throw new Refused("nothing");
  data = { ...data, site: { ...site } };
  if (wanted.former) {
    const former = publicationIn(wanted.former.name, wanted.former.bytes);
    if (!former) throw new Refused("not_former", wanted.former.name);
    data = keepIds(data, JSON.parse(new TextDecoder().decode(former.json)));
  }
  data.math = joinedMath(await ask({ formulas: formulasOf(data) }));
  const json = strToU8(exportText(data));
  const own = await startMaker(program);
  const html = new Map(Object.entries(own.pages(json)));
  const shown = new Set((data.pictures ?? []).filter(({ problem }) => !problem).map(({ file }) => file));
  const library = { json: new Uint8Array(json), data, html, pictures: new Map([...pictures].filter(([name]) => shown.has(name))), extras };
  const name = fileNameOf(data.site);
  /** @type {Record<Kind, () => Promise<{name: string, type: string, bytes: Bytes}>>} */
  const made = {
    single: async () => ({ name: `${name}.html`, type: "text/html", bytes: utf8(singleFile(shellOf(wanted.assets), library, TOOLS)) }),
    site: async () => {
      const shell = shellOf(wanted.assets);
      const cards = await drawCards(data, html, shell.fonts);
      return { name: `${name}-site.zip`, type: "application/zip", bytes: zipOf(siteFiles(shell, library, TOOLS, { cards })) };
    },
    epub: async () => ({ name: `${name}.epub`, type: "application/epub+zip", bytes: zipOf(epubFiles(library, TOOLS), "", (entry) => entry === "mimetype") }),
    markdown: async () => ({ name: `${name}-markdown.zip`, type: "application/zip", bytes: zipOf(markdownFiles(library, own.markdown(library.json)), name) }),
    json: async () => ({ name: `${name}.json`, type: "application/json", bytes: library.json }),
  };
  tell("write", 0);
  return { ...await made[wanted.kind](), reviews: data.reviews.length, warnings };
}

self.addEventListener("message", ({ data }) => {
  if (data.check) {
    const { site, problems, notes } = siteOf(data.check);
    self.postMessage({ checked: { problems, notes, accents: site.accent ? accentsOf(site.accent) : null } });
  } else if (data.publish) {
    publish(data.publish).then((done) => self.postMessage({ done }, { transfer: [done.bytes.buffer] }),
      (error) => self.postMessage({ failed: { ...error instanceof Refused ? { code: error.code, values: error.values } : { code: "", values: [] },
        reason: error instanceof Error ? error.message : String(error) } }));
  } else if (data.math) {
    answered?.(data.math);
  }
});
