// A reader's first minute on a phone on a slow line, as a strip of screenshots, one a second: who comes by a review's address
// reads on, goes to the library, searches and opens what is found. For eyes: build/bench/first-minute.png.
//
//   npm run film [-- --seconds 40]
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { DIST, PHONE, bundledExport, launchChromium } from "../../browser/browser.js";
import { OUT } from "../report.js";
import { serveCompressed } from "./serve.js";

const { values } = parseArgs({ options: { seconds: { type: "string", default: "40" } } });
const SECONDS = Number(values.seconds), COLUMNS = 10;
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 };

/** What the reader does, by the second. @type {Record<number, (page: import("playwright-core").Page) => Promise<unknown>>} */
const DOES = {
  4: (page) => page.mouse.wheel(0, 500),
  8: (page) => page.mouse.wheel(0, 500),
  14: (page) => page.mouse.wheel(0, -300),
  16: (page) => page.getByRole("link", { name: "חזרה לקטלוג" }).click({ timeout: 3000 }),
  19: (page) => page.getByRole("button", { name: "הבנתי, תודה" }).click({ timeout: 3000 }),
  20: (page) => page.mouse.move(190, 500),
  21: (page) => page.mouse.wheel(0, 400),
  23: (page) => page.getByRole("combobox").first().click({ timeout: 3000 }),
  24: (page) => page.keyboard.type("attention", { delay: 60 }),
  27: (page) => page.keyboard.press("Enter"),
  31: (page) => page.mouse.wheel(0, 300),
};

mkdirSync(OUT, { recursive: true });
const { server, port } = await serveCompressed(DIST);
const browser = await launchChromium();
const context = await browser.newContext({ viewport: PHONE, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });
const page = await context.newPage();
const session = await context.newCDPSession(page);
await session.send("Network.enable");
await session.send("Network.emulateNetworkConditions", SLOW_4G);
await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
const began = Date.now();
page.goto(`http://127.0.0.1:${port}/r/${bundledExport().reviews[0].id}.html`, { waitUntil: "commit" }).catch(() => {});
/** @type {{at: number, did: string, png: string}[]} */
const strip = [];
for (let second = 0; second < SECONDS; ++second) {
  await new Promise((resolve) => { setTimeout(resolve, Math.max(0, began + second * 1000 - Date.now())); });
  const act = DOES[second];
  const did = act ? await act(page).then(() => String(act).replace(/^.*?=> page\./u, ""), (error) => `could not: ${error.message.split("\n")[0]}`) : "";
  const at = Date.now() - began;
  const png = await page.screenshot({ timeout: 20_000 }).then((bytes) => bytes.toString("base64"), () => "");
  strip.push({ at, did, png });
}
const marks = await page.evaluate(() => Object.fromEntries(performance.getEntriesByType("mark").map(({ name, startTime }) => [name, Math.round(startTime)])));
const html = `<!doctype html><meta charset="utf-8"><body style="margin:8px;font:11px sans-serif;background:#888"><div style="display:grid;grid-template-columns:repeat(${COLUMNS},150px);gap:6px">${
  strip.map(({ at, did, png }) => `<figure style="margin:0"><img src="data:image/png;base64,${png}" style="width:150px"><figcaption>${(at / 1000).toFixed(1)} s ${did.replaceAll("<", "&lt;")}</figcaption></figure>`).join("")}</div>`;
const sheet = await browser.newPage({ viewport: { width: COLUMNS * 156 + 16, height: 800 } });
await sheet.setContent(html);
writeFileSync(join(OUT, "first-minute.png"), await sheet.screenshot({ fullPage: true }));
console.log(JSON.stringify(marks));
for (const { at, did } of strip) if (did) console.log(`${(at / 1000).toFixed(1)} s  ${did}`);
await browser.close();
server.close();
