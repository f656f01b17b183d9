// A review as text that people read.
#pragma once

#include <span>
#include <string>

#include "review/review.h"

namespace skira {

// The text without markup; of formulas their TeX. Offsets into a block's text are bytes of this.
std::string PlainText(std::span<const Span> spans);
std::string PlainText(const Block& block);
// The words of the review's blocks.
int WordCount(const Review& review);
// The sign that stands before a list item ("  - ", "3. "), indented by its nesting.
std::string ItemMark(const Block& block);
// Title and text as Markdown, ending in a line end: formulas between dollar signs, tables with
// pipes.
std::string WriteMarkdown(const Review& review);

}  // namespace skira
