#include <algorithm>
#include <cmath>
#include <string>

#include "reader/views.h"

namespace skira::reader {
namespace {

using typeset::Align;
using typeset::Direction;
using typeset::Family;

constexpr float kPadding = 20;
// Twins of rows beyond the visible ones, so that find in page and screen readers reach them; the
// window moves in steps, so that scrolling seldom rebuilds it.
constexpr int kTwinMargin = 500;
constexpr int kTwinStep = 250;

const Review& RowReview(const AppState& state, int row) {
  return state.catalog.reviews[state.order[row]];
}

Direction InterfaceDirection(const AppState& state) {
  return state.language == Language::kHebrew ? Direction::kRtl : Direction::kLtr;
}

std::string RowTitle(const AppState& state, const Review& review) {
  return review.title.value_or(Text(Str::untitled, state.language));
}

std::string RowDetails(const AppState& state, const Review& review) {
  std::string details =
      review.date ? PrintedDate(*review.date) : Text(Str::date_unknown, state.language);
  details.append(" · ").append(KindName(review.kind, state.language));
  details.append(" · ").append(
      Counted(Str::reading_minute, Str::reading_minutes, ReadingMinutes(review), state.language));
  return details;
}

void LayoutRow(const AppState& state, const typeset::FontSet& fonts, int index, float width,
               CatalogRow& row) {
  const Review& review = RowReview(state, index);
  row.width = width;
  row.title = LayoutText(
      fonts, RowTitle(state, review), {.family = Family::kSerif, .size = 18, .weight = 700},
      {.align = Align::kRight, .width = width, .line_height = 23, .max_lines = 2}, Ink::kStrong);
  row.details = LayoutText(fonts, RowDetails(state, review), {.family = Family::kSans, .size = 13},
                           {.direction = InterfaceDirection(state),
                            .align = Align::kRight,
                            .width = width,
                            .line_height = 20,
                            .max_lines = 1},
                           Ink::kMuted);
}

// The bar above the list: the name, what it is, how many reviews there are.
void HeaderBar(AppState& state, Ui& ui, const Box& box) {
  const float width = box.width - 2 * kPadding;
  const Direction direction = InterfaceDirection(state);
  const TextBox& name = ui.Label(
      Text(Str::app_name, state.language), {.family = Family::kSerif, .size = 26, .weight = 700},
      {.direction = direction, .align = Align::kRight, .width = width, .line_height = 32},
      Ink::kStrong);
  const TextBox& count =
      ui.Label(Counted(Str::review_count_one, Str::review_count,
                       static_cast<int>(state.order.size()), state.language),
               {.family = Family::kSans, .size = 14},
               {.direction = direction, .align = Align::kLeft, .width = width, .line_height = 32},
               Ink::kMuted);
  const float y = box.y + (box.height - 32) / 2;
  ui.Text(name, box.x + kPadding, y);
  ui.Text(count, box.x + kPadding, y + 2);
  ui.HorizontalLine(box.x, box.y + box.height - 1, box.width, ui.theme().line);
  Twin banner{.role = Role::kBanner, .id = "banner", .box = box};
  ui.AddTwin(std::move(banner), state.catalog_revision, [&](Twin& twin) {
    Twin heading{
        .role = Role::kHeading, .id = "name", .box = {kPadding, y - box.y, width, 32}, .level = 1};
    heading.lines = TwinLines(name);
    Twin status{.role = Role::kStatus, .id = "count", .box = {kPadding, y - box.y + 2, width, 32}};
    status.lines = TwinLines(count);
    twin.children = {std::move(heading), std::move(status)};
  });
}

Twin RowTwin(const AppState& state, int index, float width) {
  const Review& review = RowReview(state, index);
  Twin link{.role = Role::kLink, .id = review.id, .box = {0, 0, width, kRowHeight}};
  link.name = RowTitle(state, review) + ", " + RowDetails(state, review);
  link.href = RouteHash({Route::Page::kReview, review.id});
  link.current = state.order[index] == state.open_review;
  Twin item{.role = Role::kListItem,
            .id = review.id,
            .box = {0, static_cast<float>(index) * kRowHeight, width, kRowHeight}};
  item.position = index + 1;
  item.set_size = static_cast<int>(state.order.size());
  item.children.push_back(std::move(link));
  return item;
}

void ReportList(const AppState& state, Ui& ui, const Box& box, int first, int last) {
  const int count = static_cast<int>(state.order.size());
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
              .name = Text(Str::catalog, state.language),
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
  HeaderBar(state, ui, {box.x, box.y, box.width, kHeaderHeight});
  const Box list{box.x, box.y + kHeaderHeight, box.width, box.height - kHeaderHeight};
  const int count = static_cast<int>(state.order.size());
  const float text_width = box.width - 2 * kPadding;
  const int first = std::clamp(static_cast<int>(state.catalog_scroll / kRowHeight), 0, count);
  const int last =
      std::min(count, static_cast<int>((state.catalog_scroll + list.height) / kRowHeight) + 1);

  ui.PushPane(list);
  for (int i = first; i < last; ++i) {
    const float y = list.y + static_cast<float>(i) * kRowHeight - state.catalog_scroll;
    const Box row_box{list.x, y, list.width, kRowHeight};
    const bool open = state.order[i] == state.open_review;
    if (open) {
      ui.FillRect(row_box, ui.theme().selected);
      ui.FillRect({list.x + list.width - 4, y, 4, kRowHeight}, ui.theme().accent);
    } else if (ui.Hovered(row_box)) {
      ui.FillRect(row_box, ui.theme().hover);
    }
    CatalogRow& row = state.rows[i];
    if (row.width != text_width) LayoutRow(state, ui.fonts(), i, text_width, row);
    const float gap = (kRowHeight - row.title.layout.height - row.details.layout.height - 4) / 2;
    ui.Text(row.title, list.x + kPadding, y + gap);
    ui.Text(row.details, list.x + kPadding, y + gap + row.title.layout.height + 4);
    ui.HorizontalLine(list.x + kPadding, y + kRowHeight - 1, text_width, ui.theme().line);
  }
  ui.PopPane();
  ReportList(state, ui, list, first, last);
}

}  // namespace skira::reader
