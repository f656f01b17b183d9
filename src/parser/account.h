// The account of a review's text: what of its lines is in no header, field, block or warning.
#pragma once

#include <vector>

#include "parser/document.h"
#include "review/review.h"

namespace skira {

// Lines [first, last] that something else than blocks holds.
struct HeldLines {
  int first = 0, last = 0;
};

// Adds a warning "text-lost" for each line of the review that is neither held nor in a block nor
// named by a warning, and for blocks that lack letters of their lines. Letters of ASCII are left
// out of the second, since markup consists of them. Linear in the review's size.
void AccountForText(const Document& document, const std::vector<HeldLines>& held, Review& review);

}  // namespace skira
