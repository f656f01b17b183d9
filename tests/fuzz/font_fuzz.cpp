// Any bytes are a font file: as they are, or as changes to a real font, they are refused with a
// reason, or a paragraph is laid out and drawn with them. SKIRA_FONTS names a folder with fonts.
//
// The first byte chooses: an even one, the rest is the file; an odd one, the rest changes one of
// the fonts, five bytes a change (place, value).
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

#include "fonts_for_fuzz.h"

namespace {

using namespace skira::typeset;

std::string FontOf(std::span<const uint8_t> data) {
  const std::string_view rest(reinterpret_cast<const char*>(data.data()) + 1, data.size() - 1);
  if (data[0] % 2 == 0 || FontFiles().empty()) return std::string(rest);
  std::string font = FontFiles()[data[0] / 2 % FontFiles().size()].second;
  for (size_t i = 0; i + 5 <= rest.size(); i += 5) {
    uint32_t place = 0;
    for (size_t k = 0; k < 4; ++k) place = place << 8 | static_cast<unsigned char>(rest[i + k]);
    // Half of the changes go where most is decided: the list of tables and what follows it.
    const size_t range = place % 2 == 0 ? font.size() : std::min<size_t>(font.size(), 1024);
    font[place / 2 % range] = rest[i + 4];
  }
  return font;
}

void Draw(const FontSet& fonts, const Paragraph& paragraph) {
  constexpr float kSize = 24;
  GlyphAtlas atlas(fonts, 64, 256);
  for (const Run& run : paragraph.runs) {
    for (uint32_t g = run.first_glyph; g < run.first_glyph + run.glyph_count; ++g) {
      Require(std::isfinite(paragraph.glyphs[g].x), "a glyph has a place");
      if (run.face == kNoFace) continue;
      atlas.Find(run.face, paragraph.glyphs[g].glyph, kSize, static_cast<int>(g & 3), g % 5 == 0,
                 g % 7 == 0 ? 0.5F : 0.0F);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 1) return 0;
  const std::string font = FontOf({data, size});
  FontSet fonts;
  std::string reason;
  const FaceId face = fonts.Add(std::as_bytes(std::span(font)), {}, &reason);
  Require((face == kNoFace) == !reason.empty(), "a font that is refused has a reason");
  const Paragraph paragraph =
      LayoutParagraph(fonts, "שָׁלוֹם (GPT-4) office AVA 3.5% עולם", TextStyle{}, {.width = 90});
  Require(!paragraph.lines.empty(), "a paragraph has lines");
  Draw(fonts, paragraph);
  return 0;
}
