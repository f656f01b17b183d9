// Formulas' MathML as it may be put into a page.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "review/review.h"

namespace skira {

// The formula written anew: one `math` element of MathML's presentation elements and attributes
// alone, well-formed as HTML and as XML, every value escaped. std::nullopt where the text is
// anything else: a comment, an instruction, another namespace, a script, link or handler, an
// element where text belongs. The names are those of web/mathml.js.
std::optional<std::string> PlainMathml(std::string_view text);

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
