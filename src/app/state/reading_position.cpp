#include "app/state/reading_position.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace skira::app {
namespace {

// What stays free above a block that was scrolled to, CSS px.
constexpr float kRoomAbove = 24;
// The page tells how far a pane is scrolled in its own steps, CSS px.
constexpr float kSamePlace = 1;

int64_t NowInMilliseconds() {
  using std::chrono::milliseconds;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<milliseconds>(now).count();
}

}  // namespace

int FirstBlockInSight(const AppState& state, float top) {
  const float y = top - state.place.text_top;
  for (const ArticleItem& item : state.article.items) {
    if (item.block >= 0 && item.box.y + item.box.height > y) return item.block;
  }
  return 0;
}

float ReadingProgress(const AppState& state) {
  const ReadingPosition& place = state.place;
  if (state.open_review < 0 || place.view <= 0) return 0;
  const float way = place.text_end - place.view;
  return way <= 0 ? 1 : std::clamp(state.scroll(Pane::kReview) / way, 0.0f, 1.0f);
}

int MinutesLeft(const AppState& state) {
  const Review* review = state.review();
  if (review == nullptr) return 0;
  const float progress = ReadingProgress(state);
  if (progress >= kReadProgress) return 0;
  const auto minutes = static_cast<float>(ReadingMinutes(*review));
  return std::max(1, static_cast<int>(std::ceil(minutes * (1 - progress) - 0.01f)));
}

bool ReducesMotion(const AppState& state) {
  return state.settings.reduce_motion || state.system.reduced_motion;
}

double CurrentSeconds() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration<double>(now).count();
}

void BeginReading(AppState& state) {
  state.place = {};
  const Review* review = state.review();
  if (review == nullptr) return;
  ReviewMarks& marks = state.user.marks[review->id];
  marks.opened = NowInMilliseconds();
  MarkDirty(MarksKey(review->id), state);
  const bool midway = marks.progress >= kLeastOffer && marks.progress <= kMostOffer;
  if (midway && state.route.block < 0) state.place.offered = marks.block;
}

void KeepPositionHere(AppState& state) {
  const Review* review = state.review();
  if (review == nullptr || state.place.view <= 0) return;
  const float top = state.scroll(Pane::kReview);
  // A glance at the beginning is no reading, nor is what opening a result has scrolled.
  if (top <= 0 || std::abs(top - state.place.gone_to) < kSamePlace) return;
  const KeepPosition here{review->id, ReadingProgress(state), FirstBlockInSight(state, top)};
  const ReviewMarks& marks = MarksOf(state.user, review->id);
  if (here.progress <= marks.progress && here.block == marks.block) return;
  Apply(here, state);
}

void WantBlock(int block, bool smooth, AppState& state) {
  state.place.wanted = block;
  state.place.smooth = smooth;
  state.place.offered = -1;
}

void ScrollToWanted(AppState& state) {
  ReadingPosition& place = state.place;
  if (place.wanted < 0 || place.view <= 0 || state.article.review != state.open_review) return;
  const auto& items = state.article.items;
  const auto item = std::find_if(items.begin(), items.end(),
                                 [&](const ArticleItem& one) { return one.block >= place.wanted; });
  if (item != items.end()) {
    const float top = std::max(0.0f, place.text_top + item->box.y - kRoomAbove);
    Apply(ScrollTo{Pane::kReview, top, place.smooth}, state);
    place.shown = item->block;
    place.since = -1;
  }
  place.wanted = -1;
}

void Do(const KeepPosition& action, AppState& state) {
  MarkDirty(MarksKey(action.review), state);
  ReviewMarks& marks = state.user.marks[action.review];
  const float before = marks.progress;
  marks.progress = std::max(marks.progress, action.progress);
  marks.block = action.block;
  // Once: who sets a review unread again is not overruled.
  if (before >= kReadProgress || marks.progress < kReadProgress) return;
  marks.read = true;
  ++state.revision;
}

void Do(const ShowBlock& action, AppState& state) {
  state.overlay = Overlay::kNone;
  WantBlock(action.block, true, state);
}

}  // namespace skira::app
