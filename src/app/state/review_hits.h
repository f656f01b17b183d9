// The words of the open review that answer the search which the catalog lists, or that are looked
// for in it alone, to go from one to the next.
#pragma once

#include "app/state/app_state.h"

namespace skira::app {

// Finds them where the open review or the search is another one; cheap where neither is.
void FollowHits(AppState& state);

// Whether there are any to go through.
bool HasHits(const AppState& state);
// Whether the bar that goes through them is on the screen.
bool ShowsHitsBar(const AppState& state);

// How many are in blocks [first, last).
int HitsBetween(const ReviewHits& hits, int first, int last);

// A review was opened: where it is a result of the search, its first word that answers comes in
// sight as soon as it is laid out.
void WantFirstHit(AppState& state);
void ShowFirstHit(AppState& state);  // a step of App::Frame()

// Goes `by` words further, from the last to the first.
void Do(const ShowHit& action, AppState& state);
void Do(const DismissHits& action, AppState& state);
// Looks for words in the open review: opens the field for them, takes what is typed, ends it.
void Do(const OpenFind& action, AppState& state);
void Do(const FindText& action, AppState& state);
void Do(const CloseFind& action, AppState& state);
// A key of that field; whether it is one that it has.
bool FindKey(std::string_view key, AppState& state);

}  // namespace skira::app
