// What has a number in a review, and what refers to it.
#include "review/cross_references.h"

#include <catch2/catch_test_macros.hpp>

namespace skira {
namespace {

std::vector<std::string> Found(std::string_view text) {
  std::vector<std::string> found;
  for (const TextReference& one : FindReferences(text)) {
    found.push_back(std::string(text.substr(one.begin, one.end - one.begin)) + " = " +
                    one.reference);
  }
  return found;
}
using Texts = std::vector<std::string>;

TEST_CASE("a word and a number refer to what has the number, in both languages") {
  CHECK(Found("לפי משוואה (3) וגם לפי נוסחה 4.") ==
        Texts{"משוואה (3) = equation 3", "נוסחה 4 = equation 4"});
  CHECK(Found("see Eq. (2a), Fig. 7 and Table 2.1") ==
        Texts{"Eq. (2a) = equation 2a", "Fig. 7 = figure 7", "Table 2.1 = table 2.1"});
  CHECK(Found("אלגוריתם 1, תרשים\u00A0(2)") ==
        Texts{"אלגוריתם 1 = algorithm 1", "תרשים\u00A0(2) = figure 2"});
}

TEST_CASE("Hebrew letters before the word belong to the reference") {
  CHECK(Found("כפי שבאיור 2 ושבמשוואה (3)") ==
        Texts{"שבאיור 2 = figure 2", "ושבמשוואה (3) = equation 3"});
  CHECK(Found("ב-Figure 3") == Texts{"Figure 3 = figure 3"});
}

TEST_CASE("further numbers behind one word are references of their own") {
  CHECK(Found("משוואות (1), (2) ו-(3)") ==
        Texts{"משוואות (1) = equation 1", "(2) = equation 2", "(3) = equation 3"});
  CHECK(Found("Figures 2 and 3") == Texts{"Figures 2 = figure 2", "3 = figure 3"});
}

TEST_CASE("words that only look like it refer to nothing") {
  for (const std::string_view text :
       {"צאיור 2", "איורון 2", "Configure 3", "figure3", "נוסחה 40%", "(3) בלבד", "טבלה של 3",
        "Table for 2", "Eq. (x)", "Figure 123456", "משוואה (3", "איור"}) {
    INFO(text);
    CHECK(Found(text).empty());
  }
}

TEST_CASE("a caption's label gives its kind and number") {
  const auto label = ReadCaptionLabel("Figure 12: Nets.");
  REQUIRE(label);
  CHECK(label->kind == "figure");
  CHECK(label->number == "12");
  CHECK(label->size == 10);
  CHECK(ReadCaptionLabel("טבלה 2. ציונים")->kind == "table");
  CHECK(ReadCaptionLabel("טבלה 2. ציונים")->number == "2");
  CHECK_FALSE(ReadCaptionLabel("Figure of 3"));
  CHECK_FALSE(ReadCaptionLabel("equation 3"));
}

TEST_CASE("a reference finds its block, also among a formula's several numbers") {
  Review review;
  review.blocks.resize(4);
  review.blocks[1].type = BlockType::kMath;
  review.blocks[1].marker = "1, 2";
  review.blocks[2].type = BlockType::kFigure;
  review.blocks[2].marker = "1";
  review.blocks[2].spans = {{.text = "טבלה 1: ציונים"}};
  review.blocks[3].type = BlockType::kListItem;
  review.blocks[3].marker = "7";
  CHECK(BlockOfReference(review, "equation 2") == 1);
  CHECK(BlockOfReference(review, "equation 1") == 1);
  CHECK(BlockOfReference(review, "table 1") == 2);
  CHECK(BlockOfReference(review, "figure 1") == -1);
  CHECK(BlockOfReference(review, "equation 7") == -1);
  CHECK(BlockOfReference(review, "") == -1);
  CHECK(ReferenceTo(review.blocks[3]).empty());
}

TEST_CASE("an anchor has letters that every address may have") {
  CHECK(AnchorOf("equation 3") == "equation-3");
  CHECK(AnchorOf("1, 2*") == "1-2c-2-2a");
}

}  // namespace
}  // namespace skira
