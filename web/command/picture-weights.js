// What the pictures of each review weigh, said when a site or an export is made.

/**
 * @typedef {{picture?: string, spans?: {picture?: string}[]}} Block
 * @typedef {{id: string, title?: string, blocks: Block[]}} Review
 */

/** @param {number} bytes "820 KB", "1.4 MB" */
const weight = (bytes) => (bytes < 2 ** 20 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 2 ** 20).toFixed(1)} MB`);

/**
 * @param {{reviews: Review[], pictures?: {id: string, bytes: number, problem?: string}[]}} catalog an export
 * @returns {string[]} a line for each review with pictures, in their order; each picture counts once in a review
 */
export function pictureWeights({ reviews, pictures = [] }) {
  const bytes = new Map(pictures.filter(({ problem }) => !problem).map((picture) => [picture.id, picture.bytes]));
  return reviews.flatMap(({ id, title, blocks }) => {
    const ids = blocks.flatMap(({ picture, spans = [] }) => [picture, ...spans.map((span) => span.picture)]);
    const shown = [...new Set(ids)].flatMap((one) => bytes.get(one ?? "") ?? []);
    if (shown.length === 0) return [];
    const sum = shown.reduce((all, one) => all + one, 0);
    return [`${title ?? id}: ${shown.length === 1 ? "1 picture" : `${shown.length} pictures`}, ${weight(sum)}`];
  });
}
