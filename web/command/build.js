// skira build: files to a site.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { bundle } from "../bundle.js";
import { typesetExport, withMath } from "../typeset-math.js";
import { startMaker } from "../worker/maker.js";
import { FETCH, Usage, atLeastOne, fetcher, parsed, say, summaryOf } from "./arguments.js";
import { exportOf, tellWeights, writePictures } from "./export.js";
import { BUILT } from "./files.js";

const CORE = join(BUILT, "wasm"), FONTS = join(BUILT, "fonts");

/**
 * @param {string[]} paths files and folders of them
 * @param {{out: string, site?: string, perShard?: number, maker: string,
 *   fetchPictures?: import("../worker/add-files.js").FetchPictures}} options `perShard`: a library in
 *   shards, so many reviews in a file of text; `fetchPictures` where those of other hosts are to be fetched
 */
export async function buildSite(paths, { out, site = "", perShard = 0, maker, fetchPictures }) {
  const program = await WebAssembly.compile(readFileSync(maker));
  const { json, pictures, reports } = await exportOf(program, paths, say, { fetchPictures });
  tellWeights({ json }, say);
  const text = new TextDecoder().decode(json);
  const folder = mkdtempSync(join(tmpdir(), "skira-build-"));
  try {
    const file = join(folder, "reviews.json"), shards = join(folder, "shards");
    writeFileSync(file, withMath(text, typesetExport(JSON.parse(text))));
    writePictures(pictures, folder);
    if (perShard > 0) {
      (await startMaker(program)).shards(readFileSync(file), perShard, (name, bytes) => {
        mkdirSync(dirname(join(shards, name)), { recursive: true });
        writeFileSync(join(shards, name), bytes);
      });
    }
    const library = perShard > 0 ? { shards } : { export: file };
    await bundle({ core: CORE, fonts: FONTS, ...library, pictures: join(folder, "pictures"), out, site });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return reports;
}

/** @param {unknown} address */
function siteAddress(address) {
  if (address === undefined) return "";
  const url = URL.parse?.(String(address)) ?? (URL.canParse(String(address)) ? new URL(String(address)) : null);
  if (!url || !/^https?:$/.test(url.protocol)) throw new Usage(`--site ${address}: this is no address of a site (https://…)`);
  return url.href.replace(/\/?$/, "/");
}

/** @param {string[]} args */
export async function buildCommand(args) {
  const { values, positionals } = parsed(args, { ...FETCH, site: { type: "string" }, shard: { type: "string" } });
  if (values.shard !== undefined && !/^[1-9]\d{0,5}$/.test(String(values.shard))) throw new Usage("--shard needs a number of reviews");
  const out = resolve(String(values.output ?? "site"));
  const reports = await buildSite(atLeastOne(positionals), {
    out, site: siteAddress(values.site), perShard: Number(values.shard ?? 0), maker: String(values.maker), fetchPictures: await fetcher(values),
  });
  say(summaryOf(reports));
  say(`${out} is the site: for any web space, or to look at with "skira serve ${values.output ?? "site"}"`);
  return 0;
}
