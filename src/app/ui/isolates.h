// Names and figures inside of sentences.
#pragma once

#include <string>
#include <string_view>

namespace skira::app {

// The text with marks around it (FSI, PDI), so that its letters and those of the sentence keep
// their own directions. Empty stays empty.
inline std::string Isolated(std::string_view text) {
  if (text.empty()) return "";
  return "\u2068" + std::string(text) + "\u2069";
}

}  // namespace skira::app
