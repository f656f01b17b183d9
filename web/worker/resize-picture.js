// Pictures drawn smaller in the page's worker, by the browser's own means; where it has none they stay as they are.
import { QUALITY, RESIZED } from "../import/resize.js";

/** @type {import("../import/resize.js").Resize} */
export async function resizePicture({ bytes, type, width, height }) {
  if (typeof OffscreenCanvas !== "function") return null;
  const blob = new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (bytes)], { type });
  const bitmap = await createImageBitmap(blob, { resizeWidth: width, resizeHeight: height, resizeQuality: "high" });
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
  bitmap.close();
  const made = await canvas.convertToBlob({ type: RESIZED[type], quality: QUALITY / 100 });
  // A browser that cannot write the type writes PNG.
  return made.type === RESIZED[type] ? new Uint8Array(await made.arrayBuffer()) : null;
}
