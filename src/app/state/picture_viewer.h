// A picture that is open by itself: how far it is enlarged and where it is, and what moves it.
#pragma once

#include <string_view>

#include "app/state/app_state.h"

namespace skira::app {

// Enlarges by `factor` around a point of the canvas, then moves by (dx, dy); within what there is.
void MoveViewer(float factor, float at_x, float at_y, float dx, float dy, PictureViewer& viewer);
// After a frame: its room may be another one.
void KeepViewerInRoom(AppState& state);
// Between all of it and a part of it enlarged around the point.
void ToggleViewer(float at_x, float at_y, PictureViewer& viewer);

// A key of the open picture: + - 0 and the arrows; false where it is none of them.
bool HandlePictureKey(std::string_view chord, AppState& state);

}  // namespace skira::app
