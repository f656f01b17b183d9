// Text as HTML and XML may have it.
#pragma once

#include <string>
#include <string_view>

namespace skira {

// Whether HTML and XML 1.0 (2.2, Char) both may have the character: none of the controls of C0 and
// C1 but tab and line ends, no half of a pair, none that is no character in the last two of the
// first plane.
bool IsHtmlCharacter(char32_t c);

// The text with & < > " and ' as references, without what IsHtmlCharacter() refuses; bad bytes
// become U+FFFD.
std::string EscapeHtml(std::string_view text);

}  // namespace skira
