#include "app/model/reading_limits.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "app/model/route.h"
#include "app/state/app_state.h"

namespace skira::app {
namespace {

Catalog CatalogOf(Review review) {
  Catalog catalog;
  catalog.reviews = {std::move(review)};
  return catalog;
}

Block Saying(std::string text) {
  Block block;
  block.spans = {{.text = std::move(text)}};
  return block;
}

TEST_CASE("of a review with too many blocks the first are shown, and how many there are is said") {
  for (const auto& [word, said] :
       {std::pair{"מילה", "מוצגים כאן 2000 הקטעים הראשונים מתוך 300000."},
        std::pair{"word", "The first 2000 passages of 300000 are shown here."}}) {
    Review review;
    review.blocks.assign(300'000, Saying(word));
    Catalog catalog = CatalogOf(std::move(review));
    CutForReading(catalog);
    const std::vector<Block>& blocks = catalog.reviews[0].blocks;
    REQUIRE(blocks.size() == kShownBlocks + 1);
    CHECK(blocks[kShownBlocks - 1].spans == Saying(word).spans);
    CHECK(blocks.back().spans == Saying(said).spans);
  }
}

TEST_CASE(
    "a block's links beyond the first are text, topics and listed links beyond are left out") {
  Review review;
  Block block;
  for (int i = 0; i < 12'000; ++i)
    block.spans.push_back({.text = "x", .href = "https://example.org/"});
  review.blocks = {block};
  review.topics.assign(100'000, "topic");
  review.links.assign(12'000, {"https://example.org/", "x", LinkRole::kOther});
  Catalog catalog = CatalogOf(std::move(review));
  CutForReading(catalog);
  const Review& cut = catalog.reviews[0];
  REQUIRE(cut.blocks[0].spans.size() == kShownLinks + 1);
  CHECK(cut.blocks[0].spans.back().text == std::string(12'000 - kShownLinks, 'x'));
  CHECK(std::count_if(cut.blocks[0].spans.begin(), cut.blocks[0].spans.end(),
                      [](const Span& span) { return !span.href.empty(); }) == kShownLinks);
  CHECK(cut.topics.size() == kShownTopics);
  CHECK(cut.links.size() == kShownLinks);
}

TEST_CASE("a review of the usual size stays as it is") {
  Review review;
  review.blocks.assign(kShownBlocks, Saying("word"));
  review.topics.assign(kShownTopics, "topic");
  Catalog catalog = CatalogOf(review);
  CutForReading(catalog);
  CHECK(catalog.reviews[0] == review);
}

TEST_CASE("a search of five megabytes is its beginning, in the address too") {
  std::string text;
  for (int i = 0; i < 500'000; ++i) text += "מילה ";
  AppState state;
  ListQuery query;
  query.text = text;
  Apply(ShowList{query, true}, state);
  CHECK(state.list.text == text.substr(0, state.list.text.size()));
  CHECK(state.list.text.size() <= 1000);
  CHECK(state.list.text.size() > 990);
  CHECK(RouteHash(state.route).size() < 4000);
  CHECK(ParseRoute("#/?q=" + text).query.text.size() <= 1000);
  CHECK(ParseRoute("#/r/" + text).id.size() <= 1 << 14);
}

}  // namespace
}  // namespace skira::app
