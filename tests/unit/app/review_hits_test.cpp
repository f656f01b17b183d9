#include "app/state/review_hits.h"

#include <catch2/catch_test_macros.hpp>

#include "app/state/app_state.h"
#include "bundled_fonts.h"
#include "review/json.h"
#include "screen.h"

namespace skira::app {
namespace {

Review MakeReview(std::string id, std::vector<std::string> texts) {
  Review review;
  review.id = std::move(id);
  review.title = "Trees";
  for (std::string& text : texts) {
    Block block;
    block.spans.push_back({.text = std::move(text)});
    review.blocks.push_back(std::move(block));
  }
  return review;
}

// A review of three blocks with three words of the search, open.
AppState OpenState(std::string search) {
  AppState state;
  SetCatalog({.sources = {},
              .reviews = {MakeReview("a", {"שדה של עצים", "אין כאן דבר", "עץ ועוד עץ"}),
                          MakeReview("b", {"ים"})}},
             state);
  while (GrowIndex(64, state)) {
  }
  ListQuery query;
  query.text = std::move(search);
  Apply(ShowList{query}, state);
  Apply(Navigate{{.page = Route::Page::kReview, .id = "a"}}, state);
  FollowHits(state);
  return state;
}

std::vector<int> BlocksOf(const ReviewHits& hits) {
  std::vector<int> blocks;
  for (const Passage& hit : hits.passages) blocks.push_back(hit.from.block);
  return blocks;
}

TEST_CASE("the words of a review that answer the search are found in any form, in their order") {
  const AppState state = OpenState("עץ");
  CHECK(BlocksOf(state.hits) == std::vector<int>{0, 2, 2});
  CHECK(HasHits(state));
  CHECK(HitsBetween(state.hits, 0, 2) == 1);
  CHECK(HitsBetween(state.hits, 2, 3) == 2);
}

TEST_CASE("without a search, or without a word that answers it, there is nothing to go through") {
  CHECK_FALSE(HasHits(OpenState("")));
  CHECK_FALSE(HasHits(OpenState("qqqqqq")));
}

TEST_CASE("next goes from word to word and from the last to the first, previous back") {
  AppState state = OpenState("עץ");
  std::vector<int> gone;
  for (int i = 0; i < 4; ++i) {
    Apply(ShowHit{1}, state);
    gone.push_back(state.hits.current);
  }
  CHECK(gone == std::vector<int>{0, 1, 2, 0});
  Apply(ShowHit{-1}, state);
  CHECK(state.hits.current == 2);
  CHECK(state.place.wanted == 2);
}

TEST_CASE("previous begins at the last word") {
  AppState state = OpenState("עץ");
  Apply(ShowHit{-1}, state);
  CHECK(state.hits.current == 2);
}

TEST_CASE("hits that were put away come back with the next search or by going to one") {
  AppState state = OpenState("עץ");
  Apply(DismissHits{}, state);
  CHECK(state.hits.dismissed);
  Apply(ShowHit{1}, state);
  CHECK_FALSE(state.hits.dismissed);
  Apply(DismissHits{}, state);
  state.list.text = "שדה";
  FollowHits(state);
  CHECK_FALSE(state.hits.dismissed);
  CHECK(BlocksOf(state.hits) == std::vector<int>{0});
}

// A review of many paragraphs with a word of the search in its last, opened from a list.
void OpenLongReview(Screen& screen, std::string search) {
  std::vector<std::string> texts(40, "פסקה ארוכה שאין בה דבר ממה שמחפשים, ועוד כמה מילים אחריה");
  texts.emplace_back("ולבסוף עצים");
  Catalog catalog;
  catalog.sources.push_back({"a.txt", "", 1});
  catalog.reviews.push_back(MakeReview("a", std::move(texts)));
  REQUIRE(screen.reader.LoadExport(WriteJson(catalog, false)) == std::nullopt);
  screen.Work();
  screen.Do(ShowList{{.text = std::move(search)}});
  screen.Frame();
  screen.Go("#/r/a");
  for (int i = 0; i < 3; ++i) screen.Frame();
}

TEST_CASE("opening a result brings its first word in sight, and nobody has read so far") {
  Screen screen(Fonts(), 1024, 768);
  OpenLongReview(screen, "עץ");
  const AppState& state = screen.reader.state();
  CHECK(state.hits.current == 0);
  const float top = state.scroll(Pane::kReview);
  CHECK(top > 0);
  screen.Do(Scroll{Pane::kReview, top});
  screen.Do(Scroll{Pane::kReview, top});
  CHECK(MarksOf(state.user, "a").progress == 0);
  CHECK_FALSE(MarksOf(state.user, "a").read);
}

TEST_CASE("what is opened without a search stays at its beginning") {
  Screen screen(Fonts(), 1024, 768);
  OpenLongReview(screen, "");
  CHECK(screen.reader.state().hits.current == -1);
  CHECK(screen.reader.state().scroll(Pane::kReview) == 0);
}

TEST_CASE(
    "finding in a review goes through what is typed, as it is written, from where one reads") {
  AppState state = OpenState("");
  Apply(OpenFind{}, state);
  CHECK(ShowsHitsBar(state));
  Apply(FindText{"עץ"}, state);
  CHECK(BlocksOf(state.hits) == std::vector<int>{2, 2});
  CHECK(state.hits.current == 0);
  CHECK(FindKey("Enter", state));
  CHECK(state.hits.current == 1);
  CHECK(FindKey("Enter", state));
  CHECK(state.hits.current == 0);
  CHECK(FindKey("ArrowUp", state));
  CHECK(state.hits.current == 1);
}

TEST_CASE("what is nowhere as it is typed is found in its other forms; what is not found says so") {
  AppState state = OpenState("");
  Apply(OpenFind{}, state);
  Apply(FindText{"העצים"}, state);
  CHECK(BlocksOf(state.hits) == std::vector<int>{0, 2, 2});
  Apply(FindText{"qqqqqq"}, state);
  CHECK_FALSE(HasHits(state));
  CHECK(ShowsHitsBar(state));
}

TEST_CASE("finding begins with what was searched for, and its end leaves the review as it is") {
  AppState state = OpenState("עץ");
  Apply(OpenFind{}, state);
  CHECK(state.hits.wanted == "עץ");
  CHECK(FindKey("Escape", state));
  CHECK_FALSE(ShowsHitsBar(state));
  CHECK(state.route.id == "a");
  Apply(OpenFind{}, state);
  Apply(Navigate{{.page = Route::Page::kReview, .id = "b"}}, state);
  CHECK_FALSE(state.hits.finding);
}

}  // namespace
}  // namespace skira::app
