// Unicode 15.0's LineBreakTest, GraphemeBreakTest and WordBreakTest.
#include "typeset/breaks.h"

#include <algorithm>

#include "typeset/typeset.h"
#include "ucd.h"
#include "unicode/unicode.h"

namespace skira::typeset {
namespace {

std::string Utf8(const std::vector<uint32_t>& text) {
  std::string bytes;
  for (const uint32_t code_point : text) AppendUtf8(code_point, bytes);
  return bytes;
}

// The verdicts of a boundary function, in the form of the test files.
std::vector<bool> Verdicts(const std::vector<uint32_t>& text,
                           const std::vector<uint32_t>& boundaries) {
  std::vector<bool> breaks;
  uint32_t offset = 0;
  for (size_t i = 0; i <= text.size(); ++i) {
    breaks.push_back(std::binary_search(boundaries.begin(), boundaries.end(), offset));
    if (i == text.size()) break;
    std::string bytes;
    AppendUtf8(text[i], bytes);
    offset += static_cast<uint32_t>(bytes.size());
  }
  return breaks;
}

TEST_CASE("grapheme clusters end where Unicode 15.0 says") {
  for (const BreakExample& example : ReadBreakTest("auxiliary/GraphemeBreakTest.txt")) {
    const auto found = Verdicts(example.text, GraphemeBoundaries(Utf8(example.text)));
    CHECK(Describe(example.text, found) == Describe(example.text, example.breaks));
  }
}

TEST_CASE("words end where Unicode 15.0 says") {
  for (const BreakExample& example : ReadBreakTest("auxiliary/WordBreakTest.txt")) {
    const auto found = Verdicts(example.text, WordBoundaries(Utf8(example.text)));
    CHECK(Describe(example.text, found) == Describe(example.text, example.breaks));
  }
}

TEST_CASE("lines may end where Unicode 15.0 says") {
  for (const BreakExample& example : ReadBreakTest("auxiliary/LineBreakTest.txt")) {
    const std::vector<bool> after = LineBreaks(example.text);
    std::vector<bool> found = {false};
    found.insert(found.end(), after.begin(), after.end());
    CHECK(Describe(example.text, found) == Describe(example.text, example.breaks));
  }
}

}  // namespace
}  // namespace skira::typeset
