// The library in numbers: computed once for a catalog, linear in its reviews.
#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "review/review.h"

namespace skira::app {

struct NamedCount {
  std::string name;  // a topic's id, a reviewer as printed
  int count = 0;
  bool operator==(const NamedCount&) const = default;
};
struct MonthCount {
  int year = 0, month = 0;
  int count = 0;
  bool operator==(const MonthCount&) const = default;
};
// A topic's reviews in each of Statistics::quarters.
struct TopicTimes {
  std::string topic;
  std::vector<int> counts;
  bool operator==(const TopicTimes&) const = default;
};
struct Quarter {
  int year = 0, quarter = 1;  // 1 to 4
  bool operator==(const Quarter&) const = default;
};

struct Statistics {
  static constexpr size_t kTopicsOverTime = 6;
  static constexpr int kLengthBins = 12;

  int reviews = 0, papers = 0;  // papers: different ones
  int64_t words = 0;
  int minutes = 0;                         // of reading in all
  Date first, last;                        // of the dated reviews; {} where none is
  std::vector<MonthCount> months;          // without a gap, oldest first
  std::vector<NamedCount> topics;          // most frequent first
  std::vector<Quarter> quarters;           // without a gap, oldest first
  std::vector<TopicTimes> over_time;       // of the most frequent topics
  std::vector<NamedCount> reviewers;       // most frequent first
  std::array<int, kLengthBins> lengths{};  // reviews of 1, 2, … minutes; of 12 and more
  int median_words = 0;
  int longest = -1;  // index into Catalog::reviews; -1: there is none
  int longest_words = 0;
  int streak = 0;  // the most days in a row with a review each
  Date streak_from, streak_to;
};
// `words`: how many its first reviews have; those of the others are counted.
Statistics CountCatalog(const Catalog& catalog, std::span<const int> words = {});

}  // namespace skira::app
