// skira serve: a folder on this machine's own address; with --watch it is built anew when files change.
import { statSync, watch } from "node:fs";
import { resolve } from "node:path";
import { serve } from "../serve.js";
import { Usage, parsed, say, summaryOf } from "./arguments.js";
import { buildSite } from "./build.js";

const QUIET = 200;  // ms without a change before it is built: editors write a file in several steps

/** @param {string[]} args */
export async function serveCommand(args) {
  const { values, positionals } = parsed(args, { port: { type: "string", default: "8080" }, watch: { type: "string", multiple: true } });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Usage(`--port ${values.port}: this is no port`);
  const watched = /** @type {string[] | undefined} */ (values.watch);
  // "serve --watch A B": all but the first are positional.
  const [folder, paths] = watched ? ["site", [...watched, ...positionals]] : [positionals[0] ?? "site", []];
  const out = resolve(folder);
  const rebuild = async () => say(summaryOf(await buildSite(paths, { out, maker: String(values.maker) })));
  if (watched) await rebuild();
  else if (!statSync(out, { throwIfNoEntry: false })?.isDirectory()) throw new Error(`${folder}: there is no such folder`);
  const server = await serve(out, port);
  const address = server.address();
  say(`http://127.0.0.1:${typeof address === "object" && address ? address.port : port}/ (Ctrl+C ends it)`);
  let timer = setTimeout(() => {}, 0);
  let running = Promise.resolve();
  for (const path of paths) {
    watch(path, { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        running = running.then(rebuild).catch((error) => say(`skira: ${error.message}`));
      }, QUIET);
    });
  }
  return 0;
}
