// Pieces: what ReadBlocks cuts the lines into before it looks at their neighbours.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parser/blocks/block_markers.h"
#include "parser/blocks/tables.h"
#include "parser/document/document.h"
#include "review/review.h"

namespace skira {

// One block to be. `type` is kParagraph for a heading that its neighbours must tell.
struct Piece {
  BlockType type = BlockType::kParagraph;
  int first = 0, last = 0;   // lines
  bool blank_before = true;  // a blank line (or the body's beginning) stands above
  std::string_view text;     // the first line behind its marker, trimmed
  ItemMarker marker;         // of a list item, or of a numbered heading
  TableKind table = TableKind::kNone;
  int indent = 0;      // columns of white space before the first line
  int hash_level = 0;  // heading: its "#"
  int level = 0;
  std::optional<bool> checked;  // of a task's item
  bool joined = false;          // a page break inside was closed
  // Of a quote, and of an item that holds more than its text: its lines without the marks and the
  // indent that make them part of it; they are blocks of their own.
  std::string content{};
  bool has_content = false;
  bool fenced = false;  // code between fences
  bool single_line() const { return first == last; }
};

// The pieces of lines first_line to last_line, in order, blank lines left out. Adds what
// blocks.h promises to `warnings` for lines that make no piece.
std::vector<Piece> CutPieces(const Document& document, int first_line, int last_line,
                             std::vector<Warning>& warnings);

// The text of a piece's lines without list marker, hashes and quote marks: lines joined by a space,
// after a hard break (two trailing spaces) by "\n".
std::string PieceText(const Document& document, const Piece& piece);

}  // namespace skira
