// What both commands, the native one and Node's, do with the world around them: outputs that cannot be written, links,
// modes, signals, folders that cannot be read, terminals, and requests of any kind.
import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, readlinkSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { serve } from "../../web/serve.js";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
/** @typedef {"native" | "npm"} Which */
/** @type {Record<Which, string[]>} */
const COMMANDS = { native: [process.env.SKIRA_COMMAND ?? join(ROOT, "build/native/skira")], npm: [process.execPath, join(ROOT, "web/command/skira.js")] };
const BOTH = /** @type {Which[]} */ (Object.keys(COMMANDS));
/** @type {string} */
let folder;

const REVIEW = `## Review 12, Short: Owls as a Model of Sight, 07.07.24

<https://arxiv.org/abs/1512.03381>

${"ינשופים רואים בחושך, והמאמר שואל מה לומדת מהם רשת שנותנים לה מעט אור. ".repeat(4)}
`;

before(() => {
  folder = mkdtempSync(join(tmpdir(), "skira-output-"));
  chmodSync(folder, 0o755);
  put("owls.md", REVIEW);
  put("many.md", Array.from({ length: 400 }, (_, at) => REVIEW.replace("12", String(at + 1)).replace("03381", `0${1000 + at}`)).join("\n"));
  for (const name of ["owls", "many"]) run("native", ["export", `${name}.md`, "-o", `${name}.json`]);
});
after(() => { rmSync(folder, { recursive: true, force: true }); });

/** @param {string} name @param {string | Uint8Array} content */
function put(name, content) {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
}
/** @param {string} name */
const text = (name) => readFileSync(join(folder, name), "utf8");

/** @param {Which} which @param {string[]} words @param {import("node:child_process").SpawnSyncOptions} [options] */
function run(which, words, options = {}) {
  const [program, ...first] = COMMANDS[which];
  const { status, stdout, stderr } = spawnSync(program, [...first, ...words], { cwd: folder, ...options });
  return { status, stdout: String(stdout ?? ""), stderr: String(stderr ?? "") };
}
/** @param {{stderr: string}} run */
const lastLine = ({ stderr }) => stderr.trimEnd().split("\n").at(-1) ?? "";

/** What prints to the standard output. @type {[Which, string[]][]} */
const PRINTING = [
  ["native", ["export", "many.md"]], ["native", ["list", "many.json"]], ["native", ["list", "many.json", "--json"]],
  ["native", ["show", "many.json", "--all", "--format", "html"]], ["native", ["search", "many.json", "ינשופים", "--limit", "2000"]],
  ["npm", ["export", "many.md"]],
];
const SHORT = /** @type {[Which, string[]][]} */ ([["native", ["--help"]], ["native", ["check", "odd.md"]], ["npm", ["--help"]], ["npm", ["check", "odd.md"]]]);

for (const [which, words] of [...PRINTING, ...SHORT]) {
  test(`${which} ${words.join(" ")}: an output without room is said, with status 1`, () => {
    put("odd.md", `${REVIEW}\nמילה בתחוםים.\n`);
    const full = openSync("/dev/full", "w");
    const made = run(which, words, { stdio: ["ignore", full, "pipe"] });
    assert.equal(made.status, 1);
    assert.match(made.stderr, /^skira: the standard output cannot be written: no space left on device$/im);
    assert.doesNotMatch(made.stderr, /\bat .*\.js:|Error:/);
  });
}

for (const [which, words] of PRINTING) {
  test(`${which} ${words.join(" ")}: a closed pipe is said, with status 1`, async () => {
    const [program, ...first] = COMMANDS[which];
    const child = spawn(program, [...first, ...words], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
    child.stdout?.destroy();
    let said = "";
    child.stderr?.on("data", (bytes) => { said += bytes; });
    const [status, signal] = await once(child, "close");
    assert.deepEqual([status, signal], [1, null]);
    assert.match(said, /^skira: the standard output cannot be written: broken pipe$/im);
    assert.doesNotMatch(said, /\bat .*\.js:|Error:/);
  });
}

for (const which of BOTH) {
  test(`${which}: an output that is a link is written where it leads, and keeps its mode`, () => {
    mkdirSync(join(folder, which, "elsewhere"), { recursive: true });
    put(`${which}/elsewhere/real.json`, "before");
    chmodSync(join(folder, which, "elsewhere/real.json"), 0o640);
    symlinkSync("elsewhere/real.json", join(folder, which, "link.json"));
    symlinkSync("elsewhere/new.json", join(folder, which, "dangling.json"));
    for (const name of ["link", "dangling"]) assert.equal(run(which, ["export", "owls.md", "-o", `${which}/${name}.json`]).status, 0);
    assert.deepEqual(["link", "dangling"].map((name) => readlinkSync(join(folder, which, `${name}.json`))), ["elsewhere/real.json", "elsewhere/new.json"]);
    assert.equal(statSync(join(folder, which, "elsewhere/real.json")).mode & 0o777, 0o640);
    for (const name of ["real", "new"]) assert.match(text(`${which}/elsewhere/${name}.json`), /^\{"format"/);
    assert.deepEqual(readdirSync(join(folder, which, "elsewhere")), ["new.json", "real.json"]);
  });

  test(`${which}: a pipe that is named as the output is written into, and stays one`, async () => {
    const pipe = join(folder, `${which}.pipe`);
    execFileSync("mkfifo", [pipe]);
    const reader = spawn("cat", [pipe]);
    let read = "";
    reader.stdout.on("data", (bytes) => { read += bytes; });
    const end = once(reader, "close");
    const [program, ...first] = COMMANDS[which];
    const [status] = await once(spawn(program, [...first, "export", "owls.md", "-o", pipe], { cwd: folder, stdio: "ignore" }), "close");
    await end;
    assert.deepEqual([status, lstatSync(pipe).isFIFO(), read.slice(0, 9)], [0, true, '{"format"']);
  });

  test(`${which}: an interrupted export leaves no part of a file`, async () => {
    const out = join(folder, `interrupted-${which}`);
    mkdirSync(out);
    const [program, ...first] = COMMANDS[which];
    // From before the writing to behind it.
    for (const wait of [0, 30, 60, 90, 120, 150, 200, 250, 300, 400]) {
      const child = spawn(program, [...first, "export", "many.md", "-o", join(out, "many.json")], { cwd: folder, stdio: "ignore" });
      const closed = once(child, "close");
      await new Promise((done) => setTimeout(done, wait));
      child.kill("SIGINT");
      await closed;
      assert.deepEqual(readdirSync(out).filter((name) => name !== "many.json"), [], `after ${wait} ms`);
      if (existsSync(join(out, "many.json"))) JSON.parse(readFileSync(join(out, "many.json"), "utf8"));
    }
  });

  test(`${which}: a folder below that cannot be read is named, and nothing is written`, (t) => {
    if (process.getuid?.() !== 0) return t.skip("needs another user, which only root can be");
    put(`open-${which}/a.md`, REVIEW);
    put(`open-${which}/closed/b.md`, REVIEW);
    put(`open-${which}/.hidden/c.md`, REVIEW);
    for (const name of ["closed", ".hidden"]) chmodSync(join(folder, `open-${which}`, name), 0);
    const made = run(which, ["export", `open-${which}`], { uid: 65534, gid: 65534 });
    if (/EACCES.*skira\.js|Cannot find module/.test(made.stderr) || made.status === null) return t.skip("the other user cannot run the command here");
    assert.deepEqual([made.status, lastLine(made), made.stdout], [1, `skira: open-${which}/closed: the folder cannot be read: ${which === "native" ? "Permission denied" : "permission denied"}`, ""]);
  });
}

test("a damaged file of a library in shards is written anew", () => {
  assert.equal(run("native", ["export", "many.json", "--shard", "50", "-o", "shards"]).status, 0);
  const names = readdirSync(join(folder, "shards"), { recursive: true, encoding: "utf8" }).filter((name) => statSync(join(folder, "shards", name)).isFile());
  const before = names.map((name) => text(`shards/${name}`));
  for (const [at, name] of names.entries()) {
    const bytes = readFileSync(join(folder, "shards", name));
    writeFileSync(join(folder, "shards", name), at % 2 ? bytes.subarray(0, bytes.length >> 1) : bytes.map((byte, i) => i === 3 ? byte ^ 1 : byte));
  }
  assert.equal(run("native", ["export", "many.json", "--shard", "50", "-o", "shards"]).status, 0);
  assert.deepEqual(names.map((name) => text(`shards/${name}`)), before);
});

const CONTROLS = "\u001b]0;PWNED\u0007\u001b[31m\u0001\u000b\u007f\u0085\u009b2J";

test("nothing that is printed has a control character that a terminal would obey", () => {
  const data = JSON.parse(text("owls.json"));
  const [review] = data.reviews;
  Object.assign(review, { id: `a${CONTROLS}`, title: `A ${CONTROLS}\nRow\tPaper`, reviewers: [CONTROLS], topics: [CONTROLS],
    warnings: [{ line: 1, code: CONTROLS, message: CONTROLS }] });
  review.blocks[0].spans = [{ text: `owls ${CONTROLS}` }];
  put("controls.json", JSON.stringify(data));
  put("controls.md", `${REVIEW.replace("Owls", `Owls ${CONTROLS}`)}\nמילה בתחוםים ${CONTROLS}.\n`);
  put(`bad${CONTROLS}.json`, "{");
  /** @type {[Which, string[]][]} */
  const runs = [
    ["native", ["list", "controls.json"]], ["native", ["list", "controls.json", "--json"]], ["native", ["search", "controls.json", "owls"]],
    ["native", ["search", "controls.json", "owls", "--json"]], ["native", ["show", "controls.json", "x"]], ["native", ["show", "controls.json", "--all", "--format", "html"]],
    ...["text", "markdown", "json", "html"].map((format) => /** @type {[Which, string[]]} */ (["native", ["show", "controls.json", review.id, "--format", format]])),
    ["native", ["list", `bad${CONTROLS}.json`]], ["native", [CONTROLS]], ["native", ["export", CONTROLS]],
    ["npm", [CONTROLS]], ["npm", ["export", CONTROLS]], ["npm", ["export", "controls.json"]],
    ...BOTH.flatMap((which) => /** @type {[Which, string[]][]} */ ([[which, ["check", "controls.md"]], [which, ["export", "controls.md"]], [which, ["export", `bad${CONTROLS}.json`]]])),
  ];
  for (const [which, words] of runs) {
    const { stdout, stderr } = run(which, words);
    assert.ok(stdout + stderr, words.join(" "));
    assert.doesNotMatch(stdout + stderr, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/, `${which} ${words.join(" ")}`);
  }
  assert.equal(run("native", ["list", "controls.json"]).stdout.split("\n").length, 2, "a title is in one line");
  const [shown] = JSON.parse(`[${run("native", ["show", "controls.json", review.id, "--format", "json"]).stdout}]`);
  assert.equal(shown.id, review.id, "JSON says the same");
});

/** A request with any path. @param {number} port @param {string} path @returns {Promise<{status: number | undefined, body: string}>} */
const get = (port, path) => new Promise((done, failed) => {
  request({ port, path, host: "127.0.0.1" }, (response) => {
    let body = "";
    response.on("data", (bytes) => { body += bytes; });
    response.on("end", () => done({ status: response.statusCode, body }));
  }).on("error", failed).end();
});

test("serve survives every address and serves nothing outside of its folder", async (t) => {
  put("served/index.html", "the page");
  put("served/a b.html", "a space");
  put("secret.txt", "secret");
  put("served-too/secret.txt", "secret");
  symlinkSync("../secret.txt", join(folder, "served/out.txt"));
  symlinkSync("..", join(folder, "served/up"));
  symlinkSync("a b.html", join(folder, "served/in.html"));
  mkdirSync(join(folder, "served/empty"));
  const server = await serve(join(folder, "served"), 0);
  t.after(() => server.close());
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  for (const path of ["/%", "/%zz", "/%c3", "/%00", "/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/..%5csecret.txt", "//etc/passwd", "/out.txt", "/up/secret.txt",
    "/up", "/../served-too/secret.txt", "/empty", "/nothing", `/${"a".repeat(5000)}`, "*", "http://[", "http://example.org/../secret.txt"]) {
    const { status, body } = await get(port, path);
    assert.deepEqual([status, body.includes("secret")], [404, false], path);
  }
  assert.deepEqual(await get(port, "/"), { status: 200, body: "the page" });
  assert.deepEqual(await get(port, "/a%20b.html"), { status: 200, body: "a space" });
  assert.deepEqual(await get(port, "/in.html?q=%"), { status: 200, body: "a space" });
});

test("--site is an address of a site or a file, and anything else is refused by name", () => {
  for (const [site, said] of [
    ["https://user:word@example.org/", "--site https://user:word@example.org/: this is no address of a site (https://…)"],
    ["https://example.org/?q=1", "--site https://example.org/?q=1: this is no address of a site (https://…)"],
    ["https://", "--site https://: this is no address of a site (https://…)"],
    ["javascript:alert(1)", "javascript:alert(1): there is no such file"],
    ["ftp://example.org/", "ftp://example.org/: there is no such file"],
    ["", "--site: no file and no address is named"],
  ]) {
    const made = run("npm", ["export", "owls.md", "--site", site]);
    assert.deepEqual([made.status, lastLine(made), made.stdout], [1, `skira: ${said}`, ""], site);
  }
  const { stdout } = run("npm", ["export", "owls.md", "--site", "https://example.org/\"><script>"]);
  assert.equal(JSON.parse(stdout).site.url, "https://example.org/%22%3E%3Cscript%3E/");
});
