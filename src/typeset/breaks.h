// Where text may be cut: lines (UAX #14), grapheme clusters and words (UAX #29), over code points.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace skira::typeset {

// What holds at a code point of a text; a set of bits.
enum CharMark : uint8_t {
  kGraphemeStart = 1 << 0,  // a grapheme cluster begins here
  kMayBreak = 1 << 1,       // a line may end before it
  kHangs = 1 << 2,          // a space that takes no room at a line's end
  kNewline = 1 << 3,        // ends its line (the line feed of CR LF as well as its CR)
  kClusterStart = 1 << 4,   // the shaper's cluster begins here
  kUnsafe = 1 << 5,         // cut here, both sides must be shaped anew
};

// Sets the first four marks of each code point (marks.size() == text.size()).
void MarkBoundaries(std::span<const uint32_t> text, std::span<uint8_t> marks);

// UAX #14 of Unicode 15.0 as it stands, without what browsers do otherwise: for each code point,
// whether a line may end after it (true for the last).
std::vector<bool> LineBreaks(std::span<const uint32_t> text);

}  // namespace skira::typeset
