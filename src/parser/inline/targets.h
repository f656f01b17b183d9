// The target of a link as Markdown writes it. Inside of the parser.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace skira {

// What backslashes escape and character references name in `text`, as its readers mean it.
std::string Unescaped(std::string_view text);

// The offset behind the ")" of a link's target that begins at `begin`, behind the "(": an address,
// in angle brackets or not, and a title that is left out (CommonMark 6.3). 0 where there is none.
// The depth of brackets is bounded, so that unclosed targets cost linear time.
size_t LinkTargetEnd(std::string_view text, size_t begin, std::string& target);

}  // namespace skira
