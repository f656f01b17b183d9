// What a step of reading may still look at. Inside of the room.
#pragma once

#include <algorithm>
#include <cstddef>

namespace skira {

// Bytes of text, each about as costly as the other; a line costs one more than it is long. What
// began with something left is finished, so that every step gets on.
class Budget {
 public:
  explicit Budget(size_t bytes) : left_(bytes) {}
  bool spent() const { return left_ == 0; }
  void Spend(size_t bytes) { left_ -= std::min(left_, bytes); }

 private:
  size_t left_;
};

}  // namespace skira
