// Runs in the page: builds every engine over the same reviews, asks each the same queries in turns.
import { ENGINES } from "./engines.js";

/**
 * @typedef {{id: string, kind: string, query: string}} Known a query and the review that must be found
 * @typedef {{name: string, counted: string, milliseconds: number, bytes: number,
 *   ranks: number[], first: number[], times: number[], alone: number[]}} Figures
 *   ranks: of the known review for each query, 0 where it is not among the ten; first: when each
 *   query is asked for the first time; times: of each query the median over all rounds in which the
 *   engines take turns; alone: over rounds of this engine's own; milliseconds
 */

/** @param {string} url */
const json = async (url) => (await fetch(url)).json();

/** @param {number[]} numbers */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * An answer that is a promise is waited for, others are not.
 * @param {import("./engines.js").Built} built @param {string} query @returns {Promise<{answer: any, time: number}>}
 */
async function ask(built, query) {
  const begin = performance.now();
  let answer = built.search(query);
  if (answer instanceof Promise) answer = await answer;
  return { answer, time: performance.now() - begin };
}

/**
 * @param {string} set folder of the reviews and queries
 * @param {number} rounds how often each query is timed
 * @param {number} most queries at most
 * @returns {Promise<Figures[]>}
 */
export async function compare(set, rounds, most) {
  /** @type {Known[]} */
  const queries = (await json(`${set}/queries.json`)).slice(0, most);
  const docs = await json(`${set}/docs.json`);
  const built = [];
  for (const engine of ENGINES) built.push(await engine.build(docs, set));

  /** @type {Figures[]} */
  const figures = [];
  for (const [at, engine] of ENGINES.entries()) {
    const ranks = [], first = [];
    for (const { id, query } of queries) {
      const { answer, time } = await ask(built[at], query);
      ranks.push(1 + (await built[at].ids(answer)).indexOf(id));
      first.push(time);
    }
    const { milliseconds, bytes } = built[at];
    figures.push({ name: engine.name, counted: engine.counted, milliseconds, bytes, ranks, first, times: [], alone: [] });
  }
  // Ranking was the warm-up. From here on the engines take turns, each query another one first.
  for (const [index, { query }] of queries.entries()) {
    const times = built.map(() => /** @type {number[]} */ ([]));
    for (let round = 0; round < rounds; ++round) {
      for (let turn = 0; turn < built.length; ++turn) {
        const at = (turn + round + index) % built.length;
        times[at].push((await ask(built[at], query)).time);
      }
    }
    figures.forEach((one, at) => one.times.push(median(times[at])));
  }
  // And each by itself, all queries in a round, as a page asks it.
  for (const [at, one] of figures.entries()) {
    const times = queries.map(() => /** @type {number[]} */ ([]));
    for (let round = 0; round < rounds; ++round) {
      for (const [index, { query }] of queries.entries()) times[index].push((await ask(built[at], query)).time);
    }
    one.alone = times.map(median);
  }
  return figures;
}

Object.assign(globalThis, { compare });
