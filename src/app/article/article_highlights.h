// A user's highlights in a laid-out article: which bytes of its texts they cover and where those
// stand.
#pragma once

#include <cstdint>
#include <span>

#include "app/article/article.h"
#include "app/model/passage.h"
#include "app/model/user_data.h"

namespace skira::app {

// Gives the article's texts the marks of `highlights` (those that are lost have none). Nothing
// where that was done since `revision` and the last layout.
void MarkArticle(std::span<const Highlight> highlights, uint32_t revision, ArticleLayout& article);

// Marks `passage` as read aloud, the sentence of this number; -1: nothing is. Nothing where that
// was done since the last layout.
void MarkSpoken(const Passage& passage, int sentence, ArticleLayout& article);

// The box around the passage, px from the article's corner; of no size where it is not drawn.
// `first` and `last` are the boxes of its first and last line alone.
struct PassageBox {
  Box all, first, last;
  bool empty() const { return all.width <= 0; }
};
PassageBox BoxOf(const ArticleLayout& article, const Passage& passage);

}  // namespace skira::app
