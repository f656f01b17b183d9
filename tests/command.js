// The native command that tests run: SKIRA_COMMAND where tests/run.sh has built one with sanitizers, else the one of
// build/native.
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "..");
export const NATIVE_COMMAND = process.env.SKIRA_COMMAND ?? join(ROOT, "build/native/skira");
