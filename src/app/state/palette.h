// The command palette: commands by their names in either language, and reviews by their titles.
#pragma once

#include "app/state/app_state.h"

namespace skira::app {

inline constexpr float kPaletteRow = 46, kPaletteHeading = 36;  // CSS px
inline constexpr int kMostPaletteReviews = 30;

// Finds the rows for `state.palette.text`: every word of it must stand in a name, whatever its
// case, points and final letters. Names in which the words begin words come first. Without a text:
// every command that applies. Linear in the titles' bytes.
void FillPalette(AppState& state);

// The first row that is a review; the number of rows where none is.
int FirstPaletteReview(const Palette& palette);
// Where a row begins in the list, CSS px; of the row behind the last: the list's height.
float PaletteRowTop(const Palette& palette, int row);

}  // namespace skira::app
