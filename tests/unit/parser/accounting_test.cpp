// Nothing is lost: what stands in a document is in a review's header, fields or blocks, or in a
// warning. Shown for the documents of the library and, where they are at hand, for real ones.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "account_for_tests.h"
#include "parser/parser.h"
#include "review/json.h"

using namespace skira;

namespace {

namespace fs = std::filesystem;

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

std::vector<fs::path> DocumentsIn(const fs::path& folder) {
  std::vector<fs::path> paths;
  if (!fs::is_directory(folder)) return paths;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const bool readme = entry.path().filename() == "README.md";
    if ((entry.path().extension() == ".txt" || entry.path().extension() == ".md") && !readme) {
      paths.push_back(entry.path());
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

void CheckFolder(const fs::path& folder) {
  for (const fs::path& path : DocumentsIn(folder)) {
    const std::string bytes = ReadFile(path);
    const ParseResult result = ParseDocument(path.filename().string(), bytes);
    INFO(path.filename().string());
    CHECK(AccountOfText::Lost(bytes, result) == std::vector<std::string>{});
  }
}

const fs::path kShared = fs::path(SKIRA_ROOT).parent_path() / "shared";

}  // namespace

TEST_CASE("nothing of the library's documents is lost") {
  CheckFolder(fs::path(SKIRA_ROOT) / "corpus");
}

TEST_CASE("digits behind a date are its time only where they are one") {
  const std::string_view bytes =
      "🚀 קצקצ צקצק 0 | 5.04.25:544\n\n"
      "⚡️ המאמר היומי של מייק ואורה Some Title Here\n\n"
      "טקסט קצר.\n";
  const ParseResult parsed = ParseDocument("a.md", bytes);
  CHECK(AccountOfText::Lost(bytes, parsed) == std::vector<std::string>{});
  const ParseResult timed =
      ParseDocument("b.md", "המאמר היומי של מייק | 5.04.25, 09:14: Some Title\n\nטקסט.\n");
  REQUIRE(timed.reviews.size() == 1);
  CHECK(timed.reviews[0].title == "Some Title");
}

TEST_CASE("nothing of the real documents is lost") {
  if (!fs::is_directory(kShared / "corpus")) SKIP("the real documents are not here");
  CheckFolder(kShared / "corpus");
}

TEST_CASE("the labelled reviews are read to the figures of a careful reader") {
  const fs::path tool = kShared / "tools" / "score_parser.py";
  const fs::path labels = kShared / "labels" / "reviews.jsonl";
  if (!fs::exists(tool) || !fs::exists(labels)) SKIP("the labels are not here");
  std::vector<ParseResult> documents;
  for (const fs::path& path : DocumentsIn(kShared / "corpus")) {
    documents.push_back(ParseDocument(path.filename().string(), ReadFile(path)));
  }
  const fs::path exported = fs::path(SKIRA_BUILD) / "labelled.json";
  std::ofstream(exported) << WriteJson(BuildCatalog(std::move(documents)), false);
  const std::string command =
      "python3 '" + tool.string() + "' '" + exported.string() + "' '" + labels.string() + "'";
  std::FILE* pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::map<std::string, double> figures;
  char name[64];
  double value = 0;
  while (std::fscanf(pipe, "%63s %lf", name, &value) == 2) figures[name] = value;
  ::pclose(pipe);
  struct Floor {
    const char* figure;
    double least;
  };
  for (const auto& [figure, least] :
       {Floor{"boundary_f1", 0.995}, Floor{"all_urls", 0.995}, Floor{"arxiv_id", 0.99},
        Floor{"date", 0.99}, Floor{"number", 0.99}, Floor{"kind", 0.99}, Floor{"title", 0.985},
        Floor{"reviewers", 0.985}, Floor{"paper_urls", 0.985}, Floor{"last_line", 0.98}}) {
    INFO(figure);
    CHECK(figures[figure] >= least);
  }
}
