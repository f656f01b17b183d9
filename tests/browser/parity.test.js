// A sample of the corpora's text blocks laid out by Skira and by Chromium; `npm run parity` compares all.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { randomNumbers } from "../bench/recombine.js";
import { launchChromium } from "./browser.js";
import { BOUNDS, SIZES, WIDTHS, addFigures, compare, corpora, coverage, layOut, noFigures, openYardstick, shares, told } from "../parity/parity.js";

const SAMPLE = 400;
const SEED = 20260131;

/** @template T @param {T[]} all @param {number} count @param {() => number} next */
function sampled(all, count, next) {
  const left = [...all];
  return Array.from({ length: Math.min(count, left.length) }, () => left.splice(Math.floor(next() * left.length), 1)[0]);
}

/** @type {import("playwright-core").Browser} */
let browser;
/** @type {ReturnType<typeof corpora>} */
let all;
before(async () => {
  browser = await launchChromium();
  all = corpora();
});
after(() => browser.close());

for (const name of ["own", "real"]) {
  for (const form of /** @type {const} */ (["plain", "styled"])) {
    test(`lines of the ${name} documents, ${form}, end and read as Chromium's`, async (t) => {
      const corpus = all.find((one) => one.name === name);
      if (!corpus) return t.skip("the real documents are not on this machine");
      const next = randomNumbers(SEED);
      const { fonts, blocks } = layOut(corpus, form, SIZES[0], WIDTHS[0]);
      const covers = coverage(fonts);
      const chosen = sampled(blocks.filter(covers), SAMPLE, next);
      const page = await openYardstick(browser, fonts);
      const total = noFigures();
      /** @type {object[]} */
      const differences = [];
      // Each block at one of the widths and sizes.
      const places = SIZES.flatMap((size) => WIDTHS.map((width) => ({ size, width })));
      for (const [i, { size, width }] of places.entries()) {
        const keys = new Set(chosen.filter((_, k) => k % places.length === i).map(({ id, block }) => `${id} ${block}`));
        const here = layOut(corpus, form, size, width).blocks.filter(({ id, block }) => keys.has(`${id} ${block}`));
        addFigures(total, await compare(page, here, size, width, (difference) => differences.push(difference)));
      }
      await page.close();
      t.diagnostic(told(total));
      assert.equal(total.blocks, SAMPLE);
      for (const [key, least] of Object.entries(BOUNDS)) {
        assert.ok(shares(total)[/** @type {keyof typeof BOUNDS} */ (key)] >= least, `${key}: ${JSON.stringify(differences, null, 1)}`);
      }
    });
  }
}
