// Loading fonts, good and bad.
#include <random>

#include "fonts_for_tests.h"

namespace skira::typeset {
namespace {

TEST_CASE("what is no font is refused") {
  FontSet fonts;
  const std::string text = "no font at all";
  CHECK(fonts.Add({}, FaceInfo{}) == kNoFace);
  CHECK(fonts.Add(std::as_bytes(std::span(text)), FaceInfo{}) == kNoFace);
  CHECK(fonts.size() == 0);
}

TEST_CASE("damaged fonts are refused or harmless") {
  std::vector<std::byte> bytes = ReadFont("serif-400.ttf");
  if (bytes.empty()) SKIP("no font serif-400.ttf in " << SKIRA_BUILD << "/fonts");
  std::mt19937 random(3);
  for (int round = 0; round < 60; ++round) {
    std::vector<std::byte> damaged = bytes;
    if (round % 2 == 0) damaged.resize(random() % damaged.size());
    for (int i = 0; i < round && !damaged.empty(); ++i) {
      damaged[random() % damaged.size()] = static_cast<std::byte>(random());
    }
    FontSet fonts;
    const FaceId face = fonts.Add(damaged, FaceInfo{});
    if (face == kNoFace) continue;
    const Paragraph paragraph = LayOut(fonts, "שלום hello", 50);
    GlyphAtlas atlas(fonts, 64, 256);
    for (const Glyph& glyph : paragraph.glyphs) atlas.Find(face, glyph.glyph, 17, 0);
  }
  SUCCEED();
}

TEST_CASE("a face's metrics grow with the size") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  const FaceMetrics small = fonts.Metrics(0, 10), large = fonts.Metrics(0, 20);
  CHECK(small.ascent > 5);
  CHECK(small.descent > 0);
  CHECK(small.x_height > 3);
  CHECK(large.ascent == 2 * small.ascent);
}

TEST_CASE("without any font a text still has lines") {
  FontSet fonts;
  const Paragraph paragraph = LayOut(fonts, "שלום עולם", 60);
  CHECK(paragraph.lines.size() == 2);
  CHECK(paragraph.glyphs.size() == 8);
  CHECK(paragraph.height > 0);
}

}  // namespace
}  // namespace skira::typeset
