// The words of the open review that answer the search which the catalog lists, to go from one to
// the next.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "reader/action.h"
#include "reader/passage.h"
#include "reader/user_data.h"

namespace skira::reader {

struct AppState;

struct ReviewHits {
  std::vector<Passage> passages;  // a word each, in the order of the text
  int current = -1;               // the one that was gone to last; -1: none yet
  bool dismissed = false;         // the user goes without them
  uint32_t number = 1;            // counts changes
  // What they were found for.
  int review = -1;
  uint32_t catalog_revision = 0;
  std::string text;
};

// Finds them where the open review or the search is another one; cheap where neither is.
void FollowHits(AppState& state);

// Whether there are any to go through.
bool HasHits(const AppState& state);

// How many are in blocks [first, last).
int HitsBetween(const ReviewHits& hits, int first, int last);

// Goes `by` words further, from the last to the first.
void Do(const ShowHit& action, AppState& state);
void Do(const DismissHits& action, AppState& state);

}  // namespace skira::reader
