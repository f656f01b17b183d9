#include "parser/document/document.h"

#include <catch2/catch_test_macros.hpp>

#include "documents_for_tests.h"

using namespace skira;

namespace {

struct Read {
  std::vector<std::string> lines;
  std::vector<std::string> warnings;  // "line code"
  bool operator==(const Read&) const = default;
};

Read ReadLines(std::string_view bytes) {
  std::vector<Warning> warnings;
  const Document document = ReadDocument("a.txt", bytes, warnings);
  Read read;
  for (int line = 1; line <= document.line_count(); ++line) {
    read.lines.emplace_back(document.line(line));
  }
  for (const Warning& warning : warnings) {
    read.warnings.push_back(std::to_string(warning.line) + " " + warning.code);
  }
  return read;
}

using namespace std::string_view_literals;

}  // namespace

TEST_CASE("a document is its lines, with or without an end to the last") {
  CHECK(ReadLines("a\nb\n") == Read{{"a", "b"}, {}});
  CHECK(ReadLines("a\nb") == Read{{"a", "b"}, {}});
  CHECK(ReadLines("\n\na") == Read{{"", "", "a"}, {}});
  CHECK(ReadLines("") == Read{});
}

TEST_CASE("other people's line ends, byte order marks and broken bytes are read with a warning") {
  CHECK(ReadLines("a\r\nb\r\n") == Read{{"a", "b"}, {"1 carriage-return"}});
  CHECK(ReadLines("a\rb") == Read{{"a", "b"}, {"1 carriage-return"}});
  CHECK(ReadLines("\xEF\xBB\xBF"
                  "a\n") == Read{{"a"}, {"1 bom"}});
  CHECK(ReadLines("a\nb\0c\0\n"sv) == Read{{"a", "b\uFFFDc\uFFFD"}, {"2 nul-byte"}});
  CHECK(ReadLines("a\n\xD7\xFFz\n\xD7\n") ==
        Read{{"a", "\uFFFD\uFFFDz", "\uFFFD"}, {"2 invalid-utf8", "3 invalid-utf8"}});
}

TEST_CASE("a document with damage of every kind still gives its reviews") {
  const std::string text =
      "\xEF\xBB\xBF" +
      ("המאמר היומי של מייק 05.08.24: Some Title Here\r\n\r\n" + Prose() + "\xFF\r\n");
  const ParseResult result = Parse(text);
  REQUIRE(result.reviews.size() == 1);
  CHECK(result.reviews[0].title == "Some Title Here");
  CHECK(result.source.lines == 3);
  CHECK(Codes(result.warnings) ==
        std::vector<std::string>{"bom", "invalid-utf8", "carriage-return"});
}

TEST_CASE("input made to be slow is read in time that goes with its size") {
  const std::string header = "המאמר היומי של מייק 05.08.24: Some Title Here\n\n";
  const auto repeated = [](std::string_view piece, int times) {
    std::string text;
    for (int i = 0; i < times; ++i) text += piece;
    return text;
  };
  // Each takes long when anything is quadratic in it, and well under a second when nothing is.
  for (const std::string_view piece : {"[",
                                       "[a](",
                                       "[a](http://x ",
                                       "[a](<http://x ",
                                       "<http://a",
                                       "www.a(",
                                       "$ x ",
                                       "**a ",
                                       "- ",
                                       "<u>",
                                       "```\nx\n",
                                       "- x\n",
                                       "<https://a.org/b>\n",
                                       "Review 1: A\n",
                                       "a\tb\n",
                                       "# ",
                                       "> ",
                                       "המאמר היומי של מייק 05.08.24 A Title\n",
                                       "05.08.24 ",
                                       "(",
                                       "סקירה זו נכתבה על ידי "}) {
    INFO(piece);
    const ParseResult result = Parse(header + repeated(piece, 30000) + "\n");
    CHECK_FALSE(result.reviews.empty());
  }
  CHECK(Parse(header + repeated("מילה ", 300000)).reviews.size() == 1);
}

TEST_CASE(
    "heads that no banner marks are read in time that goes with their size, with any number") {
  const std::string text =
      "The authors train a small network on a large set of sentences, and measure what it "
      "keeps.\n\n";
  const std::string number(40, '9');
  // Each took long, or more than a number holds.
  for (const std::string_view piece :
       {"()", "((", "**", "— ", "by ", "<@", ": ", "9", "1. ", "| "}) {
    INFO(piece);
    std::string head = "# ";
    while (head.size() < 600'000) head += piece;
    std::string document;
    for (const char* day : {"1", "2"}) {
      document += "**March " + std::string(day) + ", 2025**\n" + head + "\n\n" + number +
                  ". A Title\n\nhttps://arxiv.org/abs/2503.0000" + day + "\n\n" + text;
    }
    CHECK(Parse(document).reviews.size() == 2);
  }
}
