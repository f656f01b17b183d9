#include "app/state/review_hits.h"

#include <algorithm>

#include "app/article/article_highlights.h"
#include "app/model/record_limits.h"
#include "app/state/app_state.h"
#include "app/state/reading_position.h"
#include "review/markdown.h"

namespace skira::app {
namespace {

// What stays free above a word that was gone to, as a share of the pane's height.
constexpr float kShareAbove = 0.3f;
// A word above this share of the pane is in sight when the review is opened.
constexpr float kShareInSight = 0.8f;

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// Where `wanted` is in the text as it is written, whatever the case of Latin letters.
std::vector<ByteRange> Occurrences(std::string_view text, std::string_view wanted) {
  std::vector<ByteRange> found;
  const auto same = [](char a, char b) { return Lower(a) == Lower(b); };
  for (auto at = text.begin();;) {
    at = std::search(at, text.end(), wanted.begin(), wanted.end(), same);
    if (at == text.end()) return found;
    const auto begin = static_cast<uint32_t>(at - text.begin());
    found.push_back({begin, begin + static_cast<uint32_t>(wanted.size())});
    at += static_cast<std::ptrdiff_t>(wanted.size());
  }
}

// The words of the review that answer a search.
std::vector<Passage> Answers(const Review& review, const SearchIndex& index,
                             const std::string& text) {
  std::vector<Passage> passages;
  const Highlighter marker(index, text);
  for (size_t i = 0; i < review.blocks.size(); ++i) {
    const int block = static_cast<int>(i);
    for (const ByteRange& range : marker.HitsIn(PlainText(review.blocks[i]))) {
      passages.push_back({{block, range.begin}, {block, range.end}});
    }
  }
  return passages;
}

// What is looked for in the review alone: as it is typed; where it is nowhere, its words in their
// other forms.
std::vector<Passage> Found(const Review& review, const SearchIndex& index,
                           const std::string& wanted) {
  std::vector<Passage> passages;
  for (size_t i = 0; i < review.blocks.size(); ++i) {
    const int block = static_cast<int>(i);
    for (const ByteRange& range : Occurrences(PlainText(review.blocks[i]), wanted)) {
      passages.push_back({{block, range.begin}, {block, range.end}});
    }
  }
  return passages.empty() ? Answers(review, index, wanted) : passages;
}

}  // namespace

void FollowHits(AppState& state) {
  ReviewHits& hits = state.hits;
  const std::string& text = hits.finding ? hits.wanted : state.list.text;
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
    hits.passages =
        hits.finding ? Found(*review, state.index, text) : Answers(*review, state.index, text);
  }
  hits.current = std::min(hits.current, static_cast<int>(hits.passages.size()) - 1);
  if (other || hits.passages != before) ++hits.number;
}

bool HasHits(const AppState& state) {
  return state.open_review >= 0 && state.hits.review == state.open_review &&
         !state.hits.passages.empty();
}

bool ShowsHitsBar(const AppState& state) {
  if (state.review() == nullptr || state.listening.on()) return false;
  return state.hits.finding || (HasHits(state) && !state.hits.dismissed);
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
      std::find(results.begin(), results.end(), state.open_review) != results.end();
  if (!state.place.to_hit || state.place.wanted < 0) return;
  // Who looks for words wants these, not where they stopped.
  FollowHits(state);
  if (!HasHits(state)) return;
  state.place.wanted = -1;
  state.place.resumed_into = -1;
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
  if (box.empty()) return WantBlock(hit.from.block, true, state);
  const float top = state.place.text_top + box.first.y - kShareAbove * state.place.view;
  Apply(ScrollTo{Pane::kReview, std::max(0.0f, top), true}, state);
}

void Do(const OpenFind&, AppState& state) {
  ReviewHits& hits = state.hits;
  if (!hits.finding) {
    hits.finding = true;
    hits.wanted = state.list.text;
    hits.dismissed = false;
    ++hits.number;
  }
  state.effects.push_back(effect::Focus{"find-field"});
}

void Do(const FindText& action, AppState& state) {
  ReviewHits& hits = state.hits;
  LimitsReached reached;
  hits.wanted = action.text;
  KeepWithin(Limit::kSearch, hits.wanted, reached);
  hits.current = -1;
  FollowHits(state);
  if (!HasHits(state)) return;
  // The first one from where one reads.
  const int here = FirstBlockInSight(state, state.scroll(Pane::kReview));
  const auto next = std::find_if(hits.passages.begin(), hits.passages.end(),
                                 [here](const Passage& hit) { return hit.from.block >= here; });
  const auto index = static_cast<int>(next - hits.passages.begin());
  hits.current = next == hits.passages.end() ? -1 : index - 1;
  Do(ShowHit{1}, state);
}

void Do(const CloseFind&, AppState& state) {
  state.hits.finding = false;
  FollowHits(state);
  Do(DismissHits{}, state);
}

bool FindKey(std::string_view key, AppState& state) {
  if (key == "Enter" || key == "ArrowDown") {
    Apply(ShowHit{1}, state);
  } else if (key == "ArrowUp") {
    Apply(ShowHit{-1}, state);
  } else if (key == "Escape") {
    Apply(CloseFind{}, state);
    state.effects.push_back(effect::Focus{"review"});
  } else {
    return false;
  }
  return true;
}

void Do(const DismissHits&, AppState& state) {
  state.hits.dismissed = true;
  state.hits.current = -1;
  ++state.hits.number;
}

}  // namespace skira::app
