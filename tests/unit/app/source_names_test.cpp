#include "app/model/source_names.h"

#include <catch2/catch_test_macros.hpp>

namespace skira::app {
namespace {

std::string Title(std::string_view name) { return SourceTitle(name, 3, Language::kEnglish); }

TEST_CASE("a document is called as people named its file") {
  CHECK(Title("corpus/dailies-2025-01.docx") == "dailies-2025-01");
  CHECK(Title("long-reviews.md") == "long-reviews");
  CHECK(Title("סקירות 2024.txt") == "סקירות 2024");
  CHECK(Title("notes") == "notes");
}

TEST_CASE("what only a machine reads is no name of a document") {
  CHECK(Title("corpus/000_ba2186675c9926e3.txt") == "Document 3");
  CHECK(Title("003_2c496801579d2a27.part.txt") == "Document 3");
  CHECK(Title("0123456789abcdef0123456789abcdef.docx") == "Document 3");
  CHECK(Title("42.txt") == "Document 3");
  CHECK(SourceTitle("42.txt", 1, Language::kHebrew) == "מסמך 1");
}

}  // namespace
}  // namespace skira::app
