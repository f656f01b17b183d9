#include "reader/reader.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "reader/theme.h"
#include "reader/views.h"
#include "review/json.h"

namespace skira::reader {
namespace {

constexpr std::string_view kReviewPrefix = "#/r/";

void FindOpenReview(AppState& state) {
  state.open_review = -1;
  if (state.route.page != Route::Page::kReview) return;
  const auto& reviews = state.catalog.reviews;
  const auto found = std::find_if(reviews.begin(), reviews.end(), [&](const Review& review) {
    return review.id == state.route.review;
  });
  if (found != reviews.end()) state.open_review = static_cast<int>(found - reviews.begin());
}

// The day a review is listed under: its own, else the one its neighbours tell.
Date SortDate(const Review& review) {
  return review.date.value_or(review.date_inferred.value_or(Date{}));
}

void Do(const Navigate& action, AppState& state) {
  if (action.route == state.route) return;
  state.route = action.route;
  FindOpenReview(state);
  if (state.route.page == Route::Page::kReview) {
    state.review_scroll = 0;
    state.block_scroll.clear();
    state.scroll_review_to = 0;
  }
}

void Do(const Scroll& action, AppState& state) {
  (action.pane == Pane::kCatalog ? state.catalog_scroll : state.review_scroll) = action.top;
}

void Do(const ScrollBlock& action, AppState& state) {
  constexpr int kMostBlocks = 1 << 20;  // whatever a page may ask for
  if (action.block < 0 || action.block >= kMostBlocks) return;
  const size_t block = static_cast<size_t>(action.block);
  if (block >= state.block_scroll.size()) state.block_scroll.resize(block + 1, 0);
  state.block_scroll[block] = action.left;
}

void Do(const Resize& action, AppState& state) {
  state.width = action.width;
  state.height = action.height;
  state.ratio = action.ratio;
}

void Do(const SetTheme& action, AppState& state) { state.theme = action.theme; }

void Do(const SetLanguage& action, AppState& state) {
  if (state.language == action.language) return;
  state.language = action.language;
  state.rows.assign(state.order.size(), {});
  ++state.catalog_revision;
}

}  // namespace

Route ParseRoute(std::string_view hash) {
  if (hash.substr(0, kReviewPrefix.size()) != kReviewPrefix) return {};
  std::string_view id = hash.substr(kReviewPrefix.size());
  id = id.substr(0, id.find('?'));
  if (id.empty()) return {};
  return {Route::Page::kReview, std::string(id)};
}

std::string RouteHash(const Route& route) {
  if (route.page == Route::Page::kCatalog) return "#/";
  return std::string(kReviewPrefix) + route.review;
}

void Apply(const Action& action, AppState& state) {
  std::visit([&state](const auto& one) { Do(one, state); }, action);
}

void SetCatalog(Catalog catalog, AppState& state) {
  state.article = {};  // before the formulas that it points to
  state.math = MathLibrary(std::exchange(catalog.math, {}));
  state.catalog = std::move(catalog);
  const auto& reviews = state.catalog.reviews;
  state.order.resize(reviews.size());
  std::iota(state.order.begin(), state.order.end(), 0);
  std::stable_sort(state.order.begin(), state.order.end(),
                   [&](int a, int b) { return SortDate(reviews[a]) > SortDate(reviews[b]); });
  state.rows.assign(reviews.size(), {});
  state.catalog_scroll = 0;
  state.block_scroll.clear();
  ++state.catalog_revision;
  FindOpenReview(state);
}

std::optional<std::string> Reader::LoadExport(std::string_view json) {
  JsonError error;
  std::optional<Catalog> catalog = ReadJson(json, error);
  if (!catalog) return "line " + std::to_string(error.line) + ": " + error.reason;
  SetCatalog(*std::move(catalog), state_);
  ui_.SetOutlines(state_.math.outlines());
  script_search_.Forget();
  return std::nullopt;
}

void Reader::Frame(ImDrawList* draw, ImTextureID texture, ImVec2 pointer) {
  const Box all{0, 0, state_.width, state_.height};
  ui_.Begin(draw, texture, state_.ratio, ThemeOf(state_.theme), all, pointer);
  ui_.FillRect(all, ui_.theme().page);
  if (state_.width >= kTwoPaneMinWidth) {
    // The catalog at the right, the review at the left.
    const Box catalog{state_.width - kCatalogWidth, 0, kCatalogWidth, state_.height};
    CatalogView(state_, ui_, catalog);
    ReviewView(state_, ui_, {0, 0, state_.width - kCatalogWidth, state_.height}, false);
    ui_.FillRect({catalog.x, 0, 1, state_.height}, ui_.theme().line);
  } else if (state_.route.page == Route::Page::kCatalog) {
    CatalogView(state_, ui_, all);
  } else {
    ReviewView(state_, ui_, all, true);
  }
  ui_.End();
}

std::optional<float> Reader::TakeScroll() {
  const float top = std::exchange(state_.scroll_review_to, -1.0f);
  if (top < 0) return std::nullopt;
  return top;
}

}  // namespace skira::reader
