// The second step of laying an article out: where everything stands in a column.
#pragma once

#include <span>
#include <vector>

#include "app/article/article.h"

namespace skira::app {

// Places the items one below the other for `style`; returns the height of them all, CSS px.
float Place(const ArticleStyle& style, std::span<ArticleItem> items);

// The widths of a table's columns as CSS 2.1, 17.5.2.2 has it: each as wide as its widest cell
// where there is room for that; else what there is beyond the columns' least widths is shared out
// by how much more each would like. At the least widths the table may be wider than the room.
std::vector<float> ColumnWidths(std::span<const float> least, std::span<const float> most,
                                float room);

}  // namespace skira::app
