// Pieces: the shaped stretches that a line consists of.
#pragma once

#include <cstdint>
#include <vector>

#include "typeset/prepared.h"

namespace skira::typeset {

// Part of an item with its glyphs. A line end that is unsafe to cut makes several pieces of one
// item.
struct Piece {
  uint32_t start = 0, end = 0;              // characters
  uint32_t glyph_begin = 0, glyph_end = 0;  // in the pool
  uint32_t span = 0;
  FaceId face = kNoFace;
  uint8_t level = 0;
  float width = 0;  // px; the last one of a level and style includes what rounds them up to 1/64 px
  float x = 0;      // px from the line's left edge, once placed
  bool rtl() const { return (level & 1) != 0; }
};

// True where the line may be cut before character `i` without shaping anew.
bool IsSafeCut(const Prepared& prepared, uint32_t i);

// Appends the pieces of [start, end), shaping what the cuts changed. Returns the width that must
// fit, px: theirs, but for what rounds up the last ones.
float CollectPieces(const FontSet& fonts, uint32_t start, uint32_t end, Prepared& prepared,
                    std::vector<Piece>& pieces);

// Writes the result, line by line.
class Placer {
 public:
  Placer(const FontSet& fonts, const ParagraphStyle& style, const Prepared& prepared);

  // Adds the line of characters [start, end) whose pieces show [start, content_end).
  void AddLine(uint32_t start, uint32_t content_end, uint32_t end, std::vector<Piece>& pieces,
               bool ellipsis);
  Paragraph Finish();

 private:
  void PlacePiece(Piece& piece, uint32_t line_first_run);
  void AddStops(const Piece& piece);
  void SetHeight(const std::vector<Piece>& pieces, uint32_t start, Line& line);
  void AlignLines();

  const FontSet& fonts_;
  const ParagraphStyle& style_;
  const Prepared& prepared_;
  Paragraph result_;
  FaceMetrics strut_;            // of the tallest face of the whole text
  std::vector<uint8_t> levels_;  // of the line's pieces
  std::vector<uint32_t> order_;  // of the line's pieces, left to right
  float pen_ = 0;                // px from the line's left edge
};

}  // namespace skira::typeset
