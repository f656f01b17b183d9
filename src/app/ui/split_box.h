// Cuts a box into pieces from its sides. "Start" is the side where reading starts: the right in
// Hebrew, so that a view written once stands mirrored in the other language.
#pragma once

#include <algorithm>

#include "app/ui/semantics.h"

namespace skira::app {

class SplitBox {
 public:
  SplitBox(const Box& box, bool rtl) : box_(box), rtl_(rtl) {}

  const Box& rest() const { return box_; }
  bool rtl() const { return rtl_; }

  // Takes `width` px (or what is left) from a side; Top and Bottom likewise.
  Box Start(float width) { return rtl_ ? Right(width) : Left(width); }
  Box End(float width) { return rtl_ ? Left(width) : Right(width); }
  Box Left(float width) {
    width = std::clamp(width, 0.0f, box_.width);
    const Box taken{box_.x, box_.y, width, box_.height};
    box_.x += width;
    box_.width -= width;
    return taken;
  }
  Box Right(float width) {
    width = std::clamp(width, 0.0f, box_.width);
    box_.width -= width;
    return {box_.x + box_.width, box_.y, width, box_.height};
  }
  Box Top(float height) {
    height = std::clamp(height, 0.0f, box_.height);
    const Box taken{box_.x, box_.y, box_.width, height};
    box_.y += height;
    box_.height -= height;
    return taken;
  }
  Box Bottom(float height) {
    height = std::clamp(height, 0.0f, box_.height);
    box_.height -= height;
    return {box_.x, box_.y + box_.height, box_.width, height};
  }

 private:
  Box box_;
  bool rtl_;
};

// The box without `x` px at its sides and `y` px above and below.
inline Box Inset(const Box& box, float x, float y) {
  return {box.x + x, box.y + y, std::max(0.0f, box.width - 2 * x),
          std::max(0.0f, box.height - 2 * y)};
}
inline Box Inset(const Box& box, float by) { return Inset(box, by, by); }
// A box of this size in the middle of `box`.
inline Box Centred(const Box& box, float width, float height) {
  return {box.x + (box.width - width) / 2, box.y + (box.height - height) / 2, width, height};
}

}  // namespace skira::app
