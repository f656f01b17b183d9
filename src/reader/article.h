// A review laid out for reading: its title block, fields and blocks as text boxes in one column.
#pragma once

#include <string>
#include <vector>

#include "reader/math.h"
#include "reader/strings.h"
#include "reader/text_box.h"
#include "reader/theme.h"
#include "reader/twin.h"
#include "review/review.h"

namespace skira::reader {

// One block of the column. Text boxes are placed from the article's top-left corner.
struct ArticleItem {
  enum class Decor : uint8_t { kNone, kCard, kQuote, kRule };
  Role role = Role::kParagraph;
  int level = 0;    // heading 1 to 6; list item depth from 1
  std::string dir;  // "ltr" where the block's own direction is not the article's
  Box box;
  Decor decor = Decor::kNone;
  std::vector<TextBox> texts;  // one, or a table's cells row by row
  int columns = 0;             // of a table
};

// How a reader wants the text set, and the room there is for it. Every other size of an article
// (headings, gaps, indents, captions) follows from these.
struct ArticleStyle {
  typeset::Family family = typeset::Family::kSerif;  // of headings and running text
  float text_size = kTextSize;                       // CSS px, the em of running text
  float line_height = kLineHeight;                   // of running text, in ems
  float column = kColumnWidth;                       // CSS px, the width of the column
  bool justify = false;                              // running text is flush at both sides
  Language language = Language::kHebrew;             // of the words that the reader adds
  bool operator==(const ArticleStyle&) const = default;
};

struct ArticleLayout {
  int review = -1;  // what was laid out, and how
  ArticleStyle style;
  float height = 0;                // of the whole article, CSS px
  std::vector<ArticleItem> items;  // from top to bottom
};

// Lays `review` out in one column. `index` is kept in the result; `math` must outlive it.
ArticleLayout LayoutArticle(const typeset::FontSet& fonts, const MathLibrary& math,
                            const Review& review, int index, const ArticleStyle& style);

// A day as the interface prints it: "16.06.2024".
std::string PrintedDate(const Date& date);
// Minutes to read the review at 200 words a minute, at least 1.
int ReadingMinutes(const Review& review);
// The review's kind in words.
const char* KindName(ReviewKind kind, Language language);

}  // namespace skira::reader
