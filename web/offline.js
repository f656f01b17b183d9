// Registers the service worker and tells what became of it.
import { workerUrl } from "./trusted.js";

/**
 * @param {(what: "offline_ready" | "update_ready" | "update_failed") => void} tell
 */
export async function stayAvailable(tell) {
  // The single file from disk has no worker and needs none; an insecure host offers none.
  if (!("serviceWorker" in navigator) || !location.protocol.startsWith("http")) return;
  if (document.querySelector("script[data-asset]")) return;
  try {
    const registration = await navigator.serviceWorker.register(workerUrl());
    registration.addEventListener("updatefound", () => {
      const worker = registration.installing;
      const update = registration.active !== null;
      worker?.addEventListener("statechange", () => {
        if (worker.state === "installed" && update) tell("update_ready");
        if (worker.state === "activated" && !update) tell("offline_ready");
        if (worker.state === "redundant" && update) tell("update_failed");
      });
    });
  } catch {
    // Without a worker the page works as long as the network does; browsers refuse one in private
    // windows and where cookies are blocked.
  }
}
