// Facts of Hebrew letters and marks, and the folding that comparison and search rest on.
#pragma once

#include <string>
#include <string_view>

namespace skira {

// א to ת with the five final forms.
inline constexpr bool IsHebrewLetter(char32_t c) { return c >= 0x05D0 && c <= 0x05EA; }

// ך ם ן ף ץ
inline constexpr bool IsHebrewFinal(char32_t c) {
  return c == 0x05DA || c == 0x05DD || c == 0x05DF || c == 0x05E3 || c == 0x05E5;
}

// The Hebrew hyphen.
inline constexpr char32_t kMaqaf = 0x05BE;

// Points (niqqud) and cantillation marks: they combine with a letter and are left out when folding.
inline constexpr bool IsHebrewMark(char32_t c) {
  return (c >= 0x0591 && c <= 0x05BD) || c == 0x05BF || c == 0x05C1 || c == 0x05C2 || c == 0x05C4 ||
         c == 0x05C5 || c == 0x05C7;
}

// ׳ and what is typed for it: ' ’ ‘ ′ ` ´
bool IsGeresh(char32_t c);

// ״ and what is typed for it: " ” “ „ ″
bool IsGershayim(char32_t c);

// The base form of a final letter (ם to מ), which is the next code point; any other as it is.
inline constexpr char32_t FoldFinal(char32_t c) { return IsHebrewFinal(c) ? c + 1 : c; }

// The final form of a letter that has one (מ to ם); any other code point as it is.
inline constexpr char32_t ToFinal(char32_t c) { return IsHebrewFinal(c - 1) ? c - 1 : c; }

// The letters that presentation forms (U+FB1D to U+FB4F) and Yiddish digraphs stand for: the first
// letter for a digraph. Any other code point as it is.
char32_t FoldPresentation(char32_t c);

// ToLower for any code point; call that.
char32_t FindLower(char32_t c);

// Simple lower case: ASCII, Latin-1, Latin Extended-A, Greek, Cyrillic, fullwidth Latin.
inline char32_t ToLower(char32_t c) {
  if (c < 0x80) return c >= U'A' && c <= U'Z' ? c + 32 : c;
  return IsHebrewLetter(c) ? c : FindLower(c);
}

// The form in which two spellings are compared: lower case, base letters for final ones, no points,
// one kind of geresh (') and of gershayim ("). Bad bytes become U+FFFD.
std::string Fold(std::string_view text);
std::u32string Fold32(std::string_view text);

// How many of the text's code points are Hebrew letters.
size_t CountHebrewLetters(std::string_view text);

}  // namespace skira
