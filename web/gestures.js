// Fingers on the review: two that spread or close change the text's size, one that is swept across
// turns to the next or previous review. Scrolling, long presses and selections are the browser's.

// A sweep goes at least so far, CSS px, so many times as far across as along, in so many ms.
const SWEEP = 70, SLANT = 2.5, HASTE = 600;
// At the screen's sides the system's own back gesture begins.
const EDGE = 24;

/** @param {TouchList} touches */
const spread = (touches) =>
  Math.hypot(touches[0].clientX - touches[1].clientX, touches[0].clientY - touches[1].clientY);

/** Whether a finger here has other work: a block that scrolls sideways, a control. @param {EventTarget | null} target */
const isTaken = (target) => target instanceof Element &&
  target.closest(".sideways, input, textarea, select, [role=slider]") !== null;

/** Whether the page itself is enlarged: fingers then move what is in sight of it. */
const isEnlarged = () => (window.visualViewport?.scale ?? 1) > 1.01;

const isSelecting = () => !(document.getSelection()?.isCollapsed ?? true);

/**
 * @param {HTMLElement} root the DOM layer
 * @param {import("./core.js").Core} core
 */
export function followGestures(root, core) {
  /** @type {{distance: number, size: number} | null} */
  let pinch = null;
  /** @type {{x: number, y: number, time: number} | null} */
  let sweep = null;

  /** @param {TouchEvent} event */
  const article = (event) => event.target instanceof Element ? event.target.closest("article") : null;

  root.addEventListener("touchstart", (event) => {
    const [first] = event.touches;
    sweep = null;
    if (!article(event) || isEnlarged()) return;
    if (event.touches.length === 2) {
      pinch = { distance: spread(event.touches), size: core.textSize() };
    } else if (event.touches.length === 1 && !isTaken(event.target) && !isSelecting() &&
        first.clientX > EDGE && first.clientX < window.innerWidth - EDGE) {
      sweep = { x: first.clientX, y: first.clientY, time: event.timeStamp };
    }
  }, { passive: true });

  root.addEventListener("touchmove", (event) => {
    if (!pinch || event.touches.length !== 2) return;
    if (event.cancelable) event.preventDefault();  // the page itself is not enlarged
    core.setTextSize(pinch.size * spread(event.touches) / Math.max(pinch.distance, 1));
  }, { passive: false });

  root.addEventListener("touchend", (event) => {
    if (event.touches.length < 2) pinch = null;
    const [last] = event.changedTouches;
    if (!sweep || event.touches.length > 0) return;
    const x = last.clientX - sweep.x, y = last.clientY - sweep.y;
    const swept = Math.abs(x) > SWEEP && Math.abs(x) > SLANT * Math.abs(y) && event.timeStamp - sweep.time < HASTE;
    sweep = null;
    if (swept && !isSelecting()) core.key(x > 0 ? "SwipeRight" : "SwipeLeft");
  }, { passive: true });

  root.addEventListener("touchcancel", () => { pinch = sweep = null; }, { passive: true });
  window.visualViewport?.addEventListener("resize", () => root.classList.toggle("enlarged", isEnlarged()));
  // Safari's own pinch, which touch-action does not stop everywhere.
  root.addEventListener("gesturestart", (event) => {
    if (event.target instanceof Element && event.target.closest("article") && !isEnlarged()) event.preventDefault();
  });
}
