// The documents of this repository: the bundled ones and the parser's fixtures.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace skira {

namespace fs = std::filesystem;

inline std::string ReadAll(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline std::vector<fs::path> AllDocuments() {
  std::vector<fs::path> documents;
  for (const char* folder : {"/tests/fixtures/parser", "/corpus"}) {
    for (const auto& entry : fs::directory_iterator(std::string(SKIRA_ROOT) + folder)) {
      const fs::path extension = entry.path().extension();
      if (extension == ".md" || extension == ".txt") documents.push_back(entry.path());
    }
  }
  std::sort(documents.begin(), documents.end());
  return documents;
}

}  // namespace skira
