// One sort for all types. std::sort and std::stable_sort are made anew for each type of element and
// each order, a kilobyte of the page's program every time: what sorts few elements, or seldom,
// sorts by these. The index, which sorts every word of the library, has std::sort.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace skira {

namespace internal {

std::vector<uint32_t> StableOrder(size_t count,
                                  bool (*before)(const void* context, uint32_t a, uint32_t b),
                                  const void* context);

}  // namespace internal

// The numbers 0 to count - 1, of which `before(a, b)` tells whether a stands before b; those of
// which neither does keep their order.
template <typename Before>
std::vector<uint32_t> StableOrder(size_t count, const Before& before) {
  const auto compare = [](const void* context, uint32_t a, uint32_t b) -> bool {
    return (*static_cast<const Before*>(context))(a, b);
  };
  return internal::StableOrder(count, compare, &before);
}

// Like std::stable_sort.
template <typename T, typename Before>
void StableSort(std::vector<T>& items, const Before& before) {
  const std::vector<uint32_t> order = StableOrder(
      items.size(), [&](uint32_t a, uint32_t b) -> bool { return before(items[a], items[b]); });
  std::vector<T> sorted;
  sorted.reserve(items.size());
  for (const uint32_t i : order) sorted.push_back(std::move(items[i]));
  items = std::move(sorted);
}

}  // namespace skira
