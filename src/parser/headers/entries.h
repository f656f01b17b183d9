// Reviews that no known banner opens: what the document itself shows to be its habit.
//
//   lines ─▶ shapes that recur (line_shape.h) ─▶ what is below each (entry_head.h)
//         ─▶ the shape that divides the document best ─▶ a candidate for each of its lines
#pragma once

#include <string>
#include <vector>

#include "parser/headers/candidates.h"
#include "parser/headers/lines.h"

namespace skira {

// The entries of the document, in their order, or `candidates` as they are where no shape of line
// divides it better. Linear in the document's size.
std::vector<HeaderCandidate> JoinEntries(const HeaderLines& lines,
                                         std::vector<HeaderCandidate> candidates);

// Takes from the titles of headers the words before a colon that most of them share ("Week 4: "),
// or that say that a title follows ("סקירת מאמר: "), and what is behind a title in quotes. A title
// that was taken for a name beside its date is no writer; what may be one in brackets behind most
// titles is one.
void MendTitles(std::vector<Header>& headers);

}  // namespace skira
