#include "parser/account.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>

#include "parser/blocks_lines.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

// Letters beyond ASCII, counted: those of lines up, those of blocks down.
class Letters {
 public:
  void Count(std::string_view text, int step) {
    for (size_t i = 0; i < text.size();) {
      if (static_cast<unsigned char>(text[i]) < 0x80) {
        ++i;
        continue;
      }
      const Decoded c = DecodeAt(text, i);
      if (IsHebrewLetter(c.code_point)) {
        hebrew_[c.code_point - 0x05D0] += step;
      } else if (c.valid && IsLetter(c.code_point)) {
        others_[c.code_point] += step;
      }
      i += c.length;
    }
  }

  // Those that lines have and blocks have not.
  std::string Missing() const {
    std::string missing;
    for (char32_t i = 0; i < std::size(hebrew_); ++i) Append(0x05D0 + i, hebrew_[i], missing);
    for (const auto& [letter, count] : others_) Append(letter, count, missing);
    return missing;
  }

 private:
  static void Append(char32_t letter, int count, std::string& out) {
    for (int i = 0; i < count; ++i) AppendUtf8(letter, out);
  }

  int hebrew_[27] = {};
  std::unordered_map<char32_t, int> others_;
};

class Accountant {
 public:
  Accountant(const Document& document, Review& review)
      : document_(document),
        review_(review),
        held_(static_cast<size_t>(review.last_line - review.first_line + 1), false) {}

  void Hold(int first, int last) {
    first = std::max(first, review_.first_line);
    for (int line = first; line <= std::min(last, review_.last_line); ++line) {
      held_[static_cast<size_t>(line - review_.first_line)] = true;
    }
  }

  void Account() {
    for (const Warning& warning : review_.warnings) warned_.push_back(warning.line);
    std::sort(warned_.begin(), warned_.end());
    AccountForBlocks();
    for (const int line : warned_) Hold(line, line);
    for (int line = review_.first_line; line <= review_.last_line; ++line) {
      if (held_[static_cast<size_t>(line - review_.first_line)]) continue;
      const std::string_view text = Trim(document_.line(line));
      // A line of "=" or "-" is the mark of the heading above it.
      if (!text.empty() && !IsRule(text) && text.find_first_not_of("=-") != text.npos) {
        Lose(line, text);
      }
    }
  }

 private:
  void Lose(int line, std::string_view what) {
    constexpr size_t kLongest = 200;  // bytes
    review_.warnings.push_back(
        {line, "text-lost",
         "No block has this: " + std::string(what.substr(0, FloorBoundary(what, kLongest)))});
  }

  bool IsWarned(int first, int last) const {
    const auto at = std::lower_bound(warned_.begin(), warned_.end(), first);
    return at != warned_.end() && *at <= last;
  }

  // Blocks that share a line (items run together) are accounted for together.
  void AccountForBlocks() {
    const std::vector<Block>& blocks = review_.blocks;
    for (size_t i = 0; i < blocks.size();) {
      const int first = blocks[i].first_line;
      int last = first - 1;
      Letters letters;
      for (; i < blocks.size() && (last < first || blocks[i].first_line <= last); ++i) {
        const Block& block = blocks[i];
        for (int line = std::max(block.first_line, last + 1); line <= block.last_line; ++line) {
          letters.Count(document_.line(line), 1);
        }
        last = std::max(last, block.last_line);
        letters.Count(block.marker, -1);
        for (const Span& span : block.spans) {
          letters.Count(span.text, -1);
          if (span.text != span.href) letters.Count(span.href, -1);
        }
      }
      Hold(first, last);
      const std::string missing = letters.Missing();
      if (!missing.empty() && !IsWarned(first, last)) Lose(first, missing);
    }
  }

  const Document& document_;
  Review& review_;
  std::vector<bool> held_;   // by line from the review's first
  std::vector<int> warned_;  // lines, sorted
};

}  // namespace

void AccountForText(const Document& document, const std::vector<HeldLines>& held, Review& review) {
  Accountant accountant(document, review);
  for (const HeldLines& lines : held) accountant.Hold(lines.first, lines.last);
  accountant.Account();
}

}  // namespace skira
