// What the benchmarks share: where they write, and how their tables come into README.md.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
export const ROOT = resolve(HERE, "../..");
export const OUT = join(ROOT, "build/bench");

/** A Markdown table, its numbers to the right. @param {string[]} head @param {string[][]} rows */
export const table = (head, rows) => [head, head.map((_, at) => (at ? "---:" : "---")), ...rows]
  .map((cells) => `| ${cells.join(" | ")} |`).join("\n");

/**
 * Writes build/bench/NAME.json and NAME.md, prints the text, and puts it into README.md where `readme`
 * says so, between the marks of that name.
 * @param {string} name @param {string} markdown @param {object} figures @param {boolean} readme
 */
export function report(name, markdown, figures, readme) {
  mkdirSync(OUT, { recursive: true });
  writeFileSync(join(OUT, `${name}.json`), JSON.stringify(figures, null, 1));
  writeFileSync(join(OUT, `${name}.md`), `${markdown}\n`);
  console.log(markdown);
  if (!readme) return;
  const file = join(HERE, "README.md");
  const [before, rest] = readFileSync(file, "utf8").split(`<!-- ${name}: begin -->`);
  const after = rest.split(`<!-- ${name}: end -->`)[1];
  const date = new Date().toISOString().slice(0, 10);
  writeFileSync(file, `${before}<!-- ${name}: begin -->\n\nMeasured ${date} with \`npm run bench:${name}\`.\n\n${markdown.trim()}\n\n<!-- ${name}: end -->${after}`);
}
