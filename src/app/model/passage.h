// Passages: stretches of a review's text, told by places in its blocks.
//
// A block's text is its PlainText(), and offsets are bytes of it; between two blocks stands a "\n"
// wherever a passage is one text.
#pragma once

#include <string>

#include "app/model/user_data.h"
#include "review/pictures.h"
#include "review/review.h"

namespace skira::app {

// From `from` up to (not with) `to`.
struct Passage {
  TextPosition from, to;
  bool empty() const { return from.block < 0 || to <= from; }
  bool operator==(const Passage&) const = default;
};

inline Passage PassageOf(const Highlight& highlight) {
  return {{highlight.block, highlight.start}, {highlight.last_block, highlight.end}};
}

// The passage within what the review has, on whole letters and formulas and without white space at
// its ends; empty where nothing is left.
Passage Trimmed(const Review& review, Passage passage);

// The footnote that the reference at this place leads to; null where there is none.
const Block* FootnoteAt(const Review& review, const TextPosition& place);

// The passage's text, as quotes of highlights have it.
std::string PassageText(const Review& review, const Passage& passage);
// The same for reading: formulas stand between dollar signs, blocks in lines of their own.
std::string PassageWords(const Review& review, const Passage& passage);

// The passage as HTML for the clipboard, below the review's title where `title` asks for it: what
// PassageHtml() of review/html.h writes, in an element that has the article's direction. Empty
// where the passage is and no title is asked for. Pictures that `find` knows are named by their
// files in kPictureFolder: the page gives them an address that leads somewhere.
std::string CopiedHtml(const Review& review, const Passage& passage, bool title,
                       const FindPicture& find = {});

// The passage's first words, for a search: at most about 100 bytes.
std::string ShortWords(const Review& review, const Passage& passage);

// Puts each highlight where its quote stands: at its place where it is still there, else at the
// nearest other one; `lost` where the review has it no longer. Returns whether any moved.
bool Anchor(const Review& review, std::vector<Highlight>& highlights);

}  // namespace skira::app
