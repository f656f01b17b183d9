// How a review begins, for whoever chooses from a list.
#pragma once

#include <string>

#include "review/review.h"

namespace skira::app {

// The first sentences of the review's paragraphs that say something, about two lines of a card:
// none with a formula or an address, none of a few words. Ends with a word. Empty where there is
// none.
std::string TeaserOf(const Review& review);

}  // namespace skira::app
