// A rectangle of the screen.
#pragma once

namespace skira::app {

// CSS pixels from the parent's top-left corner; inside a scrolling semantics node from its
// content's.
struct Box {
  float x = 0, y = 0, width = 0, height = 0;
};

}  // namespace skira::app
