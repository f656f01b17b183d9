// Marks of direction (UAX #9, 2): they order text on the screen and say nothing of its structure,
// so that a document is parsed without them; the texts of its blocks get them back. Inside of the
// parser.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "review/review.h"

namespace skira {

class DirectionMarks {
 public:
  DirectionMarks() = default;
  // Takes the marks out of `text`; without any, nothing is copied.
  explicit DirectionMarks(std::string& text);

  bool empty() const { return marked_.empty(); }

  // Puts the marks of the blocks' lines back where they were in the blocks' texts: before the
  // character that they were before, at the block's end those behind its last. `blocks` are a
  // document's in the order of their lines. Linear in the length of the lines.
  void Restore(std::vector<Block>& blocks) const;

 private:
  void Restore(Block& block, size_t& at, bool shares_line) const;

  std::string marked_;            // the text as it was; empty where it had no marks
  std::vector<uint32_t> starts_;  // of its lines, and its end
};

}  // namespace skira
