// Tables: rows of tab-separated cells (what extraction makes of a printed table), Markdown's pipes,
// columns aligned with spaces, and HTML.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "parser/document/document.h"
#include "parser/inline/inline.h"
#include "review/review.h"

namespace skira {

enum class TableKind : uint8_t { kNone, kTabs, kPipes, kColumns, kHtml };

struct TableExtent {
  TableKind kind = TableKind::kNone;
  int last_line = 0;  // inclusive
};

// The table that begins at line `line` and ends before the first blank line or `last_line`'s end,
// one of HTML with the line of its "</table>";
// kind kNone where none begins.
TableExtent FindTable(const Document& document, int line, int last_line);

// How the columns of a table with pipes are set, by the colons of its row of dashes; empty where
// there are none.
std::vector<CellAlign> ReadAlignment(const Document& document, TableKind kind, int first_line,
                                     int last_line);

// Its cells read as spans, "\t" between cells and "\n" between rows, as Block::spans wants them.
// A row of dashes below the head is markup and left out.
std::vector<Span> ReadTable(const Document& document, TableKind kind, int first_line, int last_line,
                            SpanReport* report);

}  // namespace skira
