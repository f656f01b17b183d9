// Where the reviews of a document begin and what their headers say: a decision over the whole
// document.
//
//   lines ─▶ evidence (header_line.h) ─▶ candidates over several lines ─▶ the document's habits
//         ─▶ the best division (weights.h) ─▶ headers with titles, headlines and repaired dates
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "parser/document/document.h"
#include "parser/document/line_facts.h"
#include "review/review.h"

namespace skira {

// A review's header: lines [first_line, last_line]. A review without any has last_line before
// first_line: its body begins at first_line.
struct Header {
  int first_line = 0, last_line = 0;
  ReviewKind kind = ReviewKind::kDaily;
  std::optional<int> number;
  std::optional<std::string> title;
  std::optional<Date> date;
  std::vector<std::string> names;         // writers that the header names
  bool credit_adds = false;               // they wrote it together with the document's author
  std::vector<std::string> series_words;  // printed words that name the series or its writers
  std::vector<int> text_lines;  // lines of the header that are text of the review: its headline
  std::vector<Warning> warnings;
  const FrontMatter* front = nullptr;  // of the document, on lines of the header
};

// The header that front matter is: title, date, number, kind and writers.
Header HeaderOfFrontMatter(const FrontMatter& front);

// The headers of the document, in order; empty when it holds no review. `facts` are the document's.
// Linear in the document's size.
std::vector<Header> FindHeaders(const Document& document, const DocumentFacts& facts);

}  // namespace skira
