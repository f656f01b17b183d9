#include "app/state/saved_searches.h"

#include <catch2/catch_test_macros.hpp>

namespace skira::app {
namespace {

Catalog LibraryOf(const std::vector<std::string>& ids) {
  Catalog catalog;
  catalog.sources = {{.name = "all.txt"}};
  for (const std::string& id : ids) {
    Review review;
    review.id = id;
    review.title = "Paper " + id;
    review.document = 0;
    review.topics = {"llm"};
    Block block;
    block.spans.push_back({.text = "learning"});
    review.blocks.push_back(block);
    catalog.reviews.push_back(review);
  }
  return catalog;
}

void Open(const std::vector<std::string>& ids, AppState& state) {
  SetCatalog(LibraryOf(ids), state);
  while (GrowIndex(100, state)) {
  }
}

TEST_CASE("a saved search tells what it finds that it had not found when it was last seen") {
  AppState state;
  Open({"a", "b"}, state);
  ListQuery query{.text = "learning"};
  query.sort = Sort::kOldest;
  Apply(ShowList{query}, state);
  Apply(SaveSearch{"learning"}, state);
  REQUIRE(state.user.lists.size() == 1);
  const std::string id = state.user.lists[0].id;
  CHECK(state.user.lists[0].name == "learning");
  CHECK(state.user.lists[0].search == "#/?q=learning");
  CHECK(NewOfSaved(state) == std::map<std::string, int>{{id, 0}});

  Apply(ShowList{ListQuery{}}, state);
  Open({"a", "b", "c", "d"}, state);
  CHECK(NewOfSaved(state) == std::map<std::string, int>{{id, 2}});
  Apply(ShowList{query}, state);
  CHECK(NewOfSaved(state) == std::map<std::string, int>{{id, 0}});

  Apply(SaveSearch{"learning"}, state);  // let go
  CHECK(state.user.lists.empty());
}

TEST_CASE("a saved search is no list to put reviews in, and is kept as one") {
  AppState state;
  Open({"a", "b"}, state);
  Apply(ShowList{ListQuery{.text = "learning"}}, state);
  Apply(SaveSearch{"learning"}, state);
  CHECK(state.listing.lists.empty());
  const ReadingList saved = state.user.lists.at(0);
  UserData other;
  Settings settings;
  LimitsReached reached;
  const std::string key = ListKey(saved.id);
  REQUIRE(ReadRecord(key, RecordJson(key, state.user, state.settings), other, settings, reached));
  CHECK(other.lists == std::vector<ReadingList>{saved});
}

}  // namespace
}  // namespace skira::app
