// Counts of a line's characters: what tells titles from prose, and blank lines from both.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "parser/document/document.h"

namespace skira {

struct LineFacts {
  uint32_t bytes = 0;
  uint32_t hebrew = 0, latin = 0, foreign = 0, digits = 0;  // letters by script, decimal digits
  bool has_url = false;
  bool blank = true;
};

LineFacts FactsOf(std::string_view line);

// The facts of a document's lines. Blank lines, which can be many, cost a bit each.
class DocumentFacts {
 public:
  DocumentFacts() = default;  // of no line yet
  explicit DocumentFacts(const Document& document);
  void AddLine(std::string_view text);  // the next one
  int lines() const { return lines_; }
  // Of line `number`, 1-based. Valid as long as this object.
  const LineFacts& of(int number) const {
    static constexpr LineFacts kBlank;
    const size_t i = static_cast<size_t>(number - 1);
    const Group& group = groups_[i / 64];
    const uint64_t bit = uint64_t{1} << (i % 64);
    if ((group.filled & bit) == 0) return kBlank;
    return facts_[group.before + static_cast<size_t>(std::popcount(group.filled & (bit - 1)))];
  }

 private:
  // 64 lines: which of them are not blank, and how many such lines stand before the group.
  struct Group {
    uint64_t filled = 0;
    size_t before = 0;
  };
  int lines_ = 0;
  std::vector<Group> groups_;
  std::vector<LineFacts> facts_;  // of the lines that are not blank
};

}  // namespace skira
