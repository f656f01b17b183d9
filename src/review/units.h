// Units: what in a text is read from left to right as one sign whatever is around it, so that it is
// isolated (UAX #9, 2.7) and does not count as a word of its paragraph: code, formulas, addresses,
// paths, names of files, numbers with a sign.
#pragma once

#include <string_view>
#include <vector>

#include "review/review.h"
#include "unicode/byte_range.h"

namespace skira {

// The units that are written in plain text, in order: addresses, paths, names of files, and numbers
// with a sign before them. Punctuation around one (brackets, quotes, a sentence's end) is outside.
std::vector<ByteRange> FindUnits(std::string_view text);

// A span that is a unit as a whole: a formula, code, a link that shows an address.
bool IsUnit(const Span& span);

// A span that is set as one left-to-right piece: a unit, or a link without a right-to-left letter.
bool IsIsolated(const Span& span);

}  // namespace skira
