// The shape of a line: what of it may come back in the lines that open the other reviews of a
// document, whatever their words are.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "parser/document/line_facts.h"

namespace skira {

// The shapes that a line has, the most telling first; none where the line can open nothing: prose,
// an item, a quote, a row, a rule, a link. Two lines that have one in common begin alike:
//
//   ## 1. TITLE        "H2 N."  "H2"       **March 4** - *TITLE*   "B D"
//   [2] arXiv:...      "[N]"               Dana [10:42 AM]         "S"
//   🔎 Paper: TITLE    "🔎 paper:"  "L:"   **TITLE**               "B"
//   Meeting 3 (...)    "meeting N"         TITLE                   "T"
//   TITLE (https://..) "TL"                Paper two          "paper N"
//   TITLE | 4.3.25     "2|2"               **TITLE** (Levi, 2024)  "b("
//   היום על "TITLE"    "Q היומ על"         what is behind a rule  "R" (entries.cpp)
std::vector<std::string> ShapesOf(std::string_view line, const LineFacts& facts);

// The bytes of the number or letter that a line begins with to count it among its like, with what
// separates it: "3. ", "[2] ", "1/7 ", "ב. ", "#4 "; 0 where there is none.
size_t OrdinalLength(std::string_view text);

// That number or letter where it only counts headings ("3. ", "ב. ") and says no more, as "1/7" and
// "#4" do; else empty.
std::string_view PlainOrdinal(std::string_view text);

// What that number or letter is worth, 0 for none.
int OrdinalValue(std::string_view text);

// The parts of a text between separators ("TITLE | 4.3.25 | NAME"), at least one for a text that is
// not empty. Valid as long as `text`.
std::vector<std::string_view> PartsOf(std::string_view text);

// The text without the marks of a heading, bold or pictographs that it begins with.
std::string_view WithoutLeadingMarks(std::string_view line);

// The two or more Hebrew words that a line begins with before a title in quotes: 'היום נדבר על
// "TITLE", ...'. Empty for another line.
std::string_view WordsBeforeQuoted(std::string_view text);

// Whether a line only parts what is above it from what is below: a rule, or one sign several times
// ("✦ ✦ ✦", "• • •").
bool IsParting(std::string_view line);

// The text folded, each run of digits as "0": alike for lines that differ in numbers alone.
std::string WithoutNumbers(std::string_view text);

}  // namespace skira
