#include "app/model/route.h"

#include <catch2/catch_test_macros.hpp>

namespace skira::app {
namespace {

using Page = Route::Page;

TEST_CASE("a review's route is read from the hash and written to it") {
  CHECK(ParseRoute("#/r/adam-1412.6980") == Route{.page = Page::kReview, .id = "adam-1412.6980"});
  CHECK(ParseRoute("#/r/adam?b=12") == Route{.page = Page::kReview, .id = "adam", .block = 12});
  CHECK(RouteHash({.page = Page::kReview, .id = "adam"}) == "#/r/adam");
  CHECK(RouteHash({.page = Page::kReview, .id = "adam", .block = 12}) == "#/r/adam?b=12");
}

TEST_CASE("what is no route is the catalog, and what is no parameter is ignored") {
  for (const char* hash :
       {"", "#", "#/", "#/nonsense", "#/r/", "#/list/", "adam", "#/?colour=red"}) {
    INFO(hash);
    CHECK(ParseRoute(hash) == Route{});
  }
  CHECK(ParseRoute("#/r/adam?b=-3").block == -1);
  CHECK(ParseRoute("#/r/adam?b=1x").block == -1);
  CHECK(ParseRoute("#/r/adam?b=99999999999").block == -1);
  CHECK(RouteHash(Route{}) == "#/");
}

TEST_CASE("each page has an address of its own") {
  for (const Page page : {Page::kOverview, Page::kHighlights, Page::kLists, Page::kDocuments,
                          Page::kSettings, Page::kAbout}) {
    CHECK(ParseRoute(RouteHash({.page = page})) == Route{.page = page});
  }
  const Route list{.page = Page::kList, .id = "לקריאה / later"};
  CHECK(ParseRoute(RouteHash(list)) == list);
}

TEST_CASE("a search with all its filters survives its address") {
  Route route;
  route.query.text = "דיפוזיה \"flow & matching\" -gan 50%";
  route.query.topics = {"diffusion", "llm"};
  route.query.years = {"2024"};
  route.query.months = {"2024-06"};
  route.query.kinds = {"daily"};
  route.query.reviewers = {"צוות Skira"};
  route.query.clarity = {"high"};
  route.query.recommendation = {"must"};
  route.query.sources = {"a/b.txt"};
  route.query.lists = {"1"};
  route.query.tags = {"לבית"};
  route.query.code = route.query.math = route.query.unread = route.query.starred = true;
  route.query.sort = Sort::kTitle;
  route.query.grouping = Grouping::kMonth;
  route.query.table = true;
  CHECK(ParseRoute(RouteHash(route)) == route);
  CHECK(FilterCount(route.query) == 15);
  CHECK(FilterCount(WithoutFilters(route.query)) == 0);
  CHECK(WithoutFilters(route.query).sort == Sort::kTitle);
}

TEST_CASE("an address as a browser encodes it reads the same") {
  CHECK(ParseRoute("#/?q=%D7%92%D7%A8%D7%A3&topic=gnn").query.text == "גרף");
  CHECK(ParseRoute("#/?q=a+b%2").query.text == "a b%2");
}

}  // namespace
}  // namespace skira::app
