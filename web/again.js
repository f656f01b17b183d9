// Loading the page once more by itself, where that may mend it: the host was in the middle of a deploy, or one file
// came broken.

const KEY = "skira-again";  // how often, in this tab, since the page last started
const MOST = 2;

/** @param {number} ms @returns {Promise<void>} */
const wait = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

/** @returns {Promise<boolean>} whether the page is on its way */
export async function loadAgain() {
  let times = MOST;
  try {
    times = Number(sessionStorage.getItem(KEY));
    sessionStorage.setItem(KEY, String(times + 1));
  } catch {
    // Whoever cannot count would go on for ever.
  }
  if (times >= MOST) return false;
  await wait(500 * 4 ** times);
  // Without the network a page that is loaded again is lost.
  const page = await fetch(location.href, { cache: "reload" }).catch(() => null);
  if (!page?.ok) return false;
  location.reload();
  return true;
}

/** The page has started. */
export function startedWell() {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
}
