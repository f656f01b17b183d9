// How much of a review is shown, so that the page answers at once whatever it is given: a review
// with more than that was made by no hand. Plain pages, books and exports have all of it.
#pragma once

#include <cstddef>

#include "review/review.h"

namespace skira::app {

inline constexpr size_t kShownBlocks = 2000;  // of a review; opening one costs as much
inline constexpr size_t kShownLinks = 500;    // of a block, and in the list below the review
inline constexpr size_t kShownTopics = 32;    // of a review

// Leaves of each review what is shown: its first blocks, behind which a paragraph in its language
// says how many there are, the first links of each block (the others are text), the first topics.
void CutForReading(Catalog& catalog);

}  // namespace skira::app
