// What the soak puts into the page before the page's own scripts: switches for what may fail, counts of
// what may leak, and hands that find something to press. Serialised by playwright: it uses nothing of
// this module's.

/**
 * @typedef {{x: number, y: number, handle: string, kind: string, name: string}} Control
 * @typedef {{
 *   failing: string,
 *   slowUntil: number,
 *   saved: Promise<string>,
 *   objects: () => Record<string, number>,
 *   lose: () => void,
 *   restore: () => void,
 *   pick: (part: number, fields: boolean) => Control | null,
 *   records: () => Promise<Record<string, unknown>>,
 *   closeDatabases: () => void,
 *   plant: (key: string, json: string) => Promise<void>,
 * }} Inside
 * failing: the DOMException that keeping anything ends in, "" for none; slowUntil: ms since 1970, until when
 * no write ends; saved: the text of the last file
 * that was saved; objects: WebGL objects that are alive, by kind; part: which of the controls in sight,
 * 0 to 1
 */

export function putInside() {
  const KINDS = ["Texture", "Buffer", "Framebuffer", "Renderbuffer", "VertexArray", "Program", "Shader"];
  /** @type {any} */
  const prototype = WebGL2RenderingContext.prototype;
  /** @type {Set<WebGL2RenderingContext>} */
  const contexts = new Set();
  /** @type {WeakMap<WebGL2RenderingContext, Record<string, number>>} */
  const counts = new WeakMap();
  for (const kind of KINDS) {
    const make = prototype[`create${kind}`], end = prototype[`delete${kind}`];
    /** @param {WebGL2RenderingContext} context @param {number} by */
    const count = (context, by) => {
      const of = counts.get(context) ?? {};
      of[kind] = (of[kind] ?? 0) + by;
      counts.set(context, of);
    };
    prototype[`create${kind}`] = function (/** @type {unknown[]} */ ...values) {
      if (!contexts.has(this)) {
        contexts.add(this);
        // With the context all that it had is gone.
        this.canvas.addEventListener?.("webglcontextlost", () => counts.delete(this));
      }
      const made = make.apply(this, values);
      if (made) count(this, 1);
      return made;
    };
    prototype[`delete${kind}`] = function (/** @type {unknown[]} */ ...values) {
      if (values[0] && !this.isContextLost()) count(this, -1);
      return end.apply(this, values);
    };
  }

  let planting = false;
  /** @type {Set<IDBDatabase>} */
  const databases = new Set();
  const openDatabase = IDBFactory.prototype.open;
  IDBFactory.prototype.open = function (...values) {
    const request = openDatabase.apply(this, values);
    request.addEventListener("success", () => databases.add(request.result));
    return request;
  };
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (...values) {
    if (inside.failing && !planting) {
      this.transaction.abort();
      throw new DOMException("the soak's", inside.failing);
    }
    const request = put.apply(this, /** @type {any} */ (values));
    // A transaction ends when nothing more is asked of it.
    const hold = () => { if (Date.now() < inside.slowUntil) this.count().onsuccess = hold; };
    hold();
    return request;
  };

  // A saved file is taken here instead of by the browser.
  /** @type {Map<string, Blob>} */
  const blobs = new Map();
  const createUrl = URL.createObjectURL.bind(URL), revokeUrl = URL.revokeObjectURL.bind(URL);
  URL.createObjectURL = (object) => {
    const url = createUrl(object);
    if (object instanceof Blob) blobs.set(url, object);
    return url;
  };
  URL.revokeObjectURL = (url) => {
    blobs.delete(url);
    revokeUrl(url);
  };
  const click = HTMLAnchorElement.prototype.click;
  HTMLAnchorElement.prototype.click = function () {
    const blob = this.download ? blobs.get(this.href) : undefined;
    if (blob) inside.saved = blob.text();
    else click.call(this);
  };

  // What would take the page away from the soak, or ask a person.
  window.print = () => {};
  window.open = () => null;
  Element.prototype.requestFullscreen = async () => {};
  delete (/** @type {any} */ (window)).showOpenFilePicker;
  delete (/** @type {any} */ (window)).showDirectoryPicker;

  /** @type {WEBGL_lose_context | null} */
  let extension = null;
  const CONTROLS = "#layer :is(a[href^='#'], button, input, select, textarea, [role=option])";
  const FIELDS = "input:not([type=range]), textarea";

  /** @type {Inside} */
  const inside = {
    failing: "",
    slowUntil: 0,
    saved: Promise.resolve(""),
    objects: () => {
      /** @type {Record<string, number>} */
      const sum = {};
      for (const context of contexts) {
        if (context.isContextLost()) continue;
        for (const [kind, count] of Object.entries(counts.get(context) ?? {})) sum[kind] = (sum[kind] ?? 0) + count;
      }
      return sum;
    },
    lose: () => {
      const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById("canvas"));
      extension ??= canvas.getContext("webgl2")?.getExtension("WEBGL_lose_context") ?? null;
      extension?.loseContext();
    },
    restore: () => extension?.restoreContext(),
    pick: (part, fields) => {
      const seen = [...document.querySelectorAll(CONTROLS)].flatMap((element) => {
        if (fields ? !element.matches(FIELDS) : element.matches(":disabled")) return [];
        const { left, top, width, height } = element.getBoundingClientRect();
        const x = left + width / 2, y = top + height / 2;
        const there = width && height ? document.elementFromPoint(x, y) : null;
        return there && element.contains(there) ? [{ element, x, y }] : [];
      });
      if (seen.length === 0) return null;
      const { element, x, y } = seen[Math.floor(part * seen.length)];
      return { x, y, handle: element.getAttribute("data-handle") ?? "",
        kind: element instanceof HTMLInputElement ? element.type : element.localName,
        name: (element.getAttribute("aria-label") ?? element.textContent ?? "").slice(0, 40) };
    },
    records: () => new Promise((resolve, reject) => {
      const request = indexedDB.open("skira /some/where/");
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        const store = request.result.transaction("records").objectStore("records");
        const keys = store.getAllKeys(), values = store.getAll();
        values.onsuccess = () => {
          request.result.close();
          resolve(Object.fromEntries(keys.result.map((key, i) => {
            const record = JSON.parse(values.result[i]);
            return [key, record?.v === 1 ? record : values.result[i]];
          })));
        };
      };
    }),
    closeDatabases: () => {
      for (const database of databases) database.close();
      databases.clear();
    },
    plant: (key, json) => new Promise((resolve, reject) => {
      const request = indexedDB.open("skira /some/where/");
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        // The database was cleared, and nothing has been kept since.
        if (!request.result.objectStoreNames.contains("records")) {
          request.result.close();
          indexedDB.deleteDatabase("skira /some/where/").onsuccess = () => resolve();
          return;
        }
        const transaction = request.result.transaction("records", "readwrite");
        planting = true;
        transaction.objectStore("records").put(json, key);
        planting = false;
        transaction.oncomplete = () => {
          request.result.close();
          const channel = new BroadcastChannel("skira-records /some/where/");
          channel.postMessage({ key, json });
          channel.close();
          resolve();
        };
      };
    }),
  };
  Object.assign(globalThis, { inside });
}
