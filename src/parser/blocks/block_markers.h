// Markers of list items and numbered headings.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace skira {

// What a list item or a numbered heading begins with.
struct ItemMarker {
  enum Family : uint8_t { kNone, kBullet, kNumber, kHebrew, kLatin };
  Family family = kNone;
  bool bulleted = false;  // a bullet stands before the number or letter: "- 1. "
  int value = 0;          // 3 for "3." and "ג." and "c.", 0 for a bullet
  int depth = 0;          // numbers in it: 2 for "2.1"; 0 for a bullet
  char delimiter = '\0';  // '.' or ')'
  std::string printed;    // "3", "ג", "2.1"; empty for a bullet
  std::string debris;     // the letter that a sub-bullet's circle was read as ("ס", "o"), left out
  size_t length = 0;      // bytes up to the item's text, white space included
  bool ordered() const { return family != kNone && family != kBullet; }
};

// The marker at the beginning of `line` (white space before it is skipped); kNone where none is.
// `in_list` admits what is a bullet only beside other items: "o", "ס", a hyphen glued to a word.
ItemMarker ReadMarker(std::string_view line, bool in_list);

// Whether a character, none of ASCII, is a bullet or a part of one.
bool IsBulletSign(char32_t c);

}  // namespace skira
