// Loading the page once more by itself, where that may mend it: the host was in the middle of a deploy, or one file
// came broken.

const KEY = "skira-again";  // when it did, in this tab: ms since 1970
// A page that starts is no sign that all of it came: only time makes it worth trying again.
const MOST = 2, PERIOD = 10 * 60_000;  // ms

/** @param {number} ms @returns {Promise<void>} */
const wait = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

/** @returns {Promise<boolean>} whether the page is on its way */
export async function loadAgain() {
  /** @type {number[]} */
  let times;
  try {
    times = (sessionStorage.getItem(KEY) ?? "").split(" ").map(Number).filter((time) => Date.now() - time < PERIOD);
    sessionStorage.setItem(KEY, [...times, Date.now()].join(" "));
  } catch {
    return false;  // whoever cannot count would go on for ever
  }
  if (times.length >= MOST) return false;
  await wait(500 * 4 ** times.length);
  // Without the network a page that is loaded again is lost.
  const page = await fetch(location.href, { cache: "reload" }).catch(() => null);
  if (!page?.ok) return false;
  location.reload();
  return true;
}
