// The table of README.md says what runs where: every way of flows.js is in it, and every file it names is here.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { FLOWS, HOSTED, LINES } from "./flows.js";

const here = (/** @type {string} */ name) => new URL(name, import.meta.url);

/** The rows of README's table below the heading of this first cell. @param {string} first */
function rowsOf(first) {
  const text = readFileSync(here("README.md"), "utf8");
  const [table] = text.slice(text.indexOf(`| ${first} |`)).split("\n\n");
  return table.split("\n").filter((line) => line.startsWith("| "))
    .map((line) => line.slice(2).split(" |").map((cell) => cell.trim())).slice(2);
}

test("the table of what runs where is true", () => {
  const rows = rowsOf("way through the page");
  // From disk what needs no host; in WebKitGTK all but the widths of lines.
  assert.deepEqual(rows.map(([name, , ...engines]) => [name, ...engines.slice(0, 4)]), [
    ...FLOWS.map(([name]) => [name, "yes", "yes", "yes", "yes"]),
    [LINES[0], "yes", "yes", "yes", "no"],
    ...HOSTED.map(([name]) => [name, "", "yes", "", "yes"])]);
  for (const [, files] of rows) {
    for (const [, name] of files.matchAll(/`([^`]+)`/g)) assert.ok(existsSync(here(name)), name);
  }
});

test("each row of what befalls user data names tests that there are", () => {
  const rows = rowsOf("what befalls user data");
  assert.ok(rows.length > 10);
  for (const [fault, , tests] of rows) {
    const names = [...tests.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
    assert.ok(names.length > 0, fault);
    for (const name of names) assert.ok(existsSync(here(name)), name);
  }
});
