// skira serve: a folder on this machine's own address; with --watch it is built anew when files change, and the page
// that is open follows.
import { existsSync, mkdtempSync, rmSync, statSync, watch } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { importFile } from "../import/import.js";
import { isPictureName } from "../document-names.js";
import { serve } from "../serve.js";
import { Usage, parsed, summaryOf } from "./arguments.js";
import { BUILD_OPTIONS, buildOptions, builtSite, newKept, updateSite } from "./build.js";
import { say } from "./output.js";

const QUIET = 60;  // ms without a change before it is built: editors write a file in several steps

/**
 * Imports a file again only when it has changed.
 * @returns {import("../worker/add-files.js").ImportAll}
 */
function keepingImports() {
  /** @type {Map<string, {state: string, result: Promise<import("../import/model.js").ImportResult>}>} */
  const known = new Map();
  const stateOf = (/** @type {import("../import/model.js").InputFile} */ file) => {
    const { mtimeMs, size } = statSync(/** @type {{path: string}} */ (/** @type {unknown} */ (file)).path);
    return `${file.name} ${mtimeMs} ${size}`;
  };
  return async (files) => {
    const pictures = files.filter(({ name }) => isPictureName(name));
    const beside = pictures.map(stateOf).join("\n");
    const results = files.filter(({ name }) => !isPictureName(name)).map((file) => {
      const state = `${stateOf(file)}\n${beside}`;
      const before = known.get(file.name);
      if (before?.state === state) return before.result;
      const result = importFile(file, pictures);
      known.set(file.name, { state, result });
      return result;
    });
    const all = await Promise.all(results);
    return { documents: all.flatMap(({ documents }) => documents), refused: all.flatMap(({ refused }) => refused) };
  };
}

/**
 * @param {string[]} paths that are watched @param {string} out a folder that is made here
 * @param {import("./build.js").BuildOptions} options
 */
async function keepBuilt(paths, out, options) {
  const kept = { ...newKept(), importOne: keepingImports() };
  /** @type {Map<string, Uint8Array>} */
  let before = new Map();
  return async () => {
    const begun = performance.now();
    const { files, reports } = await builtSite(paths, { ...options, previous: options.previous ?? (before.size ? out : undefined) }, kept);
    const changed = updateSite(files, out, before);
    before = files;
    say(`${summaryOf(reports)}; ${changed} files changed in ${Math.round(performance.now() - begun)} ms`);
    return changed > 0;
  };
}

/** @param {string[]} args */
export async function serveCommand(args) {
  const { values, positionals } = parsed(args, { ...BUILD_OPTIONS, port: { type: "string", default: "8080" }, watch: { type: "string", multiple: true } });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Usage(`--port ${values.port}: this is no port`);
  const watched = /** @type {string[] | undefined} */ (values.watch);
  if (!watched) {
    const folder = positionals[0] ?? "site";
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new Error(`${folder}: there is no such folder`);
    sayAddress(await serve(resolve(folder), port), port);
    return 0;
  }
  // "serve --watch A B": all but the first are positional.
  const paths = [...watched, ...positionals];
  const missing = paths.find((path) => !existsSync(path));
  if (missing) throw new Error(`${missing}: there is no such file or folder`);
  const out = mkdtempSync(join(tmpdir(), "skira-serve-"));
  process.once("exit", () => rmSync(out, { recursive: true, force: true }));
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) process.once(signal, () => process.exit(0));
  const rebuild = await keepBuilt(paths, out, await buildOptions(values));
  await rebuild();
  const changes = new EventTarget();
  const server = await serve(out, port, changes);
  sayAddress(server, port);
  let timer = setTimeout(() => {}, 0);
  let running = Promise.resolve();
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(rebuild).then((any) => { if (any) changes.dispatchEvent(new Event("change")); })
        .catch((error) => say(`skira: ${error.message}`));
    }, QUIET);
  };
  const site = typeof values.site === "string" && existsSync(values.site) ? [values.site] : [];
  for (const path of new Set([...paths, ...site].map((one) => statSync(one).isDirectory() ? one : dirname(one)))) {
    watch(path, { recursive: isDeep() }, changed);
  }
  return 0;
}

/** Whether folders below are watched, too: Node does so on Linux from version 20. */
const isDeep = () => process.platform !== "linux" || Number(process.versions.node.split(".")[0]) >= 20;

/** @param {import("node:http").Server} server @param {number} port */
function sayAddress(server, port) {
  const address = server.address();
  say(`http://127.0.0.1:${typeof address === "object" && address ? address.port : port}/ (Ctrl+C ends it)`);
}
