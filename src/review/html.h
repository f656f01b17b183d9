// Reviews as HTML: the one writer for plain pages, feeds and copies.
//
//   <h2 dir="rtl">…</h2>                       headings one level below the review's title
//   <p dir="ltr">…</p>                         every block has the direction that direction.h gives
//   <ol dir="rtl"><li value="3" dir="rtl">…    lists are at the article's side, their items too;
//                                              an item of another direction is in a <bdi>
//   <ol class="printed"><li><span class="marker">א.</span> …   markers that are no numbers
//   <code dir="ltr">, <bdi dir="ltr">, <a dir="ltr">           what is isolated (units.h)
//   <div class="wide"><table dir="rtl">        what may be wider than its page; "to-left",
//   "to-right"
//                                              and "to-center" where a column is aligned
//   <p id="note-1" class="footnote"><sup>1</sup> …   what <a href="#note-1"><sup>1</sup></a> of the
//                                              text refers to, with a link back
//   <div class="wide numbered" id="equation-3">… <span class="number">(3)</span></div>
//                                              a formula with a number; <a href="#equation-3">
//                                              refers to it, "figure-2" and "table-1" alike
//   <figure class="table"><table>…<figcaption>…   a table with the caption above or below it
//   <figure dir="rtl"><img src="pictures/…" width="640" height="360" alt="…"…/><figcaption>…
//                                              a picture that has a problem: its alt and the reason
//   <figure class="card" dir="rtl"><figcaption>…<p class="see"><a>…   a figure whose picture is
//                                              not there
//   <p class="credit">…                        who wrote it, or where it first stood
//   <li>☑ …                                    a task that is done (☐: is not)
//
// The text is HTML and well-formed XML at once: a page, a feed's entry and a book may hold it.
// Nothing of a review is trusted: text is escaped, characters that XML has not are dropped, links
// lead where SafeUrl() lets them, formulas are what PlainMathml() writes, else TeX.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "review/direction.h"
#include "review/pictures.h"
#include "review/review.h"

namespace skira {

struct HtmlOptions {
  // For what leaves its page, as a copy does: `style` attributes in place of the classes that
  // web/pages.css knows ("start", "to-…", "printed", "footnote", "credit", "wide"), formulas as TeX
  // between dollar signs, and no links inside of the page.
  bool standalone = false;
  // A picture that it does not find is its alt.
  FindPicture find_picture{};
  // The page's way to the folder that kPictureFolder is in: "" or "../".
  std::string_view base = "";
};

// The formula of a source, null where there is none: FormulaIndex::Find or the like.
using FindFormula = std::function<const Formula*(std::string_view tex, bool display)>;

// A place in a review's text: bytes of the PlainText() of block `block`.
struct TextPoint {
  int block = 0;
  uint32_t byte = 0;
};

// The review's blocks, without its title; where the text opens with it once more, a page has it
// above.
std::string ReviewHtml(const Review& review, const FindFormula& find,
                       const HtmlOptions& options = {});

// What of the blocks is from `from` up to `to`, which must be on boundaries of code points and of
// formulas. Each part keeps the direction of its whole block. Empty where `to` is not behind
// `from`; a block that the review has not is left out.
std::string PassageHtml(const Review& review, const TextPoint& from, const TextPoint& to,
                        const FindFormula& find, const HtmlOptions& options = {});

}  // namespace skira
