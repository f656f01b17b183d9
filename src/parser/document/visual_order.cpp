#include "parser/document/visual_order.h"

#include <algorithm>
#include <cstdint>

#include "parser/headers/dates.h"
#include "review/url.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

// Words that say in which order the letters are: final letters end words, and these words are none
// when they are reversed.
constexpr std::u32string_view kCommon[] = {U"של",  U"כאן", U"גם", U"לפי", U"כדי",  U"אבל", U"היא",
                                           U"הוא", U"עם",  U"על", U"זה",  U"יותר", U"ולא", U"שבו"};

// A word of up to five letters as a number; letters count from 1.
constexpr uint32_t Packed(uint32_t packed, char32_t letter) {
  return packed << 6 | static_cast<uint32_t>(letter - 0x05CF);
}

struct OrderEvidence {
  size_t visual = 0, logical = 0;  // words
  int line = 0;                    // of the first in visual order
};

// Reads words letter by letter: Hebrew letters are the lead byte 0xD7 and one more.
class OrderFinder {
 public:
  OrderEvidence Find(std::string_view text) {
    for (size_t i = 0; i < text.size(); ++i) {
      const auto byte = static_cast<unsigned char>(text[i]);
      if (byte == 0xD7 && i + 1 < text.size()) {
        ++i;
        const char32_t c = 0x05C0 + (static_cast<unsigned char>(text[i]) & 0x3F);
        if (IsHebrewLetter(c)) AddLetter(c);
        continue;
      }
      if (letters_ > 0) EndWord();
      line_ += byte == '\n';
      // So many words in logical order settle it.
      if (byte == '\n' && found_.logical > kEnough && found_.visual * 20 < found_.logical) break;
    }
    EndWord();
    return found_;
  }

 private:
  static constexpr size_t kEnough = 2000;
  static constexpr size_t kLongest = 5;  // letters that a word's number holds

  void AddLetter(char32_t c) {
    last_ = c;
    if (letters_ == 0) first_ = c;
    if (letters_ < kLongest) {
      forward_ = Packed(forward_, c);
      backward_ |= Packed(0, c) << (6 * letters_);
    }
    ++letters_;
  }

  void EndWord() {
    if (letters_ >= 2) {
      const bool begins = IsHebrewFinal(first_), ends = IsHebrewFinal(last_);
      const bool is_short = letters_ <= kLongest;
      if ((begins && !ends) || (is_short && IsCommon(backward_))) {
        ++found_.visual;
        if (found_.line == 0) found_.line = line_;
      } else if ((ends && !begins) || (is_short && IsCommon(forward_))) {
        ++found_.logical;
      }
    }
    letters_ = 0;
    forward_ = backward_ = 0;
  }

  static bool IsCommon(uint32_t packed) {
    static const std::vector<uint32_t> kPacked = [] {
      std::vector<uint32_t> all;
      for (const std::u32string_view word : kCommon) {
        uint32_t number = 0;
        for (const char32_t c : word) number = Packed(number, c);
        all.push_back(number);
      }
      return all;
    }();
    return std::find(kPacked.begin(), kPacked.end(), packed) != kPacked.end();
  }

  OrderEvidence found_;
  int line_ = 1;
  size_t letters_ = 0;
  char32_t first_ = 0, last_ = 0;
  uint32_t forward_ = 0, backward_ = 0;
};

char32_t Mirrored(char32_t c) {
  constexpr std::u32string_view kPairs = U"()[]{}<>«»";
  const size_t at = kPairs.find(c);
  return at == kPairs.npos ? c : kPairs[at ^ 1];
}

// Whether a character belongs to a run that visual order leaves as it is read: Latin, digits and
// what joins them inside.
bool IsLeftToRight(char32_t c) {
  const Script script = ScriptOf(c);
  return IsDigit(c) || script == Script::kLatin || script == Script::kGreek ||
         script == Script::kCyrillic;
}
bool JoinsRun(char32_t c) {
  return std::u32string_view(U".,:/-_+#@'&%=").find(c) != std::u32string_view::npos;
}

// The line's characters in reverse order; runs of Latin and digits as they are unless `runs_too`.
std::string Reversed(std::string_view line, bool runs_too) {
  std::u32string text = ToUtf32(line);
  std::reverse(text.begin(), text.end());
  for (char32_t& c : text) c = Mirrored(c);
  for (size_t i = 0; i < text.size() && !runs_too;) {
    if (!IsLeftToRight(text[i])) {
      ++i;
      continue;
    }
    size_t end = i + 1, last = i + 1;
    for (; end < text.size(); ++end) {
      if (IsLeftToRight(text[end])) {
        last = end + 1;
      } else if (!JoinsRun(text[end]) && text[end] != U' ') {
        break;
      }
    }
    std::reverse(text.begin() + static_cast<std::ptrdiff_t>(i),
                 text.begin() + static_cast<std::ptrdiff_t>(last));
    i = last;
  }
  return ToUtf8(text);
}

template <typename Function>
void ForEachLine(std::string_view text, Function&& function) {
  for (size_t start = 0; start < text.size();) {
    const size_t end = std::min(text.find('\n', start), text.size());
    function(text.substr(start, end - start));
    start = end + 1;
  }
}

bool IsHebrewLine(std::string_view line) {
  return CountHebrewLetters(line) >= 2 && !(MayHoldUrl(line) && CountHebrewLetters(line) < 8);
}

// Whether the document's dates are dates when everything is reversed, and not otherwise.
bool RunsAreMirrored(std::string_view text) {
  int whole = 0, kept = 0;
  ForEachLine(text, [&](std::string_view line) {
    if (!IsHebrewLine(line) || line.find_first_of("0123456789") == line.npos) return;
    whole += FindDate(Reversed(line, true)).has_value();
    kept += FindDate(Reversed(line, false)).has_value();
  });
  return whole > kept;
}

}  // namespace

std::string ToLogicalOrder(std::string text, std::vector<Warning>& warnings) {
  constexpr size_t kCertain = 3, kDoubtful = 10;  // words
  const OrderEvidence order = OrderFinder().Find(text);
  if (order.visual < kCertain || order.visual < 4 * order.logical) {
    if (order.visual >= kDoubtful && order.visual > order.logical / 2) {
      warnings.push_back({order.line, "visual-order-doubt",
                          "Some Hebrew may be in visual order: words begin with final letters."});
    }
    return text;
  }
  const bool runs_too = RunsAreMirrored(text);
  std::string out;
  out.reserve(text.size());
  ForEachLine(text, [&](std::string_view line) {
    out += IsHebrewLine(line) ? Reversed(line, runs_too) : std::string(line);
    out += '\n';
  });
  if (!text.ends_with('\n')) out.pop_back();
  warnings.push_back({order.line, "visual-order", "Hebrew in visual order was put right."});
  return out;
}

}  // namespace skira
