#include "unicode/fuzzy.h"

#include <algorithm>
#include <cstdint>

namespace skira {
namespace {

constexpr size_t kMaxWord = 64;  // longer ones are no words

int Tolerance(std::u32string_view pattern) { return static_cast<int>(pattern.size() / 4); }

}  // namespace

int EditDistance(std::u32string_view a, std::u32string_view b, int limit) {
  const size_t longer = std::max(a.size(), b.size());
  const size_t shorter = std::min(a.size(), b.size());
  if (longer > kMaxWord || static_cast<int>(longer - shorter) > limit) return limit + 1;
  // What both begin and end with costs nothing; of most words one letter is left, or all.
  while (!a.empty() && !b.empty() && a.front() == b.front()) {
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    a.remove_suffix(1);
    b.remove_suffix(1);
  }
  const int rest = static_cast<int>(std::max(a.size(), b.size()));
  if (a.empty() || b.empty() || rest == 1) return std::min(rest, limit + 1);
  if (limit <= 1) return limit + 1;  // two letters differ at least
  uint8_t row[kMaxWord + 1];         // row[j]: the distance from a's first i letters to b's first j
  for (size_t j = 0; j <= b.size(); ++j) row[j] = static_cast<uint8_t>(j);
  for (size_t i = 0; i < a.size(); ++i) {
    uint8_t diagonal = row[0];
    row[0] = static_cast<uint8_t>(i + 1);
    uint8_t least = row[0];
    for (size_t j = 0; j < b.size(); ++j) {
      const int replace = diagonal + (a[i] != b[j]);
      diagonal = row[j + 1];
      row[j + 1] = static_cast<uint8_t>(std::min({replace, row[j] + 1, diagonal + 1}));
      least = std::min(least, row[j + 1]);
    }
    if (least > limit) return limit + 1;
  }
  return std::min<int>(row[b.size()], limit + 1);
}

bool Resembles(std::u32string_view word, std::u32string_view pattern) {
  const int tolerance = Tolerance(pattern);
  return EditDistance(word, pattern, tolerance) <= tolerance;
}

bool BeginsLike(std::u32string_view text, std::u32string_view pattern) {
  const int tolerance = Tolerance(pattern);
  if (pattern.size() > kMaxWord || text.size() + static_cast<size_t>(tolerance) < pattern.size()) {
    return false;
  }
  text = text.substr(0, pattern.size() + static_cast<size_t>(tolerance));
  uint8_t row[kMaxWord +
              1];  // row[j]: the distance from the text's first i letters to j of the pattern
  for (size_t j = 0; j <= pattern.size(); ++j) row[j] = static_cast<uint8_t>(j);
  for (size_t i = 0; i < text.size(); ++i) {
    uint8_t diagonal = row[0];
    row[0] = static_cast<uint8_t>(i + 1);
    uint8_t least = row[0];
    for (size_t j = 0; j < pattern.size(); ++j) {
      const int replace = diagonal + (text[i] != pattern[j]);
      diagonal = row[j + 1];
      row[j + 1] = static_cast<uint8_t>(std::min({replace, row[j] + 1, diagonal + 1}));
      least = std::min(least, row[j + 1]);
    }
    if (row[pattern.size()] <= tolerance) return true;
    if (least > tolerance) return false;
  }
  return false;
}

}  // namespace skira
