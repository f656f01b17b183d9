// The pairs of assets/terms.json: other words, mostly of the other language, for what a query says.
// Inside of the room.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "search/packed.h"

namespace skira {

class TermPairs {
 public:
  // The one table; made at the first call (some milliseconds).
  static const TermPairs& Get();

  // Calls visit(words) for each other spelling of what the words say, with its words as terms
  // (codes.h). `words`: one or more of a query that stand side by side.
  template <typename Visit>
  void ForEachOther(const std::vector<std::string_view>& words, Visit&& visit) const {
    rows_.clear();
    FindRows(words);
    for (const uint32_t row : rows_) {
      for (uint32_t s = row_starts_[row]; s < row_starts_[row + 1]; ++s) {
        if (!Says(words, spellings_[s])) visit(spellings_[s]);
      }
    }
  }

  size_t longest() const { return longest_; }  // words that a spelling has at most
  size_t rows() const { return row_starts_.size() - 1; }

 private:
  using Spelling = std::vector<std::string>;
  TermPairs();
  void AddSpellings(std::string_view quoted, std::vector<HashBuckets::Entry>& entries);
  void FindRows(const std::vector<std::string_view>& words) const;
  static bool Says(const std::vector<std::string_view>& words, const Spelling& spelling);

  std::vector<Spelling> spellings_;  // by row
  std::vector<uint32_t> row_starts_, row_of_;
  HashBuckets by_key_;
  size_t longest_ = 1;
  mutable std::vector<uint32_t> rows_;
};

}  // namespace skira
