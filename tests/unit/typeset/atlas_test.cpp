// Coverage and its atlas.
#include <catch2/catch_approx.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cstring>
#include <random>

#include "fonts_for_tests.h"
#include "typeset/shelves.h"

namespace skira::typeset {
namespace {

std::vector<uint32_t> ImageOf(const GlyphAtlas& atlas, const AtlasGlyph& glyph) {
  std::vector<uint32_t> pixels;
  for (int y = glyph.v; y < glyph.v + glyph.height; ++y) {
    const uint32_t* row = atlas.pixels() + static_cast<size_t>(y) * atlas.side();
    pixels.insert(pixels.end(), row + glyph.u, row + glyph.u + glyph.width);
  }
  return pixels;
}

uint32_t GlyphOf(const FontSet& fonts, const char* text) {
  return LayOut(fonts, text).glyphs.at(0).glyph;
}

TEST_CASE("a glyph is drawn once and found again") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  GlyphAtlas atlas(fonts);
  const uint32_t glyph = GlyphOf(fonts, "א");
  const AtlasGlyph first = atlas.Find(0, glyph, 34, 0);
  REQUIRE_FALSE(first.empty());
  CHECK(first.height > 12);
  CHECK(first.top > 12);
  const GlyphAtlas::Rect dirty = atlas.TakeDirty();
  CHECK((dirty.width >= first.width && dirty.height >= first.height));
  const AtlasGlyph again = atlas.Find(0, glyph, 34, 0);
  CHECK((again.u == first.u && again.v == first.v));
  CHECK(atlas.TakeDirty().width == 0);
  CHECK(atlas.glyph_count() == 1);
}

TEST_CASE("subpixel steps move the ink to the right without changing its amount") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  GlyphAtlas atlas(fonts);
  const uint32_t glyph = GlyphOf(fonts, "ש");
  double previous_centre = 0, first_amount = 0;
  for (int step = 0; step < GlyphAtlas::kSubpixelSteps; ++step) {
    const AtlasGlyph image = atlas.Find(0, glyph, 17, step);
    double amount = 0, centre = 0;
    const std::vector<uint32_t> pixels = ImageOf(atlas, image);
    for (size_t i = 0; i < pixels.size(); ++i) {
      const double alpha = pixels[i] >> 24;
      amount += alpha;
      centre += alpha * (static_cast<double>(i % image.width) + image.left + 0.5);
    }
    centre /= amount;
    if (step == 0) first_amount = amount;
    if (step > 0) CHECK(std::abs(centre - previous_centre - 0.25) < 0.03);
    CHECK(std::abs(amount - first_amount) < first_amount * 0.02);
    previous_centre = centre;
  }
}

TEST_CASE("synthetic styles change the image") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  GlyphAtlas atlas(fonts);
  const uint32_t glyph = GlyphOf(fonts, "ן");
  const AtlasGlyph plain = atlas.Find(0, glyph, 40, 0);
  const AtlasGlyph oblique = atlas.Find(0, glyph, 40, 0, true);
  const AtlasGlyph bold = atlas.Find(0, glyph, 40, 0, false, 40.0f / 28);
  CHECK(ImageOf(atlas, oblique) != ImageOf(atlas, plain));
  CHECK(oblique.width > plain.width);
  CHECK(bold.width > plain.width);
  CHECK(atlas.glyph_count() == 3);
}

TEST_CASE("light text gets more coverage and dark text about what it has") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  GlyphAtlas atlas(fonts);
  const uint32_t glyph = GlyphOf(fonts, "ש");
  const auto ink = [&](Tone tone) {
    double amount = 0;
    for (const uint32_t pixel : ImageOf(atlas, atlas.Find(0, glyph, 19, 0, false, 0, tone))) {
      amount += pixel >> 24;
    }
    return amount;
  };
  const double plain = ink(kPlainTone);
  CHECK(ink(0) == Catch::Approx(plain).epsilon(0.02));
  double darker = ink(0);
  for (Tone tone = 1; tone < kToneCount; ++tone) {
    CHECK(ink(tone) > darker);
    darker = ink(tone);
  }
  CHECK(darker == Catch::Approx(plain * 1.08).epsilon(0.03));
  CHECK(atlas.glyph_count() == kToneCount + 1);
}

TEST_CASE("a colour's tone is its luminance, weighed as eyes do") {
  CHECK(ToneOf(0, 0, 0) == 0);
  CHECK(ToneOf(255, 255, 255) == kToneCount - 1);
  CHECK(ToneOf(0, 255, 0) > ToneOf(255, 0, 0));
  CHECK(ToneOf(255, 0, 0) > ToneOf(0, 0, 255));
  CHECK(ToneOf(31, 35, 40) == 0);  // each channel is made coarse first
}

TEST_CASE("what has no ink, no face or no sense is empty") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  GlyphAtlas atlas(fonts);
  const uint32_t space = LayOut(fonts, "a a").glyphs.at(1).glyph;
  CHECK(atlas.Find(0, space, 17, 0).empty());
  CHECK(atlas.Find(kNoFace, 0, 17, 0).empty());
  CHECK(atlas.Find(0, 60000, 17, 0).empty());
  CHECK(atlas.Find(0, GlyphOf(fonts, "א"), 0, 0).empty());
}

TEST_CASE("clusters are drawn by the platform, or as a box") {
  FontSet fonts;
  GlyphAtlas atlas(fonts);
  const AtlasGlyph box = atlas.FindCluster("中", 20, 400);
  CHECK_FALSE(box.empty());
  CHECK_FALSE(box.colour);
  int calls = 0;
  atlas.SetFallback([&](std::string_view text, float size, int) {
    ++calls;
    CHECK(text == "👍");
    CHECK(size == 20);
    return FallbackImage{std::vector<uint32_t>(6, 0xFF0000FF), 3, 2, 1, 2, true};
  });
  const AtlasGlyph thumb = atlas.FindCluster("👍", 20, 400);
  CHECK(thumb.colour);
  CHECK(ImageOf(atlas, thumb) == std::vector<uint32_t>(6, 0xFF0000FF));
  atlas.FindCluster("👍", 20, 400);
  CHECK(calls == 1);
}

TEST_CASE("ten thousand glyphs never corrupt a frame, while the atlas grows and evicts") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  GlyphAtlas atlas(fonts, 128, 512);
  GlyphAtlas reference(fonts, 1024, 1024);
  std::mt19937 random(4);
  struct Used {
    AtlasGlyph place;
    uint32_t glyph;
    float size;
    int step;
  };
  size_t drawn = 0, no_room = 0;
  uint32_t generation = atlas.generation();
  int growths = 0;
  while (drawn < 10000) {
    atlas.BeginFrame();
    std::vector<Used> frame;
    for (int i = 0; i < 250; ++i) {
      Used used = {{},
                   static_cast<uint32_t>(1 + random() % 300),
                   12.0f + static_cast<float>(random() % 60) / 2,
                   static_cast<int>(random() % 4)};
      used.place = atlas.Find(0, used.glyph, used.size, used.step);
      frame.push_back(used);
      ++drawn;
    }
    growths += atlas.generation() != generation ? 1 : 0;
    generation = atlas.generation();
    reference.BeginFrame();
    for (const Used& used : frame) {
      const AtlasGlyph expected = reference.Find(0, used.glyph, used.size, used.step);
      if (used.place.empty() && !expected.empty()) {
        ++no_room;
        continue;
      }
      REQUIRE(ImageOf(atlas, used.place) == ImageOf(reference, expected));
      REQUIRE((used.place.left == expected.left && used.place.top == expected.top));
    }
  }
  CHECK(growths >= 1);
  CHECK(atlas.side() == 512);
  CHECK(no_room == 0);
}

TEST_CASE("the image grows beyond 2048 px only for what one frame shows") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  GlyphAtlas atlas(fonts);
  const auto show = [&](uint32_t glyphs, float size) {
    atlas.BeginFrame();
    size_t empty = 0;
    for (uint32_t glyph = 40; glyph < 40 + glyphs; ++glyph) {
      empty += atlas.Find(0, glyph, size, 0).empty() ? 1 : 0;
    }
    return empty;
  };
  // Together several times what fits into it.
  for (int frame = 0; frame < 60; ++frame) {
    CHECK(show(40, 150 + static_cast<float>(frame) * 2) == 0);
  }
  CHECK(atlas.side() == 2048);
  const size_t without_ink = show(150, 12);
  CHECK(show(150, 330) == without_ink);
  CHECK(atlas.side() == 4096);
}

TEST_CASE("what was seen longest ago goes first") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  GlyphAtlas atlas(fonts, 128, 128);
  constexpr uint32_t kFirst = 20, kLast = 220;  // glyphs, one a frame
  const auto show = [&](uint32_t glyph) {
    atlas.BeginFrame();
    return atlas.Find(0, glyph, 24, 0);
  };
  const AtlasGlyph often = show(kFirst);
  for (uint32_t glyph = kFirst + 1; glyph <= kLast; ++glyph) {
    show(glyph);
    atlas.Find(0, kFirst, 24, 0);  // seen in every frame
  }
  atlas.TakeDirty();
  CHECK(show(kFirst).u == often.u);
  uint32_t kept = 0;
  while (!show(kLast - kept).empty() && atlas.TakeDirty().width == 0) ++kept;
  CHECK(kept >= 8);
  CHECK(kept + 1 >= atlas.glyph_count() / 2);
}

TEST_CASE("an image larger than the atlas comes back empty and leaves it usable") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  GlyphAtlas atlas(fonts, 64, 64);
  const uint32_t glyph = GlyphOf(fonts, "א");
  CHECK(atlas.Find(0, glyph, 200, 0).empty());
  CHECK_FALSE(atlas.Find(0, glyph, 17, 0).empty());
}

TEST_CASE("shelves give no place twice and take all back") {
  std::mt19937 random(9);
  Shelves shelves(256);
  struct Rect {
    Place place;
    int width, height;
  };
  std::vector<Rect> taken;
  std::vector<uint8_t> cells(256 * 256);
  const auto fill = [&](const Rect& rect, uint8_t from, uint8_t to) {
    bool clean = true;
    for (int y = rect.place.y; y < rect.place.y + rect.height; ++y) {
      for (int x = rect.place.x; x < rect.place.x + rect.width; ++x) {
        uint8_t& cell = cells[static_cast<size_t>(y) * 256 + x];
        clean = clean && cell == from;
        cell = to;
      }
    }
    return clean;
  };
  for (int round = 0; round < 20000; ++round) {
    if (random() % 5 < 3 || taken.empty()) {
      Rect rect = {{}, 1 + static_cast<int>(random() % 40), 1 + static_cast<int>(random() % 40)};
      const std::optional<Place> place = shelves.Take(rect.width, rect.height);
      if (!place) continue;
      rect.place = *place;
      REQUIRE(fill(rect, 0, 1));
      taken.push_back(rect);
    } else {
      std::swap(taken[random() % taken.size()], taken.back());
      REQUIRE(fill(taken.back(), 1, 0));
      shelves.Free(taken.back().place, taken.back().width);
      taken.pop_back();
    }
  }
  for (const Rect& rect : taken) shelves.Free(rect.place, rect.width);
  CHECK(shelves.Take(256, 256).has_value());
}

}  // namespace
}  // namespace skira::typeset
