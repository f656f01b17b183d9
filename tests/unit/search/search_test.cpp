#include "search/search.h"

#include <catch2/catch_test_macros.hpp>

namespace skira {
namespace {

Review MakeReview(std::string title, std::string body) {
  Review review;
  review.title = std::move(title);
  review.reviewers = {"צוות Skira"};
  Block paragraph;
  paragraph.spans.push_back({.text = std::move(body)});
  review.blocks.push_back(std::move(paragraph));
  return review;
}

std::vector<int> Found(const Catalog& catalog, std::string_view query, int limit = 10) {
  SearchIndex index;
  index.Add(catalog, 0, static_cast<int>(catalog.reviews.size()));
  index.Pack();
  std::vector<int> reviews;
  for (const Hit& hit : Search(index, query, {.limit = limit}).hits) reviews.push_back(hit.review);
  return reviews;
}

const Catalog kCatalog{.sources = {},
                       .reviews = {MakeReview("Adam", "אופטימיזציה בעזרת מומנטים"),
                                   MakeReview("Mamba", "חלופה ל-attention בזמן לינארי"),
                                   MakeReview("Attention Is All You Need", "הטרנספורמר")}};

TEST_CASE("a word in the title ranks above the same word in the text") {
  CHECK(Found(kCatalog, "ATTENTION") == std::vector<int>{2, 1});
}

TEST_CASE("case, final letters and niqqud make no difference") {
  CHECK(Found(kCatalog, "ADAM") == std::vector<int>{0});
  CHECK(Found(kCatalog, "מומנט") == std::vector<int>{0});
  CHECK(Found(kCatalog, "זמן") == std::vector<int>{1});
  CHECK(Found(kCatalog, "זמנ") == std::vector<int>{1});
  CHECK(Found(kCatalog, "הַטְּרַנְסְפוֹרְמֶר") == std::vector<int>{2});
}

TEST_CASE("a query without words finds nothing and a limit cuts the result") {
  CHECK(Found(kCatalog, " \t ").empty());
  CHECK(Found(kCatalog, "skira", 2) == std::vector<int>{0, 1});
}

}  // namespace
}  // namespace skira
