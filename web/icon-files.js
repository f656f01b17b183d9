// The icons as PNG, for systems that install no SVG: drawn at build from our own outlines in icons/.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Resvg } from "@resvg/resvg-wasm";
import { startDrawing } from "./command/drawing.js";

/** @type {{name: string, outline: string, side: number}[]} side: in pixels */
export const ICONS = [
  { name: "skira-192.png", outline: "skira.svg", side: 192 },
  { name: "skira-512.png", outline: "skira.svg", side: 512 },
  { name: "skira-maskable-192.png", outline: "skira-maskable.svg", side: 192 },
  { name: "skira-maskable-512.png", outline: "skira-maskable.svg", side: 512 },
  // iOS cuts the corners itself and knows no transparency.
  { name: "apple-touch-icon.png", outline: "skira-maskable.svg", side: 180 },
];

/** Writes the icons beside their outlines. @param {string} folder has the outlines */
export async function writeIcons(folder) {
  await startDrawing();
  for (const { name, outline, side } of ICONS) {
    const picture = new Resvg(readFileSync(join(folder, outline), "utf8"), { fitTo: { mode: "width", value: side } });
    writeFileSync(join(folder, name), picture.render().asPng());
  }
}
