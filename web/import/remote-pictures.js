/**
 * Pictures of other hosts. The importers fetch nothing: they note which addresses documents name, and take what a
 * caller has fetched of them (command/fetch-pictures.js, where the user asked for it) when the documents are read again.
 */

/** @typedef {{bytes: Uint8Array} | {problem: string}} Fetched the picture, or why it could not be had */

export class RemotePictures {
  /** Absolute addresses that documents name. @type {Set<string>} */
  wanted = new Set();
  /** What was fetched, by address. @type {Map<string, Fetched>} */
  fetched = new Map();

  /**
   * @param {string} address as printed, of http or https, perhaps without the scheme
   * @returns {{bytes: Uint8Array} | {code: string, message: string}} the picture, or the warning that is due
   */
  take(address) {
    const absolute = address.startsWith("//") ? `https:${address}` : address;
    this.wanted.add(absolute);
    const found = this.fetched.get(absolute);
    if (!found) return { code: "picture-elsewhere", message: "pictures of other sites are not fetched: a link is in their place" };
    if ("bytes" in found) return found;
    return { code: "picture-not-fetched", message: `the picture ${absolute} was not fetched: ${found.problem}` };
  }
}
