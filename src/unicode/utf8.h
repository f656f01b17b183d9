// UTF-8: decoding, encoding, validity. Positions are byte offsets into the text, everywhere.
//
// Validity is Unicode's (chapter 3.9, table 3-7): no overlong forms, no surrogates, nothing above
// U+10FFFF. A bad byte decodes as U+FFFD of length 1, so that every loop advances.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace skira {

inline constexpr char32_t kReplacement = 0xFFFD;

// A code point with its place in the text it was decoded from.
struct Decoded {
  char32_t code_point = 0;
  uint32_t length = 0;  // bytes; 0 at the end of the text
  bool valid = true;    // false: a bad byte, shown as U+FFFD
};

// DecodeAt for any bytes; call that.
Decoded DecodeAnyAt(std::string_view text, size_t offset);

// The code point that begins at byte `offset`. At or past the end: length 0. Inline for what texts
// consist of, one byte and two (Latin, Hebrew).
inline Decoded DecodeAt(std::string_view text, size_t offset) {
  if (offset >= text.size()) return {0, 0, true};
  const auto lead = static_cast<unsigned char>(text[offset]);
  if (lead < 0x80) return {lead, 1, true};
  if (lead >= 0xC2 && lead <= 0xDF && offset + 1 < text.size()) {
    const auto next = static_cast<unsigned char>(text[offset + 1]);
    if ((next & 0xC0) == 0x80) return {(lead & 0x1Fu) << 6 | (next & 0x3Fu), 2, true};
  }
  return DecodeAnyAt(text, offset);
}

// The code point that ends before byte `offset` (which must be a boundary). At 0: length 0.
Decoded DecodeBefore(std::string_view text, size_t offset);

// Appends the code point's UTF-8 form; a surrogate or a value above U+10FFFF becomes U+FFFD.
void AppendUtf8(char32_t code_point, std::string& out);

// The offset of the first byte that is not valid UTF-8, or npos.
size_t FindInvalidUtf8(std::string_view text);

// The text with U+FFFD in the place of each bad byte; the same text when all is well.
std::string ReplaceInvalidUtf8(std::string_view text);

// Number of code points, bad bytes counting one each.
size_t CountCodePoints(std::string_view text);

// The code points of `text`, U+FFFD for bad bytes.
std::u32string ToUtf32(std::string_view text);
std::string ToUtf8(std::u32string_view text);

// The largest code point boundary that is not behind `offset`.
size_t FloorBoundary(std::string_view text, size_t offset);

// White space of Unicode (property White_Space), the characters that a line may consist of.
bool IsSpace(char32_t code_point);

// The text without white space at its ends.
std::string_view Trim(std::string_view text);

// True where nothing but white space stands.
inline bool IsBlank(std::string_view text) { return Trim(text).empty(); }

}  // namespace skira
