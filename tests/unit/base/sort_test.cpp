#include "base/sort.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <functional>
#include <memory>
#include <string>

using skira::StableSort;

TEST_CASE("items are in order, and equal ones stay in the order in which they came") {
  std::vector<std::pair<int, int>> items, expected;
  uint32_t seed = 1;
  for (int i = 0; i < 1000; ++i) {
    seed = seed * 1664525 + 1013904223;
    items.emplace_back(static_cast<int>(seed >> 28), i);
  }
  expected = items;
  const auto by_first = [](const auto& a, const auto& b) { return a.first < b.first; };
  std::stable_sort(expected.begin(), expected.end(), by_first);
  StableSort(items, by_first);
  CHECK(items == expected);
}

TEST_CASE("items that cannot be copied are moved; none and one stay as they are") {
  std::vector<std::unique_ptr<std::string>> items;
  for (const char* word : {"c", "a", "b"}) items.push_back(std::make_unique<std::string>(word));
  StableSort(items, [](const auto& a, const auto& b) { return *a > *b; });
  CHECK((*items[0] == "c" && *items[1] == "b" && *items[2] == "a"));
  std::vector<int> none, one = {7};
  StableSort(none, std::less<>());
  StableSort(one, std::less<>());
  CHECK(none.empty());
  CHECK(one == std::vector<int>{7});
}
