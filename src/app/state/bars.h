// When the bars of a screen that has one pane are in sight.
#pragma once

#include "app/state/app_state.h"

namespace skira::app {

// Whether one pane alone is on the screen: it is narrow, or so low that bars and lists beside each
// other would leave no room to read, or the user wants the review alone.
bool IsOnePane(const AppState& state);
// Whether the pages are in a bar at the bottom; on a screen that lies on its side they are at the
// top.
bool HasBottomBar(const AppState& state);

// Whether a review is shown and nothing else (Route::alone).
bool IsAlone(const AppState& state);

// Whether the filters may have a pane beside the catalog, and whether they have.
bool HasRoomForFilters(const AppState& state);
bool ShowsFiltersBeside(const AppState& state);

// Whether the catalog, and with it the filters, stands beside what is read; where there are several
// panes it does, unless the reader hides it while a review is open.
bool ShowsListBeside(const AppState& state);

// Whether a review is open and a second one may stand beside it (second_review.h), which takes a
// screen so wide, CSS px; and whether one does.
inline constexpr float kSecondMinWidth = 1200;
bool HasRoomForSecond(const AppState& state);
bool ShowsSecond(const AppState& state);

// How wide the panes beside a review are, and may be: a review has room in any case. CSS px.
struct PaneWidth {
  float width = 0, least = 0, most = 0;
};
PaneWidth ListWidth(const AppState& state);
PaneWidth FiltersWidth(const AppState& state);

// What the bars take of the one pane's top and bottom while all of them are in sight, CSS px: its
// content begins and ends so far from its edges. Nothing where there are more panes.
struct BarHeights {
  float top = 0, bottom = 0;
};
BarHeights HeightsOfBars(const AppState& state);

// Whether the bars are to be in sight. The keyboard on the screen leaves none but that of the field
// that is typed in.
bool ShowsBars(const AppState& state);
bool ShowsTopBar(const AppState& state);

// How much of them is in sight in this frame, 0 to 1; another frame follows where it changes.
float ShownShare(const AppState& state, bool& moves);

// --- Steps of Apply() ---
// A pane was scrolled from `before` to where it is now: bars go on the way down, and come back on
// the way up and at either end.
void FollowScrolling(Pane pane, float before, AppState& state);
void BringBars(AppState& state);

}  // namespace skira::app
