// The formulas of a catalog, ready to be laid out and drawn.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "review/review.h"
#include "typeset/typeset.h"

namespace skira::app {

// Owns the table of formulas; a Formula that it hands out lives as long as it, even when it moves.
class MathLibrary {
 public:
  MathLibrary() = default;
  explicit MathLibrary(MathTable table) { Add(std::move(table)); }

  // Takes over formulas and the outlines that they need, as far as it lacks them.
  void Add(MathTable table);

  // Null where the export has no such formula: it was not typeset. One with an error has no
  // outlines.
  const Formula* Find(std::string_view tex, bool display) const;
  // Those of these reviews alone, with the outlines that they need; formulas that were not typeset
  // are not in it.
  MathTable TableOf(const std::vector<Review>& reviews) const;
  // A glyph of a Formula is the index of one of these.
  const typeset::OutlineSet& outlines() const { return outlines_; }
  size_t size() const { return formulas_.size(); }

 private:
  int OutlineIndex(const std::string& path);

  std::deque<Formula> formulas_;                // which stay where they are
  std::vector<const Formula*> sorted_;          // by `display`, then `tex`
  std::unordered_map<std::string, int> known_;  // outlines by their paths
  typeset::OutlineSet outlines_;
};

// The colours of one kind of a formula's parts, asked for in the order of the parts.
class PartColours {
 public:
  PartColours(const Formula& formula, FormulaPart part) : colours_(formula.colours), part_(part) {}
  // 0xRRGGBB, or -1 where the part is in the colour of the text around.
  int Of(size_t index);

 private:
  const std::vector<int>& colours_;
  const FormulaPart part_;
  size_t at_ = 0;
};

}  // namespace skira::app
