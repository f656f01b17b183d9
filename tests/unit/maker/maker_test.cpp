// The library maker: documents and exports in, one export out, whole or in parts.
#include "maker/maker.h"

#include <catch2/catch_test_macros.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "../parser/documents_for_tests.h"
#include "documents_on_disk.h"
#include "review/json.h"
#include "review/report.h"

namespace skira::maker {
namespace {

std::string ReviewText(int number, const std::string& title) {
  return "Review " + std::to_string(number) + ": " + title + "\n\n" + Prose() + "\n\n";
}

std::vector<std::string> Parts(LibraryMaker& maker, size_t bytes) {
  std::vector<std::string> parts;
  for (std::string part; maker.TakePart(bytes, part);) parts.push_back(part);
  return parts;
}

TEST_CASE("the export of documents is the parser's catalog, byte for byte") {
  LibraryMaker maker;
  std::vector<ParseResult> parsed;
  for (const fs::path& path : AllDocuments()) {
    const std::string name = path.filename().string(), bytes = ReadAll(path);
    if (!maker.Add(name, bytes).problem.empty()) continue;
    parsed.push_back(ParseDocument(name, bytes));
  }
  CHECK(maker.Finish() == BuildCatalog(parsed));
  CHECK(maker.Json() == WriteJson(BuildCatalog(std::move(parsed)), false));
}

TEST_CASE("the parts of an export together are the export, whatever their size") {
  LibraryMaker whole;
  for (const fs::path& path : AllDocuments()) whole.Add(path.filename().string(), ReadAll(path));
  Catalog catalog = whole.Finish();
  catalog.math.outlines = {"M0 0L1 0Z"};
  catalog.math.formulas.push_back({.tex = "x", .width = 1, .glyphs = {0, 0, 0, 1000}});
  const std::string json = WriteJson(catalog, false);
  for (const size_t bytes : {size_t{1}, size_t{20000}, size_t{1} << 30}) {
    LibraryMaker maker;
    maker.Add("all.json", json);
    maker.Finish();
    const std::vector<std::string> parts = Parts(maker, bytes);
    CHECK((bytes == 1       ? parts.size() == catalog.reviews.size()
           : bytes == 20000 ? parts.size() > 5
                            : parts.size() == 1));
    std::vector<Review> reviews;
    for (size_t i = 0; i < parts.size(); ++i) {
      JsonError error;
      std::optional<Catalog> part = ReadJson(parts[i], error);
      REQUIRE(part);
      if (i == 0) CHECK(part->sources == catalog.sources);
      CHECK(part->math == (i + 1 == parts.size() ? catalog.math : MathTable{}));
      for (Review& review : part->reviews) {
        const std::string name = part->sources[static_cast<size_t>(review.document)].name;
        for (size_t source = 0; source < catalog.sources.size(); ++source) {
          if (catalog.sources[source].name == name) review.document = static_cast<int>(source);
        }
        reviews.push_back(std::move(review));
      }
    }
    CHECK(reviews == catalog.reviews);
  }
}

TEST_CASE("each document has a report that says what became of it") {
  LibraryMaker maker;
  maker.Add("good.md", ReviewText(1, "A Paper"));
  maker.Add("empty.md", "שורה אחת\n");
  maker.Add("binary.txt", std::string("a\nb\0c\n", 6));
  maker.Add("damaged.txt", "Review 1: x\nא\xFF\nב\xFE\n");
  maker.Add("other.json", "{\"format\":\n \"other\"}");
  using Reports = std::vector<DocumentReport>;
  Reports reports = maker.reports();
  for (DocumentReport& report : reports) report.warnings.clear();
  CHECK(
      reports ==
      Reports{
          {.name = "good.md", .reviews = 1},
          {.name = "empty.md", .problem = "no-review"},
          {.name = "binary.txt", .problem = "not-text", .line = 2},
          {.name = "damaged.txt", .reviews = reports[3].reviews, .problem = "not-utf8", .line = 2},
          {.name = "other.json",
           .exported = true,
           .problem = "bad-export",
           .line = 2,
           .detail = "this is no export of reviews (\"format\" differs)"}});
  CHECK(maker.Finish().sources.size() == 1);
}

TEST_CASE("documents of one name have names of their own in the export") {
  LibraryMaker maker;
  maker.Add("a.md", ReviewText(1, "One Paper"));
  maker.Add("a.md", ReviewText(2, "Another Paper"));
  const Catalog& catalog = maker.Finish();
  REQUIRE(catalog.sources.size() == 2);
  CHECK(catalog.sources[0].name == "a.md");
  CHECK(catalog.sources[1].name == "a.md (2)");
  CHECK(maker.reports()[1].name == "a.md (2)");
}

TEST_CASE("exports join what documents give, with ids of their own") {
  LibraryMaker first;
  first.Add("a.md", ReviewText(1, "One Paper"));
  first.Finish();
  const std::string json = first.Json();
  LibraryMaker maker;
  maker.Add("b.md", ReviewText(1, "One Paper") + ReviewText(2, "Another Paper"));
  maker.Add("a.json", json);
  const Catalog& catalog = maker.Finish();
  REQUIRE(catalog.reviews.size() == 3);
  CHECK(catalog.reviews[0].id == "review-1");
  CHECK(catalog.reviews[2].id == "review-1-one-paper");
  CHECK(catalog.reviews[2].document == 1);
}

TEST_CASE("a report comes back from its JSON as it was") {
  const DocumentReport report{.name = "תיקייה/א\".md",
                              .exported = true,
                              .reviews = 3,
                              .warnings = {{7, "date-lost", "No date."}},
                              .suspicions = {{8, "doubled-space", "Dana  Levi"}},
                              .problem = "bad-export",
                              .line = 9,
                              .detail = "\n<x>"};
  CHECK(ReadReportJson(WriteReportJson(report)) == report);
  for (const char* bad : {"", "[]", "{}", "{\"name\":1}", "{\"name\":\"a\",\"exported\":true}"}) {
    CHECK_FALSE(ReadReportJson(bad).has_value());
  }
}

}  // namespace
}  // namespace skira::maker
