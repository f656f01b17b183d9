// Any bytes are a paragraph: the first choose its width and style, the rest is laid out, and its
// lines cover it. SKIRA_FONTS names a folder with fonts; without it every cluster is a fallback's.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "typeset/typeset.h"

namespace {

using namespace skira::typeset;

void Require(bool holds, std::string_view fact) {
  if (holds) return;
  std::cerr << "does not hold: " << fact << '\n';
  std::abort();
}

// The fonts of the folder, loaded once.
const FontSet& Fonts() {
  static const FontSet* const fonts = [] {
    FontSet* loaded = new FontSet;
    const char* folder = std::getenv("SKIRA_FONTS");
    std::error_code none;
    if (folder == nullptr) return loaded;
    for (const auto& entry : std::filesystem::directory_iterator(folder, none)) {
      if (entry.path().extension() != ".ttf") continue;
      std::ifstream file(entry.path(), std::ios::binary);
      const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
      loaded->Add(std::as_bytes(std::span(bytes)), {.name = entry.path().filename().string()});
    }
    return loaded;
  }();
  return *fonts;
}

void RequireWhole(const Paragraph& paragraph, size_t size) {
  uint32_t at = 0;
  for (const Line& line : paragraph.lines) {
    Require(line.start == at && line.end >= line.start, "lines follow each other");
    at = line.end;
  }
  Require(at == size, "lines cover the text");
  for (const Run& run : paragraph.runs) {
    // A line of nothing but a swallowed space has an empty run.
    Require(run.start <= run.end && run.end <= size, "a run lies in the text");
    Require(run.first_glyph + run.glyph_count <= paragraph.glyphs.size(), "a run has its glyphs");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 2) return 0;
  ParagraphStyle style;
  style.width = static_cast<float>(data[0]) * 4;  // 0: one line
  style.direction = static_cast<Direction>(data[1] % 3);
  style.align = static_cast<Align>(data[1] / 3 % 5);
  TextStyle text_style;
  text_style.letter_spacing = data[1] > 200 ? 1.0F : 0.0F;
  const std::string_view text(reinterpret_cast<const char*>(data) + 2, size - 2);
  const Paragraph paragraph = LayoutParagraph(Fonts(), text, text_style, style);
  RequireWhole(paragraph, text.size());
  OffsetAt(paragraph, style.width / 2, paragraph.height / 2);
  CaretAt(paragraph, static_cast<uint32_t>(text.size() / 2));
  return 0;
}
