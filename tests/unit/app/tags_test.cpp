#include <catch2/catch_test_macros.hpp>

#include "app/state/app_state.h"
#include "app/state/commands.h"

namespace skira::app {
namespace {

using Tags = std::vector<std::string>;

AppState Tagged() {
  AppState state;
  Review a, b;
  a.id = "a";
  b.id = "b";
  a.blocks = b.blocks = {{.marker = {}, .spans = {{.text = "one two three"}}}};
  SetCatalog({.sources = {}, .reviews = {a, b}}, state);
  state.user.marks["a"].tags = {"rl", "old"};
  state.user.marks["b"].tags = {"old"};
  return state;
}

// Keys of the records that the page is asked to keep.
Tags Stored(const AppState& state) {
  Tags keys;
  for (const Effect& effect : state.effects) {
    if (const auto* store = std::get_if<effect::Store>(&effect)) keys.push_back(store->key);
    if (const auto* erase = std::get_if<effect::Erase>(&effect)) keys.push_back(erase->key);
  }
  return keys;
}

TEST_CASE("a tag is renamed in every review that has it, and each of them is kept") {
  AppState state = Tagged();
  Apply(RenameTag{"old", " new "}, state);
  CHECK(MarksOf(state.user, "a").tags == Tags{"rl", "new"});
  CHECK(MarksOf(state.user, "b").tags == Tags{"new"});
  CHECK(Stored(state) == Tags{"review/a", "review/b"});
}

TEST_CASE("with the name of another tag both become one, and the catalog's filter follows") {
  AppState state = Tagged();
  ListQuery query;
  query.tags = {"old"};
  Apply(ShowList{query}, state);
  Apply(RenameTag{"old", "rl"}, state);
  CHECK(MarksOf(state.user, "a").tags == Tags{"rl"});
  CHECK(MarksOf(state.user, "b").tags == Tags{"rl"});
  CHECK(state.list.tags == Tags{"rl"});
  CHECK(state.listing.order.size() == 2);
}

TEST_CASE("without a name, or with its own, a tag stays as it is") {
  AppState state = Tagged();
  Apply(RenameTag{"old", "  "}, state);
  Apply(RenameTag{"old", "old"}, state);
  CHECK(MarksOf(state.user, "b").tags == Tags{"old"});
  CHECK(Stored(state).empty());
}

TEST_CASE("a tag is deleted only after a question, which can be taken back") {
  AppState state = Tagged();
  Apply(DeleteTag{"old"}, state);
  CHECK(state.keep.pending_delete_tag == "old");
  Apply(DontDelete{}, state);
  CHECK(state.keep.pending_delete_tag.empty());
  CHECK(MarksOf(state.user, "b").tags == Tags{"old"});
  Apply(DeleteTag{"old", true}, state);
  CHECK(MarksOf(state.user, "a").tags == Tags{"rl"});
  CHECK(MarksOf(state.user, "b").tags.empty());
}

TEST_CASE("keys walk through a review's highlights and colour the one that is open") {
  AppState state = Tagged();
  Apply(Navigate{{.page = Route::Page::kReview, .id = "a"}}, state);
  CHECK_FALSE(HandleKey(".", state));
  for (const uint32_t start : {0u, 4u}) {
    Apply(SelectText{{{0, start}, {0, start + 3}}}, state);
    CHECK(HandleKey("2", state));
  }
  const auto& highlights = MarksOf(state.user, "a").highlights;
  REQUIRE(highlights.size() == 2);
  CHECK(highlights[0].colour == 1);
  for (const size_t i : {0u, 1u, 0u}) {
    CHECK(HandleKey(".", state));
    CHECK(state.keep.open_highlight == highlights[i].id);
  }
  CHECK(HandleKey("4", state));
  CHECK(highlights[0].colour == 3);
  CHECK(highlights[1].colour == 1);
}

TEST_CASE("the dialog of an export closes when the file is made") {
  AppState state = Tagged();
  CHECK(HandleKey("x", state));
  CHECK(state.overlay == Overlay::kExport);
  Apply(Export{ExportOf::kResults, ExportFormat::kJson}, state);
  CHECK(state.overlay == Overlay::kNone);
}

}  // namespace
}  // namespace skira::app
