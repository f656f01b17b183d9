// The engines that are compared, each set up for the best answers it gives on such texts by the
// means its own documentation names. They run in one page; what an engine's search() does is timed,
// what its ids() does to make review ids of the answer is not.
import { Index } from "flexsearch";
import lunr from "lunr";
import hebrew from "lunr-languages/lunr.he.js";
import multiLanguage from "lunr-languages/lunr.multi.js";
import stemmerSupport from "lunr-languages/lunr.stemmer.support.js";
import MiniSearch from "minisearch";

const LIMIT = 10;

/**
 * @typedef {{id: string, title: string, people: string, fields: string, body: string}} Doc a review's texts
 * @typedef {{
 *   milliseconds: number,
 *   bytes: number,
 *   search: (query: string) => any,
 *   ids: (answer: any) => string[] | Promise<string[]>,
 *   afterwards?: () => object,
 * }} Built the time it took to build, the index's size
 * @typedef {{name: string, counted: string, build: (docs: Doc[], set: string) => Promise<Built>}} Engine
 *   `counted`: what the index's bytes are bytes of
 */

/** @param {string} text */
const utf8Length = (text) => new TextEncoder().encode(text).length;
/** @param {string} query */
const wordsOf = (query) => query.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

/** @template T @param {() => T} work @returns {[T, number]} */
function timed(work) {
  const begin = performance.now();
  const result = work();
  return [result, performance.now() - begin];
}

/** The page that ./build-wasm.sh made, with the set's export, in a frame of this page. @type {Engine} */
export const skira = {
  name: "Skira",
  counted: "memory of the index",
  async build(_docs, set) {
    const frame = document.createElement("iframe");
    frame.src = `skira/index.html?src=../${set}/reviews.json.gz`;
    frame.width = "800";
    frame.height = "600";
    document.body.append(frame);
    const page = () => /** @type {any} */ (frame.contentWindow).skira;
    while (!page()) await new Promise((done) => setTimeout(done, 20));
    page().search("");  // which waits for the whole index
    const { index } = page().stats();
    return {
      milliseconds: index.milliseconds,
      bytes: index.bytes,
      search: (query) => page().search(query, LIMIT),
      ids: (answer) => answer.hits.map((/** @type {{id: string}} */ hit) => hit.id),
    };
  },
};

/** Prefixes and typos where a word is long enough for them to mean something; titles count more. @type {Engine} */
const miniSearch = {
  name: "MiniSearch",
  counted: "index as JSON",
  async build(docs) {
    const [index, milliseconds] = timed(() => {
      const made = new MiniSearch({
        fields: ["title", "people", "fields", "body"],
        searchOptions: {
          boost: { title: 2 },
          prefix: (term) => term.length > 2,
          fuzzy: (term) => (term.length > 3 ? 0.2 : false),
        },
      });
      made.addAll(docs);
      return made;
    });
    return {
      milliseconds,
      bytes: utf8Length(JSON.stringify(index)),
      search: (query) => index.search(query),
      ids: (answer) => answer.slice(0, LIMIT).map((/** @type {{id: string}} */ hit) => hit.id),
    };
  },
};

/**
 * Prefixes, and suggestions: reviews that lack a word are found too. One text a review, its title
 * first, since what stands earlier weighs more; that found more than a Document of four fields.
 * @type {Engine}
 */
const flexSearch = {
  name: "FlexSearch",
  counted: "exported index",
  async build(docs) {
    const [index, milliseconds] = timed(() => {
      const made = new Index({ tokenize: "forward" });
      docs.forEach((doc, at) => made.add(at, [doc.title, doc.people, doc.fields, doc.body].join("\n")));
      return made;
    });
    let bytes = 0;
    await index.export((/** @type {string} */ _key, /** @type {string} */ part) => {
      bytes += utf8Length(part ?? "");
    });
    return {
      milliseconds,
      bytes,
      search: (query) => index.search(query, { limit: LIMIT, suggest: true }),
      ids: (answer) => answer.map((/** @type {number} */ at) => docs[at].id),
    };
  },
};

/** With the Hebrew and the English pipeline of lunr-languages. @type {Engine} */
const lunrEngine = {
  name: "lunr",
  counted: "index as JSON",
  async build(docs) {
    if (!("he" in lunr)) for (const plugin of [stemmerSupport, hebrew, multiLanguage]) plugin(lunr);
    const [index, milliseconds] = timed(() => lunr(function () {
      this.use(lunr.multiLanguage("en", "he"));
      this.ref("id");
      this.field("title", { boost: 3 });
      for (const field of ["people", "fields", "body"]) this.field(field);
      for (const doc of docs) this.add(doc);
    }));
    return {
      milliseconds,
      bytes: utf8Length(JSON.stringify(index)),
      search: (query) => index.search(query.replace(/[:^~*+-]/g, " ")),
      ids: (answer) => answer.slice(0, LIMIT).map((/** @type {{ref: string}} */ hit) => hit.ref),
    };
  },
};

/** Its API in the page; `run.js` has made the index from HTML pages. @type {Engine} */
const pagefind = {
  name: "Pagefind",
  counted: "index files, compressed",
  async build(_docs, set) {
    const base = new URL(`${set}/pagefind/`, location.href).href;
    const api = await import(`${base}pagefind.js`);
    await api.options({ baseUrl: "/", excerptLength: 1 });
    await api.init();
    const { milliseconds, bytes } = await (await fetch(`${set}/pagefind.json`)).json();
    return {
      milliseconds,
      bytes,
      search: (query) => api.search(query),
      ids: async (answer) => {
        const found = await Promise.all(answer.results.slice(0, LIMIT).map((/** @type {any} */ hit) => hit.data()));
        return found.map(({ url }) => decodeURIComponent(/([^/]+)\.html$/.exec(url)?.[1] ?? ""));
      },
    };
  },
};

/** @type {Promise<any> | undefined} */
let sqlite;

/** @param {string} text */
const quoted = (text) => `"${text.replaceAll('"', '""')}"`;

/**
 * FTS5's trigram tokenizer in SQLite's own WebAssembly build; the index keeps no text.
 * @param {string} name @param {(query: string) => string[]} termsOf what is searched for, joined by OR
 * @returns {Engine}
 */
function fts5(name, termsOf) {
  return {
    name,
    counted: "database pages",
    async build(docs) {
      const url = new URL("sqlite/sqlite3.mjs", location.href).href;
      sqlite ??= import(url).then((module) => module.default());
      const db = new (await sqlite).oo1.DB(":memory:");
      const [, milliseconds] = timed(() => {
        db.exec(`CREATE VIRTUAL TABLE reviews USING fts5(title, people, fields, body, content='',
          tokenize='trigram remove_diacritics 1')`);
        db.exec("BEGIN");
        const insert = db.prepare("INSERT INTO reviews(rowid, title, people, fields, body) VALUES (?, ?, ?, ?, ?)");
        docs.forEach((doc, at) => insert.bind([at + 1, doc.title, doc.people, doc.fields, doc.body]).stepReset());
        insert.finalize();
        db.exec("COMMIT; INSERT INTO reviews(reviews) VALUES ('optimize'); VACUUM");
      });
      const select = db.prepare(
        `SELECT rowid FROM reviews WHERE reviews MATCH ? ORDER BY bm25(reviews, 5, 1, 2, 1) LIMIT ${LIMIT}`);
      return {
        milliseconds,
        bytes: db.selectValue("PRAGMA page_count") * db.selectValue("PRAGMA page_size"),
        search(query) {
          /** @type {number[]} */
          const rows = [];
          const terms = termsOf(query);
          if (terms.length === 0) return rows;
          select.bind([terms.map(quoted).join(" OR ")]);
          while (select.step()) rows.push(select.get(0));
          select.reset();
          return rows;
        },
        ids: (answer) => answer.map((/** @type {number} */ row) => docs[row - 1].id),
      };
    },
  };
}

/** @param {string} query */
function trigramsOf(query) {
  const trigrams = wordsOf(query).map((word) => [...word]).flatMap((letters) =>
    letters.slice(2).map((_, at) => letters.slice(at, at + 3).join("")));
  return [...new Set(trigrams)];
}

/** In the order of the table. @type {Engine[]} */
export const ENGINES = [
  skira, miniSearch, flexSearch, lunrEngine, pagefind,
  fts5("SQLite FTS5, words", (query) => wordsOf(query).filter((word) => [...word].length > 2)),
  fts5("SQLite FTS5, their trigrams", trigramsOf),
];
