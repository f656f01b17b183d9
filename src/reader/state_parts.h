// What the files that carry actions out share. Inside the room.
#pragma once

#include <string>

#include "reader/state.h"

namespace skira::reader {

// Lists the catalog anew.
void ListAnew(AppState& state);
// Brings up to date what shows the catalog, after reviews came behind the others or went.
void CatalogChanged(AppState& state);
// Shows a notice and tells it to screen readers.
void ShowNoticeText(std::string text, AppState& state);

}  // namespace skira::reader
