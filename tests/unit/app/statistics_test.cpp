#include "app/model/statistics.h"

#include <catch2/catch_test_macros.hpp>

#include "app/views/overview_charts.h"

namespace skira::app {
namespace {

Review Dated(std::optional<Date> date, std::vector<std::string> topics = {}, int words = 1) {
  Review review;
  review.id = "r";
  review.date = date;
  review.topics = std::move(topics);
  std::string text = "מילה";
  for (int i = 1; i < words; ++i) text += " מילה";
  Block block;
  block.spans.push_back({.text = text});
  review.blocks.push_back(block);
  return review;
}

TEST_CASE("months and quarters run without a gap from the first review to the last") {
  const Statistics all =
      CountCatalog({.sources = {},
                    .reviews = {Dated(Date{2024, 2, 3}), Dated(Date{2023, 11, 9}),
                                Dated(Date{2024, 2, 1}), Dated(std::nullopt)}});
  CHECK(all.reviews == 4);
  CHECK(all.first == Date{2023, 11, 9});
  CHECK(all.last == Date{2024, 2, 3});
  CHECK(all.months ==
        std::vector<MonthCount>{{2023, 11, 1}, {2023, 12, 0}, {2024, 1, 0}, {2024, 2, 2}});
  CHECK(all.quarters == std::vector<Quarter>{{2023, 4}, {2024, 1}});
}

TEST_CASE("topics are ranked, and the most frequent are counted in each quarter") {
  const Statistics all =
      CountCatalog({.sources = {},
                    .reviews = {Dated(Date{2024, 1, 1}, {"llm", "rag"}),
                                Dated(Date{2024, 5, 1}, {"llm"}), Dated(std::nullopt, {"llm"})}});
  CHECK(all.topics == std::vector<NamedCount>{{"llm", 3}, {"rag", 1}});
  CHECK(all.over_time == std::vector<TopicTimes>{{"llm", {1, 1}}, {"rag", {1, 0}}});
}

TEST_CASE("a streak is the most days in a row, several reviews of a day counted once") {
  const Statistics all = CountCatalog(
      {.sources = {},
       .reviews = {Dated(Date{2024, 2, 28}), Dated(Date{2024, 2, 29}), Dated(Date{2024, 2, 29}),
                   Dated(Date{2024, 3, 1}), Dated(Date{2024, 3, 5}), Dated(Date{2024, 3, 6})}});
  CHECK(all.streak == 3);
  CHECK(all.streak_from == Date{2024, 2, 28});
  CHECK(all.streak_to == Date{2024, 3, 1});
}

TEST_CASE("lengths have a median, a longest review and a bin a minute") {
  const Statistics all =
      CountCatalog({.sources = {},
                    .reviews = {Dated(std::nullopt, {}, 200), Dated(std::nullopt, {}, 900),
                                Dated(std::nullopt, {}, 10000)}});
  CHECK(all.words == 11100);
  CHECK(all.median_words == 900);
  CHECK(all.longest == 2);
  CHECK(all.longest_words == 10000);
  CHECK(all.minutes == 1 + 5 + 50);
  CHECK(all.lengths == std::array<int, 12>{1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1});
  CHECK(all.streak == 0);
}

TEST_CASE("a paper that was reviewed twice is one paper") {
  Review a = Dated(std::nullopt), b = a, c = a;
  a.paper.arxiv_id = b.paper.arxiv_id = "1706.03762";
  c.paper.urls = {"https://example.org/paper"};
  CHECK(CountCatalog({.sources = {}, .reviews = {a, b, c}}).papers == 2);
}

TEST_CASE("an empty catalog has no numbers") {
  const Statistics all = CountCatalog({});
  CHECK(all.reviews == 0);
  CHECK(all.months.empty());
  CHECK(all.longest == -1);
}

TEST_CASE("a scale has at most five steps of one, two or five times a power of ten") {
  CHECK(ScaleStep(1) == 1);
  CHECK(ScaleStep(5) == 1);
  CHECK(ScaleStep(6) == 2);
  CHECK(ScaleStep(23) == 5);
  CHECK(ScaleStep(26) == 10);
  CHECK(ScaleStep(2000) == 500);
}

}  // namespace
}  // namespace skira::app
