#include "reader/script_search.h"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

namespace skira::reader {
namespace {

using nlohmann::json;

Catalog CatalogOf(std::vector<std::string> titles) {
  Catalog catalog;
  for (std::string& title : titles) {
    Review review;
    review.id = "id-of-" + title;
    review.title = std::move(title);
    catalog.reviews.push_back(std::move(review));
  }
  return catalog;
}

std::vector<std::string> Ids(const std::string& answer) {
  std::vector<std::string> ids;
  const json parsed = json::parse(answer);
  for (const json& hit : parsed["hits"]) ids.push_back(hit["id"]);
  return ids;
}

TEST_CASE("a script is told ids of what is found, how many, and the index's size and time") {
  ScriptSearch search;
  const std::string answer = search.Json(CatalogOf({"dropout", "grokking"}), "grokking", 10);
  CHECK(Ids(answer) == std::vector<std::string>{"id-of-grokking"});
  const json parsed = json::parse(answer);
  CHECK(parsed["total"] == 1);
  CHECK(parsed["hits"][0]["score"] > 0);
  CHECK(parsed["microseconds"] >= 0);
  CHECK(parsed["index"]["milliseconds"] >= 0);
  CHECK(parsed["index"]["bytes"].is_number_unsigned());
  CHECK(parsed["index"]["textBytes"] >= std::string("dropoutgrokking").size());
}

TEST_CASE("a limit of hits leaves the count of what is found as it is") {
  const Catalog catalog = CatalogOf({"deep", "deep nets", "deep learning"});
  ScriptSearch search;
  CHECK(Ids(search.Json(catalog, "deep", 2)).size() == 2);
  CHECK(json::parse(search.Json(catalog, "deep", 2))["total"] == 3);
  CHECK(Ids(search.Json(catalog, "deep", 0)).empty());
  CHECK(Ids(search.Json(catalog, "deep", -5)).empty());
}

TEST_CASE("another catalog is searched once the index was forgotten") {
  ScriptSearch search;
  CHECK(Ids(search.Json(CatalogOf({"mamba"}), "mamba", 10)).size() == 1);
  search.Forget();
  const Catalog other = CatalogOf({"lora"});
  CHECK(Ids(search.Json(other, "mamba", 10)).empty());
  CHECK(Ids(search.Json(other, "lora", 10)) == std::vector<std::string>{"id-of-lora"});
}

}  // namespace
}  // namespace skira::reader
