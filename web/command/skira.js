#!/usr/bin/env node
// The npm command: everything that the page can open, from a terminal.
//
//   skira export FILES… [-o reviews.json]      skira check FILES…
//   skira build FILES… [-o site] […]           skira serve [DIR] [--watch FILES…]
//
// Exit status: 0; 1 for bad input, or what `check` found; 2 for wrong usage.
import { READ_TYPES } from "../import/import.js";
import { KEYS } from "../publish/site-facts.js";
import { FETCH, Usage, atLeastOne, fetcher, parsed, summaryOf } from "./arguments.js";
import { tellWeights, writeExport } from "./export.js";
import { exportOf } from "./library.js";
import { print, removePartsWhenInterrupted, say, watchOutput } from "./output.js";
import { makerProgram } from "./shell.js";

const USAGE = `usage: skira COMMAND ...

  export FILES... [-o FILE]         reads documents and writes them as one JSON file, their pictures in a
                                    folder pictures/ beside it; without -o to the standard output
      --fetch-pictures              downloads the pictures of other sites that the documents show; without
                                    it a link is in their place
  check FILES...                    says what was not understood and what hardly anyone wrote, with file and
                                    line; exit status 1 if there is anything
  build FILES... [-o DIR]           makes a site, a folder for any web space (default: site); what was published
                                    there before keeps its addresses
      --site FILE|URL               what the site is called, whose it is, where it will be: site.yml
                                    (default: the one beside the documents), or its address alone
      --previous DIR|FILE           a former publication whose reviews keep their addresses: a site's folder
                                    or .zip, skira.html, an export
      --single                      also DIR/skira.html: the same in one file, which opens from disk
      --epub                        also a book, EPUB 3
      --markdown                    also the reviews as Markdown, in a .zip
      --fetch-pictures              as above
      --shard N                     for thousands of reviews: many small files, N reviews in each
  serve [DIR] [--port N]            shows a folder in the browser of this machine (default: site, 8080)
      --watch FILES...              builds them, and again whenever they change: the open page follows

FILES are documents and folders of them. Skira reads ${READ_TYPES},
and what it has published: exports, skira.html, a site's .zip.

site.yml: ${Object.entries(KEYS).map(([key, { about }]) => `${key} (${about})`).join("; ")}.
`;

/** @param {string[]} args */
async function exportCommand(args) {
  const { values, positionals } = parsed(args, { site: { type: "string" }, previous: { type: "string" }, ...FETCH });
  const { site, previous, maker } = /** @type {Record<string, string | undefined>} */ (values);
  const made = await exportOf(await makerProgram(maker), atLeastOne(positionals), say, { site, previous, fetchPictures: await fetcher(values) });
  if (values.output) {
    removePartsWhenInterrupted();
    writeExport(made, String(values.output));
  } else {
    print(made.json);
    if (made.pictures.size > 0) say(`${made.pictures.size} pictures are not written: give a file with -o`);
  }
  tellWeights(made, say);
  say(summaryOf(made.reports));
  return 0;
}

/** @param {string[]} args */
async function check(args) {
  const { values, positionals } = parsed(args, {});
  let found = 0;
  const tell = (/** @type {string} */ line) => {
    ++found;
    print(`${line}\n`);
  };
  // An accent is moved in one theme or another, whatever it is: `export` and `build` say how.
  const { reports, pathOf } = await exportOf(await makerProgram(values.maker), atLeastOne(positionals), tell, { suspicions: true, remark: () => {} });
  for (const { name, warnings, suspicions = [] } of reports) {
    const all = [...warnings, ...suspicions].sort((a, b) => a.line - b.line);
    for (const { line, code, message } of all) tell(`${pathOf(name)}:${Math.max(line, 1)}: ${code}: ${message}`);
  }
  say(summaryOf(reports));
  return found > 0 ? 1 : 0;
}

/** @type {Record<string, (args: string[]) => Promise<number>>} */
const COMMANDS = {
  export: exportCommand,
  check,
  build: async (args) => (await import("./build.js")).buildCommand(args),
  serve: async (args) => (await import("./serve.js")).serveCommand(args),
};

async function main() {
  const [name = "", ...args] = process.argv.slice(2);
  watchOutput();
  if (["--help", "-h", "help"].includes(name)) return void print(USAGE);
  try {
    if (!Object.hasOwn(COMMANDS, name)) throw new Usage(name ? `there is no command "${name}"` : "no command was given");
    process.exitCode = await COMMANDS[name](args);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    say(`skira: ${error.message}`);
    if (error instanceof Usage) say("skira --help says how it is used");
    process.exitCode = error instanceof Usage ? 2 : 1;
  }
}

await main();
