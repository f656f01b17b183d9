// An article's blocks as they are drawn and as they are told to the DOM layer.
#pragma once

#include <vector>

#include "app/article/article.h"
#include "app/ui/function_ref.h"
#include "app/ui/semantics.h"
#include "app/ui/ui.h"

namespace skira::app {

// Draws a block with the article's top-left corner at (x, y). `scrolled` is how far its pane is
// scrolled, CSS px as the DOM's scrollLeft has it: negative where the block reads from the right.
void DrawItem(Ui& ui, const ArticleItem& item, float x, float y, float scrolled);

// The blocks as semantics nodes for a parent whose content has the article's corner at (left, top).
// Consecutive list items stand in lists, deeper ones in a list inside the item above them. The id
// of block i is "b" and i, also that of its pane where it scrolls. `handle_of` gives the handle of
// what opens the picture of a block (its index in the review), 0 where nothing does.
std::vector<SemanticsNode> BlockNodes(const ArticleLayout& article, Language language, float left,
                                      float top, FunctionRef<int(int)> handle_of);

}  // namespace skira::app
