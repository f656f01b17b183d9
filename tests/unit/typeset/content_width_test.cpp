// Widths for the columns of tables, found without laying out.
#include <algorithm>
#include <catch2/generators/catch_generators.hpp>
#include <cmath>

#include "fonts_for_tests.h"

namespace skira::typeset {
namespace {

ShapedText Shaped(const FontSet& fonts, const std::string& text) {
  const StyledSpan span = {0, static_cast<uint32_t>(text.size()), TextStyle{}, 0};
  return ShapedText(fonts, text, std::span(&span, 1), Direction::kAuto);
}

TEST_CASE("the greatest content width is that of the layout without wrapping") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  const std::string text = GENERATE("", "שלום", "תא עם GPT-4 ורווח  ", "שורה\nשורה ארוכה יותר\nשו",
                                    "office 3.5% שָׁלוֹם", "   ");
  ShapedText shaped = Shaped(fonts, text);
  const float width = shaped.MaxContentWidth();
  CHECK(std::abs(width - shaped.Layout({}).width) < 0.001f);
  const size_t forced = shaped.Layout({}).lines.size();
  CHECK(shaped.Layout({.width = std::max(width, 1.0f)}).lines.size() == forced);
}

TEST_CASE("the least content width is that of the widest piece that no line may break") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  struct Case {
    const char *text, *widest;
  };
  const Case example = GENERATE(values<Case>({{"של אינטליגנציה אחת", "אינטליגנציה"},
                                              {"מודל Transformers קטן", "Transformers"},
                                              {"state-of-the-art", "state-"},
                                              {"ארבע\nמילים", "מילים"}}));
  CAPTURE(example.text);
  const float width = Shaped(fonts, example.text).MinContentWidth();
  CHECK(std::abs(width - LayOut(fonts, example.widest).width) < 0.001f);
}

TEST_CASE("at the least content width no word is cut, below it one is") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  const std::string text = "עמודה של BenchmarkScore בטבלה, affine office";
  ShapedText shaped = Shaped(fonts, text);
  const float width = shaped.MinContentWidth();
  const auto cuts_a_word = [&](float at) {
    const Paragraph paragraph = shaped.Layout({.width = at});
    return std::any_of(paragraph.lines.begin(), paragraph.lines.end(), [&](const Line& line) {
      return line.end < text.size() && text[line.end - 1] != ' ';
    });
  };
  CHECK_FALSE(cuts_a_word(width));
  CHECK(cuts_a_word(width - 1));
}

TEST_CASE("a hyphen that only a broken line shows makes no piece wider than the whole line") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  // A soft hyphen before the last space, and nothing to see behind it: a line that ends there shows
  // it, the whole line does not.
  const std::string text = "אב\u00AD \u2060";
  const ShapedText shaped = Shaped(fonts, text);
  CHECK(shaped.MinContentWidth() == shaped.MaxContentWidth());
}

}  // namespace
}  // namespace skira::typeset
