// An export as text, as src/review/json_write.cpp writes it: a line for each source, review, picture and formula.

/** @typedef {import("./site-facts.js").Site} Site */
/** @typedef {{text?: string, math?: string, style?: string[], href?: string, picture?: string}} Span */
/** @typedef {{type: string, spans: Span[], picture?: string}} Block */
/**
 * @typedef {{id: string, former_ids?: string[], number?: number | null, title: string | null, date: string | null,
 *   date_inferred?: string | null, reviewers: string[], kind?: string, topics?: string[], fields?: Record<string, string | string[]>,
 *   paper: {urls: string[], arxiv_id: string | null, published?: string | null, venue?: string | null},
 *   links?: {url: string, text: string, role: string}[], blocks: Block[]}} Review
 * @typedef {{id: string, file: string, width: number, height: number, problem?: string}} PictureFacts
 * @typedef {{format: string, version: number, site?: Site, sources: {name: string}[], reviews: Review[],
 *   pictures?: PictureFacts[], math?: object}} Export
 */

/** A value in an export. @param {unknown} value */
export const json = (value) =>
  JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** An array with a line for each element. @param {unknown[]} values */
export const lines = (values) => `[${values.map((value) => `\n${json(value)}`).join(",")}]`;

/** @param {Export} data */
export function exportText(data) {
  const { format, version, site, sources, reviews, pictures, math } = data;
  const head = `"format":${json(format)},"version":${json(version)}`;
  return `{${head}${site && Object.keys(site).length ? `,"site":${json(site)}` : ""},"sources":${lines(sources)},` +
    `"reviews":${lines(reviews)}${pictures?.length ? `,"pictures":${lines(pictures)}` : ""},"math":${json(math ?? {})}}\n`;
}
