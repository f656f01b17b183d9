// How much of what is a record holds: one table for typing, importing, joining and reading, so that
// what is written can be read back. What is over a limit is cut and the user is told; no record is
// dropped for it.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/resources/strings.h"

namespace skira::app {

enum class Limit : uint8_t {
  kNote,        // bytes of a note, on a review or on a highlight
  kQuote,       // bytes of a highlight's text
  kName,        // bytes of a list's or a tag's name
  kId,          // bytes of a review's, a highlight's or a list's id
  kSearch,      // bytes of a search
  kTags,        // of a review
  kHighlights,  // of a review
  kListed,      // reviews of a list
  kSearches,    // the last ones
};
inline constexpr size_t kLimitCount = 9;

// Bytes of UTF-8, or a count.
size_t Most(Limit limit);

// Which limits were reached. The last searches are always as many as may be: nobody is told.
class LimitsReached {
 public:
  void Add(Limit limit) { reached_.set(static_cast<size_t>(limit)); }
  void Add(const LimitsReached& other) { reached_ |= other.reached_; }
  bool Has(Limit limit) const { return reached_.test(static_cast<size_t>(limit)); }
  bool any() const { return reached_.any(); }

 private:
  std::bitset<kLimitCount> reached_;
};

// Cuts the text at a letter's end where it is longer than it may be, and adds the limit.
void KeepWithin(Limit limit, std::string& text, LimitsReached& reached);

// Drops the last values where there are more than there may be, and adds the limit.
template <typename Value>
void KeepWithin(Limit limit, std::vector<Value>& values, LimitsReached& reached) {
  if (values.size() <= Most(limit)) return;
  values.resize(Most(limit));
  reached.Add(limit);
}

// What the user is told of the limits; empty where there is nothing to tell.
std::string LimitsText(const LimitsReached& reached, Language language);

}  // namespace skira::app
