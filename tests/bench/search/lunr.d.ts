// What of lunr 2.3 is used here; the package has no types.
declare function lunr(this: void, configure: (this: lunr.Builder) => void): lunr.Index;
declare namespace lunr {
  interface Builder {
    use(plugin: unknown): void;
    ref(name: string): void;
    field(name: string, options?: { boost: number }): void;
    add(doc: object): void;
  }
  interface Index {
    search(query: string): { ref: string; score: number }[];
  }
  function multiLanguage(...languages: string[]): unknown;
}
export default lunr;
