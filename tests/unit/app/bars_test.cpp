#include "app/state/bars.h"

#include <catch2/catch_test_macros.hpp>

#include "app/state/commands.h"

namespace skira::app {
namespace {

AppState Phone() {
  AppState state;
  Review review;
  review.id = "a";
  SetCatalog({.sources = {}, .reviews = {review}}, state);
  Apply(Resize{390, 844, 3}, state);
  Apply(Navigate{{.page = Route::Page::kReview, .id = "a"}}, state);
  state.bars.most[static_cast<size_t>(Pane::kReview)] = 4000;
  return state;
}

void ScrollTo(float top, AppState& state) { Apply(Scroll{Pane::kReview, top}, state); }

TEST_CASE("bars go on the way down and come back on the way up, not for a finger that trembles") {
  AppState state = Phone();
  ScrollTo(30, state);
  CHECK(ShowsBars(state));
  ScrollTo(200, state);
  CHECK_FALSE(ShowsBars(state));
  ScrollTo(190, state);
  CHECK_FALSE(ShowsBars(state));
  ScrollTo(170, state);
  CHECK(ShowsBars(state));
  ScrollTo(185, state);
  CHECK(ShowsBars(state));
}

TEST_CASE("bars are there at both ends of a pane, for the focus and on another page") {
  AppState state = Phone();
  ScrollTo(300, state);
  CHECK_FALSE(ShowsBars(state));
  ScrollTo(4000, state);
  CHECK(ShowsBars(state));
  ScrollTo(3900, state);
  ScrollTo(3960, state);
  CHECK_FALSE(ShowsBars(state));
  CHECK(HandleKey("bars:Focus", state));
  CHECK(ShowsBars(state));
  ScrollTo(3000, state);
  ScrollTo(3300, state);
  CHECK_FALSE(ShowsBars(state));
  ScrollTo(0, state);
  CHECK(ShowsBars(state));
  ScrollTo(300, state);
  Apply(Navigate{}, state);
  CHECK(ShowsBars(state));
}

TEST_CASE("a narrow screen and a low one have one pane, and so has a review that is read alone") {
  AppState state = Phone();
  struct Screen {
    float width, height;
    bool one, bottom;
  };
  for (const auto& [width, height, one, bottom] :
       {Screen{390, 844, true, true}, Screen{844, 390, true, false}, Screen{640, 360, true, false},
        Screen{820, 1180, false, false}, Screen{1280, 720, false, false}}) {
    INFO(width << "x" << height);
    Apply(Resize{width, height, 1}, state);
    CHECK(IsOnePane(state) == one);
    CHECK(HasBottomBar(state) == bottom);
    CHECK(ShowsCatalog(state) != one);
  }
  Apply(ToggleFocus{}, state);
  CHECK(IsOnePane(state));
  CHECK(HandleKey("Escape", state));
  CHECK_FALSE(IsOnePane(state));
  CHECK(state.route.id == "a");
}

TEST_CASE("the keyboard of the screen leaves the bar that is typed in") {
  AppState state = Phone();
  Apply(SetInsets{{.bottom = 300, .keyboard = 300}}, state);
  CHECK_FALSE(ShowsBars(state));
  CHECK_FALSE(ShowsTopBar(state));
  Apply(ShowOffers{.focused = true}, state);
  CHECK(ShowsTopBar(state));
}

TEST_CASE("panes are as wide as the reader wants them, where a review keeps its room") {
  AppState state = Phone();
  Apply(Resize{820, 1180, 1}, state);
  CHECK(ListWidth(state).width == 820 * 0.4f);
  Apply(Resize{1440, 900, 1}, state);
  CHECK(ListWidth(state).width == kCatalogWidth);
  CHECK(FiltersWidth(state).width == kFiltersWidth);
  Settings wide = state.settings;
  wide.list_width = 900;
  wide.filters_width = 300;
  Apply(ChangeSettings{wide}, state);
  CHECK(FiltersWidth(state).width == 300);
  CHECK(ListWidth(state).width == 1440 - 300 - 400);
  Apply(Run{Command::kHideList}, state);
  CHECK_FALSE(ShowsListBeside(state));
  CHECK_FALSE(ShowsFiltersBeside(state));
  CHECK_FALSE(ShowsCatalog(state));
  Apply(Navigate{{}}, state);
  CHECK(ShowsListBeside(state));  // without a review there is nothing to hide it for
}

TEST_CASE("at 1280 px a review has its full column, the filters a pane from 1408 px on") {
  AppState state = Phone();
  Apply(Resize{1280, 720, 1}, state);
  CHECK_FALSE(ShowsFiltersBeside(state));
  CHECK(1280 - kCatalogWidth >= kColumnWidth + 80);
  Apply(Resize{1408, 900, 1}, state);
  CHECK(ShowsFiltersBeside(state));
  CHECK(1408 - kCatalogWidth - kFiltersWidth >= kColumnWidth + 80);
  Apply(Run{Command::kHideFilters}, state);
  CHECK_FALSE(ShowsFiltersBeside(state));
}

}  // namespace
}  // namespace skira::app
