// What the steps of a layout hand on to each other.
//
//   Analysis, while a text is being prepared, over its code points:
//     text:   ש  ל  ו  ם  ␣  G  P  T      with byte offset, level and marks each
//   Prepared, which lines of any width are cut from, over the bytes of the text:
//     items:  [── 0 ──────][── 1 ───]     one level, style, script and face each
//     pool:   the glyphs of item 0, of item 1, … (clusters in logical order, also right to left)
//     marks:  what holds at each byte
//   LineWork: the pieces of the line at hand, and the glyphs of its ends that were shaped anew
//
// A character costs a Prepared its bytes twice over (the text itself and the marks) and a glyph of
// 8 bytes: a text laid out at many widths is kept.
#pragma once

#include <cstdint>
#include <vector>

#include "typeset/typeset.h"

namespace skira::typeset {

// What a box of the text is to the steps: a private letter, which is of bidi class L and of line
// break class AL. (U+FFFC itself, class CB, would let a line break between a word and its box.)
inline constexpr uint32_t kObjectReplacement = 0xFFFC, kBoxLetter = 0xE000;

// A stretch of text that the shaper takes in one call. Offsets are bytes.
struct Item {
  uint32_t start = 0, end = 0;
  uint32_t span = 0;         // index into `spans`
  uint32_t script = 0;       // hb_script_t
  uint32_t glyph_begin = 0;  // in the pool; they end where the next item's begin
  float unit = 0;            // px of one unit of its glyphs' measures
  FaceId face = kNoFace;
  uint8_t level = 0;
  bool rtl() const { return (level & 1) != 0; }
};

struct ShapedGlyph {
  uint32_t cluster = 0;  // byte offset of the cluster's first character
  uint16_t glyph = 0;
  int16_t advance = 0;  // units of the item
};

// Where a glyph is drawn, when that is not at the pen; units of the item, dy downwards.
struct GlyphShift {
  uint32_t glyph = 0;  // index of the glyph in its pool
  int16_t dx = 0, dy = 0;
};

struct GlyphPool {
  std::vector<ShapedGlyph> glyphs;
  std::vector<GlyphShift> shifts;  // by increasing glyph

  uint32_t size() const { return static_cast<uint32_t>(glyphs.size()); }
  void Clear() {
    glyphs.clear();
    shifts.clear();
  }
};

// A text whose preparation is under way, by code point. Indices are of characters.
struct Analysis {
  std::vector<uint32_t> text;
  std::vector<uint32_t> offsets;  // byte offset of each character, then the text's size
  std::vector<uint8_t> marks;     // CharMark bits
  std::vector<uint8_t> levels;    // embedding levels

  uint32_t size() const { return static_cast<uint32_t>(text.size()); }
};

// A text that has been analysed and shaped.
struct Prepared {
  std::string_view source;     // the caller's bytes, while the call lasts
  std::vector<uint8_t> marks;  // CharMark bits of each byte, and of the end
  std::vector<StyledSpan> spans;
  std::vector<Item> items;
  GlyphPool pool;
  // The first glyphs of the clusters whose carets the glyphs do not tell (Paragraph::uneven_stops).
  std::vector<uint32_t> uneven;
  FaceMetrics strut;  // the tallest of its styles' first faces
  uint8_t base_level = 0;

  uint32_t size() const { return static_cast<uint32_t>(source.size()); }
  bool rtl() const { return base_level == 1; }
  uint32_t GlyphEnd(const Item& item) const {
    return &item == &items.back() ? pool.size() : (&item + 1)->glyph_begin;
  }
  const StyledSpan& SpanAt(uint32_t byte) const;
};

// Part of an item with its glyphs. A line end that is unsafe to cut makes several pieces of one
// item.
struct Piece {
  uint32_t start = 0, end = 0;              // bytes; a sign that is not in the text has none
  uint32_t glyph_begin = 0, glyph_end = 0;  // in LineWork::extra or in the text's pool
  uint32_t span = 0;
  float unit = 0;     // px of one unit of its glyphs' measures
  float spacing = 0;  // px after each cluster
  float width = 0;    // px; the last one of a level and style includes what rounds them up to 1/64
  float x = 0;        // px from the paragraph's left edge, once placed
  uint32_t placed = 0;  // index of its first glyph from the left in the result, once placed
  FaceId face = kNoFace;
  uint8_t level = 0;
  bool extra = false;
  bool tab = false;  // as wide as the piece, whatever its glyph is
  bool rtl() const { return (level & 1) != 0; }
};

// A glyph that the layout adds to the text: an ellipsis, a hyphen.
struct Sign {
  uint32_t glyph = 0, count = 0;
  FaceId face = kNoFace;
  float unit = 0;
  int16_t advance = 0;  // of one of them, units
  float width() const { return static_cast<float>(advance) * static_cast<float>(count) * unit; }
};

// What laying out a line needs, kept from line to line for its capacity.
struct LineWork {
  std::vector<Piece> pieces;  // of the line at hand
  GlyphPool extra;            // glyphs of theirs that are not in the text's pool
  std::vector<uint8_t> levels;
  std::vector<uint32_t> order;          // of the pieces, left to right
  std::vector<uint32_t> text, offsets;  // what is being shaped anew
  static constexpr uint32_t kNoSpan = 0xFFFFFFFF;
  Sign hyphen;  // of the span `hyphen_span`
  uint32_t hyphen_span = kNoSpan;
};

// The steps, in order. Each fills its part from what stands before it.
void Decode(std::string_view text, std::span<const StyledSpan> spans, Analysis& analysis,
            Prepared& prepared);
void Analyse(Direction direction, Analysis& analysis, Prepared& prepared);
void Itemize(const FontSet& fonts, const Analysis& analysis, Prepared& prepared);
void Shape(const FontSet& fonts, Analysis& analysis, Prepared& prepared);

// Scripts whose letters take their form from their neighbours.
bool IsJoining(uint32_t script);

// px after each cluster of an item that has a width.
float SpacingOf(const Prepared& prepared, const Item& item);

// Shapes [start, end) of `item` by itself, as at the end or start of a line, and appends the glyphs
// to `work.extra`. Returns the px of one of their units.
float ShapeAgain(const FontSet& fonts, const Prepared& prepared, const Item& item, uint32_t start,
                 uint32_t end, LineWork& work);

// The ellipsis and the hyphen in a style: the first of its faces that has one.
Sign EllipsisOf(const FontSet& fonts, const TextStyle& style);
Sign HyphenOf(const FontSet& fonts, const TextStyle& style);

// Cuts the lines and writes the result.
void BreakLines(const FontSet& fonts, const ParagraphStyle& style, const Prepared& prepared,
                LineWork& work, Paragraph& result);

}  // namespace skira::typeset
