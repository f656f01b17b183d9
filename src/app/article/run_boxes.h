// Where the open review's runs are drawn, for measuring: what the DOM layer's elements must cover.
#pragma once

#include <string>

#include "app/article/article.h"

namespace skira::app {

// JSON: an array with an object for each text of the article's blocks, in the order of drawing:
//   {"block": its item's place in the article, "runs": [{"line": 0, "text": "...", "x": 0,
//    "baseline": 0, "width": 0, "ascent": 0, "descent": 0, "formula": 0}]}
// Runs stand in logical order; x and baseline are CSS px of the canvas, whose corner of the article
// is at (left, top) and whose panes are not scrolled sideways. A run of a
// formula has no text, but the formula's place in the text, from 1, and its reach above and below
// the baseline. Signs for eyes alone have neither.
std::string RunBoxesJson(const ArticleLayout& article, float left, float top);

}  // namespace skira::app
