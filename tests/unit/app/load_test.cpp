// More than any hand makes: what the page does with it.
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "bundled_fonts.h"
#include "review/json.h"
#include "screen.h"

namespace skira::app {
namespace {

// A review of one paragraph, of which each second word is marked.
constexpr int kMarks = 1900;

std::string MarkedReview() {
  Review review;
  review.id = "a";
  review.title = "Newts";
  std::string text;
  for (int i = 0; i < kMarks; ++i) text += "מילה אחת ";
  Block block;
  block.spans = {{.text = text}};
  review.blocks = {block};
  Catalog catalog;
  catalog.reviews = {review};
  catalog.sources = {{.name = "a.txt"}};
  return WriteJson(catalog, false);
}

std::string Marks() {
  constexpr int kPair = 16, kWord = 8;  // bytes
  nlohmann::json marks = nlohmann::json::array();
  for (int i = 0; i < kMarks; ++i) {
    const int start = i * kPair;
    marks.push_back({{"id", "h" + std::to_string(i)},
                     {"block", 0},
                     {"start", start},
                     {"last", 0},
                     {"end", start + kWord},
                     {"quote", "מילה"},
                     {"colour", 0},
                     {"note", ""},
                     {"made", 1}});
  }
  return nlohmann::json({{"v", 1}, {"highlights", marks}}).dump();
}

TEST_CASE("of thousands of highlights the page shows two hundred, and as many more when asked") {
  Screen screen(Fonts(), 1000, 700);
  REQUIRE(!screen.reader.LoadExport(MarkedReview()));
  screen.Do(RestoreRecord{"review/a", Marks()});
  screen.Go("#/highlights");
  const auto quotes = [&] {
    screen.Frame();
    return screen.All([](const SemanticsNode& node) { return node.role == Role::kQuote; }).size();
  };
  CHECK(quotes() == 200);
  for (const char* more : {"עוד 1700", "עוד 1500"}) {
    const SemanticsNode* button = screen.Find(Role::kButton, more);
    REQUIRE(button != nullptr);
    screen.Press(*button);
    screen.Frame();
  }
  CHECK(quotes() == 600);
}

TEST_CASE("a text with thousands of highlights has an element for each, and for what is between") {
  Screen screen(Fonts(), 1000, 700);
  REQUIRE(!screen.reader.LoadExport(MarkedReview()));
  screen.Do(RestoreRecord{"review/a", Marks()});
  screen.Go("#/r/a");
  screen.Frame();
  std::set<std::string> marked;
  screen.All([&](const SemanticsNode& node) {
    for (const SemanticsLine& line : node.lines) {
      for (const SemanticsFragment& piece : line.fragments) {
        if (!piece.mark.empty()) marked.insert(piece.mark);
      }
    }
    return false;
  });
  CHECK(marked.size() == kMarks);
}

}  // namespace
}  // namespace skira::app
