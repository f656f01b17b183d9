// Places in the browser's history: one for every route, and on small screens one for a dialog, so
// that going back closes it.
//
// A dialog's place stands above the page's. When the dialog goes by itself its place is left again;
// when it leads somewhere else its place becomes that one.

/** Whether the address already ends in this hash. @param {string} hash */
const isHere = (hash) => new URL(hash, location.href).hash === (location.hash || "#/");

export class Places {
  /** The place at hand is a dialog's. */
  #dialog = false;
  /** The hash that the program went to while the dialog stayed open. */
  #inside = "";
  /** A step back that was asked for and has not come yet. */
  #pending_removal = false;
  /** What is to be done when it has come. @type {(() => void)[]} */
  #waiting = [];
  /** @type {{navigate: (hash: string) => void, closeDialog: () => void}} */
  #core = { navigate: () => {}, closeDialog: () => {} };

  /** @param {HTMLElement} root the DOM layer @param {{navigate: (hash: string) => void, closeDialog: () => void}} core */
  follow(root, core) {
    this.#core = core;
    // popstate comes with every move in the history; a link's own hashchange follows it.
    window.addEventListener("popstate", () => this.#moved());
    // A link in a dialog takes the dialog's place.
    root.addEventListener("click", (event) => {
      const link = event.target instanceof Element ? event.target.closest("a[href^='#']") : null;
      const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
      if (!link || !plain || !this.#dialog) return;
      event.preventDefault();
      this.#dialog = false;
      this.#inside = "";
      history.replaceState(null, "", link.getAttribute("href"));
      core.navigate(location.hash);
    });
  }

  #moved() {
    if (this.#pending_removal) {
      this.#pending_removal = false;
      for (const act of this.#waiting.splice(0)) act();
    } else if (this.#dialog) {
      this.#dialog = false;
      const inside = this.#inside;
      this.#inside = "";
      this.#core.closeDialog();
      if (inside && !isHere(inside)) history.pushState(null, "", inside);
    } else {
      this.#core.navigate(location.hash);
    }
  }

  /** @param {string} hash @param {boolean} [replace] */
  go(hash, replace = false) {
    if (this.#pending_removal) {
      this.#waiting.push(() => this.go(hash, replace));
    } else if (isHere(hash)) {
      return;
    } else if (this.#dialog) {
      history.replaceState(history.state, "", hash);
      this.#inside = hash;
    } else if (replace) {
      history.replaceState(null, "", hash);
    } else {
      history.pushState(null, "", hash);
    }
  }

  dialogOpened() {
    if (this.#pending_removal) {
      this.#waiting.push(() => this.dialogOpened());
    } else if (!this.#dialog) {
      this.#dialog = true;
      this.#inside = "";
      history.pushState({ dialog: true }, "", location.href);
    }
  }

  dialogClosed() {
    if (this.#pending_removal && this.#waiting.length) {
      this.#waiting.push(() => this.dialogClosed());
    } else if (this.#dialog) {
      this.#dialog = false;
      if (this.#inside) {
        history.replaceState(null, "", location.href);  // the dialog led here
      } else {
        this.#pending_removal = true;
        history.back();
      }
      this.#inside = "";
    }
  }
}
