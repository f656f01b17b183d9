// search: finds reviews by words. The face of the room.
//
// What is here is the smallest search that is honest: every word of the query must occur, as
// letters in sequence and without regard to case, final forms and niqqud, in the review's title,
// reviewers or text; hits are ranked by where. The Hebrew analysis, the index and the query
// language come with issue 5.
#pragma once

#include <string_view>
#include <vector>

#include "review/review.h"

namespace skira {

struct Hit {
  int review = 0;    // index into Catalog::reviews
  double score = 0;  // higher is better; comparable within one result only
};

// The reviews that hold every word of `query`, best first, ties in catalog order; at most `limit`.
// A query without words finds nothing. Linear in the catalog's text.
std::vector<Hit> Search(const Catalog& catalog, std::string_view query, int limit);

}  // namespace skira
