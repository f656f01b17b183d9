// A picture that is open by itself: how far it is enlarged and where it is. picture_viewer.h moves
// it.
#pragma once

#include <string>

#include "app/ui/box.h"

namespace skira::app {

struct PictureViewer {
  std::string picture;  // the id of what is shown
  std::string alt;      // what it shows, in words; may be empty
  std::string caption;  // of its figure, as plain text; may be empty
  float zoom = 1;       // 1: as large as its room lets it
  float x = 0, y = 0;   // CSS px from the middle of its room to the middle of the picture
  // As drawn last: its room, px of the canvas; CSS px of one of its pixels at a zoom of 1; its
  // pixels.
  mutable Box stage;
  mutable float fit = 1;
  mutable int width = 0, height = 0;
};
inline constexpr float kMostZoom = 8;

}  // namespace skira::app
