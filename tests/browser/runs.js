// The DOM layer's text against the canvas's runs: each run as skira.runs() tells it is found in the
// elements, in the text's own order, and its box is compared with the one that the browser gives it.

/**
 * @typedef {{worst: number, runs: number, problems: string[]}} Comparison
 *   worst: the farthest that a side of a run's box stands from where it is drawn, CSS px
 */

/**
 * Runs in the page: compares the open review. Problems are runs that are missing, out of order, in
 * another line, or have a side that is more than a pixel off.
 * @returns {Comparison}
 */
export function compareRuns() {
  /** @typedef {{char: string, node: Text | null, offset: number, box: Element | null, line: number}} Place */
  const article = /** @type {HTMLElement} */ (document.querySelector("article"));
  /** @type {Map<string, {ascent: number, descent: number}>} */
  const reaches = new Map();
  const OBJECT = "\uFFFC";

  /** What a text of the layer holds, in the order of the document. @param {Element} text */
  const placesOf = (text) => {
    /** @type {Place[]} */
    const places = [];
    [...text.querySelectorAll(":scope > .line")].forEach((line, at) => {
      for (const piece of /** @type {NodeListOf<HTMLElement>} */ (line.querySelectorAll(".fragment"))) {
        if (!piece.classList.contains("formula")) {
          const node = /** @type {Text} */ (piece.firstChild);
          for (let i = 0; i < node.data.length; ++i) places.push({ char: node.data[i], node, offset: i, box: null, line: at });
        } else if (parseFloat(piece.style.height) > 0) {  // else a sign for eyes
          places.push({ char: OBJECT, node: null, offset: 0, box: piece, line: at });
        }
      }
    });
    return places;
  };

  /** The text as its runs have it, formulas as one sign. @param {ReturnType<typeof skira.runs>[0]} told */
  const unitsOf = (told) => {
    /** @type {(ReturnType<typeof skira.runs>[0]["runs"][0] & {right: number})[]} */
    const units = [];
    for (const run of told.runs) {
      const last = units[units.length - 1];
      if (run.formula && last?.formula === run.formula && last.line === run.line) {
        last.right = Math.max(last.right, run.x + run.width);
        last.x = Math.min(last.x, run.x);
      } else if (run.formula || run.text) {
        units.push({ ...run, text: run.formula ? OBJECT : run.text, right: run.x + run.width });
      }
    }
    return units;
  };
  const letters = (/** @type {string} */ text) => text.replace(/\s/g, "");

  /** @param {Place} first @param {Place} last */
  const boxOf = (first, last) => {
    if (first.box) return first.box.getBoundingClientRect();
    const range = document.createRange();
    range.setStart(/** @type {Text} */ (first.node), first.offset);
    range.setEnd(/** @type {Text} */ (last.node), last.offset + 1);
    const parts = [...range.getClientRects()].filter(({ width }) => width > 0);
    if (parts.length === 0) return range.getBoundingClientRect();
    const left = Math.min(...parts.map((p) => p.left)), right = Math.max(...parts.map((p) => p.right));
    const top = Math.min(...parts.map((p) => p.top)), bottom = Math.max(...parts.map((p) => p.bottom));
    return new DOMRect(left, top, right - left, bottom - top);
  };

  /** How far the browser's box of a font's letters reaches above and below the baseline. @param {Place} place */
  const reach = (place) => {
    const { font } = getComputedStyle(/** @type {Element} */ (place.node?.parentElement));
    let known = reaches.get(font);
    if (!known) {
      const holder = document.createElement("div"), probe = document.createElement("span"), foot = document.createElement("i");
      holder.style.cssText = "position: fixed; top: 200px; text-rendering: geometricPrecision";
      probe.style.font = font;
      probe.textContent = "א";
      foot.style.cssText = "display: inline-block; width: 0; height: 0";
      probe.append(foot);
      holder.append(probe);
      document.body.append(holder);
      const box = probe.getBoundingClientRect(), base = foot.getBoundingClientRect().bottom;
      known = { ascent: base - box.top, descent: box.bottom - base };
      holder.remove();
      reaches.set(font, known);
    }
    return known;
  };

  /** @type {Comparison} */
  const result = { worst: 0, runs: 0, problems: [] };
  /** @type {Map<number, {text: Element, places: Place[], taken: boolean}[]>} */
  const texts = new Map();
  for (const told of skira.runs()) {
    const id = `b${told.block}`;
    if (!texts.has(told.block)) {
      const block = article.querySelector(`[data-id="${id}-figure"], [data-id="${id}-numbered"], [data-id="${id}"]`);
      const own = [...block?.querySelectorAll(".text") ?? []].filter((text) => text.closest('[data-id^="b"]') === block || text.closest("figure, table, .sideways, pre, [role=group]"));
      texts.set(told.block, own.map((text) => ({ text, places: placesOf(text), taken: false })));
    }
    const units = unitsOf(told);
    const wanted = letters(units.map(({ text }) => text).join(""));
    const found = texts.get(told.block)?.find(({ places, taken }) => !taken && letters(places.map(({ char }) => char).join("")) === wanted);
    if (!found) {
      // A bullet is the list's own.
      if (!/^[•–]$/.test(wanted) && wanted) result.problems.push(`${id}: no text ${JSON.stringify(wanted.slice(0, 60))}`);
      continue;
    }
    found.taken = true;
    let at = 0;
    for (const unit of units) {
      const say = (/** @type {string} */ what) => result.problems.push(`${id}, line ${unit.line}, ${JSON.stringify(unit.text.slice(0, 40))}: ${what}`);
      while (at < found.places.length && found.places[at].line < unit.line) ++at;
      const places = found.places.slice(at, at + unit.text.length);
      if (places.map(({ char }) => char).join("") !== unit.text) {
        say(`the layer has ${JSON.stringify(places.map(({ char }) => char).join(""))}`);
        break;
      }
      at += unit.text.length;
      const box = boxOf(places[0], places[places.length - 1]);
      const { ascent, descent } = unit.formula ? unit : reach(places[0]);
      const off = { left: box.left - unit.x, right: box.right - unit.right,
        top: box.top - (unit.baseline - ascent), bottom: box.bottom - (unit.baseline + descent) };
      ++result.runs;
      const most = Math.max(...Object.values(off).map(Math.abs));
      result.worst = Math.max(result.worst, most);
      if (most > 1) say(JSON.stringify(off, (_, value) => (typeof value === "number" ? Math.round(value * 100) / 100 : value)));
    }
  }
  return result;
}
