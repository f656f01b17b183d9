// From a query's words to the terms of the index that answer them. Inside of the room.
//
//   query ─▶ words ─▶ groups: one a word, with every term that is evidence for it and how strong
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "search/index.h"
#include "search/search.h"

namespace skira {

// A term that answers a word.
struct TermMatch {
  uint32_t segment, term;          // index of IndexData::segments, number in its vocabulary
  uint32_t posting, posting_size;  // bytes
  float weight;                    // in (0, 1]
  uint32_t source = 0;             // 0: the word itself; others: a word that stands for it
};

// Words that stand for a word together: a spelling of another language, the parts of a compound.
struct PhraseMatch {
  std::vector<const std::vector<TermMatch>*> words;  // in the cache
  float weight;
  uint32_t groups;  // that it answers, a bit each
};

// What words were found to match, for the next key of the same query and for words that many
// queries share. Of one state of the index.
struct WordCache {
  // Emptied, before a search, when it holds more words than this.
  static constexpr size_t kMost = 8192;
  std::unordered_map<std::string, std::vector<TermMatch>> forms, typos;
};

// A word of the query and all that answers it.
struct WordGroup {
  std::string word;  // term, codes.h
  ByteRange range;   // in the query
  std::vector<TermMatch> matches;
  float best = 0;  // the greatest weight
  bool title_only = false;
  float importance = 1;  // of what it weighs: less for a word that asks or fills
};

struct ExpandedQuery {
  std::vector<WordGroup> groups;
  // Of concepts that the query speaks of: what the field calls them. Bits of PhraseMatch::groups
  // behind those of the words.
  std::vector<WordGroup> concepts;
  std::vector<PhraseMatch> phrases;
  uint32_t sources = 0;  // words that stand for others, so far
};

// The most words of a query that are looked at: what a person types fits, and a pasted page stays
// cheap.
inline constexpr size_t kMostWords = 24;
inline constexpr size_t kMostConcepts = 8;
static_assert(kMostWords + kMostConcepts <= 32, "groups are bits of a number");

class Expander {
 public:
  // The cache must outlive what is expanded.
  Expander(const IndexData& data, WordCache& cache) : data_(data), cache_(cache) {}

  // The groups of a query's words (not of its phrases and exclusions).
  ExpandedQuery Expand(const ParsedQuery& query, bool last_word_is_prefix);

  // The terms that are forms of a word and, with `typos`, such as sound like it or are a few edits
  // away where it is rare. In the cache.
  const std::vector<TermMatch>& ExpandWord(std::string_view word, bool typos);

 private:
  bool Exact(std::string_view word);  // whether the segment at hand has it
  void Forms(std::string_view word, bool thorough);
  void Completions(std::string_view word, std::vector<TermMatch>& matches);
  void Typos(std::string_view word);
  void Loans(std::string_view word);
  void Roots(std::string_view word);
  void Prefixed(std::string_view word);
  void Offer(const Vocabulary::Cursor& term, float weight);
  void ExpandOthers(ExpandedQuery& query);
  void ExpandCompounds(ExpandedQuery& query);
  void WeighFillers(ExpandedQuery& query) const;
  void ExpandConcepts(ExpandedQuery& query);
  void Share(const std::vector<std::string>& words, float weight, uint32_t groups,
             ExpandedQuery& query);

  const IndexData& data_;
  WordCache& cache_;
  std::vector<TermMatch>* matches_ = nullptr;
  size_t segment_begin_ = 0;  // of *matches_: those of the segment at hand
  uint32_t segment_ = 0;
  std::string key_, other_key_;
};

}  // namespace skira
