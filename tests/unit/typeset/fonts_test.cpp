// Loading fonts, good and bad.
#include <catch2/generators/catch_generators.hpp>
#include <random>

#include "fonts_for_tests.h"
#include "typeset/raster.h"

namespace skira::typeset {
namespace {

TEST_CASE("what is no font is refused") {
  FontSet fonts;
  const std::string text = "no font at all";
  CHECK(fonts.Add({}, FaceInfo{}) == kNoFace);
  CHECK(fonts.Add(std::as_bytes(std::span(text)), FaceInfo{}) == kNoFace);
  CHECK(fonts.size() == 0);
}

// A font whose only table is `tag`, of `length` bytes from `offset` on.
std::string OneTable(std::string_view tag, char offset, char length) {
  std::string font("\0\1\0\0\0\1\0\0\0\0\0\0", 12);
  font += tag;
  font += std::string(7, '\0') + offset + std::string(3, '\0') + length;
  return font;
}

TEST_CASE("a font that is refused says what is wrong with it") {
  struct Case {
    std::string bytes, reason;
  };
  const Case example = GENERATE(values<Case>({
      {"", "it is empty"},
      {"<!doctype html>", "it is no font: it does not begin as TrueType or OpenType does"},
      {"wOF2....", "it is packed as WOFF2: unpack it to TrueType or OpenType first"},
      {"ttcf....", "it is a collection of fonts: take one font out of it first"},
      {"OTTO", "it ends within its header"},
      {std::string("OTTO\0\3\0\0\0\0\0\0", 12), "it ends within the list of its tables"},
      {OneTable("glyf", 28, 9),
       "its table \"glyf\" reaches past the end of the file (28 bytes): it is truncated or "
       "damaged"},
      {OneTable("cmap", 0, 28), "its table \"head\" is missing"},
  }));
  FontSet fonts;
  std::string reason;
  CHECK(fonts.Add(std::as_bytes(std::span(example.bytes)), FaceInfo{}, &reason) == kNoFace);
  CHECK(reason == example.reason);
}

// Where the font's table number `i` begins.
size_t OffsetOfTable(const std::vector<std::byte>& font, size_t i) {
  size_t offset = 0;
  for (size_t k = 0; k < 4; ++k) {
    offset = offset << 8 | static_cast<size_t>(font[12 + 16 * i + 8 + k]);
  }
  return offset;
}

TEST_CASE("a font that lost its end, a table or its measures is refused with a reason") {
  const std::vector<std::byte> bytes = ReadFont("serif-400.ttf");
  if (bytes.empty()) SKIP("no font serif-400.ttf in " << SKIRA_BUILD << "/../fonts");
  const auto refusal = [](const std::vector<std::byte>& font) {
    FontSet fonts;
    std::string reason;
    const FaceId face = fonts.Add(font, FaceInfo{}, &reason);
    return face == kNoFace ? reason : "taken";
  };
  CHECK(refusal(bytes) == "taken");
  CHECK(refusal({bytes.begin(), bytes.begin() + 100}) == "it ends within the list of its tables");
  for (const size_t size : {bytes.size() - 16, bytes.size() / 2}) {
    const std::string reason = refusal({bytes.begin(), bytes.begin() + static_cast<long>(size)});
    CHECK(reason.ends_with("bytes): it is truncated or damaged"));
  }
  const size_t tables = static_cast<size_t>(bytes[5]);
  for (size_t i = 0; i < tables; ++i) {  // each table in turn under a name that nobody looks for
    std::vector<std::byte> without = bytes;
    const auto* tag = reinterpret_cast<const char*>(&bytes[12 + 16 * i]);
    const std::string name(tag, 4);
    without[12 + 16 * i] = std::byte{'?'};
    const bool needed = name == "cmap" || name == "head" || name == "hhea" || name == "hmtx" ||
                        name == "maxp" || name == "glyf" || name == "loca";
    CAPTURE(name);
    CHECK((refusal(without).find("missing") != std::string::npos) == needed);
    if (name != "head") continue;
    std::vector<std::byte> without_em = bytes;
    const size_t offset = OffsetOfTable(bytes, i);
    without_em[offset + 18] = without_em[offset + 19] = std::byte{0};  // unitsPerEm
    CHECK(refusal(without_em) != "taken");
  }
}

TEST_CASE("damaged fonts are refused or harmless") {
  std::vector<std::byte> bytes = ReadFont("serif-400.ttf");
  if (bytes.empty()) SKIP("no font serif-400.ttf in " << SKIRA_BUILD << "/../fonts");
  std::mt19937 random(3);
  for (int round = 0; round < 60; ++round) {
    std::vector<std::byte> damaged = bytes;
    if (round % 2 == 0) damaged.resize(random() % damaged.size());
    for (int i = 0; i < round && !damaged.empty(); ++i) {
      damaged[random() % damaged.size()] = static_cast<std::byte>(random());
    }
    FontSet fonts;
    std::string reason;
    const FaceId face = fonts.Add(damaged, FaceInfo{}, &reason);
    CHECK((face == kNoFace) == !reason.empty());
    if (face == kNoFace) continue;
    const Paragraph paragraph = LayOut(fonts, "שלום hello", 50);
    GlyphAtlas atlas(fonts, 64, 256);
    for (const Glyph& glyph : paragraph.glyphs) atlas.Find(face, glyph.glyph, 17, 0);
  }
  SUCCEED();
}

TEST_CASE("glyphs that a broken em makes larger than a screen are not drawn") {
  std::vector<std::byte> bytes = ReadFont("serif-400.ttf");
  if (bytes.empty()) SKIP("no font serif-400.ttf in " << SKIRA_BUILD << "/../fonts");
  for (size_t i = 0; i < static_cast<size_t>(bytes[5]); ++i) {
    const std::string tag(reinterpret_cast<const char*>(&bytes[12 + 16 * i]), 4);
    if (tag != "head") continue;
    bytes[OffsetOfTable(bytes, i) + 18] = std::byte{0};  // unitsPerEm: 16
    bytes[OffsetOfTable(bytes, i) + 19] = std::byte{16};
  }
  FontSet fonts;
  REQUIRE(fonts.Add(bytes, FaceInfo{}) != kNoFace);
  const uint32_t glyph = LayOut(fonts, "א").glyphs.at(0).glyph;
  Coverage coverage;
  CHECK(Rasterise(*fonts.impl().faces[0], glyph, 24, 0, false, 0, coverage));
  CHECK(coverage.height > 500);
  CHECK_FALSE(Rasterise(*fonts.impl().faces[0], glyph, 400, 0, false, 0, coverage));
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
