#include <algorithm>
#include <cmath>
#include <string>

#include "reader/article.h"
#include "reader/cut.h"
#include "reader/views.h"
#include "reader/widgets.h"

namespace skira::reader {
namespace {

using typeset::Family;

constexpr float kPadding = 20;
// Twins of rows beyond the visible ones, so that find in page and screen readers reach them; the
// window moves in steps, so that scrolling seldom rebuilds it.
constexpr int kTwinMargin = 500;
constexpr int kTwinStep = 250;

const Review& RowReview(const AppState& state, int row) {
  return state.catalog.reviews[state.listing.order[row]];
}

std::string RowTitle(const AppState& state, const Review& review) {
  return review.title.value_or(Text(Str::untitled, state.language()));
}

std::string RowDetails(const AppState& state, const Review& review) {
  std::string details =
      review.date ? PrintedDate(*review.date) : Text(Str::date_unknown, state.language());
  details.append(" · ").append(KindName(review.kind, state.language()));
  details.append(" · ").append(
      Counted(Str::reading_minute, Str::reading_minutes, ReadingMinutes(review), state.language()));
  return details;
}

Twin RowTwin(const AppState& state, int index, float width) {
  const Review& review = RowReview(state, index);
  Twin link{.role = Role::kLink, .id = review.id, .box = {0, 0, width, kRowHeight}};
  link.name = RowTitle(state, review) + ", " + RowDetails(state, review);
  link.href = RouteHash({.page = Route::Page::kReview, .id = review.id});
  link.current = state.listing.order[index] == state.open_review;
  Twin item{.role = Role::kListItem,
            .id = review.id,
            .box = {0, static_cast<float>(index) * kRowHeight, width, kRowHeight}};
  item.position = index + 1;
  item.set_size = static_cast<int>(state.listing.order.size());
  item.children.push_back(std::move(link));
  return item;
}

void ReportList(const AppState& state, Ui& ui, const Box& box, int first, int last) {
  const int count = static_cast<int>(state.listing.order.size());
  const int from = std::max(0, (first - kTwinMargin) / kTwinStep * kTwinStep);
  const int to = std::min(count, (last + kTwinMargin) / kTwinStep * kTwinStep + kTwinStep);
  Twin navigation{.role = Role::kNavigation, .id = "catalog", .box = box};
  uint64_t version = state.catalog_revision;
  version = version * 1000003 + static_cast<uint64_t>(from);
  version = version * 1000003 + static_cast<uint64_t>(to);
  version = version * 1000003 + static_cast<uint64_t>(state.open_review + 1);
  ui.AddTwin(std::move(navigation), version, [&](Twin& twin) {
    Twin list{.role = Role::kList,
              .id = "catalog-list",
              .name = Text(Str::catalog, state.language()),
              .box = {0, 0, box.width, box.height},
              .scroll_height = static_cast<float>(count) * kRowHeight};
    list.children.reserve(static_cast<size_t>(to - from));
    for (int i = from; i < to; ++i) list.children.push_back(RowTwin(state, i, box.width));
    twin.children.push_back(std::move(list));
  });
}

}  // namespace

void CatalogView(AppState& state, Ui& ui, const Box& box) {
  ui.FillRect(box, ui.theme().panel);
  const Box list = box;
  const int count = static_cast<int>(state.listing.order.size());
  const float text_width = box.width - 2 * kPadding;
  const float scrolled = state.scroll(Pane::kCatalog);
  const int first = std::clamp(static_cast<int>(scrolled / kRowHeight), 0, count);
  const int last = std::min(count, static_cast<int>((scrolled + list.height) / kRowHeight) + 1);

  ui.PushPane(list);
  for (int i = first; i < last; ++i) {
    const float y = list.y + static_cast<float>(i) * kRowHeight - scrolled;
    const Box row_box{list.x, y, list.width, kRowHeight};
    if (state.listing.order[i] == state.open_review) {
      ui.FillRect(row_box, ui.theme().selected);
      ui.FillRect({list.x + list.width - 4, y, 4, kRowHeight}, ui.theme().accent);
    } else if (ui.Hovered(row_box)) {
      ui.FillRect(row_box, ui.theme().hover);
    }
    const Review& review = RowReview(state, i);
    Cut cut(Inset(row_box, kPadding, 12), ui.rtl());
    DrawText(ui, cut.Top(46), RowTitle(state, review),
             {.size = 18,
              .weight = 700,
              .ink = Ink::kStrong,
              .family = Family::kSerif,
              .max_lines = 2,
              .own_direction = true});
    DrawText(ui, cut.rest(), RowDetails(state, review),
             {.size = type_size::kCaption, .ink = Ink::kMuted});
    ui.HorizontalLine(list.x + kPadding, y + kRowHeight - 1, text_width, ui.theme().line);
  }
  ui.PopPane();
  ReportList(state, ui, list, first, last);
}

}  // namespace skira::reader
