// One catalog joined to another: ids, links, what is replaced.
#include "review/join.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <utility>
#include <vector>

#include "../parser/documents_for_tests.h"
#include "documents_on_disk.h"
#include "parser/parser.h"

namespace skira {
namespace {

std::vector<ParseResult> Some(ParseResult result) {
  std::vector<ParseResult> all;
  all.push_back(std::move(result));
  return all;
}

Catalog Joined(const Catalog& catalog, ParseResult document, int first = 0, int count = 0) {
  CatalogJoin join(catalog, first, count, BuildCatalog(Some(std::move(document))));
  while (!join.Step(1)) {
  }
  return join.Take();
}

TEST_CASE("a document that joins an empty catalog is the catalog of that document alone") {
  for (const fs::path& path : AllDocuments()) {
    INFO(path.filename().string());
    const ParseResult document = ParseDocument("a", ReadAll(path));
    CHECK(Joined({}, document) == BuildCatalog(Some(document)));
  }
}

TEST_CASE("a review that joins gets an id that no other has, and links to the others") {
  const std::string text = "Review 1: A Paper of Some Length\n\n" + Prose();
  const Catalog catalog = BuildCatalog(Some(ParseDocument("a", text)));
  const Catalog added = Joined(catalog, ParseDocument("b", text + " " + Prose()));
  REQUIRE(added.reviews.size() == 1);
  CHECK(catalog.reviews[0].id == "review-1");
  CHECK(added.reviews[0].id == "review-1-a-paper-of-some");
  CHECK(added.reviews[0].links ==
        std::vector<Link>{{"#/r/review-1", "A Paper of Some Length", LinkRole::kReview}});
  SECTION("one of the same title has a digest of its text, the same text once more a number") {
    Catalog all = catalog;
    all.reviews.push_back(added.reviews[0]);
    all.reviews.push_back(Joined(all, ParseDocument("c", text)).reviews[0]);
    const std::string digest = all.reviews[2].id;
    CHECK(digest.starts_with("review-1-a-paper-of-some-"));
    CHECK(Joined(all, ParseDocument("d", text)).reviews[0].id == digest + "-2");
  }
  SECTION("what it replaces does not count") {
    const Catalog again = Joined(catalog, ParseDocument("a", text), 0, 1);
    CHECK(again.reviews == catalog.reviews);
  }
}

TEST_CASE("an export that joins keeps its ids as far as they are free, and its links follow them") {
  const std::string one = "Review 1: A Paper of Some Length\n\n" + Prose() + "\n\n";
  const std::string two = "Review 2: A Paper of Some Length\n\n" + Prose() + "\n\n";
  const Catalog catalog = BuildCatalog(Some(ParseDocument("a", one)));
  const Catalog other = BuildCatalog(Some(ParseDocument("b", one + two)));
  REQUIRE(other.reviews[1].links[0].url == "#/r/review-1");
  CatalogJoin join(catalog, 0, 0, other);
  while (!join.Step(2)) {
  }
  const Catalog added = join.Take();
  CHECK(added.sources == other.sources);
  CHECK(added.reviews[0].id != catalog.reviews[0].id);
  CHECK(added.reviews[1].id == other.reviews[1].id);
  CHECK(added.reviews[1].links[0].url == "#/r/" + added.reviews[0].id);
}

}  // namespace
}  // namespace skira
