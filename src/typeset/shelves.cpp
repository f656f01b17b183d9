#include "typeset/shelves.h"

namespace skira::typeset {
namespace {

// Shelves come in few heights, so that a freed slot suits the next glyph.
int ShelfHeight(int height) {
  const int step = height <= 16 ? 2 : height <= 48 ? 4 : height <= 128 ? 8 : 32;
  return (height + step - 1) / step * step;
}

}  // namespace

std::optional<Place> Shelves::Take(int width, int height) {
  if (width > side_ || height > side_) return std::nullopt;
  const int wanted = ShelfHeight(height);
  for (Shelf& shelf : shelves_) {
    if (shelf.height != wanted || shelf.empty()) continue;
    if (const auto place = TakeFrom(shelf, width)) return place;
  }
  if (Shelf* shelf = OpenShelf(wanted)) return TakeFrom(*shelf, width);
  if (Shelf* shelf = OpenShelf(height)) return TakeFrom(*shelf, width);
  for (Shelf& shelf : shelves_) {  // too high a shelf is better than none
    if (shelf.height < height) continue;
    if (const auto place = TakeFrom(shelf, width)) return place;
  }
  return std::nullopt;
}

std::optional<Place> Shelves::TakeFrom(Shelf& shelf, int width) {
  for (size_t i = 0; i < shelf.slots.size(); ++i) {
    Slot& slot = shelf.slots[i];
    if (slot.taken || slot.width < width) continue;
    const Place place = {static_cast<uint16_t>(slot.x), static_cast<uint16_t>(shelf.y)};
    const Slot rest = {slot.x + width, slot.width - width, false};
    slot.taken = true;
    slot.width = width;
    if (rest.width > 0)
      shelf.slots.insert(shelf.slots.begin() + static_cast<ptrdiff_t>(i) + 1, rest);
    return place;
  }
  return std::nullopt;
}

// A shelf of exactly this height, cut from an empty one or from the room below the last.
Shelves::Shelf* Shelves::OpenShelf(int height) {
  for (size_t i = 0; i < shelves_.size(); ++i) {
    if (!shelves_[i].empty() || shelves_[i].height < height) continue;
    const Shelf rest = {shelves_[i].y + height, shelves_[i].height - height, {{0, side_, false}}};
    shelves_[i].height = height;
    if (rest.height > 0) {
      shelves_.insert(shelves_.begin() + static_cast<ptrdiff_t>(i) + 1, rest);
    }
    return &shelves_[i];
  }
  if (bottom_ + height > side_) return nullptr;
  shelves_.push_back({bottom_, height, {{0, side_, false}}});
  bottom_ += height;
  return &shelves_.back();
}

void Shelves::Free(Place place, int width) {
  for (size_t s = 0; s < shelves_.size(); ++s) {
    if (shelves_[s].y != place.y) continue;
    std::vector<Slot>& slots = shelves_[s].slots;
    for (size_t i = 0; i < slots.size(); ++i) {
      if (slots[i].x != place.x || slots[i].width != width || !slots[i].taken) continue;
      slots[i].taken = false;
      if (i + 1 < slots.size() && !slots[i + 1].taken) {
        slots[i].width += slots[i + 1].width;
        slots.erase(slots.begin() + static_cast<ptrdiff_t>(i) + 1);
      }
      if (i > 0 && !slots[i - 1].taken) {
        slots[i - 1].width += slots[i].width;
        slots.erase(slots.begin() + static_cast<ptrdiff_t>(i));
      }
      if (shelves_[s].empty()) MergeEmpty(s);
      return;
    }
  }
}

// Makes one shelf of an empty one and its empty neighbours; the last becomes open room again.
void Shelves::MergeEmpty(size_t index) {
  if (index + 1 < shelves_.size() && shelves_[index + 1].empty()) {
    shelves_[index].height += shelves_[index + 1].height;
    shelves_.erase(shelves_.begin() + static_cast<ptrdiff_t>(index) + 1);
  }
  if (index > 0 && shelves_[index - 1].empty()) {
    --index;
    shelves_[index].height += shelves_[index + 1].height;
    shelves_.erase(shelves_.begin() + static_cast<ptrdiff_t>(index) + 1);
  }
  if (index + 1 == shelves_.size()) {
    bottom_ = shelves_[index].y;
    shelves_.pop_back();
  }
}

void Shelves::Grow(int side) {
  const int more = side - side_;
  side_ = side;
  for (Shelf& shelf : shelves_) {
    Slot& last = shelf.slots.back();
    if (last.taken) {
      shelf.slots.push_back({last.x + last.width, more, false});
    } else {
      last.width += more;
    }
  }
}

}  // namespace skira::typeset
