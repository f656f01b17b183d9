// One sort for all types. std::sort and std::stable_sort are made anew for each type of element and
// each order, a kilobyte of the page's program every time: what sorts few elements, or seldom,
// sorts by these. The index, which sorts every word of the library, has std::sort.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace skira {

// The numbers 0 to count - 1, of which `before(context, a, b)` tells whether a stands before b;
// those of which neither does keep their order.
std::vector<uint32_t> StableOrder(size_t count,
                                  bool (*before)(const void* context, uint32_t a, uint32_t b),
                                  const void* context);

// Like std::stable_sort.
template <typename T, typename Before>
void StableSort(std::vector<T>& items, const Before& before) {
  struct Context {
    const std::vector<T>& items;
    const Before& before;
  };
  const Context context{items, before};
  const auto compare = [](const void* pointer, uint32_t a, uint32_t b) -> bool {
    const Context& c = *static_cast<const Context*>(pointer);
    return c.before(c.items[a], c.items[b]);
  };
  const std::vector<uint32_t> order = StableOrder(items.size(), compare, &context);
  std::vector<T> sorted;
  sorted.reserve(items.size());
  for (const uint32_t i : order) sorted.push_back(std::move(items[i]));
  items = std::move(sorted);
}

}  // namespace skira
