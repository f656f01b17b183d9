// Which addresses a reader may be led to. src/review/safe_url.h is the same rule for the program;
// tests/fixtures/urls.json holds both to it.

/** Anything else ("javascript:", "data:", "http:evil", a relative address) is none. */
const SCHEMES = /^(?:https?:\/\/|mailto:)/i;
/** What browsers drop before they read the scheme, and what nobody sees. */
const UNSEEN = /[\u0000-\u0020\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2066-\u2069]/g;

/**
 * The address as a link has it: with nothing unseen before it, in its scheme or behind it, which would make a relative
 * address of it. @param {string} href @returns {string | null} null where it is none that we lead to
 */
export function safeUrl(href) {
  const scheme = SCHEMES.exec(href.replace(UNSEEN, ""))?.[0];
  if (!scheme) return null;
  let at = 0;
  for (let left = scheme.length; left > 0; ++at) if (!href[at].match(UNSEEN)) --left;
  const rest = href.slice(at).replace(new RegExp(`(?:${UNSEEN.source})+$`), "");
  return scheme + rest;
}
