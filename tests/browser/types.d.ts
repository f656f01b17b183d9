/** What the page offers to scripts (web/main.js). */
declare var skira: {
  stats(): {
    frames: number; cpuMilliseconds: number; reviews: number; heapBytes: number;
    atlasGlyphs: number; atlasSide: number;
  };
  search(query: string, limit?: number): import("../../web/core.js").SearchAnswer;
};
