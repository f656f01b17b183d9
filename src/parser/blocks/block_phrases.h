// How a stretch of prose begins, ends and reads: as a title, a sentence, the middle of one.
//
// The facts of language stand as tables of words in block_phrases.cpp. Every function looks at a
// bounded part of the text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace skira {

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

}  // namespace skira
