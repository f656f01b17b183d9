// Hebrew in visual order: lines whose characters are in the order in which they are seen, left to
// right, as ISO-8859-8 and some extractors of text leave them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "review/review.h"

namespace skira {

// The text with its Hebrew lines in logical order, where it is certain that they are not: final
// letters begin words, and the commonest words are reversed. Latin words and numbers keep their
// order, as visual order has it, but where the document's dates show that they were mirrored too.
// Adds a warning "visual-order", or "visual-order-doubt" where it may be so and nothing was
// changed.
std::string ToLogicalOrder(std::string text, std::vector<Warning>& warnings);

}  // namespace skira
