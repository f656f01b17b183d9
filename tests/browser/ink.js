// Pictures of text compared: which pixels are ink, and how much of two inks lies upon each other.
import { PNG } from "pngjs";

const INK = 128;       // a pixel darker than this is ink

/** Where a picture's ink is. @param {Buffer} png */
export function inkMask(png) {
  const { width, height, data } = PNG.sync.read(png);
  const mask = new Uint8Array(width * height);
  let left = width, right = 0, top = height, bottom = 0;
  for (let i = 0; i < mask.length; ++i) {
    mask[i] = (data[4 * i] + data[4 * i + 1] + data[4 * i + 2]) / 3 < INK ? 1 : 0;
    if (!mask[i]) continue;
    left = Math.min(left, i % width);
    right = Math.max(right, i % width);
    top = Math.min(top, Math.floor(i / width));
    bottom = Math.max(bottom, Math.floor(i / width));
  }
  return { mask, width, height, left, right, top, bottom };
}

/**
 * Intersection over union of two masks, the best over small shifts of their ink's corners.
 * @param {ReturnType<typeof inkMask>} a @param {ReturnType<typeof inkMask>} b
 * @param {number} most device pixels that they may be apart
 */
export function overlap(a, b, most = 3) {
  let best = 0;
  for (let dy = -most; dy <= most; ++dy) {
    for (let dx = -most; dx <= most; ++dx) {
      let both = 0, either = 0;
      const shiftX = b.left - a.left + dx, shiftY = b.top - a.top + dy;
      for (let y = a.top - 8; y <= a.bottom + 8; ++y) {
        for (let x = a.left - 8; x <= a.right + 8; ++x) {
          const inA = x >= 0 && y >= 0 && x < a.width && y < a.height && a.mask[y * a.width + x];
          const bx = x + shiftX, by = y + shiftY;
          const inB = bx >= 0 && by >= 0 && bx < b.width && by < b.height && b.mask[by * b.width + bx];
          if (inA && inB) ++both;
          if (inA || inB) ++either;
        }
      }
      best = Math.max(best, both / Math.max(1, either));
    }
  }
  return best;
}

/**
 * The share of each one's ink that has the other's within a pixel, the lesser of both: what is missing
 * or misplaced counts, how a stroke's edge falls on the grid does not. The best over small shifts.
 * @param {ReturnType<typeof inkMask>} a @param {ReturnType<typeof inkMask>} b
 * @param {number} most device pixels that their ink's corners may be apart
 */
export function agreement(a, b, most = 2) {
  let best = 0;
  for (let dy = -most; dy <= most; ++dy) {
    for (let dx = -most; dx <= most; ++dx) {
      const [x, y] = [b.left - a.left + dx, b.top - a.top + dy];
      best = Math.max(best, Math.min(shareNear(a, b, x, y), shareNear(b, a, -x, -y)));
    }
  }
  return best;
}

/** Of the ink of `a`, moved by (dx, dy), what has ink of `b` within a pixel. @param {ReturnType<typeof inkMask>} a @param {ReturnType<typeof inkMask>} b @param {number} dx @param {number} dy */
function shareNear(a, b, dx, dy) {
  let ink = 0, near = 0;
  for (let y = a.top; y <= a.bottom; ++y) {
    for (let x = a.left; x <= a.right; ++x) {
      if (!a.mask[y * a.width + x]) continue;
      ++ink;
      const top = Math.max(y + dy - 1, 0), bottom = Math.min(y + dy + 1, b.height - 1);
      const left = Math.max(x + dx - 1, 0), right = Math.min(x + dx + 1, b.width - 1);
      let found = 0;
      for (let v = top; v <= bottom && !found; ++v) {
        for (let u = left; u <= right && !found; ++u) found = b.mask[v * b.width + u];
      }
      near += found;
    }
  }
  return near / Math.max(1, ink);
}
