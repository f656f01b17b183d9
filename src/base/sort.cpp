#include "base/sort.h"

#include <algorithm>
#include <numeric>

namespace skira::internal {

std::vector<uint32_t> StableOrder(size_t count,
                                  bool (*before)(const void* context, uint32_t a, uint32_t b),
                                  const void* context) {
  std::vector<uint32_t> order(count);
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(),
                   [&](uint32_t a, uint32_t b) { return before(context, a, b); });
  return order;
}

}  // namespace skira::internal
