// Pictures of a document: where they come to be in a review, and what becomes of their words.
#include "parser/pictures.h"

#include <catch2/catch_test_macros.hpp>

#include "documents_for_tests.h"
#include "review/html.h"
#include "review/json.h"
#include "review/markdown.h"

using namespace skira;

namespace {

const std::string kWide = "sha256-" + std::string(64, 'a'),
                  kSmall = "sha256-" + std::string(64, 'b');
const Picture kWidePicture{
    .id = kWide, .file = kWide + ".png", .width = 640, .height = 360, .bytes = 9000, .alt = "גרף"};
const Picture kSmallPicture{
    .id = kSmall, .file = kSmall + ".png", .width = 16, .height = 16, .bytes = 90, .alt = "סמל"};

ParseResult ParseWith(const std::string& body, int first_line = 1) {
  return ParseDocument("test.md", "Review 5: A Title Of A Paper, 12.03.25\n\n" + body, {},
                       {.pictures = {kWidePicture, kSmallPicture}, .first_line = first_line});
}

Review ReviewWith(const std::string& body) {
  ParseResult result = ParseWith(body);
  REQUIRE(result.reviews.size() == 1);
  return result.reviews[0];
}

// Each block as its type, its picture's last letter, its level and its text.
std::vector<std::string> Said(const Review& review) {
  std::vector<std::string> said;
  for (const Block& block : review.blocks) {
    std::string text(NameOf(block.type));
    if (!block.picture.empty()) text += std::string(" ") + block.picture.back();
    if (block.level > 0) text += " " + std::to_string(block.level);
    text += ": " + PlainText(block);
    for (const Span& span : block.spans) {
      if (!span.picture.empty()) text += std::string(" [") + span.picture.back() + "]";
    }
    said.push_back(std::move(text));
  }
  return said;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a picture alone is a figure, and a caption below it is its caption") {
  const std::string wide = "![גרף](" + kWide + ".png)";
  CHECK(Said(ReviewWith(Prose() + "\n\n" + wide + "\n\n" + Prose())) ==
        Lines{"paragraph: " + Prose(), "figure a: ", "paragraph: " + Prose()});
  CHECK(Said(ReviewWith(Prose() + "\n\n" + wide + "\n\nFigure 2: the loss\n\n" + Prose())) ==
        Lines{"paragraph: " + Prose(), "figure a: Figure 2: the loss", "paragraph: " + Prose()});
  CHECK(Said(ReviewWith(Prose() + "\n\n" + wide + " ![סמל](" + kSmall + ".png)")) ==
        Lines{"paragraph: " + Prose(), "figure a: ", "figure b: "});
}

TEST_CASE("a small picture stays in its line, a large one becomes a figure below its block") {
  CHECK(Said(ReviewWith("לפני ![סמל](" + kSmall + ".png) אחרי.\n\n" + Prose())) ==
        Lines{"paragraph: לפני סמל אחרי. [b]", "paragraph: " + Prose()});
  CHECK(Said(ReviewWith("לפני ![גרף](" + kWide + ".png) אחרי.\n\n" + Prose())) ==
        Lines{"paragraph: לפני אחרי.", "figure a: ", "paragraph: " + Prose()});
  CHECK(Said(ReviewWith(Prose() + "\n\n- פריט ראשון ![גרף](" + kWide + ".png)\n- פריט שני")) ==
        Lines{"paragraph: " + Prose(), "list_item: פריט ראשון",
              "figure a 1: ", "list_item: פריט שני"});
}

TEST_CASE("a picture that did not come with the document leaves its words and a warning") {
  const std::string other = "sha256-" + std::string(64, 'c');
  const Review review = ReviewWith(Prose() + "\n\n![תרשים](" + other + ".png)");
  CHECK(Said(review) == Lines{"paragraph: " + Prose(), "figure: תרשים"});
  CHECK(Codes(review.warnings) == Lines{"picture-missing"});
}

TEST_CASE("a second description of a picture is its caption, or said where there is one") {
  const std::string again = "![תיאור אחר](" + kWide + ".png)";
  CHECK(Said(ReviewWith(Prose() + "\n\n" + again)) ==
        Lines{"paragraph: " + Prose(), "figure a: תיאור אחר"});
  const Review review = ReviewWith(Prose() + "\n\n" + again + "\n\nFigure 2: the loss");
  CHECK(Codes(review.warnings) == Lines{"picture-alt"});
}

TEST_CASE("only pictures that a review shows are kept, and lines are those of the author's file") {
  const ParseResult result =
      ParseWith(Prose() + "\n\n![](" + kWide + ".png)\n\n![](" + kWide + ".png)", -3);
  REQUIRE(result.pictures.size() == 1);
  CHECK(result.pictures[0] == kWidePicture);
  REQUIRE(result.reviews.size() == 1);
  CHECK(result.reviews[0].blocks[1].first_line == 1);
  CHECK(result.reviews[0].first_line == 1);
  CHECK(ParseWith(Prose(), 11).reviews[0].blocks[0].first_line == 13);
}

TEST_CASE("only a digest names a picture of a document") {
  CHECK(PictureIdOf(kWide + ".png") == kWide);
  CHECK(PictureIdOf(kWide) == kWide);
  CHECK(PictureIdOf("pictures/a.png").empty());
  CHECK(PictureIdOf("sha256-" + std::string(64, 'X')).empty());
  CHECK(PictureIdOf(kWide + "/../x").empty());
}

TEST_CASE("a picture is written as HTML with its size and alt, and as Markdown with its file") {
  Review review = ReviewWith(Prose() + "\n\n![](" + kWide + ".png)\n\nFigure 2: the loss");
  review.blocks.erase(review.blocks.begin());
  const FindPicture find = [](std::string_view id) {
    return id == kWide ? &kWidePicture : nullptr;
  };
  CHECK(ReviewHtml(review, nullptr, {.find_picture = find, .base = "../"}) ==
        "<figure dir=\"ltr\"><img src=\"../pictures/" + kWide +
            ".png\" alt=\"גרף\" width=\"640\" height=\"360\" loading=\"lazy\" decoding=\"async\"/>"
            "<figcaption>Figure 2: the loss</figcaption></figure>");
  const std::string markdown = WriteMarkdown(review, find);
  CHECK(markdown.find("![גרף](pictures/" + kWide + ".png)\n\nFigure 2: the loss\n") !=
        markdown.npos);
}

TEST_CASE("an English banner names its writer without the possessive, and is not damaged") {
  const ParseResult result = Parse(
      "**⚡️🚀Mike\u2019s Daily Paper, 22.11.2024: ⚡️🚀**\n\n**A Title Of A "
      "Paper**\n\n" +
      Prose() + "\n");
  REQUIRE(result.reviews.size() == 1);
  CHECK(result.reviews[0].reviewers == Lines{"Mike Erlihson"});
  CHECK(Codes(result.reviews[0].warnings).empty());
}
