// The factory that Emscripten makes out of src/host (bundle.js resolves the name to the built file).
declare module "skira-core" {
  type SkiraModule = import("#wire").Exports & { _main(): number };
  export default function createSkira(options: object): Promise<SkiraModule>;
}
