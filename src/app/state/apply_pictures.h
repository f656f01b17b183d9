// The actions on pictures, and what the page tells of them.
#pragma once

#include <string_view>

#include "app/state/app_state.h"

namespace skira::app {

void Do(const OpenPicture& action, AppState& state);
void Do(const MovePicture& action, AppState& state);
void Do(const TogglePicture& action, AppState& state);
void Do(const SavePicture& action, AppState& state);

// Opens the small picture at this place of the open review; false where there is none.
bool OpenPictureAt(const TextPosition& place, AppState& state);
// The network is back: what could not be fetched is asked for again.
void RetryPictures(AppState& state);

}  // namespace skira::app
