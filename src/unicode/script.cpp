#include "unicode/script.h"

#include <algorithm>
#include <iterator>

#include "unicode/utf8.h"

namespace skira {
namespace {

struct Range {
  char32_t first, last;
  Script script;
};

// Sorted. What lies between the ranges is common.
constexpr Range kRanges[] = {
    {0x0041, 0x005A, Script::kLatin},    {0x0061, 0x007A, Script::kLatin},
    {0x00AA, 0x00AA, Script::kLatin},    {0x00BA, 0x00BA, Script::kLatin},
    {0x00C0, 0x00D6, Script::kLatin},    {0x00D8, 0x00F6, Script::kLatin},
    {0x00F8, 0x02B8, Script::kLatin},    {0x0370, 0x0373, Script::kGreek},
    {0x0376, 0x037D, Script::kGreek},    {0x037F, 0x0386, Script::kGreek},
    {0x0388, 0x03E1, Script::kGreek},    {0x03F0, 0x03FF, Script::kGreek},
    {0x0400, 0x052F, Script::kCyrillic}, {0x0531, 0x058A, Script::kOther},
    {0x0591, 0x05F4, Script::kHebrew},   {0x0600, 0x06FF, Script::kArabic},
    {0x0700, 0x074F, Script::kOther},    {0x0750, 0x077F, Script::kArabic},
    {0x0780, 0x08FF, Script::kOther},    {0x0900, 0x10FF, Script::kOther},
    {0x1100, 0x11FF, Script::kHangul},   {0x1200, 0x1CFF, Script::kOther},
    {0x1D00, 0x1DBF, Script::kLatin},    {0x1E00, 0x1EFF, Script::kLatin},
    {0x1F00, 0x1FFF, Script::kGreek},    {0x2C60, 0x2C7F, Script::kLatin},
    {0x2E80, 0x2FDF, Script::kHan},      {0x3005, 0x3007, Script::kHan},
    {0x3021, 0x3029, Script::kHan},      {0x3041, 0x30FF, Script::kKana},
    {0x3105, 0x312F, Script::kOther},    {0x3131, 0x318E, Script::kHangul},
    {0x31F0, 0x31FF, Script::kKana},     {0x3400, 0x4DBF, Script::kHan},
    {0x4E00, 0x9FFF, Script::kHan},      {0xA000, 0xA71F, Script::kOther},
    {0xA720, 0xA7FF, Script::kLatin},    {0xA800, 0xABFF, Script::kOther},
    {0xAC00, 0xD7FF, Script::kHangul},   {0xF900, 0xFAFF, Script::kHan},
    {0xFB00, 0xFB06, Script::kLatin},    {0xFB1D, 0xFB4F, Script::kHebrew},
    {0xFB50, 0xFDFF, Script::kArabic},   {0xFE70, 0xFEFC, Script::kArabic},
    {0xFF21, 0xFF3A, Script::kLatin},    {0xFF41, 0xFF5A, Script::kLatin},
    {0xFF66, 0xFF9D, Script::kKana},     {0x10000, 0x1CFFF, Script::kOther},
    {0x1D400, 0x1D6A5, Script::kLatin},  {0x1D6A8, 0x1D7CB, Script::kGreek},
    {0x20000, 0x3FFFF, Script::kHan},
};

// Letters of right-to-left scripts: DerivedBidiClass's R and AL without marks, digits and
// punctuation. Sorted.
struct Letters {
  char32_t first, last;
};
constexpr Letters kRtlLetters[] = {
    {0x05D0, 0x05EA},   {0x05EF, 0x05F2},                                        // Hebrew
    {0x0620, 0x064A},   {0x066E, 0x066F},   {0x0671, 0x06D3}, {0x06D5, 0x06D5},  // Arabic
    {0x06E5, 0x06E6},   {0x06EE, 0x06EF},   {0x06FA, 0x06FF}, {0x0710, 0x0710},
    {0x0712, 0x072F},                                          // Syriac
    {0x074D, 0x07A5},   {0x07B1, 0x07B1},   {0x07CA, 0x07EA},  // Thaana, N'Ko
    {0x0800, 0x0815},   {0x0840, 0x0858},   {0x0860, 0x08C9},  // Samaritan, Mandaic, Arabic
    {0xFB1D, 0xFB1D},   {0xFB1F, 0xFB28},   {0xFB2A, 0xFB4F},  // Hebrew, presentation forms
    {0xFB50, 0xFBB1},   {0xFBD3, 0xFD3D},   {0xFD50, 0xFDFB}, {0xFE70, 0xFEFC},  // Arabic's
    {0x10800, 0x10FFF}, {0x1E800, 0x1EFFF},
};

}  // namespace

Script FindScript(char32_t c) {
  const Range* range = std::upper_bound(std::begin(kRanges), std::end(kRanges), c,
                                        [](char32_t v, const Range& r) { return v < r.first; });
  if (range == std::begin(kRanges)) return Script::kCommon;
  --range;
  return c <= range->last ? range->script : Script::kCommon;
}

bool IsRtlLetter(char32_t c) {
  const Letters* range = std::upper_bound(std::begin(kRtlLetters), std::end(kRtlLetters), c,
                                          [](char32_t v, const Letters& r) { return v < r.first; });
  return range != std::begin(kRtlLetters) && c <= (range - 1)->last;
}

bool IsEmoji(char32_t c) {
  return (c >= 0x2600 && c <= 0x27BF) || (c >= 0x2B00 && c <= 0x2BFF) || c == 0x231A ||
         c == 0x231B || (c >= 0x23E9 && c <= 0x23FA) || c == 0x200D || c == 0xFE0F || c == 0xFE0E ||
         c == 0x20E3 || (c >= 0x1F000 && c <= 0x1FAFF);
}

Script FirstScript(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    const Decoded decoded = DecodeAt(text, i);
    i += decoded.length;
    const Script script = ScriptOf(decoded.code_point);
    if (script != Script::kCommon) return script;
  }
  return Script::kCommon;
}

}  // namespace skira
