#include "app/model/formula_library.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace skira::app {
namespace {

std::pair<bool, std::string_view> KeyOf(const Formula* formula) {
  return {formula->display, formula->tex};
}

}  // namespace

int MathLibrary::OutlineIndex(const std::string& path) {
  const auto [found, added] = known_.emplace(path, static_cast<int>(outlines_.size()));
  if (added) outlines_.Add(path);
  return found->second;
}

void MathLibrary::Add(MathTable table) {
  const auto before = [](const Formula* a, const Formula* b) { return KeyOf(a) < KeyOf(b); };
  std::vector<int> places;  // of the table's outlines here
  for (const std::string& path : table.outlines) places.push_back(OutlineIndex(path));
  std::vector<const Formula*> added;
  for (Formula& formula : table.formulas) {
    if (Find(formula.tex, formula.display) != nullptr) continue;
    for (size_t i = 0; i < formula.glyphs.size(); i += 4) {
      const size_t outline = static_cast<size_t>(formula.glyphs[i]);
      formula.glyphs[i] = outline < places.size() ? places[outline] : OutlineIndex("");
    }
    formulas_.push_back(std::move(formula));
    added.push_back(&formulas_.back());
  }
  std::stable_sort(added.begin(), added.end(), before);
  const auto same = [](const Formula* a, const Formula* b) { return KeyOf(a) == KeyOf(b); };
  added.erase(std::unique(added.begin(), added.end(), same), added.end());
  std::vector<const Formula*> sorted(sorted_.size() + added.size());
  std::merge(sorted_.begin(), sorted_.end(), added.begin(), added.end(), sorted.begin(), before);
  sorted_ = std::move(sorted);
}

const Formula* MathLibrary::Find(std::string_view tex, bool display) const {
  const std::pair<bool, std::string_view> key = {display, tex};
  const auto found = std::lower_bound(
      sorted_.begin(), sorted_.end(), key,
      [](const Formula* formula, const auto& wanted) { return KeyOf(formula) < wanted; });
  return found != sorted_.end() && KeyOf(*found) == key ? *found : nullptr;
}

MathTable MathLibrary::TableOf(const std::vector<Review>& reviews) const {
  std::vector<const std::string*> paths(outlines_.size());
  for (const auto& [path, index] : known_) paths[static_cast<size_t>(index)] = &path;
  MathTable table;
  std::vector<int> places(paths.size(), -1);  // of the outlines in the table
  std::unordered_set<const Formula*> taken;
  const auto take = [&](const Formula* found) {
    if (found == nullptr || !taken.insert(found).second) return;
    Formula& formula = table.formulas.emplace_back(*found);
    for (size_t i = 0; i < formula.glyphs.size(); i += 4) {
      const auto outline = static_cast<size_t>(formula.glyphs[i]);
      if (places[outline] < 0) {
        places[outline] = static_cast<int>(table.outlines.size());
        table.outlines.push_back(*paths[outline]);
      }
      formula.glyphs[i] = places[outline];
    }
  };
  for (const Review& review : reviews) {
    for (const Block& block : review.blocks) {
      for (const Span& span : block.spans) {
        if (span.math) take(Find(span.text, block.type == BlockType::kMath));
      }
    }
  }
  return table;
}

int PartColours::Of(size_t index) {
  const auto wanted = static_cast<int>(index);
  while (at_ < colours_.size() && (colours_[at_] != part_ || colours_[at_ + 2] <= wanted)) at_ += 4;
  return at_ < colours_.size() && colours_[at_ + 1] <= wanted ? colours_[at_ + 3] & 0xFFFFFF : -1;
}

}  // namespace skira::app
