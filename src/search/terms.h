// The table of assets/terms.json: other words, mostly of the other language, for what a query says.
//
//
// A row of pairs says one thing in several spellings, whose words stand side by side. A row of the
// theme "concept" says what people ask and what the field calls it: its spellings' words may stand
// anywhere in a query, in any order and form, and words that ask or fill do not count.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
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

  // Calls visit(row, words, asked) for each other spelling of a concept that the words of a query
  // speak of: bit i of `asked` is set where words[i] belongs to it.
  template <typename Visit>
  void ForEachConcept(const std::vector<std::string_view>& words, Visit&& visit) const {
    for (const Spoken& spoken : FindConcepts(words)) {
      for (uint32_t s = row_starts_[spoken.row]; s < row_starts_[spoken.row + 1]; ++s) {
        if (s != spoken.spelling) visit(spoken.row, spellings_[s], spoken.asked);
      }
    }
  }

  size_t longest() const { return longest_; }  // words that a spelling has at most
  size_t rows() const { return row_starts_.size() - 1; }

 private:
  using Spelling = std::vector<std::string>;
  TermPairs();
  struct Entries {
    std::vector<HashBuckets::Entry> pairs, concepts;
  };
  // A word of a concept's spelling that is no filler.
  struct ConceptWord {
    std::string term;
    uint32_t spelling;
    uint8_t bit;
  };
  // A spelling of a concept all of whose words a query has.
  struct Spoken {
    uint32_t row, spelling, asked;
  };
  void AddSpellings(std::string_view quoted, bool is_concept, Entries& entries);
  void AddConcept(uint32_t spelling, Entries& entries);
  // A word of a concept's spelling, by its bit.
  struct ConceptUse {
    uint32_t spelling;
    uint8_t bit;
  };
  const std::vector<ConceptUse>& ConceptsOf(std::string_view word) const;
  std::vector<Spoken> FindConcepts(const std::vector<std::string_view>& words) const;
  void FindRows(const std::vector<std::string_view>& words) const;
  static bool Says(const std::vector<std::string_view>& words, const Spelling& spelling);

  std::vector<Spelling> spellings_;  // by row
  std::vector<uint32_t> row_starts_, row_of_;
  HashBuckets by_key_, by_concept_word_;
  std::vector<ConceptWord> concept_words_;
  std::vector<uint8_t> concept_sizes_;  // by spelling: words that are no fillers; 0: of a pair
  size_t longest_ = 1;
  mutable std::vector<uint32_t> rows_;
  // By word: what was found, for the next key of the same query.
  mutable std::unordered_map<std::string, std::vector<ConceptUse>> concepts_of_;
};

}  // namespace skira
