#include "app/state/bars.h"

#include <algorithm>

#include "app/resources/theme.h"
#include "app/state/reading_position.h"

namespace skira::app {
namespace {

using Page = Route::Page;

// So far one scrolls one way before the bars go or come back: a finger that trembles moves nothing.
constexpr float kGoAfter = 40, kComeAfter = 16;
constexpr float kAtEnd = 2;  // the end of a pane is that near, CSS px
constexpr double kMilliseconds = 1000;

// The pane that the bars belong to.
Pane OnePane(const AppState& state) {
  if (state.route.page == Page::kCatalog) return Pane::kCatalog;
  return state.route.page == Page::kReview ? Pane::kReview : Pane::kPage;
}

}  // namespace

bool IsAlone(const AppState& state) {
  return state.route.page == Page::kReview && state.route.alone;
}

bool IsOnePane(const AppState& state) {
  if (state.route.page == Page::kReview && (state.route.alone || state.focused)) return true;
  return state.width < kTwoPaneMinWidth || state.height < kLowScreen;
}

bool HasBottomBar(const AppState& state) {
  return !IsAlone(state) && state.width < kTwoPaneMinWidth && state.height >= kLowScreen;
}

bool HasRoomForFilters(const AppState& state) {
  return !IsOnePane(state) && state.width >= kThreePaneMinWidth && !ShowsSecond(state);
}

bool ShowsFiltersBeside(const AppState& state) {
  return HasRoomForFilters(state) && !state.settings.hide_filters && ShowsListBeside(state);
}

bool ShowsListBeside(const AppState& state) {
  const bool review = state.route.page == Page::kReview;
  return !IsOnePane(state) && !(state.settings.hide_list && review);
}

bool HasRoomForSecond(const AppState& state) {
  return state.open_review >= 0 && !IsOnePane(state) && state.width >= kSecondMinWidth;
}

bool ShowsSecond(const AppState& state) {
  return HasRoomForSecond(state) && state.second_review() != nullptr;
}

namespace {

constexpr float kLeastBeside = 400;  // of a pane that is read in

// The pane as `wanted`, 0 for `usual`, in a screen that has `room` for it.
PaneWidth WithinRoom(float wanted, float usual, float least, float room) {
  const float most = std::max(least, std::min(kMostPane, room));
  return {std::clamp(wanted > 0 ? wanted : usual, std::min(usual, least), most), least, most};
}

float ScreenWidth(const AppState& state) {
  return state.width - state.insets.left - state.insets.right;
}

}  // namespace

PaneWidth FiltersWidth(const AppState& state) {
  const float room = ScreenWidth(state) - kCatalogWidth - kLeastBeside;
  return WithinRoom(state.settings.filters_width, kFiltersWidth, kLeastPane, room);
}

PaneWidth ListWidth(const AppState& state) {
  constexpr float kLeastList = 280, kShare = 0.4f;
  const float screen = ScreenWidth(state);
  const float filters = ShowsFiltersBeside(state) ? FiltersWidth(state).width : 0;
  const float read = ShowsSecond(state) ? 2 * kLeastBeside : kLeastBeside;
  const float usual = ShowsSecond(state) ? kLeastList : kCatalogWidth;
  return WithinRoom(state.settings.list_width, std::min(usual, screen * kShare), kLeastList,
                    screen - filters - read);
}

BarHeights HeightsOfBars(const AppState& state) {
  if (!IsOnePane(state)) return {};
  BarHeights heights;
  const bool review = state.route.page == Page::kReview;
  if (IsAlone(state)) return {};
  heights.top = review ? kReviewBarHeight : kHeaderHeight;
  // While one types in the search, its results begin right below it.
  const bool typing = state.insets.keyboard > 0;
  if (state.route.page == Page::kCatalog && !typing) heights.top += state.bars.catalog_bar;
  if (HasBottomBar(state) && !typing) heights.bottom = kBottomBarHeight;
  if (state.listening.on() && review) heights.bottom += kListenBarHeight;
  return heights;
}

bool ShowsBars(const AppState& state) {
  return !IsOnePane(state) || (!state.bars.away && state.insets.keyboard <= 0);
}

bool ShowsTopBar(const AppState& state) { return ShowsBars(state) || state.search.focused; }

float ShownShare(const AppState& state, bool& moves) {
  const Bars& bars = state.bars;
  const float wanted = ShowsBars(state) ? 1.0f : 0.0f;
  const double now = CurrentSeconds(), passed = now - bars.drawn_at;
  const bool known = bars.drawn_at >= 0;
  bars.drawn_at = now;
  moves = false;
  if (!known || ReducesMotion(state) || wanted == bars.shown) return bars.shown = wanted;
  // After a rest the first step is one frame's.
  const double step = std::min(passed, 0.016) * kMilliseconds / motion::kSlow;
  const float by = static_cast<float>(step);
  bars.shown =
      wanted > bars.shown ? std::min(wanted, bars.shown + by) : std::max(wanted, bars.shown - by);
  moves = bars.shown != wanted;
  return bars.shown;
}

void BringBars(AppState& state) {
  state.bars.away = false;
  state.bars.down = false;
  state.bars.turned = state.scroll(OnePane(state));
}

void FollowScrolling(Pane pane, float before, AppState& state) {
  if (!IsOnePane(state) || pane != OnePane(state)) return;
  Bars& bars = state.bars;
  const float top = state.scroll(pane);
  if (top == before) return;
  const bool down = top > before;
  if (down != bars.down) {
    bars.down = down;
    bars.turned = before;
  }
  const float most = bars.most[static_cast<size_t>(pane)];
  const bool at_end = top <= kAtEnd || (most > 0 && top >= most - kAtEnd);
  if (at_end || (!down && bars.turned - top >= kComeAfter)) {
    bars.away = false;
  } else if (down && top - bars.turned >= kGoAfter && top > kHeaderHeight) {
    bars.away = true;
  }
}

}  // namespace skira::app
