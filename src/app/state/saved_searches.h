// Searches that the reader saved: lists of what each found when it was last seen.
#pragma once

#include "app/state/app_state.h"

namespace skira::app {

// The saved search that finds what `query` does, however it is sorted; nullptr where none is.
const ReadingList* SavedSearch(const AppState& state, const ListQuery& query);

// `query` as a saved search that has seen what is found now; it has no id or name yet.
ReadingList SavedOf(const AppState& state, const ListQuery& query);

// How many reviews each saved search finds that it had not found when it was last seen, by its id.
// Counted once for each state of the catalog; empty while the search's index grows.
const std::map<std::string, int>& NewOfSaved(const AppState& state);

// The catalog's search has been seen.
void SeeSavedSearch(AppState& state);

}  // namespace skira::app
