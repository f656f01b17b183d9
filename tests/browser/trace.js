// What a trace of Chromium says of the page's own thread.
import assert from "node:assert/strict";

/**
 * The longest task of the page's main thread in a trace, ms: by the clock, and of the processor (other
 * programs' turns do not count).
 * @param {Buffer} trace
 */
export function longestTask(trace) {
  /** @type {{name: string, ph: string, pid: number, tid: number, dur?: number, tdur?: number, args?: {name?: string}}[]} */
  const events = JSON.parse(trace.toString("utf8")).traceEvents;
  const main = new Set(events.filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
    .map(({ pid, tid }) => `${pid} ${tid}`));
  const tasks = events.filter(({ name, pid, tid }) => name.endsWith("RunTask") && main.has(`${pid} ${tid}`));
  assert.ok(tasks.length > 100);
  return { clock: Math.max(...tasks.map(({ dur = 0 }) => dur)) / 1000,
    processor: Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1000 };
}
