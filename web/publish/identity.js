// The ids of a publication that follows another: a review that is the former one's, corrected, keeps its id, so that
// addresses, feeds and readers' highlights stay.
//
//   the reviews of a new export + those of the former one ─▶ pairs, the surest first ─▶ ids, former ids, links
//
// What makes two reviews the same: their id (of number or date and paper), paper, number, day, title and text; none of
// them has to be equal, and the same id is not enough where another review has the text and the title: dates move.

/** @typedef {import("./export-text.js").Review} Review */
/** @typedef {import("./export-text.js").Export} Export */

// How sure a pair is: the text says most, since titles and dates are what gets corrected. A pair of SAME or more keeps
// the id; one of LEAD or more, of a review that is no longer there, leads to the other.
const WEIGHTS = { text: 6, title: 3, paper: 2, number: 1, day: 1, id: 3.4 };
const SAME = 3.4, LEAD = 2;

const SHINGLE = 3;         // words in a row that are compared
const MOST_ALIKE = 40;     // what more reviews share says nothing

/** Letters and digits of a text, words apart. @param {string} text */
const wordsOf = (text) => text.toLowerCase().normalize("NFC").replace(/[\u0591-\u05c7]/g, "").match(/[\p{L}\p{N}]+/gu) ?? [];

/** @param {string[]} words @param {number} size */
function shingles(words, size) {
  const all = new Set();
  for (let i = 0; i + size <= words.length; ++i) all.add(words.slice(i, i + size).join(" "));
  return all;
}

/** How much of two sets is in both, 0 to 1. @param {Set<string>} a @param {Set<string>} b */
function likeness(a, b) {
  if (a.size === 0 || b.size === 0) return 0;
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let both = 0;
  for (const one of small) if (large.has(one)) ++both;
  return 2 * both / (a.size + b.size);
}

/** Pairs of letters: a title with a typo has most of them. @param {string} text */
function letterPairs(text) {
  const letters = wordsOf(text).join("");
  const pairs = new Set();
  for (let i = 0; i + 2 <= letters.length; ++i) pairs.add(letters.slice(i, i + 2));
  return pairs;
}

/** What of a review is compared. @param {Review} review @param {number} index */
function traits(review, index) {
  const words = wordsOf(review.blocks.flatMap(({ spans }) => spans.map(({ text, math }) => text ?? math ?? "")).join(" "));
  const { arxiv_id: arxiv, urls } = review.paper;
  return {
    review, index, title: letterPairs(review.title ?? ""), text: shingles(words, Math.min(SHINGLE, Math.max(words.length, 1))),
    paper: arxiv ?? urls[0] ?? null, day: review.date, number: review.number ?? null,
  };
}
/** @typedef {ReturnType<typeof traits>} Traits */

/** @param {Traits} a @param {Traits} b */
const sureness = (a, b) => WEIGHTS.text * likeness(a.text, b.text) + WEIGHTS.title * likeness(a.title, b.title) ** 2 +
  (a.paper && a.paper === b.paper ? WEIGHTS.paper : 0) + (a.number !== null && a.number === b.number ? WEIGHTS.number : 0) +
  (a.day && a.day === b.day ? WEIGHTS.day : 0) + (a.review.id === b.review.id ? WEIGHTS.id : 0);

/** What a review can be found by: few others have it. @param {Traits} traits @returns {string[]} */
function keysOf({ paper, day, number, title, text, review }) {
  const words = wordsOf(review.title ?? "").filter((word) => word.length > 3);
  const sample = [...text].filter((shingle) => hash(shingle) % 8 === 0);
  return [`id ${review.id}`, paper && `paper ${paper}`, day && `day ${day}`, number !== null && `number ${number}`,
    title.size && `title ${[...title].join("")}`, ...words.map((word) => `word ${word}`), ...sample.map((shingle) => `text ${shingle}`)].filter((key) => typeof key === "string");
}

/** @param {string} text */
function hash(text) {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; ++i) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return value;
}

/**
 * Which former review each of the new ones is, the surest pairs first, each once.
 * @param {Traits[]} added @param {Traits[]} former
 * @returns {{added: Traits, former: Traits, sure: number}[]}
 */
function pairsOf(added, former) {
  /** @type {Map<string, Traits[]>} */
  const index = new Map();
  for (const one of former) {
    for (const key of new Set(keysOf(one))) index.set(key, [...index.get(key) ?? [], one]);
  }
  const pairs = added.flatMap((one) => {
    const near = new Set(keysOf(one).flatMap((key) => {
      const found = index.get(key) ?? [];
      return found.length <= MOST_ALIKE ? found : [];
    }));
    return [...near].map((other) => ({ added: one, former: other, sure: sureness(one, other) }));
  });
  return pairs.filter(({ sure }) => sure >= LEAD)
    .sort((a, b) => b.sure - a.sure || a.added.index - b.added.index || a.former.index - b.former.index);
}

/** What is the same where nothing changed. @param {Review} review */
const contentOf = ({ id, title, date, number, paper, blocks }) => JSON.stringify([id, title, date, number, paper, blocks]);

/**
 * The id of each: the former one's, else its own, with a number behind it where that is kept by another.
 * @param {Review[]} reviews @param {Map<Review, Review>} same @returns {Map<string, string>} by their new ids
 */
function freeIds(reviews, same) {
  const taken = new Set([...same.values()].map(({ id }) => id));
  return new Map(reviews.map((review) => {
    const former = same.get(review)?.id;
    if (former !== undefined) return [review.id, former];
    let free = review.id;
    for (let number = 2; taken.has(free); ++number) free = `${review.id}-${number}`;
    taken.add(free);
    return [review.id, free];
  }));
}

/**
 * The export with the ids of a former publication where its reviews are there, and with the ids that lead to them.
 * @param {Export} data is left as it is @param {{reviews: Review[]}} former
 * @returns {Export}
 */
export function keepIds(data, former) {
  // What did not change is the same at once; what is left is compared.
  const unchanged = new Map(former.reviews.map((review) => [contentOf(review), review]));
  /** The former review of each. @type {Map<Review, Review>} */
  const same = new Map(data.reviews.flatMap((review) => {
    const other = unchanged.get(contentOf(review));
    return other ? [/** @type {[Review, Review]} */ ([review, other])] : [];
  }));
  const taken = new Set(same.values());
  const gone = former.reviews.filter((review) => !taken.has(review)).map(traits);
  const added = data.reviews.filter((review) => !same.has(review)).map(traits);
  for (const pair of pairsOf(added, gone)) {
    const { added: { review }, former: { review: other }, sure } = pair;
    if (sure < SAME || same.has(review) || taken.has(other)) continue;
    same.set(review, other);
    taken.add(other);
  }
  const ids = freeIds(data.reviews, same);
  const present = new Set(ids.values());
  /** Ids that lead to each. @type {Map<Review, Set<string>>} */
  const leads = new Map(data.reviews.map((review) => [review, new Set([...review.former_ids ?? [], ...same.get(review)?.former_ids ?? []])]));
  // A former review that is no longer there leads to what is most like it.
  const lost = gone.filter(({ review }) => !taken.has(review));
  for (const { added: { review }, former: { review: other } } of lost.length ? pairsOf(data.reviews.map(traits), lost) : []) {
    if (taken.has(other)) continue;
    taken.add(other);
    for (const id of [other.id, ...other.former_ids ?? []]) leads.get(review)?.add(id);
  }
  const own = (/** @type {string} */ url) => {
    const id = url.startsWith("#/r/") ? url.slice(4) : null;
    return id !== null && ids.has(id) ? `#/r/${ids.get(id)}` : url;
  };
  const reviews = data.reviews.map((review) => {
    const { id, ...rest } = review;
    delete rest.former_ids;
    const before = [...leads.get(review) ?? []].filter((lead) => !present.has(lead)).sort();
    const links = rest.links?.map((link) => ({ ...link, url: own(link.url) }));
    return { id: /** @type {string} */ (ids.get(id)), ...before.length ? { former_ids: before } : {}, ...rest, ...links ? { links } : {} };
  });
  return { ...data, reviews };
}
