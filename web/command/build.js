// skira build: files to a site.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { zipOf } from "../publish/archive.js";
import { epubFiles } from "../publish/epub.js";
import { markdownFiles } from "../publish/markdown-archive.js";
import { fileNameOf } from "../publish/names.js";
import { singleFile, siteFiles, topOfSite, utf8 } from "../publish/site.js";
import { measureIn, newTypeset, typesetExport, withMath } from "../typeset-math.js";
import { startMaker } from "../worker/maker.js";
import { FETCH, Usage, atLeastOne, fetcher, parsed, summaryOf } from "./arguments.js";
import { drawCards, facesIn } from "./cards.js";
import { tellWeights, writeFiles } from "./export.js";
import { BadInput, exportOf, publicationInFolder } from "./library.js";
import { addPart, endPart, linkTarget, reasonOf, removePartsWhenInterrupted, say } from "./output.js";
import { appShell, makerProgram } from "./shell.js";
import { NODE_TOOLS } from "./tools.js";

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */
/** @typedef {import("./library.js").Report} Report */
/**
 * @typedef {object} BuildOptions
 * @property {string} [site] a file with the site's facts, or its address alone; else site.yml beside the documents
 * @property {string} [previous] a former publication, whose ids are kept
 * @property {boolean} [single] also the one file of HTML
 * @property {boolean} [epub] also a book
 * @property {boolean} [markdown] also the reviews as Markdown, in a .zip
 * @property {number} [perShard] a library in shards, so many reviews in a file of text
 * @property {string} [maker] the library maker's program
 * @property {import("../worker/add-files.js").FetchPictures} [fetchPictures] where pictures of other hosts are to be fetched
 * @property {(line: string) => void} [complain] is told what was left out, and why
 */

/** What a process that builds again and again keeps from one time to the next. */
export const newKept = () => ({ typeset: newTypeset(), importOne: /** @type {import("../worker/add-files.js").ImportAll | undefined} */ (undefined) });

/**
 * @param {string[]} paths files and folders of them @param {BuildOptions} [options] @param {ReturnType<typeof newKept>} [kept]
 * @returns {Promise<{files: Map<string, Bytes>, reports: Report[]}>} the site's files by their names
 */
export async function builtSite(paths, options = {}, kept = newKept()) {
  const { site, previous, perShard = 0, fetchPictures, complain = say } = options;
  const shell = await appShell();
  const program = await makerProgram(options.maker);
  const made = await exportOf(program, paths, complain, { site, previous, fetchPictures, importOne: kept.importOne });
  tellWeights(made, complain);
  const text = new TextDecoder().decode(made.json);
  const face = /** @type {Bytes} */ (facesIn(shell.fonts).get("serif-400"));
  const json = utf8(withMath(text, typesetExport(JSON.parse(text), { measure: measureIn(face), kept: kept.typeset })));
  const data = JSON.parse(new TextDecoder().decode(json));
  const maker = await startMaker(program);
  /** @type {Map<string, Bytes> | undefined} */
  const shards = perShard > 0 ? new Map() : undefined;
  if (shards) maker.shards(json, perShard, (name, bytes) => shards.set(name, bytes));
  const html = new Map(Object.entries(maker.pages(json)));
  const shown = new Set((data.pictures ?? []).filter((/** @type {any} */ { problem }) => !problem).map((/** @type {{file: string}} */ { file }) => file));
  const library = { json, data, html, pictures: new Map([...made.pictures].filter(([name]) => shown.has(name))), extras: made.extras, shards };
  const cards = shards ? new Map() : await drawCards(data, html, shell.fonts);
  const files = siteFiles(shell, library, NODE_TOOLS, { cards });
  const name = fileNameOf(data.site);
  if (options.single) files.set("skira.html", utf8(singleFile(shell, library, NODE_TOOLS)));
  if (options.epub) files.set(`${name}.epub`, zipOf(epubFiles(library, NODE_TOOLS, { cover: cards.get("cards/site.png") }), "", (entry) => entry === "mimetype"));
  if (options.markdown) files.set(`${name}-markdown.zip`, zipOf(markdownFiles(library, maker.markdown(json)), name));
  return { files, reports: made.reports };
}

// What a folder of a site keeps that Skira has not made: a repository, the name of a host.
const KEPT = /^(?:\..*|CNAME)$/;
const OWN = ["sw.js", "skira.js", "index.html"];

/** Whether a folder may be replaced: it is a site of Skira's, or there is nothing in it. @param {string} folder */
function isReplaceable(folder) {
  const kind = statSync(folder, { throwIfNoEntry: false });
  if (!kind) return true;
  if (!kind.isDirectory()) return false;
  const names = readdirSync(folder).filter((name) => !KEPT.test(name));
  return names.length === 0 || OWN.every((name) => names.includes(name));
}

// What is made beside a site where it is asked for, and the option that asks.
const BESIDES = /** @type {[RegExp, string][]} */ ([[/^skira\.html$/, "--single"], [/^[^/]+\.epub$/, "--epub"], [/^[^/]+-markdown\.zip$/, "--markdown"]]);
/** The option that makes a file beside the site, undefined for the site's own files. @param {string} name */
const optionOf = (name) => BESIDES.find(([pattern]) => pattern.test(name))?.[1];

/** What a site's folder has that Skira has not put there. @param {string} out @param {Map<string, Uint8Array>} files the new ones */
function foreignIn(out, files) {
  const worker = join(out, "sw.js");
  const former = existsSync(worker) ? topOfSite(readFileSync(worker, "utf8")) : null;
  const top = new Set([...files.keys()].map((name) => name.split("/")[0]));
  return readdirSync(out).filter((name) => !top.has(name) && !optionOf(name) && (KEPT.test(name) || (former && !former.has(name))));
}

/** Gives a file or folder the mode of the one whose place it takes, if there is one. @param {string} before @param {string} after */
function keepMode(before, after) {
  const former = statSync(before, { throwIfNoEntry: false });
  if (former && former.mode !== statSync(after).mode) chmodSync(after, former.mode & 0o7777);
}

/**
 * Puts the files into a folder: whole, or not at all. What is there already and is not a site's stays as it is.
 * @param {Map<string, Uint8Array>} files @param {string} given a folder, or a link to one
 * @returns {string[]} the files beside the site that a former build made and this one was not asked for: they are removed,
 *   since they would have the library of then
 */
export function writeSite(files, given) {
  const out = linkTarget(given);
  if (!isReplaceable(out)) throw new BadInput(`${out}: this is no site of Skira's: name an empty folder, or one that is not there yet`);
  const removed = existsSync(out) ? readdirSync(out).filter((name) => optionOf(name) && !files.has(name)).sort() : [];
  /** @type {string | undefined} */
  let folder;
  let emptied = false;  // what the folder had is elsewhere: it is not to be lost
  try {
    mkdirSync(dirname(out), { recursive: true });
    folder = mkdtempSync(join(dirname(out), `.${basename(out)}-`));
    addPart(folder);
    const stage = join(folder, "new"), former = join(folder, "former");
    mkdirSync(stage);
    writeFiles(stage, files);
    const foreign = existsSync(out) ? foreignIn(out, files) : [];
    if (existsSync(out)) {
      for (const name of ["", ...files.keys()]) keepMode(join(out, name), join(stage, name));
      renameSync(out, former);
      emptied = true;
    }
    renameSync(stage, out);
    for (const name of foreign) renameSync(join(former, name), join(out, name));
    emptied = false;
  } catch (error) {
    throw new BadInput(`${given}: cannot be written: ${reasonOf(error)}${emptied ? `; what it had is in ${join(/** @type {string} */ (folder), "former")}` : ""}`);
  } finally {
    if (folder && !emptied) {
      rmSync(folder, { recursive: true, force: true });
      endPart(folder);
    }
  }
  return removed;
}

/**
 * Writes into a site what is new or otherwise, and removes what is gone: the server that shows it goes on.
 * @param {Map<string, Uint8Array>} files @param {string} out @param {Map<string, Uint8Array>} before
 * @returns {number} how many files changed
 */
export function updateSite(files, out, before) {
  const changed = new Map([...files].filter(([name, bytes]) => {
    const old = before.get(name);
    return !old || Buffer.compare(old, bytes) !== 0;
  }));
  const gone = [...before.keys()].filter((name) => !files.has(name));
  writeFiles(out, changed);
  for (const name of gone) rmSync(join(out, name), { force: true });
  return changed.size + gone.length;
}

/** What was published before into this folder, if anything. @param {string} out */
function formerIn(out) {
  if (!statSync(out, { throwIfNoEntry: false })?.isDirectory()) return undefined;
  try {
    return publicationInFolder(out) ? out : undefined;
  } catch {
    return undefined;  // damaged: it is made anew
  }
}

/**
 * Builds a site into a folder.
 * @param {string[]} paths @param {BuildOptions & {out: string}} options without `previous` a site that is there counts
 * @param {() => void} [beforeWriting] is called when all is made and nothing is written yet
 */
export async function buildSite(paths, { out, ...options }, beforeWriting = () => {}) {
  if (!isReplaceable(out)) throw new BadInput(`${out}: this is no site of Skira's: name an empty folder, or one that is not there yet`);
  const { files, reports } = await builtSite(paths, { ...options, previous: options.previous ?? formerIn(out) });
  beforeWriting();
  return { files, reports, removed: writeSite(files, out) };
}

/** The options that `build` and `serve --watch` have in common. */
export const BUILD_OPTIONS = /** @type {const} */ ({
  site: { type: "string" }, previous: { type: "string" }, single: { type: "boolean" }, epub: { type: "boolean" },
  markdown: { type: "boolean" }, shard: { type: "string" }, ...FETCH,
});

/** @param {Record<string, any>} values @returns {Promise<BuildOptions>} */
export async function buildOptions(values) {
  if (values.shard !== undefined && !/^[1-9]\d{0,5}$/.test(values.shard)) throw new Usage("--shard needs a number of reviews");
  if (values.shard !== undefined && (values.single || values.epub)) throw new Usage("--single and --epub hold a whole library: they go without --shard");
  const { site, previous, single, epub, markdown, maker } = values;
  return { site, previous, single, epub, markdown, perShard: Number(values.shard ?? 0), maker, fetchPictures: await fetcher(values) };
}

/** @param {string[]} args */
export async function buildCommand(args) {
  const { values, positionals } = parsed(args, BUILD_OPTIONS);
  const options = await buildOptions(values);
  const out = resolve(String(values.output ?? "site"));
  const { files, reports, removed } = await buildSite(atLeastOne(positionals), { ...options, out }, removePartsWhenInterrupted);
  say(summaryOf(reports));
  const shown = (/** @type {string} */ name) => join(String(values.output ?? "site"), name);
  for (const name of [...files.keys()].filter(optionOf)) say(shown(name));
  for (const name of removed) say(`${shown(name)}: the former build's is removed, it would be out of date (${optionOf(name)} makes it anew)`);
  say(`${values.output ?? "site"} is the site: for any web space, or to look at with "skira serve ${values.output ?? "site"}"`);
  return 0;
}
