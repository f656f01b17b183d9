#include "app/model/review_context.h"

#include <catch2/catch_test_macros.hpp>

namespace skira::app {
namespace {

Review Make(std::string id, Date date = {}) {
  Review review;
  review.id = std::move(id);
  if (date.year > 0) review.date = date;
  return review;
}

Block HeadingBlock(std::string text, int level) {
  Block block;
  block.type = BlockType::kHeading;
  block.level = level;
  block.spans.push_back({.text = std::move(text)});
  return block;
}

TEST_CASE("contents are the headings, from the highest level that there is") {
  Review review = Make("a");
  review.title = "Adam";
  review.blocks = {HeadingBlock("Adam", 1), HeadingBlock("מבוא", 2), HeadingBlock("ניסויים", 3)};
  CHECK(ContentsOf(review) == std::vector<ContentsEntry>{{1, 1, "מבוא"}, {2, 2, "ניסויים"}});
}

TEST_CASE("reviews of one paper and those that link to each other are neighbours") {
  Catalog catalog{.sources = {},
                  .reviews = {Make("a"), Make("b"), Make("c"), Make("d"), Make("e")}};
  auto& reviews = catalog.reviews;
  reviews[0].paper.arxiv_id = reviews[1].paper.arxiv_id = "1706.03762";
  reviews[0].paper.urls = {"https://example.org/p/"};
  reviews[4].paper.urls = {"http://www.example.org/p"};
  reviews[0].links = {{"#/r/c", "", LinkRole::kReview}, {"#/r/b", "", LinkRole::kReview}};
  reviews[3].links = {{"#/r/a", "", LinkRole::kReview}};
  const AdjacentReviews found = FindAdjacentReviews(catalog, {}, 0);
  CHECK(found ==
        AdjacentReviews{.related = {}, .same_paper = {1, 4}, .mentions = {2}, .mentioned_in = {3}});
}

TEST_CASE("related reviews share topics and words, and are not of the same paper") {
  Catalog catalog{.sources = {}, .reviews = {Make("a"), Make("b"), Make("c"), Make("d")}};
  for (const size_t i : {0, 1, 2}) catalog.reviews[i].topics = {"diffusion"};
  catalog.reviews[0].paper.arxiv_id = catalog.reviews[1].paper.arxiv_id = "2006.11239";
  SearchIndex index;
  index.Add(catalog, 0, 4);
  index.Pack();
  CHECK(FindAdjacentReviews(catalog, index, 0).related == std::vector<int>{2});
}

TEST_CASE("before and after a review stand those beside it in the list, else those by date") {
  const Catalog catalog{.sources = {},
                        .reviews = {Make("a", {2024, 1, 1}), Make("b", {2024, 3, 1}),
                                    Make("c", {2024, 2, 1}), Make("d", {2024, 2, 1})}};
  Listing listing;
  listing.order = {1, 2, 3, 0};
  CHECK(FindBeside(catalog, listing, 2) == Beside{1, 3});
  CHECK(FindBeside(catalog, listing, 1) == Beside{-1, 2});
  CHECK(FindBeside(catalog, listing, 0) == Beside{3, -1});
  listing.order = {0};
  CHECK(FindBeside(catalog, listing, 2) == Beside{1, 3});
  CHECK(FindBeside(catalog, listing, 3) == Beside{2, 0});
}

TEST_CASE("what stands around a review is computed anew only when something of it changes") {
  Catalog catalog{.sources = {}, .reviews = {Make("a", {2024, 1, 1}), Make("b", {2024, 3, 1})}};
  SearchIndex index;
  Listing listing;
  listing.order = {1, 0};
  Around around;
  around.Follow(catalog, index, listing, 1, 0);
  const uint32_t number = around.number;
  CHECK(around.beside == Beside{1, -1});
  around.Follow(catalog, index, listing, 2, 0);
  CHECK(around.number == number);
  listing.order = {0, 1};
  around.Follow(catalog, index, listing, 3, 0);
  CHECK(around.number == number + 1);
  CHECK(around.beside == Beside{-1, 1});
}

}  // namespace
}  // namespace skira::app
