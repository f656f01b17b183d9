// The views: each one function that reads from top to bottom as the screen does.
#pragma once

#include "reader/state.h"
#include "reader/ui.h"

namespace skira::reader {

// The list of reviews, newest first, in `box`.
void CatalogView(AppState& state, Ui& ui, const Box& box);

// The open review in `box`, or a line that says what to do where none is open. `with_back`: a link
// back to the catalog stands above it (where the catalog is not beside it).
void ReviewView(AppState& state, Ui& ui, const Box& box, bool with_back);

}  // namespace skira::reader
