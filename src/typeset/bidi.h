// The bidirectional algorithm (UAX #9) over code points. The only door to FriBidi, which is LGPL:
// no other file includes it, so that a build may put another library behind this one.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "typeset/typeset.h"

namespace skira::typeset {

// Writes the embedding level of each code point of `text` (levels.size() == text.size()) after
// rules P2 to I2 and parts 1 to 3 of L1, and returns the base level, 0 or 1. Part 4 of L1, the
// spaces at a line's end, is left out: lines show none. Code points of type B end a bidi paragraph;
// all of them share the base level, which kAuto takes from the first strong letter outside isolates
// (P2, P3) and from Hebrew where there is none.
uint8_t ResolveLevels(std::span<const uint32_t> text, Direction direction,
                      std::span<uint8_t> levels);

// Rule L2: the indices 0 to levels.size() - 1 in visual order, left to right.
void ReorderVisually(std::span<const uint8_t> levels, std::vector<uint32_t>& order);

}  // namespace skira::typeset
