// What a reader keeps on the device: marks, highlights, notes, lists, tags. Plain data; it is kept
// as records of JSON, one a review and one a list (see user_data.cpp), so that two tabs that write
// different reviews do not undo each other.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "reader/settings.h"

namespace skira::reader {

// A stretch of one block that a reader marked.
struct Highlight {
  std::string id;               // unique in its review
  int block = 0;                // index into Review::blocks
  uint32_t start = 0, end = 0;  // bytes of the block's text (its spans' texts joined)
  std::string quote;            // the text that was marked, to find it again when the block changed
  uint8_t colour = 0;           // index into Theme::highlight
  std::string note;
  int64_t made = 0;  // milliseconds since 1970, UTC
  bool operator==(const Highlight&) const = default;
};

struct ReviewMarks {
  bool starred = false, read = false;
  float progress = 0;  // the farthest place that was read, 0 to 1
  int block = 0;       // the first block in sight when it was left
  int64_t opened = 0;  // when it was last open, milliseconds since 1970; 0: never
  std::string note;    // on the review as a whole
  std::vector<std::string> tags;
  std::vector<Highlight> highlights;  // in the order of the text
  bool operator==(const ReviewMarks&) const = default;
};

struct ReadingList {
  std::string id, name;
  std::vector<std::string> reviews;  // ids, in the reader's order
  bool operator==(const ReadingList&) const = default;
};

struct UserData {
  std::map<std::string, ReviewMarks, std::less<>> marks;  // by the review's id
  std::vector<ReadingList> lists;                         // in the reader's order
  std::vector<std::string> searches;                      // the last ones, newest first
  bool welcomed = false;                                  // the welcome was put away
};

// The marks of a review; empty ones where there are none.
const ReviewMarks& MarksOf(const UserData& user, std::string_view review);

}  // namespace skira::reader
