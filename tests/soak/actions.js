// What the soak does, one thing at a time, chosen by a random generator that a seed sets.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../browser/browser.js";

/**
 * @typedef {{
 *   page: import("playwright-core").Page,
 *   random: () => number,
 *   routes: string[],
 *   lost: boolean,
 *   offline: boolean,
 *   turns: number,
 * }} World lost: the graphics context is; turns: how often the network was cut or came back
 * @typedef {[number, string, (world: World) => Promise<string | void>]} Action its weight, its name, and
 *   what it does; a promise of what there is to say of it
 */

/** @template T @param {World} world @param {readonly T[]} values @returns {T} */
const one = ({ random }, values) => values[Math.floor(random() * values.length)];

const SIZES = [[320, 568], [390, 844], [844, 390], [768, 1024], [1024, 768], [1440, 900], [1920, 1080],
  [360, 330]];  // the last is a desktop's window at 400 %: the plain reader
const WORDS = ["למידה", "attention", "רשת קשב עצמי", "topic:llm", "year:2024 -gan", "\"deep", "🚀", "x".repeat(300),
  "מודל שפה GPT-4", "2405.18047", " ", "<b>&amp;"];
const KEYS = ["Escape", "/", "Control+k", "Control+Shift+p", "?", "j", "k", "n", "p", "s", "r", "f", "c", "v", "l",
  "b", "t", "+", "-", "0", "h", "a", "m", ".", "1", "2", "3", "4", "e", "[", "]", "<", ">", "q", "x", "Tab", "Tab",
  "Shift+Tab", "Enter", "Space", "ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight", "PageDown", "PageUp", "Home",
  "End", "Control+a", "Control+,", "Control+o", "Backspace"];

const DOCUMENTS = join(ROOT, "build/soak-documents");
const HEAD = "🚀 המאמר היומי של צוות Skira 05.01.26 🚀";
/** @type {[string, string][]} */
const FILES = [
  ["first.md", `${HEAD} A Paper That Comes And Goes\n\nמשפט על המאמר, ובו נוסחה: $e = m c^2$.\n\n<https://arxiv.org/abs/2601.01234>\n`],
  ["second.txt", `${HEAD} Another One\n\nשורה אחת.\n\n${HEAD.replace("05", "06")} And One More\n\nשורה שנייה עם $\\frac{1}{2}$.\n`],
  ["none.md", "כאן אין סקירה\n"],
];
const BACKUP = JSON.stringify({ format: "skira-backup", version: 1,
  records: { "list/soak": { v: 1, name: "רשימה שחזרה", place: 1, reviews: [] }, nonsense: 1 } });

/** Answers the page's question for files. @param {import("playwright-core").FileChooser} chooser @param {World} world */
export async function giveFiles(chooser, world) {
  mkdirSync(DOCUMENTS, { recursive: true });
  for (const [name, text] of FILES) writeFileSync(join(DOCUMENTS, name), text);
  const [folder, accept] = await chooser.element().evaluate((input) =>
    /** @type {[boolean, string]} */ ([/** @type {any} */ (input).webkitdirectory, /** @type {any} */ (input).accept]));
  if (folder) return chooser.setFiles(DOCUMENTS);
  if (!accept.includes(".md")) {
    return chooser.setFiles({ name: "backup.json", mimeType: "application/json",
      buffer: Buffer.from(world.random() < 0.5 ? BACKUP : "no backup") });
  }
  return chooser.setFiles(join(DOCUMENTS, one(world, FILES)[0]));
}

/** @param {World} world */
async function press(world) {
  const found = await world.page.evaluate((part) => inside.pick(part, false), world.random());
  if (!found) return "nothing to press";
  if (found.kind === "select") {
    await world.page.evaluate(([handle, part]) => {
      const select = /** @type {HTMLSelectElement} */ (document.querySelector(`[data-handle="${handle}"]`));
      select.selectedIndex = Math.floor(Number(part) * select.options.length);
      for (const type of ["input", "change"]) select.dispatchEvent(new Event(type, { bubbles: true }));
    }, /** @type {const} */ ([found.handle, world.random()]));
  } else if (found.kind === "range") {
    await world.page.mouse.click(found.x, found.y);
    for (let i = Math.floor(world.random() * 4); i >= 0; --i) await world.page.keyboard.press(one(world, ["ArrowLeft", "ArrowRight"]));
  } else {
    await world.page.mouse.click(found.x, found.y);
  }
  return `${found.kind} "${found.name}"`;
}

/** @param {World} world */
async function type(world) {
  const found = await world.page.evaluate((part) => inside.pick(part, true), world.random());
  if (!found) return "no field";
  const words = one(world, WORDS);
  await world.page.mouse.click(found.x, found.y);
  if (world.random() < 0.5) await world.page.keyboard.press("Control+a");
  await world.page.keyboard.insertText(words);
  if (world.random() < 0.3) await world.page.keyboard.type("אב ab");
  if (world.random() < 0.6) await world.page.keyboard.press(one(world, ["Enter", "Escape", "Tab", "ArrowDown"]));
  return `"${words.slice(0, 20)}" into "${found.name}"`;
}

/** @param {World} world */
async function key(world) {
  const chord = one(world, KEYS);
  await world.page.keyboard.press(chord);
  return chord;
}

/** @param {World} world */
async function go(world) {
  const route = one(world, world.routes);
  await world.page.evaluate((hash) => { location.hash = hash; }, route);
  return route;
}

/** @param {World} world */
async function travel(world) {
  const by = one(world, [-1, -1, 1]);
  // Not back to before the page.
  await world.page.evaluate((step) => { if (step > 0 || /** @type {any} */ (window).navigation.canGoBack) history.go(step); }, by);
  return String(by);
}

/** @param {World} world */
const place = (world) => {
  const size = world.page.viewportSize() ?? { width: 1440, height: 900 };
  return /** @type {const} */ ([Math.floor(world.random() * size.width), Math.floor(world.random() * size.height)]);
};

/** @param {World} world */
async function scroll(world) {
  const [x, y] = place(world), by = Math.floor((world.random() - 0.4) * 3000);
  await world.page.mouse.move(x, y);
  await world.page.mouse.wheel(0, by);
  return `${by} at ${x}, ${y}`;
}

/** @param {World} world */
async function drag(world) {
  const from = place(world), to = place(world);
  await world.page.mouse.move(...from);
  await world.page.mouse.down();
  await world.page.mouse.move((from[0] + to[0]) / 2, (from[1] + to[1]) / 2);
  await world.page.mouse.move(...to);
  await world.page.mouse.up();
  return `${from} to ${to}`;
}

/** @param {World} world */
async function resize(world) {
  const [width, height] = one(world, SIZES);
  await world.page.setViewportSize({ width, height });
  return `${width} × ${height}`;
}

/** @param {World} world */
async function system(world) {
  const media = one(world, /** @type {Parameters<World["page"]["emulateMedia"]>[0][]} */ ([
    { colorScheme: "dark" }, { colorScheme: "light" }, { reducedMotion: "reduce" }, { reducedMotion: "no-preference" },
    { contrast: "more" }, { contrast: "no-preference" }, { forcedColors: "active" }, { forcedColors: "none" },
    { forcedColors: "none" }, { media: "print" }, { media: "screen" }, { media: "screen" }]));
  await world.page.emulateMedia(media);
  return JSON.stringify(media);
}

/** @param {World} world @param {boolean} [offline] */
export async function network(world, offline = !world.offline) {
  if (offline !== world.offline) ++world.turns;
  world.offline = offline;
  await world.page.context().setOffline(offline);
  return offline ? "cut" : "back";
}

/** @param {World} world @param {boolean} [lost] */
export async function graphics(world, lost = !world.lost) {
  if (lost === world.lost) return;
  world.lost = lost;
  await world.page.evaluate((gone) => {
    const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById("canvas"));
    // The loss is told in a task of its own; before it a context cannot be restored.
    const told = new Promise((resolve) => {
      canvas.addEventListener(gone ? "webglcontextlost" : "webglcontextrestored", resolve, { once: true });
    });
    if (gone) inside.lose();
    else inside.restore();
    return Promise.race([told, new Promise((_, reject) => { setTimeout(() => reject(new Error("the context is not told of")), 5000); })]).then(() => {});
  }, lost);
  return lost ? "lost" : "restored";
}

/** @param {World} world */
async function storage(world) {
  const failing = one(world, ["QuotaExceededError", "UnknownError", "", ""]);
  await world.page.evaluate((name) => { inside.failing = name; }, failing);
  return failing || "works";
}

/** @param {World} world */
async function database(world) {
  await world.page.evaluate(() => inside.closeDatabases());
}

/** The device takes longer than the program waits for it (storage.js). @param {World} world */
async function slow(world) {
  await world.page.evaluate(() => { inside.slowUntil = Date.now() + 7000; });
}

/** The browser clears what was kept, and the user has it stored again. @param {World} world */
async function cleared(world) {
  const { page } = world;
  if (await page.evaluate(() => inside.failing !== "" || inside.slowUntil > Date.now())) return "not now";
  const session = await page.context().newCDPSession(page);
  await session.send("Storage.clearDataForOrigin", { origin: new URL(page.url()).origin, storageTypes: "indexeddb" });
  await session.detach();
  const again = page.getByRole("button", { name: /^(שמירה מחדש|Store it again)$/ }).first();
  // Who has nothing there is not asked.
  const asked = await again.waitFor({ state: "attached", timeout: 3000 }).then(() => true, () => false);
  if (asked) await again.dispatchEvent("click");
  return asked ? "stored again" : "nothing was there";
}

/** A program of a later version writes a record. @param {World} world */
async function laterVersion(world) {
  const key = one(world, ["review/later", "chart/later"]), json = `{"v":9,"n":${Math.floor(world.random() * 1000)}}`;
  await world.page.evaluate(([to, text]) => inside.plant(to, text), [key, json]);
  return `${key} ${json}`;
}

/** @type {Action[]} */
export const ACTIONS = [
  [30, "press", press],
  [9, "type", type],
  [22, "key", key],
  [8, "go", go],
  [5, "travel", travel],
  [10, "scroll", scroll],
  [5, "drag", drag],
  [4, "resize", resize],
  [2, "system", system],
  [1.5, "network", (world) => network(world)],
  [2, "graphics", (world) => graphics(world)],
  [1.5, "storage", storage],
  [1, "database", database],
  [0.7, "slow device", slow],
  [0.7, "cleared", cleared],
  [1, "later version", laterVersion],
];

/** Does one thing; says what. @param {World} world @returns {Promise<string>} */
export async function act(world) {
  let at = world.random() * ACTIONS.reduce((sum, [weight]) => sum + weight, 0);
  const [, name, run] = ACTIONS.find(([weight]) => (at -= weight) < 0) ?? ACTIONS[0];
  return `${name}: ${await run(world) ?? ""}`;
}
