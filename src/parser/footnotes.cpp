#include "parser/footnotes.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "parser/blocks/block_lines.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

constexpr size_t kLongestLabel = 48;  // bytes

// The label of "[^label]" at byte `at`; empty where none is.
std::string_view LabelAt(std::string_view line, size_t at) {
  if (!line.substr(at).starts_with("[^")) return {};
  const std::string_view rest = line.substr(at + 2, kLongestLabel + 1);
  const size_t close = rest.find(']');
  return close == rest.npos ? std::string_view() : rest.substr(0, close);
}

// The first line of the definitions that the document ends with, the line behind its last for none.
// A paragraph of one's own below a definition is indented (as in Pandoc).
int FirstLineOfDefinitions(const Document& document, int floor) {
  int tail = document.line_count() + 1;
  for (int line = document.line_count(); line > floor;) {
    if (IsBlank(document.line(line))) {
      --line;
      continue;
    }
    int first = line;  // of the paragraph
    while (first - 1 > floor && !IsBlank(document.line(first - 1))) --first;
    const std::string_view text = document.line(first);
    const bool defines = !DefinedFootnote(text).empty();
    if (!defines && !text.starts_with("    ") && !text.starts_with('\t')) break;
    if (defines) tail = first;
    line = first - 1;
  }
  return tail;
}

}  // namespace

FootnotesAtEnd FindFootnotesAtEnd(const Document& document, const std::vector<Header>& headers) {
  FootnotesAtEnd found{document.line_count() + 1, {}};
  if (headers.size() < 2 || document.text.find("\n[^") == std::string::npos) return found;
  const int tail = FirstLineOfDefinitions(document, headers.back().last_line);
  // Each review's place among those that refer to a label which they do not define themselves, in
  // their order.
  std::unordered_map<std::string_view, std::vector<size_t>> references;
  for (size_t i = 0; i < headers.size(); ++i) {
    const int end = i + 1 < headers.size() ? headers[i + 1].first_line : tail;
    std::vector<std::string_view> named;
    std::unordered_set<std::string_view> own;
    for (int line = headers[i].first_line; line < end; ++line) {
      const std::string_view text = document.line(line);
      if (const std::string_view label = DefinedFootnote(text); !label.empty()) own.insert(label);
      for (size_t at = text.find("[^"); at != text.npos; at = text.find("[^", at + 2)) {
        if (const std::string_view label = LabelAt(text, at); !label.empty())
          named.push_back(label);
      }
    }
    for (const std::string_view label : named) {
      std::vector<size_t>& reviews = references[label];
      const bool counted = own.contains(label) || (!reviews.empty() && reviews.back() == i);
      if (!counted) reviews.push_back(i);
    }
  }
  const size_t last = headers.size() - 1;
  std::vector<std::vector<LineRange>> of_review(headers.size());
  std::unordered_map<std::string_view, size_t> defined;  // how many times so far
  bool moves = false;
  size_t owner = last;
  for (int line = tail; line <= document.line_count(); ++line) {
    const std::string_view label = DefinedFootnote(document.line(line));
    if (label.empty()) {
      if (!IsBlank(document.line(line))) of_review[owner].back().last = line;
      continue;
    }
    const std::vector<size_t>& reviews = references[label];
    const size_t time = defined[label]++;
    owner = reviews.empty() ? last : reviews[std::min(time, reviews.size() - 1)];
    moves |= owner != last;
    of_review[owner].push_back({line, line});
  }
  if (!moves) return found;
  found.first_line = tail;
  found.of_review = std::move(of_review);
  return found;
}

}  // namespace skira
