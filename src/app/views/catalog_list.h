// The parts of the catalog's view.
#pragma once

#include <string>
#include <vector>

#include "app/state/app_state.h"
#include "app/ui/ui.h"

namespace skira::app {

inline constexpr float kCardHeight = 132;       // a review in the catalog
inline constexpr float kFoundCardHeight = 150;  // with the passage that answers a search
inline constexpr float kTableRowHeight = 40;
inline constexpr float kGroupHeight = 40;  // a month's or a topic's heading

// px of each column of a dense row in a list of this width; 0: left out. The title has the rest.
struct TableColumns {
  explicit TableColumns(float width);
  float date = 0, topics = 0, kind = 0, minutes = 0, marks = 44;
};

inline const Review& ListedReview(const AppState& state, int row) {
  return state.catalog.reviews[static_cast<size_t>(state.listing.order[static_cast<size_t>(row)])];
}
float CatalogRowHeight(const AppState& state);

// Where the list is: its scrolling element; what of it is in sight; and how many px at its top and
// bottom bars cover when all are in sight, where no row is while it is scrolled to that end.
struct ListPane {
  Box list, seen;
  float above = 0, below = 0;
};

// Tells the rows of the list, of which [first, last) are in sight, and many beyond them.
void EmitCatalog(const AppState& state, Ui& ui, const ListPane& pane, const ListPlaces& places,
                 int first, int last);

// What stands above the list: how many were found, how they are shown, which filters are on, and
// what to do where nothing was found. Returns the room that is left for the list.
Box CatalogBar(const AppState& state, Ui& ui, const Box& box);

// A filter that is on: its name, and the list without it.
struct ActiveFilter {
  std::string id, name;
  ListQuery without;
};
std::vector<ActiveFilter> ActiveFilters(const AppState& state);

// Filters whose values the search engine counts or the user's device knows.
struct FilterGroup {
  Str name;
  std::vector<std::string> ListQuery::*chosen;
  Facet facet = Facet::kTopic;
  // Where it is no facet of the index: what the listing counts.
  std::vector<FacetCount> Listing::*own = nullptr;
};
std::span<const FilterGroup> FilterGroups();
struct FilterFlag {
  Str name;
  bool ListQuery::*on;
  std::string_view id;
};
std::span<const FilterFlag> FilterFlags();
// How a value of the group is shown.
std::string FilterValueName(const AppState& state, const FilterGroup& group,
                            std::string_view value);

}  // namespace skira::app
