#include "review/join.h"

#include <catch2/catch_test_macros.hpp>

using namespace skira;

namespace {

std::vector<Review> Reviews(std::initializer_list<const char*> ids) {
  std::vector<Review> reviews;
  for (const char* id : ids) reviews.emplace_back().id = id;
  return reviews;
}

}  // namespace

TEST_CASE("an address finds the review of its id, then the one that had it before") {
  std::vector<Review> reviews = Reviews({"owls-2025-02-03", "newts-2025-02-05"});
  reviews[0].former_ids = {"the-owls", "newts-2025-02-05"};
  CHECK(IndexOfId("newts-2025-02-05", reviews, false) == 1);
  CHECK(IndexOfId("the-owls", reviews, false) == 0);
  CHECK(IndexOfId("toads", reviews, true) == -1);
}

TEST_CASE("an id that nobody has leads to the one of most of its words, where one is the nearest") {
  const std::vector<Review> reviews =
      Reviews({"owls-as-a-model-of-patience-2025-02-03", "newts-that-learn-slowly-2025-02-05",
               "newts-that-learn-fast-2025-02-05"});
  CHECK(IndexOfId("owls-as-the-model-of-patience-2025-02-04", reviews, true) == 0);
  CHECK(IndexOfId("owls-as-a-modle-of-patience-2025-02-03", reviews, true) == 0);
  CHECK(IndexOfId("newts-that-learn-2025-02-05", reviews, true) == -1);  // two are as near
  CHECK(IndexOfId("owls-as-the-model-of-patience-2025-02-04", reviews, false) == -1);
  CHECK(IndexOfId("2025-02-05", reviews, true) == -1);
}

namespace {

Review Of(std::string title, std::optional<Date> date, std::optional<int> number,
          std::optional<std::string> arxiv = {}) {
  Review review;
  review.title = std::move(title);
  review.date = date;
  review.number = number;
  review.paper.arxiv_id = std::move(arxiv);
  return review;
}

// The ids that reviews get which come together, in their order.
std::vector<std::string> IdsOf(std::vector<Review> reviews) {
  ReviewIds ids;
  ids.GiveAll(reviews);
  std::vector<std::string> given;
  for (const Review& review : reviews) given.push_back(review.id);
  return given;
}

constexpr Date kMonday{2025, 2, 3}, kTuesday{2025, 2, 4};

}  // namespace

TEST_CASE(
    "an id is made of number or date and the paper, of the title only where neither is there") {
  CHECK(IdsOf({Of("Owls", kMonday, 801, "2405.18047"), Of("Newts", kMonday, {}, "2405.18048"),
               Of("Toads", {}, 802), Of("Frogs", kTuesday, {}), Of("Bats", {}, {}, "2405.18049"),
               Of("Teaching, With: Commentaries of Many Words", {}, {}), Of("", {}, {})}) ==
        std::vector<std::string>{"review-801-2405-18047", "2025-02-03-2405-18048", "review-802",
                                 "2025-02-04", "arxiv-2405-18049", "teaching-with-commentaries-of",
                                 "review"});
}

TEST_CASE("a corrected title changes no id, nor a corrected date where there is a number") {
  CHECK(IdsOf({Of("Owls as a Modle", kMonday, 801), Of("Nwets", kMonday, {}, "2405.18048")}) ==
        IdsOf({Of("Owls as a Model", kTuesday, 801), Of("Newts", kMonday, {}, "2405.18048")}));
}

TEST_CASE("reviews that would share an id all get their titles' words, in any order") {
  const Review owls = Of("Owls as a Model", kMonday, {}), newts = Of("Newts", kMonday, {}),
               toads = Of("Toads", kTuesday, {});
  CHECK(IdsOf({owls, toads, newts}) ==
        std::vector<std::string>{"2025-02-03-owls-as-a-model", "2025-02-04", "2025-02-03-newts"});
  CHECK(IdsOf({newts, owls, toads}) ==
        std::vector<std::string>{"2025-02-03-newts", "2025-02-03-owls-as-a-model", "2025-02-04"});
}

TEST_CASE("reviews of one title and day differ in a digest of their text, copies in a number") {
  Review longer = Of("Owls", kMonday, {});
  longer.blocks.push_back({.type = BlockType::kParagraph, .spans = {{.text = "more"}}});
  const Review owls = Of("Owls", kMonday, {});
  const std::vector<std::string> ids = IdsOf({owls, longer, owls});
  CHECK(ids[0].starts_with("2025-02-03-owls-"));
  CHECK(ids[1].starts_with("2025-02-03-owls-"));
  CHECK(ids[0].size() == ids[1].size());
  CHECK(ids[0] != ids[1]);
  CHECK(ids[2] == ids[0] + "-2");
  CHECK(IdsOf({longer, owls})[0] == ids[1]);
}

TEST_CASE("an address of version 0.1, of title and date, leads to the review that has them") {
  std::vector<Review> reviews = {Of("Owls as a Model of Patience", kMonday, {}, "2405.18047"),
                                 Of("Newts that Learn Slowly", {}, 801)};
  ReviewIds().GiveAll(reviews);
  CHECK(IndexOfId("owls-as-a-model-of-patience-2025-02-03", reviews, true) == 0);
  CHECK(IndexOfId("newts-that-learn-slowly-801", reviews, true) == 1);
  CHECK(IndexOfId("toads-in-the-hidden-layer-2025-02-03", reviews, true) == -1);
}

TEST_CASE("an address whose date or paper was corrected since leads to the review of the other") {
  std::vector<Review> reviews = {Of("Owls", kMonday, {}, "2405.18047"),
                                 Of("Newts", kTuesday, {}, "2405.18048"), Of("Bats", {}, 801)};
  ReviewIds().GiveAll(reviews);
  CHECK(IndexOfId("2025-02-05-2405-18048", reviews, true) == 1);
  CHECK(IndexOfId("2025-02-03-2405-99999", reviews, true) == 0);
  CHECK(IndexOfId("2025-02-03", reviews, true) == 0);
  CHECK(IndexOfId("review-801-2405-18050", reviews, true) == 2);
  CHECK(IndexOfId("2025-02-06", reviews, true) == -1);
  CHECK(IndexOfId("review-80", reviews, true) == -1);
}
