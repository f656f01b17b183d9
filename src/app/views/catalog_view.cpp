// The catalog: what is listed and how, then the rows. Rows and headings have fixed heights, so that
// only what is in sight is drawn, however long the list.
#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "app/state/bars.h"
#include "app/state/row_texts.h"
#include "app/ui/split_box.h"
#include "app/ui/widgets.h"
#include "app/views/catalog_list.h"
#include "app/views/views.h"

namespace skira::app {
namespace {

using typeset::Family;

constexpr float kSide = 20;  // px free at a row's sides

constexpr TextLook kTitle{.size = 17,
                          .weight = 700,
                          .ink = Ink::kStrong,
                          .family = Family::kSerif,
                          .max_lines = 2,
                          .own_direction = true};
constexpr TextLook kDetails{.size = type_size::kCaption, .ink = Ink::kMuted};
constexpr TextLook kSnippet{.size = type_size::kSmall, .own_direction = true};
constexpr TextLook kGroup{.size = type_size::kSmall, .weight = 700, .ink = Ink::kStrong};
constexpr float kTwoTitleLines = 34;  // a title so high has two
constexpr float kDetailsHeight = 18, kRowChip = 22, kSnippetLine = 20, kMark = 16;
constexpr float kTeaserGap = 3;  // a card is as high without a search as it was with topics alone

// --- Rows ----------------------------------------------------------------------------------------

// The user's marks, from the row's end.
void DrawMarks(const AppState& state, Ui& ui, const Review& review, SplitBox& cut) {
  const ReviewMarks& marks = MarksOf(state.user, review.id);
  if (marks.starred) ui.DrawIcon(Icon::star_full, cut.End(kMark), kMark, ui.theme().accent);
  if (marks.starred && marks.read) cut.End(space::kTiny);
  if (marks.read) ui.DrawIcon(Icon::check, cut.End(kMark), kMark, ui.theme().muted);
  if (marks.starred || marks.read) cut.End(space::kSmall);
}

// As many topics as there is room for. On the ground of a row that is hovered or open a chip keeps
// its shape by another one.
void DrawTopics(Ui& ui, SplitBox cut, const RowText& row, bool raised) {
  constexpr TextLook kTopic{.size = type_size::kCaption, .ink = Ink::kText, .own_direction = true};
  constexpr float kInside = 9;
  for (const std::string& topic : row.topics) {
    const float width = TextWidth(ui, topic, kTopic) + 2 * kInside;
    if (width > cut.rest().width) return;
    const Box line = cut.Start(width), chip = Centred(line, width, kRowChip);
    ui.FillRect(chip, raised ? ui.theme().page : ui.theme().control, kRowChip / 2);
    DrawText(ui, Inset(chip, kInside, 0), topic, kTopic);
    cut.Start(6);
  }
}

void DrawProgress(const AppState& state, Ui& ui, const Review& review, const Box& row) {
  const ReviewMarks& marks = MarksOf(state.user, review.id);
  if (marks.read || marks.progress <= 0) return;
  const float width = (row.width - 2 * kSide) * std::min(marks.progress, 1.0f);
  ui.FillRect({ui.rtl() ? row.x + row.width - kSide - width : row.x + kSide, row.y + row.height - 3,
               width, 3},
              ui.theme().accent);
}

void DrawCard(const AppState& state, Ui& ui, const Box& box, int row, bool raised) {
  const Review& review = ListedReview(state, row);
  const RowText& text = RowTextOf(state, state.listing.order[static_cast<size_t>(row)], state.rows);
  // Lines of text: why it was found, or how it begins; topics stand beside the details then.
  const bool found = !text.snippet.text.empty();
  const bool searched = !state.list.text.empty();
  TextLook title = kTitle;
  title.marks = text.title_hits;
  if (MarksOf(state.user, review.id).read) title.ink = Ink::kMuted;
  const float width = box.width - 2 * kSide;
  const float title_height = TextHeight(ui, text.title, title, width);
  const bool chips = !found && !text.topics.empty();
  const float gap = searched || !found ? space::kSmall : kTeaserGap;
  // A short title leaves a line more to the text: cards are filled alike.
  const int lines = title_height < kTwoTitleLines ? 3 : 2;
  const float snippet_height = kSnippetLine * static_cast<float>(lines);
  const float below = found ? gap + snippet_height : chips ? gap + kRowChip : 0;
  const float height = title_height + gap + kDetailsHeight + below;
  SplitBox cut(Centred(box, width, height), ui.rtl());
  DrawText(ui, cut.Top(title_height), text.title, title);
  cut.Top(gap);
  SplitBox details(cut.Top(kDetailsHeight), ui.rtl());
  DrawMarks(state, ui, review, details);
  const float wide = TextWidth(ui, text.details, kDetails);
  DrawText(ui, details.Start(wide), text.details, kDetails);
  details.Start(space::kSmall);
  cut.Top(gap);
  if (found) {
    // Why it was found says more about a result than its topics.
    if (text.reason.empty()) {
      DrawTopics(ui, details, text, raised);
    } else {
      TextLook reason = kDetails;
      reason.own_direction = true;
      DrawText(ui, details.rest(), text.reason, reason);
    }
    TextLook snippet = kSnippet;
    snippet.marks = text.snippet.hits;
    snippet.max_lines = lines;
    const Box room = cut.Top(snippet_height);
    const float high = TextHeight(ui, text.snippet.text, snippet, room.width);
    DrawText(ui, {room.x, room.y, room.width, high}, text.snippet.text, snippet);
  } else if (chips) {
    DrawTopics(ui, SplitBox(cut.Top(kRowChip), ui.rtl()), text, raised);
  }
  DrawProgress(state, ui, review, box);
}

void DrawTableRow(const AppState& state, Ui& ui, const Box& box, int row, bool raised) {
  const Review& review = ListedReview(state, row);
  const RowText& text = RowTextOf(state, state.listing.order[static_cast<size_t>(row)], state.rows);
  const TableColumns columns(box.width);
  SplitBox cut(Inset(box, kSide, 0), ui.rtl());
  SplitBox marks(cut.End(columns.marks), ui.rtl());
  DrawMarks(state, ui, review, marks);
  if (columns.minutes > 0) DrawText(ui, cut.End(columns.minutes), text.minutes, kDetails);
  if (columns.kind > 0) DrawText(ui, cut.End(columns.kind), text.kind, kDetails);
  if (columns.topics > 0) {
    const Box room = cut.End(columns.topics);
    DrawTopics(ui, SplitBox(room, ui.rtl()), text, raised);
  }
  if (columns.date > 0) DrawText(ui, cut.End(columns.date), text.date, kDetails);
  TextLook title{
      .size = type_size::kBody, .weight = 700, .ink = Ink::kStrong, .own_direction = true};
  title.marks = text.title_hits;
  if (MarksOf(state.user, review.id).read) title.ink = Ink::kMuted;
  cut.End(space::kMedium);
  DrawText(ui, cut.rest(), text.title, title);
  DrawProgress(state, ui, review, box);
}

void DrawRow(const AppState& state, Ui& ui, const Box& box, int row) {
  const bool open = state.listing.order[static_cast<size_t>(row)] == state.open_review;
  const bool raised = open || ui.Hovered(box);
  if (raised) {
    ui.FillRect(box, open ? ui.theme().selected : ui.theme().hover);
  }
  if (open) {
    ui.FillRect({ui.rtl() ? box.x + box.width - 4 : box.x, box.y, 4, box.height},
                ui.theme().accent);
  }
  ui.HorizontalLine(box.x + kSide, box.y + box.height - 1, box.width - 2 * kSide, ui.theme().line);
  if (state.list.table) return DrawTableRow(state, ui, box, row, raised);
  DrawCard(state, ui, box, row, raised);
}

void DrawGroup(const AppState& state, Ui& ui, const Box& box, const ListGroup& group) {
  ui.FillRect(box, ui.theme().panel);
  SplitBox cut(Inset(box, kSide, 0), ui.rtl());
  const std::string name = GroupName(state.listing.query.grouping, group.key, state.language());
  const std::string count = std::to_string(group.count);
  DrawText(ui, cut.Start(TextWidth(ui, name, kGroup)), name, kGroup);
  cut.Start(space::kSmall);
  DrawText(ui, cut.rest(), count, kDetails);
  ui.HorizontalLine(box.x, box.y + box.height - 1, box.width, ui.theme().line);
}

// Where the catalog would have to be scrolled for the open review to be in sight, where `height` px
// of it are.
float RevealingTop(const AppState& state, const ListPlaces& places, float height) {
  const float scrolled = state.scroll(Pane::kCatalog), row = CatalogRowHeight(state);
  const auto& order = state.listing.order;
  const auto found = std::find(order.begin(), order.end(), state.open_review);
  if (found == order.end()) return scrolled;
  const float top = places.RowTop(static_cast<int>(found - order.begin()));
  if (top >= scrolled && top + row <= scrolled + height) return scrolled;
  const float most = std::max(0.0f, places.height() - height);
  return std::clamp(top - (height - row) / 3, 0.0f, most);
}

// What is above the list; and the list, which on a screen with one pane runs below it.
ListPane AboveList(const AppState& state, Ui& ui, const Box& box) {
  if (!IsOnePane(state)) {
    const Box list = CatalogBar(state, ui, box);
    return {list, list};
  }
  const BarHeights bars = HeightsOfBars(state);
  const float away = (1 - state.bars.shown) * (kHeaderHeight + state.bars.catalog_bar);
  Box rest{box.x, box.y + kHeaderHeight - away, box.width, box.height - kHeaderHeight};
  const float top = rest.y;
  const float welcome = WelcomeBand(state, ui, rest);
  rest.y += welcome;
  rest.height -= welcome;
  const Box below = CatalogBar(state, ui, rest);
  const float height = below.y - top;
  // Nothing is listed: what is said of it has the rest of the screen.
  if (below.height <= 0) return {below, below};
  if (std::exchange(state.bars.catalog_bar, height) != height) ui.Animate();
  Box seen = box;
  seen.y = std::max(box.y, below.y);
  seen.height = box.y + box.height - seen.y;
  const float above = HeightsOfBars(state).top;
  return {box, seen, above, bars.bottom};
}

}  // namespace

float CatalogRowHeight(const AppState& state) {
  if (state.list.table) return state.system.coarse_pointer ? kTouchTarget : kTableRowHeight;
  return state.list.text.empty() ? kCardHeight : kFoundCardHeight;
}

void CatalogView(const AppState& state, Ui& ui, const Box& box) {
  ui.FillRect(box, ui.theme().panel);
  const ListPane pane = AboveList(state, ui, box);
  const Box& list = pane.list;
  const ListPlaces places(state.listing, CatalogRowHeight(state), kGroupHeight);
  const int count = static_cast<int>(state.listing.order.size());
  // The list may have become shorter than where it was scrolled to.
  const float free = list.height - pane.above - pane.below;
  const float most = std::max(0.0f, places.height() - free);
  state.bars.most[static_cast<size_t>(Pane::kCatalog)] = most;
  if (state.reveal && free > 0) state.revealing_top = RevealingTop(state, places, free);
  const float scrolled = std::min(state.scroll(Pane::kCatalog), most) - pane.above;
  const int first = places.RowBelow(std::max(0.0f, scrolled));
  int last = first;
  ui.PushPane(pane.seen);
  for (; last < count; ++last) {
    const float y = places.RowTop(last) - scrolled;
    const int group = places.GroupOf(last);
    const bool leads = group >= 0 && state.listing.groups[static_cast<size_t>(group)].first == last;
    if (y - (leads ? kGroupHeight : 0) > list.height) break;
    DrawRow(state, ui, {list.x, list.y + y, list.width, CatalogRowHeight(state)}, last);
    if (leads) {
      DrawGroup(state, ui,
                {list.x, list.y + places.HeadingTop(group) - scrolled, list.width, kGroupHeight},
                state.listing.groups[static_cast<size_t>(group)]);
    }
  }
  ui.PopPane();
  EmitCatalog(state, ui, pane, places, first, last);
}

}  // namespace skira::app
