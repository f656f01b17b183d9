// This build's program without documents, fonts and text: its window, its context, a frame of Dear
// ImGui. What of Skira's start is the program's own weight.
// @ts-ignore: made by the build, put beside this file by run.js
import createSkira from "./skira-core.mjs";

const nothing = () => {};
const program = await WebAssembly.compileStreaming(fetch("skira/skira.wasm"));
const core = await createSkira({
  /** @param {WebAssembly.Imports} imports @param {(instance: WebAssembly.Instance, module: WebAssembly.Module) => void} receive */
  instantiateWasm: (imports, receive) => {
    WebAssembly.instantiate(program, imports).then((instance) => receive(instance, program));
    return {};
  },
  canvas: document.getElementById("canvas"),
  noInitialRun: true,
  skira: new Proxy({}, { get: () => nothing }),
});
if (core._main() !== 0) throw new Error("no WebGL 2");
core._skira_resize(innerWidth, innerHeight, 1);
requestAnimationFrame(() => {
  core._skira_frame();
  performance.mark("first-text");
});
