// What the catalog's rows say, made when a row is first drawn and kept until the list changes;
// row_texts.h makes it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "review/review.h"
#include "search/search.h"

namespace skira::app {

struct RowText {
  std::string title, date, kind, minutes;
  std::string details;              // date, kind and minutes together
  std::vector<std::string> topics;  // names of the first few
  Snippet snippet;  // where the list answers a text, what answers; else how the review begins
  // Where the list answers a text.
  std::vector<ByteRange> title_hits;
  std::string reason;  // which words answer it, where not as typed
};

struct RowTexts {
  uint32_t catalog_revision = 0;      // that `rows` are of
  std::optional<Highlighter> marker;  // of what is searched for
  std::unordered_map<int, RowText> rows;
  uint32_t revision = 0;  // of the state that `in_progress` is of
  int in_progress = -1;
};

}  // namespace skira::app
