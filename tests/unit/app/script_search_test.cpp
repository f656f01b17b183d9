#include "app/state/script_search.h"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

namespace skira::app {
namespace {

using nlohmann::json;

AppState StateOf(std::vector<std::string> titles) {
  Catalog catalog;
  for (std::string& title : titles) {
    Review review;
    review.id = "id-of-" + title;
    review.title = std::move(title);
    catalog.reviews.push_back(std::move(review));
  }
  AppState state;
  SetCatalog(std::move(catalog), state);
  return state;
}

std::vector<std::string> Ids(const std::string& answer) {
  std::vector<std::string> ids;
  const json parsed = json::parse(answer);
  for (const json& hit : parsed["hits"]) ids.push_back(hit["id"]);
  return ids;
}

TEST_CASE("a script is told ids of what is found, how many, and how long it took") {
  AppState state = StateOf({"dropout", "grokking"});
  const std::string answer = SearchJson(state, "grokking", 10);
  CHECK(Ids(answer) == std::vector<std::string>{"id-of-grokking"});
  const json parsed = json::parse(answer);
  CHECK(parsed["total"] == 1);
  CHECK(parsed["hits"][0]["score"] > 0);
  CHECK(parsed["microseconds"] >= 0);
}

TEST_CASE("a limit of hits leaves the count of what is found as it is") {
  AppState state = StateOf({"deep", "deep nets", "deep learning"});
  CHECK(Ids(SearchJson(state, "deep", 2)).size() == 2);
  CHECK(json::parse(SearchJson(state, "deep", 2))["total"] == 3);
  CHECK(Ids(SearchJson(state, "deep", 0)).empty());
  CHECK(Ids(SearchJson(state, "deep", -5)).empty());
}

TEST_CASE("another catalog is searched once it took the first one's place") {
  AppState state = StateOf({"mamba"});
  CHECK(Ids(SearchJson(state, "mamba", 10)).size() == 1);
  Catalog other;
  other.reviews.push_back({.id = "lora", .title = "LoRA"});
  SetCatalog(std::move(other), state);
  CHECK(Ids(SearchJson(state, "mamba", 10)).empty());
  CHECK(Ids(SearchJson(state, "lora", 10)) == std::vector<std::string>{"lora"});
}

}  // namespace
}  // namespace skira::app
