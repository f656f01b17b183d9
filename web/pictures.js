// Pictures: their bytes from where they are, decoded beside the page's own thread for the canvas, and
// addresses for the elements over it.
//
// A picture is named by its file, SHA256.EXTENSION. Its bytes come from a document that was opened, from the single
// file, or from pictures/ beside the library; from nowhere else, and each is asked for once.
import { carriedAsset } from "./assets.js";
import { ROOT } from "./site-root.js";
import { firstFrame } from "./still-gif.js";

/** Media types by extension: what is no picture is never given as one. @type {Record<string, string>} */
const TYPES = { png: "image/png", jpg: "image/jpeg", jpeg: "image/jpeg", webp: "image/webp", gif: "image/gif",
  avif: "image/avif", svg: "image/svg+xml" };
const FOLDER = "pictures/";
const MOST_PIXELS = 100e6;
const MOST_COPIED = 2 ** 20;  // bytes of a picture that a copy carries in itself

/** @typedef {import("#wire").PictureFault} Fault */

/** Why a picture is not shown. */
class PictureError extends Error {
  /** @param {Fault} fault */
  constructor(fault) {
    super(fault);
    this.fault = fault;
  }
}

/** @param {string} file */
const typeOf = (file) => TYPES[file.slice(file.lastIndexOf(".") + 1)] ?? "application/octet-stream";

/** An <img> that has read how large its picture is. @param {string} url */
async function measured(url) {
  const image = new Image();
  image.decoding = "async";
  await new Promise((resolve, reject) => {
    image.onload = resolve;
    image.onerror = () => reject(new PictureError("broken"));
    image.src = url;
  });
  return image;
}

/**
 * An SVG has no pixels of its own: it is drawn as large as it is wanted, and as an image it runs and fetches nothing.
 * @param {HTMLImageElement} image @param {number} width @param {number} height
 */
function drawn(image, width, height) {
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  canvas.getContext("2d")?.drawImage(image, 0, 0, width, height);
  return createImageBitmap(canvas, { premultiplyAlpha: "none" });
}

/**
 * The first frame of a picture, in pixels. The bytes are decoded off the page's thread.
 * @param {Blob} blob @param {{width: number, height: number, declaredWidth: number, declaredHeight: number}} wanted
 */
async function decoded(blob, { width, height, declaredWidth, declaredHeight }) {
  const url = URL.createObjectURL(blob);
  try {
    const image = await measured(url);
    if (blob.type === TYPES.svg) return await drawn(image, width, height);
    const { naturalWidth, naturalHeight } = image;
    if (naturalWidth * naturalHeight > MOST_PIXELS) throw new PictureError("huge");
    if (naturalWidth !== declaredWidth || naturalHeight !== declaredHeight) throw new PictureError("size");
    const sized = width === naturalWidth && height === naturalHeight ? {}
      : { resizeWidth: width, resizeHeight: height, resizeQuality: /** @type {const} */ ("high") };
    return await createImageBitmap(blob, { ...sized, premultiplyAlpha: "none" });
  } finally {
    URL.revokeObjectURL(url);
  }
}

export class Pictures {
  /** Those of opened documents. @type {Map<string, Blob>} */
  #added = new Map();
  /** Those that came from elsewhere, while something asks for them. @type {Map<string, Promise<Blob>>} */
  #fetched = new Map();
  /** Addresses of bytes, with how many elements show them. @type {Map<string, {url: string, users: number}>} */
  #urls = new Map();
  /** Data addresses for the clipboard. @type {Map<string, string>} */
  #copies = new Map();
  /** @type {IntersectionObserver | null} */
  #near = null;
  /** The address of the folder beside the library. */
  #folder;

  /** @param {string} library the address of the library, relative to the page */
  constructor(library) {
    this.#folder = new URL(FOLDER, new URL(library, ROOT));
  }

  /** A picture of a document that was opened. @param {{file: string, bytes: Blob}} picture */
  add({ file, bytes }) {
    if (bytes.size) this.#added.set(file, bytes.slice(0, bytes.size, typeOf(file)));
  }

  /** The document that it was of is gone, and no other has it. @param {string} file */
  remove(file) {
    this.#added.delete(file);
    this.#copies.delete(file);
  }

  /** The address of a picture beside the library, or nothing where its bytes are here. @param {string} file */
  #addressOf(file) {
    if (this.#added.has(file) || !/^https?:$/.test(this.#folder.protocol)) return null;
    return new URL(encodeURIComponent(file), this.#folder);
  }

  /** @param {string} file @returns {Promise<Blob>} */
  async #fetch(file) {
    const carried = carriedAsset(FOLDER + file);
    if (carried) return new Blob([await carried], { type: typeOf(file) });
    const address = this.#addressOf(file);
    const response = address && await fetch(address).catch(() => null);
    if (!response?.ok) throw new PictureError("away");
    return new Blob([await response.arrayBuffer()], { type: typeOf(file) });
  }

  /** The bytes of a picture. @param {string} file @returns {Promise<Blob>} */
  async blobOf(file) {
    const added = this.#added.get(file);
    if (added) return added;
    const known = this.#fetched.get(file);
    if (known) return known;
    const fetched = this.#fetch(file);
    this.#fetched.set(file, fetched);
    // The browser's cache has it from now on, and the single file has it anyway.
    return fetched.finally(() => this.#fetched.delete(file));
  }

  /** A GIF that does not move. @param {string} file */
  async #still(file) {
    const bytes = new Uint8Array(await (await this.blobOf(file)).arrayBuffer());
    return new Blob([firstFrame(bytes)], { type: TYPES.gif });
  }

  /** An address that an element may show it from: of this origin, or of its bytes. @param {string} file */
  async urlOf(file) {
    const known = this.#urls.get(file);
    if (known) {
      ++known.users;
      return known.url;
    }
    const address = this.#addressOf(file);
    const still = typeOf(file) === TYPES.gif && matchMedia("(prefers-reduced-motion: reduce)").matches;
    const own = address?.origin === location.origin && !carriedAsset(FOLDER + file) && !still;
    const url = address && own ? address.href : URL.createObjectURL(still ? await this.#still(file) : await this.blobOf(file));
    const entry = this.#urls.get(file) ?? { url, users: 0 };
    if (entry.url !== url && !own) URL.revokeObjectURL(url);  // another asked at the same time
    ++entry.users;
    this.#urls.set(file, entry);
    return entry.url;
  }

  /** An element shows it no longer. @param {string} file */
  #release(file) {
    const entry = this.#urls.get(file);
    if (!entry || --entry.users > 0) return;
    this.#urls.delete(file);
    if (entry.url.startsWith("blob:")) URL.revokeObjectURL(entry.url);
  }

  /**
   * Decodes a picture for the canvas and hands it to the program.
   * @param {import("#wire").Effects["askForPicture"]} request @param {import("./core.js").Core} core
   */
  async give(request, core) {
    try {
      const bitmap = await decoded(await this.blobOf(request.file), request);
      core.givePicture(request.number, bitmap);
      bitmap.close();
    } catch (error) {
      core.losePicture(request.number, error instanceof PictureError ? error.fault : "broken");
    }
  }

  /** Gives the element its picture while it is in sight or near. @param {HTMLImageElement} image @param {string} file */
  follow(image, file) {
    this.#near ??= new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) this.#show(/** @type {HTMLImageElement} */ (target), isIntersecting);
    }, { rootMargin: "100%" });
    if (image.dataset.file !== file) this.#show(image, false);
    image.dataset.file = file;
    this.#near.unobserve(image);
    this.#near.observe(image);
  }

  /** @param {HTMLImageElement} image @param {boolean} near */
  #show(image, near) {
    const { file = "", shown = "" } = image.dataset;
    if (!near || !image.isConnected) {
      if (shown) this.#release(shown);
      delete image.dataset.shown;
      image.removeAttribute("src");
      if (!image.isConnected) this.#near?.unobserve(image);
    } else if (shown !== file) {
      image.dataset.shown = file;
      this.urlOf(file).then((url) => {
        if (image.dataset.shown === file) image.src = url;
        else this.#release(file);
      }, () => { delete image.dataset.shown; });
    }
  }

  /** All pictures of the elements in `root`, for printing: resolves when they are there, or cannot be. @param {Element} root */
  async showAll(root) {
    const images = /** @type {HTMLImageElement[]} */ ([...root.querySelectorAll("img[data-file]")]);
    for (const image of images) this.#show(image, true);
    await Promise.all(images.map(async (image) => {
      await this.blobOf(image.dataset.file ?? "").catch(() => null);
      await image.decode().catch(() => {});
    }));
  }

  /** Makes ready what a copy of these elements carries in itself. @param {Iterable<HTMLImageElement>} images */
  async prepareCopies(images) {
    for (const { dataset: { file = "" } } of images) {
      if (this.#copies.has(file)) continue;
      const blob = await this.blobOf(file).catch(() => null);
      if (!blob || blob.size > MOST_COPIED) continue;
      const reader = new FileReader();
      reader.onload = () => { this.#copies.set(file, String(reader.result)); };
      reader.readAsDataURL(blob);
    }
  }

  forgetCopies() {
    this.#copies.clear();
  }

  /** The HTML of a copy with addresses that lead somewhere: the bytes themselves, or where the web has them. @param {string} html */
  withAddresses(html) {
    return html.replace(/<img src="pictures\/([^"]+)"([^>]*)>/g, (_, file, rest) => {
      const url = this.#copies.get(file) ?? this.#addressOf(file)?.href;
      return url ? `<img src="${url}"${rest}>` : (/alt="([^"]*)"/.exec(rest)?.[1] ?? "");
    });
  }

  /** Gives the user the picture as a file. @param {string} file */
  async save(file) {
    const url = URL.createObjectURL(await this.blobOf(file));
    const link = document.createElement("a");
    link.href = url;
    link.download = file.replace(/^sha256-([0-9a-f]{8})[0-9a-f]*/, "picture-$1");
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  }
}
