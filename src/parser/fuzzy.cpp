#include "parser/fuzzy.h"

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
  uint8_t row[kMaxWord + 1];  // row[j]: the distance from a's first i letters to b's first j
  for (size_t j = 0; j <= b.size(); ++j) row[j] = static_cast<uint8_t>(j);
  for (size_t i = 0; i < a.size(); ++i) {
    uint8_t diagonal = row[0];
    row[0] = static_cast<uint8_t>(i + 1);
    for (size_t j = 0; j < b.size(); ++j) {
      const int replace = diagonal + (a[i] != b[j]);
      diagonal = row[j + 1];
      row[j + 1] = static_cast<uint8_t>(std::min({replace, row[j] + 1, diagonal + 1}));
    }
  }
  return std::min<int>(row[b.size()], limit + 1);
}

bool Resembles(std::u32string_view word, std::u32string_view pattern) {
  const int tolerance = Tolerance(pattern);
  return EditDistance(word, pattern, tolerance) <= tolerance;
}

bool BeginsLike(std::u32string_view text, std::u32string_view pattern) {
  const int tolerance = Tolerance(pattern);
  for (int change = -tolerance; change <= tolerance; ++change) {
    const size_t length = pattern.size() + static_cast<size_t>(change);
    if (length > text.size()) break;
    if (EditDistance(text.substr(0, length), pattern, tolerance) <= tolerance) return true;
  }
  return false;
}

}  // namespace skira
