// Formulas' MathML as it may be put into a page.
#pragma once

#include <string_view>
#include <vector>

#include "review/review.h"

namespace skira {

// Whether the text is one well-formed `math` element of MathML's presentation elements and
// attributes alone, with nothing around it: no comment, no instruction, no other namespace, no
// script, link or handler. The names are those of web/mathml.js.
bool IsPlainMathml(std::string_view text);

// The formulas of a table by their source.
class FormulaIndex {
 public:
  FormulaIndex() = default;
  // `table` must outlive the index.
  explicit FormulaIndex(const MathTable& table);
  // The first of that source and way of setting it; null where the table has none.
  const Formula* Find(std::string_view tex, bool display) const;

 private:
  std::vector<const Formula*> sorted_;
};

}  // namespace skira
