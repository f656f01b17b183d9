// A stretch of a text.
#pragma once

#include <cstdint>

namespace skira {

// Bytes [begin, end) of a UTF-8 text, on boundaries of its code points.
struct ByteRange {
  uint32_t begin = 0, end = 0;
  bool operator==(const ByteRange&) const = default;
};

}  // namespace skira
