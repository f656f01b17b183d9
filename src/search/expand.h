// From a query's words to the terms of the index that answer them. Inside of the room.
//
//   query ─▶ words ─▶ groups: one a word, with every term that is evidence for it and how strong
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "search/index.h"
#include "search/search.h"

namespace skira {

// A term that answers a word.
struct TermMatch {
  uint32_t segment, term;          // index of IndexData::segments, number in its vocabulary
  uint32_t posting, posting_size;  // bytes
  float weight;                    // in (0, 1]
};

// Words that stand for a word together: a spelling of another language, the parts of a compound.
struct PhraseMatch {
  std::vector<std::vector<TermMatch>> words;
  float weight;
};

// A word of the query and all that answers it.
struct WordGroup {
  std::string word;  // term, codes.h
  ByteRange range;   // in the query
  std::vector<TermMatch> matches;
  std::vector<PhraseMatch> phrases;
  float best = 0;  // the greatest weight
  bool title_only = false;
};

// The most words of a query that are looked at: what a person types fits, and a pasted page stays
// cheap.
inline constexpr size_t kMostWords = 24;

class Expander {
 public:
  explicit Expander(const IndexData& data) : data_(data) {}

  // The groups of a query's words (not of its phrases and exclusions).
  std::vector<WordGroup> Expand(const ParsedQuery& query, bool last_word_is_prefix);

  // The terms that answer a single word.
  void ExpandWord(std::string_view word, bool prefix, bool typos, std::vector<TermMatch>& matches);

 private:
  void Exact(std::string_view word);
  void Forms(std::string_view word);
  void Completions(std::string_view word);
  void Typos(std::string_view word);
  void Sounds(std::string_view word);
  void Offer(const Vocabulary::Cursor& term, float weight);
  void ExpandOthers(std::vector<WordGroup>& groups);
  void ExpandCompounds(std::vector<WordGroup>& groups);
  void Share(const std::vector<std::string>& words, float weight, size_t first, size_t last,
             std::vector<WordGroup>& groups);

  const IndexData& data_;
  std::vector<TermMatch>* matches_ = nullptr;
  size_t segment_begin_ = 0;  // of *matches_: those of the segment at hand
  uint32_t segment_ = 0;
  std::string key_, other_key_;
};

}  // namespace skira
