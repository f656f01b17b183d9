// HTML's character references in running text. Inside of the parser.
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>

namespace skira {

// The code point of the character reference that begins `text` ("&name;", "&#n;", "&#xn;"), and its
// length in bytes; 0 and 0 where none does. What repeated escaping made of one is read too:
// "&amp;lt;", and "amp;lt;" without its "&".
std::pair<char32_t, size_t> EntityAt(std::string_view text);

}  // namespace skira
