// Reading in steps: the result is that of reading at once.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "documents_for_tests.h"
#include "parser/parser.h"
#include "parser/sha256.h"
#include "review/json.h"

namespace skira {
namespace {

namespace fs = std::filesystem;
using std::string_literals::operator""s;

std::string ReadAll(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<fs::path> AllDocuments() {
  std::vector<fs::path> documents;
  for (const char* folder : {"/tests/fixtures/parser", "/corpus"}) {
    for (const auto& entry : fs::directory_iterator(std::string(SKIRA_ROOT) + folder)) {
      const fs::path extension = entry.path().extension();
      if (extension == ".md" || extension == ".txt") documents.push_back(entry.path());
    }
  }
  std::sort(documents.begin(), documents.end());
  return documents;
}

ParseResult ParseInSteps(std::string_view name, std::string_view bytes, size_t piece, size_t step) {
  DocumentParser parser(name);
  for (size_t i = 0; i < bytes.size(); i += piece) parser.Add(bytes.substr(i, piece));
  parser.End();
  while (!parser.Step(step)) {
  }
  return parser.Take();
}

bool Same(const ParseResult& a, const ParseResult& b) {
  return a.source == b.source && a.reviews == b.reviews && a.warnings == b.warnings;
}

std::vector<ParseResult> Some(ParseResult result) {
  std::vector<ParseResult> all;
  all.push_back(std::move(result));
  return all;
}

TEST_CASE("a document read in steps is the document read at once, byte for byte") {
  for (const fs::path& path : AllDocuments()) {
    INFO(path.filename().string());
    const std::string bytes = ReadAll(path);
    const std::string whole = WriteJson(BuildCatalog(Some(ParseDocument("a", bytes))), false);
    for (const size_t piece : {size_t{1}, size_t{7}, size_t{4096}}) {
      const ParseResult steps = ParseInSteps("a", bytes, piece, 64);
      CHECK(WriteJson(BuildCatalog(Some(steps)), false) == whole);
      CHECK(Same(steps, ParseDocument("a", bytes)));
    }
  }
}

TEST_CASE("damaged bytes and line ends are the same however a document is cut") {
  const std::string documents[] = {
      "",
      "\xEF",
      "\xEF\xBB\xBF",
      "\xEF\xBB\xBF\r\n\r\rא\r",
      "\xEF\xBBx",
      "ש\xD7\nא\0ב\r\nג\xF0\x9F\x98\x80\xF0\x9F\x98\nד\xE2\x82"s + std::string(3, '\0') + "\r",
      "\r\r\n\n\r",
      "\x80\x80\x80\x80\n\xC0\xAF\xED\xA0\x80\xF5\x80\x80\x80",
      "Review 1: Adam\n\n" + Prose("\r\n\xFF") + "\r\n\xD7",
  };
  for (const std::string& bytes : documents) {
    const ParseResult whole = ParseDocument("a", bytes);
    for (size_t piece = 1; piece <= 5; ++piece) {
      CHECK(Same(ParseInSteps("a", bytes, piece, 1), whole));
    }
  }
}

TEST_CASE("a digest does not know in which pieces its bytes came") {
  const std::string bytes(1000, 'a');
  for (size_t size : {0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 1000}) {
    Sha256 whole;
    whole.Add(std::string_view(bytes).substr(0, size));
    const std::string hex = whole.Hex();
    for (const size_t piece : {1, 3, 64, 65}) {
      Sha256 digest;
      for (size_t i = 0; i < size; i += piece) {
        digest.Add(std::string_view(bytes).substr(i, std::min(piece, size - i)));
      }
      CHECK(digest.Hex() == hex);
    }
  }
  Sha256 abc;
  abc.Add("abc");
  CHECK(abc.Hex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("progress grows from nothing to all") {
  std::string text;
  for (int i = 1; i <= 40; ++i) {
    text += "Review " + std::to_string(i) + ": A paper of number " + std::to_string(i) + "\n\n" +
            Prose() + "\n\n";
  }
  DocumentParser parser("a", text.size());
  parser.Add(text);
  parser.End();
  double before = parser.progress();
  CHECK(before < 0.01);
  int steps = 1;
  for (; !parser.Step(500); ++steps) {
    CHECK(parser.progress() >= before);
    before = parser.progress();
  }
  CHECK(steps > 40);
  CHECK(parser.progress() > 0.9);
  CHECK(parser.Take().reviews.size() == 40);
}

// --- Joining -------------------------------------------------------------------------------------

Catalog Joined(const Catalog& catalog, ParseResult document, int first = 0, int count = 0) {
  CatalogJoin join(catalog, first, count, std::move(document));
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
  CHECK(catalog.reviews[0].id == "a-paper-of-some-length-1");
  CHECK(added.reviews[0].id.starts_with("a-paper-of-some-length-1-"));
  CHECK(added.reviews[0].links == std::vector<Link>{{"#/r/a-paper-of-some-length-1",
                                                     "A Paper of Some Length", LinkRole::kReview}});
  SECTION("the same text once more has a number behind its digest") {
    const Catalog again = Joined(catalog, ParseDocument("b", text));
    Catalog both = catalog;
    both.reviews.push_back(again.reviews[0]);
    CHECK(Joined(both, ParseDocument("c", text)).reviews[0].id == again.reviews[0].id + "-2");
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
  REQUIRE(other.reviews[1].links[0].url == "#/r/a-paper-of-some-length-1");
  CatalogJoin join(catalog, 0, 0, other);
  while (!join.Step(2)) {
  }
  const Catalog added = join.Take();
  CHECK(added.sources == other.sources);
  CHECK(added.reviews[0].id != catalog.reviews[0].id);
  CHECK(added.reviews[1].id == other.reviews[1].id);
  CHECK(added.reviews[1].links[0].url == "#/r/" + added.reviews[0].id);
}

// How long the steps of a large document take; run with [.measure].
TEST_CASE("measure: the longest step of a document of 20 MB", "[.measure]") {
  std::string bytes, all;
  for (const auto& entry : fs::directory_iterator(SKIRA_ROOT "/corpus")) {
    if (entry.path().filename() != "README.md") bytes += ReadAll(entry.path()) + "\n\n";
  }
  while (all.size() < 20'000'000) all += bytes;
  // Of the processor: what else runs on the machine does not count.
  const auto since = [](std::clock_t start) {
    return 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  };
  double longest = 0;
  const auto begin = std::clock();
  DocumentParser parser("a", all.size());
  const auto measured = [&](auto step) {
    const auto start = std::clock();
    const bool done = step();
    longest = std::max(longest, since(start));
    return done;
  };
  constexpr size_t kPiece = 131072;
  for (size_t i = 0; i < all.size(); i += kPiece) {
    measured([&] { return parser.Add(std::string_view(all).substr(i, kPiece)), true; });
  }
  measured([&] { return parser.End(), true; });
  std::printf("bytes read: longest %.2f ms, all %.0f ms\n", longest, since(begin));
  longest = 0;
  while (!measured([&] { return parser.Step(16384); })) {
  }
  std::printf("parsed: longest step %.2f ms, all %.0f ms\n", longest, since(begin));
  longest = 0;
  const Catalog none;
  CatalogJoin join(none, 0, 0, parser.Take());
  while (!measured([&] { return join.Step(64); })) {
  }
  std::printf("joined %zu reviews: longest step %.2f ms, all %.0f ms\n", join.Take().reviews.size(),
              longest, since(begin));
}

}  // namespace
}  // namespace skira
