// Two reviews side by side: one that is open, with everything that can be done in it, and a second
// one that is kept beside it to be read, scrolled and copied from; bars.h says when there is room.
#pragma once

#include "app/state/app_state.h"

namespace skira::app {

// The catalog is another one: the review is looked up in it, and laid out anew.
void FindSecond(AppState& state);

// --- Steps of Apply() ---
void Do(const ReadBeside& action, AppState& state);
void Do(const SwapReviews& action, AppState& state);

}  // namespace skira::app
