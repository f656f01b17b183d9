// How far one is in the open review: kept while one reads, offered when one comes back.
#pragma once

#include "app/state/app_state.h"

namespace skira::app {

// Of the open review, 0 (its top) to 1 (its end is in sight); 0 before it was drawn.
float ReadingProgress(const AppState& state);
// Minutes that what is left takes, 0 at the end.
int MinutesLeft(const AppState& state);
// From here on a review counts as read, and from here to there it is offered to go on reading.
inline constexpr float kReadProgress = 0.97f;
inline constexpr float kLeastOffer = 0.05f, kMostOffer = 0.95f;

// Nothing moves: the system or the settings ask for it.
bool ReducesMotion(const AppState& state);
// Seconds of a clock that only ever goes on.
double CurrentSeconds();

// The first block that is in sight with the pane scrolled to `top`; 0 where there is none.
int FirstBlockInSight(const AppState& state, float top);

// --- Steps of Apply() and of App::Frame() ---
// A review was opened: notes when, and offers to go on where one stopped.
void BeginReading(AppState& state);
// Keeps the place, where one has read on.
void KeepPositionHere(AppState& state);
// The block is scrolled to as soon as the review is laid out.
void WantBlock(int block, bool smooth, AppState& state);
void ScrollToWanted(AppState& state);

void Do(const KeepPosition& action, AppState& state);
void Do(const ShowBlock& action, AppState& state);

}  // namespace skira::app
