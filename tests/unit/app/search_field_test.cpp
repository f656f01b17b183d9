#include <catch2/catch_test_macros.hpp>

#include "app/state/app_state.h"
#include "app/state/commands.h"
#include "app/state/search_offers.h"

namespace skira::app {
namespace {

using Texts = std::vector<std::string>;

Review MakeReview(std::string id, std::string title, Texts topics) {
  Review review;
  review.id = std::move(id);
  review.title = std::move(title);
  review.date = Date{2024, 6, 2};
  review.topics = std::move(topics);
  return review;
}

// A catalog of three, with the search field focused.
void Fill(AppState& state) {
  Catalog catalog;
  catalog.reviews = {MakeReview("gan", "Adversarial nets", {"gan"}),
                     MakeReview("adam", "Adam: a method", {"optimization"}),
                     MakeReview("diff", "Denoising", {"diffusion"})};
  SetCatalog(std::move(catalog), state);
  while (GrowIndex(8, state)) {
  }
  Apply(Resize{1440, 900, 1}, state);
  HandleKey("search:Focus", state);
}

void Type(std::string text, AppState& state) {
  ListQuery query = state.list;
  query.text = std::move(text);
  Apply(ShowList{query, true}, state);
}

Texts Offered(const AppState& state) {
  Texts names;
  for (const SearchOffer& offer : SearchOffers(state)) names.push_back(offer.name);
  return names;
}

TEST_CASE("an empty field offers operators while it has the focus, and nothing otherwise") {
  AppState state;
  Fill(state);
  CHECK(Offered(state) ==
        Texts{"כותרת:", "נושא:", "שנה:", "סוקר:", "יש:קוד", "\"...\"", "-מילה", "תאריך:"});
  HandleKey("search:Blur", state);
  CHECK(Offered(state).empty());
}

TEST_CASE("a word offers the operators whose names it begins, in its own language") {
  AppState state;
  Fill(state);
  Type("attention top", state);
  CHECK(Offered(state) == Texts{"topic:"});
  Type("attention נוש", state);
  CHECK(Offered(state) == Texts{"נושא:"});
  Type("attention", state);
  CHECK(Offered(state).empty());
}

TEST_CASE("behind an operator's colon its values are offered by name, and their ids are put in") {
  AppState state;
  Fill(state);
  Apply(ChangeSettings{{.language = Language::kEnglish}}, state);
  Type("nets topic:diff", state);
  REQUIRE(Offered(state) == Texts{"Diffusion models"});
  HandleKey("search:ArrowDown", state);
  CHECK(state.search.choice == 0);
  HandleKey("search:Enter", state);
  CHECK(state.list.text == "nets topic:diffusion ");
  CHECK(Offered(state).empty());
}

TEST_CASE("Enter keeps the search and opens its first result; the last searches come back") {
  AppState state;
  Fill(state);
  Type("adam", state);
  HandleKey("search:Enter", state);
  CHECK(state.route.id == "adam");
  CHECK(state.user.searches == Texts{"adam"});
  Type("nets", state);
  Apply(Navigate{{.page = Route::Page::kReview, .id = "gan"}}, state);
  CHECK(state.user.searches == Texts{"nets", "adam"});
  HandleKey("search:Focus", state);
  Type("", state);
  REQUIRE(Offered(state).size() > 3);
  CHECK(Offered(state)[1] == "adam");
  HandleKey("search:ArrowDown", state);
  HandleKey("search:ArrowDown", state);
  HandleKey("search:Enter", state);
  CHECK(state.list.text == "adam");
  CHECK(state.user.searches == Texts{"adam", "nets"});
  Apply(ForgetSearches{}, state);
  CHECK(state.user.searches.empty());
}

TEST_CASE("the last twelve searches are kept, each once, the newest first") {
  AppState state;
  Fill(state);
  for (int i = 0; i < 14; ++i) {
    Type("word" + std::to_string(i), state);
    KeepSearch(state);
  }
  Type("word9", state);
  KeepSearch(state);
  REQUIRE(state.user.searches.size() == 12);
  CHECK(state.user.searches.front() == "word9");
  CHECK(state.user.searches[1] == "word13");
  CHECK(state.user.searches.back() == "word2");
}

TEST_CASE("Escape puts away what is offered and lets a second Escape pass; arrows reach results") {
  AppState state;
  Fill(state);
  CHECK(HandleKey("search:Escape", state));
  CHECK(Offered(state).empty());
  CHECK_FALSE(HandleKey("search:Escape", state));
  Type("adam", state);
  CHECK(HandleKey("search:ArrowDown", state));
  CHECK(state.effects.back() == Effect{effect::Focus{"open:adam"}});
}

TEST_CASE("years and topics that are opened in the filters close again") {
  AppState state;
  Apply(Unfold{"2024"}, state);
  CHECK(state.unfolded.contains("2024"));
  Apply(Unfold{"2024"}, state);
  CHECK_FALSE(state.unfolded.contains("2024"));
}

}  // namespace
}  // namespace skira::app
