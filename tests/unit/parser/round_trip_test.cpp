// What WriteMarkdown writes of a review reads back to the same review: for every review of the
// library's documents, of the fixtures and, where they are at hand, of the real ones.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "parser/parser.h"
#include "review/json.h"
#include "review/markdown.h"

namespace skira {
namespace {

namespace fs = std::filesystem;

// The review without what its position in a document and the library says.
Review Bare(Review review) {
  review.id.clear();
  review.date_inferred.reset();
  review.document = review.first_line = review.last_line = 0;
  review.topics.clear();
  review.warnings.clear();
  std::erase_if(review.links, [](const Link& link) { return link.role == LinkRole::kReview; });
  std::sort(review.links.begin(), review.links.end(),
            [](const Link& a, const Link& b) { return a.url < b.url; });
  std::sort(review.paper.urls.begin(), review.paper.urls.end());
  std::sort(review.paper.code_urls.begin(), review.paper.code_urls.end());
  for (Block& block : review.blocks) block.first_line = block.last_line = 0;
  return review;
}

std::string Json(const Review& review) {
  Catalog catalog;
  catalog.sources.push_back({"a", "", 1});
  catalog.reviews.push_back(review);
  return WriteJson(catalog, true);
}

void CheckFolder(const fs::path& folder) {
  for (const auto& entry : fs::directory_iterator(folder)) {
    const fs::path extension = entry.path().extension();
    if (extension != ".md" && extension != ".txt") continue;
    if (entry.path().filename() == "README.md") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    for (const Review& review : ParseDocument("a.md", bytes).reviews) {
      INFO(entry.path().filename().string() << ": " << review.title.value_or("-"));
      const ParseResult again = ParseDocument("a.md", WriteMarkdown(review));
      REQUIRE(again.reviews.size() == 1);
      CHECK(Json(Bare(again.reviews[0])) == Json(Bare(review)));
    }
  }
}

TEST_CASE("every review of the library's documents reads back from its Markdown") {
  CheckFolder(fs::path(SKIRA_ROOT) / "corpus");
}

TEST_CASE("every review of the fixtures reads back from its Markdown") {
  CheckFolder(fs::path(SKIRA_ROOT) / "tests/fixtures/parser");
}

TEST_CASE("every review of the real documents reads back from its Markdown") {
  const fs::path real = fs::path(SKIRA_ROOT).parent_path() / "shared/corpus";
  if (!fs::is_directory(real)) SKIP("the real documents are not here");
  CheckFolder(real);
}

}  // namespace
}  // namespace skira
