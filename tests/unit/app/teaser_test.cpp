#include "app/model/teaser.h"

#include <catch2/catch_test_macros.hpp>

#include "unicode/unicode.h"

namespace skira::app {
namespace {

Review Of(std::vector<Block> blocks) {
  Review review;
  review.blocks = std::move(blocks);
  return review;
}

Block Paragraph(std::string text) {
  Block block;
  block.spans.push_back({.text = std::move(text)});
  return block;
}

TEST_CASE("a teaser is the first sentences that say something, about two lines of them") {
  const Review review =
      Of({Paragraph("שלום לכולם. המאמר של היום בוחן איך מודלים קטנים לומדים ממודלים גדולים. "
                    "התוצאה מפתיעה את מי שמכיר את התחום. ויש עוד הרבה.")});
  CHECK(TeaserOf(review) ==
        "המאמר של היום בוחן איך מודלים קטנים לומדים ממודלים גדולים. התוצאה מפתיעה את מי שמכיר את "
        "התחום.");
}

TEST_CASE("a teaser has no formula, no address and no line that leads to what is below it") {
  Block formula = Paragraph("כאן מגדירים את הפונקציה ");
  formula.spans.push_back({.text = "f(x) = x^2", .math = true});
  formula.spans.push_back({.text = " לכל אחד מן המקרים האלה."});
  const Review review =
      Of({Paragraph("הנה הקישור אל המאמר המלא: https://example.org/paper ותודה לכל מי ששלח."),
          Paragraph("אלה השאלות שנשאלו לאורך כל הדרך:"), std::move(formula),
          Paragraph("הכותבים מראים שאפשר לוותר על רוב הנתונים ולקבל תוצאה דומה מאוד.")});
  CHECK(TeaserOf(review) == "הכותבים מראים שאפשר לוותר על רוב הנתונים ולקבל תוצאה דומה מאוד.");
}

TEST_CASE("a headline is no teaser, unless there is nothing else") {
  const std::string headline = "הכול על ינשופים: מדריך קצר למי שממהר";
  CHECK(TeaserOf(Of({Paragraph(headline),
                     Paragraph("ינשופים רואים בלילה טוב יותר מרוב העופות שסביבם.")})) ==
        "ינשופים רואים בלילה טוב יותר מרוב העופות שסביבם.");
  CHECK(TeaserOf(Of({Paragraph(headline)})) == headline);
}

TEST_CASE("a long teaser ends with a whole word") {
  std::string text;
  for (int i = 0; i < 60; ++i) text += (i == 0 ? "" : " ") + std::string("מילים");
  const std::string teaser = TeaserOf(Of({Paragraph(text)}));
  CHECK(teaser.ends_with("מילים…"));
  CHECK(CountCodePoints(teaser) == 40 * 6);  // 40 words, a space between two and the ellipsis
}

TEST_CASE("a review of headings and code has no teaser") {
  Block heading = Paragraph("כותרת שיש בה חמש מילים בדיוק כאן");
  heading.type = BlockType::kHeading;
  Block code = Paragraph("for each of the five words here");
  code.type = BlockType::kCode;
  CHECK(TeaserOf(Of({heading, code})).empty());
}

}  // namespace
}  // namespace skira::app
