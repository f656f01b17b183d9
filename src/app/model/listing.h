// The catalog's list: the reviews that a ListQuery finds, in order, in groups, with counts.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/model/route.h"
#include "app/model/user_data.h"
#include "app/resources/strings.h"
#include "review/review.h"
#include "search/search.h"

namespace skira::app {

// How many of the reviews found have a value of a facet.
struct FacetCount {
  std::string value;
  int count = 0;
  bool operator==(const FacetCount&) const = default;
};

// A heading of the list and the reviews below it: Listing::order from `first` to the next group's.
struct ListGroup {
  std::string key;  // "2024-06", a topic's id; empty: those that have none
  int first = 0, count = 0;
  bool operator==(const ListGroup&) const = default;
};

struct Listing {
  ListQuery query;                // what it answers
  std::vector<int> order;         // indexes into Catalog::reviews
  std::vector<ListGroup> groups;  // empty where the list is not grouped
  // Counts that follow the query, a facet's own restriction left out; most frequent first, years
  // and months newest first. A year's restriction counts as its months' and the other way.
  std::array<std::vector<FacetCount>, kFacetCount> facets;
  // The same for what the user's device knows: names of documents (where there are several), ids
  // of the user's lists, tags; in their own order.
  std::vector<FacetCount> sources, lists, tags;
  int unread = 0, starred = 0;  // of `order`
  std::vector<Suggestion> suggestions;
  std::string reading;      // what was searched for where the keys were of the other layout
  double microseconds = 0;  // that the search took
  bool partial = false;     // the index did not have all reviews yet

  const std::vector<FacetCount>& facet(Facet facet) const {
    return facets[static_cast<size_t>(facet)];
  }
};

// Lists `catalog` anew. Linear in the catalog. `words`: how many each review has, of the first
// reviews or all; those of others are counted where they are needed.
Listing MakeListing(const Catalog& catalog, std::span<const int> words, const SearchIndex& index,
                    const UserData& user, const ListQuery& query);

// False for a review of a library in shards (shard_library.h) of which nothing but its place is
// known yet.
inline bool IsListed(const Review& review) { return review.document >= 0; }

// The day a review is listed under: its own, else the one its neighbours tell; else {}.
Date ListingDate(const Review& review);

// The same as people read it: "16.06.2024", "around 16.06.2024"; empty: it is not known.
std::string PrintedDay(const Review& review, Language language);

// A facet's value as people read it: a topic's name, "יוני 2024". What is not known is as it is.
std::string FacetValueName(Facet facet, std::string_view value, Language language);
// The heading of a group of the list.
std::string GroupName(Grouping grouping, std::string_view key, Language language);

// Where the rows and the headings of a listing stand, px from the list's top. All rows are of one
// height and so are all headings: nothing is kept a row. Valid as long as the listing.
class ListPlaces {
 public:
  ListPlaces(const Listing& listing, float row_height, float heading_height)
      : listing_(listing), row_(row_height), heading_(heading_height) {}

  float height() const;
  float RowTop(int row) const;
  float HeadingTop(int group) const;
  // The first row that ends below `y`; the number of rows where none does.
  int RowBelow(float y) const;
  // The group of a row; -1 where the list is not grouped.
  int GroupOf(int row) const;

 private:
  const Listing& listing_;
  float row_, heading_;
};

}  // namespace skira::app
