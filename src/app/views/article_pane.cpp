// What the panes of the open review and of the one beside it share.
#include "app/views/article_pane.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "app/article/article_drawing.h"

namespace skira::app {

float BlockScroll(std::span<const float> scrolled, const ArticleItem& item, size_t index) {
  if (!item.scrolls() || index >= scrolled.size()) return 0;
  const float most = item.content_width - item.pane.width;
  return std::clamp(scrolled[index], item.right_to_left ? -most : 0, item.right_to_left ? 0 : most);
}

uint64_t ArticleVersion(const AppState& state, const ArticleLayout& article, float left) {
  const ArticleStyle& style = article.style;
  uint64_t version = state.highlight_revision;
  const auto add = [&version](uint64_t value) { version = version * 1000003 + value; };
  add(static_cast<uint64_t>(article.review));
  add(static_cast<uint64_t>(style.language));
  add(static_cast<uint64_t>(style.family));
  add(style.justify);
  for (const float length :
       {style.column, style.window, style.text_size, style.line_height, left}) {
    add(std::hash<float>{}(length));
  }
  return version;
}

void LayOutReview(const AppState& state, Ui& ui, int review, float column, ArticleLayout& article) {
  const ArticleStyle style{.family = state.settings.family,
                           .text_size = state.settings.text_size,
                           .line_height = state.settings.line_height,
                           .column = column,
                           .window = state.height,
                           .justify = state.settings.justify,
                           .language = state.language()};
  if (article.review == review && (article.style == style || article.Reflow(style))) return;
  article =
      LayoutArticle(ui.fonts(), state.math, state.catalog.reviews[static_cast<size_t>(review)],
                    review, style, state.pictures);
}

ItemRange ItemsInSight(const ArticleLayout& article, const Box& pane, float y) {
  const auto& items = article.items;
  const auto begin = std::partition_point(items.begin(), items.end(), [&](const ArticleItem& i) {
    return y + i.box.y + i.box.height < pane.y - kTopMargin;
  });
  const auto end = std::partition_point(
      begin, items.end(), [&](const ArticleItem& i) { return y + i.box.y < pane.y + pane.height; });
  return {static_cast<size_t>(begin - items.begin()), static_cast<size_t>(end - items.begin())};
}

void ExpectPictures(const ArticleLayout& article, Ui& ui, const Box& pane, float y) {
  for (const ArticleItem& item : article.items) {
    if (item.kind != ArticleItem::Kind::kPicture || item.faulty) continue;
    const float top = y + item.pane.y, bottom = top + item.pane.height;
    if (bottom < pane.y - pane.height || top > pane.y + 2 * pane.height) continue;
    ui.ExpectPicture(*item.picture, item.pane);
  }
}

void EmitBlocks(const ArticleLayout& article, Language language, Ui& ui, float x, float y,
                FunctionRef<int(int)> handle_of) {
  for (SemanticsNode& node : BlockNodes(article, language, 0, 0, handle_of)) {
    // A list's own box is nowhere: its items are placed from the article's corner.
    node.box.x += x;
    node.box.y += y;
    ui.Emit(std::move(node));
  }
}

}  // namespace skira::app
