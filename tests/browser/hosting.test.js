// dist/ on real hosts, by the recipes of web/README.md as they stand there, and what a session asks of
// the network: its own host alone, without cookies.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { createReadStream, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, extname, join } from "node:path";
import { after, before, test } from "node:test";
import { createGzip } from "node:zlib";
import { unzipSync } from "fflate";
import FeedReader from "rss-parser";
import { DESKTOP, DIST, ROOT, SINGLE_FILE, becomes, bundledExport, controlled, drop, launchChromium, publishForm, settled } from "./browser.js";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {{url: string, stop: () => Promise<void>}} Host the address of dist/ there; it may be stopped twice */
/** @typedef {import("node:test").TestContext} Test */

/** @type {import("playwright-core").Browser} */
let browser;
before(async () => { browser = await launchChromium(); });
after(async () => { await browser.close(); });

const { reviews } = bundledExport();
const [first] = reviews;

// --- Hosts ----------------------------------------------------------------------------------------

/** The lines of code below a heading of web/README.md. @param {string} heading */
function recipe(heading) {
  const text = readFileSync(join(ROOT, "web/README.md"), "utf8");
  const section = text.split(`\n### ${heading}\n`)[1]?.split(/\n##/)[0];
  assert.ok(section, `web/README.md has no recipe for ${heading}`);
  return section.split("\n").filter((line) => line.startsWith("    ")).map((line) => line.slice(4));
}

/** Replaces what a site owner replaces; it has to be there. @param {string} text @param {string} from @param {string} to */
function swap(text, from, to) {
  assert.ok(text.includes(from), `the recipe has no "${from}"`);
  return text.replaceAll(from, to);
}

/** A folder for as long as the test runs. @param {Test} t */
function temporary(t) {
  const folder = mkdtempSync(join(tmpdir(), "skira-hosting-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** @returns {Promise<number>} a port that is free now */
const freePort = () => new Promise((resolve) => {
  const server = createServer().listen(0, "127.0.0.1", () => {
    const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
    server.close(() => resolve(port));
  });
});

/**
 * Runs a server until it is stopped or the test ends.
 * @param {Test} t @param {string} command @param {string[]} args @param {string} url it answers there
 */
async function run(t, command, args, url) {
  const server = spawn(command, args, { stdio: ["ignore", "ignore", "pipe"] });
  let errors = "";
  server.stderr.on("data", (data) => { errors += data; });
  const gone = new Promise((resolve) => { server.once("exit", resolve); });
  server.once("error", (error) => { errors += error.message; });
  const stop = async () => { server.kill(); await gone; };
  t.after(stop);
  for (let i = 0; i < 100; ++i) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return { url, stop };
    assert.equal(server.exitCode, null, errors);
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
  throw new Error(`${command} does not answer at ${url}: ${errors}`);
}

/** @param {Test} t @returns {Promise<Host>} */
async function python(t) {
  const port = await freePort();
  const [line] = recipe("Python");
  const [command, ...args] = swap(swap(line, "8080", String(port)), " dist ", ` ${DIST} `).split(" ");
  return run(t, command, args, `http://127.0.0.1:${port}/`);
}

/** @param {Test} t @param {string} [files] @returns {Promise<Host>} */
async function nginx(t, files = DIST) {
  const port = await freePort();
  const prefix = temporary(t);
  writeFileSync(join(prefix, "nginx.conf"), `${process.getuid?.() === 0 ? "user root;" : ""}
    daemon off; pid nginx.pid; error_log stderr; worker_processes 1; events {}
    http {
      include /etc/nginx/mime.types; access_log off;
      client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
      server { listen 127.0.0.1:${port}; ${swap(recipe("nginx").join("\n"), "/srv/www/reviews/", `${files}/`)} }
    }`);
  const command = existsSync("/usr/sbin/nginx") ? "/usr/sbin/nginx" : "nginx";
  return run(t, command, ["-e", "stderr", "-p", prefix, "-c", "nginx.conf"], `http://127.0.0.1:${port}/reviews/`);
}

/** What GitHub Pages sends with a file; it knows no .webmanifest's type, and .gz as what it is. @type {Record<string, string>} */
const PAGES_TYPES = { ".html": "text/html; charset=utf-8", ".js": "application/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
  ".wasm": "application/wasm", ".svg": "image/svg+xml", ".png": "image/png", ".xml": "application/xml", ".gz": "application/gzip",
  ".txt": "text/plain; charset=utf-8", ".webmanifest": "application/manifest+json" };

/**
 * A host that sets all headers itself.
 * @param {Test} t @param {string} top its files @param {string} path of dist/ there @param {{encodedGzip?: boolean}} [options] it says of .gz files that
 *   they are compressed in transit, so that the browser inflates them
 * @returns {Promise<Host>}
 */
async function headstrong(t, top, path, { encodedGzip = false } = {}) {
  const server = createHttpServer((request, response) => {
    const file = join(top, decodeURIComponent(new URL(request.url ?? "", "http://x").pathname));
    const isFolder = existsSync(file) && statSync(file).isDirectory();
    if (isFolder && !file.endsWith("/")) return response.writeHead(301, { Location: `${request.url}/` }).end();
    const name = isFolder ? join(file, "index.html") : file;
    if (!existsSync(name)) return response.writeHead(404, { "Content-Type": "text/html" }).end("<h1>404</h1>");
    const type = PAGES_TYPES[extname(name)] ?? "application/octet-stream";
    const squeeze = /text|javascript|wasm|svg|xml|json/.test(type) && /gzip/.test(String(request.headers["accept-encoding"]));
    const encoded = squeeze || encodedGzip && name.endsWith(".gz");
    response.writeHead(200, { "Content-Type": type, "Cache-Control": "max-age=600", "Access-Control-Allow-Origin": "*",
      ...encoded ? { "Content-Encoding": "gzip", Vary: "Accept-Encoding" } : {} });
    const bytes = createReadStream(name);
    (squeeze ? bytes.pipe(createGzip()) : bytes).pipe(response);
  });
  await new Promise((resolve) => { server.listen(0, "127.0.0.1", () => resolve(null)); });
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const stop = async () => { server.close(); server.closeAllConnections(); };
  t.after(stop);
  return { url: `http://127.0.0.1:${port}${path}`, stop };
}

/** What GitHub Pages makes of the branch that the recipe pushes. @param {Test} t @returns {Promise<Host>} */
async function githubPages(t) {
  const top = temporary(t);
  const repository = join(top, "repository.git");
  execFileSync("git", ["init", "--quiet", "--bare", repository]);
  cpSync(DIST, join(top, "dist"), { recursive: true });
  const [build, ...lines] = recipe("GitHub Pages");
  assert.match(build, /^\.\/build-wasm\.sh --site https:/);
  const commands = swap(lines.join("\n"), "git@github.com:USER/REPOSITORY.git", repository);
  execFileSync("bash", ["-euc", commands], { cwd: top, env: { ...process.env, GIT_AUTHOR_NAME: "A", GIT_AUTHOR_EMAIL: "a@example.org",
    GIT_COMMITTER_NAME: "A", GIT_COMMITTER_EMAIL: "a@example.org" } });
  const site = join(top, "site");
  mkdirSync(site);
  execFileSync("git", ["clone", "--quiet", "--branch", "gh-pages", repository, join(site, "REPOSITORY")]);
  assert.ok(existsSync(join(site, "REPOSITORY/.nojekyll")));
  return headstrong(t, site, "/REPOSITORY/");
}

// --- What each has to do --------------------------------------------------------------------------

/** Keeps what goes wrong on a page, and what it asks for. @param {import("playwright-core").BrowserContext} context */
function watch(context) {
  /** @type {string[]} */
  const problems = [];
  /** @type {Set<string>} */
  const origins = new Set();
  context.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  context.on("weberror", (error) => problems.push(error.error().message));
  context.on("response", (response) => { if (response.status() >= 400) problems.push(`${response.status()} ${response.url()}`); });
  context.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith("http")) origins.add(origin);
  });
  return { problems, origins };
}

const heading = (/** @type {Page | import("playwright-core").Frame} */ page) => page.getByRole("article").getByRole("heading", { level: 1 });

/**
 * The whole of a site works there: catalog, deep link, plain page, and then without the host.
 * @param {Host} host @param {{id: string, title: string}[]} [shown] its reviews, two at least; without them those of dist/
 */
async function worksAt(host, shown = reviews) {
  const context = await browser.newContext({ viewport: DESKTOP });
  const { problems, origins } = watch(context);
  const page = await context.newPage();
  await page.goto(host.url);
  await settled(page);
  await becomes(() => page.evaluate(() => skira.stats().reviews), shown.length);
  await page.goto(`${host.url}r/${shown[0].id}.html`);
  await settled(page);
  await becomes(() => heading(page).textContent(), shown[0].title);
  await controlled(page);
  assert.deepEqual([problems, [...origins]], [[], [new URL(host.url).origin]]);
  await host.stop();
  await page.goto(`${host.url}#/r/${shown[1].id}`);
  await page.reload();
  await settled(page);
  await becomes(() => heading(page).textContent(), shown[1].title);
  await context.close();
}

/** A page of another origin has the element run. @param {Test} t @param {Host} host @param {"element" | "frame"} how */
async function embedsFrom(t, host, how) {
  const top = temporary(t);
  writeFileSync(join(top, "index.html"), `<!doctype html>${how === "frame" ?
    `<iframe src="${host.url}#/r/${first.id}" width="900" height="600"></iframe>` :
    `<script type="module" src="${host.url}embed.js"></script><skira-reader review="${first.id}"></skira-reader>`}`);
  const blog = await headstrong(t, top, "/");
  const page = await browser.newPage({ viewport: DESKTOP });
  await page.goto(blog.url);
  await page.locator("iframe").waitFor();
  const frame = page.frames()[1];
  await heading(frame).waitFor();
  await becomes(() => heading(frame).textContent(), first.title);
  await page.close();
}

test("Python's bare server, by the recipe: no compression, no headers of one's own", async (t) => {
  const host = await python(t);
  const { headers } = await fetch(`${host.url}reviews.json.gz`);
  assert.deepEqual([headers.get("content-encoding"), headers.get("cache-control")], [null, null]);
  await embedsFrom(t, host, "frame");
  await worksAt(host);
});

test("nginx, by the recipe: below a path, compressed, asked again, open to embedding", async (t) => {
  const host = await nginx(t);
  const get = (/** @type {string} */ name, headers = {}) => fetch(host.url + name, { headers, redirect: "manual" });
  const wasm = await get("skira.wasm");
  assert.deepEqual([wasm.headers.get("content-encoding"), wasm.headers.get("content-type"), wasm.headers.get("cache-control")],
    ["gzip", "application/wasm", "no-cache"]);
  for (const name of ["index.html", "skira.js", "skira.css", "icons/skira.svg", `r/${first.id}.html`]) {
    assert.equal((await get(name)).headers.get("content-encoding"), "gzip", name);
  }
  assert.equal((await get("reviews.json.gz")).headers.get("content-encoding"), null);
  const tag = (await get("reviews.json.gz")).headers.get("etag") ?? "";
  assert.equal((await get("reviews.json.gz", { "If-None-Match": tag })).status, 304);
  const bare = await fetch(host.url.replace(/\/$/, ""), { redirect: "manual" });
  assert.equal(new URL(bare.headers.get("location") ?? "", host.url).pathname, "/reviews/");
  await embedsFrom(t, host, "element");
  await worksAt(host);
});

test("a site that the page published as .zip, on nginx: pages, feed, sitemap, previews, and then without the host", { timeout: 300_000 }, async (t) => {
  const maker = await browser.newPage({ viewport: DESKTOP });
  await maker.goto(SINGLE_FILE);
  await settled(maker);
  const prose = "טריטונים לומדים לאט, אבל מה שלמדו אינם שוכחים, וכך גם הרשת שבמאמר. ";
  await drop(maker, [{ name: "newts.md", bytes: ["Newts that Learn Slowly, 05.02.2025", "Newts that Forget Nothing, 12.02.2025"].map((title, i) =>
    `Review ${i + 1}: ${title}\n\n${prose.repeat(3)}\n\n$$x_${i} = \\sqrt{79}$$\n\nhttps://arxiv.org/abs/2501.0012${i}\n`).join("\n") }]);
  await becomes(() => maker.evaluate(() => skira.stats().reviews), reviews.length + 2);
  const dialog = await publishForm(maker);
  await dialog.getByLabel("שם האתר").fill("ביצה אחת");
  await dialog.getByLabel("כתובת האתר").fill("https://pond.example.org/reviews/");
  await dialog.getByLabel("לכלול גם את הספרייה שמוצגת כאן").uncheck();
  const [download] = await Promise.all([maker.waitForEvent("download", { timeout: 120_000 }),
    maker.getByRole("button", { name: "אתר (‎.zip)", exact: true }).click()]);
  const folder = temporary(t);
  for (const [name, bytes] of Object.entries(unzipSync(readFileSync(await download.path())))) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    if (!name.endsWith("/")) writeFileSync(join(folder, name), bytes);
  }
  await maker.close();

  const slow = "review-1-2501-00120", second = "review-2-2501-00121";
  const host = await nginx(t, folder);
  const text = async (/** @type {string} */ name) => {
    const answer = await fetch(host.url + name);
    assert.equal(answer.status, 200, name);
    return answer.text();
  };
  const feed = await new FeedReader().parseString(await text("feed.xml"));
  assert.deepEqual([feed.title, feed.items.map(({ title, link }) => [title, link])], ["ביצה אחת",
    [["Newts that Forget Nothing", `https://pond.example.org/reviews/r/${second}.html`], ["Newts that Learn Slowly", `https://pond.example.org/reviews/r/${slow}.html`]]]);
  const listed = [...(await text("sitemap.xml")).matchAll(/<loc>https:\/\/pond\.example\.org\/reviews\/([^<]*)<\/loc>/g)].map(([, name]) => name);
  for (const name of listed) await text(name);
  assert.deepEqual(listed.filter((name) => name.startsWith("r/review-")).sort(), [`r/${slow}.html`, `r/${second}.html`]);
  const bot = await browser.newContext({ javaScriptEnabled: false });
  const page = await bot.newPage();
  await page.goto(`${host.url}r/${slow}.html`);
  const said = (/** @type {string} */ property) => page.locator(`meta[property="${property}"]`).getAttribute("content");
  assert.deepEqual([await said("og:title"), await said("og:url"), await said("og:image")], ["Newts that Learn Slowly",
    `https://pond.example.org/reviews/r/${slow}.html`, `https://pond.example.org/reviews/cards/${slow}.png`]);
  assert.equal((await fetch(`${host.url}cards/${slow}.png`)).headers.get("content-type"), "image/png");
  assert.ok((await page.locator("article").innerText()).includes(prose.trim()));
  await bot.close();
  await worksAt(host, [{ id: slow, title: "Newts that Learn Slowly" }, { id: second, title: "Newts that Forget Nothing" }]);
});

test("GitHub Pages, by the recipe: the branch below the repository's name, files kept for ten minutes", async (t) => {
  const host = await githubPages(t);
  await embedsFrom(t, host, "element");
  await worksAt(host);
});

test("a host that has the browser inflate .gz files", async (t) => {
  await worksAt(await headstrong(t, DIST, "/", { encodedGzip: true }));
});

test("a session through every view asks its own host alone, and neither sets nor sends a cookie", async (t) => {
  const host = await headstrong(t, DIST, "/");
  const context = await browser.newContext({ viewport: DESKTOP });
  const { problems, origins } = watch(context);
  /** @type {string[]} */
  const cookies = [];
  context.on("request", async (request) => { if ((await request.allHeaders()).cookie) cookies.push(request.url()); });
  context.on("response", async (response) => { if (await response.headerValue("set-cookie")) cookies.push(response.url()); });
  const page = await context.newPage();
  await page.addInitScript(() => {
    navigator.sendBeacon = () => { throw new Error("a beacon"); };
  });
  await page.goto(host.url);
  await settled(page);
  await page.getByRole("searchbox", { name: "חיפוש", exact: true }).fill("attention");
  await settled(page);
  for (const route of [`#/r/${first.id}`, `#/r/${reviews[1].id}`, "#/numbers", "#/lists", "#/highlights", "#/settings", "#/about", "#/?q=transformer"]) {
    await page.evaluate((hash) => { location.hash = hash; }, route);
    await settled(page);
  }
  await page.goto(`${host.url}#/r/${first.id}`);
  await page.getByRole("button", { name: "סימון בכוכב", exact: true }).click();
  await page.reload();
  await settled(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.goto(`${host.url}r/${first.id}.html`);
  await page.goto(`${host.url}skira.html`);
  await settled(page);
  assert.deepEqual([problems, [...origins], cookies, await context.cookies(), await page.evaluate(() => document.cookie)],
    [[], [new URL(host.url).origin], [], [], ""]);
  await context.close();
});
