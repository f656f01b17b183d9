#include <algorithm>
#include <functional>

#include "reader/views.h"

namespace skira::reader {
namespace {

using typeset::Align;
using typeset::Family;

constexpr float kTopMargin = 40;
constexpr float kBottomMargin = 96;
constexpr float kBackHeight = 52;

float SideMargin(const Box& box) { return box.width < 480 ? 20 : 40; }

// What stands in the pane's middle when no review is open.
void Placeholder(AppState& state, Ui& ui, const Box& box) {
  const bool missing = state.route.page == Route::Page::kReview;
  const char* message = Text(missing ? Str::no_such_review : Str::choose_review, state.language);
  const float margin = SideMargin(box);
  const TextBox& text = ui.Label(
      message, {.family = Family::kSans, .size = 17},
      {.align = Align::kCenter, .width = box.width - 2 * margin, .line_height = 26}, Ink::kMuted);
  const float y = box.height / 2 - 40;
  ui.Text(text, box.x + margin, box.y + y);
  Twin main{.role = Role::kMain, .id = "review", .box = box};
  const uint64_t version = state.catalog_revision * 2 + (missing ? 1 : 0);
  ui.AddTwin(std::move(main), version, [&](Twin& twin) {
    Twin status{.role = Role::kStatus,
                .id = "message",
                .box = {margin, y, box.width - 2 * margin, text.layout.height}};
    status.lines = TwinLines(text);
    twin.children.push_back(std::move(status));
  });
}

void DrawItem(Ui& ui, const ArticleItem& item, float x, float y) {
  const Box box{x + item.box.x, y + item.box.y, item.box.width, item.box.height};
  switch (item.decor) {
    case ArticleItem::Decor::kCard:
      ui.FillRect(box, ui.theme().card, 6);
      break;
    case ArticleItem::Decor::kQuote:
      ui.FillRect({box.x + box.width - 3, box.y, 3, box.height}, ui.theme().line);
      break;
    case ArticleItem::Decor::kRule:
      ui.HorizontalLine(box.x, box.y, box.width, ui.theme().line);
      break;
    case ArticleItem::Decor::kNone:
      break;
  }
  for (size_t i = 0; i < item.texts.size(); ++i) {
    ui.Text(item.texts[i], x, y);
    // A hairline below each row of a table.
    if (item.columns > 0 && i % static_cast<size_t>(item.columns) == 0 && i > 0) {
      ui.HorizontalLine(box.x, y + item.texts[i].y - 6, box.width, ui.theme().line);
    }
  }
}

// A text's lines as a twin whose box is the text's; the lines are relative to it.
Twin TextTwin(Role role, std::string id, const TextBox& text, const Box& origin) {
  Twin twin{.role = role,
            .id = std::move(id),
            .box = {text.x - origin.x, text.y - origin.y, text.layout.width, text.layout.height}};
  twin.lines = TwinLines(text);  // from the origin; told from the text's own corner
  for (TwinLine& line : twin.lines) {
    line.box.x -= text.x;
    line.box.y -= text.y;
  }
  return twin;
}

Twin TableTwin(const ArticleItem& item, std::string id) {
  Twin table{.role = Role::kTable, .id = std::move(id), .dir = item.dir, .box = item.box};
  const size_t columns = static_cast<size_t>(item.columns);
  for (size_t i = 0; i < item.texts.size(); ++i) {
    if (i % columns == 0) table.children.push_back({.role = Role::kRow, .id = std::to_string(i)});
    table.children.back().children.push_back(
        TextTwin(Role::kCell, std::to_string(i), item.texts[i], item.box));
  }
  return table;
}

Twin ItemTwin(const ArticleItem& item, size_t index) {
  std::string id = "b" + std::to_string(index);
  if (item.role == Role::kTable) return TableTwin(item, std::move(id));
  if (item.role == Role::kGroup) {
    Twin group{.role = Role::kGroup, .id = std::move(id), .box = item.box};
    for (size_t i = 0; i < item.texts.size(); ++i) {
      group.children.push_back(
          TextTwin(Role::kParagraph, std::to_string(i), item.texts[i], item.box));
    }
    return group;
  }
  if (item.texts.empty()) return {.role = item.role, .id = std::move(id), .box = item.box};
  // A list item's first text is its marker: the DOM's own list tells it.
  Twin twin = TextTwin(item.role, std::move(id), item.texts.back(), {});
  // A formula's own element says that it is one; its source alone needs the role.
  if (item.role == Role::kMath && !item.texts.back().formulas.empty()) twin.role = Role::kParagraph;
  twin.level = item.level;
  twin.dir = item.dir;
  return twin;
}

// The article's blocks; consecutive list items stand in a list of their own.
std::vector<Twin> BlockTwins(const ArticleLayout& article, float left) {
  std::vector<Twin> twins;
  for (size_t i = 0; i < article.items.size(); ++i) {
    Twin child = ItemTwin(article.items[i], i);
    child.box.x += left;
    child.box.y += kTopMargin;
    if (child.role != Role::kListItem) {
      twins.push_back(std::move(child));
      continue;
    }
    if (twins.empty() || twins.back().role != Role::kList) {
      twins.push_back({.role = Role::kList, .id = child.id + "-list"});
    }
    twins.back().children.push_back(std::move(child));
  }
  return twins;
}

void BackLink(AppState& state, Ui& ui, const Box& box) {
  const float margin = SideMargin(box);
  const Box bar{box.x, box.y, box.width, kBackHeight};
  ui.FillRect(bar, ui.theme().panel);
  ui.HorizontalLine(bar.x, bar.y + bar.height - 1, bar.width, ui.theme().line);
  const TextBox& text = ui.Label(
      Text(Str::back_to_catalog, state.language), {.family = Family::kSans, .size = 15},
      {.align = Align::kRight, .width = bar.width - 2 * margin, .line_height = kBackHeight},
      Ink::kLink);
  ui.Text(text, bar.x + margin, bar.y);
  Twin twin{.role = Role::kLink,
            .id = "back",
            .name = Text(Str::back_to_catalog, state.language),
            .href = RouteHash({}),
            .box = bar};
  ui.AddTwin(std::move(twin), 0, nullptr);
}

uint64_t ArticleVersion(const AppState& state, float left) {
  uint64_t version = state.catalog_revision;
  version = version * 1000003 + static_cast<uint64_t>(state.open_review);
  version = version * 1000003 + std::hash<float>{}(state.article.style.column);
  return version * 1000003 + std::hash<float>{}(left);
}

}  // namespace

void ReviewView(AppState& state, Ui& ui, const Box& box, bool with_back) {
  ui.FillRect(box, ui.theme().page);
  if (with_back) BackLink(state, ui, box);
  const float bar = with_back ? kBackHeight : 0;
  const Box pane{box.x, box.y + bar, box.width, box.height - bar};
  if (state.open_review < 0) return Placeholder(state, ui, pane);

  const Review& review = state.catalog.reviews[state.open_review];
  const float column = std::min(kColumnWidth, pane.width - 2 * SideMargin(pane));
  const ArticleStyle style{.column = column, .language = state.language};
  if (state.article.review != state.open_review || state.article.style != style) {
    state.article = LayoutArticle(ui.fonts(), state.math, review, state.open_review, style);
  }
  const ArticleLayout& article = state.article;
  const float left = (pane.width - column) / 2;
  const float x = pane.x + left;
  const float y = pane.y + kTopMargin - state.review_scroll;

  ui.PushPane(pane);
  auto item = std::partition_point(
      article.items.begin(), article.items.end(),
      [&](const ArticleItem& i) { return y + i.box.y + i.box.height < pane.y - kTopMargin; });
  for (; item != article.items.end() && y + item->box.y < pane.y + pane.height; ++item) {
    DrawItem(ui, *item, x, y);
  }
  ui.PopPane();

  Twin main{.role = Role::kMain, .id = "review", .box = pane};
  ui.AddTwin(std::move(main), ArticleVersion(state, left), [&](Twin& root) {
    Twin twin{.role = Role::kArticle,
              .id = review.id,
              .name = Text(Str::review_pane, state.language),
              .lang = "he",
              .dir = "rtl",
              .box = {0, 0, pane.width, pane.height},
              .scroll_height = kTopMargin + article.height + kBottomMargin};
    twin.children = BlockTwins(article, left);
    root.children.push_back(std::move(twin));
  });
}

}  // namespace skira::reader
