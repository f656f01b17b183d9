// Compares every text block of the corpora with Chromium: `npm run parity [-- --styled-only | --plain-only]`.
// Prints figures; each difference with the class of its cause goes to build/parity/CORPUS-FORM.json.
// The exit status is 1 where a bound is missed.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, launchChromium } from "../browser/browser.js";
import { BOUNDS, SIZES, WIDTHS, addFigures, compare, corpora, coverage, layOut, noFigures, openYardstick, shares, told } from "./parity.js";

/** @typedef {import("./parity.js").Difference} Difference */

const FORMS = /** @type {const} */ (["plain", "styled"]);
const wanted = FORMS.filter((form) => !process.argv.includes(`--${form === "plain" ? "styled" : "plain"}-only`));

/** @param {Difference[]} differences */
function printCauses(differences) {
  /** @type {Map<string, number>} */
  const causes = new Map();
  for (const { kind, cause } of differences) {
    const key = `${kind}: ${cause}`;
    causes.set(key, (causes.get(key) ?? 0) + 1);
  }
  for (const [cause, count] of [...causes].sort((a, b) => b[1] - a[1])) console.log(`    ${count} × ${cause}`);
}

const browser = await launchChromium();
let missed = false;
for (const corpus of corpora()) {
  const { fonts } = layOut(corpus, "plain", SIZES[0], WIDTHS[0]);
  const covers = coverage(fonts);
  const page = await openYardstick(browser, fonts);
  for (const form of wanted) {
    const total = noFigures();
    /** @type {Difference[]} */
    const differences = [];
    let left_out = 0;
    for (const size of SIZES) {
      for (const width of WIDTHS) {
        const { blocks } = layOut(corpus, form, size, width);
        const eligible = blocks.filter(covers);
        left_out = blocks.length - eligible.length;
        const figures = await compare(page, eligible, size, width,
          (difference) => differences.push({ document: corpus.name, form, ...difference }));
        console.log(`${corpus.name} ${form} ${size} px in ${width} px: ${told(figures)}`);
        addFigures(total, figures);
      }
    }
    const share = shares(total);
    const bounds = /** @type {(keyof typeof BOUNDS)[]} */ (Object.keys(BOUNDS)).filter((key) => share[key] < BOUNDS[key]);
    missed ||= bounds.length > 0;
    console.log(`${corpus.name} ${form}, all: ${told(total)}${bounds.length ? `; MISSED: ${bounds.join(", ")}` : ""}`);
    console.log(`  (${left_out} blocks have a character that no bundled font covers)`);
    printCauses(differences);
    writeFileSync(join(ROOT, `build/parity/${corpus.name}-${form}.json`),
      JSON.stringify({ figures: total, left_out, differences }, null, 1));
  }
  await page.close();
}
await browser.close();
process.exitCode = missed ? 1 : 0;
