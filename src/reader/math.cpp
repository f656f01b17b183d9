#include "reader/math.h"

#include <algorithm>
#include <utility>

namespace skira::reader {
namespace {

std::pair<bool, std::string_view> KeyOf(const Formula* formula) {
  return {formula->display, formula->tex};
}

}  // namespace

MathLibrary::MathLibrary(MathTable table) : table_(std::move(table)) {
  for (const std::string& path : table_.outlines) outlines_.Add(path);
  for (const Formula& formula : table_.formulas) sorted_.push_back(&formula);
  std::sort(sorted_.begin(), sorted_.end(),
            [](const Formula* a, const Formula* b) { return KeyOf(a) < KeyOf(b); });
}

const Formula* MathLibrary::Find(std::string_view tex, bool display) const {
  const std::pair<bool, std::string_view> key = {display, tex};
  const auto found = std::lower_bound(
      sorted_.begin(), sorted_.end(), key,
      [](const Formula* formula, const auto& wanted) { return KeyOf(formula) < wanted; });
  return found != sorted_.end() && KeyOf(*found) == key ? *found : nullptr;
}

}  // namespace skira::reader
