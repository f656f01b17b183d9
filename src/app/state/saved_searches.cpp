#include "app/state/saved_searches.h"

#include <algorithm>
#include <unordered_set>

#include "app/state/announcements.h"

namespace skira::app {
namespace {

// The same for all orders and looks of one list.
std::string AddressOf(ListQuery query) {
  query.sort = {};
  query.grouping = {};
  query.table = false;
  return RouteHash({.query = std::move(query)});
}

bool IsIndexed(const AppState& state) {
  return state.index.size() == static_cast<int>(state.catalog.reviews.size());
}

std::vector<std::string> FoundBy(const AppState& state, const ListQuery& query) {
  std::vector<std::string> ids;
  const Listing listing = MakeListing(state.catalog, state.words, state.index, state.user, query);
  for (const int review : listing.order) {
    ids.push_back(state.catalog.reviews[static_cast<size_t>(review)].id);
  }
  return ids;
}

}  // namespace

const ReadingList* SavedSearch(const AppState& state, const ListQuery& query) {
  const std::string address = AddressOf(query);
  for (const ReadingList& list : state.user.lists) {
    if (list.search == address) return &list;
  }
  return nullptr;
}

ReadingList SavedOf(const AppState& state, const ListQuery& query) {
  ReadingList saved;
  saved.search = AddressOf(query);
  saved.reviews = FoundBy(state, query);
  LimitsReached none;
  KeepWithin(Limit::kListed, saved.reviews, none);
  return saved;
}

const std::map<std::string, int>& NewOfSaved(const AppState& state) {
  const uint64_t version = StateVersion(state);
  if (state.home.saved_version == version) return state.home.saved_new;
  state.home.saved_version = version;
  state.home.saved_new.clear();
  if (!IsIndexed(state)) return state.home.saved_new;
  for (const ReadingList& list : state.user.lists) {
    if (list.search.empty()) continue;
    const std::unordered_set<std::string_view> seen(list.reviews.begin(), list.reviews.end());
    const std::vector<std::string> now = FoundBy(state, ParseRoute(list.search).query);
    state.home.saved_new[list.id] = static_cast<int>(std::count_if(
        now.begin(), now.end(), [&](const std::string& id) { return !seen.contains(id); }));
  }
  return state.home.saved_new;
}

void SeeSavedSearch(AppState& state) {
  const ReadingList* saved = IsIndexed(state) ? SavedSearch(state, state.list) : nullptr;
  if (saved == nullptr) return;
  std::vector<std::string> found = SavedOf(state, state.list).reviews;
  for (ReadingList& list : state.user.lists) {
    if (list.id != saved->id || list.reviews == found) continue;
    list.reviews = std::move(found);
    MarkDirty(ListKey(list.id), state);
    return;
  }
}

}  // namespace skira::app
