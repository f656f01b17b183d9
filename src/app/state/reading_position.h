// How far one is in the open review: kept while one reads, found again when one comes back.
#pragma once

#include "app/state/app_state.h"

namespace skira::app {

// Of the open review, 0 (its top) to 1 (its end is in sight); 0 before it was drawn.
float ReadingProgress(const AppState& state);
// Minutes that what is left takes, 0 at the end.
int MinutesLeft(const AppState& state);
// From here on a review counts as read, and from here to there as begun and not finished.
inline constexpr float kReadProgress = 0.97f;
inline constexpr float kLeastBegun = 0.05f, kMostBegun = 0.95f;

// Nothing moves: the system or the settings ask for it.
bool ReducesMotion(const AppState& state);
// Seconds of a clock that only ever goes on.
double CurrentSeconds();

// The first block that is in sight with the pane scrolled to `top`; 0 where there is none. `into`:
// the share of it that is above the pane's top, 0 to 1.
int FirstBlockInSight(const AppState& state, float top);
int FirstBlockInSight(const AppState& state, float top, float& into);

// --- Steps of Apply() and of App::Frame() ---
// A review was opened: notes when, and goes on where one stopped.
void BeginReading(AppState& state);
// Goes where one stopped, once the review is laid out.
void ResumeReading(AppState& state);
// Keeps the place, where one has read on.
void KeepPositionHere(AppState& state);
// The block is scrolled to as soon as the review is laid out.
void WantBlock(int block, bool smooth, AppState& state);
void ScrollToWanted(AppState& state);

void Do(const KeepPosition& action, AppState& state);
void Do(const ShowBlock& action, AppState& state);

}  // namespace skira::app
