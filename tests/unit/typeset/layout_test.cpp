// Lines, runs and glyphs: alignment, styles, ellipsis, points, fallback.
#include <algorithm>
#include <catch2/generators/catch_generators.hpp>
#include <cmath>
#include <random>

#include "fonts_for_tests.h"
#include "unicode/unicode.h"

namespace skira::typeset {
namespace {

TEST_CASE("a paragraph is aligned by its direction, its style and its first line's indent") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  struct Case {
    const char* text;
    Align align;
    float left;  // of the free space, to the line's left: 0, 0.5 or 1
  };
  const Case example = GENERATE(values<Case>({{"שלום", Align::kStart, 1},
                                              {"שלום", Align::kEnd, 0},
                                              {"שלום", Align::kCenter, 0.5f},
                                              {"שלום", Align::kLeft, 0},
                                              {"hello", Align::kStart, 0},
                                              {"hello", Align::kEnd, 1},
                                              {"hello", Align::kRight, 1}}));
  ParagraphStyle style;
  style.width = 300;
  style.align = example.align;
  const Paragraph paragraph = LayoutParagraph(fonts, example.text, TextStyle{}, style);
  const Line& line = paragraph.lines[0];
  CHECK(std::abs(line.x - (300 - line.width) * example.left) < 0.01f);
  CHECK(std::abs(paragraph.runs[0].x - line.x) < 0.01f);

  style.align = Align::kStart;
  style.first_indent = 20;
  const Paragraph indented = LayoutParagraph(fonts, "שלום", TextStyle{}, style);
  CHECK(std::abs(indented.lines[0].x - (280 - indented.lines[0].width)) < 0.01f);
}

TEST_CASE("points stand on their letters") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  GlyphAtlas atlas(fonts);
  constexpr float kSize = 64;
  const Family family = GENERATE(Family::kSerif, Family::kSans);
  const char* const text = GENERATE("בָּ", "שָׁ", "לוֹ", "מֶ", "צִ");
  TextStyle text_style;
  text_style.family = family;
  text_style.size = kSize;
  const Paragraph paragraph = LayoutParagraph(fonts, text, text_style, ParagraphStyle{});
  CAPTURE(text, static_cast<int>(family));
  const auto ink = [&](const Glyph& glyph) {
    const AtlasGlyph image = atlas.Find(paragraph.runs[0].face, glyph.glyph, kSize, 0);
    return std::pair(glyph.x + image.left, glyph.x + image.left + image.width);
  };
  // The widest glyph of each cluster is its letter; the others must lie above, in or below it.
  for (const Glyph& glyph : paragraph.glyphs) {
    std::pair<float, float> letter;
    for (const Glyph& other : paragraph.glyphs) {
      const auto [left, right] = ink(other);
      if (other.cluster != glyph.cluster || right - left < letter.second - letter.first) continue;
      letter = {left, right};
    }
    const auto [left, right] = ink(glyph);
    CHECK((left + right) / 2 >= letter.first - 2);
    CHECK((left + right) / 2 <= letter.second + 2);
  }
}

TEST_CASE("styles choose faces, and tags come back on runs") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  const std::string text = "רגיל מודגש קוד";
  TextStyle regular, bold, code;
  bold.weight = 700;
  code.family = Family::kMono;
  const StyledSpan spans[] = {{0, 9, regular, 1}, {9, 20, bold, 2}, {20, 26, code, 3}};
  const Paragraph paragraph = LayoutParagraph(fonts, text, spans, ParagraphStyle{});
  std::vector<std::pair<uint32_t, std::string>> tags;
  for (const Run& run : paragraph.runs) {
    tags.emplace_back(run.tag, fonts.Info(run.face).name);
  }
  CHECK(tags == std::vector<std::pair<uint32_t, std::string>>{
                    {3, "mono-400.ttf"}, {2, "serif-700.ttf"}, {1, "serif-400.ttf"}});
}

TEST_CASE("what no face has is synthesised") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  TextStyle style;
  CHECK_FALSE(SynthesisOf(fonts, 0, style).slant);
  CHECK(SynthesisOf(fonts, 0, style).embolden == 0);
  style.italic = true;
  style.weight = 700;
  CHECK(SynthesisOf(fonts, 0, style).slant);
  CHECK(SynthesisOf(fonts, 0, style).embolden > 0);   // serif-400
  CHECK(SynthesisOf(fonts, 1, style).embolden == 0);  // serif-700
}

TEST_CASE("letter spacing widens every cluster") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  TextStyle style;
  const float plain = LayoutParagraph(fonts, "אבגד", style, ParagraphStyle{}).width;
  style.letter_spacing = 3;
  const float spaced = LayoutParagraph(fonts, "אבגד", style, ParagraphStyle{}).width;
  CHECK(std::abs(spaced - plain - 12) < 0.1f);
}

TEST_CASE("no comma, colon, dash or opening bracket stands before an ellipsis") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  ParagraphStyle style;
  style.max_lines = 1;
  // The last run of the text itself, in logical order.
  const auto end_of = [&](const std::string& text, float width) {
    style.width = width;
    const Paragraph paragraph = LayoutParagraph(fonts, text, TextStyle{}, style);
    REQUIRE(paragraph.lines.size() == 1);
    REQUIRE(paragraph.lines[0].ellipsis);
    uint32_t end = 0;
    for (const Run& run : paragraph.runs) end = std::max(end, run.end);
    return text.substr(0, end);
  };
  for (const std::string sign : {",", ":", ";", " -", " (", ", ("}) {
    const std::string text = "אחת שתיים" + sign + " שלושארבעחמשששש שבעשמונהתשע";
    const float room = LayoutParagraph(fonts, "אחת שתיים" + sign + " ש", TextStyle{}, {}).width;
    INFO(sign);
    CHECK(end_of(text, room + 12) == "אחת שתיים");
  }
  CHECK(end_of(",,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,", 40).starts_with(","));
}

TEST_CASE("text that does not fit max_lines ends in an ellipsis") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  const std::string text = "כותרת ארוכה מאוד של מאמר על Transformers שאין לה מקום בשורה";
  ParagraphStyle style;
  style.width = 160;
  style.max_lines = GENERATE(1, 2);
  const Paragraph paragraph = LayoutParagraph(fonts, text, TextStyle{}, style);
  REQUIRE(paragraph.lines.size() == static_cast<size_t>(style.max_lines));
  const Line& last = paragraph.lines.back();
  CHECK(last.ellipsis);
  CHECK(last.width <= 160.1f);
  CHECK(last.end == text.size());
  const Run& ellipsis = paragraph.runs[last.first_run];  // leftmost: the end of a Hebrew line
  CHECK(ellipsis.start == ellipsis.end);
  CHECK(ellipsis.glyph_count >= 1);
  for (size_t i = 0; i + 1 < paragraph.lines.size(); ++i) CHECK_FALSE(paragraph.lines[i].ellipsis);

  style.width = 2000;
  CHECK_FALSE(LayoutParagraph(fonts, text, TextStyle{}, style).lines.back().ellipsis);
  style.max_lines = 1;
  CHECK(LayoutParagraph(fonts, "א\nב", TextStyle{}, style).lines.back().ellipsis);
}

TEST_CASE("lines of one height keep one baseline grid") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  ParagraphStyle style;
  style.width = 100;
  style.line_height = 28;
  const Paragraph paragraph =
      LayoutParagraph(fonts, "כמה מילים with English בשורות אחדות", TextStyle{}, style);
  REQUIRE(paragraph.lines.size() >= 3);
  for (size_t i = 0; i < paragraph.lines.size(); ++i) {
    CHECK(paragraph.lines[i].top == 28.0f * static_cast<float>(i));
    const float baseline = paragraph.lines[i].baseline - paragraph.lines[i].top;
    CHECK(std::abs(baseline - paragraph.lines[0].baseline) < 0.01f);
  }
  CHECK(paragraph.height == 28.0f * static_cast<float>(paragraph.lines.size()));
}

TEST_CASE("the caret and the pointer agree on every grapheme boundary") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  const char* const text = GENERATE("שלום עולם", "Hello world", "שָׁלוֹם", "office affine");
  const Paragraph paragraph = LayOut(fonts, text);
  for (const uint32_t offset : GraphemeBoundaries(text)) {
    const CaretPosition caret = CaretAt(paragraph, offset);
    CHECK(OffsetAt(paragraph, caret.x, caret.top + 1) == offset);
  }
}

TEST_CASE("a caret stands on the leading edge of its character in mixed text too") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  const std::string text = "אב GPT גד";
  const Paragraph paragraph = LayOut(fonts, text, 300);
  CHECK(std::abs(CaretAt(paragraph, 0).x - 300) < 0.01f);  // right edge
  const Run& english = paragraph.runs[1];
  CHECK(std::abs(CaretAt(paragraph, english.start).x - english.x) < 0.01f);
  CHECK(std::abs(CaretAt(paragraph, 13).x - paragraph.lines[0].x) < 0.01f);  // the end: left edge
  // Points outside are clamped to the nearest line and run.
  CHECK(OffsetAt(paragraph, 1000, -50) == 0);
  CHECK(OffsetAt(paragraph, -50, 1000) == 13);
}

TEST_CASE("a caret behind a line's last word stands at its end, on the next line after a newline") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  const Paragraph paragraph = LayOut(fonts, "אב\nג", 100);
  CHECK(CaretAt(paragraph, 4).top == 0);
  CHECK(std::abs(CaretAt(paragraph, 4).x - paragraph.lines[0].x) < 0.01f);
  CHECK(CaretAt(paragraph, 5).top == paragraph.lines[1].top);
  CHECK(std::abs(CaretAt(paragraph, 5).x - 100) < 0.01f);
}

TEST_CASE("what no font has is left to the platform, a grapheme cluster at a time") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  std::vector<std::string> asked;
  fonts.SetFallbackAdvance([&](std::string_view cluster, float size, int) {
    asked.emplace_back(cluster);
    return size * 1.25f;
  });
  const std::string text = "יופי 👩‍💻👍🏽 中";
  const Paragraph paragraph = LayOut(fonts, text);
  CHECK(asked == std::vector<std::string>{"👩‍💻", "👍🏽", "中"});
  size_t foreign = 0;
  for (const Run& run : paragraph.runs) foreign += run.face == kNoFace ? run.glyph_count : 0;
  CHECK(foreign == 3);
}

TEST_CASE("letters of joining scripts go to the platform as whole words") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  std::vector<std::string> asked;
  fonts.SetFallbackAdvance([&](std::string_view cluster, float, int) {
    asked.emplace_back(cluster);
    return 30.0f;
  });
  const Paragraph paragraph = LayOut(fonts, "سلام عالم");
  CHECK(asked == std::vector<std::string>{"سلام", "عالم"});
  CHECK(paragraph.direction == Direction::kRtl);
  CHECK(ClusterEnd(paragraph, 0) == 8);
  CHECK(ClusterEnd(paragraph, 9) == 17);
}

TEST_CASE("bad bytes are shown and keep offsets true") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  const std::string text = "א\xFF\xC3ב";
  const Paragraph paragraph = LayOut(fonts, text);
  REQUIRE(paragraph.lines.size() == 1);
  CHECK(paragraph.lines[0].end == 6);
  std::vector<uint32_t> offsets;
  for (const Stop& stop : StopsOf(paragraph, 0)) offsets.push_back(stop.offset);
  CHECK(offsets == std::vector<uint32_t>{0, 2, 3, 4});
}

TEST_CASE("a text shaped once is laid out as a text laid out anew, at any width") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  const std::string text = "המודל office-ready נבחן 😀 על שָׁלוֹם, affine ו-3.5% מן הדוגמאות, baffling";
  const StyledSpan span = {0, static_cast<uint32_t>(text.size()), TextStyle{}, 0};
  ShapedText original(fonts, text, std::span(&span, 1), Direction::kAuto);
  ShapedText shaped = std::move(original);
  for (const float width : {0.0f, 25.0f, 40.0f, 80.0f, 200.0f, 25.0f}) {
    ParagraphStyle style;
    style.width = width;
    const Paragraph again = shaped.Layout(style), anew = LayOut(fonts, text, width);
    CHECK(again.runs == anew.runs);
    CHECK(LineTexts(again, text) == LineTexts(anew, text));
    CHECK(again.glyphs.size() == anew.glyphs.size());
  }
}

// Random text of all planes, dense in what is hard: marks, controls, joiners, Hebrew, digits.
std::string RandomText(std::mt19937& random, int length) {
  constexpr std::pair<uint32_t, uint32_t> kRanges[] = {
      {0x20, 0x7E},     {0x5D0, 0x5EA}, {0x5B0, 0x5C7},   {0x00, 0x1F},       {0x2000, 0x206F},
      {0x600, 0x6FF},   {0x300, 0x36F}, {0x4E00, 0x4E20}, {0x1F300, 0x1F6FF}, {0xFE00, 0xFE0F},
      {0xFB1D, 0xFB4F}, {0x20, 0x20},   {0x0, 0x10FFFF}};
  std::string text;
  for (int i = 0; i < length; ++i) {
    const auto [low, high] = kRanges[random() % std::size(kRanges)];
    if (random() % 50 == 0) {
      text += static_cast<char>(random() & 0xFF);
    } else {
      AppendUtf8(static_cast<char32_t>(low + random() % (high - low + 1)), text);
    }
  }
  return text;
}

TEST_CASE("any text at any width gives lines without gaps, runs inside them, finite places") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  std::mt19937 random(17);
  for (int round = 0; round < 2000; ++round) {
    const std::string text = RandomText(random, static_cast<int>(random() % 60));
    ParagraphStyle style;
    style.width = round % 7 == 0 ? 0.0f : static_cast<float>(random() % 400);
    style.max_lines = static_cast<int>(random() % 5);
    style.direction = static_cast<Direction>(random() % 3);
    TextStyle text_style;
    text_style.letter_spacing = random() % 4 == 0 ? 2.0f : 0.0f;
    const Paragraph paragraph = LayoutParagraph(fonts, text, text_style, style);
    uint32_t end = 0;
    bool sound = true;
    size_t runs = 0, glyphs = 0;
    for (const Line& line : paragraph.lines) {
      sound = sound && line.start == end && line.end >= line.start;
      end = line.end;
      for (uint32_t i = line.first_run; i < line.first_run + line.run_count; ++i) {
        const Run& run = paragraph.runs[i];
        sound = sound && run.start >= line.start && run.end <= line.end && run.start <= run.end;
        sound = sound && std::isfinite(run.x) && run.width >= -1000 && run.first_glyph == glyphs;
        glyphs += run.glyph_count;
      }
      runs += line.run_count;
    }
    sound = sound && end == text.size() && runs == paragraph.runs.size();
    sound = sound && glyphs == paragraph.glyphs.size();
    sound =
        sound && std::is_sorted(paragraph.uneven_stops.begin(), paragraph.uneven_stops.end(),
                                [](const Stop& a, const Stop& b) { return a.offset < b.offset; });
    for (const uint32_t offset : GraphemeBoundaries(text)) {
      sound = sound && std::isfinite(CaretAt(paragraph, offset).x);
    }
    sound = sound && OffsetAt(paragraph, 50, 20) <= text.size();
    if (!sound) UNSCOPED_INFO("round " << round);
    REQUIRE(sound);
  }
}

}  // namespace
}  // namespace skira::typeset
