/** What the page offers to scripts (web/main.js). */
declare var skira: {
  stats(): {
    frames: number; cpuMilliseconds: number; reviews: number; indexed: number; heapBytes: number; usedBytes: number;
    atlasGlyphs: number; atlasSide: number; layouts: number; pictures: { count: number; bytes: number };
  };
  reflow(width: number): boolean;
  runs(): {
    block: number;
    runs: {
      line: number; text: string; x: number; baseline: number; width: number;
      ascent: number; descent: number; formula: number;
    }[];
  }[];
  search(query: string, limit?: number): {
    hits: { id: string; score: number }[]; total: number; microseconds: number;
    index: { bytes: number; textBytes: number; milliseconds: number };
  };
};
