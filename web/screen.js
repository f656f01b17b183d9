// What the device's screen leaves free: notches, the home bar, the keyboard that comes up on it.

// A field's keyboard is higher than any bar of a browser, CSS px.
const KEYBOARD = 120;

/** @param {import("./core.js").Core} core */
export function followInsets(core) {
  const probe = document.createElement("div");
  probe.className = "insets";
  document.body.append(probe);
  const tell = () => {
    const style = getComputedStyle(probe);
    const [top, right, bottom, left] = [style.paddingTop, style.paddingRight, style.paddingBottom, style.paddingLeft]
      .map((length) => parseFloat(length) || 0);
    const view = window.visualViewport;
    // While the page is enlarged what is in sight is the reader's choice.
    const covered = view && view.scale < 1.01 ? window.innerHeight - view.height : 0;
    const keyboard = covered > KEYBOARD ? covered : 0;
    core.setInsets(top, right, Math.max(bottom, keyboard), left, keyboard);
    // The browser may have moved the page to show the field, which is in sight without that.
    if (keyboard) window.scrollTo(0, 0);
  };
  new ResizeObserver(tell).observe(probe, { box: "border-box" });
  window.addEventListener("resize", tell);
  window.visualViewport?.addEventListener("resize", tell);
  tell();
}
