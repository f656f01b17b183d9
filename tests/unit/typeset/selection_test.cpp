// Carets that move, words, what a selection covers.
#include <algorithm>
#include <catch2/generators/catch_generators.hpp>
#include <cmath>

#include "fonts_for_tests.h"

namespace skira::typeset {
namespace {

TEST_CASE("a selection of mixed text covers as few rectangles as it can") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  //                        0 bytes: א=0 ב=2 ' '=4 G=5 P T ' '=8 ג=9 ד=11
  const std::string text = "אב GPT גד";
  const Paragraph paragraph = LayOut(fonts, text, 300);
  const float height = paragraph.lines[0].height;
  const auto x = [&](uint32_t offset) { return CaretAt(paragraph, offset).x; };

  const std::vector<Rect> all = SelectionRects(paragraph, 0, 13);
  REQUIRE(all.size() == 1);
  CHECK(std::abs(all[0].x - paragraph.lines[0].x) < 0.05f);
  CHECK(std::abs(all[0].width - paragraph.lines[0].width) < 0.05f);
  CHECK(all[0].height == height);

  // From within the Hebrew to within the English: the part at the right, and the letters "GP",
  // which stand at the left of "T".
  const std::vector<Rect> mixed = SelectionRects(paragraph, 2, 7);
  REQUIRE(mixed.size() == 2);
  const Run& english = paragraph.runs[1];
  CHECK(std::abs(mixed[0].x - english.x) < 0.05f);
  CHECK(std::abs(mixed[0].x + mixed[0].width - x(7)) < 0.05f);
  CHECK(std::abs(mixed[1].x - (english.x + english.width)) < 0.05f);
  CHECK(std::abs(mixed[1].x + mixed[1].width - x(2)) < 0.05f);

  CHECK(SelectionRects(paragraph, 5, 5).empty());
  CHECK(SelectionRects(LayOut(fonts, "", 100), 0, 0).empty());
}

TEST_CASE("a selection over lines has rectangles in each, none for swallowed spaces") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  const std::string text = "מילה ראשונה\nמילה שנייה\n\nסוף";
  const Paragraph paragraph = LayOut(fonts, text, 300);
  const std::vector<Rect> rects = SelectionRects(paragraph, 0, static_cast<uint32_t>(text.size()));
  REQUIRE(rects.size() == 3);
  for (size_t i = 0; i < 3; ++i) {
    const Line& line = paragraph.lines[i == 2 ? 3 : i];
    CHECK(rects[i].y == line.top);
    CHECK(std::abs(rects[i].width - line.width) < 0.05f);
  }
}

TEST_CASE("the rectangles of adjacent ranges together cover those of the whole") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  const std::string text = "המודל office (2023) נבחן על שָׁלוֹם affine ו-3.5% מן הדוגמאות";
  const Paragraph paragraph = LayOut(fonts, text, 180);
  const auto area = [&](uint32_t start, uint32_t end) {
    float sum = 0;
    for (const Rect& rect : SelectionRects(paragraph, start, end)) sum += rect.width;
    return sum;
  };
  const auto size = static_cast<uint32_t>(text.size());
  for (const uint32_t cut : GraphemeBoundaries(text)) {
    CHECK(std::abs(area(0, cut) + area(cut, size) - area(0, size)) < 0.1f);
  }
}

TEST_CASE("moving on by the text meets every grapheme boundary, back as well") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  const std::string text = GENERATE("אב GPT שָׁלוֹם office\n\nסוף", "one two", "א", "");
  const Paragraph paragraph = LayOut(fonts, text, 90);
  std::vector<uint32_t> forth, back;
  const auto size = static_cast<uint32_t>(text.size());
  for (uint32_t at = 0; at < size; at = MoveCaret(paragraph, at, Motion::kNext)) {
    forth.push_back(at);
    REQUIRE(forth.size() <= text.size());
  }
  if (size > 0) forth.push_back(size);
  CHECK(forth == GraphemeBoundaries(text));
  for (uint32_t at = size; at > 0; at = MoveCaret(paragraph, at, Motion::kPrevious)) {
    back.push_back(at);
    REQUIRE(back.size() <= text.size());
  }
  if (size > 0) back.push_back(0);
  std::reverse(back.begin(), back.end());
  CHECK(back == forth);
}

TEST_CASE("moving left goes left through mixed text, and on to the next line") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  const std::string text = "אב GPT גד הו abc";
  const Paragraph paragraph = LayOut(fonts, text, 100);
  REQUIRE(paragraph.lines.size() == 2);
  uint32_t at = 0;
  size_t steps = 0;
  for (; steps < 40; ++steps) {
    const CaretPosition before = CaretAt(paragraph, at);
    const uint32_t next = MoveCaret(paragraph, at, Motion::kLeft);
    const CaretPosition after = CaretAt(paragraph, next);
    if (next == at) break;
    CHECK((after.x < before.x || after.top > before.top));
    at = next;
  }
  CHECK(CaretAt(paragraph, at).top == paragraph.lines[1].top);
  CHECK(steps >= 12);
  // And all the way back.
  for (steps = 0; steps < 40; ++steps) {
    const uint32_t next = MoveCaret(paragraph, at, Motion::kRight);
    if (next == at) break;
    at = next;
  }
  CHECK(at == 0);
}

TEST_CASE("moving up and down keeps the place, home and end go to the line's ends") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  const std::string text = "שורה ראשונה\nשורה שנייה";
  const Paragraph paragraph = LayOut(fonts, text, 300);
  const uint32_t second = paragraph.lines[1].start;
  CHECK(MoveCaret(paragraph, 0, Motion::kDown) == second);
  CHECK(MoveCaret(paragraph, second, Motion::kUp) == 0);
  CHECK(MoveCaret(paragraph, 0, Motion::kUp) == 0);
  CHECK(MoveCaret(paragraph, 4, Motion::kLineStart) == 0);
  CHECK(MoveCaret(paragraph, 4, Motion::kLineEnd) == second - 1);
  CHECK(MoveCaret(paragraph, second + 3, Motion::kLineEnd) == text.size());
}

TEST_CASE("a word is what a double click selects") {
  const std::string text = "המודל GPT-4, וזהו";
  CHECK(WordAt(text, 0) == ByteRange{0, 10});
  CHECK(WordAt(text, 9) == ByteRange{0, 10});
  CHECK(WordAt(text, 10) == ByteRange{10, 11});
  CHECK(WordAt(text, 12) == ByteRange{11, 14});
  CHECK(WordAt(text, static_cast<uint32_t>(text.size())) ==
        ByteRange{18, static_cast<uint32_t>(text.size())});
  CHECK(WordAt("", 0) == ByteRange{0, 0});
}

}  // namespace
}  // namespace skira::typeset
