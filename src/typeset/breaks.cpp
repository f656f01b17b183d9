#include "typeset/breaks.h"

#include "graphemebreak.h"
#include "linebreak.h"
#include "typeset/typeset.h"
#include "unicode/unicode.h"
#include "wordbreak.h"

namespace skira::typeset {
namespace {

// Classes BK, CR, LF and NL of UAX #14.
bool IsNewline(uint32_t c) {
  return (c >= 0x0A && c <= 0x0D) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

// The spaces that CSS Text 4.1.3 lets hang: those after which a line may break.
bool Hangs(uint32_t c) {
  if (c == ' ' || c == '\t') return true;
  return c >= 0x1680 && (c == 0x1680 || (c >= 0x2000 && c <= 0x200B && c != 0x2007) ||
                         c == 0x205F || c == 0x3000);
}

using SetBreaks = void (*)(const utf32_t*, size_t, const char*, char*);

// Byte offsets of the boundaries that a libunibreak function finds; `none` is its "no boundary".
std::vector<uint32_t> Boundaries(std::string_view text, SetBreaks set_breaks, char none) {
  std::vector<uint32_t> result;
  if (text.empty()) return result;
  std::vector<uint32_t> code_points, offsets;
  code_points.reserve(text.size());
  offsets.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const Decoded decoded = DecodeAt(text, at);
    code_points.push_back(decoded.code_point);
    at += decoded.length;
    offsets.push_back(static_cast<uint32_t>(at));
  }
  std::vector<char> breaks(code_points.size());
  set_breaks(code_points.data(), code_points.size(), "", breaks.data());
  result.push_back(0);
  for (size_t i = 0; i < breaks.size(); ++i) {
    if (breaks[i] != none || i + 1 == breaks.size()) result.push_back(offsets[i]);
  }
  return result;
}

}  // namespace

void MarkBoundaries(std::span<const uint32_t> text, std::span<uint8_t> marks) {
  if (text.empty()) return;
  std::vector<char> breaks(text.size());  // the library's verdict on the place after each one
  set_graphemebreaks_utf32(text.data(), text.size(), "", breaks.data());
  marks[0] = kGraphemeStart;
  for (size_t i = 1; i < text.size(); ++i) {
    marks[i] = breaks[i - 1] == GRAPHEMEBREAK_BREAK ? kGraphemeStart : 0;
  }
  set_linebreaks_utf32(text.data(), text.size(), "", breaks.data());
  for (size_t i = 0; i < text.size(); ++i) {
    if (i > 0 && breaks[i - 1] != LINEBREAK_NOBREAK) marks[i] |= kMayBreak;
    if (Hangs(text[i])) marks[i] |= kHangs;
    if (IsNewline(text[i])) marks[i] |= kNewline;
  }
}

std::vector<uint32_t> GraphemeBoundaries(std::string_view text) {
  return Boundaries(text, set_graphemebreaks_utf32, GRAPHEMEBREAK_NOBREAK);
}

std::vector<uint32_t> WordBoundaries(std::string_view text) {
  return Boundaries(text, set_wordbreaks_utf32, WORDBREAK_NOBREAK);
}

}  // namespace skira::typeset
