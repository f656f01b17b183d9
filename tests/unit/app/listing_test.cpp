#include "app/model/listing.h"

#include <catch2/catch_test_macros.hpp>
#include <functional>

#include "app/state/app_state.h"

namespace skira::app {
namespace {

using Ids = std::vector<std::string>;
using Counts = std::vector<FacetCount>;

Review MakeReview(std::string id, std::optional<Date> date, Ids topics, int words) {
  Review review;
  review.id = std::move(id);
  review.title = "Paper " + review.id;
  review.date = date;
  review.topics = std::move(topics);
  Block block;
  std::string text = "learning";
  for (int i = 1; i < words; ++i) text += " words";
  block.spans.push_back({.text = text});
  review.blocks.push_back(block);
  return review;
}

// Five reviews of two years in two documents, indexed.
void Fill(AppState& state) {
  Catalog catalog;
  catalog.sources = {{.name = "old.txt"}, {.name = "new.txt"}};
  catalog.reviews = {MakeReview("a", Date{2023, 5, 1}, {"llm"}, 10),
                     MakeReview("b", Date{2024, 6, 2}, {"diffusion", "llm"}, 400),
                     MakeReview("c", Date{2024, 6, 20}, {"diffusion"}, 30),
                     MakeReview("d", Date{2024, 7, 3}, {"diffusion"}, 20),
                     MakeReview("e", std::nullopt, {}, 5)};
  for (size_t i = 2; i < 5; ++i) catalog.reviews[i].document = 1;
  catalog.reviews[1].paper.code_urls = {"https://example.org/code"};
  catalog.reviews[3].kind = ReviewKind::kFull;
  SetCatalog(std::move(catalog), state);
  while (GrowIndex(2, state)) {
  }
}

Ids Listed(const AppState& state) {
  Ids ids;
  for (const int i : state.listing.order) ids.push_back(state.catalog.reviews[i].id);
  return ids;
}

// What is listed after `change` of the empty query.
Ids ListedWith(AppState& state, const std::function<void(ListQuery&)>& change) {
  ListQuery query;
  change(query);
  Apply(ShowList{query}, state);
  return Listed(state);
}

TEST_CASE("a list is sorted as asked, reviews without a day last in either direction of time") {
  AppState state;
  Fill(state);
  const auto sorted = [&](Sort sort) {
    return ListedWith(state, [sort](ListQuery& query) { query.sort = sort; });
  };
  CHECK(sorted(Sort::kAuto) == Ids{"d", "c", "b", "a", "e"});
  CHECK(sorted(Sort::kOldest) == Ids{"a", "b", "c", "d", "e"});
  CHECK(sorted(Sort::kTitle) == Ids{"a", "b", "c", "d", "e"});
  CHECK(sorted(Sort::kShortest) == Ids{"e", "a", "d", "c", "b"});
  CHECK(sorted(Sort::kLongest) == Ids{"b", "c", "d", "a", "e"});
}

TEST_CASE("a search in the other keyboard layout is listed with its reading, filters left out") {
  AppState state;
  Fill(state);
  Apply(PickSearch{"ךקשרמןמע", true}, state);  // learning
  CHECK(state.listing.reading == "learning");
  CHECK(Listed(state).size() == 5);
  ListQuery query = state.list;
  query.code = true;
  Apply(ShowList{query}, state);
  CHECK(state.listing.reading == "learning");
  CHECK(Listed(state) == Ids{"b"});
  Apply(PickSearch{AsTyped("ךקשרמןמע"), true}, state);
  CHECK(state.listing.reading.empty());
  CHECK(Listed(state).empty());
}

TEST_CASE("the values of one filter are alternatives, filters restrict each other") {
  AppState state;
  Fill(state);
  CHECK(ListedWith(state, [](ListQuery& q) {
          q.topics = {"llm", "diffusion"};
        }) == Ids{"d", "c", "b", "a"});
  CHECK(ListedWith(state, [](ListQuery& q) {
          q.topics = {"llm"};
          q.years = {"2024"};
        }) == Ids{"b"});
  CHECK(ListedWith(state, [](ListQuery& q) { q.code = true; }) == Ids{"b"});
  CHECK(ListedWith(state, [](ListQuery& q) { q.sources = {"old.txt"}; }) == Ids{"b", "a"});
}

TEST_CASE("a year and a month of another year are alternatives of one filter, the time") {
  AppState state;
  Fill(state);
  CHECK(ListedWith(state, [](ListQuery& q) {
          q.years = {"2023"};
          q.months = {"2024-06"};
        }) == Ids{"c", "b", "a"});
  CHECK(state.listing.facet(Facet::kYear) == Counts{{"2024", 3}, {"2023", 1}});
  CHECK(state.listing.facet(Facet::kMonth) ==
        Counts{{"2024-07", 1}, {"2024-06", 2}, {"2023-05", 1}});
}

TEST_CASE("counts are there without any filter, and follow the others when one is on") {
  AppState state;
  Fill(state);
  CHECK(state.listing.facet(Facet::kTopic) == Counts{{"diffusion", 3}, {"llm", 2}});
  CHECK(state.listing.sources == Counts{{"old.txt", 2}, {"new.txt", 3}});
  ListedWith(state, [](ListQuery& q) { q.years = {"2024"}; });
  CHECK(state.listing.facet(Facet::kTopic) == Counts{{"diffusion", 3}, {"llm", 1}});
  CHECK(state.listing.facet(Facet::kKind) == Counts{{"daily", 2}, {"full", 1}});
  CHECK(state.listing.sources == Counts{{"old.txt", 1}, {"new.txt", 2}});
}

TEST_CASE("counts follow what the reader marked, a filter's own restriction left out") {
  AppState state;
  Fill(state);
  state.user.marks["b"].starred = true;
  state.user.marks["b"].tags = {"later"};
  state.user.marks["a"].tags = {"later", "work"};
  state.user.marks["d"].starred = state.user.marks["d"].read = true;
  state.user.lists = {{.id = "l1", .name = "For Sunday", .place = 0, .reviews = {"d", "a"}},
                      {.id = "l2", .name = "Empty", .place = 1}};
  CHECK(ListedWith(state, [](ListQuery& q) { q.starred = true; }) == Ids{"d", "b"});
  CHECK(state.listing.facet(Facet::kTopic) == Counts{{"diffusion", 2}, {"llm", 1}});
  CHECK(state.listing.lists == Counts{{"l1", 1}});
  CHECK(state.listing.tags == Counts{{"later", 1}});
  CHECK(state.listing.unread == 1);
  CHECK(ListedWith(state, [](ListQuery& q) { q.lists = {"l1"}; }) == Ids{"d", "a"});
  CHECK(state.listing.lists == Counts{{"l1", 2}});
  CHECK(state.listing.tags == Counts{{"later", 1}, {"work", 1}});
  CHECK(ListedWith(state, [](ListQuery& q) {
          q.tags = {"later"};
          q.text = "learning";
          q.sort = Sort::kNewest;
        }) == Ids{"b", "a"});
  CHECK(state.listing.sources == Counts{{"old.txt", 2}});
  CHECK(state.listing.tags == Counts{{"later", 2}, {"work", 1}});
}

TEST_CASE("groups are months in the list's direction of time, or topics by size; none is last") {
  AppState state;
  Fill(state);
  const auto groups = [&](Grouping grouping, Sort sort) {
    ListedWith(state, [&](ListQuery& q) {
      q.grouping = grouping;
      q.sort = sort;
    });
    std::vector<std::pair<std::string, int>> all;
    for (const ListGroup& group : state.listing.groups) all.push_back({group.key, group.first});
    return all;
  };
  using Groups = std::vector<std::pair<std::string, int>>;
  CHECK(groups(Grouping::kMonth, Sort::kAuto) ==
        Groups{{"2024-07", 0}, {"2024-06", 1}, {"2023-05", 3}, {"", 4}});
  CHECK(groups(Grouping::kMonth, Sort::kOldest) ==
        Groups{{"2023-05", 0}, {"2024-06", 1}, {"2024-07", 3}, {"", 4}});
  CHECK(groups(Grouping::kTopic, Sort::kTitle) == Groups{{"diffusion", 0}, {"llm", 3}, {"", 4}});
  CHECK(Listed(state) == Ids{"b", "c", "d", "a", "e"});
}

TEST_CASE("rows and headings stand where their fixed heights put them, and are found by place") {
  Listing listing;
  listing.order = {0, 1, 2, 3, 4};
  const ListPlaces plain(listing, 100, 40);
  CHECK(plain.height() == 500);
  CHECK(plain.RowTop(3) == 300);
  CHECK(plain.GroupOf(3) == -1);
  CHECK(plain.RowBelow(0) == 0);
  CHECK(plain.RowBelow(100) == 1);
  CHECK(plain.RowBelow(99999) == 5);
  listing.groups = {{"x", 0, 2}, {"y", 2, 3}};
  const ListPlaces grouped(listing, 100, 40);
  CHECK(grouped.height() == 580);
  CHECK(grouped.RowTop(1) == 140);
  CHECK(grouped.RowTop(2) == 280);
  CHECK(grouped.HeadingTop(1) == 240);
  CHECK(grouped.GroupOf(2) == 1);
  CHECK(grouped.RowBelow(239) == 1);
  CHECK(grouped.RowBelow(250) == 2);
}

TEST_CASE("values of facets are shown by their names in the interface's language") {
  CHECK(FacetValueName(Facet::kTopic, "diffusion", Language::kEnglish) == "Diffusion models");
  CHECK(FacetValueName(Facet::kTopic, "no-such", Language::kHebrew) == "no-such");
  CHECK(FacetValueName(Facet::kMonth, "2024-06", Language::kHebrew) == "יוני 2024");
  CHECK(FacetValueName(Facet::kKind, "daily", Language::kEnglish) == "Daily paper");
  CHECK(FacetValueName(Facet::kReviewer, "Dana Levi", Language::kHebrew) == "Dana Levi");
  CHECK(GroupName(Grouping::kMonth, "", Language::kEnglish) == "No date");
}

TEST_CASE(
    "a list that needs no search is whole before the index is, and says that counts are not") {
  Catalog catalog;
  catalog.reviews = {MakeReview("a", Date{2023, 5, 1}, {}, 3),
                     MakeReview("b", Date{2024, 6, 2}, {}, 3)};
  AppState state;
  SetCatalog(std::move(catalog), state);
  CHECK(Listed(state) == Ids{"b", "a"});
  CHECK(state.listing.partial);
  while (GrowIndex(1, state)) {
  }
  CHECK_FALSE(state.listing.partial);
}

TEST_CASE("the building of the index is stopped and goes on, and idle work begins with it again") {
  AppState state;
  Apply(PauseIndex{true}, state);
  CHECK(state.index_paused);
  CHECK(state.effects.empty());
  Apply(PauseIndex{false}, state);
  CHECK_FALSE(state.index_paused);
  CHECK(state.effects == std::vector<Effect>{effect::Work{}});
}

}  // namespace
}  // namespace skira::app
