// A review laid out for reading: its title block, fields and blocks as text boxes in one column.
//
//   Review ─▶ Compose (compose.h: what stands there, shaped) ─▶ Place (block_layout.h: where)
//
// A change of the column's width, of line height or justification places anew and shapes nothing.
#pragma once

#include <string>
#include <vector>

#include "app/model/formula_library.h"
#include "app/model/picture_library.h"
#include "app/resources/strings.h"
#include "app/resources/theme.h"
#include "app/ui/semantics.h"
#include "app/ui/text_box.h"
#include "review/markdown.h"
#include "review/review.h"

namespace skira::app {

// How a user wants the text set, and the room there is for it. Every other size of an article
// (headings, gaps, indents, captions) follows from these.
struct ArticleStyle {
  typeset::Family family = typeset::Family::kSerif;  // of headings and running text
  float text_size = kTextSize;                       // CSS px, the em of running text
  float line_height = kLineHeight;                   // of running text, in ems
  float column = kColumnWidth;                       // CSS px, the width of the column
  float window = 0;                                  // CSS px, its height; 0: any
  bool justify = false;                              // running text is flush at both sides
  Language language = Language::kHebrew;             // of the words that the app adds
  bool operator==(const ArticleStyle&) const = default;
};

// One block of the column. Boxes and texts are placed from the article's top-left corner.
struct ArticleItem {
  enum class Kind : uint8_t {
    kText,      // one text: paragraph, heading, credit
    kListItem,  // its marker, then its text
    kMath,      // one text, centred, then its number where it has one
    kCode,      // one text, its lines unbroken
    kTable,     // the cells row by row, then the caption where there is one
    kFigure,    // caption, then a link where there is one
    kPicture,   // why it is not shown, if so, then the caption where there is one
    kQuote,     // one text
    kFields,    // a text a field
    kRule,      // none
  };
  Kind kind = Kind::kText;
  Role role = Role::kParagraph;
  int block = -1;              // index into Review::blocks; -1: added by the app
  int level = 0;               // heading 1 to 6; list item depth from 1
  bool right_to_left = true;   // the side at which the block begins
  std::vector<TextBox> texts;  // as `kind` says

  // What Place() goes by, ems of the running text unless said otherwise.
  float size = 0;     // px, the em of the item's own text
  float leading = 0;  // line height in ems of its own; 0: as the style says
  float above = 0, below = 0;
  typeset::Align align = typeset::Align::kStart;

  // Lists.
  bool ordered = false;
  bool task = false;  // its marker says whether it is done
  float indent = 0;   // px from the column's edge to the text

  // Pictures.
  const Picture* picture = nullptr;  // a PictureLibrary's, which must outlive the layout
  bool faulty = false;               // it is not shown: the first text says why

  // Tables.
  int columns = 0;
  std::vector<uint8_t> numeric;    // for each column: its cells are numbers
  std::vector<CellAlign> aligned;  // for each column, as the author has it
  bool caption_above = false;
  // Texts at the end that are its caption (or a picture's), or a formula's number: 0 or 1.
  int captions = 0;
  std::vector<float> lines;  // y of the hairlines below its rows

  // --- Set by Place() ---
  Box box;   // the whole block
  Box pane;  // of it what scrolls sideways where its content is too wide (a table's grid, code), or
             // what a picture covers
  // > 0: the pane scrolls, and its content is so wide. The texts are placed as at the start of the
  // scrolling, which is the side where the block begins.
  float content_width = 0;

  bool scrolls() const { return content_width > 0; }
  const char* dir() const { return right_to_left ? "rtl" : "ltr"; }
};

struct ArticleLayout {
  int review = -1;  // what was laid out, and how
  ArticleStyle style;
  bool right_to_left = true;       // the side where its text starts (ArticleDirection())
  float height = 0;                // of the whole article, CSS px
  std::vector<ArticleItem> items;  // from top to bottom
  uint32_t marked = 0;       // the state of the highlights that its texts' marks tell; 0: of none
  uint32_t hits_marked = 0;  // the same of the hits of MarkHits()
  // The sentence read aloud that MarkSpoken() marked, -1: none, and where it stands: index into
  // `items`, from and to so many px from the article's top.
  int spoken = -1, spoken_item = -1;
  float spoken_top = 0, spoken_end = 0;

  // Lays the same review out in another style. False, with nothing changed, where that takes more
  // than placing: then LayoutArticle() is to be called.
  bool Reflow(const ArticleStyle& wanted);
};

// Lays `review` out in one column. `index` is kept in the result; `math` and `pictures` must
// outlive it.
ArticleLayout LayoutArticle(const typeset::FontSet& fonts, const MathLibrary& math,
                            const Review& review, int index, const ArticleStyle& style,
                            const PictureLibrary& pictures = {});

// A day as the interface prints it: "16.06.2024".
std::string PrintedDate(const Date& date);
// The review's kind in words.
const char* KindName(ReviewKind kind, Language language);

}  // namespace skira::app
