// A review as text that people read.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "review/pictures.h"
#include "review/review.h"

namespace skira {

// The text without markup; of formulas their TeX. Offsets into a block's text are bytes of this.
std::string PlainText(std::span<const Span> spans);
std::string PlainText(const Block& block);
// Whether the block is the review's title printed once more: the opening lines of a post often are.
bool IsTitleAgain(const Review& review, size_t block);
// The words of the review's blocks.
int WordCount(const Review& review);
// Minutes to read so many words, or the review, at 200 words a minute, at least 1.
int MinutesOf(int words);
int ReadingMinutes(const Review& review);
// The sign that stands before a list item ("  - ", "3. "), indented by its nesting.
std::string ItemMark(const Block& block);
// The review as Markdown, ending in a line end: front matter with what the text does not say, the
// title as a heading, formulas between dollar signs, tables with pipes. The parser reads it back to
// the same review; several may follow each other.
// Pictures are named by their files in kPictureFolder, those that `find` does not find by their
// ids.
std::string WriteMarkdown(const Review& review, const FindPicture& find = {});

}  // namespace skira
