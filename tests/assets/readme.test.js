// The table "Where to change what" of src/README.md names files that are there.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

test("each path in the table of what to change where is there", () => {
  const text = readFileSync(join(ROOT, "src/README.md"), "utf8");
  const [, table] = /## Where to change what\n([^]*?)\n## /.exec(`${text}\n## `) ?? [];
  const rows = table.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| to change"));
  assert.ok(rows.length > 15, `${rows.length} rows`);
  const gone = rows.flatMap((row) => [...row.matchAll(/`([\w.-]+(?:\/[\w.-]*)+)`/g)].map(([, path]) => path))
    .filter((path) => ![ROOT, join(ROOT, "src")].some((folder) => existsSync(join(folder, path))));
  assert.deepEqual(gone, []);
});
