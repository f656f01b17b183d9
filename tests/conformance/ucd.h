// Reading Unicode's own test files, as the Debian package unicode-data installs them.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace skira::typeset {

inline constexpr const char* kUnicodeFolder = "/usr/share/unicode/";

// Opens a file of the Unicode Character Database 15.0; skips the test where it is not installed.
inline std::ifstream OpenUnicodeFile(const std::string& name) {
  std::ifstream file(kUnicodeFolder + name);
  if (!file) SKIP("no " << kUnicodeFolder << name << " (Debian package unicode-data)");
  return file;
}

// A line of *BreakTest.txt: "÷ 0023 × 0020 ÷", code points and whether a break is allowed before
// each one and at the end.
struct BreakExample {
  std::vector<uint32_t> text;
  std::vector<bool> breaks;  // one more than code points
};

inline std::vector<BreakExample> ReadBreakTest(const std::string& name) {
  std::vector<BreakExample> examples;
  std::ifstream file = OpenUnicodeFile(name);
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line.substr(0, line.find('#')));
    BreakExample example;
    for (std::string word; words >> word;) {
      if (word == "÷" || word == "×") {
        example.breaks.push_back(word == "÷");
      } else {
        example.text.push_back(static_cast<uint32_t>(std::stoul(word, nullptr, 16)));
      }
    }
    if (!example.text.empty()) examples.push_back(std::move(example));
  }
  return examples;
}

// "÷ 0023 × 0020 ÷", for messages.
inline std::string Describe(const std::vector<uint32_t>& text, const std::vector<bool>& breaks) {
  std::ostringstream out;
  for (size_t i = 0; i < breaks.size(); ++i) {
    out << (breaks[i] ? "÷ " : "× ");
    if (i < text.size()) out << std::hex << std::uppercase << text[i] << ' ';
  }
  return out.str();
}

}  // namespace skira::typeset
