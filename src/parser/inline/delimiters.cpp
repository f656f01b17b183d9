#include "parser/inline/delimiters.h"

#include <algorithm>
#include <array>

#include "review/review.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

enum class Side : uint8_t { kSpace, kPunctuation, kWord };

// Of the character beside a run; the text's end counts as white space.
Side SideOf(const Decoded& c) {
  const char32_t code = c.code_point;
  if (c.length == 0 || IsSpace(code)) return Side::kSpace;
  if (IsLetter(code) && code != kMaqaf) return Side::kWord;
  if (IsDigit(code) || (code >= 0x0300 && code <= 0x036F)) return Side::kWord;
  return Side::kPunctuation;
}

Decoded VisibleBefore(std::string_view text, size_t offset) {
  Decoded c = DecodeBefore(text, offset);
  while (c.length > 0 && IsDirectionMark(c.code_point)) {
    offset -= c.length;
    c = DecodeBefore(text, offset);
  }
  return c;
}

Decoded VisibleAt(std::string_view text, size_t offset) {
  Decoded c = DecodeAt(text, offset);
  while (c.length > 0 && IsDirectionMark(c.code_point)) {
    offset += c.length;
    c = DecodeAt(text, offset);
  }
  return c;
}

uint16_t StyleOf(char mark, size_t count) {
  if (mark == '~') return kStyleStrikethrough;
  if (mark == '=') return kStyleHighlight;
  return count == 2 ? kStyleBold : kStyleItalic;
}

// "~" and "=" pair whole runs of the same length.
bool IsWhole(char mark) { return mark == '~' || mark == '='; }

}  // namespace

Flanking FlankingOf(std::string_view text, size_t offset, size_t length) {
  const Side before = SideOf(VisibleBefore(text, offset));
  const Side after = SideOf(VisibleAt(text, offset + length));
  const bool left = after != Side::kSpace && (after == Side::kWord || before != Side::kWord);
  const bool right = before != Side::kSpace && (before == Side::kWord || after != Side::kWord);
  const char mark = text[offset];
  // Inside of words these are part of names and formulas.
  const bool outside_words = mark == '_' || mark == '=' || (mark == '~' && length == 1);
  if (!outside_words) return {left, right};
  return {left && (!right || before == Side::kPunctuation),
          right && (!left || after == Side::kPunctuation)};
}

void Delimiters::Add(char mark, size_t length, Flanking flanking) {
  runs_.push_back({tokens_.size() - length, length, length, mark, flanking});
}

size_t Delimiters::KeyOf(const Run& closer) {
  constexpr std::string_view kMarks = "*_~=";
  return (kMarks.find(closer.mark) * 3 + closer.length % 3) * 2 + closer.flanking.can_open;
}

bool Delimiters::Fits(const Run& opener, const Run& closer) {
  if (opener.mark != closer.mark) return false;
  if (IsWhole(opener.mark)) return opener.length == closer.length;
  // Rules 9 and 10 of emphasis: of what could be both, the lengths may not add up to three.
  if (!opener.flanking.can_close && !closer.flanking.can_open) return true;
  return (opener.length + closer.length) % 3 != 0 ||
         (opener.length % 3 == 0 && closer.length % 3 == 0);
}

void Delimiters::Match(Run& opener, Run& closer) {
  const size_t count = IsWhole(opener.mark)                   ? opener.length
                       : opener.left >= 2 && closer.left >= 2 ? 2
                                                              : 1;
  const uint16_t style = StyleOf(opener.mark, count);
  opener.left -= count;
  const size_t on = opener.token + opener.left, off = closer.token;
  for (size_t i = 0; i < count; ++i) tokens_[on + i] = tokens_[off + i] = {};
  tokens_[on] = {TokenKind::kStyleOn, style, 0, {}};
  tokens_[off] = {TokenKind::kStyleOff, style, 0, {}};
  closer.left -= count;
  closer.token += count;
}

void Delimiters::Pair(size_t bottom) {
  std::vector<size_t> open;                       // runs that may open, the innermost last
  std::array<size_t, size_t{4} * 3 * 2> stops{};  // by key: no run before this one fits
  for (size_t i = bottom; i < runs_.size(); ++i) {
    Run& closer = runs_[i];
    while (closer.flanking.can_close && closer.left > 0) {
      size_t& stop = stops[KeyOf(closer)];
      size_t depth = open.size();
      while (depth > 0 && open[depth - 1] >= stop && !Fits(runs_[open[depth - 1]], closer)) --depth;
      if (depth == 0 || open[depth - 1] < stop) {
        stop = i;
        break;
      }
      open.resize(depth);
      Run& opener = runs_[open.back()];
      Match(opener, closer);
      if (opener.left == 0) open.pop_back();
    }
    if (closer.flanking.can_open && closer.left > 0) open.push_back(i);
  }
  for (size_t i = bottom; i < runs_.size(); ++i) {
    const Run& run = runs_[i];
    if (run.mark == '*' && run.length == 2 && run.left == 2) unpaired_bold_.push_back(run.token);
  }
  runs_.resize(bottom);
}

void Delimiters::MakeBold(size_t token, TokenKind kind) {
  tokens_[token] = {kind, kStyleBold, 0, {}};
  tokens_[token + 1] = {};
}

}  // namespace skira
