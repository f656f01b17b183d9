// The command palette: what is typed into it and what that finds. palette.h fills it.
#pragma once

#include <string>
#include <vector>

namespace skira::app {

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
  mutable float view = 0;        // height of what shows them, CSS px; set by the view
  // Titles in the form in which they are compared, one a review; made when first searched.
  std::vector<std::string> titles;
};

}  // namespace skira::app
