#include "app/state/reading_position.h"

#include <catch2/catch_test_macros.hpp>

namespace skira::app {
namespace {

Review MakeReview(std::string id) {
  Review review;
  review.id = std::move(id);
  review.title = "Adam";
  Block block;
  std::string text = "מילה";
  for (int i = 1; i < 2000; ++i) text += " מילה";
  block.spans.push_back({.text = text});
  review.blocks.push_back(block);
  return review;
}

Route RouteOf(std::string id, int block = -1) {
  return {.page = Route::Page::kReview, .id = std::move(id), .block = block};
}

// Ten blocks of 200 px in a pane of 500 px, below 100 px of the title.
void Draw(AppState& state) {
  state.article.review = state.open_review;
  state.article.items.clear();
  for (int i = 0; i < 10; ++i) {
    ArticleItem item;
    item.block = i;
    item.box = {0, static_cast<float>(i) * 200, 680, 180};
    state.article.items.push_back(std::move(item));
  }
  state.place.text_top = 100;
  state.place.text_end = 2100;
  state.place.view = 500;
}

AppState OpenState() {
  AppState state;
  SetCatalog({.sources = {}, .reviews = {MakeReview("a"), MakeReview("b")}}, state);
  Apply(Navigate{RouteOf("a")}, state);
  Draw(state);
  return state;
}

void ScrollAndRest(float top, AppState& state) {
  Apply(Scroll{Pane::kReview, top}, state);
  Apply(Scroll{Pane::kReview, top}, state);
}

TEST_CASE("progress goes from the top to where the text's end is in sight") {
  AppState state = OpenState();
  CHECK(ReadingProgress(state) == 0);
  CHECK(MinutesLeft(state) == 10);
  Apply(Scroll{Pane::kReview, 800}, state);
  CHECK(ReadingProgress(state) == 0.5f);
  CHECK(MinutesLeft(state) == 5);
  Apply(Scroll{Pane::kReview, 1700}, state);
  CHECK(ReadingProgress(state) == 1);
  CHECK(MinutesLeft(state) == 0);
}

TEST_CASE("the place is kept where scrolling rests, the farthest progress and the last block") {
  AppState state = OpenState();
  Apply(Scroll{Pane::kReview, 800}, state);
  CHECK(MarksOf(state.user, "a").progress == 0);
  ScrollAndRest(800, state);
  CHECK(MarksOf(state.user, "a").progress == 0.5f);
  CHECK(MarksOf(state.user, "a").block == 3);
  ScrollAndRest(400, state);
  CHECK(MarksOf(state.user, "a").progress == 0.5f);
  CHECK(MarksOf(state.user, "a").block == 1);
}

TEST_CASE("leaving a review keeps its place, and who comes back is there, to the line") {
  AppState state = OpenState();
  CHECK(state.place.wanted == -1);
  CHECK(MarksOf(state.user, "a").opened > 0);
  Apply(Scroll{Pane::kReview, 800}, state);
  Apply(Navigate{RouteOf("b")}, state);
  CHECK(MarksOf(state.user, "a").block == 3);
  CHECK(MarksOf(state.user, "a").into == 100.0f / 180);
  CHECK(state.place.wanted == -1);
  Apply(Navigate{RouteOf("a")}, state);
  CHECK(state.place.wanted == 3);
  Draw(state);
  state.effects.clear();
  ScrollToWanted(state);
  CHECK(state.effects == std::vector<Effect>{effect::Scroll{Pane::kReview, 800, false}});
  CHECK(state.place.shown == -1);
}

TEST_CASE(
    "a review that is read goes on where it was left, and at its beginning after going back "
    "there") {
  AppState state = OpenState();
  ScrollAndRest(1700, state);
  CHECK(MarksOf(state.user, "a").read);
  Apply(Navigate{RouteOf("b")}, state);
  Apply(Navigate{RouteOf("a")}, state);
  CHECK(state.place.wanted == 8);
  Draw(state);
  ScrollToWanted(state);
  ScrollAndRest(0, state);
  Apply(Navigate{RouteOf("b")}, state);
  Apply(Navigate{RouteOf("a")}, state);
  CHECK(state.place.wanted == -1);
}

TEST_CASE("who was below the text comes back to its end") {
  AppState state = OpenState();
  ScrollAndRest(2300, state);
  CHECK(MarksOf(state.user, "a").block == 9);
  CHECK(MarksOf(state.user, "a").into == 1);
}

TEST_CASE("what another tab has read moves nothing that is on the screen") {
  AppState state = OpenState();
  Apply(RestoreRecord{MarksKey("a"), R"({"v":1,"progress":0.5,"block":4})"}, state);
  CHECK(state.place.wanted == -1);
}

TEST_CASE("a review is read once its end was in sight, and unread again when its reader says so") {
  AppState state = OpenState();
  ScrollAndRest(1590, state);
  CHECK(MarksOf(state.user, "a").read);
  Apply(SetRead{"a", false}, state);
  ScrollAndRest(1600, state);
  CHECK_FALSE(MarksOf(state.user, "a").read);
}

TEST_CASE("an address with a block scrolls there once the review is laid out, at once") {
  AppState state;
  SetCatalog({.sources = {}, .reviews = {MakeReview("a")}}, state);
  Apply(Navigate{RouteOf("a", 7)}, state);
  ScrollToWanted(state);
  CHECK(state.place.wanted == 7);
  Draw(state);
  state.effects.clear();
  ScrollToWanted(state);
  CHECK(state.effects ==
        std::vector<Effect>{effect::Scroll{Pane::kReview, 100 + 7 * 200 - 24, false}});
  CHECK(state.place.shown == 7);
  CHECK(state.place.wanted == -1);
}

TEST_CASE("nothing scrolls smoothly where motion is to be reduced") {
  AppState state = OpenState();
  Apply(SetSystem{{.reduced_motion = true}}, state);
  Apply(ShowBlock{5}, state);
  state.effects.clear();
  ScrollToWanted(state);
  CHECK(state.effects ==
        std::vector<Effect>{effect::Scroll{Pane::kReview, 100 + 5 * 200 - 24, false}});
}

}  // namespace
}  // namespace skira::app
