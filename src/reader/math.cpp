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

int PartColours::Of(size_t index) {
  const auto wanted = static_cast<int>(index);
  while (at_ < colours_.size() && (colours_[at_] != part_ || colours_[at_ + 2] <= wanted)) at_ += 4;
  return at_ < colours_.size() && colours_[at_ + 1] <= wanted ? colours_[at_ + 3] & 0xFFFFFF : -1;
}

}  // namespace skira::reader
