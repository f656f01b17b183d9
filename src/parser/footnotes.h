// Whose the footnotes are that are defined at the end of a document of several reviews, as editors
// and converters write them ("[^1]: ...").
#pragma once

#include <vector>

#include "parser/document/document.h"
#include "parser/headers/headers.h"

namespace skira {

struct LineRange {
  int first = 0, last = 0;  // both within
};

struct FootnotesAtEnd {
  // The first of the lines at the document's end that are definitions and nothing else; the line
  // behind its last where there are none, or where all are the last review's.
  int first_line = 0;
  // The definitions that each review refers to, by the headers' order; those that none refers to
  // are the last review's. Empty where there is nothing to tell apart.
  std::vector<std::vector<LineRange>> of_review;
};

// A label that several reviews use and that is defined several times is the first one's where it
// is defined first, the next one's at the next. Linear in the document's size.
FootnotesAtEnd FindFootnotesAtEnd(const Document& document, const std::vector<Header>& headers);

}  // namespace skira
