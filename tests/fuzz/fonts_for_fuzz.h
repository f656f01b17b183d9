// What the fuzzers of text and of fonts share.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "typeset/typeset.h"

namespace skira::typeset {

inline void Require(bool holds, std::string_view fact) {
  if (holds) return;
  std::cerr << "does not hold: " << fact << '\n';
  std::abort();
}

// The fonts of the folder that SKIRA_FONTS names, by file name; without it there are none.
inline const std::vector<std::pair<std::string, std::string>>& FontFiles() {
  static const auto* const files = [] {
    auto* found = new std::vector<std::pair<std::string, std::string>>;
    const char* folder = std::getenv("SKIRA_FONTS");
    std::error_code none;
    if (folder == nullptr) return found;
    for (const auto& entry : std::filesystem::directory_iterator(folder, none)) {
      if (entry.path().extension() != ".ttf") continue;
      std::ifstream file(entry.path(), std::ios::binary);
      found->emplace_back(entry.path().filename().string(),
                          std::string(std::istreambuf_iterator<char>(file), {}));
    }
    return found;
  }();
  return *files;
}

}  // namespace skira::typeset
