// The topics of a review, from the vocabulary assets/topics.json.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace skira {

// A stretch of a review's text and how much a word in it counts.
struct WeightedText {
  std::string_view text;
  int weight = 1;
};

// One to five topic ids, most certain first; "machine-learning" for texts without evidence, none
// for no text. Linear in the text.
std::vector<std::string> TopicsOf(const std::vector<WeightedText>& texts);

}  // namespace skira
