// The words that headers are made of: those of the series, and those that a document's own headers
// repeat.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace skira {

// What a word does in a header.
enum class WordPart : uint8_t {
  kNone,
  kSeries,  // what is published: "the paper"
  kDaily,   // how often
  kReview,  // what may be numbered: "review 12"
  kNumber,  // "no.", "number"
  kShort,   // "[Short]"
  kOf,      // names follow
  kLeft,    // "472 reviews to 1024"
};

struct KnownWord {
  WordPart part = WordPart::kNone;
  bool damaged = false;  // a spelling that is not ours, but resembles one
};

// What a folded word is in a header. Misread words are known where `tolerant` is set.
KnownWord FindHeaderWord(std::u32string_view folded, bool tolerant);

// Learns which words a document's own headers repeat: those in front of the dates and numbers that
// its lines begin with.
class HeaderWords {
 public:
  // A line with a date or number near its beginning; `before` is what stands in front of it.
  void Count(std::string_view before);
  // To be called once, after all lines were counted: keeps what enough of them have.
  void Learn();
  bool Has(const std::u32string& folded) const { return learned_.contains(folded); }

 private:
  int lines_ = 0;
  std::unordered_map<std::u32string, int> counts_;
  std::unordered_set<std::u32string> learned_;
};

}  // namespace skira
