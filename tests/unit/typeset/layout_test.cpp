// The order of mixed Hebrew and English, the places of lines, carets and ellipses.
#include <algorithm>
#include <catch2/generators/catch_generators.hpp>
#include <cmath>

#include "fonts_for_tests.h"

namespace skira::typeset {
namespace {

TEST_CASE("mixed Hebrew and English stands in the order that readers expect") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  struct Example {
    const char* text;
    const char* visual;
  };
  const Example example = GENERATE_COPY(
      Example{"שלום GPT עולם", "< עולם|GPT|<שלום "},
      Example{"מודל GPT-4 חדש", "< חדש|GPT-4|<מודל "},
      Example{"ירידה של 12.5% בשגיאה", "< בשגיאה|12.5%|<ירידה של "},
      Example{"בין 2019 ל-2024", "2024|< ל-|2019|<בין "});
  const Paragraph paragraph = LayOut(fonts, example.text);
  REQUIRE(paragraph.direction == Direction::kRtl);
  CHECK(VisualRuns(paragraph, example.text, 0) == example.visual);
}

}  // namespace
}  // namespace skira::typeset
