// Packs rectangles into a growing square, and takes them back.
//
//   ┌──────┬───┬─────┬───────────┐  a shelf: slots side by side, each taken or free
//   ├────┬─┴┬──┴─┬───┴──┬────────┤
//   ├────┴──┴────┴──────┴────────┤  shelves with nothing in them become room again
//   └────────────────────────────┘
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace skira::typeset {

struct Place {
  uint16_t x = 0, y = 0;
};

class Shelves {
 public:
  explicit Shelves(int side) : side_(side) {}

  // Room for width × height px, or nothing where there is none.
  std::optional<Place> Take(int width, int height);
  // Gives back what Take(width, ...) returned at `place`.
  void Free(Place place, int width);
  // Enlarges the square to the right and downwards.
  void Grow(int side);
  int side() const { return side_; }

 private:
  struct Slot {
    int x = 0, width = 0;
    bool taken = false;
  };
  struct Shelf {
    int y = 0, height = 0;
    std::vector<Slot> slots;  // from left to right, gapless; no two free ones side by side
    bool empty() const { return slots.size() == 1 && !slots[0].taken; }
  };

  std::optional<Place> TakeFrom(Shelf& shelf, int width);
  Shelf* OpenShelf(int height);
  void MergeEmpty(size_t index);

  int side_;
  int bottom_ = 0;              // below the last shelf
  std::vector<Shelf> shelves_;  // from top to bottom, gapless
};

}  // namespace skira::typeset
