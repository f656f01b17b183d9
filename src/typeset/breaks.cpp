// Line breaks go through three steps:
//   libunibreak's UAX #14  ─▶  what it leaves out of Unicode 15.0  ─▶  what browsers do otherwise
#include "typeset/breaks.h"

#include <hb.h>

#include <algorithm>
#include <string_view>

#include "graphemebreak.h"
#include "linebreak.h"
#include "typeset/typeset.h"
#include "unicode/unicode.h"
#include "wordbreak.h"

extern "C" {  // libunibreak's inner headers do not say so themselves
#include "emojidef.h"
#include "linebreakdef.h"
}

namespace skira::typeset {
namespace {

// Classes BK, CR, LF and NL of UAX #14.
bool IsNewline(uint32_t c) {
  return (c >= 0x0A && c <= 0x0D) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

// The spaces that CSS Text 4.1.3 lets hang: those after which a line may break.
bool Hangs(uint32_t c) {
  if (c == ' ' || c == '\t') return true;
  return c >= 0x1680 &&
         (c == 0x1680 || (c >= 0x2000 && c <= 0x200B && c != 0x2007) || c == 0x205F || c == 0x3000);
}

LineBreakClass ClassOf(uint32_t code_point) {
  static constexpr LineBreakContext kNoLanguage = {};
  return lb_get_char_class(&kNoLanguage, code_point);
}

bool IsMark(LineBreakClass c) { return c == LBP_CM || c == LBP_ZWJ; }

// --- What libunibreak leaves out -----------------------------------------------------------------

// LB25 by its regular expression, which Unicode's test file expects and ICU implements (UAX #14,
// 8.2 example 7): the pairs that libunibreak keeps together or apart everywhere depend on being in
// a number.  (PR|PO)? (OP|HY)? NU (NU|SY|IS)* (CL|CP)? (PR|PO)?
class NumberMender {
 public:
  NumberMender(std::span<const uint32_t> text, std::span<char> breaks)
      : text_(text), breaks_(breaks) {}

  void Run() {
    for (size_t i = 0; i < text_.size(); ++i) {
      const LineBreakClass next = ClassOf(text_[i]);
      if (IsMark(next) && before_ != LBP_Undefined && before_ != LBP_SP) continue;  // LB9
      if (i > 0) Mend(i, next);
      Advance(next);
    }
  }

 private:
  enum class Place { kOutside, kInNumber, kClosed };  // kClosed: behind its closing bracket

  void Mend(size_t i, LineBreakClass next) {
    const bool affix = next == LBP_PO || next == LBP_PR;
    const bool infix = before_ == LBP_IS || before_ == LBP_SY;
    if ((infix && (affix || next == LBP_NU)) ||
        ((before_ == LBP_CL || before_ == LBP_CP) && affix)) {
      Allow(i, place_ == Place::kOutside);
    } else if ((before_ == LBP_PO || before_ == LBP_PR) && next == LBP_OP) {
      Allow(i, NextClass(i) != LBP_NU);
    }
  }

  void Allow(size_t i, bool allowed) {
    breaks_[i - 1] = allowed ? LINEBREAK_ALLOWBREAK : LINEBREAK_NOBREAK;
  }

  // The class of the next character that is no mark of this one.
  LineBreakClass NextClass(size_t i) const {
    for (++i; i < text_.size(); ++i) {
      const LineBreakClass found = ClassOf(text_[i]);
      if (!IsMark(found)) return found;
    }
    return LBP_Undefined;
  }

  void Advance(LineBreakClass next) {
    const bool in_number = place_ == Place::kInNumber;
    if (next == LBP_NU || (in_number && (next == LBP_SY || next == LBP_IS))) {
      place_ = Place::kInNumber;
    } else if (in_number && (next == LBP_CL || next == LBP_CP)) {
      place_ = Place::kClosed;
    } else {
      place_ = Place::kOutside;
    }
    before_ = next;
  }

  std::span<const uint32_t> text_;
  std::span<char> breaks_;
  LineBreakClass before_ = LBP_Undefined;
  Place place_ = Place::kOutside;
};

// LB30b for pictographs that are yet to be assigned.
void MendPictographs(std::span<const uint32_t> text, std::span<char> breaks) {
  for (size_t i = 1; i < text.size(); ++i) {
    if (text[i] < 0x1F3FB || text[i] > 0x1F3FF || !ub_is_extended_pictographic(text[i - 1]))
      continue;
    const auto category = hb_unicode_general_category(hb_unicode_funcs_get_default(), text[i - 1]);
    if (category == HB_UNICODE_GENERAL_CATEGORY_UNASSIGNED) breaks[i - 1] = LINEBREAK_NOBREAK;
  }
}

// --- What browsers do otherwise ------------------------------------------------------------------

// Pairs of printable ASCII follow a table of Blink's, not UAX #14: URLs break at "?" and "-", and
// nothing breaks at "/". A row: after which characters, and before which ones a line may break.
struct AsciiRow {
  std::string_view after, before;
};
constexpr AsciiRow kAsciiRows[] = {
    {"!\"#%&)*+,.:;=>\\]|}~", "(<[{"},
    {"-", "\"#%&'(*+-<=>@[\\^_`{|~ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"},
    {"?", "#$%&(*+-<=>@[\\^_`{|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"},
};

// kAsciiRows as bits, [after][before].
class AsciiTable {
 public:
  constexpr AsciiTable() {
    for (const AsciiRow& row : kAsciiRows) {
      for (const char after : row.after) {
        for (const char before : row.before) Set(after, before);
      }
    }
  }
  constexpr bool MayBreak(uint32_t after, uint32_t before) const {
    return (bits_[after][before / 64] >> (before % 64) & 1) != 0;
  }

 private:
  constexpr void Set(char after, char before) {
    const auto bit = static_cast<unsigned char>(before);
    bits_[static_cast<unsigned char>(after)][bit / 64] |= uint64_t{1} << (bit % 64);
  }
  uint64_t bits_[128][2] = {};
};
constexpr AsciiTable kAsciiTable;

bool IsPrintableAscii(uint32_t c) { return c > 0x20 && c < 0x7F; }

bool IsAsciiAlphanumeric(uint32_t c) {
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

// Classes HY and HH of Unicode 17, which current browsers follow.
bool IsHyphen(uint32_t c) {
  constexpr uint32_t kHyphens[] = {'-',    0x058A, 0x05BE, 0x1400, 0x2010,
                                   0x2012, 0x2013, 0x2E17, 0x2E40, 0x2E5D};
  return std::find(std::begin(kHyphens), std::end(kHyphens), c) != std::end(kHyphens);
}

bool IsAlphabetic(LineBreakClass c) {
  return c == LBP_AL || c == LBP_AI || c == LBP_SG || c == LBP_XX || c == LBP_SA;
}

// Whether the character before a hyphen makes it the first of its word (LB20a of Unicode 17).
bool StartsWord(LineBreakClass before) {
  constexpr LineBreakClass kStarts[] = {LBP_BK, LBP_CR, LBP_LF, LBP_NL,
                                        LBP_SP, LBP_ZW, LBP_CB, LBP_GL};
  return std::find(std::begin(kStarts), std::end(kStarts), before) != std::end(kStarts);
}

// Whether a line may end between a character of class BA or HY at i - 1 and the one at i.
bool MayBreakAfterHyphen(std::span<const uint32_t> text, size_t i) {
  const uint32_t hyphen = text[i - 1];
  const LineBreakClass next = ClassOf(text[i]);
  const LineBreakClass before = i >= 2 ? ClassOf(text[i - 2]) : LBP_BK;
  if (IsHyphen(hyphen)) {
    // LB20a: minus signs and dangling prefixes stay with their word.
    if (StartsWord(before) && (IsAlphabetic(next) || next == LBP_HL)) return false;
    // LB21a: "ל-GPT" stays together, "בית-ספר" may part. Older versions kept both.
    if (before == LBP_HL && next != LBP_HL) return false;
  }
  return is_line_breakable(hyphen, text[i], "") != LINEBREAK_NOBREAK;
}

// What Blink does otherwise than UAX #14; measured, not prescribed anywhere.
void FollowBrowsers(std::span<const uint32_t> text, std::span<char> breaks) {
  for (size_t i = 1; i < text.size(); ++i) {
    const uint32_t before = text[i - 1], next = text[i];
    if (Hangs(next) || IsNewline(next) || IsNewline(before)) continue;
    bool allowed = breaks[i - 1] != LINEBREAK_NOBREAK;
    if (before == ' ' || before == '\t') {
      allowed = true;
    } else if (IsPrintableAscii(before) && IsPrintableAscii(next)) {
      // A minus sign stays with its number, but "2019-2024" and "GPT-4" may part.
      const bool digit = next >= '0' && next <= '9';
      allowed = before == '-' && digit ? i >= 2 && IsAsciiAlphanumeric(text[i - 2])
                                       : kAsciiTable.MayBreak(before, next);
    } else if (before > 0x7F || before == '-' || before == '|') {
      const LineBreakClass c = ClassOf(before);
      if (c == LBP_BA || c == LBP_HY) allowed = MayBreakAfterHyphen(text, i);
    }
    breaks[i - 1] = allowed ? LINEBREAK_ALLOWBREAK : LINEBREAK_NOBREAK;
  }
}

// --- The library's calling convention ------------------------------------------------------------

using SetBreaks = void (*)(const utf32_t*, size_t, const char*, char*);

void FindLineBreaks(std::span<const uint32_t> text, const char* language, std::span<char> breaks) {
  set_linebreaks_utf32(text.data(), text.size(), language, breaks.data());
  NumberMender(text, breaks).Run();
  MendPictographs(text, breaks);
}

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

// True for the characters of ordinary Hebrew and English text, each a grapheme cluster of its own:
// letters, digits, punctuation, no marks, joiners or controls but the line feed.
bool IsSimple(uint32_t c) {
  return (c >= 0x20 && c < 0x300) || (c >= 0x5D0 && c <= 0x5F4) || (c >= 0x2010 && c <= 0x2027) ||
         c == '\n';
}

void MarkGraphemes(std::span<const uint32_t> text, std::span<char> scratch,
                   std::span<uint8_t> marks) {
  if (std::all_of(text.begin(), text.end(), IsSimple)) {
    std::fill(marks.begin(), marks.end(), static_cast<uint8_t>(kGraphemeStart));
    return;
  }
  set_graphemebreaks_utf32(text.data(), text.size(), "", scratch.data());
  marks[0] = kGraphemeStart;
  for (size_t i = 1; i < text.size(); ++i) {
    marks[i] = scratch[i - 1] == GRAPHEMEBREAK_BREAK ? kGraphemeStart : 0;
  }
}

}  // namespace

void MarkBoundaries(std::span<const uint32_t> text, std::span<uint8_t> marks) {
  if (text.empty()) return;
  std::vector<char> breaks(text.size());  // the library's verdict on the place after each one
  MarkGraphemes(text, breaks, marks);
  FindLineBreaks(text, "", breaks);
  FollowBrowsers(text, breaks);
  for (size_t i = 0; i < text.size(); ++i) {
    if (i > 0 && breaks[i - 1] != LINEBREAK_NOBREAK) marks[i] |= kMayBreak;
    if (Hangs(text[i])) marks[i] |= kHangs;
    if (IsNewline(text[i])) marks[i] |= kNewline;
  }
}

std::vector<bool> LineBreaks(std::span<const uint32_t> text) {
  std::vector<char> breaks(text.size());
  // "strict" is UAX #14's own treatment of small kana (LB1: CJ as NS).
  FindLineBreaks(text, "-strict", breaks);
  std::vector<bool> result;
  result.reserve(breaks.size());
  for (const char verdict : breaks) result.push_back(verdict != LINEBREAK_NOBREAK);
  return result;
}

std::vector<uint32_t> GraphemeBoundaries(std::string_view text) {
  return Boundaries(text, set_graphemebreaks_utf32, GRAPHEMEBREAK_NOBREAK);
}

std::vector<uint32_t> WordBoundaries(std::string_view text) {
  return Boundaries(text, set_wordbreaks_utf32, WORDBREAK_NOBREAK);
}

}  // namespace skira::typeset
