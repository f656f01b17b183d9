// The command palette: commands by their names in either language, and reviews by their titles.
#pragma once

#include <string>
#include <vector>

namespace skira::app {

struct AppState;

// What a row runs: a command or a review; the other is -1.
struct PaletteRow {
  int command = -1;  // index into Commands()
  int review = -1;   // index into Catalog::reviews
  bool operator==(const PaletteRow&) const = default;
};

struct Palette {
  std::string text;              // as typed
  std::vector<PaletteRow> rows;  // what it finds: commands first, then reviews
  int chosen = 0;                // index into `rows`
  float view = 0;                // height of what shows them, CSS px; set by the view
  // Titles in the form in which they are compared, one a review; made when first searched.
  std::vector<std::string> titles;
};

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
