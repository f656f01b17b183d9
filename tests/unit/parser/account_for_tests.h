// What of a document is in no review's header, fields, blocks or warnings, looked for in what the
// parser gives back in the end: for the parser's tests and its fuzzer. Letters and digits count.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "parser/account.h"
#include "parser/blocks/block_lines.h"
#include "parser/document/document.h"
#include "parser/document/line_facts.h"
#include "parser/fields/fields.h"
#include "parser/headers/headers.h"
#include "parser/parser.h"
#include "unicode/unicode.h"

namespace skira {

class AccountOfText {
 public:
  // "LINE: what" for all that is lost.
  static std::vector<std::string> Lost(std::string_view bytes, const ParseResult& result) {
    AccountOfText account(bytes, result);
    account.Check();
    return std::move(account.lost_);
  }

 private:
  using Letters = std::map<char32_t, int>;

  AccountOfText(std::string_view bytes, const ParseResult& result)
      : document_("", bytes, ignored_), facts_(document_), result_(result) {}

  void Check() {
    const std::vector<Header> headers = FindHeaders(document_, facts_);
    if (headers.size() != result_.reviews.size()) return Lose(0, "reviews");
    if (headers.empty()) return CheckNoReview();
    int next = 1;
    for (size_t i = 0; i < headers.size(); ++i) {
      const Review& review = result_.reviews[i];
      CheckOutside(next, review.first_line - 1);
      CheckReview(headers[i], review);
      next = review.last_line + 1;
    }
    CheckOutside(next, document_.line_count());
  }

  void CheckNoReview() {
    const auto says = [](const Warning& warning) { return warning.code == "no-review"; };
    const std::vector<Warning>& warnings = result_.warnings;
    if (!std::any_of(warnings.begin(), warnings.end(), says)) Lose(0, "the whole document");
  }

  // Lines that no review has but as its footnotes.
  void CheckOutside(int first, int last) {
    for (int line = first; line <= last; ++line) {
      const bool had = facts_.of(line).blank || IsNamed(result_.warnings, line) || IsFootnote(line);
      if (!had) Lose(line, "line");
    }
  }
  bool IsFootnote(int line) const {
    return std::any_of(result_.reviews.begin(), result_.reviews.end(), [&](const Review& review) {
      return std::any_of(review.blocks.begin(), review.blocks.end(), [&](const Block& block) {
        return block.first_line > review.last_line && block.first_line <= line &&
               line <= block.last_line;
      });
    });
  }

  void CheckReview(const Header& header, const Review& review) {
    const FieldBlock fields = ReadFields(document_, facts_, header.last_line + 1, review.last_line);
    std::vector<bool> held(static_cast<size_t>(document_.line_count()) + 1);
    const auto hold = [&](int from, int to) {
      for (int line = std::max(from, 1); line <= to; ++line) held[static_cast<size_t>(line)] = true;
    };
    hold(header.first_line, header.last_line);
    for (const int headline : header.text_lines) held[static_cast<size_t>(headline)] = false;
    if (fields.first_line > 0) hold(fields.first_line, fields.last_line);
    CheckDigits(header, review);
    std::vector<bool> in_block = held;
    for (const Block& block : review.blocks) {
      for (int line = block.first_line; line <= block.last_line; ++line) {
        in_block[static_cast<size_t>(line)] = true;
      }
    }
    for (int line = review.first_line; line <= review.last_line; ++line) {
      const bool lost = !in_block[static_cast<size_t>(line)] && !IsNamed(review.warnings, line) &&
                        !LettersOf(document_.line(line)).empty();
      if (lost) Lose(line, "line");
    }
    CheckBlocks(held, review);
  }

  // The numbers that a header's lines print are in what the review says.
  void CheckDigits(const Header& header, const Review& review) {
    if (header.front != nullptr) return;
    std::string all = review.title.value_or("") + "\n";
    if (review.number) all += std::to_string(*review.number) + "\n";
    for (const Link& link : review.links) all += link.url + "\n";
    for (const Block& block : review.blocks) {
      for (const Span& span : block.spans) all += span.text + "\n";
    }
    for (const std::string& name : review.reviewers) all += name + "\n";
    for (const Warning& warning : review.warnings) all += warning.message + "\n";
    for (int line = header.first_line; line <= header.last_line; ++line) {
      std::string text = SourceText(document_.line(line));
      // A heading's own number ("## 3. Title", "3. Title") marks its place in the document.
      const size_t number = text.find_first_not_of("#[ ");
      const size_t dot = std::min(text.find_first_not_of("0123456789", number), text.size());
      if (text.substr(dot, 2) == ". ") text.erase(number, dot - number);
      constexpr size_t kLongestOfDate = 2;  // digits; a year is known by the date
      for (size_t i = 0; i < text.size();) {
        size_t end = i;
        while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
        const std::string digits = text.substr(i, end - i);
        const bool of_date = review.date && (digits.size() <= kLongestOfDate ||
                                             digits == std::to_string(review.date->year));
        if (end > i && !of_date && all.find(digits) == all.npos) Lose(line, digits);
        i = std::max(end, i + 1);
      }
    }
  }

  // Blocks that share a line are accounted for together.
  void CheckBlocks(const std::vector<bool>& held, const Review& review) {
    const std::vector<Block>& blocks = review.blocks;
    for (size_t i = 0; i < blocks.size();) {
      const int first = blocks[i].first_line;
      int last = first - 1;
      Letters letters;
      for (; i < blocks.size() && (last < first || blocks[i].first_line <= last); ++i) {
        const Block& block = blocks[i];
        for (int line = std::max(block.first_line, last + 1); line <= block.last_line; ++line) {
          if (held[static_cast<size_t>(line)]) continue;
          std::string_view text = document_.line(line);
          if (block.type == BlockType::kCode && line == block.first_line) {  // the fence's info
            text = text.substr(0, std::min(text.find("```"), text.find("~~~")));
          }
          std::string source = SourceText(text);
          // Of "\tag{1}" the number is the formula's marker.
          constexpr std::string_view kTag = "\\tag";
          const size_t tag = block.type == BlockType::kMath ? source.find(kTag) : source.npos;
          if (tag != source.npos) source.erase(tag, kTag.size());
          Count(source, 1, letters);
        }
        last = std::max(last, block.last_line);
        Count(block.marker, -1, letters);
        if (block.checked == true) Count("x", -1, letters);
        for (const Span& span : block.spans) {
          for (const std::string* text : {&span.text, &span.href, &span.footnote}) {
            Count(*text, -1, letters);
          }
        }
      }
      for (const Warning& warning : review.warnings) {
        if (warning.line < first || warning.line > last) continue;
        const bool left_out = warning.code == "stray-mark" || warning.code == "empty-picture";
        if (left_out) letters.clear();
        Count(warning.message, -1, letters);
      }
      std::string missing;
      for (const auto& [letter, count] : letters) {
        for (int n = 0; n < count; ++n) AppendUtf8(letter, missing);
      }
      if (!missing.empty()) Lose(first, "letters " + missing);
    }
  }

  static bool IsNamed(const std::vector<Warning>& warnings, int line) {
    return std::any_of(warnings.begin(), warnings.end(),
                       [&](const Warning& warning) { return warning.line == line; });
  }

  static Letters LettersOf(std::string_view line) {
    Letters letters;
    Count(SourceText(line), 1, letters);
    return letters;
  }

  static void Count(std::string_view text, int sign, Letters& letters) {
    for (const char32_t c : ToUtf32(text)) {
      const char32_t folded = c == U'X' ? U'x' : c;  // of "[X]"
      if (IsLetter(c) || IsDigit(c)) letters[folded] += sign;
    }
  }

  void Lose(int line, const std::string& what) {
    lost_.push_back(std::to_string(line) + ": " + what);
  }

  std::vector<Warning> ignored_;
  const Document document_;
  const DocumentFacts facts_;
  const ParseResult& result_;
  std::vector<std::string> lost_;
};

}  // namespace skira
