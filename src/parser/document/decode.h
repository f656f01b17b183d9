// A document's bytes to text: which encoding they are in, and what of them is no text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "review/review.h"

namespace skira {

// The text of `bytes`, valid UTF-8 whose lines end in "\n": UTF-8, UTF-16 of either order (with a
// byte order mark or without), else windows-1255 or ISO-8859-8 where Hebrew comes out. What is
// skipped, replaced or dropped adds a warning with its line: "bom", "encoding", "nul-byte",
// "invalid-utf8" and "control-character" (once a line each), "carriage-return" (once).
std::string DecodeDocument(std::string_view bytes, std::vector<Warning>& warnings);

}  // namespace skira
