#include "parser/cross_reference_numbers.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "review/cross_references.h"
#include "review/markdown.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

// A command with one argument in a formula: "\tag{3}".
struct Command {
  size_t begin = 0, end = 0;  // bytes of the formula
  std::string argument{};
};

bool IsLatinLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// The first `name` from `from` on, with "*" or not.
std::optional<Command> FindCommand(std::string_view tex, std::string_view name, size_t from) {
  for (size_t at = tex.find(name, from); at != tex.npos; at = tex.find(name, at + 1)) {
    size_t open = at + name.size();
    if (open < tex.size() && IsLatinLetter(tex[open])) continue;
    if (open < tex.size() && tex[open] == '*') ++open;
    while (open < tex.size() && tex[open] == ' ') ++open;
    if (open >= tex.size() || tex[open] != '{') continue;
    int depth = 0;
    for (size_t end = open; end < tex.size(); ++end) {
      if (tex[end] == '{') ++depth;
      if (tex[end] == '}' && --depth == 0) {
        return Command{at, end + 1, std::string(tex.substr(open + 1, end - open - 1))};
      }
    }
  }
  return std::nullopt;
}

std::optional<std::string> Take(std::string& tex, std::string_view name) {
  const std::optional<Command> command = FindCommand(tex, name, 0);
  if (!command) return std::nullopt;
  tex.erase(command->begin, command->end - command->begin);
  return command->argument;
}

// "(7)" and what a sentence may put behind it: 7; empty where it is something else.
std::string BracketedNumber(std::string_view text) {
  constexpr size_t kLongest = 6;
  text = Trim(text);
  while (text.ends_with('.') || text.ends_with(',')) text.remove_suffix(1);
  if (!text.starts_with('(') || !text.ends_with(')')) return "";
  const std::string_view number = text.substr(1, text.size() - 2);
  const bool plain = !number.empty() && number.size() <= kLongest && number[0] >= '0' &&
                     number[0] <= '9' && std::all_of(number.begin(), number.end(), [](char c) {
                       return (c >= '0' && c <= '9') || c == '.' || IsLatinLetter(c);
                     });
  return plain ? std::string(number) : "";
}

// Takes a number off the formula's end that a wide space sets apart: "\qquad (3)".
std::string TakePrintedNumber(std::string& tex) {
  const size_t quad = tex.rfind("quad");
  if (quad == tex.npos) return "";
  std::string number = BracketedNumber(std::string_view(tex).substr(quad + 4));
  size_t start = tex.rfind('\\', quad);
  if (number.empty() || start == tex.npos) return "";
  const std::string_view command = std::string_view(tex).substr(start, quad + 4 - start);
  if (command != "\\quad" && command != "\\qquad") return "";
  tex.erase(start);
  tex.erase(tex.find_last_not_of(" ,~") + 1);
  return number;
}

// A paragraph of a formula and its number in brackets is a displayed formula.
void MendNumberedParagraph(Block& block) {
  if (block.type != BlockType::kParagraph || block.spans.size() != 2) return;
  const size_t formula = block.spans[0].math ? 0 : 1;
  const Span& other = block.spans[1 - formula];
  if (!block.spans[formula].math || other.math || !other.picture.empty()) return;
  const std::string number = BracketedNumber(other.text);
  if (number.empty()) return;
  block.type = BlockType::kMath;
  block.marker = number;
  block.spans = {block.spans[formula]};
}

class References {
 public:
  explicit References(Review& review) : review_(review) {}

  void Read() {
    for (Block& block : review_.blocks) MendNumberedParagraph(block);
    for (Block& block : review_.blocks) TakePrintedTags(block);
    for (Block& block : review_.blocks) NumberFormula(block);
    for (Block& block : review_.blocks) {
      if (block.type != BlockType::kFigure) continue;
      if (const auto label = ReadCaptionLabel(PlainText(block))) block.marker = label->number;
    }
    for (const Block& block : review_.blocks) {
      if (std::string own = ReferenceTo(block); !own.empty()) numbered_.insert(std::move(own));
    }
    for (const auto& [label, number] : labels_) numbered_.insert("equation " + number);
    if (numbered_.empty() && !has_tex_references_) return;
    for (Block& block : review_.blocks) Refer(block);
  }

 private:
  // What the author numbered himself, so that no other formula gets the number.
  void TakePrintedTags(Block& block) {
    for (const Span& span : block.spans) {
      if (span.math && span.text.find("ref{") != span.text.npos) has_tex_references_ = true;
    }
    if (block.type != BlockType::kMath) return;
    if (!block.marker.empty()) used_.insert(block.marker);
    for (Span& span : block.spans) {
      if (!span.math) continue;
      if (const std::string number = TakePrintedNumber(span.text); !number.empty()) {
        block.marker = number;
        used_.insert(number);
      }
      for (auto tag = FindCommand(span.text, "\\tag", 0); tag;
           tag = FindCommand(span.text, "\\tag", tag->end)) {
        used_.insert(tag->argument);
      }
    }
  }

  // The next number that nothing has.
  std::string NextNumber() {
    std::string number;
    do {
      number = std::to_string(++last_);
    } while (used_.contains(number));
    return number;
  }

  void NumberFormula(Block& block) {
    if (block.type != BlockType::kMath) return;
    for (Span& span : block.spans) {
      if (!span.math) continue;
      const bool numbers_itself = span.text.starts_with("\\begin{equation}");
      if (!numbers_itself && span.text.find("\\tag") == span.text.npos &&
          span.text.find("\\label") == span.text.npos) {
        continue;
      }
      NumberRows(span.text, numbers_itself, block.marker);
    }
  }

  // Takes tags and labels out of the formula's rows; their numbers become the marker's.
  void NumberRows(std::string& tex, bool numbers_itself, std::string& marker) {
    constexpr std::string_view kRow = "\\\\";
    std::string printed = marker;  // beside the formula, for the first row that wants a number
    std::string rest = std::exchange(tex, "");
    while (true) {
      const size_t end = rest.find(kRow);
      std::string row = rest.substr(0, end);
      std::optional<std::string> number = Take(row, "\\tag");
      const std::optional<std::string> label = Take(row, "\\label");
      if (!number && label && !printed.empty()) number = std::exchange(printed, "");
      if (!number && (label || (numbers_itself && end == rest.npos && marker.empty()))) {
        number = NextNumber();
      }
      if (number && *number != marker) marker += (marker.empty() ? "" : ", ") + *number;
      if (label && number) labels_[*label] = *number;
      tex += row;
      if (end == rest.npos) break;
      tex += kRow;
      rest.erase(0, end + kRow.size());
    }
    while (tex.ends_with(' ')) tex.pop_back();
    tex.erase(0, tex.find_first_not_of(' '));
  }

  void Refer(Block& block) {
    if (block.type == BlockType::kCode || block.type == BlockType::kMath) return;
    std::vector<Span> spans;
    const bool caption = block.type == BlockType::kFigure;
    for (Span& span : block.spans) {
      const bool first = spans.empty();
      if (span.math) {
        ReferByLabel(span, block);
        spans.push_back(std::move(span));
      } else if (!span.href.empty() || !span.footnote.empty() || !span.picture.empty() ||
                 (span.style & kStyleCode) != 0) {
        spans.push_back(std::move(span));
      } else {
        ReferByWords(span, caption && first, spans);
      }
    }
    block.spans = std::move(spans);
  }

  // "\eqref{a}" alone is no formula but a reference.
  void ReferByLabel(Span& span, const Block& block) {
    for (const std::string_view name : {"\\eqref", "\\ref"}) {
      const std::string_view tex = Trim(span.text);
      const std::optional<Command> command = FindCommand(tex, name, 0);
      if (!command || command->begin != 0 || command->end != tex.size()) continue;
      const auto found = labels_.find(command->argument);
      if (found == labels_.end()) {
        review_.warnings.push_back({block.first_line, "reference-unknown",
                                    "No formula has the label " + command->argument + "."});
        return;
      }
      span.math = false;
      span.text = name == "\\ref" ? found->second : "(" + found->second + ")";
      span.reference = "equation " + found->second;
      return;
    }
  }

  // `own_label`: the text begins with the label of its own caption.
  void ReferByWords(Span& span, bool own_label, std::vector<Span>& spans) {
    size_t at = 0;
    const auto add = [&](size_t end, const std::string& reference) {
      if (end == at) return;
      spans.push_back(span);
      spans.back().text = span.text.substr(at, end - at);
      spans.back().reference = reference;
      at = end;
    };
    for (TextReference& one : FindReferences(span.text)) {
      if (own_label && one.begin == 0) continue;
      // "Figure 2a" is of figure 2.
      if (!numbered_.contains(one.reference) && IsLatinLetter(one.reference.back())) {
        one.reference.pop_back();
      }
      if (!numbered_.contains(one.reference)) continue;
      add(one.begin, "");
      add(one.end, one.reference);
    }
    add(span.text.size(), "");
  }

  Review& review_;
  std::set<std::string> used_;                 // numbers of formulas
  std::map<std::string, std::string> labels_;  // with their numbers
  std::set<std::string> numbered_;             // what can be referred to
  int last_ = 0;                               // the last number that was given
  bool has_tex_references_ = false;
};

}  // namespace

void ReadReferences(Review& review) { References(review).Read(); }

}  // namespace skira
