#include "app/state/review_hits.h"

#include <algorithm>

#include "app/article/article_highlights.h"
#include "app/state/app_state.h"
#include "app/state/reading_position.h"
#include "review/markdown.h"

namespace skira::app {
namespace {

// What stays free above a word that was gone to, as a share of the pane's height.
constexpr float kShareAbove = 0.3f;
// A word above this share of the pane is in sight when the review is opened.
constexpr float kShareInSight = 0.8f;

}  // namespace

void FollowHits(AppState& state) {
  ReviewHits& hits = state.hits;
  const std::string& text = state.list.text;
  if (hits.review == state.open_review && hits.catalog_revision == state.catalog_revision &&
      hits.text == text) {
    return;
  }
  const bool other = hits.review != state.open_review || hits.text != text;
  std::vector<Passage> before;
  before.swap(hits.passages);
  hits.review = state.open_review;
  hits.catalog_revision = state.catalog_revision;
  hits.text = text;
  if (other) {
    hits.current = -1;
    hits.dismissed = false;
  }
  const Review* review = state.review();
  if (review != nullptr && !text.empty()) {
    const Highlighter marker(state.index, text);
    for (size_t i = 0; i < review->blocks.size(); ++i) {
      const int block = static_cast<int>(i);
      for (const ByteRange& range : marker.HitsIn(PlainText(review->blocks[i]))) {
        hits.passages.push_back({{block, range.begin}, {block, range.end}});
      }
    }
  }
  hits.current = std::min(hits.current, static_cast<int>(hits.passages.size()) - 1);
  if (other || hits.passages != before) ++hits.number;
}

bool HasHits(const AppState& state) {
  return state.open_review >= 0 && state.hits.review == state.open_review &&
         !state.hits.passages.empty();
}

bool ShowsHitsBar(const AppState& state) {
  return HasHits(state) && !state.hits.dismissed && !state.listening.on() &&
         state.place.offered < 0;
}

int HitsBetween(const ReviewHits& hits, int first, int last) {
  return static_cast<int>(std::count_if(
      hits.passages.begin(), hits.passages.end(),
      [&](const Passage& hit) { return hit.from.block >= first && hit.from.block < last; }));
}

void WantFirstHit(AppState& state) {
  const std::vector<int>& results = state.listing.order;
  state.place.to_hit =
      state.open_review >= 0 && !state.list.text.empty() && state.route.block < 0 &&
      state.place.offered < 0 &&
      std::find(results.begin(), results.end(), state.open_review) != results.end();
}

void ShowFirstHit(AppState& state) {
  ReadingPosition& place = state.place;
  if (!place.to_hit || place.view <= 0 || state.article.review != state.open_review) return;
  place.to_hit = false;
  // The user has scrolled already, or is on the way elsewhere.
  if (!HasHits(state) || place.wanted >= 0 || state.scroll(Pane::kReview) > 0) return;
  ReviewHits& hits = state.hits;
  hits.current = 0;
  ++hits.number;
  const PassageBox box = BoxOf(state.article, hits.passages[0]);
  const float y = place.text_top + box.first.y;
  if (box.empty() || y + box.first.height <= kShareInSight * place.view) return;
  const float last = place.text_end - place.view;
  place.gone_to = std::max(0.0f, std::min(last, y - kShareAbove * place.view));
  Apply(ScrollTo{Pane::kReview, place.gone_to, false}, state);
}

void Do(const ShowHit& action, AppState& state) {
  FollowHits(state);
  if (!HasHits(state)) return;
  ReviewHits& hits = state.hits;
  const int count = static_cast<int>(hits.passages.size());
  const int first = action.by > 0 ? -1 : 0;
  hits.current = ((std::max(hits.current, first) + action.by) % count + count) % count;
  hits.dismissed = false;
  ++hits.number;
  const Passage& hit = hits.passages[static_cast<size_t>(hits.current)];
  const PassageBox box =
      state.article.review == state.open_review ? BoxOf(state.article, hit) : PassageBox{};
  state.place.offered = -1;
  if (box.empty()) return WantBlock(hit.from.block, true, state);
  const float top = state.place.text_top + box.first.y - kShareAbove * state.place.view;
  Apply(ScrollTo{Pane::kReview, std::max(0.0f, top), true}, state);
}

void Do(const DismissHits&, AppState& state) {
  state.hits.dismissed = true;
  state.hits.current = -1;
  ++state.hits.number;
}

}  // namespace skira::app
