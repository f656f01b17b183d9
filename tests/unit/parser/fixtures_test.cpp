// tests/fixtures/parser: documents with one oddity each, and beside each its export. To write the
// exports anew after a change that is meant, run with SKIRA_UPDATE_FIXTURES=1 and read the diff.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>
#include <utility>
#include <vector>

#include "account_for_tests.h"
#include "parser/parser.h"
#include "review/json.h"

namespace skira {
namespace {

namespace fs = std::filesystem;

std::string ReadAll(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<fs::path> Documents() {
  std::vector<fs::path> documents;
  for (const auto& entry : fs::directory_iterator(SKIRA_ROOT "/tests/fixtures/parser")) {
    const fs::path extension = entry.path().extension();
    if (entry.path().filename() == "README.md") continue;
    if (extension == ".md" || extension == ".txt") documents.push_back(entry.path());
  }
  std::sort(documents.begin(), documents.end());
  return documents;
}

std::string Export(const fs::path& path) {
  std::vector<ParseResult> parsed;
  const std::string bytes = ReadAll(path);
  parsed.push_back(ParseDocument(path.filename().string(), bytes));
  CHECK(AccountOfText::Lost(bytes, parsed.back()) == std::vector<std::string>{});
  return WriteJson(BuildCatalog(std::move(parsed)), true);
}

TEST_CASE("every fixture is read as its export beside it says") {
  const std::vector<fs::path> documents = Documents();
  REQUIRE(documents.size() >= 70);
  for (const fs::path& document : documents) {
    fs::path expected = document;
    expected.replace_extension(".expected.json");
    if (std::getenv("SKIRA_UPDATE_FIXTURES") != nullptr) {
      std::ofstream(expected, std::ios::binary) << Export(document);
    }
    INFO(document.filename().string());
    CHECK(Export(document) == ReadAll(expected));
  }
}

TEST_CASE("the fixtures' table of oddities names every document and no other") {
  const fs::path folder = SKIRA_ROOT "/tests/fixtures/parser";
  const std::string table = ReadAll(folder / "README.md");
  for (const fs::path& document : Documents()) {
    const std::string name = document.filename().string();
    CHECK(table.find("`" + name + "`") != std::string::npos);
  }
  const std::regex printed("`([a-z-]+\\.(?:md|txt))`");
  for (std::sregex_iterator it(table.begin(), table.end(), printed), end; it != end; ++it) {
    CHECK(fs::exists(folder / (*it)[1].str()));
  }
}

}  // namespace
}  // namespace skira
