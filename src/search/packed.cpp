#include "search/packed.h"

namespace skira {

HashBuckets::HashBuckets(const std::vector<Entry>& entries, uint32_t bound)
    : starts_(static_cast<uint32_t>(entries.size()) + 1),
      shift_(static_cast<uint32_t>(std::max(1, static_cast<int>(std::bit_width(bound))))) {
  numbers_ = PackedNumbers(1u << std::min(31u, shift_ + kMarkBits));
  const auto buckets = std::bit_ceil(static_cast<uint32_t>(entries.size() / kBucket + 1));
  mask_ = buckets - 1;
  std::vector<uint32_t> starts(buckets + 1, 0);
  for (const Entry& entry : entries) ++starts[(entry.hash & mask_) + 1];
  for (uint32_t i = 0; i < buckets; ++i) starts[i + 1] += starts[i];
  std::vector<uint32_t> next(starts.begin(), starts.end() - 1), numbers(entries.size());
  for (const Entry& entry : entries) {
    numbers[next[entry.hash & mask_]++] = entry.hash >> (32 - kMarkBits) << shift_ | entry.number;
  }
  starts_.Reserve(starts.size());
  for (const uint32_t start : starts) starts_.Push(start);
  numbers_.Reserve(numbers.size());
  for (const uint32_t number : numbers) numbers_.Push(number);
}

}  // namespace skira
