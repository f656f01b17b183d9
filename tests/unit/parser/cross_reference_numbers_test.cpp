// Numbered formulas and what refers to them, as documents have them.
#include "parser/cross_reference_numbers.h"

#include <catch2/catch_test_macros.hpp>

#include "documents_for_tests.h"
#include "review/json.h"
#include "review/markdown.h"

using namespace skira;

namespace {

Review ReviewWith(const std::string& body) {
  ParseResult result =
      ParseDocument("test.md", "Review 5: A Title Of A Paper, 12.03.25\n\n" + body, {}, {});
  REQUIRE(result.reviews.size() == 1);
  return result.reviews[0];
}

// Each block as its type, its number, and its spans; references in ⟨⟩.
std::vector<std::string> Said(const Review& review) {
  std::vector<std::string> said;
  for (const Block& block : review.blocks) {
    std::string text(NameOf(block.type));
    if (!block.marker.empty()) text += " " + block.marker;
    text += ": ";
    for (const Span& span : block.spans) {
      text += span.reference.empty() ? span.text : "⟨" + span.text + "|" + span.reference + "⟩";
    }
    said.push_back(text);
  }
  return said;
}
using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a tag is the formula's number, and words refer to it") {
  CHECK(Said(ReviewWith(
            "$$x = y + 1 \\tag{3}$$\n\nלפי משוואה (3) נקבל עוד, ולפי משוואה (4) לא.\n")) ==
        Texts{"math 3: x = y + 1",
              "paragraph: לפי ⟨משוואה (3)|equation 3⟩ נקבל עוד, ולפי משוואה (4) לא."});
}

TEST_CASE("labels get the numbers that no tag has, and references of TeX lead to them") {
  CHECK(Said(ReviewWith("$$\\label{a} z = x^2$$\n\n$$b \\tag{1}$$\n\n\\begin{equation}\nc = "
                        "d\n\\end{equation}\n\n"
                        "$$e$$\n\nלפי \\eqref{a} וגם $\\ref{a}$ הכול ברור.\n")) ==
        Texts{"math 2: z = x^2", "math 1: b", "math 3: \\begin{equation}\nc = d\n\\end{equation}",
              "math: e", "paragraph: לפי ⟨(2)|equation 2⟩ וגם ⟨2|equation 2⟩ הכול ברור."});
}

TEST_CASE("a number printed beside a formula is its number") {
  CHECK(Said(ReviewWith("$$u = v$$ (7)\n\n$$u = w \\qquad (8)$$\n\n$$f(x) = g \\quad "
                        "(x)$$\n\nנוסחה 7 ונוסחה 8 דומות מאוד.\n")) ==
        Texts{"math 7: u = v", "math 8: u = w", "math: f(x) = g \\quad (x)",
              "paragraph: ⟨נוסחה 7|equation 7⟩ ⟨ונוסחה 8|equation 8⟩ דומות מאוד."});
}

TEST_CASE("formulas below each other keep their numbers, each of which is referred to") {
  CHECK(Said(ReviewWith("$$\\begin{aligned} a &= b \\label{p} \\\\ c &= d \\label{q} "
                        "\\end{aligned}$$\n\nמכאן \\eqref{q} נובעת בקלות רבה.\n"))[1] ==
        "paragraph: מכאן ⟨(2)|equation 2⟩ נובעת בקלות רבה.");
}

TEST_CASE("a label that no formula has stays as it is, with a warning") {
  const Review review = ReviewWith("$$a \\tag{1}$$\n\nלפי \\eqref{none} אין דבר כזה בכלל.\n");
  CHECK(Said(review)[1] == "paragraph: לפי \\eqref{none} אין דבר כזה בכלל.");
  REQUIRE(review.warnings.size() == 1);
  CHECK(review.warnings[0].code == "reference-unknown");
  CHECK(review.warnings[0].line == 5);
}

TEST_CASE("figures and tables are referred to by their captions' numbers") {
  CHECK(Said(ReviewWith("איור 2: רשת בת שלוש שכבות.\n\nכפי שרואים באיור 2 וגם ב-Figure 2b, הרשת "
                        "קטנה. באיור 5 יש אחרת.\n")) ==
        Texts{"figure 2: איור 2: רשת בת שלוש שכבות.",
              "paragraph: כפי שרואים ⟨באיור 2|figure 2⟩ וגם ב-⟨Figure 2b|figure 2⟩, הרשת קטנה. "
              "באיור 5 יש אחרת."});
}

TEST_CASE("numbers and references pass through JSON and Markdown") {
  const Review review = ReviewWith(
      "$$x = y \\tag{3}$$\n\nלפי משוואה (3) נקבל עוד הרבה.\n\n| א | ב | ג |\n|:-:|--:|---|\n| 1 | "
      "2 | 3 |\n");
  Catalog catalog;
  catalog.sources.push_back({"test.md", std::string(64, '0'), 9});
  catalog.reviews.push_back(review);
  catalog.reviews[0].id = "a-title";
  JsonError error;
  const auto read = ReadJson(WriteJson(catalog, false), error);
  INFO(error.reason);
  REQUIRE(read);
  CHECK(read->reviews[0].blocks == review.blocks);
  const std::string markdown = WriteMarkdown(review);
  CHECK(markdown.find("$$x = y \\tag{3}$$") != markdown.npos);
  CHECK(markdown.find("| :-: | --: | --- |") != markdown.npos);
  const ParseResult again = ParseDocument("again.md", markdown, {}, {});
  REQUIRE(again.reviews.size() == 1);
  CHECK(Said(again.reviews[0]) == Said(review));
}
