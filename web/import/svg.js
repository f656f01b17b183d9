/**
 * An SVG as an image only: written anew with the elements and attributes that draw. Scripts, event attributes,
 * foreign elements, metadata and every address outside the file are left out.
 */
import { LIMITS } from "./limits.js";
import { ImportError } from "./model.js";
import { readXml } from "./xml.js";

/** Elements that are left out with all that is in them. */
const DROPPED = new Set(["script", "foreignObject", "metadata", "iframe", "audio", "video", "handler", "listener"]);
/** Elements that can change an address later. */
const ANIMATIONS = new Set(["set", "animate", "animateMotion", "animateTransform"]);

/** @param {string} text @param {RegExp} special */
const escaped = (text, special) =>
  text.replace(special, (letter) => `&#${letter.charCodeAt(0)};`);

/** Style sheets reach out by addresses and imports. @param {string} css */
const cleanCss = (css) =>
  css.replace(/@import[^;]*;?/gi, "").replace(/url\(\s*(['"]?)(?!\s*#|\s*data:image\/(png|jpe?g|gif|webp))[^)]*(\)|$)/gi, "none")
    .replace(/expression\s*\(/gi, "(");

/** @param {string} address */
const isInside = (address) => /^\s*#|^\s*data:image\/(png|jpeg|gif|webp|avif)[;,]/i.test(address);

/** @param {Record<string, string>} attributes */
function cleanAttributes(attributes) {
  let out = "";
  for (const [name, value] of Object.entries(attributes)) {
    if (/^on/i.test(name) || name.startsWith("xmlns")) continue;
    if (name.includes(":") && name !== "xlink:href" && name !== "xml:space") continue;
    if (/href$/.test(name) && !isInside(value)) continue;
    if (name === "src" || name === "xml:base") continue;
    const kept = /url\(|@import|expression/i.test(value) ? cleanCss(value) : value;
    out += ` ${name}="${escaped(kept, /[<>&"]/g)}"`;
  }
  return out;
}

/** CSS pixels (CSS Values 6.2) of a length, undefined for shares of a room. @param {string | undefined} length */
function pixels(length) {
  const match = /^\s*([\d.]+)\s*(px|pt|pc|mm|cm|in|em|ex)?\s*$/.exec(length ?? "");
  if (!match) return undefined;
  const unit = { px: 1, pt: 4 / 3, pc: 16, mm: 96 / 25.4, cm: 96 / 2.54, in: 96, em: 16, ex: 8 }[match[2] ?? "px"] ?? 1;
  return Number(match[1]) * unit;
}

/** @param {Record<string, string>} root its attributes @returns {number[]} width and height, 300 × 150 where nothing is said */
function sizeOf(root) {
  const box = (root.viewBox ?? "").trim().split(/[\s,]+/).map(Number);
  const ratio = box.length === 4 && box[2] > 0 && box[3] > 0 ? box[2] / box[3] : undefined;
  const width = pixels(root.width);
  const height = pixels(root.height);
  if (width && height) return [width, height];
  if (width) return [width, width / (ratio ?? 2)];
  if (height) return [height * (ratio ?? 2), height];
  return ratio ? [box[2], box[3]] : [300, 150];
}

/** @param {Uint8Array} bytes @returns {{bytes: Uint8Array, width: number, height: number} | {problem: string}} */
export function cleanSvg(bytes) {
  // Drawing programs print a document type; one with declarations of its own can expand without end.
  let source = new TextDecoder().decode(bytes);
  if (/<!ENTITY/i.test(source)) return { problem: "it declares entities" };
  source = source.replace(/<!DOCTYPE[^>[]*(\[[^\]]*\])?[^>]*>/i, "");
  let out = "";
  let dropping = 0;
  /** @type {Record<string, string> | undefined} */
  let root;
  /** @type {string[]} */
  const open = [];
  try {
    readXml(new TextEncoder().encode(source), {
      open(name, attributes) {
        const isAddress = ANIMATIONS.has(name) && /href/i.test(attributes.attributeName ?? "");
        if (dropping || DROPPED.has(name) || name.includes(":") || isAddress) {
          ++dropping;
          return;
        }
        const namespace = root ? "" : ' xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"';
        root ??= attributes;
        open.push(name);
        out += `<${name}${namespace}${cleanAttributes(attributes)}>`;
      },
      text(text) {
        if (dropping || !root) return;
        out += escaped(open.at(-1) === "style" ? cleanCss(text) : text, /[<>&]/g);
      },
      close(name) {
        if (dropping) {
          --dropping;
          return;
        }
        open.pop();
        out += `</${name}>`;
      },
    }, "SVG");
  } catch (error) {
    if (error instanceof ImportError) return { problem: error.message };
    throw error;
  }
  if (!root) return { problem: "it is empty" };
  const [width, height] = sizeOf(root).map((side) => Math.max(1, Math.round(side)));
  if (width * height > LIMITS.picturePixels) return { problem: `it has ${width} × ${height} pixels` };
  return { bytes: new TextEncoder().encode(out), width, height };
}
