// Justification, indents, tabs, soft hyphens, letter spacing. Beside Chromium all of them stand in
// tests/browser/justify.test.js.
#include <algorithm>
#include <catch2/generators/catch_generators.hpp>
#include <cmath>

#include "fonts_for_tests.h"

namespace skira::typeset {
namespace {

bool Near(float a, float b) { return std::abs(a - b) < 0.05f; }

float WidthOf(const FontSet& fonts, std::string_view text, const TextStyle& style = {}) {
  return LayoutParagraph(fonts, text, style, {}).width;
}

// The x of the right edge of byte `offset`'s run.
const Run& RunWith(const Paragraph& paragraph, uint32_t offset) {
  return *std::find_if(paragraph.runs.begin(), paragraph.runs.end(),
                       [&](const Run& run) { return offset >= run.start && offset < run.end; });
}

TEST_CASE("justified lines fill the width but for the last one and those that a newline ends") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  const std::string text =
      "שורה ראשונה של פסקה with English\nועוד משפט אחד ארוך דיו כדי שיישבר פעמיים לפחות בדרך";
  ParagraphStyle style = {.align = Align::kJustify, .width = 200};
  const Paragraph justified = LayoutParagraph(fonts, text, TextStyle{}, style);
  style.align = Align::kStart;
  const Paragraph plain = LayoutParagraph(fonts, text, TextStyle{}, style);
  REQUIRE(LineTexts(justified, text) == LineTexts(plain, text));
  REQUIRE(plain.lines.size() >= 4);
  for (size_t i = 0; i < plain.lines.size(); ++i) {
    const bool forced = i + 1 == plain.lines.size() || text[plain.lines[i].end - 1] == '\n';
    CAPTURE(i);
    CHECK(Near(justified.lines[i].width, forced ? plain.lines[i].width : 200));
    CHECK(Near(justified.lines[i].x + justified.lines[i].width, 200));
  }
}

TEST_CASE("a justified line widens its spaces alike, no-break spaces too, and nothing else") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  const std::string text = "אב גד\u00A0הו GPT זח טיכלמנ";
  const Paragraph paragraph =
      LayoutParagraph(fonts, text, TextStyle{}, {.align = Align::kJustify, .width = 150});
  REQUIRE(paragraph.lines.size() == 2);
  REQUIRE(LineTexts(paragraph, text)[0] == "אב גד\u00A0הו GPT זח ");
  const auto caret = [&](std::string_view behind) {
    return CaretAt(paragraph, static_cast<uint32_t>(text.find(behind))).x;
  };
  const float space = 150 - paragraph.lines[0].x;  // the whole line
  CHECK(Near(space, 150));
  const float first = caret(" גד") - caret("גד"), second = caret("\u00A0") - caret("הו");
  CHECK(first > WidthOf(fonts, " a") - WidthOf(fonts, "a") + 1);
  CHECK(Near(first, second));
  CHECK(Near(caret("אב") - caret(" גד"), WidthOf(fonts, "אב")));
  const Run& english = RunWith(paragraph, static_cast<uint32_t>(text.find("GPT")));
  CHECK(Near(english.width, WidthOf(fonts, "GPT")));
}

TEST_CASE("a justified line without a space, or wider than the column, stands at its start") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  const ParagraphStyle style = {.align = Align::kJustify, .width = 60};
  const Paragraph paragraph = LayoutParagraph(fonts, "אבגדהוזחטיכלמנסעפצקרשת", TextStyle{}, style);
  REQUIRE(paragraph.lines.size() > 2);
  CHECK(paragraph.lines[0].width < 60.02f);
  CHECK(Near(paragraph.lines[0].x + paragraph.lines[0].width, 60));
}

TEST_CASE("points and carets agree in justified lines with formulas, marks and English") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  const std::string text = "הנוסחה \u2066\uFFFC\u2069 עומדת בשׁוּרה with words ועוד כמה מילים אחריה";
  const auto box = static_cast<uint32_t>(text.find("\u2066"));
  StyledSpan spans[] = {{0, box, {}, 0},
                        {box, box + 9, {}, 1, InlineBox{40, 10, 4}},
                        {box + 9, static_cast<uint32_t>(text.size()), {}, 2}};
  const Paragraph paragraph =
      LayoutParagraph(fonts, text, spans, {.align = Align::kJustify, .width = 230});
  REQUIRE(paragraph.lines.size() >= 2);
  CHECK(Near(paragraph.lines[0].width, 230));
  float at = 0;
  for (uint32_t r = 0; r < paragraph.lines[0].run_count; ++r) {
    CHECK(Near(paragraph.runs[r].x, at));  // no gap between the runs of a line
    at += paragraph.runs[r].width;
  }
  for (size_t line = 0; line < paragraph.lines.size(); ++line) {
    for (const Stop& stop : StopsOf(paragraph, line)) {
      const CaretPosition caret = CaretAt(paragraph, stop.offset);
      CHECK(caret.x == stop.x);
      // Where two directions meet, one place stands for two offsets.
      const bool edge = std::any_of(
          paragraph.runs.begin(), paragraph.runs.end(),
          [&](const Run& run) { return Near(caret.x, run.x) || Near(caret.x, run.x + run.width); });
      if (!edge) CHECK(OffsetAt(paragraph, caret.x, caret.top + 1) == stop.offset);
    }
  }
}

TEST_CASE("indents leave room on both sides, beside that of the first line") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  const std::string text =
      GENERATE("כמה מילים בעברית שנשברות לכמה שורות", "some English words that take several lines");
  const bool rtl = static_cast<unsigned char>(text[0]) >= 0x80;
  ParagraphStyle style = {.width = 200, .first_indent = -12};
  style.start_indent = 40;
  style.end_indent = 30;
  const Paragraph paragraph = LayoutParagraph(fonts, text, TextStyle{}, style);
  REQUIRE(paragraph.lines.size() >= 2);
  for (size_t i = 0; i < paragraph.lines.size(); ++i) {
    const Line& line = paragraph.lines[i];
    const float start = rtl ? 200 - line.x - line.width : line.x;
    CHECK(Near(start, i == 0 ? 28 : 40));
    CHECK(line.width <= 200 - 30 - start + 0.05f);
  }
  // Without a width the paragraph is as wide as it must be.
  style.width = 0;
  const Line whole = LayoutParagraph(fonts, text, TextStyle{}, style).lines[0];
  CHECK(Near(whole.x, rtl ? 30 : 28));
}

TEST_CASE("indents that leave no room leave a cluster a line, and empty lines empty") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  ParagraphStyle style = {.width = 100, .first_indent = 80};
  style.start_indent = style.end_indent = 60;
  for (const std::string text : {"", "\n", "אב\n\nג"}) {
    CAPTURE(text);
    const Paragraph paragraph = LayoutParagraph(fonts, text, TextStyle{}, style);
    std::string joined;
    for (const std::string& line : LineTexts(paragraph, text)) joined += line;
    CHECK(joined == text);
    CHECK(paragraph.lines.size() == (text.size() < 2 ? 1 : 4));
    CHECK(paragraph.lines.back().end == text.size());
  }
}

TEST_CASE("a tab reaches to the next stop from the paragraph's start, in Hebrew from the right") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  TextStyle mono;
  mono.family = Family::kMono;
  ParagraphStyle style;
  style.tab_size = 4;
  const float cell = WidthOf(fonts, "0", mono);
  const std::string code = "\ta\tbcd\tefgh\ti";
  const Paragraph left = LayoutParagraph(fonts, code, mono, style);
  const auto column = [&](const Paragraph& paragraph, size_t offset) {
    const float x = CaretAt(paragraph, static_cast<uint32_t>(offset)).x;
    return (paragraph.direction == Direction::kRtl ? paragraph.width - x : x) / cell;
  };
  CHECK(Near(column(left, 1), 4));
  CHECK(Near(column(left, 3), 8));
  CHECK(Near(column(left, 7), 12));
  CHECK(Near(column(left, code.size() - 1), 20));

  style.direction = Direction::kRtl;
  const std::string hebrew = "א\tבג\tד";
  const Paragraph right = LayoutParagraph(fonts, hebrew, mono, style);
  CHECK(Near(column(right, 3), 4));
  CHECK(Near(column(right, 8), 8));

  style.tab_size = 0;  // a tab is a space
  CHECK(Near(LayoutParagraph(fonts, "a\tb", mono, style).width, 3 * cell));
}

TEST_CASE("a soft hyphen shows only where a line is broken behind it") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  const std::string text = GENERATE("hyper\u00ADparameter", "אינטר\u00ADפרטביליות");
  const std::string first = text.substr(0, text.find("\u00AD"));
  const float hyphen = WidthOf(fonts, "-"), head = WidthOf(fonts, first);  // the face has no U+2010
  const Paragraph whole = LayOut(fonts, text);
  CHECK(whole.lines.size() == 1);
  CHECK(whole.runs.size() == 1);

  const float width = head + hyphen + 1;
  const Paragraph broken = LayOut(fonts, text, width);
  REQUIRE(broken.lines.size() >= 2);
  CHECK(broken.lines[0].end == first.size() + 2);
  CHECK(Near(broken.lines[0].width, head + hyphen));
  REQUIRE(broken.lines[0].run_count == 2);
  const bool rtl = broken.direction == Direction::kRtl;
  const Run& sign = broken.runs[rtl ? 0 : 1];
  CHECK(sign.start == sign.end);
  CHECK(sign.start == first.size() + 2);
  CHECK(Near(sign.width, hyphen));
  CHECK(OffsetAt(broken, sign.x + sign.width / 2, 1) == first.size() + 2);

  // Without room for the hyphen the line is not broken there.
  const Paragraph narrow = LayOut(fonts, text, head + hyphen / 2);
  CHECK(narrow.lines[0].end != first.size() + 2);
}

TEST_CASE("letters are spaced as in CSS: joining scripts and what has no width are not") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  fonts.SetFallbackAdvance(
      [](std::string_view text, float, int) { return 8.0f * static_cast<float>(text.size() / 2); });
  struct Case {
    const char* text;
    int spaced;  // how many letters take the spacing
  };
  const Case example = GENERATE(values<Case>(
      {{"שָׁלוֹם", 4}, {"GPT", 3}, {"אב GPT", 6}, {"سلام", 0}, {"a\u200Bb", 2}, {"a\u00ADb", 2}}));
  CAPTURE(example.text);
  TextStyle style;
  style.kerning = false;
  const float plain = WidthOf(fonts, example.text, style);
  style.letter_spacing = 3;
  const float spaced = WidthOf(fonts, example.text, style);
  CHECK(Near(spaced - plain, 3.0f * static_cast<float>(example.spaced)));
}

TEST_CASE("kerning and ligatures can be switched off") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  TextStyle style;
  style.kerning = false;
  CHECK(WidthOf(fonts, "AVAVA", style) > WidthOf(fonts, "AVAVA") + 1);
  style = {};
  style.family = GENERATE(Family::kSerif, Family::kSans);
  const auto glyphs = [&] { return LayoutParagraph(fonts, "office", style, {}).glyphs.size(); };
  const size_t with = glyphs();
  style.ligatures = false;
  CHECK(glyphs() == 6);
  CHECK(with <= 6);
}

TEST_CASE("a line of nothing but swallowed spaces has no run") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  const std::string text = GENERATE("   ", "\n \n", "אב\n  \nגד");
  const Paragraph paragraph = LayOut(fonts, text, 100);
  for (const Line& line : paragraph.lines) {
    if (text[line.start] != ' ' && text[line.start] != '\n') continue;
    CHECK(line.run_count == 0);
    CHECK(line.width == 0);
    CHECK(line.height > 0);
  }
  for (const Run& run : paragraph.runs) CHECK(run.start < run.end);
  CHECK(OffsetAt(paragraph, 50, 1) <= text.size());
}

}  // namespace
}  // namespace skira::typeset
