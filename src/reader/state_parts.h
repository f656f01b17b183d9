// What the files that carry actions out share. Inside the room.
#pragma once

#include <string>

#include "reader/state.h"

namespace skira::reader {

// Lists the catalog anew.
void ListAnew(AppState& state);
// Shows a notice and tells it to screen readers.
void ShowNoticeText(std::string text, AppState& state);

}  // namespace skira::reader
