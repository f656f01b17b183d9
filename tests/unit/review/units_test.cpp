#include "review/units.h"

#include <catch2/catch_test_macros.hpp>
#include <string>

namespace skira {
namespace {

std::vector<std::string> Units(std::string_view text) {
  std::vector<std::string> units;
  for (const ByteRange& unit : FindUnits(text)) {
    units.emplace_back(text.substr(unit.begin, unit.end - unit.begin));
  }
  return units;
}
using Texts = std::vector<std::string>;

TEST_CASE("addresses, paths and names of files are units, without the punctuation around them") {
  CHECK(Units("ראו (https://example.org/a_(b)), וגם mailto:me@example.org.") ==
        Texts{"https://example.org/a_(b)", "mailto:me@example.org"});
  CHECK(Units("הקבצים ./a/, ../b.txt ו\"config.yaml\"; בתיקייה /usr/lib") ==
        Texts{"./a/", "../b.txt", "/usr/lib"});
  CHECK(Units("ב-train.py, מתוך־src/net.cpp") == Texts{"train.py", "src/net.cpp"});
  CHECK(Units("https://he.example.org/ערך") == Texts{"https://he.example.org/ערך"});
}

TEST_CASE("a number is a unit with its sign") {
  CHECK(Units("ירד ב -0.5, עלה +3% או −1,200.5 (וגם ±2e-4).") ==
        Texts{"-0.5", "+3%", "−1,200.5", "±2e-4"});
  CHECK(Units("ל-3 מתוך 10-20, 2024-05-06 ו--7") == Texts{"-7"});
}

TEST_CASE("words with dots, slashes and digits are no units") {
  CHECK(Units("e.g. and/or U.S. v1.2 GPT-4 24/7 end.Next :) ... / - + ./ 1/2/3").empty());
}

TEST_CASE("code and formulas are units, and of links those that show an address") {
  CHECK(IsUnit({.text = "קוד", .style = kStyleCode}));
  CHECK(IsUnit({.text = "x", .math = true}));
  CHECK(IsUnit({.text = "example.org", .href = "https://example.org"}));
  CHECK_FALSE(IsUnit({.text = "The paper", .href = "https://example.org"}));
  CHECK_FALSE(IsUnit({.text = "example.org/x"}));
}

TEST_CASE("isolated is what is a unit, and a link without a right-to-left letter") {
  CHECK(IsIsolated({.text = "print(\"שלום\")", .style = kStyleCode}));
  CHECK(IsIsolated({.text = "https://example.org/שלום", .href = "https://example.org/שלום"}));
  CHECK(IsIsolated({.text = "The paper", .href = "https://example.org"}));
  CHECK_FALSE(IsIsolated({.text = "המאמר", .href = "https://example.org"}));
  CHECK_FALSE(IsIsolated({.text = "The paper"}));
}

}  // namespace
}  // namespace skira
