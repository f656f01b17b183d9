// Pieces: the shaped stretches that a line consists of.
#pragma once

#include <cstdint>
#include <string_view>

#include "typeset/prepared.h"

namespace skira::typeset {

// True where the line may be cut before byte `i` without shaping anew.
bool IsSafeCut(const Prepared& prepared, uint32_t i);

// How tabs are laid out: to the next multiple of so many spaces, in a line that starts `start` px
// from the first stop. 0 spaces: a tab is a space.
struct TabStops {
  float spaces = 0, start = 0;
};
// The width of a tab that stands `at` px from its line's start, where a space is `space` px wide:
// as browsers have it, at least half a space.
float TabAdvance(const TabStops& tabs, float at, float space);

// The glyphs of one cluster, from `begin` up to `end`: what they advance together, units.
struct ClusterGlyphs {
  uint32_t end = 0;
  int32_t advance = 0;
};
ClusterGlyphs ClusterFrom(const GlyphPool& pool, uint32_t begin, uint32_t limit);

// Appends the pieces of [start, end) to those of `work`, shaping what the cuts changed. Returns the
// width that must fit, px: theirs, but for what rounds up the last ones.
float CollectPieces(const FontSet& fonts, const Prepared& prepared, uint32_t start, uint32_t end,
                    const TabStops& tabs, LineWork& work);

// Appends a sign that stands behind the pieces of `work`; `at` is its place in the text.
void AddSign(const Sign& sign, uint32_t at, uint32_t span, uint8_t level, LineWork& work);

// True where the text before byte `end` is a soft hyphen.
bool EndsInSoftHyphen(const Prepared& prepared, uint32_t end);

// Appends the hyphen of a line that is broken at `end`, behind a soft hyphen. Returns its width,
// px.
float AddHyphen(const FontSet& fonts, const Prepared& prepared, uint32_t end, LineWork& work);

// The glyphs of a piece's indices.
inline const GlyphPool& PoolOf(const Piece& piece, const Prepared& prepared, const LineWork& work) {
  return piece.extra ? work.extra : prepared.pool;
}

// True where justification may widen the character at byte `i`: spaces that are not of a fixed
// width (Chromium's "word separators").
inline bool Stretches(const Prepared& prepared, uint32_t i) {
  const std::string_view source = prepared.source;
  return source[i] == ' ' || source[i] == '\t' ||
         (source[i] == '\xC2' && i + 1 < source.size() && source[i + 1] == '\xA0');
}

// Writes the result, line by line.
class Placer {
 public:
  Placer(const FontSet& fonts, const ParagraphStyle& style, const Prepared& prepared,
         LineWork& work, Paragraph& result);

  // Adds the line of bytes [start, end) whose pieces, those of `work`, show [start, content_end).
  // `justified`: its spaces take what room is left of `style.width`.
  void AddLine(uint32_t start, uint32_t content_end, uint32_t end, bool ellipsis, bool justified);
  void Finish();

 private:
  // px beside a cluster: letter spacing behind it, and what justification adds to a space.
  struct Gap {
    float spacing = 0, stretch = 0;
  };

  float Stretch(float width);
  float LeftOf(float width, float paragraph_width, bool first) const;
  void PlacePiece(Piece& piece, uint32_t line_first_run);
  void PlaceGlyphs(const Piece& piece, float rise);
  Gap GapOf(const Piece& piece, const GlyphPool& pool, uint32_t i) const;
  void AddStops(const Piece& piece);
  void AddStopsOf(const Piece& piece, uint32_t glyph);
  void AddAllStops(const Piece& piece, bool spaced);
  void AddClusterStops(uint32_t start, uint32_t end, float x, float advance);
  void SetHeight(uint32_t start, Line& line);
  void SetGridHeight(Line& line) const;
  void SetOwnHeight(uint32_t start, Line& line) const;
  void AlignUnwrapped();

  const FontSet& fonts_;
  const ParagraphStyle& style_;
  const Prepared& prepared_;
  LineWork& work_;
  Paragraph& result_;
  uint32_t glyph_count_ = 0;  // those of `result_` that are written; it keeps an older layout's
  float pen_ = 0;             // px from the paragraph's left edge
  float stretch_ = 0;         // px that each space of the line at hand is widened by
  bool shifted_ = false;      // the piece before ended in a glyph that is not drawn at the pen
};

}  // namespace skira::typeset
