// Where the site is. Its files, the program among them, lie in one folder; the pages of reviews are in another below it.

/** The folder's address, ending in "/": known once, whatever address the page goes to. */
export const ROOT = new URL(document.querySelector("meta[name=skira-root]")?.getAttribute("content") ?? "./", location.href).href;
