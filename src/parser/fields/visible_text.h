// What a reader sees of a line.
#pragma once

#include <string>
#include <string_view>

namespace skira {

// The line without link targets, bold and heading marks, HTML tags.
std::string VisibleText(std::string_view line);

}  // namespace skira
