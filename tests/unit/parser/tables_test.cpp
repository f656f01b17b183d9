#include "parser/blocks/tables.h"

#include <catch2/catch_test_macros.hpp>

namespace skira {
namespace {

struct Read {
  TableKind kind = TableKind::kNone;
  int last_line = 0;
  std::string text;
  bool operator==(const Read&) const = default;
};

Read ReadFirst(std::string_view source) {
  std::vector<Warning> warnings;
  const Document document("t.txt", source, warnings);
  const TableExtent extent = FindTable(document, 1, document.line_count());
  if (extent.kind == TableKind::kNone) return {};
  const auto spans = ReadTable(document, extent.kind, 1, extent.last_line, nullptr);
  return {extent.kind, extent.last_line, PlainText(spans)};
}

}  // namespace

TEST_CASE("rows of tabs are a table, empty cells kept") {
  CHECK(ReadFirst("\ttrain\ttest\nSST\t8,544\t 2,210\n\nend") ==
        Read{TableKind::kTabs, 2, "\ttrain\ttest\nSST\t8,544\t2,210"});
  CHECK(ReadFirst("a\tb\tc") == Read{TableKind::kTabs, 1, "a\tb\tc"});
}

TEST_CASE("a tab behind a marker or before a line makes no table") {
  CHECK(ReadFirst("1.\tפריט\n2.\tפריט") == Read{});
  CHECK(ReadFirst("\tindented\n\tindented") == Read{});
}

TEST_CASE("pipes make a table, its row of dashes is markup") {
  CHECK(ReadFirst("| a | b |\n|---|:-:|\n| 1 | $p(x|c)$ |\ntext") ==
        Read{TableKind::kPipes, 3, "a\tb\n1\tp(x|c)"});
  CHECK(ReadFirst("a | b\n--- | ---\n1 | 2") == Read{TableKind::kPipes, 3, "a\tb\n1\t2"});
  CHECK(ReadFirst("p(x|c) is given\np(y|c) is not") == Read{});
}

TEST_CASE("columns aligned with spaces are a table from three rows on") {
  CHECK(ReadFirst("Model   Size   BLEU\nsmall   10M    20.1\nlarge   200M   27.5") ==
        Read{TableKind::kColumns, 3, "Model\tSize\tBLEU\nsmall\t10M\t20.1\nlarge\t200M\t27.5"});
  CHECK(ReadFirst("Model   Size\nsmall   10M") == Read{});
  CHECK(ReadFirst("One  two words here\nand  three words\nfour words  and more") == Read{});
}

TEST_CASE("cells hold formulas and styles") {
  std::vector<Warning> warnings;
  const Document document("t.txt", "<i>Ours</i>\t$k = 2$\na\tb", warnings);
  CHECK(ReadTable(document, TableKind::kTabs, 1, 2, nullptr) ==
        std::vector<Span>{{"Ours", kStyleItalic, false, ""},
                          {"\t", 0, false, ""},
                          {"k = 2", 0, true, ""},
                          {"\na\tb", 0, false, ""}});
}

}  // namespace skira
