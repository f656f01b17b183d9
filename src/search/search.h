// search: finds reviews by whatever words one remembers. The module's public header.
//
//   SearchIndex index;                         once, in slices between frames
//   index.Add(catalog, 0, n);
//   SearchResult found = Search(index, "דיפוזיה has:code", {.limit = 20});
//   Highlighter marks(index, "דיפוזיה has:code");
//   marks.SnippetOf(catalog.reviews[found.hits[0].review]);
//
// An index knows reviews by their place in Catalog::reviews and holds no pointer into the catalog.
// Nothing that a person types is an error. Positions are byte offsets. README.md of this folder
// tells how words are analysed and reviews ranked.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "review/review.h"
#include "unicode/byte_range.h"

namespace skira {

// Builds what all indices share, once; without it the first Add() or Search() does.
void WarmUpSearch();

// A number that ranking is tuned by (weights.h has the table).
struct SearchWeight {
  std::string_view name;
  float value, least, most;  // least to most: where it makes sense
  std::string_view reason;
};
std::vector<SearchWeight> SearchWeightTable();
// For tuning: false, and nothing changes, for a name that is none or a value outside its range.
// Call before the first search of the program: what was found so far is kept for its words.
bool SetSearchWeight(std::string_view name, float value);

// --- The query language --------------------------------------------------------------------------

enum class Operator : uint8_t {
  kTitle,           // title:gan           words of the title
  kTopic,           // topic:diffusion     id or name of a topic, in either language
  kYear,            // year:2024
  kDate,            // date:2024-06..2024-08, date:2024, date:..2024-06-30
  kReviewer,        // reviewer:mike       part of a name
  kHas,             // has:code, has:math
  kNumber,          // number:61
  kArxiv,           // arxiv:2405.18047
  kKind,            // kind:daily          full, short, daily, post
  kClarity,         // clarity:high        high, medium, low
  kRecommendation,  // recommendation:must must, recommended, optional, skip
};
inline constexpr int kOperatorCount = 11;

// How an operator is written and what may stand behind its colon.
struct OperatorNames {
  Operator op;
  std::string_view english, hebrew;  // what is offered; Parse knows more spellings
  std::string_view example;          // a value that shows the form
};
// In the order of the enumeration: for help and suggestions.
extern const std::array<OperatorNames, kOperatorCount> kOperators;

// A value that an operator takes from a fixed list ("daily" of kind:, "code" of has:).
struct OperatorValue {
  Operator op;
  std::string_view id;  // as in the export and in facets
  std::string_view english, hebrew;
};
// The fixed values of kHas, kKind, kClarity and kRecommendation, in the order to show them in.
std::vector<OperatorValue> OperatorValues(Operator op);

// A piece of a query.
struct QueryPart {
  enum class Kind : uint8_t { kWord, kPhrase, kOperator };
  Kind kind = Kind::kWord;
  bool excluded = false;  // written -word, -"phrase", -topic:x
  Operator op{};          // of kOperator only
  ByteRange range;        // the whole piece with minus, name and quotes
  ByteRange value;        // the word, what stands between the quotes or behind the colon
  bool operator==(const QueryPart&) const = default;
};

struct ParsedQuery {
  std::string text;              // what was parsed; ranges refer to it
  std::vector<QueryPart> parts;  // in the order of the text
  std::string_view Value(const QueryPart& part) const {
    return std::string_view(text).substr(part.value.begin, part.value.end - part.value.begin);
  }
  bool operator==(const ParsedQuery&) const = default;
};

// Any bytes are a query: what is no operator is a word, a quote that is not closed reaches to the
// end, an operator without a value restricts nothing.
ParsedQuery ParseQuery(std::string_view query);

// The query for the letters as typed: what begins with "=" is read in no other keyboard layout.
std::string AsTyped(std::string_view query);
bool IsAsTyped(std::string_view query);

// --- Topics --------------------------------------------------------------------------------------

// A topic of the vocabulary (assets/topics.json).
struct TopicName {
  std::string_view id, english, hebrew;
};
std::span<const TopicName> TopicNames();
const TopicName* FindTopic(std::string_view id);  // nullptr: no topic of the vocabulary
// The name of a topic (an id of assets/topics.json) in Hebrew or English; the id itself where the
// vocabulary lacks it. Lives as long as the program, or as `id`.
std::string_view TopicTitle(std::string_view id, bool hebrew);

// --- The index -----------------------------------------------------------------------------------

enum class Facet : uint8_t {
  kYear,            // "2024"
  kMonth,           // "2024-06"
  kTopic,           // id of assets/topics.json
  kKind,            // "daily"
  kReviewer,        // name as printed
  kClarity,         // "high"
  kRecommendation,  // "must"
  kHas,             // "code", "math"
};
inline constexpr int kFacetCount = 8;

struct IndexData;

// Not copyable; movable. A moved-from index may only be assigned to or destroyed.
class SearchIndex {
 public:
  SearchIndex();
  ~SearchIndex();
  SearchIndex(SearchIndex&&) noexcept;
  SearchIndex& operator=(SearchIndex&&) noexcept;

  // Indexes reviews [first, first + count) of `catalog`; those that the index already had at
  // `first` and behind have moved up by `count`. Costs what the new reviews cost (and now and then
  // a merge of small additions). Call with pieces of some dozens to stay within a frame:
  //   while (index.size() < catalog.reviews.size()) index.Add(catalog, index.size(), 64);
  // A count that reaches behind the catalog is cut.
  void Add(const Catalog& catalog, int first, int count);

  // Forgets reviews [first, first + count); those behind move down by `count`.
  void Remove(int first, int count);

  // Packs what Add left loose: call once after the last of a series of Add. Searches work, and find
  // the same, without it; it makes the index smaller and faster. Parts of the index are joined to
  // parts of at most `most` reviews: what the call takes, and how fast searches are, grow with it.
  void Pack(int most = 16384);

  // The same in steps that each pack at most `most` reviews; false where nothing was left to do.
  bool PackSome(int most);

  int size() const;           // reviews
  size_t bytes() const;       // of memory that the index takes
  size_t text_bytes() const;  // of the texts that were indexed: titles, fields and spans

  // The values of a facet that occur, in no order that means anything; FacetCounts' are parallel.
  const std::vector<std::string>& FacetValues(Facet facet) const;

  IndexData& data() const { return *data_; }  // for this room

 private:
  std::unique_ptr<IndexData> data_;
};

// --- Searching -----------------------------------------------------------------------------------

enum class SortOrder : uint8_t { kRelevance, kNewest, kOldest };

// Only reviews with this value. Several of one facet: any of them; of different facets: each. A
// year and a month are of one facet here: the time.
struct FacetRestriction {
  Facet facet = Facet::kTopic;
  std::string value;
  bool operator==(const FacetRestriction&) const = default;
};

struct SearchOptions {
  int limit = 10;  // hits; total and facets count all
  int offset = 0;  // hits to leave out at the start
  SortOrder sort = SortOrder::kRelevance;
  bool last_word_is_prefix = true;  // it is being typed
  std::vector<FacetRestriction> restrictions{};
  // Only reviews i with (*only)[i] != 0, those behind its end included; null: all. It restricts as
  // an operator does: total, facets and suggestions follow it.
  const std::vector<uint8_t>* only = nullptr;
};

struct Hit {
  int review = 0;    // index into Catalog::reviews
  double score = 0;  // higher is better; comparable within one result only
  bool operator==(const Hit&) const = default;
};

// A query that would find something, where the one asked finds nothing or spells a word as no
// review does.
struct Suggestion {
  std::string query;  // to search for in its place
  ByteRange changed;  // the bytes of `query` that differ
  bool operator==(const Suggestion&) const = default;
};

struct SearchResult {
  std::vector<Hit> hits;  // best first; ties by date, newest first
  int total = 0;          // reviews found
  // Of the reviews found, how many carry each of SearchIndex::FacetValues. A facet's own
  // restriction is left out of its counts, so that they tell what choosing another value gives.
  std::array<std::vector<int>, kFacetCount> facets;
  std::vector<Suggestion> suggestions;  // best first, at most 3; where words were not found
  // Typed in the other keyboard layout, Hebrew (SI-1452) or QWERTY: what the keys give there, which
  // was searched for in place of the letters. Empty: these were searched for. AsTyped() of the
  // query searches for the letters.
  std::string reading;
  double microseconds = 0;  // that the search took
};

// A query without words but with operators lists all reviews that they let through, newest first;
// an empty one finds nothing unless `restrictions` or `only` say what. Only one search at a time
// may run on an index.
SearchResult Search(const SearchIndex& index, std::string_view query,
                    const SearchOptions& options = {});

// --- Showing what was found ----------------------------------------------------------------------

struct Snippet {
  std::string text;             // whole words of one block, white space made single
  std::vector<ByteRange> hits;  // into `text`, whole words, increasing
  int block = -1;               // index into Review::blocks; -1: the review has no text
  bool cut_before = false;      // text of the block was left out before it
  bool cut_after = false;       // and after it
  bool operator==(const Snippet&) const = default;
};

// A word of the query and what answers it in a review.
struct WordAnswer {
  std::string word;   // as the query's reading has it
  std::string found;  // as the review prints it; empty: nothing does
  bool as_typed = true;
  bool operator==(const WordAnswer&) const = default;
};

// Marks a query's words in texts. Keeps no reference to the index or the query.
class Highlighter {
 public:
  Highlighter(const SearchIndex& index, std::string_view query, bool last_word_is_prefix = true);

  // The words of `text` (a title, a block's text) that answer the query, increasing; neighbours are
  // not joined. Whole words, with their Hebrew prefixes, also where the query's last word is only
  // their beginning so far.
  std::vector<ByteRange> HitsIn(std::string_view text) const;

  // The passage of the review's body that answers best, of about `length` code points; its opening
  // where none does.
  Snippet SnippetOf(const Review& review, int length = 160) const;

  // Why the review was found: for each word of the query, in its order, the surest word of the
  // title or the body that answers it. Walks the whole review: for the few that are shown.
  std::vector<WordAnswer> AnswersIn(const Review& review) const;

 private:
  struct Word {
    std::string term;  // in the index's letters (codes.h)
    uint8_t word;      // of the query
    float weight;
  };
  std::vector<std::string> asked_;  // the query's words, but those of phrases
  std::vector<Word> words_;         // by term
  Word beginning_{};                // of words that are still being typed; an empty term: of none
};

// Reviews near `review` by shared topics and rare shared words, nearest first, without itself.
std::vector<Hit> Related(const SearchIndex& index, int review, int limit);

// What the keys of a word give in the other layout, Hebrew (SI-1452) or QWERTY: a word with Hebrew
// letters in Latin (capitals, typed with shift, stay what they are), any other in Hebrew. Empty
// where no key differs.
std::string OtherLayout(std::string_view word);

}  // namespace skira
