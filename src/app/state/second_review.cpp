#include "app/state/second_review.h"

#include <utility>

#include "app/state/announcements.h"
#include "app/state/bars.h"
#include "review/join.h"

namespace skira::app {

void FindSecond(AppState& state) {
  SecondReview& second = state.second;
  second.article = {};
  const bool whole = state.library.set.reviews() == 0;  // as of the open review
  second.index = second.id.empty() ? -1 : IndexOfId(second.id, state.catalog.reviews, whole);
}

void Do(const ReadBeside& action, AppState& state) {
  state.second = {.id = action.review};
  FindSecond(state);
  Apply(ScrollTo{Pane::kSecond, 0}, state);
  if (state.second.index < 0) return;
  // It begins where it is read now.
  if (action.review == state.route.id) {
    Apply(ScrollTo{Pane::kSecond, state.scroll(Pane::kReview)}, state);
    state.second.block_scroll = state.block_scroll;
  }
  ShowNoticeText(Text(Str::beside_kept, state.language()), state);
}

void Do(const SwapReviews&, AppState& state) {
  if (!ShowsSecond(state)) return;
  const float open = state.scroll(Pane::kReview), second = state.scroll(Pane::kSecond);
  SecondReview now{.id = state.review()->id, .block_scroll = state.block_scroll};
  const SecondReview before = std::exchange(state.second, std::move(now));
  FindSecond(state);
  Apply(Navigate{{.page = Route::Page::kReview, .id = before.id}}, state);
  // Each stands where it stood.
  state.place.wanted = -1;
  state.block_scroll = before.block_scroll;
  Apply(ScrollTo{Pane::kReview, second}, state);
  Apply(ScrollTo{Pane::kSecond, open}, state);
}

}  // namespace skira::app
