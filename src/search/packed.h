// Small containers that the index is packed into. Inside of the room.
#pragma once

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

// Numbers below a bound, in as few whole bytes each as the bound allows.
class PackedNumbers {
 public:
  PackedNumbers() = default;
  explicit PackedNumbers(uint32_t bound)
      : width_(bound <= 0x100       ? 1
               : bound <= 0x10000   ? 2
               : bound <= 0x1000000 ? 3
                                    : 4) {}

  void Reserve(size_t count) { bytes_.reserve(count * width_ + kSlack); }
  void Push(uint32_t value) {
    const size_t at = size_++ * width_;
    bytes_.resize(at + width_ + kSlack);
    std::memcpy(&bytes_[at], &value, sizeof value);
  }
  // Requires a little-endian machine, which all of ours are (WebAssembly by definition).
  uint32_t operator[](size_t i) const {
    uint32_t value = 0;
    std::memcpy(&value, &bytes_[i * width_], sizeof value);
    return width_ == 4 ? value : value & ((1u << (8 * width_)) - 1);
  }
  size_t size() const { return size_; }
  size_t bytes() const { return bytes_.capacity(); }
  void ShrinkToFit() { bytes_.shrink_to_fit(); }

 private:
  static constexpr size_t kSlack = 4;  // a number is read and written as four bytes
  std::vector<uint8_t> bytes_;
  size_t size_ = 0;
  uint32_t width_ = 4;
};

inline uint32_t HashBytes(std::string_view bytes) {
  uint32_t hash = 2166136261u;
  for (const char c : bytes) hash = (hash ^ static_cast<uint8_t>(c)) * 16777619u;
  return hash ^ hash >> 15;
}

// Numbers by a key's hash: all that were put under a key, and some of other keys.
class HashBuckets {
 public:
  struct Entry {
    uint32_t hash, number;
  };
  HashBuckets() = default;
  // `bound`: above every number.
  HashBuckets(const std::vector<Entry>& entries, uint32_t bound);

  template <typename Visit>
  void ForEach(uint32_t hash, Visit&& visit) const {
    if (numbers_.size() == 0) return;
    const uint32_t bucket = hash & mask_;
    for (uint32_t i = starts_[bucket]; i < starts_[bucket + 1]; ++i) visit(numbers_[i]);
  }
  size_t bytes() const { return starts_.bytes() + numbers_.bytes(); }

 private:
  PackedNumbers starts_, numbers_;
  uint32_t mask_ = 0;
};

}  // namespace skira
