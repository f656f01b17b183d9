// Front matter: what a document says of itself above its text.
//
//   ---  or  +++
//   title: VALUE          title = "VALUE"
//   tags: [A, B]          tags = ["A", "B"]
//   authors:
//     - A
//   ---      +++
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace skira {

// The name of the first entry of what Skira writes above each review (review/markdown.h).
inline constexpr std::string_view kSkiraEntry = "skira";

struct FrontMatter {
  struct Entry {
    std::string name;  // as printed
    std::vector<std::string> values;
    int line = 0;
  };
  int first_line = 0, last_line = 0;  // of its fences
  std::vector<Entry> entries;

  // Whether Skira wrote it above a review.
  bool is_skira() const { return !entries.empty() && entries.front().name == kSkiraEntry; }
  const Entry* Find(std::string_view name) const;
  // The first value of the entry of one of these names, empty where there is none.
  std::string Value(std::initializer_list<std::string_view> names) const;
  // Of the post; empty where there is none.
  std::string Title() const { return Value({"title", "headline", "כותרת"}); }
};

// Reads YAML between "---" and TOML between "+++", as far as lists of words go, at the document's
// beginning, and wherever its first entry is Skira's own; where a document begins with YAML that
// has a title, wherever there is more of the kind. A block that holds anything but entries, lists
// and comments is none.
std::vector<FrontMatter> ReadFrontMatter(std::string_view text);

}  // namespace skira
