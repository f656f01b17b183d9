// The one rule that gives a text its base direction: by the share of its words (UAX #9, 4.3 HL1),
// used by the canvas, the catalog, the DOM layer, plain pages and copies.
//
//   - A word is what stands between white space and has a letter; its first letter gives its
//     direction ("ו-QLoRA" is a right-to-left word), and one letter is enough.
//   - Points, accents and direction marks are no letters; numbers are no words, with or without a
//     unit ("7B").
//   - Units (units.h) and what the author isolated (U+2066 to U+2069) do not count; where nothing
//     else is there, the isolated words do.
//   - Left to right is a text with more left-to-right words; else it is right to left: Hebrew comes
//     first where both are even, and where there is no word.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "review/review.h"

namespace skira {

enum class TextDirection : uint8_t { kRtl, kLtr };

// The words of a text that count, by direction.
struct StrongWords {
  int rtl = 0, ltr = 0;
  bool any() const { return rtl + ltr > 0; }
  TextDirection direction() const { return ltr > rtl ? TextDirection::kLtr : TextDirection::kRtl; }
  void operator+=(const StrongWords& other) { rtl += other.rtl, ltr += other.ltr; }
  bool operator==(const StrongWords&) const = default;
};
StrongWords CountStrongWords(std::string_view text);
// A word that goes on from span to span is one.
StrongWords CountStrongWords(std::span<const Span> spans);

// Of a title or a label.
TextDirection DirectionOf(std::string_view text);
TextDirection DirectionOf(std::span<const Span> spans);
// Code and formulas are left to right; a table's columns run as the words of its head, and of all
// cells where the head has none.
TextDirection DirectionOf(const Block& block);
// Of a table's cell: left to right without words, so that "-0.5" and "<5%" read as printed.
TextDirection CellDirection(std::span<const Span> cell);
// Of the whole text. At its start side are the title, headings and the markers of lists, whatever
// their own direction.
TextDirection ArticleDirection(const Review& review);

// "rtl" or "ltr", as HTML has it.
constexpr const char* NameOf(TextDirection direction) {
  return direction == TextDirection::kLtr ? "ltr" : "rtl";
}

}  // namespace skira
