// The first step of laying an article out: what stands in it, in order, every text shaped.
#pragma once

#include <vector>

#include "app/article/article.h"

namespace skira::app {

// The items of `review`, not yet placed. Of `style` only what shaping depends on counts: the
// family, the text size, the language, and the column where a formula is too wide for it
// (TextBox::shrunk).
std::vector<ArticleItem> Compose(const typeset::FontSet& fonts, const MathLibrary& math,
                                 const PictureLibrary& pictures, const Review& review,
                                 const ArticleStyle& style);

}  // namespace skira::app
