// A picture that is open by itself: how far it is enlarged and where it is, and what moves it.
#pragma once

#include <string>
#include <string_view>

#include "app/ui/semantics.h"

namespace skira::app {

struct AppState;

struct PictureViewer {
  std::string picture;        // the id of what is shown
  std::string alt;            // what it shows, in words; may be empty
  std::string caption;        // of its figure, as plain text; may be empty
  float zoom = 1;             // 1: as large as its room lets it
  float x = 0, y = 0;         // CSS px from the middle of its room to the middle of the picture
  Box stage;                  // its room, as drawn last, px of the canvas
  float fit = 1;              // CSS px of one of its pixels at a zoom of 1
  int width = 0, height = 0;  // its pixels
};
inline constexpr float kMostZoom = 8;

// Enlarges by `factor` around a point of the canvas, then moves by (dx, dy); within what there is.
void MoveViewer(float factor, float at_x, float at_y, float dx, float dy, PictureViewer& viewer);
// Between all of it and a part of it enlarged around the point.
void ToggleViewer(float at_x, float at_y, PictureViewer& viewer);

// A key of the open picture: + - 0 and the arrows; false where it is none of them.
bool HandlePictureKey(std::string_view chord, AppState& state);

}  // namespace skira::app
