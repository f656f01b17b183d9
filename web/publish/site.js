// A site out of the app shell and a library: the files of a folder for any static host, and the same in one file.
//
//   app shell (web/app-shell.js makes it) ┐
//   export, its HTML, pictures            ├─▶ siteFiles ─▶ names and bytes
//   shards, where the library has them    ┘   singleFile ─▶ skira.html
//
// Nothing of Node and nothing of the page: the command, build-wasm.sh and the page publish with the same code.
import { toSevenBits } from "../seven-bits.js";
import { firstFrame } from "../still-gif.js";
import { accentStyle } from "./accent.js";
import { escaped } from "./markup.js";
import { namesOf } from "./names.js";
import { PageWriter, firstView, plainPages } from "./pages.js";
import { checkedSite } from "./site-facts.js";

/**
 * @typedef {import("./export-text.js").Export} Export
 * @typedef {Uint8Array<ArrayBuffer>} Bytes
 * @typedef {{
 *   files: Map<string, Bytes>,
 *   packed: Map<string, Bytes>,
 *   fonts: Bytes,
 *   page: string, worker: string, manifest: string, script: string,
 *   words: import("./pages.js").Words,
 * }} AppShell the program without a library: files of the site, gzip of what the single file carries, what fonts.bin.gz holds, the templates of
 *   index.html, sw.js and the manifest, the single file's script
 * @typedef {{gzip: (bytes: Uint8Array) => Bytes, sha256: (bytes: Uint8Array) => Bytes}} Tools what Node and the page have of their own
 * @typedef {{
 *   json: Bytes, data: Export, html: import("./pages.js").Html,
 *   pictures: Map<string, Bytes>, extras: Map<string, Bytes>, shards?: Map<string, Bytes>,
 * }} Library `json`: the export, its formulas typeset; `data`: the same; pictures, and files that the site's facts name, by their names in the site
 */

const encoder = new TextEncoder();

/** @param {string} text */
export const utf8 = (text) => encoder.encode(text);

/** @param {Uint8Array} bytes */
const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** @param {Uint8Array} bytes */
const base64 = (bytes) => btoa(String.fromCharCode(...bytes));

/** @param {string} text @param {string | RegExp} from @param {string} to */
function swap(text, from, to) {
  if (text.search(from instanceof RegExp ? from : from.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")) < 0) throw new Error(`site.js: index.html has no ${from}`);
  return text.replace(from, () => to);
}

// What the page asks for by its digest (assets.js, assetUrl).
const ASSETS = ["skira.wasm", "fonts.bin.gz", "reviews.json.gz", "math-worker.js", "maker-worker.js", "skira-maker.wasm",
  "publish-worker.js", "app-shell.zip", "licenses.txt"];

const ENTRANCE = "entrance.js";
const PICTURES = "pictures/", PART = "import-", FONTS = "fonts/";

/** Files that no page fetches before a document is opened, or something is published. */
const LAZY = ["maker-worker.js", "math-worker.js", "skira-maker.wasm", "publish-worker.js", "app-shell.zip"];

/**
 * The files and folders at the top of a site that a former build put there, by the list in its service worker, and what
 * every site has beside; null where the worker has no list. @param {string} worker the text of sw.js
 */
export function topOfSite(worker) {
  const [, files, late] = /^const FILES = (\{.*?\}), LAZY = (\{.*?\}), INFLATED/.exec(worker) ?? [];
  if (!files) return null;
  const names = [...Object.keys(JSON.parse(files)), ...Object.keys(JSON.parse(late))];
  return new Set([...names.map((name) => name.split("/")[0]),
    "library", "r", "cards", "skira.html", "sw.js", "sitemap.xml", "feed.xml"]);
}

/** Files of other pages, and of those that read no pages. @param {string} name */
const isOthers = (name) => /^(?:r\/|cards\/|\.)|^(?:skira\.html|sw\.js|sitemap\.xml|feed\.xml)$/.test(name);

/** The first frames of what moves, by the names of the pictures. @param {Map<string, Bytes>} pictures */
const stillFrames = (pictures) => new Map([...pictures].filter(([name]) => name.endsWith(".gif"))
  .map(([name, bytes]) => /** @type {const} */ ([name, { file: name.replace(/\.gif$/, "-still.gif"), bytes: firstFrame(bytes) }]))
  .filter(([name, still]) => still.bytes.length < /** @type {Bytes} */ (pictures.get(name)).length));

/** A page whose moving pictures stand still for whoever wants less motion. @param {string} page @param {ReturnType<typeof stillFrames>} stills */
const withStills = (page, stills) => stills.size === 0 ? page
  : page.replace(/<img src="((?:\.\.\/)?)(pictures\/[^"]+\.gif)"[^>]*>/g, (image, base, name) => {
    const still = stills.get(name);
    return still ? `<picture><source media="(prefers-reduced-motion: reduce)" srcset="${base}${still.file}">${image}</picture>` : image;
  });

class SiteWriter {
  /** @param {AppShell} shell @param {Library} library @param {string} address @param {Tools} tools */
  constructor(shell, library, address, tools) {
    this.shell = shell;
    this.library = library;
    this.address = address;
    this.tools = tools;
    this.site = checkedSite(library.data.site);
    this.names = namesOf(this.site);
    /** @type {Map<string, Bytes>} */
    this.files = new Map(shell.files);
    this.files.delete(ENTRANCE);  // it is in the pages
  }

  /** @param {Uint8Array} bytes */
  digest(bytes) { return hex(this.tools.sha256(bytes)); }

  /** @param {Uint8Array} bytes */
  integrity(bytes) { return `sha256-${base64(this.tools.sha256(bytes))}`; }

  /** What one of the site's gzip files holds. @param {string} name */
  inside(name) {
    const { json, shards } = this.library;
    const known = { "reviews.json.gz": json, "fonts.bin.gz": this.shell.fonts }[name];
    return known ?? /** @type {Bytes} */ (shards?.get(name.slice("library/".length, -".gz".length)));
  }

  /** The page with the site's name, in its language. @param {string} page */
  named(page) {
    const { language, direction, name, description } = this.names;
    page = swap(page, /<html [^>]*>/, `<html lang="${language}" dir="${direction}">`);
    page = swap(page, /<meta name="description"[^>]*>/, `<meta name="description" content="${escaped(description)}">`);
    page = swap(page, /<title>[^<]*<\/title>/, `<title>${escaped(name)}</title>`);
    if (this.site.favicon) {
      page = swap(page, /<link rel="icon"[^>]*>/, `<link rel="icon" href="${escaped(this.site.favicon)}">`);
    }
    return page;
  }

  /** What a first visit sees, where the library is one export. @param {string} page @param {boolean} cards */
  begun(page, cards) {
    const { data, html, shards } = this.library;
    if (shards) return withoutFirstView(page);
    const { strings, topics } = this.shell.words;
    const { language } = this.names;
    const view = firstView(data, (name) => strings[name][language], new Map(topics.map((topic) => [topic.id, topic[language]])), html);
    page = swap(page.replace(/<!-- \/?first visit -->\n/g, ""), "<!-- first view -->", view);
    return swap(page, /(?=<link rel="icon")/, `${new PageWriter(data, html, this.shell.words, { address: this.address, cards }).siteHead()}\n`);
  }

  /**
   * The page that names its version's files: scripts and styles with what they must be, the others in a list, so that
   * files of two versions never meet. @param {string} page
   */
  pinned(page) {
    const entries = ASSETS.filter((name) => this.files.has(name)).map((name) => {
      const bytes = /** @type {Bytes} */ (this.files.get(name));
      const inside = name.endsWith(".gz") ? this.inside(name) : undefined;
      return [name, this.digest(bytes), ...inside ? [this.digest(inside)] : []];
    });
    for (const [name, digest] of entries) page = page.replaceAll(`href="${name}"`, `href="${name}?v=${digest.slice(0, 12)}"`);
    page = page.replace(/(<script [^>]*?src|<link rel="stylesheet" href)="([\w.-]+)"/g, (all, element, name) =>
      `${element}="${name}" integrity="${this.integrity(/** @type {Bytes} */ (this.files.get(name)))}"`);
    const list = entries.map(([name, ...digests]) => `${name}=${digests.join()}`).join(" ");
    return swap(page, "</head>", `<meta name="skira-files" content="${list}">\n</head>`);
  }

  manifest() {
    const { language, direction, name, whole, description } = this.names;
    const { favicon } = this.site;
    const own = JSON.parse(this.shell.manifest);
    // Without "id" it is the address that the app starts at: two readers of one host are two apps.
    const manifest = { ...own, name: whole, short_name: name.slice(0, 40), description, lang: language, dir: direction };
    if (favicon) manifest.icons = [{ src: favicon, sizes: "any", ...favicon.endsWith(".svg") ? { type: "image/svg+xml" } : {} }, ...own.icons];
    return `${JSON.stringify(manifest, null, 2)}\n`;
  }

  /** The service worker with its list of files, which with its own text is the version. */
  serviceWorker() {
    const names = [...this.files.keys()].filter((name) => !isOthers(name))
      // Of a library in shards only the list is fetched before it is asked for.
      .filter((name) => !name.startsWith("library/") || name === "library/shards.txt.gz").sort();
    const read = (/** @type {string} */ name) => /** @type {Bytes} */ (this.files.get(name));
    const files = Object.fromEntries(names.map((name) => [name, this.digest(read(name))]));
    const inflated = Object.fromEntries(names.filter((name) => name.endsWith(".gz")).map((name) => [name, this.digest(this.inside(name))]));
    const text = this.shell.worker;
    const version = this.digest(utf8(JSON.stringify(files) + text)).slice(0, 16);
    // Large, and for those who open documents of their own, or see them: fetched when they are first wanted.
    const late = names.filter((name) => LAZY.includes(name) || [PICTURES, PART, FONTS].some((start) => name.startsWith(start)));
    const lazy = Object.fromEntries(late.map((name) => [name, files[name]]));
    for (const name of late) delete files[name];
    return { version, worker: `const FILES = ${JSON.stringify(files)}, LAZY = ${JSON.stringify(lazy)}, INFLATED = ${JSON.stringify(inflated)}, ` +
      `VERSION = ${JSON.stringify(version)};\n${text}` };
  }

  /**
   * What starts the app around a review's page, of the same version as the site's own page.
   * @param {string} page that one @param {string} version
   * @returns {import("./pages.js").Program}
   */
  program(page, version) {
    const entrance = new TextDecoder().decode(this.shell.files.get(ENTRANCE));
    const found = (/** @type {RegExp} */ what) => {
      const [all = "", first = ""] = what.exec(page) ?? [];
      if (!all) throw new Error(`site.js: index.html has no ${what}`);
      return first || all;
    };
    const beside = (/** @type {string} */ element) => element.replace(/(src|href)="/, '$1="../');
    const policy = found(/http-equiv="Content-Security-Policy" content="([^"]*)"/)
      .replace("script-src 'self'", `script-src 'self' '${this.integrity(utf8(entrance))}'`).replace("img-src", "font-src 'self'; img-src");
    return {
      policy,
      head: `<meta name="skira-root" content="../">
<meta name="skira-version" content="${version}">
${found(/<meta name="skira-files"[^>]*>/)}
${found(/<meta name="skira-maker"[^>]*>/)}
<script>${entrance}</script>
${beside(found(/<link rel="apple-touch-icon"[^>]*>/))}
${beside(found(/<link rel="manifest"[^>]*>/))}
${beside(found(/<script type="module"[^>]*>/).replace(">", ' fetchpriority="low">'))}</script>
`,
      body: `${beside(found(/<link rel="stylesheet" href="skira.css"[^>]*>/))}
${found(/<div class="skira">[^]*?\n<\/div>/).replace(/ *<main id="first-view"[^]*?<\/main>\n/, "").replace('id="layer"', 'id="layer" inert')}
`,
    };
  }

  /** @param {Map<string, Bytes>} cards drawn for previews, by their names in the site */
  write(cards) {
    const { files, library, shell, tools } = this;
    const put = (/** @type {string} */ name, /** @type {string | Bytes} */ content) =>
      files.set(name, typeof content === "string" ? utf8(content) : content);
    if (library.shards) {
      for (const name of ["first-visit.js", "first-visit.css", "no-script.css", "pages.css"]) files.delete(name);
      for (const name of files.keys()) if (name.startsWith("fonts/")) files.delete(name);
      for (const [name, bytes] of library.shards) put(`library/${name}.gz`, tools.gzip(bytes));
    } else {
      put("reviews.json.gz", tools.gzip(library.json));
    }
    for (const [name, bytes] of [...library.pictures, ...library.extras]) put(name, bytes);
    const stills = stillFrames(library.pictures);
    if (this.site.accent) {
      for (const name of ["pages.css", "skira.css"].filter((one) => files.has(one))) {
        put(name, `${new TextDecoder().decode(files.get(name))}${accentStyle(this.site.accent)}`);
      }
    }
    const page = this.begun(this.named(shell.page), cards.size > 0);
    const sharded = '<meta name="skira-library" content="library/shards.txt.gz">\n</head>';
    const index = this.pinned(library.shards ? page.replace("</head>", sharded) : page);
    put("index.html", index);
    put("manifest.webmanifest", this.manifest());
    put(".nojekyll", "");  // GitHub Pages is to take the files as they are
    if (!library.shards) for (const [name, { file, bytes }] of stills) if (files.has(name)) put(file, bytes);
    const { version, worker } = this.serviceWorker();
    put("sw.js", worker);
    if (!library.shards) {
      const program = this.program(index, version);
      for (const [name, text] of plainPages(library.data, library.html, shell.words, { address: this.address, cards: cards.size > 0, program })) {
        put(name, name.endsWith(".html") ? withStills(text, stills) : text);
      }
      for (const [name, bytes] of cards) put(name, bytes);
    }
    return files;
  }

  /** Everything in one file. */
  single() {
    const { shell, library, site, tools } = this;
    // "</script" inside a script would end it.
    const code = shell.script.replaceAll("</script", "<\\/script");
    const style = `${new TextDecoder().decode(shell.files.get("skira.css"))}${site.accent ? accentStyle(site.accent) : ""}`;
    const hash = (/** @type {string} */ text) => `'${this.integrity(utf8(text))}'`;
    const policy = `default-src 'none'; script-src ${hash(code)} 'wasm-unsafe-eval'; ` +
      `style-src ${hash(style)}; img-src data: blob:; connect-src *; worker-src blob:; base-uri 'none'; form-action 'none'; object-src 'none'; ` +
      "trusted-types skira; require-trusted-types-for 'script'";
    /** @type {[string, Bytes][]} */
    const carried = [...shell.packed, ["reviews.json.gz", tools.gzip(library.json)], ...library.pictures, ...library.extras];
    const assets = carried.map(([name, bytes]) => `<script type="application/octet-stream" data-asset="${escaped(name)}" ` +
      `data-size="${bytes.length}">${toSevenBits(bytes)}</script>`);
    const icon = site.favicon ? library.extras.get(site.favicon) : shell.files.get("icons/skira.svg");
    const type = !site.favicon || site.favicon.endsWith(".svg") ? "image/svg+xml" : "image/png";
    let page = swap(withoutFirstView(this.named(shell.page)), /content="default-src[^"]*"/, `content="${policy}"`);
    page = swap(page, /<link rel="icon"[^>]*>/, `<link rel="icon" href="data:${type};base64,${base64Of(/** @type {Bytes} */ (icon))}">`);
    for (const gone of [/<link rel="apple-touch-icon"[^>]*>\n/, /<link rel="manifest"[^>]*>\n/, /<link rel="preload"[^>]*skira.wasm[^>]*>\n/,
      /<link rel="preload"[^>]*fonts[^>]*>\n/, /<script type="module"[^>]*><\/script>\n/, /<script src="boot.js"><\/script>\n/]) page = swap(page, gone, "");
    page = swap(page, /<link rel="stylesheet"[^>]*>/, `<style>${style}</style>`);
    return swap(page, "</body>", `${assets.join("\n")}\n<script>${code}</script>\n</body>`);
  }
}

/** Of any length. @param {Bytes} bytes */
function base64Of(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x6000) text += String.fromCharCode(...bytes.subarray(at, at + 0x6000));
  return btoa(text);
}

/** The page that begins with its program alone. @param {string} page */
const withoutFirstView = (page) =>
  swap(swap(page, /<!-- first visit -->[^]*<!-- \/first visit -->\n/, ""), /\s*<!-- first view -->/, "");

/** Where the site is to be. @param {Library} library @param {string} [address] instead of what its facts say */
const addressOf = ({ data }, address) => address || checkedSite(data.site).url || "";

/**
 * The files of a site by their names.
 * @param {AppShell} shell @param {Library} library @param {Tools} tools
 * @param {{address?: string, cards?: Map<string, Bytes>}} [options]
 */
export const siteFiles = (shell, library, tools, { address, cards = new Map() } = {}) =>
  new SiteWriter(shell, library, addressOf(library, address), tools).write(cards);

/**
 * The whole app with the library in one file of HTML, which opens from disk.
 * @param {AppShell} shell @param {Library} library @param {Tools} tools
 */
export const singleFile = (shell, library, tools) => new SiteWriter(shell, library, addressOf(library), tools).single();
