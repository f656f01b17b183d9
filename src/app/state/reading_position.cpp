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
// A record keeps a share in hundredths.
constexpr float kSameShare = 0.005f;

int64_t NowInMilliseconds() {
  using std::chrono::milliseconds;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<milliseconds>(now).count();
}

}  // namespace

int FirstBlockInSight(const AppState& state, float top) {
  float into = 0;
  return FirstBlockInSight(state, top, into);
}

int FirstBlockInSight(const AppState& state, float top, float& into) {
  const float y = top - state.place.text_top;
  into = 0;
  for (const ArticleItem& item : state.article.items) {
    if (item.block < 0 || item.box.y + item.box.height <= y) continue;
    into = std::clamp((y - item.box.y) / item.box.height, 0.0f, 1.0f);
    return item.block;
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
  ResumeReading(state);
}

void ResumeReading(AppState& state) {
  const Review* review = state.review();
  if (review == nullptr) return;
  const ReviewMarks& marks = MarksOf(state.user, review->id);
  const bool begun = marks.block > 0 || marks.into > 0;
  if (!begun || state.route.block >= 0) return;
  state.place.wanted = marks.block;
  state.place.resumed_into = marks.into;
  state.place.read = true;
}

void KeepPositionHere(AppState& state) {
  const Review* review = state.review();
  if (review == nullptr || state.place.view <= 0) return;
  const float top = state.scroll(Pane::kReview);
  // A glance at the beginning is no reading, nor is what opening a result has scrolled; who goes
  // back to the beginning is there.
  const bool glance = top <= 0 && !state.place.read;
  if (glance || state.place.wanted >= 0 || std::abs(top - state.place.gone_to) < kSamePlace) return;
  KeepPosition here{review->id, ReadingProgress(state), 0};
  if (top >= state.place.text_end && !state.article.items.empty()) {
    // All of it is above what is in sight.
    here.block = state.article.items.back().block;
    here.into = 1;
  } else if (top > 0) {
    here.block = FirstBlockInSight(state, top, here.into);
  }
  state.place.read = true;
  const ReviewMarks& marks = MarksOf(state.user, review->id);
  const bool same = here.block == marks.block && std::abs(here.into - marks.into) < kSameShare;
  if (here.progress <= marks.progress && same) return;
  Apply(here, state);
}

void WantBlock(int block, bool smooth, AppState& state) {
  state.place.wanted = block;
  state.place.smooth = smooth;
  state.place.resumed_into = -1;
}

void ScrollToWanted(AppState& state) {
  ReadingPosition& place = state.place;
  if (place.wanted < 0 || place.view <= 0 || state.article.review != state.open_review) return;
  const auto& items = state.article.items;
  const auto item = std::find_if(items.begin(), items.end(),
                                 [&](const ArticleItem& one) { return one.block >= place.wanted; });
  if (item != items.end()) {
    const bool resumed = place.resumed_into >= 0;
    const float above = resumed ? -place.resumed_into * item->box.height : kRoomAbove;
    const float top = std::max(0.0f, place.text_top + item->box.y - above);
    Apply(ScrollTo{Pane::kReview, top, place.smooth && !resumed}, state);
    place.shown = resumed ? -1 : item->block;
    place.since = -1;
  }
  place.wanted = -1;
  place.resumed_into = -1;
}

void Do(const KeepPosition& action, AppState& state) {
  MarkDirty(MarksKey(action.review), state);
  ReviewMarks& marks = state.user.marks[action.review];
  const float before = marks.progress;
  marks.progress = std::max(marks.progress, action.progress);
  marks.block = action.block;
  marks.into = action.into;
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
