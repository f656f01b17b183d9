// Pictures of other hosts: links, or with --fetch-pictures downloaded, within bounds.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { exportOf } from "../../web/command/export.js";
import { fetchPictures } from "../../web/command/fetch-pictures.js";
import { RemotePictures } from "../../web/import/remote-pictures.js";
import { docx, drawing, p, png, relationship } from "../import/writers.js";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const MAKER = join(ROOT, "build/wasm/skira-maker.wasm");
const skip = existsSync(MAKER) ? false : "the library maker is not built (./build-wasm.sh)";
const PROSE = "המאמר מציע דרך חדשה לאמן רשתות עמוקות, והתוצאות בו משכנעות יותר ממה שנהוג בתחום. ";
const PICTURE = Buffer.from(png(90, 60, 5));
const everywhere = () => true;

/** @type {{url: string, headers: import("node:http").IncomingHttpHeaders}[]} */
const asked = [];
/** What the host answers. @type {Record<string, (response: import("node:http").ServerResponse) => void>} */
const ANSWERS = {
  // The type that the host says is a lie, as many are.
  "/picture": (response) => response.writeHead(200, { "content-type": "text/plain", "set-cookie": "a=b" }).end(PICTURE),
  "/script.svg": (response) => response.end('<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"><script>1</script><rect width="9" height="9"/></svg>'),
  "/page.png": (response) => response.writeHead(200, { "content-type": "image/png" }).end("<!doctype html><p>sign in</p>"),
  "/gone.png": (response) => response.writeHead(404).end(),
  "/moved.png": (response) => response.writeHead(302, { location: "/picture" }).end(),
  "/round.png": (response) => response.writeHead(302, { location: "/round.png" }).end(),
  "/file.png": (response) => response.writeHead(302, { location: "file:///etc/passwd" }).end(),
  "/large.png": (response) => response.writeHead(200, { "content-length": 50e6 }).end(PICTURE),
  "/endless.png": (response) => {
    const more = () => { while (response.write(Buffer.alloc(1 << 20, PICTURE))); };
    response.on("drain", more);
    more();
  },
  "/cut.png": (response) => response.writeHead(200, { "content-length": 5000 }).write(PICTURE, () => response.destroy()),
};
const server = createServer((request, response) => {
  asked.push({ url: request.url ?? "", headers: request.headers });
  (ANSWERS[request.url ?? ""] ?? ANSWERS["/gone.png"])(response);
});
let host = "";
const folder = mkdtempSync(join(tmpdir(), "skira-fetch-"));
before(async () => {
  await new Promise((done) => { server.listen(0, "127.0.0.1", () => done(null)); });
  host = `http://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (server.address()).port}`;
});
after(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** @param {string} name @param {string | Uint8Array} content @returns {string} its path */
function put(name, content) {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

/** @param {string[]} addresses @param {Parameters<typeof fetchPictures>[1]} [isPublic] */
async function fetched(addresses, isPublic) {
  const remote = new RemotePictures();
  for (const address of addresses) remote.take(address);
  await fetchPictures(remote, isPublic);
  return Object.fromEntries([...remote.fetched].map(([address, found]) => [address.replace(host, ""), "bytes" in found ? found.bytes.length : found.problem]));
}

test("a picture is one by its bytes, however it is served; what is none says why it did not come", async () => {
  assert.deepEqual(await fetched(Object.keys(ANSWERS).map((path) => host + path), everywhere), {
    "/picture": PICTURE.length, "/script.svg": 115, "/moved.png": PICTURE.length, "/page.png": "what came is no picture", "/gone.png": "the host answers 404",
    "/round.png": "it leads on and on", "/file.png": "file: is not fetched", "/large.png": "it has more than 20 MB", "/endless.png": "it has more than 20 MB",
    "/cut.png": "aborted",
  });
  const { headers } = asked[0];
  assert.deepEqual(Object.keys(headers).sort(), ["accept", "accept-encoding", "connection", "host", "user-agent"]);
});

test("hosts that are not of the public internet are not asked, whatever name or form they have", async () => {
  asked.length = 0;
  const port = new URL(host).port;
  const no = "its host is not of the public internet";
  const addresses = [`${host}/picture`, `http://localhost:${port}/picture`, `http://2130706433:${port}/picture`, `http://[::1]:${port}/picture`, `http://[::ffff:127.0.0.1]:${port}/picture`,
    `http://0.0.0.0:${port}/picture`, "http://10.1.2.3/a.png", "http://192.168.1.1/a.png", "http://169.254.169.254/latest", "http://[fd00::1]/a.png", "https://172.20.0.1/a.png"];
  assert.deepEqual(Object.values(await fetched(addresses)), addresses.map(() => no));
  assert.deepEqual(Object.values(await fetched([`http://user:word@example.org/a.png`])), ["its address has a password"]);
  assert.deepEqual(asked, []);
});

test("a host that leads to this machine is not followed", async () => {
  asked.length = 0;
  // The first host counts as public, what it leads to does not.
  let first = true;
  const once = () => (first ? !(first = false) : false);
  assert.deepEqual(await fetched([`${host}/moved.png`], once), { "/moved.png": "its host is not of the public internet" });
  assert.deepEqual(asked.map(({ url }) => url), ["/moved.png"]);
});

const DOCUMENTS = () => [
  put("rabbit.md", `Review 821: Rabbits as a Model of Memory\n\n${PROSE}\n\n![ארנבת](${host}/picture)\n\n${PROSE}\n\n![אין](${host}/gone.png)\n`),
  put("crane.html", `<!doctype html><html><body><article><h1>Review 822: Cranes as a Model of Lifting</h1><p>${PROSE}</p><img src="${host}/moved.png" alt="עגור"><p>${PROSE.repeat(4)}</p></article></body></html>`),
  put("frog.docx", docx(p("Review 823: Frogs as a Model of Attention, 03.02.2025") + p(PROSE) + p(drawing("r1", "צפרדע")) + p(PROSE), { relationships: relationship("r1", "image", `${host}/script.svg`, true) })),
];

test("with --fetch-pictures the pictures are in the reviews, and what did not come is named with file and address", { skip }, async () => {
  /** @type {string[]} */
  const said = [];
  const program = await WebAssembly.compile(readFileSync(MAKER));
  const [markdown, ...others] = DOCUMENTS();
  const { json, pictures } = await exportOf(program, [markdown, ...others], (line) => said.push(line), { fetchPictures: (remote) => fetchPictures(remote, everywhere) });
  const { reviews, pictures: shown } = JSON.parse(new TextDecoder().decode(json));
  const figures = reviews.map((/** @type {any} */ { number, blocks }) => [number, blocks.filter((/** @type {any} */ { picture }) => picture).length]);
  assert.deepEqual([figures, shown.map((/** @type {any} */ { file, width, height }) => [file.replace(/^.*\./, ""), width, height])],
    [[[821, 1], [822, 1], [823, 1]], [["png", 90, 60], ["svg", 30, 20]]]);
  assert.doesNotMatch(new TextDecoder().decode(pictures.get(shown[1].file)), /script/);
  assert.deepEqual(said, [`${markdown}:9: the picture ${host}/gone.png was not fetched: the host answers 404`]);
  const links = JSON.stringify(reviews[0].blocks).match(/"href":"[^"]*gone[^"]*"/g);
  assert.deepEqual(links, [`"href":"${host}/gone.png"`]);
});

/** @param {string[]} args @returns {Promise<{status: number | null, stderr: string}>} */
const skira = (...args) => new Promise((done) => {
  const child = spawn(process.execPath, [join(ROOT, "web/command/skira.js"), ...args], { cwd: folder });
  let stderr = "";
  child.stderr.on("data", (more) => { stderr += more; });
  child.on("close", (status) => done({ status, stderr }));
});

test("the command asks no host without the option, and none of this machine with it; a link stands there", { skip }, async () => {
  asked.length = 0;
  const [markdown] = DOCUMENTS();
  const plain = await skira("export", markdown, "-o", "plain.json");
  assert.deepEqual([plain.status, plain.stderr], [0, "1 documents, 1 reviews, 1 warnings\n"]);
  const fetching = await skira("export", markdown, "--fetch-pictures", "-o", "fetched.json");
  assert.deepEqual([fetching.status, fetching.stderr.split("\n").slice(0, 2)], [0, [5, 9].map((line, at) =>
    `${markdown}:${line}: the picture ${host}/${["picture", "gone.png"][at]} was not fetched: its host is not of the public internet`)]);
  for (const name of ["plain.json", "fetched.json"]) {
    const { reviews, pictures = [] } = JSON.parse(readFileSync(join(folder, name), "utf8"));
    assert.deepEqual([pictures, JSON.stringify(reviews[0].blocks).match(/"href":"[^"]*"/g)], [[], [`"href":"${host}/picture"`, `"href":"${host}/gone.png"`]]);
  }
  assert.deepEqual(asked, []);
});
