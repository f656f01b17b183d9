// Pictures of other hosts, downloaded where the user asked for it (--fetch-pictures): http and https alone, from hosts
// of the public internet, bounded in size and time, taken for a picture by their bytes alone. A request says nothing of
// the user or the document: no cookies, no referrer.
import { lookup } from "node:dns";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { BlockList, isIP } from "node:net";
import { isPicture } from "../import/pictures.js";

/** @typedef {import("../import/remote-pictures.js").Fetched} Fetched */
/** @typedef {(address: string, family: number) => boolean} IsPublic whether an IP address is of the public internet */

const BOUNDS = {
  bytes: 20 * 2 ** 20,  // of a picture: a photograph of 50 megapixels has some 15 MB
  time: 20_000,         // ms for a picture, its redirects included
  allBytes: 256 * 2 ** 20,
  allTime: 600_000,     // ms for all of them: hosts that are gone answer late or not at all
  redirects: 5,         // as browsers' image hosts need two at most
  atOnce: 4,            // more would be rude to one host
};

/** Networks that are not of the public internet (RFC 6890 and its registries). */
const NOT_PUBLIC = new BlockList();
for (const [net, prefix] of /** @type {[string, number][]} */ ([["0.0.0.0", 8], ["10.0.0.0", 8], ["100.64.0.0", 10], ["127.0.0.0", 8],
  ["169.254.0.0", 16], ["172.16.0.0", 12], ["192.0.0.0", 24], ["192.168.0.0", 16], ["198.18.0.0", 15], ["224.0.0.0", 3]])) {
  NOT_PUBLIC.addSubnet(net, prefix, "ipv4");
}
// Those that stand for an IPv4 address, too: whichever it is, nobody serves pictures there.
for (const [net, prefix] of /** @type {[string, number][]} */ ([["::", 96], ["::ffff:0:0", 96], ["64:ff9b::", 96], ["100::", 64],
  ["2001::", 23], ["2002::", 16], ["fc00::", 7], ["fe80::", 10], ["ff00::", 8]])) {
  NOT_PUBLIC.addSubnet(net, prefix, "ipv6");
}

/** @type {IsPublic} */
const isPublicAddress = (address, family) => !NOT_PUBLIC.check(address, family === 6 ? "ipv6" : "ipv4");

const PRIVATE = "its host is not of the public internet";

/**
 * Asks for one address, not for where it leads.
 * @param {URL} url @param {IsPublic} isPublic @param {AbortSignal} signal
 * @returns {Promise<import("node:http").IncomingMessage>}
 */
function answerOf(url, isPublic, signal) {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) && !isPublic(host, isIP(host))) throw new Error(PRIVATE);
  /** The address that is connected to is the one that is checked. @type {import("node:net").LookupFunction} */
  const checked = (name, options, done) => lookup(name, options, (error, found, family) => {
    const all = Array.isArray(found) ? found : [{ address: found, family: family ?? 4 }];
    if (!error && !all.every((one) => isPublic(one.address, one.family))) return done(new Error(PRIVATE), "", 4);
    done(error, found, family);
  });
  return new Promise((resolve, reject) => {
    (url.protocol === "https:" ? requestHttps : requestHttp)(url, {
      lookup: checked, signal, agent: false,
      headers: { accept: "image/*", "accept-encoding": "identity", "user-agent": "skira" },
    }, resolve).on("error", reject).end();
  });
}

/** @param {import("node:http").IncomingMessage} answer @returns {Promise<Uint8Array>} */
async function bodyOf(answer) {
  const tooLarge = new Error(`it has more than ${BOUNDS.bytes / 2 ** 20} MB`);
  if (Number(answer.headers["content-length"] ?? 0) > BOUNDS.bytes) throw tooLarge;
  /** @type {Buffer[]} */
  const pieces = [];
  let size = 0;
  for await (const piece of answer) {
    size += piece.length;
    if (size > BOUNDS.bytes) throw tooLarge;
    pieces.push(piece);
  }
  return new Uint8Array(Buffer.concat(pieces));
}

/** @param {string} address @param {IsPublic} isPublic @returns {Promise<Uint8Array>} @throws {Error} with the reason */
async function download(address, isPublic) {
  const end = new AbortController();
  const timer = setTimeout(() => end.abort(), BOUNDS.time);
  try {
    let url = new URL(address);
    for (let hops = 0; hops <= BOUNDS.redirects; ++hops) {
      if (!/^https?:$/.test(url.protocol)) throw new Error(`${url.protocol} is not fetched`);
      if (url.username || url.password) throw new Error("its address has a password");
      const answer = await answerOf(url, isPublic, end.signal);
      const { statusCode = 0, headers } = answer;
      if (statusCode >= 300 && statusCode < 400 && headers.location) {
        answer.destroy();
        url = new URL(headers.location, url);
        continue;
      }
      if (statusCode !== 200) {
        answer.destroy();
        throw new Error(`the host answers ${statusCode}`);
      }
      const bytes = await bodyOf(answer).finally(() => answer.destroy());
      if (!isPicture(bytes)) throw new Error("what came is no picture");
      return bytes;
    }
    throw new Error("it leads on and on");
  } catch (error) {
    if (end.signal.aborted) throw new Error(`it did not come within ${BOUNDS.time / 1000} s`, { cause: error });
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Fetches what documents want and was not fetched yet; what cannot be had has its reason.
 * @param {import("../import/remote-pictures.js").RemotePictures} remote
 * @param {IsPublic} [isPublic]
 */
export async function fetchPictures({ wanted, fetched }, isPublic = isPublicAddress) {
  const waiting = [...wanted].filter((address) => !fetched.has(address));
  const begin = Date.now();
  let size = 0;
  /** @param {string} address @returns {Promise<Fetched>} */
  async function fetchOne(address) {
    if (size > BOUNDS.allBytes) return { problem: `all pictures have more than ${BOUNDS.allBytes / 2 ** 20} MB` };
    if (Date.now() - begin > BOUNDS.allTime) return { problem: `all pictures take more than ${BOUNDS.allTime / 60_000} minutes` };
    try {
      const bytes = await download(address, isPublic);
      size += bytes.length;
      return { bytes };
    } catch (error) {
      const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
      return { problem: code === "ENOTFOUND" ? "there is no such host" : message || String(code) };
    }
  }
  const work = async () => {
    for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
      fetched.set(address, await fetchOne(address));
    }
  };
  await Promise.all(Array.from({ length: BOUNDS.atOnce }, work));
}
