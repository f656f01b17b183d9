// Registers the service worker, tells what became of it, and lets a waiting version take over: when the user asks, or
// when all tabs have been at rest for a while.
//
//   the version that waits ◀──"take-over"── a tab     then each tab begins anew, in the place where it was
//   a tab at rest ──"busy?"──▶ the others, who answer "busy" as long as one has been used lately
import { siteKey } from "./site-key.js";
import { workerUrl } from "./trusted.js";

/** ms without a press, a key or scrolling after which a tab is at rest; how long the others have to answer. */
const REST = 10 * 60_000, ANSWER = 2000;
const USES = ["pointerdown", "keydown", "wheel", "touchstart", "scroll"];

/** What a tab loses when it begins anew: a document's text that is being corrected, a form, a sentence read aloud. */
const isAtWork = () => document.querySelector("dialog[open], .editor") !== null || (window.speechSynthesis?.speaking ?? false);

/** @typedef {"offline_ready" | "update_ready" | "update_failed"} News */

export class Versions {
  /** @type {(what: News) => void} */
  #tell;
  /** @type {ServiceWorkerRegistration | null} */
  #registration = null;
  #used = Date.now();
  #others = "BroadcastChannel" in window ? new BroadcastChannel(siteKey("skira-update")) : null;
  /** Another tab has said that it is used. */
  #busy = false;

  /** @param {(what: News) => void} tell */
  constructor(tell) {
    this.#tell = tell;
  }

  async follow() {
    // The single file from disk has no worker and needs none; an insecure host offers none.
    if (!("serviceWorker" in navigator) || !location.protocol.startsWith("http")) return;
    if (document.querySelector("script[data-asset]")) return;
    try {
      this.#beginAnew();
      const registration = await navigator.serviceWorker.register(workerUrl());
      this.#registration = registration;
      registration.addEventListener("updatefound", () => this.#watch(registration));
      if (registration.waiting && registration.active) this.#tell("update_ready");
      this.#followRest();
    } catch {
      // Without a worker the page works as long as the network does; browsers refuse one in private
      // windows and where cookies are blocked.
    }
  }

  /** The version that waits takes over in all tabs. */
  takeUpdate() {
    this.#registration?.waiting?.postMessage("take-over");
  }

  /** @param {ServiceWorkerRegistration} registration */
  #watch(registration) {
    const worker = registration.installing;
    const update = registration.active !== null;
    let installed = false;
    worker?.addEventListener("statechange", () => {
      installed ||= worker.state === "installed";
      if (worker.state === "installed" && update) this.#tell("update_ready");
      if (worker.state === "activated" && !update) this.#tell("offline_ready");
      if (worker.state === "redundant" && update && !installed) this.#tell("update_failed");
    });
  }

  /** Another version has taken over: its files are the only ones that are kept. */
  #beginAnew() {
    const { serviceWorker } = navigator;
    // A page that no worker has served is of the host's version; its first worker is of the same.
    let served = serviceWorker.controller !== null;
    const reload = () => {
      if (isAtWork()) setTimeout(reload, 1000);
      else location.reload();
    };
    serviceWorker.addEventListener("controllerchange", () => {
      if (served) reload();
      served = true;
    });
  }

  #isAtRest() {
    return Date.now() - this.#used >= REST && !isAtWork();
  }

  #followRest() {
    for (const use of USES) document.addEventListener(use, () => { this.#used = Date.now(); }, { capture: true, passive: true });
    this.#others?.addEventListener("message", ({ data }) => {
      if (data === "busy") this.#busy = true;
      if (data === "busy?" && !this.#isAtRest()) this.#others?.postMessage("busy");
    });
    let asking = false;
    setInterval(() => {
      if (asking || !this.#registration?.waiting || !this.#isAtRest()) return;
      asking = true;
      this.#busy = false;
      this.#others?.postMessage("busy?");
      setTimeout(() => {
        asking = false;
        if (!this.#busy && this.#isAtRest()) this.takeUpdate();
      }, ANSWER);
    }, REST / 10);
  }
}
