// The bundled fonts, for tests that need real glyphs.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "typeset/typeset.h"

namespace skira::typeset {

inline std::vector<std::byte> ReadFont(const std::string& name) {
  std::ifstream file(std::string(SKIRA_BUILD) + "/../fonts/" + name, std::ios::binary);
  const std::vector<char> bytes((std::istreambuf_iterator<char>(file)),
                                std::istreambuf_iterator<char>());
  const auto* data = reinterpret_cast<const std::byte*>(bytes.data());
  return {data, data + bytes.size()};
}

// Loads the five bundled faces; skips the test where the build has not made them.
inline void LoadBundledFonts(FontSet& fonts) {
  struct Bundled {
    const char* name;
    Family family;
    int weight;
  };
  constexpr Bundled kBundled[] = {{"serif-400.ttf", Family::kSerif, 400},
                                  {"serif-700.ttf", Family::kSerif, 700},
                                  {"sans-400.ttf", Family::kSans, 400},
                                  {"sans-700.ttf", Family::kSans, 700},
                                  {"mono-400.ttf", Family::kMono, 400}};
  for (const Bundled& bundled : kBundled) {
    const std::vector<std::byte> bytes = ReadFont(bundled.name);
    if (bytes.empty()) SKIP("no font " << bundled.name << " in " << SKIRA_BUILD << "/../fonts");
    FaceInfo info;
    info.family = bundled.family;
    info.weight = bundled.weight;
    info.name = bundled.name;
    REQUIRE(fonts.Add(bytes, info) != kNoFace);
  }
}

// The text of a line's runs in visual order, from left to right, runs between bars and those that
// run right to left marked by "<".
inline std::string VisualRuns(const Paragraph& paragraph, std::string_view text, size_t line) {
  std::string visual;
  const Line& where = paragraph.lines[line];
  for (uint32_t i = where.first_run; i < where.first_run + where.run_count; ++i) {
    const Run& run = paragraph.runs[i];
    if (!visual.empty()) visual += '|';
    if ((run.level & 1) != 0) visual += '<';
    visual += text.substr(run.start, run.end - run.start);
  }
  return visual;
}

inline std::vector<std::string> LineTexts(const Paragraph& paragraph, std::string_view text) {
  std::vector<std::string> lines;
  for (const Line& line : paragraph.lines) {
    lines.emplace_back(text.substr(line.start, line.end - line.start));
  }
  return lines;
}

inline Paragraph LayOut(const FontSet& fonts, std::string_view text, float width = 0,
                        Direction direction = Direction::kAuto) {
  ParagraphStyle style;
  style.width = width;
  style.direction = direction;
  return LayoutParagraph(fonts, text, TextStyle{}, style);
}

}  // namespace skira::typeset
