// What a single line looks like, whatever stands around it: blocks.cpp puts lines together.
//
// Every test bounds what it looks at, so that a line of any length costs at most one pass over it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace skira {

// The text without spaces and tabs at its ends.
inline std::string_view Strip(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

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

// Columns of white space before the text; a tab counts 4.
int Indent(std::string_view line);

// "---", "***", "___", "===" alone.
bool IsRule(std::string_view line);

// The length of the run of backticks or tildes that opens a fence (3 or more); 0 for another line.
size_t FenceLength(std::string_view line);

// "Figure 3: ...", "**Fig. 2.** ...", "Table 1 | ...", "Algorithm 2 ...", "איור 4: ...".
bool IsCaption(std::string_view line);

// One or more addresses with at most a label beside them.
bool IsLinkLine(std::string_view line);

// Who wrote the review, or hashtags alone.
bool IsCredit(std::string_view line);

// About a writer rather than about the paper: what a credit at the end is followed by.
bool IsBiography(std::string_view line);

// The number of "#" before a heading's text; 0 where the line is no such heading ("#word" is a
// hashtag).
int HashLevel(std::string_view line);

// `![alt](target)` alone.
bool IsPicture(std::string_view line);

// The text without the marks of bold, italic and underlining around all of it.
std::string_view StripEmphasis(std::string_view text);

// The whole of the text is in one pair of "**".
bool IsAllBold(std::string_view text);

// How a stretch of text ends, looking through closing brackets, quotes and marks.
enum class Ending : uint8_t {
  kSentence,  // . ! ? ; …
  kColon,
  kOpen,    // a comma, a dash, an open bracket, a word that wants another
  kHebrew,  // a Hebrew word
  kOther,   // a foreign word, a number, a formula, a bracket
};
Ending EndingOf(std::string_view text);

// How likely a text is to go on with the sentence before it.
enum class Opening : uint8_t {
  kContinues,  // a small Latin letter, a word that only follows another
  kStarts,     // a word that begins paragraphs, a label with its colon
  kUnknown,
};
Opening OpeningOf(std::string_view text);

// Whether a line alone between blank lines names what follows, by its words.
//   kColon: "Main ideas:"   kPlain: no colon   kNone: a sentence, or too long
enum class TitleShape : uint8_t { kNone, kColon, kPlain };
TitleShape TitleShapeOf(std::string_view text);

// A colon-ended line that leads into what follows as a sentence does ("the method has 4 steps:"),
// rather than naming it ("main steps:").
bool IsLeadIn(std::string_view text);

// Punctuation that extraction moved to the other end of the line, put back where certain:
// ":Conclusions" to "Conclusions:", "tag#" to "#tag", ".PhD סוף" to "סוף PhD.". Otherwise the text.
std::string MendDisplaced(std::string_view text);

// Code points, counted up to `limit` or a little beyond.
size_t LengthUpTo(std::string_view text, size_t limit);

// Hebrew letters and points, by their lead byte alone: for rules of thumb.
size_t HebrewCount(std::string_view text);

}  // namespace skira
