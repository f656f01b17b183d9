// Places in the browser's history: one for every route (addresses.js), and on small screens one for a dialog, so
// that going back closes it.
//
// A dialog's place stands above the page's. When the dialog goes by itself its place is left again;
// when it leads somewhere else its place becomes that one.

import { addressOf, goesToPages, routeHere } from "./addresses.js";
import { ROOT } from "./site-root.js";

/** The words of a place for the history. @param {string} route @param {object} [more] */
const state = (route, more) => ({ route, ...more });

export class Places {
  /** The place at hand is a dialog's. */
  #dialog = false;
  /** Where the program went while the dialog stayed open. @type {{route: string, page: boolean} | null} */
  #inside = null;
  /** A step back that was asked for and has not come yet. */
  #pending_removal = false;
  /** What is to be done when it has come. @type {(() => void)[]} */
  #waiting = [];
  /** @type {{navigate: (route: string) => void, closeDialog: () => void}} */
  #core = { navigate: () => {}, closeDialog: () => {} };

  /** @param {HTMLElement} root the DOM layer @param {{navigate: (route: string) => void, closeDialog: () => void}} core */
  follow(root, core) {
    this.#core = core;
    // popstate comes with every move in the history; a link's own hashchange follows it.
    window.addEventListener("popstate", () => this.#moved());
    root.addEventListener("click", (event) => {
      const link = event.target instanceof Element ? event.target.closest("a[href^='#/']") : null;
      const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
      if (!link || !plain || (!this.#dialog && !goesToPages())) return;
      event.preventDefault();
      const route = link.getAttribute("href") ?? "#/";
      if (this.#dialog) {
        // A link in a dialog takes the dialog's place.
        this.#dialog = false;
        this.#inside = null;
        history.replaceState(state(route), "", addressOf(route));
      } else {
        history.pushState(state(route), "", addressOf(route));
      }
      core.navigate(route);
    });
  }

  #moved() {
    if (this.#pending_removal) {
      this.#pending_removal = false;
      for (const act of this.#waiting.splice(0)) act();
    } else if (this.#dialog) {
      this.#dialog = false;
      const inside = this.#inside;
      this.#inside = null;
      this.#core.closeDialog();
      if (inside && inside.route !== routeHere()) history.pushState(state(inside.route), "", addressOf(inside.route, inside.page));
    } else {
      this.#core.navigate(routeHere());
    }
  }

  /**
   * The program is there.
   * @param {string} route @param {boolean} page whether it is of a review that has a page
   * @param {boolean} [replace]
   */
  go(route, page, replace = false) {
    const address = addressOf(route, page);
    if (this.#pending_removal) {
      this.#waiting.push(() => this.go(route, page, replace));
    } else if (route === routeHere()) {
      // A link of another form led here; the site's own address needs no hash.
      const isOther = address !== location.href && location.href !== ROOT;
      if (isOther && goesToPages()) history.replaceState(state(route, { dialog: this.#dialog }), "", address);
    } else if (this.#dialog) {
      history.replaceState(state(route, { dialog: true }), "", address);
      this.#inside = { route, page };
    } else if (replace) {
      history.replaceState(state(route), "", address);
    } else {
      history.pushState(state(route), "", address);
    }
  }

  dialogOpened() {
    if (this.#pending_removal) {
      this.#waiting.push(() => this.dialogOpened());
    } else if (!this.#dialog) {
      this.#dialog = true;
      this.#inside = null;
      history.pushState(state(routeHere(), { dialog: true }), "", location.href);
    }
  }

  dialogClosed() {
    if (this.#pending_removal && this.#waiting.length) {
      this.#waiting.push(() => this.dialogClosed());
    } else if (this.#dialog) {
      this.#dialog = false;
      if (this.#inside) {
        history.replaceState(state(this.#inside.route), "", location.href);  // the dialog led here
      } else {
        this.#pending_removal = true;
        history.back();
      }
      this.#inside = null;
    }
  }
}
