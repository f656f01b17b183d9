// Where lines may end, beyond what Unicode's own file tests: what browsers do.
#include "typeset/breaks.h"

#include <catch2/generators/catch_generators.hpp>

#include "fonts_for_tests.h"
#include "unicode/unicode.h"

namespace skira::typeset {
namespace {

// The text with "|" where a line may end.
std::string Opportunities(std::string_view text) {
  const std::u32string wide = ToUtf32(text);
  const std::vector<uint32_t> code_points(wide.begin(), wide.end());
  std::vector<uint8_t> marks(code_points.size());
  MarkBoundaries(code_points, marks);
  std::string result;
  for (size_t i = 0; i < code_points.size(); ++i) {
    if ((marks[i] & kMayBreak) != 0) result += '|';
    AppendUtf8(code_points[i], result);
  }
  return result;
}

TEST_CASE("lines may end where Chromium ends them") {
  const std::string expected = GENERATE(values<std::string>({
      "שלום |עולם",
      "ל-|GPT",  // ASCII behind the hyphen: Blink's table
      "ל-é",     // UAX #14 LB21a
      "בית-|ספר",    "בית־|ספר",    "אב |-5",
      "אב |-גד",  // LB20a: a dash that begins a word
      "2019-|2024",  "עמ' |12–|15", "x-|y",   "https://example.org/a/b?|c=d&e=f-|g",
      "1,000.5",     "50% |מהזמן",  "א(ב)",
      "foo()|(bar)",  // Blink: before an opening bracket
      "ד\"ר |כהן",   "צה״ל",        "א…|ב",   "א |/ |ב",
      "א/ב",         "מה?|כן",
      "אב\u00A0גד",   // no-break space
      "אב\u200B|גד",  // zero width space
      "中|文",       "5$ |(6)",
  }));
  std::string text = expected;
  std::erase(text, '|');
  CHECK(Opportunities(text) == expected);
}

TEST_CASE("lines break at the width, and every byte is in one line") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  const std::string text =
      "המאמר מציע ארכיטקטורה חדשה בשם DeltaNet, שמחליפה את מנגנון ה-attention ב-12 שכבות.";
  const float width = GENERATE(40.0f, 90.0f, 150.0f, 320.0f, 1000.0f);
  const Paragraph paragraph = LayOut(fonts, text, width);
  uint32_t end = 0;
  for (const Line& line : paragraph.lines) {
    CHECK(line.start == end);
    CHECK(line.width <= width + 0.1f);
    end = line.end;
  }
  CHECK(end == text.size());
}

TEST_CASE("a text fits at the very width it was measured to have") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  const std::string text = "סקירה קצרה של RLHF ו-DPO, 3.5% יותר";
  const float width = LayOut(fonts, text).width;
  CHECK(LayOut(fonts, text, width).lines.size() == 1);
  CHECK(LayOut(fonts, text, width - 0.5f).lines.size() == 2);
}

TEST_CASE("a word wider than the line breaks between grapheme clusters") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  const std::string text = "שָׁלוֹםשָׁלוֹםשָׁלוֹםשָׁלוֹםשָׁלוֹם";
  const Paragraph paragraph = LayOut(fonts, text, 30);
  const std::vector<uint32_t> boundaries = GraphemeBoundaries(text);
  REQUIRE(paragraph.lines.size() > 3);
  for (const Line& line : paragraph.lines) {
    CHECK(std::binary_search(boundaries.begin(), boundaries.end(), line.end));
    CHECK(line.width <= 30.1f);
  }
  // Where not even one cluster fits, each has a line to itself.
  CHECK(LayOut(fonts, "אבג", 1).lines.size() == 3);
}

TEST_CASE("spaces at a line's end hang and take no width") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  const float word = LayOut(fonts, "מילה").width;
  const Paragraph paragraph = LayOut(fonts, "מילה     מילה", word + 1);
  REQUIRE(LineTexts(paragraph, "מילה     מילה") == std::vector<std::string>{"מילה     ", "מילה"});
  CHECK(paragraph.lines[0].width == word);
  CHECK(paragraph.lines[1].width == word);
}

TEST_CASE("line feeds of every kind force a break") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  CHECK(LineTexts(LayOut(fonts, "א\nב"), "א\nב") == std::vector<std::string>{"א\n", "ב"});
  CHECK(LineTexts(LayOut(fonts, "א\r\nב"), "א\r\nב") == std::vector<std::string>{"א\r\n", "ב"});
  CHECK(LineTexts(LayOut(fonts, "א\n\nב"), "א\n\nב") == std::vector<std::string>{"א\n", "\n", "ב"});
  CHECK(LayOut(fonts, "א\u2028ב").lines.size() == 2);
  CHECK(LayOut(fonts, "א\n").lines.size() == 1);  // as in a browser
  CHECK(LayOut(fonts, "").lines.size() == 1);
  CHECK(LayOut(fonts, "").height > 10);
}

TEST_CASE("word boundaries keep abbreviations and numbers whole") {
  const std::string text = "צה\"ל ו-3.5 GPT";
  std::vector<std::string> words;
  const std::vector<uint32_t> boundaries = WordBoundaries(text);
  for (size_t i = 1; i < boundaries.size(); ++i) {
    words.push_back(text.substr(boundaries[i - 1], boundaries[i] - boundaries[i - 1]));
  }
  CHECK(words == std::vector<std::string>{"צה\"ל", " ", "ו", "-", "3.5", " ", "GPT"});
  CHECK(WordBoundaries("").empty());
  CHECK(GraphemeBoundaries("שָׁם") == std::vector<uint32_t>{0, 6, 8});
}

}  // namespace
}  // namespace skira::typeset
