// Small containers that the index is packed into.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace skira {

// Seven bits a byte, lowest first; the high bit says that more follow.
inline void PutVarint(uint32_t value, std::vector<uint8_t>& out) {
  for (; value >= 0x80; value >>= 7) out.push_back(static_cast<uint8_t>(value | 0x80));
  out.push_back(static_cast<uint8_t>(value));
}

inline uint32_t GetVarint(const uint8_t*& at) {
  uint32_t value = *at++;
  if (value < 0x80) return value;
  value &= 0x7F;
  for (int shift = 7;; shift += 7) {
    const uint32_t byte = *at++;
    value |= (byte & 0x7F) << shift;
    if (byte < 0x80) return value;
  }
}

// Numbers below a bound, in as few bits each as the bound allows. Requires a little-endian machine,
// which all of ours are (WebAssembly by definition).
class PackedNumbers {
 public:
  PackedNumbers() = default;
  explicit PackedNumbers(uint32_t bound)
      : width_(std::max(1, static_cast<int>(std::bit_width(bound - (bound > 0))))) {}

  void Reserve(size_t count) { bytes_.reserve((count * width_ + 7) / 8 + kSlack); }
  void Push(uint32_t value) {
    const size_t bit = size_++ * width_;
    bytes_.resize((bit + width_ + 7) / 8 + kSlack);
    uint64_t word = 0;
    std::memcpy(&word, &bytes_[bit / 8], sizeof word);
    word |= uint64_t{value} << bit % 8;
    std::memcpy(&bytes_[bit / 8], &word, sizeof word);
  }
  uint32_t operator[](size_t i) const {
    const size_t bit = i * width_;
    uint64_t word = 0;
    std::memcpy(&word, &bytes_[bit / 8], sizeof word);
    return static_cast<uint32_t>(word >> bit % 8 & ((uint64_t{1} << width_) - 1));
  }
  size_t size() const { return size_; }
  size_t bytes() const { return bytes_.capacity(); }

 private:
  static constexpr size_t kSlack = 8;  // a number is read and written within eight bytes
  std::vector<uint8_t> bytes_;
  size_t size_ = 0;
  size_t width_ = 32;
};

inline uint32_t HashBytes(std::string_view bytes) {
  uint32_t hash = 2166136261u;
  for (const char c : bytes) hash = (hash ^ static_cast<uint8_t>(c)) * 16777619u;
  hash = (hash ^ hash >> 15) * 2246822519u;
  return hash ^ hash >> 13;
}

// Numbers by a key's hash: all that were put under a key, and few of other keys (one in 64 of those
// in the same bucket).
//
//   bucket = hash below, numbers in it: hash above << bits of a number | number
class HashBuckets {
 public:
  struct Entry {
    uint32_t hash, number;
  };
  HashBuckets() = default;
  // `bound`: above every number; below 2^25.
  HashBuckets(const std::vector<Entry>& entries, uint32_t bound);

  template <typename Visit>
  void ForEach(uint32_t hash, Visit&& visit) const {
    if (numbers_.size() == 0) return;
    const uint32_t bucket = hash & mask_, mark = hash >> (32 - kMarkBits);
    for (uint32_t i = starts_[bucket]; i < starts_[bucket + 1]; ++i) {
      const uint32_t entry = numbers_[i];
      if (entry >> shift_ == mark) visit(entry & ((1u << shift_) - 1));
    }
  }
  size_t bytes() const { return starts_.bytes() + numbers_.bytes(); }

 private:
  static constexpr uint32_t kMarkBits = 6, kBucket = 12;  // kBucket: numbers, on the average
  PackedNumbers starts_, numbers_;
  uint32_t mask_ = 0, shift_ = 0;
};

}  // namespace skira
