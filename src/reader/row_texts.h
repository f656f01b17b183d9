// What the catalog's rows say, made when a row is first drawn and kept until the list changes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "review/review.h"
#include "search/search.h"

namespace skira::reader {

struct AppState;

struct RowText {
  std::string title, date, kind, minutes;
  std::string details;              // date, kind and minutes together
  std::vector<std::string> topics;  // names of the first few
  // Where the list answers a text.
  std::vector<ByteRange> title_hits;
  Snippet snippet;
  std::string reason;  // which words answer it, where not as typed
};

class RowTexts {
 public:
  // The row of a review, by its place in the catalog. Valid until the next call.
  const RowText& Of(const AppState& state, int review);

  // The review that was left in the middle last, by its place in the catalog; -1: none.
  int InProgress(const AppState& state);

 private:
  uint32_t catalog_revision_ = 0;
  std::optional<Highlighter> marker_;
  std::unordered_map<int, RowText> rows_;
  uint32_t revision_ = 0;
  int in_progress_ = -1;
};

// What is told of a row in words: title, day, kind, minutes, topics, and the reader's marks. Keeps
// nothing.
std::string RowName(const AppState& state, int review);

}  // namespace skira::reader
