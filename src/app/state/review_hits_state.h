// The words of the open review that answer the search which the catalog lists, or that are looked
// for in it alone; review_hits.h finds them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/model/passage.h"

namespace skira::app {

struct ReviewHits {
  std::vector<Passage> passages;  // a word each, in the order of the text
  int current = -1;               // the one that was gone to last; -1: none yet
  bool dismissed = false;         // the user goes without them
  bool finding = false;           // they are those of `wanted`, which is typed over the review
  std::string wanted;
  uint32_t number = 1;  // counts changes
  // What they were found for.
  int review = -1;
  uint32_t catalog_revision = 0;
  std::string text;
};

}  // namespace skira::app
