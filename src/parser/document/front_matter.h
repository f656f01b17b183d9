// Front matter: what a document says of itself above its text. Inside of the room.
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

struct FrontMatter {
  struct Entry {
    std::string name;  // as printed
    std::vector<std::string> values;
    int line = 0;
  };
  int last_line = 0;  // 0 where there is none; it begins on line 1
  std::vector<Entry> entries;

  // The first value of the entry of one of these names, empty where there is none.
  std::string Value(std::initializer_list<std::string_view> names) const;
};

// Reads YAML between "---" and TOML between "+++", as far as lists of words go; a block that holds
// anything but entries, lists and comments is none.
FrontMatter ReadFrontMatter(std::string_view text);

}  // namespace skira
