// The main ways through the page in WebKitGTK: its MiniBrowser, driven by WebKitWebDriver over the
// WebDriver protocol (W3C) as it is. The protocol does not tell of the console, so the page is opened
// with a script in front of its own that keeps what goes wrong.
import { spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { after, before, test } from "node:test";
import { ALL, screenshotPath } from "./browser.js";
import { FLOWS, HOSTED, VERSIONS, openDisplay, openSite } from "./flows.js";

/** @typedef {import("./flows.js").Driver} Driver */

const MINI_BROWSER = ["4.1", "4.0", "6.0"].flatMap((api) => ["x86_64", "aarch64"].map((machine) =>
  `/usr/lib/${machine}-linux-gnu/webkit2gtk-${api}/MiniBrowser`)).find((path) => existsSync(path)) ?? "MiniBrowser";
// Keys that type no letter, as WebDriver names them (Keyboard actions).
/** @type {Record<string, string>} */
const KEYS = { Control: "\uE009" };
const PAUSE = 10;  // ms that a pointer takes from place to place

/** @type {Awaited<ReturnType<typeof openDisplay>>} */
let display;
/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  display = await openDisplay();
  site = await openSite();
});
after(() => {
  site?.close();
  display?.close();
});

/** @returns {Promise<number>} a port that is free now */
const freePort = () => new Promise((resolve) => {
  const free = createServer().listen(0, "127.0.0.1", () => {
    const { port } = /** @type {import("node:net").AddressInfo} */ (free.address());
    free.close(() => resolve(port));
  });
});

/**
 * A driver of its own for each browser: one that is asked for the next while the last is still going
 * down may never answer. @param {import("node:test").TestContext} t it ends with the test
 */
async function startDriver(t) {
  const port = await freePort();
  /** What comes before the driver's end. @type {(() => Promise<unknown>)[]} */
  const ends = [];
  const driver = spawn("WebKitWebDriver", [`--port=${port}`], { stdio: "ignore",
    // As root, as in containers, its sandbox does not start.
    env: { ...display.env, ...process.getuid?.() === 0 ? { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1" } : {} } });
  t.after(async () => {
    for (const end of ends) await end().catch(() => {});
    driver.kill();
  });
  /** @param {string} method @param {string} path @param {object} [body] @returns {Promise<any>} */
  const call = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`,
      { method, body: body && JSON.stringify(body), signal: AbortSignal.timeout(30000) });
    const { value } = /** @type {{value: any}} */ (await response.json());
    if (!response.ok) throw new Error(`${path}: ${value.error}: ${value.message}`);
    return value;
  };
  for (let i = 0; i < 100 && !await call("GET", "/status").catch(() => null); ++i) {
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
  return { call, atEnd: (/** @type {() => Promise<unknown>} */ end) => { ends.push(end); } };
}

/** A browser of its own, which keeps nothing from another test. @param {import("node:test").TestContext} t @returns {Promise<Driver>} */
async function openPage(t) {
  const { call, atEnd } = await startDriver(t);
  const { sessionId } = await call("POST", "/session", { capabilities: { alwaysMatch: {
    "webkitgtk:browserOptions": { binary: MINI_BROWSER, args: ["--automation"] } } } });
  atEnd(() => call("DELETE", `/session/${sessionId}`));
  const session = `/session/${sessionId}`;
  await call("POST", `${session}/window/rect`, { width: 1280, height: 838 });
  const act = (/** @type {string} */ type, /** @type {object[]} */ actions) =>
    call("POST", `${session}/actions`, { actions: [{ type, id: type, actions }] });
  /** @type {Driver["evaluate"]} */
  const evaluate = async (run, ...values) => {
    const { ok, failed } = await call("POST", `${session}/execute/async`, { args: values, script: `
      const done = arguments[arguments.length - 1], values = [...arguments].slice(0, -1);
      Promise.resolve().then(() => (${run})(...values)).then(ok => done({ok}), e => done({failed: String(e)}));` });
    if (failed) throw new Error(failed);
    return ok;
  };
  return {
    open: (address) => call("POST", `${session}/url`, { url: address }),
    evaluate,
    move: (x, y) => act("pointer", [{ type: "pointerMove", x: Math.round(x), y: Math.round(y), duration: PAUSE }]),
    down: () => act("pointer", [{ type: "pointerDown", button: 0 }]),
    up: () => act("pointer", [{ type: "pointerUp", button: 0 }]),
    type: (text) => act("key", [...text].flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }])),
    press: (...keys) => {
      const values = keys.map((key) => KEYS[key] ?? key);
      return act("key", [...values.map((value) => ({ type: "keyDown", value })),
        ...values.reverse().map((value) => ({ type: "keyUp", value }))]);
    },
    back: () => call("POST", `${session}/back`, {}),
    screenshot: async (name) => {
      const picture = Buffer.from(await call("GET", `${session}/screenshot`), "base64");
      writeFileSync(screenshotPath(`webkit-${name}`), picture);
      return picture;
    },
    problems: () => evaluate(() => /** @type {any} */ (globalThis).problems),
    close: async () => {},  // with the test
  };
}

for (const [name, flow] of FLOWS) {
  test(name, async (t) => flow(await openPage(t), `${site.url}listened.html`));
}

for (const [name, flow] of ALL ? [...HOSTED, ...VERSIONS] : []) {
  test(name, async (t) => {
    const own = await openSite();
    t.after(own.close);
    await flow(await openPage(t), own);
  });
}
