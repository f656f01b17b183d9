// The library maker is one program: natively, in Node and in the page's worker it gives the same bytes.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { findFiles } from "../../web/command/files.js";
import { ROOT, launch } from "./browser.js";
import { NATIVE_COMMAND as SKIRA } from "../command.js";

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => { site = await launch(); });
after(async () => { await site.close(); });

const FOLDER = mkdtempSync(join(tmpdir(), "skira-maker-"));
const EXPORT = join(ROOT, "web/command/skira.js");
// The repository's texts, which the native command reads as the others do: it knows no pictures and no site's facts.
const OWN = join(FOLDER, "corpus");
mkdirSync(OWN);
for (const name of readdirSync(join(ROOT, "corpus"))) {
  if (/\.(?:md|txt)$/.test(name)) copyFileSync(join(ROOT, "corpus", name), join(OWN, name));
}
const CORPORA = [OWN, join(ROOT, "../shared/corpus")];

/** @param {string[]} paths @returns {Buffer} */
const natively = (paths) => execFileSync(SKIRA, ["export", ...paths], { stdio: ["ignore", "pipe", "ignore"], maxBuffer: 2 ** 28 });

/** @param {string[]} paths */
function inNode(paths) {
  const file = join(FOLDER, "node.json");
  execFileSync(process.execPath, [EXPORT, "export", "-o", file, ...paths], { stdio: "ignore" });
  return readFileSync(file);
}

/** The reviews' and the sources' lines of an export. @param {string} json */
const linesOf = (json) => json.split("\n").filter((line) => line.startsWith("{\"")).map((line) => line.replace(/(?:,|\],"math":\{\}\})$/, ""));

/** What the page's worker makes of a file: the lines of all its parts. @param {import("playwright-core").Page} page @param {string} name @param {Buffer} bytes */
async function inTheWorker(page, name, bytes) {
  const parts = await page.evaluate(async ({ name, base64 }) => {
    const bytes = await (await fetch(`data:application/octet-stream;base64,${base64}`)).blob();
    const worker = new Worker("maker-worker.js", { type: "module" });
    const program = await (await fetch("skira-maker.wasm")).arrayBuffer();
    /** @type {string[]} */
    const parts = [];
    await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => {
        if (data.part) {
          parts.push(new TextDecoder().decode(data.part));
          worker.postMessage({ next: true });
        } else if (data.report) resolve(0);
        else if (data.failed) reject(new Error(JSON.stringify(data.failed)));
      };
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage({ read: { name, file: bytes, limit: 2 ** 26, program } });
    });
    worker.terminate();
    return parts;
  }, { name, base64: bytes.toString("base64") });
  assert.ok(parts.length > 1 || bytes.length < 2 ** 20);
  return [...new Set(parts.flatMap(linesOf))];
}

for (const corpus of CORPORA) {
  const skip = existsSync(corpus) ? false : `${corpus} is not there`;
  test(`${corpus === CORPORA[0] ? "corpus/" : "the real documents"}: the same export natively and in Node, byte for byte`, { skip }, () => {
    assert.deepEqual(inNode([corpus]), natively([corpus]));
  });

  test(`${corpus === CORPORA[0] ? "corpus/" : "the real documents"}: the page's worker gives each document's reviews, byte for byte`, { skip }, async () => {
    // A page without the reader's policy, at the same address.
    const context = await site.browser.newContext();
    const page = await context.newPage();
    await page.route("**/blank.html", (route) => route.fulfill({ contentType: "text/html", body: "<!DOCTYPE html>" }));
    await page.goto(`${site.url}blank.html`);
    for (const { path } of findFiles([corpus])) {
      const name = /** @type {string} */ (path.split("/").at(-1));
      const file = readFileSync(path);
      assert.deepEqual(await inTheWorker(page, name, file), linesOf(natively([path]).toString()), name);
    }
    await context.close();
  });
}

test("a document that cannot be read is named on stderr with its line, and nothing is written", () => {
  const file = join(FOLDER, "none.json");
  const missing = spawnSync(process.execPath, [EXPORT, "export", "-o", file, join(FOLDER, "missing.md")], { encoding: "utf8" });
  assert.deepEqual([missing.status, missing.stderr], [1, `skira: ${join(FOLDER, "missing.md")}: there is no such file or folder\n`]);
  const usage = spawnSync(process.execPath, [EXPORT, "export"], { encoding: "utf8" });
  assert.equal(usage.status, 2);
  assert.ok(!existsSync(file));
});
