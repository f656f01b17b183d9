#include "unicode/hebrew.h"

#include <iterator>

#include "unicode/utf8.h"

namespace skira {
namespace {

// U+FB1D onwards: the letter each presentation form is made of, 0 where none is assigned.
constexpr char32_t kPresentation[] = {
    U'י', 0,    U'י', U'ע', U'א', U'ד', U'ה', U'כ', U'ל', U'ם', U'ר', U'ת', 0,
    U'ש', U'ש', U'ש', U'ש', U'א', U'א', U'א', U'ב', U'ג', U'ד', U'ה', U'ו', U'ז',
    0,    U'ט', U'י', U'ך', U'כ', U'ל', 0,    U'מ', 0,    U'נ', U'ס', 0,    U'ף',
    U'פ', 0,    U'צ', U'ק', U'ר', U'ש', U'ת', U'ו', U'ב', U'כ', U'פ', U'א',
};

}  // namespace

bool IsGeresh(char32_t c) {
  return c == 0x05F3 || c == U'\'' || c == 0x2018 || c == 0x2019 || c == 0x2032 || c == U'`' ||
         c == 0x00B4;
}

bool IsGershayim(char32_t c) {
  return c == 0x05F4 || c == U'"' || (c >= 0x201C && c <= 0x201E) || c == 0x2033;
}

char32_t FoldPresentation(char32_t c) {
  if (c >= 0x05F0 && c <= 0x05F2) return c == 0x05F2 ? U'י' : U'ו';
  constexpr char32_t kFirst = 0xFB1D;
  if (c < kFirst || c >= kFirst + std::size(kPresentation)) return c;
  const char32_t letter = kPresentation[c - kFirst];
  return letter != 0 ? letter : c;
}

char32_t FindLower(char32_t c) {
  if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 32;
  if (c >= 0x100 && c <= 0x17F) {
    // Pairs are even-odd but for two stretches; ſ, ı, ĸ and ŉ have no pair here.
    const bool odd_upper = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
    if (c == 0x130) return U'i';
    if (c == 0x178) return 0xFF;
    if (c == 0x131 || c == 0x138 || c == 0x149 || c == 0x17F) return c;
    return (c % 2 == 1) == odd_upper ? c + 1 : c;
  }
  if (c >= 0x391 && c <= 0x3A9 && c != 0x3A2) return c + 32;
  if (c >= 0x410 && c <= 0x42F) return c + 32;
  if (c >= 0x400 && c <= 0x40F) return c + 80;
  if (c >= 0xFF21 && c <= 0xFF3A) return c + 32;
  return c;
}

std::u32string Fold32(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    const Decoded decoded = DecodeAt(text, i);
    i += decoded.length;
    const char32_t c = decoded.code_point;
    if (IsHebrewMark(c)) continue;
    if (c >= 0x80) {  // ASCII quotes are already the folded ones
      if (IsGershayim(c)) {
        out.push_back(U'"');
        continue;
      }
      if (IsGeresh(c)) {
        out.push_back(U'\'');
        continue;
      }
    }
    out.push_back(ToLower(FoldFinal(FoldPresentation(c))));
  }
  return out;
}

std::string Fold(std::string_view text) { return ToUtf8(Fold32(text)); }

size_t CountHebrewLetters(std::string_view text) {
  size_t count = 0;
  for (size_t i = 0; i < text.size();) {
    const Decoded decoded = DecodeAt(text, i);
    i += decoded.length;
    count += IsHebrewLetter(decoded.code_point);
  }
  return count;
}

}  // namespace skira
