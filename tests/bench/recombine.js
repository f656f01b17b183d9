// Makes an export of any number of reviews out of the sentences of another one:
//
//   node tests/bench/recombine.js EXPORT --count 36600 [--seed 1] [-o FILE]
//
// A made review has the blocks of one real review; their sentences come from it and from two
// others near it by topic. Titles are halves of two titles, dates run over eleven years. The same
// export, count and seed give the same bytes. Reviews are written as they are made, so that
// memory hardly grows with their number.
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createWriteStream, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const REVIEWS_PER_DOCUMENT = 500;
const FIRST_DAY = Date.UTC(2016, 0, 1);
const DAYS = 3950;
const DAY = 24 * 60 * 60 * 1000;
const FLOWING = new Set(["paragraph", "list_item", "quote"]);

/** @typedef {any} Review as in the export */
/** @typedef {object[]} Sentence spans */

/** A stream of numbers in [0, 1) (mulberry32). @param {number} seed */
export function randomNumbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The numbers that review `index` is made with, whatever comes before it. @param {number} seed @param {number} index */
const numbersOf = (seed, index) => randomNumbers(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));

/** @template T @param {() => number} random @param {T[]} list */
const pick = (random, list) => list[Math.floor(random() * list.length)];

/** The sentences of a block; formulas stay in theirs. @param {any[]} spans @returns {Sentence[]} */
function sentencesOf(spans) {
  /** @type {Sentence[]} */
  const sentences = [[]];
  for (const span of spans) {
    const parts = span.math === undefined ? span.text.split(/(?<=[.!?:]\s+)/) : [null];
    for (const part of parts) {
      if (part === "") continue;
      sentences.at(-1)?.push(part === null ? span : { ...span, text: part });
      if (part !== null && /[.!?:]\s+$/.test(part)) sentences.push([]);
    }
  }
  return sentences.filter((sentence) => sentence.length > 0);
}

/** Every review's neighbours by topic; all reviews where it has none. @param {Review[]} reviews */
function neighboursOf(reviews) {
  /** @type {Map<string, Review[]>} */
  const byTopic = new Map();
  for (const review of reviews) {
    for (const topic of review.topics) byTopic.set(topic, [...(byTopic.get(topic) ?? []), review]);
  }
  return new Map(reviews.map((review) => {
    const near = review.topics.flatMap((/** @type {string} */ topic) => byTopic.get(topic) ?? [])
      .filter((/** @type {Review} */ other) => other !== review);
    return [review, near.length > 0 ? near : reviews];
  }));
}

/** @param {string | null} first @param {string | null} second */
function mixTitles(first, second) {
  if (!first || !second) return first ?? second;
  const [head, tail] = [first, second].map((title) => title.split(/:\s+/));
  if (head.length > 1 || tail.length > 1) return `${head[0]}: ${tail.at(-1)}`;
  const [left, right] = [first, second].map((title) => title.split(/\s+/));
  return [...left.slice(0, Math.ceil(left.length / 2)), ...right.slice(Math.ceil(right.length / 2))].join(" ");
}

/** @param {string | null} title @param {number} index */
function idOf(title, index) {
  const words = (title ?? "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 48);
  return `${words || "review"}-${index + 1}`;
}

/** Where reviews stand in documents that do not exist. @param {Review[]} skeletons */
function placesOf(skeletons) {
  /** @type {{name: string, sha256: string, lines: number}[]} */
  const sources = [];
  const places = [];
  for (let index = 0; index < skeletons.length; ++index) {
    if (index % REVIEWS_PER_DOCUMENT === 0) {
      const name = `recombined-${String(sources.length + 1).padStart(3, "0")}.txt`;
      sources.push({ name, sha256: createHash("sha256").update(name).digest("hex"), lines: 0 });
    }
    const source = sources[sources.length - 1];
    const { first_line, last_line } = skeletons[index].source;
    places.push({ document: sources.length - 1, first_line: source.lines + 1,
      last_line: source.lines + 1 + last_line - first_line });
    source.lines += last_line - first_line + 3;
  }
  return { sources, places };
}

/** @param {Review} skeleton @param {Review[]} others @param {() => number} random @param {(review: Review) => Sentence[]} sentences */
function mixBlocks(skeleton, others, random, sentences) {
  return skeleton.blocks.map((/** @type {any} */ block) => {
    if (!FLOWING.has(block.type)) return block;
    const spans = sentencesOf(block.spans).flatMap((own) => {
      const from = random() < 0.4 ? skeleton : pick(random, others);
      const sentence = sentences(from).length > 0 ? pick(random, sentences(from)) : own;
      const last = /** @type {any} */ (sentence.at(-1));
      return last.math === undefined && !/\s$/.test(last.text)
        ? [...sentence.slice(0, -1), { ...last, text: `${last.text} ` }] : sentence;
    });
    return { ...block, spans };
  });
}

/**
 * The text of an export of `count` reviews, in pieces.
 * @param {{reviews: Review[], math: object}} original @param {number} count @param {number} seed
 */
export function* recombine(original, count, seed = 1) {
  const near = neighboursOf(original.reviews);
  /** @type {Map<Review, Sentence[]>} */
  const known = new Map();
  const sentences = (/** @type {Review} */ review) => {
    const found = known.get(review) ?? review.blocks.filter((/** @type {any} */ block) => FLOWING.has(block.type))
      .flatMap((/** @type {any} */ block) => sentencesOf(block.spans));
    known.set(review, found);
    return found;
  };
  const skeletons = Array.from({ length: count }, (_, index) => pick(numbersOf(seed, index), original.reviews));
  const { sources, places } = placesOf(skeletons);

  yield `{"format":"skira-reviews","version":1,"sources":${JSON.stringify(sources)},"reviews":[\n`;
  for (let index = 0; index < count; ++index) {
    const random = numbersOf(seed, index);
    const skeleton = pick(random, original.reviews);
    const others = [pick(random, near.get(skeleton) ?? []), pick(random, near.get(skeleton) ?? [])];
    const title = mixTitles(skeleton.title, others[0].title);
    const day = FIRST_DAY + Math.floor((index / count) * DAYS) * DAY;
    const published = new Date(day - Math.floor(random() * 700) * DAY).toISOString().slice(0, 10);
    const arxiv = `${published.slice(2, 4)}${published.slice(5, 7)}.${String(Math.floor(random() * 20000)).padStart(5, "0")}`;
    const url = `https://arxiv.org/abs/${arxiv}`;
    const moved = places[index].first_line - skeleton.source.first_line;
    yield JSON.stringify({
      ...skeleton,
      id: idOf(title, index),
      source: places[index],
      number: skeleton.number === null ? null : index + 1,
      title,
      date: new Date(day).toISOString().slice(0, 10),
      date_inferred: null,
      paper: { ...skeleton.paper, urls: [url], arxiv_id: arxiv, published },
      fields: { ...others[0].fields, domains: skeleton.fields.domains, tools: others[1].fields.tools },
      topics: [...new Set([...skeleton.topics, ...others[0].topics.slice(0, 1)])],
      links: [{ url, text: "", role: "paper" },
        ...skeleton.links.filter((/** @type {any} */ link) => link.role !== "paper")],
      blocks: mixBlocks(skeleton, others, random, sentences).map((/** @type {any} */ block) => ({
        ...block, first_line: block.first_line + moved, last_line: block.last_line + moved })),
      warnings: [],
    }) + (index + 1 < count ? ",\n" : "\n");
  }
  yield `],"math":${JSON.stringify(original.math ?? {})}}\n`;
}

/** @param {string} from @param {number} count @param {number} seed @param {string} to */
export async function writeRecombined(from, count, seed, to) {
  const out = to === "-" ? process.stdout : createWriteStream(to);
  for (const piece of recombine(JSON.parse(readFileSync(from, "utf8")), count, seed)) {
    if (!out.write(piece)) await once(out, "drain");
  }
  if (out === process.stdout) return;
  out.end();
  await once(out, "finish");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { positionals, values } = parseArgs({ allowPositionals: true,
    options: { count: { type: "string" }, seed: { type: "string", default: "1" }, output: { type: "string", short: "o", default: "-" } } });
  const count = Number(values.count);
  if (positionals.length !== 1 || !Number.isInteger(count) || count < 1) {
    console.error("usage: node tests/bench/recombine.js EXPORT --count N [--seed N] [-o FILE]");
    process.exit(2);
  }
  await writeRecombined(positionals[0], count, Number(values.seed), values.output);
}
