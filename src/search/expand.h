// From a query's words to the terms of the index that answer them.
//
//   query ─▶ words ─▶ groups: one a word, with every term that is evidence for it and how strong
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "search/index.h"
#include "search/packed.h"
#include "search/search.h"

namespace skira {

// A term that answers a word.
struct TermMatch {
  uint32_t segment, term;          // index of IndexData::segments, number in its vocabulary
  uint32_t posting, posting_size;  // bytes
  float weight;                    // in (0, 1]
};

// A review that has a word, or all of some: how often, how surely.
struct Answer {
  uint32_t slot;
  float frequency, weight;
};

// All that have it, worked out when they are first asked for (rank.h).
struct Answers {
  std::vector<Answer> list;
  float reviews = 0;  // how many, those that have it less surely as parts of one
};

// What a word matches.
struct WordMatches {
  std::vector<TermMatch> matches;
  bool answered = false;
  Answers sure, unsure;  // unsure: by misspellings and the like
};

// Words that stand for a word of a query: one, or several that a review must have together.
struct Spelling {
  std::vector<const WordMatches*> words;  // none: the index lacks one of them
  uint32_t bytes = 0;                     // of their postings
  bool answered = false;
  Answers answers;
};

// A spelling that answers a word, and how surely.
struct StandIn {
  Spelling* spelling;
  float weight;
};

// A spelling of several words, for what shows which words answered.
struct PhraseMatch {
  const Spelling* spelling;
  float weight;
  uint32_t groups;  // that it answers, a bit each
};

// What words were found to match, for the next key of the same query and for words that many
// queries share. Of one state of the index.
struct WordCache {
  // Emptied, before a search, when it holds more words or answers than these.
  static constexpr size_t kMost = 8192, kMostAnswers = size_t{1} << 19;
  // Found by views of their keys.
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view key) const { return HashBytes(key); }
  };
  template <typename Value>
  using Map = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;
  Map<WordMatches> forms, typos;
  Map<Spelling> spellings;  // by their words, a space between
  size_t answers = 0;       // that all of these hold

  bool full() const {
    return forms.size() + typos.size() + spellings.size() > kMost || answers > kMostAnswers;
  }
};

// A word of the query and all that answers it.
struct WordGroup {
  std::string word;  // term, codes.h
  ByteRange range;   // in the query
  std::vector<TermMatch> matches;
  WordMatches* own = nullptr;    // what the word itself matches, where nothing completes it
  size_t own_count = 0;          // of `matches`: the first are the word's own
  std::vector<StandIn> sources;  // what stands for it
  float best = 0;                // the greatest weight
  bool title_only = false;
  float importance = 1;  // of what it weighs: less for a word that asks or fills
};

struct ExpandedQuery {
  std::vector<WordGroup> groups;
  // Of concepts that the query speaks of: what the field calls them. Bits of PhraseMatch::groups
  // behind those of the words.
  std::vector<WordGroup> concepts;
  std::vector<PhraseMatch> phrases;
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
  const std::vector<TermMatch>& ExpandWord(std::string_view word, bool typos) {
    return Match(word, typos).matches;
  }

 private:
  WordMatches& Match(std::string_view word, bool typos);
  Spelling& Spell(const std::vector<std::string>& words);
  bool Exact(std::string_view word);  // whether the segment at hand has it
  void Forms(std::string_view word, bool typos, bool exact);
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
  std::string key_, spelling_key_;
};

}  // namespace skira
