// Inline boxes within lines, and outlines that come from no font.
#include <algorithm>
#include <cmath>

#include "fonts_for_tests.h"

namespace skira::typeset {
namespace {

constexpr float kLineHeight = 30;

// Lays a text out whose objects (U+FFFC) are boxes, each isolated as left-to-right by the caller.
struct Boxed {
  std::string text;
  std::vector<StyledSpan> spans;

  void Add(std::string_view piece, std::optional<InlineBox> box = std::nullopt) {
    StyledSpan span;
    span.start = static_cast<uint32_t>(text.size());
    text += piece;
    span.end = static_cast<uint32_t>(text.size());
    span.tag = static_cast<uint32_t>(spans.size());
    span.box = box;
    spans.push_back(span);
  }
  Paragraph LayOut(const FontSet& fonts, float width) const {
    ParagraphStyle style;
    style.width = width;
    style.line_height = kLineHeight;
    return LayoutParagraph(fonts, text, spans, style);
  }
};

constexpr std::string_view kObject = "\u2066\uFFFC\u2069";

const Glyph* BoxGlyph(const Paragraph& paragraph) {
  const auto found = std::find_if(paragraph.runs.begin(), paragraph.runs.end(),
                                  [](const Run& run) { return run.face == kBoxFace; });
  return found == paragraph.runs.end() ? nullptr : &paragraph.glyphs[found->first_glyph];
}

TEST_CASE("a box stands on the baseline between the words of a Hebrew line") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  Boxed boxed;
  boxed.Add("לפני ");
  boxed.Add(kObject, InlineBox{50, 10, 4});
  boxed.Add(" אחרי");
  const Paragraph paragraph = boxed.LayOut(fonts, 400);
  const Paragraph before = LayOut(fonts, "לפני "), after = LayOut(fonts, " אחרי");

  REQUIRE(paragraph.lines.size() == 1);
  const Glyph* box = BoxGlyph(paragraph);
  REQUIRE(box != nullptr);
  CHECK(box->y() == 0);
  // Right to left: the first word ends at the box's right edge.
  float first_word = 0;
  for (const Run& run : paragraph.runs) first_word += run.tag == 0 ? run.width : 0;
  CHECK(std::abs(box->x + 50 - (400 - first_word)) < 0.1f);
  CHECK(std::abs(paragraph.lines[0].width - (first_word + 50 + after.width)) < 6);
  CHECK(first_word > before.width);  // with its space
  CHECK(paragraph.lines[0].height == kLineHeight);
}

TEST_CASE("a line grows for a box that is higher than it, others do not") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  Boxed boxed;
  boxed.Add("שורה ראשונה\nאחר כך ");
  boxed.Add(kObject, InlineBox{40, 48, 21});
  boxed.Add("\nסוף");
  const Paragraph paragraph = boxed.LayOut(fonts, 400);
  REQUIRE(paragraph.lines.size() == 3);
  CHECK(paragraph.lines[0].height == kLineHeight);
  CHECK(paragraph.lines[1].height == 69);
  CHECK(paragraph.lines[1].baseline == kLineHeight + 48);
  CHECK(paragraph.lines[2].top == kLineHeight + 69);
}

TEST_CASE("a box goes to the next line as a whole, with the comma or prefix that touches it") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  for (const char* prefix : {"", "ה-", "(", "ו"}) {
    CAPTURE(prefix);
    Boxed boxed;
    boxed.Add("מילה מילה ");
    boxed.Add(prefix);
    boxed.Add(kObject, InlineBox{120, 10, 4});
    boxed.Add(", מילה");
    const Paragraph paragraph = boxed.LayOut(fonts, 130 + LayOut(fonts, "מילה").width);
    REQUIRE(paragraph.lines.size() >= 2);
    const std::string second = LineTexts(paragraph, boxed.text)[1];
    CHECK(second.starts_with(std::string(prefix) + std::string(kObject) + ","));
  }
}

TEST_CASE("boxes with a zero-width space between them may part, and keep their order") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  Boxed boxed;
  boxed.Add("\u2066\uFFFC\u200B", InlineBox{60, 10, 4});
  boxed.Add("\uFFFC\u2069", InlineBox{70, 10, 4});
  const Paragraph wide = boxed.LayOut(fonts, 300);
  REQUIRE(wide.lines.size() == 1);
  std::vector<float> lefts;
  for (const Run& run : wide.runs) {
    if (run.face == kBoxFace) lefts.push_back(run.x);
  }
  REQUIRE(lefts.size() == 2);
  CHECK(std::abs(lefts[1] - lefts[0] - 60) < 0.1f);  // left to right
  CHECK(boxed.LayOut(fonts, 100).lines.size() == 2);
}

TEST_CASE("a box wider than the line stands on a line of its own") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  Boxed boxed;
  boxed.Add("מילה ");
  boxed.Add("\uFFFC", InlineBox{500, 10, 4});
  boxed.Add(" מילה");
  CHECK(boxed.LayOut(fonts, 200).lines.size() == 3);
}

// The sum of an image's coverage, in whole pixels.
double Ink(const GlyphAtlas& atlas, const AtlasGlyph& glyph) {
  double sum = 0;
  for (int y = glyph.v; y < glyph.v + glyph.height; ++y) {
    for (int x = glyph.u; x < glyph.u + glyph.width; ++x) {
      sum += (atlas.pixels()[static_cast<size_t>(y) * atlas.side() + x] >> 24) / 255.0;
    }
  }
  return sum;
}

TEST_CASE("an outline is drawn at any size, at quarters of a pixel") {
  FontSet fonts;
  GlyphAtlas atlas(fonts);
  OutlineSet outlines;
  const uint32_t square = outlines.Add("M0 0L1000 0L1000 500L0 500Z");
  atlas.SetOutlines(&outlines);
  const AtlasGlyph whole = atlas.FindOutline(square, 20, 0, 0);
  CHECK((whole.width == 20 && whole.height == 10 && whole.left == 0 && whole.top == 10));
  CHECK(std::abs(Ink(atlas, whole) - 200) < 1);
  const AtlasGlyph moved = atlas.FindOutline(square, 20, 2, 1);
  CHECK((moved.width == 21 && moved.height == 11 && moved.top == 11));
  CHECK(std::abs(Ink(atlas, moved) - 200) < 2);
  const uint32_t bow = outlines.Add("M0 0Q500 800 1000 0Z");
  CHECK(std::abs(Ink(atlas, atlas.FindOutline(bow, 100, 0, 0)) - 100 * 80 / 3.0) < 30);
}

TEST_CASE(
    "a path's relative commands begin at the point before them, after Z at the contour's first") {
  FontSet fonts;
  GlyphAtlas atlas(fonts);
  OutlineSet outlines;
  const uint32_t absolute =
      outlines.Add("M100 0L500 0Q500 -200 300 -200L100 0ZM600 0C600 50 650 100 700 100L900 -40Z");
  const uint32_t relative =
      outlines.Add("M100 0l400 0q0-200-200-200l-200 200zm500 0c0 50 50 100 100 100l200-140z");
  atlas.SetOutlines(&outlines);
  const AtlasGlyph a = atlas.FindOutline(absolute, 40, 0, 0);
  const AtlasGlyph b = atlas.FindOutline(relative, 40, 0, 0);
  REQUIRE((a.width == b.width && a.height == b.height && a.left == b.left && a.top == b.top));
  for (int y = 0; y < a.height; ++y) {
    for (int x = 0; x < a.width; ++x) {
      const auto pixel = [&](const AtlasGlyph& glyph) {
        return atlas.pixels()[static_cast<size_t>(glyph.v + y) * atlas.side() + glyph.u + x];
      };
      REQUIRE(pixel(a) == pixel(b));
    }
  }
}

TEST_CASE("broken outlines are empty and disturb no others") {
  FontSet fonts;
  GlyphAtlas atlas(fonts);
  OutlineSet outlines;
  for (const char* path : {"", "M", "M1", "M0 0L9", "A0 0", "M0 0L99999999 0Z",
                           "M0 0L-9223372036854775808 0Z", "M99999 0l99999 0l0 9Z", "Z", "12 3"}) {
    outlines.Add(path);
  }
  const uint32_t last = outlines.Add("M0 0L1000 0L1000 1000Z");
  atlas.SetOutlines(&outlines);
  for (uint32_t i = 0; i < last; ++i) CHECK(atlas.FindOutline(i, 20, 0, 0).empty());
  CHECK_FALSE(atlas.FindOutline(last, 20, 0, 0).empty());
  CHECK(atlas.FindOutline(last + 1, 20, 0, 0).empty());
  atlas.SetOutlines(nullptr);
  CHECK(atlas.FindOutline(last, 20, 0, 0).empty());
}

}  // namespace
}  // namespace skira::typeset
