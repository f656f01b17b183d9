#include "review/join.h"

#include <catch2/catch_test_macros.hpp>

using namespace skira;

namespace {

std::vector<Review> Reviews(std::initializer_list<const char*> ids) {
  std::vector<Review> reviews;
  for (const char* id : ids) reviews.emplace_back().id = id;
  return reviews;
}

}  // namespace

TEST_CASE("an address finds the review of its id, then the one that had it before") {
  std::vector<Review> reviews = Reviews({"owls-2025-02-03", "newts-2025-02-05"});
  reviews[0].former_ids = {"the-owls", "newts-2025-02-05"};
  CHECK(IndexOfId("newts-2025-02-05", reviews, false) == 1);
  CHECK(IndexOfId("the-owls", reviews, false) == 0);
  CHECK(IndexOfId("toads", reviews, true) == -1);
}

TEST_CASE("an id that nobody has leads to the one of most of its words, where one is the nearest") {
  const std::vector<Review> reviews =
      Reviews({"owls-as-a-model-of-patience-2025-02-03", "newts-that-learn-slowly-2025-02-05",
               "newts-that-learn-fast-2025-02-05"});
  CHECK(IndexOfId("owls-as-the-model-of-patience-2025-02-04", reviews, true) == 0);
  CHECK(IndexOfId("owls-as-a-modle-of-patience-2025-02-03", reviews, true) == 0);
  CHECK(IndexOfId("newts-that-learn-2025-02-05", reviews, true) == -1);  // two are as near
  CHECK(IndexOfId("owls-as-the-model-of-patience-2025-02-04", reviews, false) == -1);
  CHECK(IndexOfId("2025-02-05", reviews, true) == -1);
}
