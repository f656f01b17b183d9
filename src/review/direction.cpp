#include "review/direction.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "review/table.h"
#include "review/units.h"
#include "unicode/script.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

constexpr char32_t kFirstIsolate = 0x2066, kLastIsolate = 0x2068, kPopIsolate = 0x2069;

// Reads a text's code points and counts its words.
class WordCounter {
 public:
  void Add(std::string_view text) {
    const std::vector<ByteRange> units = FindUnits(text);
    size_t unit = 0;
    for (size_t at = 0; at < text.size();) {
      if (unit < units.size() && at == units[unit].begin) {
        at = units[unit++].end;
        continue;
      }
      const Decoded next = DecodeAt(text, at);
      Add(next.code_point);
      at += next.length;
    }
  }
  StrongWords words() const { return outside_.any() ? outside_ : isolated_; }

 private:
  void Add(char32_t c) {
    if (c >= kFirstIsolate && c <= kLastIsolate) {
      ++depth_;
      known_ = false;
    } else if (c == kPopIsolate) {
      depth_ = std::max(depth_ - 1, 0);
      known_ = false;
    } else if (IsSpace(c)) {
      known_ = false;
    } else if (!known_) {
      const bool rtl = IsRtlLetter(c);
      known_ = rtl || IsDigit(c) || IsLtrLetter(c);
      if (!known_ || IsDigit(c)) return;
      StrongWords& words = depth_ > 0 ? isolated_ : outside_;
      ++(rtl ? words.rtl : words.ltr);
    }
  }

  static bool IsLtrLetter(char32_t c) {
    const Script script = ScriptOf(c);
    return script != Script::kCommon && script != Script::kHebrew && script != Script::kArabic &&
           !IsIgnorable(c);
  }

  StrongWords outside_, isolated_;
  int depth_ = 0;       // of isolates
  bool known_ = false;  // what the word counts for
};

}  // namespace

StrongWords CountStrongWords(std::string_view text) {
  WordCounter counter;
  counter.Add(text);
  return counter.words();
}

StrongWords CountStrongWords(std::span<const Span> spans) {
  std::string text;
  for (const Span& span : spans) {
    if (!IsUnit(span)) text += span.text;
  }
  return CountStrongWords(text);
}

TextDirection DirectionOf(std::string_view text) { return CountStrongWords(text).direction(); }

TextDirection DirectionOf(std::span<const Span> spans) {
  return CountStrongWords(spans).direction();
}

TextDirection DirectionOf(const Block& block) {
  if (block.type == BlockType::kCode || block.type == BlockType::kMath) return TextDirection::kLtr;
  if (block.type != BlockType::kTable) return DirectionOf(std::span(block.spans));
  StrongWords head, all;
  const TableRows rows = RowsOf(block);
  for (const auto& row : rows) {
    for (const std::vector<Span>& cell : row) {
      const StrongWords words = CountStrongWords(cell);
      if (&row == &rows.front()) head += words;
      all += words;
    }
  }
  return (head.any() ? head : all).direction();
}

TextDirection CellDirection(std::span<const Span> cell) {
  const StrongWords words = CountStrongWords(cell);
  return words.any() ? words.direction() : TextDirection::kLtr;
}

TextDirection ArticleDirection(const Review& review) {
  StrongWords words;
  for (const Block& block : review.blocks) {
    const bool own = block.type == BlockType::kCode || block.type == BlockType::kMath;
    if (!own) words += CountStrongWords(block.spans);
  }
  return words.direction();
}

}  // namespace skira
