#!/usr/bin/env python3
"""Cuts Skira's fonts to size: one TrueType file a face out of the npm packages' subsets.

usage: build.py NODE_MODULES OUT

The packages hold each face in pieces by script (WOFF2). A piece a script would tear a Hebrew line
into runs at every space and full stop, because those stand in the Latin piece; so the pieces of a
face become one font again, without hinting (nothing hints at the sizes of a screen today). Writes
OUT/NAME.ttf and OUT/NAME.woff2 for every row of FACES, and OUT/fonts.stamp last. Needs fontTools with Brotli.
"""
import os
import sys
import tempfile

from fontTools import merge, subset
from fontTools.ttLib import TTFont

# file name, package, weight, pieces in order of preference
FACES = [
    ("serif-400", "frank-ruhl-libre", 400, ["latin", "hebrew", "latin-ext"]),
    ("serif-700", "frank-ruhl-libre", 700, ["latin", "hebrew", "latin-ext"]),
    ("sans-400", "heebo", 400, ["latin", "hebrew", "latin-ext", "math", "symbols"]),
    ("sans-700", "heebo", 700, ["latin", "hebrew"]),
    ("mono-400", "cousine", 400, ["latin", "hebrew", "greek"]),
]

# What the reviews hold beyond Hebrew and ASCII: accented Latin, Greek, punctuation, arrows, operators.
WANTED = [(0x20, 0x17F), (0x2B0, 0x2FF), (0x300, 0x304), (0x370, 0x3FF), (0x590, 0x5FF),
          (0x2000, 0x206F), (0x2070, 0x209C), (0x20A0, 0x20BF), (0x2100, 0x214F), (0x2190, 0x21FF),
          (0x2200, 0x22FF), (0x25A0, 0x25FF), (0xFB1D, 0xFB4F), (0xFFFD, 0xFFFD)]


def wanted(code):
    return any(low <= code <= high for low, high in WANTED)


def cut(path, codes):
    """The font at `path` with the glyphs of `codes` alone, unhinted."""
    options = subset.Options()
    options.hinting = False
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl", "liga", "calt"]
    options.name_IDs = [1, 2, 13, 14]
    options.notdef_outline = True
    font = subset.load_font(path, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    return font


def drop_space_kerning(font):
    """Takes the space out of kerning: the serif pulls words together around it ("Is All")."""
    if "GPOS" not in font:
        return
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            table = getattr(table, "ExtSubTable", table)
            if type(table).__name__ != "PairPos":
                continue
            if "space" in table.Coverage.glyphs and len(table.Coverage.glyphs) > 1:
                index = table.Coverage.glyphs.index("space")
                table.Coverage.glyphs.remove("space")
                if table.Format == 1:
                    del table.PairSet[index]
            if table.Format == 1:
                for pairs in table.PairSet:
                    pairs.PairValueRecord = [
                        p for p in pairs.PairValueRecord if p.SecondGlyph != "space"]
            else:
                table.ClassDef2.classDefs.pop("space", None)


def build(node_modules, package, weight, pieces, out):
    seen, parts = set(), []
    with tempfile.TemporaryDirectory() as work:
        for piece in pieces:
            path = os.path.join(node_modules, "@fontsource", package, "files",
                                f"{package}-{piece}-{weight}-normal.woff2")
            if not os.path.exists(path):
                continue
            codes = {c for c in TTFont(path).getBestCmap() if wanted(c)} - seen
            if not codes:
                continue
            seen |= codes
            part = cut(path, codes)
            part.flavor = None
            parts.append(os.path.join(work, f"{piece}.ttf"))
            part.save(parts[-1])
        if not parts:
            sys.exit(f"build.py: no piece of {package} {weight} under {node_modules}; run npm ci")
        merged = merge.Merger().merge(parts) if len(parts) > 1 else TTFont(parts[0])
        drop_space_kerning(merged)
        # The same bytes for the same input: merging writes the time of day.
        merged["head"].created = merged["head"].modified = TTFont(parts[0])["head"].created
        merged.recalcTimestamp = False
        merged.save(out + ".ttf")
        # For pages, which browsers lay out without the program.
        merged.flavor = "woff2"
        merged.save(out + ".woff2")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    node_modules, out = sys.argv[1:]
    os.makedirs(out, exist_ok=True)
    for name, package, weight, pieces in FACES:
        build(node_modules, package, weight, pieces, os.path.join(out, name))
    open(os.path.join(out, "fonts.stamp"), "w").close()


if __name__ == "__main__":
    main()
