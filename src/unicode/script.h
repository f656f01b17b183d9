// The script of a code point, as coarse as the documents need: which letters stand in a word.
#pragma once

#include <cstdint>
#include <string_view>

namespace skira {

enum class Script : uint8_t {
  kCommon,  // digits, punctuation, symbols, spaces
  kHebrew,
  kLatin,
  kGreek,
  kCyrillic,
  kArabic,
  kHan,
  kKana,
  kHangul,
  kOther,  // any other letters: Thai, Devanagari, Armenian, ...
};

// ScriptOf for any code point; call that.
Script FindScript(char32_t code_point);

inline Script ScriptOf(char32_t c) {
  if (c < 0x80) {
    const bool letter = (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z');
    return letter ? Script::kLatin : Script::kCommon;
  }
  if (c >= 0x0591 && c <= 0x05F4) return Script::kHebrew;
  return FindScript(c);
}

inline bool IsLetter(char32_t c) { return ScriptOf(c) != Script::kCommon; }

// Marks, embeddings, overrides and isolates of direction (UAX #9, 2): they say how text is ordered
// and are no part of what it says.
inline constexpr bool IsDirectionMark(char32_t c) {
  return c == 0x200E || c == 0x200F || c == 0x061C || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

inline constexpr bool IsDigit(char32_t c) { return c >= U'0' && c <= U'9'; }

// Whether the code point is a letter of a right-to-left script (classes R and AL).
bool IsRtlLetter(char32_t code_point);

// Pictographs with their joiners and selectors: banners open with them.
bool IsEmoji(char32_t code_point);

// The first letter's script, Script::kCommon where there is no letter.
Script FirstScript(std::string_view text);

}  // namespace skira
