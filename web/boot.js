// The first script of the hosted page: sees to the scripts and styles that do not come or are not the version's
// (index.html has their digests). bundle.js makes a file of its own of it.
import { loadAgain } from "./again.js";
import { SkiraError, showError } from "./notice.js";
import { ROOT } from "./site-root.js";

let failed = false;

/** What comes instead of a file, past the browser's cache, which may have kept it. @param {string} address */
async function seen(address) {
  const response = await fetch(address, { cache: "reload" });
  if (!response.ok) return `HTTP ${response.status}`;
  return /html/.test(response.headers.get("content-type") || "") ? "a page of HTML came instead" : "not the bytes of this version";
}

/** @param {string} address */
async function see(address) {
  const name = address.slice(ROOT.length);
  let error;
  try {
    error = new SkiraError("file", `${name}: ${await seen(address)}`);
  } catch (reason) {
    error = new SkiraError("network", `${name}: ${reason instanceof Error ? reason.message : reason}`);
  }
  if (error.fault === "file" && await loadAgain()) return;
  showError(error);
}

addEventListener("error", ({ target }) => {
  const address = target instanceof HTMLScriptElement ? target.src :
    target instanceof HTMLLinkElement && target.rel === "stylesheet" ? target.href : "";
  if (failed || !address.startsWith(ROOT)) return;
  failed = true;
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", () => { see(address); });
  else see(address);
}, true);
