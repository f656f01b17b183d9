#include <algorithm>
#include <functional>

#include "reader/article_view.h"
#include "reader/cut.h"
#include "reader/views.h"

namespace skira::reader {
namespace {

using typeset::Align;
using typeset::Family;

constexpr float kTopMargin = 40;
constexpr float kBottomMargin = 96;

float SideMargin(const Box& box) { return box.width < 480 ? 20 : 40; }

// What stands in the pane's middle when no review is open.
void Placeholder(AppState& state, Ui& ui, const Box& box) {
  const bool missing = state.route.page == Route::Page::kReview;
  const char* message = Text(missing ? Str::no_such_review : Str::choose_review, state.language());
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

// How far the block is scrolled, within what there is of it.
float BlockScroll(const AppState& state, const ArticleItem& item, size_t index) {
  if (!item.scrolls() || index >= state.block_scroll.size()) return 0;
  const float most = item.content_width - item.pane.width;
  return std::clamp(state.block_scroll[index], item.right_to_left ? -most : 0,
                    item.right_to_left ? 0 : most);
}

// Changes with whatever the article's twins are made from.
uint64_t ArticleVersion(const AppState& state, float left) {
  const ArticleStyle& style = state.article.style;
  uint64_t version = state.catalog_revision;
  const auto add = [&version](uint64_t value) { version = version * 1000003 + value; };
  add(static_cast<uint64_t>(state.open_review));
  add(static_cast<uint64_t>(style.language));
  add(static_cast<uint64_t>(style.family));
  add(style.justify);
  for (const float length : {style.column, style.text_size, style.line_height, left}) {
    add(std::hash<float>{}(length));
  }
  return version;
}

}  // namespace

void ReviewView(AppState& state, Ui& ui, const Box& box) {
  ui.FillRect(box, ui.theme().page);
  Cut area(box, ui.rtl());
  if (state.open_review >= 0 || !ShowsCatalog(state)) {
    ReviewBar(state, ui, area.Top(kReviewBarHeight));
  }
  const Box pane = area.rest();
  if (state.open_review < 0) return Placeholder(state, ui, pane);

  const Review& review = state.catalog.reviews[state.open_review];
  const float column = std::min(state.settings.column_width, pane.width - 2 * SideMargin(pane));
  const ArticleStyle style{.family = state.settings.family,
                           .text_size = state.settings.text_size,
                           .line_height = state.settings.line_height,
                           .column = column,
                           .justify = state.settings.justify,
                           .language = state.language()};
  if (state.article.review != state.open_review ||
      (state.article.style != style && !state.article.Reflow(style))) {
    state.article = LayoutArticle(ui.fonts(), state.math, review, state.open_review, style);
  }
  const ArticleLayout& article = state.article;
  const float left = (pane.width - column) / 2;
  const float x = pane.x + left;
  const float y = pane.y + kTopMargin - state.scroll(Pane::kReview);

  ui.PushPane(pane);
  auto item = std::partition_point(
      article.items.begin(), article.items.end(),
      [&](const ArticleItem& i) { return y + i.box.y + i.box.height < pane.y - kTopMargin; });
  for (; item != article.items.end() && y + item->box.y < pane.y + pane.height; ++item) {
    const size_t index = static_cast<size_t>(item - article.items.begin());
    DrawItem(ui, *item, x, y, BlockScroll(state, *item, index));
  }
  ui.PopPane();

  Twin main{.role = Role::kMain, .id = "review", .box = pane};
  ui.AddTwin(std::move(main), ArticleVersion(state, left), [&](Twin& root) {
    Twin twin{.role = Role::kArticle,
              .id = review.id,
              .name = Text(Str::review_pane, state.language()),
              .lang = "he",
              .dir = "rtl",
              .box = {0, 0, pane.width, pane.height},
              .scroll_height = kTopMargin + article.height + kBottomMargin};
    twin.children = BlockTwins(article, state.language(), left, kTopMargin);
    root.children.push_back(std::move(twin));
  });
}

}  // namespace skira::reader
