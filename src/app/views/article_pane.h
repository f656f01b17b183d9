// A review's blocks in a pane that scrolls: what the open review and the one beside it share.
#pragma once

#include <cstdint>
#include <span>

#include "app/article/article.h"
#include "app/state/app_state.h"
#include "app/ui/function_ref.h"
#include "app/ui/ui.h"

namespace skira::app {

inline constexpr float kTopMargin = 40, kBottomMargin = 96;  // CSS px above and below an article

// How far the block at `index` is scrolled sideways, within what there is of it, CSS px.
float BlockScroll(std::span<const float> scrolled, const ArticleItem& item, size_t index);

// Changes with whatever the article's semantics nodes are made from.
uint64_t ArticleVersion(const AppState& state, const ArticleLayout& article, float left);

// Lays a review of the catalog out as the user wants it, where that is not done yet.
void LayOutReview(const AppState& state, Ui& ui, int review, float column, ArticleLayout& article);

// The items that the pane shows with the article's top at `y`, the end left out.
struct ItemRange {
  size_t begin = 0, end = 0;
};
ItemRange ItemsInSight(const ArticleLayout& article, const Box& pane, float y);

// Pictures that may be in sight after the next scrolling are made ready.
void ExpectPictures(const ArticleLayout& article, Ui& ui, const Box& pane, float y);

// Tells the blocks, with the article's corner at (x, y); `handle_of` as in BlockNodes().
void EmitBlocks(const ArticleLayout& article, Language language, Ui& ui, float x, float y,
                FunctionRef<int(int)> handle_of);

}  // namespace skira::app
