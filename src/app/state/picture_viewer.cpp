#include "app/state/picture_viewer.h"

#include <algorithm>
#include <cmath>

namespace skira::app {
namespace {

constexpr float kStep = 1.25f;    // a press on + or -
constexpr float kDoubled = 2.5f;  // a double press
constexpr float kPanStep = 60;    // CSS px, an arrow key

}  // namespace

void MoveViewer(float factor, float at_x, float at_y, float dx, float dy, PictureViewer& viewer) {
  const float zoom = std::clamp(viewer.zoom * factor, 1.0f, kMostZoom);
  // What is below the point stays there.
  const float from_x = at_x - viewer.stage.x - viewer.stage.width / 2;
  const float from_y = at_y - viewer.stage.y - viewer.stage.height / 2;
  const float grown = zoom / viewer.zoom;
  viewer.zoom = zoom;
  const auto within = [&](float wanted, int pixels, float room) {
    const float size = static_cast<float>(pixels) * viewer.fit * zoom;
    const float most = std::max(0.0f, (size - room) / 2);
    return std::clamp(wanted, -most, most);
  };
  viewer.x = within(from_x + (viewer.x - from_x) * grown + dx, viewer.width, viewer.stage.width);
  viewer.y = within(from_y + (viewer.y - from_y) * grown + dy, viewer.height, viewer.stage.height);
}

void KeepViewerInRoom(AppState& state) {
  if (state.overlay != Overlay::kPicture) return;
  const float x = state.viewer.x, y = state.viewer.y;
  MoveViewer(1, 0, 0, 0, 0, state.viewer);
  if (state.viewer.x != x || state.viewer.y != y) ++state.revision;
}

void ToggleViewer(float at_x, float at_y, PictureViewer& viewer) {
  MoveViewer(viewer.zoom > 1 ? 1 / kMostZoom : kDoubled, at_x, at_y, 0, 0, viewer);
}

bool HandlePictureKey(std::string_view chord, AppState& state) {
  if (state.overlay != Overlay::kPicture) return false;
  const Box& stage = state.viewer.stage;
  MovePicture move{.x = stage.x + stage.width / 2, .y = stage.y + stage.height / 2};
  if (chord == "+" || chord == "=") {
    move.factor = kStep;
  } else if (chord == "-") {
    move.factor = 1 / kStep;
  } else if (chord == "0") {
    move.factor = 1 / kMostZoom;
  } else if (chord == "ArrowLeft") {
    move.dx = kPanStep;
  } else if (chord == "ArrowRight") {
    move.dx = -kPanStep;
  } else if (chord == "ArrowUp") {
    move.dy = kPanStep;
  } else if (chord == "ArrowDown") {
    move.dy = -kPanStep;
  } else {
    return false;
  }
  Apply(move, state);
  return true;
}

}  // namespace skira::app
