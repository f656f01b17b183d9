// The bars of a screen that has one pane: the pane's content runs below them, they go while one
// reads on and come back; bars.h has how.
#pragma once

#include "app/model/action.h"

namespace skira::app {

struct Bars {
  bool away = false;  // one has scrolled on
  bool down = false;  // the way in which the pane was scrolled last
  float turned = 0;   // how far it was scrolled when that way was taken, CSS px
  // Measured whenever they are drawn: how far each Pane can be scrolled (CSS px), how much of the
  // bars is in sight (0 none, 1 all), when that was (seconds of CurrentSeconds(); below 0: never),
  // and how high is what the catalog has above its list, and of that its results' bar, CSS px.
  mutable float most[kPaneCount] = {};
  mutable float shown = 1;
  mutable double drawn_at = -1;
  mutable float catalog_bar = 0, results = 0;
};

}  // namespace skira::app
