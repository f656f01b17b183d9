// The picture that is open by itself: two fingers, the wheel and double presses enlarge it, one finger or the mouse
// moves it. The program is told as an edit of the picture: "zoom FACTOR X Y", "pan X Y", "double X Y", each number in
// hundredths (src/app/state/picture_viewer.cpp).

const WHEEL = 0.0016;      // of the zoom's logarithm, a pixel of the wheel
const LINE = 30;           // pixels of the wheel in one of its lines
const DOUBLE = 320;        // ms between the two presses
const STRAY = 12;          // CSS px that a press may move

/** @param {...number} numbers */
const hundredths = (...numbers) => numbers.map((number) => Math.round(number * 100)).join(" ");

/**
 * @param {HTMLElement} root the DOM layer
 * @param {(handle: number, gesture: string) => void} edit
 */
export function followPictureGestures(root, edit) {
  /** @type {Map<number, {x: number, y: number}>} */
  const pointers = new Map();
  let moved = 0, pressed = { time: -Infinity, x: 0, y: 0 };

  /** @param {Event} event */
  const pictureOf = ({ target }) => target instanceof HTMLImageElement && target.closest("[data-id=picture-viewer]") ? target : null;
  /** @param {Event} event @param {string} gesture */
  const tell = (event, gesture) => {
    const picture = pictureOf(event);
    if (picture) edit(Number(picture.dataset.handle), gesture);
  };
  const middle = () => {
    const [a, b] = [...pointers.values()];
    return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, apart: Math.max(1, Math.hypot(a.x - b.x, a.y - b.y)) };
  };

  root.addEventListener("wheel", (event) => {
    if (!pictureOf(event)) return;
    event.preventDefault();
    const down = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * LINE : event.deltaY;
    // A pinch on a touchpad comes as a wheel with Ctrl, in small steps.
    const factor = Math.exp(-down * WHEEL * (event.ctrlKey ? 6 : 1));
    tell(event, `zoom ${hundredths(factor, event.clientX, event.clientY)}`);
  }, { passive: false });

  root.addEventListener("pointerdown", (event) => {
    const picture = pictureOf(event);
    if (!picture || event.button !== 0) return;
    if (pointers.size === 0) moved = 0;
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    picture.setPointerCapture(event.pointerId);
  });

  root.addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    if (!before || pointers.size > 2) return;
    const now = { x: event.clientX, y: event.clientY };
    const from = pointers.size === 2 ? middle() : null;
    pointers.set(event.pointerId, now);
    moved += Math.hypot(now.x - before.x, now.y - before.y);
    if (from) {
      const to = middle();
      tell(event, `zoom ${hundredths(to.apart / from.apart, to.x, to.y)}`);
      tell(event, `pan ${hundredths(to.x - from.x, to.y - from.y)}`);
    } else {
      tell(event, `pan ${hundredths(now.x - before.x, now.y - before.y)}`);
    }
  });

  root.addEventListener("pointerup", (event) => {
    if (!pointers.delete(event.pointerId) || pointers.size > 0 || moved > STRAY) return;
    const { timeStamp: time, clientX: x, clientY: y } = event;
    const twice = time - pressed.time < DOUBLE && Math.hypot(x - pressed.x, y - pressed.y) < 2 * STRAY;
    if (twice) tell(event, `double ${hundredths(x, y)}`);
    pressed = { time: twice ? -Infinity : time, x, y };
  });
  root.addEventListener("pointercancel", ({ pointerId }) => { pointers.delete(pointerId); });
  // Safari's own pinch.
  root.addEventListener("gesturestart", (event) => { if (pictureOf(event)) event.preventDefault(); });
}
