// The search field: whether it has the focus, what was chosen of what it offers.
#pragma once

#include "app/ui/box.h"

namespace skira::app {

struct SearchBox {
  bool focused = false;
  bool dismissed = false;  // what is offered was put away
  int choice = -1;         // that the arrow keys have come to
  mutable Box box;         // of the field, as drawn last
};

}  // namespace skira::app
