// An index in files, of which a query needs a few: for libraries whose index is too large to fetch
// or to keep. The second face of the room.
//
//   reviews ─▶ TermShardWriter ─▶ words, postings and order files                 (skira export)
//   query ─▶ TermShards::Prepare ─▶ the files that it lacks ─▶ Take ─▶ Search()   (a reader)
//
// Reviews are numbered from 0 in the order in which the writer got them.
//
// A words file is a stretch of the vocabulary, in the order of the terms' keys: the key of their
// form (morphology.h), so that a word's prefixes, endings and most of its misspellings lie
// together; behind "~" the key of their sound; the term itself where it has no form. A term stands
// in the file of each of its keys. Terms are sorted, front-coded:
//
//   words    = { shared (a byte), rest (a byte), letters (codes.h), reviews, times, whole,
//                size, file, offset }
//   postings = lists of postings one behind the other, as in segment.h
//   order    = reviews one behind the other: terms, words,
//              { hash (three bytes), places (a byte, segment.h) } a term,
//              the term's index + 1, 0 between texts: a word
//
// The numbers behind the letters are varints: how many reviews have the term, how often one of them
// has it (as rank.h counts occurrences, sixteenths, on the average), how many bytes all its
// postings would take, and where they are, in bytes. A term of more than kMostReviews reviews keeps
// the postings of those that it says most about. Files hold what fits, so that each comes to about
// kWordsBytes or kPostingsBytes; an order file has kPerOrder reviews.
//
// Postings that were fetched say which reviews may be the best; the order files of those say all
// of them that the whole index would know: every term with its places, and which words stand side
// by side.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "review/review.h"

namespace skira {

class SearchIndex;
class Segment;

enum class TermFileKind : uint8_t { kWords, kPostings, kOrder };

struct TermFile {
  TermFileKind kind = TermFileKind::kWords;
  int number = 0;  // from 0
  auto operator<=>(const TermFile&) const = default;
};

// What an index asks of a review's text besides its words.
struct ReviewTraits {
  bool code = false, math = false;           // it has code, formulas
  uint16_t title_atoms = 0, body_atoms = 0;  // lengths as the ranking counts them
  bool operator==(const ReviewTraits&) const = default;
};

// But for the lengths, which TermShardWriter::Add tells.
ReviewTraits TraitsOf(const Review& review);

class TermShardWriter {
 public:
  static constexpr uint32_t kMostReviews = 4096;
  static constexpr size_t kWordsBytes = 2 << 10, kPostingsBytes = 4 << 10;
  static constexpr uint32_t kPerOrder = 5;
  using Sink = std::function<void(TermFile, std::string bytes)>;

  TermShardWriter();
  ~TermShardWriter();
  TermShardWriter(const TermShardWriter&) = delete;
  TermShardWriter& operator=(const TermShardWriter&) = delete;

  // Takes the next reviews; returns their traits. Memory grows by their postings, some two bytes
  // for each word of each review. Files are handed out each once, numbered from 0 in each kind:
  // those of the order as they are full, the others by Finish, which is called once, at the end.
  std::vector<ReviewTraits> Add(const std::vector<Review>& reviews, const Sink& sink);
  void Finish(const Sink& sink);

  // The first key of each words file, as bytes; filled by Finish.
  const std::vector<std::string>& keys() const { return keys_; }
  uint64_t title_atoms() const { return title_atoms_; }
  uint64_t body_atoms() const { return body_atoms_; }

 private:
  struct Term {
    std::string postings;  // as in segment.h, of all reviews
    uint32_t reviews = 0, last = 0;
  };
  struct Entry;
  std::string MostTelling(const Term& term, float& times) const;
  void WriteOrder(const Segment& segment, const Sink& sink);
  void CloseOrder(const Sink& sink);
  void PlaceTerms(const Sink& sink, std::vector<Entry>& entries);
  void WriteWords(const Sink& sink, std::vector<Entry>& entries);

  std::map<std::string, Term, std::less<>> terms_;
  std::vector<ReviewTraits> traits_;  // of each review
  std::vector<std::string> keys_;
  uint64_t title_atoms_ = 0, body_atoms_ = 0;
  std::string order_;     // of the reviews whose file is not full yet
  uint32_t ordered_ = 0;  // reviews whose order was written
};

// What a reader of the files knows of the whole.
struct TermShardFacts {
  int reviews = 0;
  uint64_t title_atoms = 0, body_atoms = 0;  // of all
  std::vector<std::string> keys;             // TermShardWriter::keys()
  int postings_files = 0, order_files = 0;
};

// The files of an index that are at hand, and what a SearchIndex makes of them.
class TermShards {
 public:
  // A search asks for no more files than these of each kind: together some 300 KB when they are
  // compressed.
  static constexpr size_t kMostWordsFiles = 28, kMostPostingsFiles = 36, kMostOrderFiles = 11;

  TermShards() = default;

  // `index` becomes one of these reviews, which stand at the beginning of the catalog by their
  // numbers and are not found before they are listed. It must be used with this object alone from
  // then on; other reviews may be added behind these.
  void Begin(TermShardFacts facts, SearchIndex& index);
  bool on() const { return facts_.reviews > 0; }

  // Tells of a review what is asked of it besides its words: it can be found now.
  void List(int number, const Review& review, const ReviewTraits& traits, SearchIndex& index);

  // Puts into the index what is at hand of the query's words, so that Search() finds what there is
  // to be found. Returns the files that it lacks, the most telling first; call it again when they
  // have come. Empty: nothing is lacking but what was given up.
  std::vector<TermFile> Prepare(std::string_view query, bool last_word_is_prefix,
                                SearchIndex& index);

  // A file came. Returns why it is no such file; empty: it is one.
  std::string Take(TermFile file, std::string bytes);
  // It could not be had: searches do without it.
  void GiveUp(TermFile file) { given_up_.insert(file); }
  // What was given up is asked for again.
  void Retry() { given_up_.clear(); }
  bool gave_up() const { return !given_up_.empty(); }
  // Forgets all files, as if none had come yet.
  void Clear(SearchIndex& index);

  size_t bytes() const;  // of the files at hand

 private:
  struct Place {
    uint32_t reviews = 0, size = 0, offset = 0;
    int file = 0;
  };
  // What the query at hand needs.
  struct Plan {
    std::string query;
    bool prefix = false, sounds = false;  // what sounds like its rare words is looked for too
    std::vector<int> words;               // files
    bool ranked = false, placed = false;  // `best` is of all postings; it is in the index
    std::vector<int> best;                // reviews whose order is looked at
    int listed = 0;                       // reviews that were, when it was ranked
  };

  int FileOf(std::string_view key) const;
  void AddFiles(const std::vector<std::string>& keys, std::vector<int>& files) const;
  std::vector<int> FilesFor(std::string_view query, bool last_word_is_prefix) const;
  void AddSounds(SearchIndex& index);
  std::vector<TermFile> Lacking(TermFileKind kind, const std::vector<int>& files);
  void SetWords(SearchIndex& index);
  std::vector<int> PutPostings(SearchIndex& index);
  bool IsPostings(std::string_view bytes) const;
  std::vector<int> OrderFiles(SearchIndex& index);
  void PutOrder(SearchIndex& index);
  void ForgetOrder(SearchIndex& index);
  void Forget();

  TermShardFacts facts_;
  std::map<TermFile, std::string> files_;  // at hand
  std::map<TermFile, uint64_t> used_;      // when each was, for forgetting
  uint64_t now_ = 0;
  std::set<TermFile> given_up_;
  Plan plan_;
  std::vector<int> words_;     // the files whose words the index has
  std::vector<Place> places_;  // of those words' postings, by term
  // The hash by which order files name each of those words, its offset, and its number; sorted.
  struct HashedTerm {
    uint32_t hash, offset, term;
  };
  std::vector<HashedTerm> hashes_;
  int listed_ = 0;  // reviews
};

}  // namespace skira
