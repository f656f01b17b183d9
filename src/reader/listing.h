// The catalog's list: the reviews that a ListQuery finds, in order, in groups, with counts.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "reader/route.h"
#include "reader/user_data.h"
#include "review/review.h"
#include "search/search.h"

namespace skira::reader {

// How many of the reviews found have a value of a facet.
struct FacetCount {
  std::string value;
  int count = 0;
  bool operator==(const FacetCount&) const = default;
};

// A heading of the list and the reviews below it: Listing::order from `first` to the next group's.
struct ListGroup {
  std::string key;  // "2024-06", a topic's id
  int first = 0, count = 0;
};

struct Listing {
  ListQuery query;                // what it answers
  std::vector<int> order;         // indexes into Catalog::reviews
  std::vector<ListGroup> groups;  // empty where the list is not grouped
  // Counts that follow the query, a facet's own restriction left out; most frequent first, years
  // and months newest first.
  std::array<std::vector<FacetCount>, kFacetCount> facets;
  int unread = 0, starred = 0;  // of `order`
  std::vector<Suggestion> suggestions;
  double microseconds = 0;  // that the search took
  bool partial = false;     // the index did not have all reviews yet
};

// Lists `catalog` anew. Linear in the reviews found.
Listing MakeListing(const Catalog& catalog, const SearchIndex& index, const UserData& user,
                    const ListQuery& query);

// The day a review is listed under: its own, else the one its neighbours tell; else {}.
Date ListingDate(const Review& review);

}  // namespace skira::reader
