// What the steps of a layout hand on to each other. All indices of characters are indices into
// `text` (code points), not bytes, until the result is written.
//
//   text:   ש  ל  ו  ם  ␣  G  P  T          code points, with level, marks and advance each
//   items: [── 0 ──────][── 1 ───]          one level, style, script and face each
//   pool:   glyphs of item 0, of item 1, …, then those of line ends that were shaped anew
//           (clusters in logical order, also right to left)
#pragma once

#include <cstdint>
#include <vector>

#include "typeset/typeset.h"

namespace skira::typeset {

// What a box of the text is to the steps: a private letter, which is of bidi class L and of line
// break class AL. (U+FFFC itself, class CB, would let a line break between a word and its box.)
inline constexpr uint32_t kObjectReplacement = 0xFFFC, kBoxLetter = 0xE000;

// A stretch of text that the shaper takes in one call.
struct Item {
  uint32_t start = 0, end = 0;
  uint32_t span = 0;    // index into `spans`
  uint32_t script = 0;  // hb_script_t
  FaceId face = kNoFace;
  uint8_t level = 0;
  bool rtl() const { return (level & 1) != 0; }
};

struct ShapedGlyph {
  uint32_t glyph = 0;
  uint32_t cluster = 0;  // the cluster's first character
  float advance = 0;     // px
  float dx = 0, dy = 0;  // px from the pen, y downwards
};

// A text that has been analysed and shaped; lines of any width can be cut from it.
struct Prepared {
  std::vector<uint32_t> text;
  std::vector<uint32_t> offsets;   // byte offset of each code point, then the text's size
  std::vector<uint8_t> marks;      // CharMark bits
  std::vector<uint8_t> levels;     // embedding levels
  std::vector<float> advances;     // px, a cluster's on its first character, 0 on its others
  std::vector<uint32_t> glyph_at;  // index in `pool` of the first glyph at or after a character
  std::vector<StyledSpan> spans;   // start and end in characters
  std::vector<Item> items;
  std::vector<ShapedGlyph> pool;
  std::string_view source;  // the caller's bytes, while the call lasts
  uint8_t base_level = 0;

  uint32_t size() const { return static_cast<uint32_t>(text.size()); }
  bool rtl() const { return base_level == 1; }
};

// The steps, in order. Each fills its part of `prepared` from what stands before it.
void Decode(std::string_view text, std::span<const StyledSpan> spans, Prepared& prepared);
void Analyse(Direction direction, Prepared& prepared);
void Itemize(const FontSet& fonts, Prepared& prepared);
void Shape(const FontSet& fonts, Prepared& prepared);

// Shapes [start, end) of `item` by itself, as at the end or start of a line, and appends the glyphs
// to the pool.
void ShapeAgain(const FontSet& fonts, const Item& item, uint32_t start, uint32_t end,
                Prepared& prepared);

// The ellipsis in the style of `span`, appended to the pool; returns the face it is taken from.
FaceId ShapeEllipsis(const FontSet& fonts, uint32_t span, uint32_t cluster, Prepared& prepared);

// Cuts the lines and writes the result.
Paragraph BreakLines(const FontSet& fonts, const ParagraphStyle& style, Prepared& prepared);

}  // namespace skira::typeset
