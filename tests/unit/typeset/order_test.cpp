// The visual order of mixed Hebrew and English (UAX #9).
#include <catch2/generators/catch_generators.hpp>

#include "fonts_for_tests.h"

namespace skira::typeset {
namespace {

struct Example {
  const char* text;
  const char* visual;  // runs from left to right; "<" marks those that run right to left
};

TEST_CASE("mixed Hebrew and English stands in the order that readers expect") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  const Example example = GENERATE(values<Example>({
      {"שלום GPT עולם", "< עולם|GPT|<שלום "},
      {"מודל GPT-4 חדש", "< חדש|GPT-4|<מודל "},
      {"ירידה של 12.5% בשגיאה", "< בשגיאה|12.5%|<ירידה של "},
      {"בין 2019 ל-2024", "2024|< ל-|2019|<בין "},
      {"מ-3/4 ועד 1/2 מהזמן", "< מהזמן|1/2|< ועד |3/4|<מ-"},
      {"שיפור של 3-5 נקודות", "< נקודות|3-5|<שיפור של "},
      {"קצב למידה 1e-4 קבוע", "< קבוע|1e-4|<קצב למידה "},
      {"טמפרטורה של -5 מעלות", "< מעלות|5|<טמפרטורה של -"},
      {"עלות של $20 לחודש", "< לחודש|$20|<עלות של "},
      {"הקובץ model.safetensors נטען", "< נטען|model.safetensors|<הקובץ "},
      {"ראו https://example.org/a/b?c=1 לפרטים", "< לפרטים|https://example.org/a/b?c=1|<ראו "},
      {"רשת (CNN) עמוקה", "<) עמוקה|CNN|<רשת ("},
      {"שיטת RAG (Retrieval) היא", "< היא|RAG (Retrieval)|<שיטת "},
      {"ה-LLM הזה", "< הזה|LLM|<ה-"},
      {"C++ ו-C#", "<#|C|<++ ו-|C"},
  }));
  const Paragraph paragraph = LayOut(fonts, example.text, 0, Direction::kRtl);
  CHECK(VisualRuns(paragraph, example.text, 0) == example.visual);
}

TEST_CASE("Hebrew inside an English sentence runs right to left") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  const Example example = GENERATE(values<Example>({
      {"The word שלום means peace", "The word |<שלום| means peace"},
      {"see סקירה 17 here", "see |17|<סקירה | here"},
      {"called (בינה) there", "called (|<בינה|) there"},
  }));
  const Paragraph paragraph = LayOut(fonts, example.text);
  REQUIRE(paragraph.direction == Direction::kLtr);
  CHECK(VisualRuns(paragraph, example.text, 0) == example.visual);
}

TEST_CASE("a paragraph takes its direction from its first strong letter, Hebrew's if none") {
  FontSet fonts;
  const auto [text, direction] = GENERATE(table<const char*, Direction>({
      {"שלום GPT", Direction::kRtl},
      {"GPT שלום", Direction::kLtr},
      {"12. שלום", Direction::kRtl},
      {"(2024) GPT", Direction::kLtr},
      {"12.5%", Direction::kRtl},
      {"", Direction::kRtl},
      {"\u2066GPT\u2069 שלום", Direction::kRtl},  // isolates do not count
      {"\u2067שלום\u2069 GPT", Direction::kLtr},
      {"1\nGPT", Direction::kLtr},  // the first line has no letter
  }));
  CAPTURE(text);
  CHECK(LayOut(fonts, text).direction == direction);
}

TEST_CASE("an isolate keeps its words together whatever stands beside it") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  const std::string text = "הקובץ \u2066a.b/\u2069 נמחק";
  const Paragraph paragraph = LayOut(fonts, text);
  CHECK(VisualRuns(paragraph, text, 0) == "<\u2069 נמחק|a.b/|<הקובץ \u2066");
}

TEST_CASE("brackets are mirrored in Hebrew and not in English") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  const auto glyphs = [&](const char* text, Direction direction) {
    std::vector<uint32_t> ids;
    for (const Glyph& glyph : LayOut(fonts, text, 0, direction).glyphs) ids.push_back(glyph.glyph);
    return ids;
  };
  const std::vector<uint32_t> english = glyphs("()", Direction::kLtr);
  CHECK(english[0] != english[1]);
  CHECK(glyphs("()", Direction::kRtl) == english);  // reversed and mirrored
}

}  // namespace
}  // namespace skira::typeset
