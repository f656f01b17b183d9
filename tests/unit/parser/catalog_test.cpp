#include <catch2/catch_test_macros.hpp>
#include <set>

#include "documents_for_tests.h"

using namespace skira;

namespace {

std::string Daily(const std::string& date, const std::string& title,
                  const std::string& extra = "") {
  return "המאמר היומי של מייק " + date + ": " + title + "\n\n" + Prose(extra) + "\n\n";
}

Catalog CatalogOf(const std::vector<std::string>& texts) {
  std::vector<ParseResult> documents;
  for (const std::string& text : texts) documents.push_back(Parse(text));
  return BuildCatalog(std::move(documents));
}

std::vector<std::string> ReviewLinks(const Review& review) {
  std::vector<std::string> urls;
  for (const Link& link : review.links) {
    if (link.role == LinkRole::kReview) urls.push_back(link.url);
  }
  return urls;
}

}  // namespace

TEST_CASE("an id says what the review is, in characters that are safe in a URL") {
  const Catalog catalog = CatalogOf({Daily("05.08.24", "Some Title: A Study, in 3 Parts?") +
                                     Daily("", "Undated Title Of A Paper") +
                                     "Review 61: Numbered Title\n\n" + Prose() + "\n"});
  REQUIRE(catalog.reviews.size() == 3);
  CHECK(catalog.reviews[0].id == "2024-08-05");
  CHECK(catalog.reviews[1].id == "undated-title-of-a");
  CHECK(catalog.reviews[2].id == "review-61");
  for (const Review& review : catalog.reviews) {
    CHECK(review.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") ==
          std::string::npos);
  }
}

TEST_CASE("an id stays when other reviews come or go") {
  const std::string a = Daily("05.08.24", "First Title Of A Paper");
  const std::string b = Daily("", "Second Title Of A Paper");
  const std::string alone = CatalogOf({b}).reviews.at(0).id;
  CHECK(CatalogOf({a + b}).reviews.at(1).id == alone);
  CHECK(CatalogOf({a, b}).reviews.at(1).id == alone);
}

TEST_CASE("an id stays when the order changes and when a document is split") {
  const std::string a = Daily("05.08.24", "First Title Of A Paper");
  const std::string b = Daily("06.08.24", "Second Title Of A Paper");
  const std::string c = Daily("05.08.24", "Third Title Of A Paper");
  const auto ids = [](const Catalog& catalog) {
    std::set<std::string> all;
    for (const Review& review : catalog.reviews) all.insert(review.id);
    return all;
  };
  CHECK(ids(CatalogOf({a + b + c})) == ids(CatalogOf({c + b + a})));
  CHECK(ids(CatalogOf({a + b + c})) == ids(CatalogOf({c, a + b})));
}

TEST_CASE("ids are unique even for the same text many times over") {
  std::string text;
  for (int i = 0; i < 40; ++i) text += Daily("05.08.24", "The Same Title Again");
  const Catalog catalog = CatalogOf({text, text});
  std::set<std::string> ids;
  for (const Review& review : catalog.reviews) ids.insert(review.id);
  CHECK(catalog.reviews.size() == 80);
  CHECK(ids.size() == 80);
}

TEST_CASE("a lost date is inferred from the neighbours' order and never printed as a date") {
  const Catalog catalog =
      CatalogOf({Daily("16.07.24", "First Title Of Four") + Daily("", "Second Title Of Four") +
                 Daily("", "Third Title Of Four") + Daily("19.07.24", "Fourth Title Of Four") +
                 Daily("", "A Last Title Behind")});
  std::vector<std::optional<Date>> dates, inferred;
  for (const Review& review : catalog.reviews) {
    dates.push_back(review.date);
    inferred.push_back(review.date_inferred);
  }
  const Date first{2024, 7, 16}, last{2024, 7, 19};
  CHECK(dates == std::vector<std::optional<Date>>{first, {}, {}, last, {}});
  CHECK(inferred == std::vector<std::optional<Date>>{
                        {}, Date{2024, 7, 17}, Date{2024, 7, 18}, {}, Date{2024, 7, 20}});
}

TEST_CASE("documents without any date have none to infer") {
  for (const Review& review : CatalogOf({"Review 1: First\n\nReview 2: Second\n"}).reviews) {
    CHECK(review.date_inferred == std::nullopt);
  }
}

TEST_CASE("reviews of the same paper link to each other, an identifier alone does not join them") {
  const std::string link = "<https://arxiv.org/abs/2309.03883>\n\n";
  const Catalog catalog = CatalogOf(
      {Daily("11.07.24", "Decoding by Contrasting Layers") + link,
       "Review 141: DECODING BY CONTRASTING LAYERS, 08.09.23\n\n" + Prose() + "\n\n" + link +
           "Review 142: Something Else Altogether, 09.09.23\n\n" + Prose() + "\n\n" + link});
  REQUIRE(catalog.reviews.size() == 3);
  CHECK(ReviewLinks(catalog.reviews[0]) ==
        std::vector<std::string>{"#/r/" + catalog.reviews[1].id});
  CHECK(ReviewLinks(catalog.reviews[1]) ==
        std::vector<std::string>{"#/r/" + catalog.reviews[0].id});
  CHECK(ReviewLinks(catalog.reviews[2]).empty());
}

TEST_CASE("a review that speaks of yesterday's links to it where the dates bear it out") {
  const std::string yesterday = Daily("05.08.24", "Yesterday's Title Here");
  const Catalog next = CatalogOf(
      {yesterday + Daily("06.08.24", "Today's Title Here", ", והיא ממשיכה את מה שסקרנו אתמול")});
  CHECK(ReviewLinks(next.reviews.at(1)) ==
        std::vector<std::string>{"#/r/" + next.reviews.at(0).id});
  const Catalog later = CatalogOf(
      {yesterday + Daily("09.08.24", "Today's Title Here", ", והיא ממשיכה את מה שסקרנו אתמול")});
  CHECK(ReviewLinks(later.reviews.at(1)).empty());
}

TEST_CASE("a cited paper that has a review of its own is linked to it") {
  const Catalog catalog = CatalogOf(
      {Daily("05.08.24", "First Title Of A Paper") + "<https://arxiv.org/abs/2408.00001>\n\n" +
       Daily("08.08.24", "Second Title Of A Paper",
             " כמו ב-[עבודה קודמת](https://arxiv.org/abs/2408.00001) שנסקרה") +
       "<https://arxiv.org/abs/2408.00002>\n"});
  CHECK(ReviewLinks(catalog.reviews.at(1)) ==
        std::vector<std::string>{"#/r/" + catalog.reviews.at(0).id});
}
