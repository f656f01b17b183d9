#include "search/codes.h"

#include "unicode/unicode.h"

namespace skira {
namespace {

constexpr uint8_t kGreekCode = 0xA0, kCyrillicCode = 0xC0, kOtherCode = 0xF0;
constexpr char32_t kAlpha = 0x3B1, kOmega = 0x3C9, kCyrillicA = 0x430, kCyrillicYa = 0x44F;

}  // namespace

void AppendCode(char32_t c, std::string& term) {
  const auto put = [&](char32_t byte) { term.push_back(static_cast<char>(byte)); };
  if (c < 0x80) return put(c);
  if (IsHebrewLetter(c)) return put(Hebrew(c));
  if (c >= kAlpha && c <= kOmega) return put(kGreekCode + (c - kAlpha));
  if (c >= kCyrillicA && c <= kCyrillicYa) return put(kCyrillicCode + (c - kCyrillicA));
  put(kOtherCode);
  for (const int shift : {14, 7, 0}) put(0x80 | ((c >> shift) & 0x7F));
}

std::string TermText(std::string_view term) {
  std::u32string text;
  for (size_t i = 0; i < term.size(); ++i) {
    const auto c = static_cast<uint8_t>(term[i]);
    if (c < 0x80) {
      text.push_back(c);
    } else if (IsHebrewCode(c)) {
      text.push_back(U'א' + (c - kHebrewCode));
    } else if (c == kOtherCode && i + 3 < term.size()) {
      char32_t other = 0;
      for (int k = 1; k <= 3; ++k) other = other << 7 | (static_cast<uint8_t>(term[i + k]) & 0x7F);
      text.push_back(other);
      i += 3;
    } else {
      text.push_back(c >= kCyrillicCode ? kCyrillicA + (c - kCyrillicCode)
                                        : kAlpha + (c - kGreekCode));
    }
  }
  if (text.size() > 1) text.back() = ToFinal(text.back());
  return ToUtf8(text);
}

}  // namespace skira
