// Which addresses a reader may be led to. src/review/safe_url.h is the same rule for the program;
// tests/fixtures/urls.json holds both to it.

/** Anything else ("javascript:", "data:", "http:evil", a relative address) is none. */
const SCHEMES = /^(?:https?:\/\/|mailto:)/i;
/** What browsers drop before they read the scheme, and what nobody sees. */
const UNSEEN = /[\u0000-\u0020\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2066-\u2069]/g;

/** @param {string} href */
export const isSafeUrl = (href) => SCHEMES.test(href.replace(UNSEEN, ""));
