// The letters that the index writes words in: one byte for each letter of Hebrew, Latin, Greek and
// Cyrillic, folded, so that words are compared, cut and walked byte by byte.
//
//   0x2E        .  within numbers          0xA0..0xB8  α to ω
//   0x30..0x39  digits                     0xC0..0xDF  а to я
//   0x61..0x7A  a to z                     0xF0 b b b  any other letter, seven bits a byte with the
//   0x80..0x9A  א to ת by code point,                  high bit set
//               final forms never used
//
// Bytes order words as their letters are ordered.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace skira {

inline constexpr uint8_t kHebrewCode = 0x80;  // of א

inline constexpr uint8_t Hebrew(char32_t letter) {
  return static_cast<uint8_t>(kHebrewCode + (letter - U'א'));
}
inline constexpr bool IsHebrewCode(uint8_t c) { return c >= kHebrewCode && c <= Hebrew(U'ת'); }
inline constexpr bool IsLatinCode(uint8_t c) { return c >= 'a' && c <= 'z'; }
inline constexpr bool IsDigitCode(uint8_t c) { return (c >= '0' && c <= '9') || c == '.'; }

inline bool IsHebrewTerm(std::string_view term) {
  return !term.empty() && IsHebrewCode(static_cast<uint8_t>(term[0]));
}
inline bool IsLatinTerm(std::string_view term) {
  return !term.empty() && IsLatinCode(static_cast<uint8_t>(term[0]));
}

// Appends a folded letter's code (FoldLetter of analysis.cpp has folded it).
void AppendCode(char32_t folded, std::string& term);

// A term as people write it: UTF-8, a final form at the end of a Hebrew word.
std::string TermText(std::string_view term);

}  // namespace skira
